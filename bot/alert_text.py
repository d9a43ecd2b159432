"""The words of a broadcast: what in them is filled in for each reader, and how they stand on each network.

`{nome}` is filled in from a column of a list; `{nome|cittadino}` says what stands there for whoever has none.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, TypeVar

from bot.fixed import fixed

T = TypeVar("T")

# The kind of network behind each that carries broadcasts, as in Traits.kind; PEC carries none.
KINDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "telegram": "telegram",
        "try-chat": "telegram",
        "email": "email",
        "try-mail": "email",
        "sms": "sms",
        "try-sms": "sms",
    }
)
# What closes a text, by the kind of network, the language, and whether its sender can be answered.
Footer = Callable[[str, str, bool], str]

LONGEST_NAME: Final = 40
_NAME = rf"[^\W\d]\w{{0,{LONGEST_NAME - 1}}}"
_PLACE = re.compile(rf"\{{\s*({_NAME})\s*(?:\|([^{{}}\n]*))?\}}")
_BRACE = re.compile(r"[{}]")
_JOINTS: Final[Mapping[str, str]] = MappingProxyType({"sms": "\n"})  # an empty line costs as a letter does
_JOINT: Final = "\n\n"


class Unfilled(LookupError):  # noqa: N818 - it says what the text is
    """Nothing to fill in for `name`, and nothing said for that case."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


@fixed
class Place:
    """Where something is filled in: `name` in small letters; `other` stands where there is none."""

    name: str
    other: str | None


@fixed
class Words:
    """What one reader gets: the subject is empty but in a mail."""

    subject: str
    text: str


class Template:
    """A text with its places, read once and filled in many times."""

    __slots__ = ("pieces",)

    def __init__(self, pieces: Sequence[str | Place]) -> None:
        self.pieces = tuple(pieces)

    @property
    def places(self) -> tuple[Place, ...]:
        """In the order of reading; the same name may come again."""
        return tuple(piece for piece in self.pieces if isinstance(piece, Place))

    def lacking(self, values: Mapping[str, str]) -> tuple[str, ...]:
        """Name what would stay empty with these values, each once."""
        lacking = (place.name for place in self.places if _filled(place, values) is None)
        return tuple(dict.fromkeys(lacking))

    def fill(self, values: Mapping[str, str]) -> str:
        """Put the values in, each in one line, a brace in it as it stands; raises Unfilled."""
        if len(self.pieces) == 1 and isinstance(self.pieces[0], str):
            return self.pieces[0]
        return "".join(piece if isinstance(piece, str) else _found(piece, values) for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Composed:
    """A broadcast as it stands on one kind of network, in one language."""

    subject: Template
    text: Template

    @property
    def personal(self) -> bool:
        """Whether each reader may get another text."""
        return bool(self.subject.places or self.text.places)

    def lacking(self, values: Mapping[str, str]) -> tuple[str, ...]:
        """Name what would stay empty with these values, each once."""
        return tuple(dict.fromkeys(self.subject.lacking(values) + self.text.lacking(values)))

    def fill(self, values: Mapping[str, str]) -> Words:
        """Write it for one reader; `values` by names in small letters. Raises Unfilled."""
        return Words(self.subject.fill(values).strip(), self.text.fill(values).strip())


def compose(title: str, body: str, footer: str, kind: str) -> Composed:
    """Lay a broadcast out for a kind of network (Traits.kind): the title heads the text, or is the subject.

    The footer has no places. Braces that are none (`strays`) stand as they are.
    """
    joint = _JOINTS.get(kind, _JOINT)
    head, rest = _read(title.strip()), _read(body.strip())
    own = [] if kind == "email" else [head]
    end: list[str | Place] = [footer.strip()] if footer.strip() else []
    parts = [part for part in (*own, rest, end) if part]
    return Composed(Template(head or [""] if kind == "email" else [""]), Template(_joined(parts, joint)))


def in_language(texts: Mapping[str, T], language: str, usual: Sequence[str]) -> T:
    """Choose whose words somebody gets: their language, else the first of the city's that there is, else any.

    `texts` are by language and not empty.
    """
    return texts[next((each for each in (language, *usual) if each in texts), next(iter(texts)))]


def names_in(*texts: str) -> tuple[str, ...]:
    """Name what is filled in, in small letters, each once, in the order of reading."""
    return tuple(dict.fromkeys(found[1].lower() for text in texts for found in _PLACE.finditer(text)))


def strays(text: str) -> tuple[int, ...]:
    """Where braces stand that fill nothing in: somebody has mistyped. Counted from 0."""
    inside = [found.span() for found in _PLACE.finditer(text)]
    alone = (brace.start() for brace in _BRACE.finditer(text))
    return tuple(at for at in alone if not any(start <= at < end for start, end in inside))


def _read(text: str) -> list[str | Place]:
    pieces: list[str | Place] = []
    end = 0
    for found in _PLACE.finditer(text):
        other = None if found[2] is None else " ".join(found[2].split())
        pieces += [text[end : found.start()], Place(found[1].lower(), other)]
        end = found.end()
    return [piece for piece in (*pieces, text[end:]) if piece != ""]


def _joined(parts: Sequence[Sequence[str | Place]], joint: str) -> list[str | Place]:
    """Put parts one after another, neighbouring words as one piece."""
    out: list[str | Place] = []
    for number, part in enumerate(parts):
        for piece in [joint, *part] if number else part:
            last = out[-1] if out else None
            if isinstance(piece, str) and isinstance(last, str):
                out[-1] = last + piece
            else:
                out.append(piece)
    return out or [""]


def _filled(place: Place, values: Mapping[str, str]) -> str | None:
    return " ".join(values.get(place.name, "").split()) or place.other


def _found(place: Place, values: Mapping[str, str]) -> str:
    found = _filled(place, values)
    if found is None:
        raise Unfilled(place.name)
    return found
