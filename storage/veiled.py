"""The types of the columns that hold nothing in the clear: sealed when written, opened when read.

The veil is that of the engine (storage.database leaves it on the dialect, as it does the zone of `Instant`);
over an engine without one, values come and go as they stand in the tables: so a backup holds them sealed.
"""

import re
from collections.abc import Callable
from functools import lru_cache, partial
from typing import Any, Final, Generic, TypeVar

import sqlalchemy as sa
from sqlalchemy.sql import operators
from sqlalchemy.types import TypeDecorator

from storage.veil import MARK, Veil

V = TypeVar("V", str, bytes)

_NOWHERE = "nothing can be compared with what is sealed anew each time"
_ELSEWHERE = "what is compared with a sealed column must be sealed alike"
_OF_NULL: Final = frozenset[Any]({operators.is_, operators.is_not})
_COMPARED: Final = frozenset[Any](
    {operators.eq, operators.ne, operators.in_op, operators.not_in_op, *_OF_NULL}
)
_SORTED: Final = frozenset[Any]({operators.asc_op, operators.desc_op})  # always the same order, and no more
_REMEMBERED: Final = 16_384  # senders, most of whom write again
_OURS = re.compile(r"[a-z_.-]+/[^@:]*$")  # and those that have none
_BEFORE_ADDRESS = re.compile(r"[a-z_.-]+/(?:[^:]*?/)?[a-z-]+:")
_CHANNEL = re.compile(r"[a-z-]+:")


def veil_of(dialect: sa.Dialect) -> Veil | None:
    """Give the veil of an engine."""
    return getattr(dialect, "veil", None)


class Sealing(TypeDecorator[V], Generic[V]):
    """A column whose values are sealed; `about` is what they are bound to."""

    impl = sa.Text
    cache_ok = True

    def __init__(self, about: str, bound: str = "") -> None:
        """Bind to one column, or to those that are compared with each other; `about` names who those are."""
        super().__init__()
        self.about, self.bound = about, bound or about
        self._bound = self.bound.encode()

    def sealed(self, value: V, veil: Veil) -> V:
        """Give what stands in the table."""
        raise NotImplementedError

    def opened(self, value: V, veil: Veil) -> V:
        """Give what was sealed; raises Unsealable."""
        raise NotImplementedError

    def hands(self, veil: Veil) -> tuple[Callable[[V], V], Callable[[V], V]]:
        """Give `sealed` and `opened` under one veil, made once for all columns alike."""
        key = type(self), self.bound
        if key not in veil.hands:
            veil.hands[key] = self._hands(veil)
        return veil.hands[key]

    def _hands(self, veil: Veil) -> tuple[Callable[[V], V], Callable[[V], V]]:
        return partial(self.sealed, veil=veil), partial(self.opened, veil=veil)

    def is_older(self, value: V, veil: Veil) -> bool:
        """Tell whether what stands in a table is in the clear, or sealed with an older key."""
        return not veil.is_newest(value)

    def process_bind_param(self, value: Any, dialect: sa.Dialect) -> Any:
        """Seal."""
        veil = veil_of(dialect)
        return value if veil is None or value is None else self.sealed(value, veil)

    def process_result_value(self, value: V | None, dialect: sa.Dialect) -> V | None:
        """Open."""
        veil = veil_of(dialect)
        return value if veil is None or value is None else self.opened(value, veil)


def _is_nothing(other: object) -> bool:
    """Tell the empty text, which stays empty, spelt as a literal."""
    return isinstance(other, sa.ColumnClause) and other.is_literal and other.name == "''"


class Listed(sa.types.NullType):
    """A list of what is compared with a sealed column; storage.prepared seals each."""

    def __init__(self, each: Sealing[Any]) -> None:
        """Seal each as the column is."""
        self.each = each


class _Never(TypeDecorator.Comparator[Any]):
    """Refuses what could never be true."""

    def operate(self, op: Callable[..., Any], *other: Any, **options: Any) -> sa.ColumnElement[Any]:
        if op not in _OF_NULL and not (op in _COMPARED and all(map(_is_nothing, other))):
            raise TypeError(_NOWHERE)
        return super().operate(op, *other, **options)


class _Alike(TypeDecorator.Comparator[Any]):
    """Refuses what is not sealed, or not for the same columns."""

    def operate(self, op: Callable[..., Any], *other: Any, **options: Any) -> sa.ColumnElement[Any]:
        theirs = [each.type for each in other if isinstance(each, sa.ColumnElement) and not _is_nothing(each)]
        if op not in _COMPARED | _SORTED or not all(map(self._fits, theirs)):
            raise TypeError(_ELSEWHERE)
        return super().operate(op, *other, **options)

    def _fits(self, theirs: sa.types.TypeEngine[Any]) -> bool:
        ours: Any = self.expr.type
        return theirs._isnull or (isinstance(theirs, Findable) and theirs.about == ours.about)  # noqa: SLF001 - nothing public tells that a parameter has no type of its own


class Veiled(Sealing[str]):
    """A text that is sealed differently each time."""

    cache_ok = True
    comparator_factory = _Never

    def _hands(self, veil: Veil) -> tuple[Callable[[str], str], Callable[[str], str]]:
        return veil.sealer(self._bound), veil.opener(self._bound)

    def sealed(self, value: str, veil: Veil) -> str:
        """As Sealing."""
        return veil.seal(value, self._bound)

    def opened(self, value: str, veil: Veil) -> str:
        """As Sealing."""
        return veil.open(value, self._bound)


class VeiledBytes(Sealing[bytes]):
    """A file that is sealed differently each time."""

    impl = sa.LargeBinary  # type: ignore[assignment] # a file is no text
    cache_ok = True
    comparator_factory = _Never

    def sealed(self, value: bytes, veil: Veil) -> bytes:
        """As Sealing."""
        return veil.seal_bytes(value, self._bound)

    def opened(self, value: bytes, veil: Veil) -> bytes:
        """As Sealing."""
        return veil.open_bytes(bytes(value), self._bound)


class Findable(Sealing[str]):
    """A text that is sealed the same each time: it may be compared, and be a key."""

    cache_ok = True
    comparator_factory = _Alike

    def _hands(self, veil: Veil) -> tuple[Callable[[str], str], Callable[[str], str]]:
        seal, unseal = super()._hands(veil)
        return lru_cache(_REMEMBERED)(seal), lru_cache(_REMEMBERED)(unseal)

    def sealed(self, value: str, veil: Veil) -> str:
        """As Sealing."""
        return veil.mark(value, self._bound)

    def opened(self, value: str, veil: Veil) -> str:
        """As Sealing."""
        return veil.read(value, self._bound)


class _Partly(Findable):
    """A text of which the beginning stays in the clear: what SQL puts before a sealed text."""

    cache_ok = True

    def clear(self, value: str) -> str:
        """Tell what of a value stays in the clear."""
        raise NotImplementedError

    def sealed(self, value: str, veil: Veil) -> str:
        """As Sealing."""
        clear = self.clear(value)
        return clear + veil.mark(value[len(clear) :], self._bound)

    def is_older(self, value: str, veil: Veil) -> bool:
        """As Sealing; one that is wholly in the clear stays as it is."""
        return super().is_older(value, veil) and self.clear(value) != value

    def opened(self, value: str, veil: Veil) -> str:
        """As Sealing."""
        clear, mark, rest = value.partition(MARK)
        return clear + veil.read(mark + rest, self._bound) if mark else value


class Lane(_Partly):
    """A conversation: its channel in the clear, then its address sealed as that of a message is."""

    cache_ok = True

    def clear(self, value: str) -> str:
        """As _Partly."""
        found = _CHANNEL.match(value)
        return found[0] if found else ""


class Named(_Partly):
    """The name of a message: findable; of an event of our own no more than the address that may end it.

    So it can be put together in SQL from the sealed lane of another table.
    """

    cache_ok = True

    def clear(self, value: str) -> str:
        """As _Partly."""
        found = _OURS.match(value) or _BEFORE_ADDRESS.match(value)
        return found[0] if found else ""


VEILED_LANE: Final = Lane("lane", "address")
VEILED_NAME: Final = Named("name", "address")
VEILED_ADDRESS: Final = Findable("address")


def lane_of(channel: sa.ColumnElement[str], address: sa.ColumnElement[str]) -> sa.ColumnElement[str]:
    """Put a conversation together in SQL out of its channel and its sealed address."""
    colon = sa.literal_column("':'", sa.Text)
    return sa.type_coerce(channel + colon + sa.type_coerce(address, sa.Text), VEILED_LANE)
