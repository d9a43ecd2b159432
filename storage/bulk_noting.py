"""What is said of parts of broadcasts, by us and by their networks, written down in few statements."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import Final, NamedTuple

import sqlalchemy as sa

from bot.bulk import Fate, Outcome
from bot.channel import Receipt
from bot.message import Part
from storage import bulk_statements as statements
from storage.bulk_falling import fall_back, suppress
from storage.bulk_standing import Standing, apply, standing
from storage.bulk_statements import STOP_MARK
from storage.documents import storable
from storage.instants import to_ms
from storage.transaction import Kind, Transaction

_FATES: Final = {fate.value: fate for fate in Fate}
_Usual = Mapping[tuple[int, str], int]  # segments of a part, by broadcast and channel


class Said(NamedTuple):
    """An Outcome without its classes, which would travel with each: `until` in milliseconds."""

    id: int
    attempt: int
    fate: str
    provider_id: str
    code: str
    until: int | None
    segments: int

    def weigh(self, part: Standing, usual: _Usual, now: int) -> bool:  # noqa: ARG002 - as Word
        """As Word."""
        apply(part, _FATES[self.fate], self.attempt, self[3:], now)
        return True


class Again(NamedTuple):
    """A part that is unknown, to be sent again."""

    id: int
    attempt: int
    counted: bool

    def weigh(self, part: Standing, usual: _Usual, now: int) -> bool:  # noqa: ARG002 - as Word
        """As Word."""
        part.resend(self.attempt, now, counted=self.counted)
        return True


class Heard(NamedTuple):
    """A receipt, for the part with that id."""

    id: int
    channel: str
    state: str
    code: str
    provider_id: str

    def weigh(self, part: Standing, usual: _Usual, now: int) -> bool:
        """As Word."""
        if part.channel != self.channel:
            return False
        part.heard(self.state, self.code, self.provider_id, usual[part.broadcast, part.channel], now)
        return True


# Whatever is said of a part: `weigh` changes how it stands, and tells whether it is of that part.
Word = Said | Again | Heard


def said(outcome: Outcome) -> Said:
    """Write an outcome as it travels."""
    return Said(
        outcome.id,
        outcome.attempt,
        outcome.fate.value,
        storable(outcome.provider_id),
        storable(outcome.code),
        None if outcome.until is None else to_ms(outcome.until),
        outcome.segments,
    )


def again(part: Part, *, counted: bool) -> Again:
    """Write that a part is to be sent again as it travels."""
    return Again(part.id, part.attempts, counted)


def heard(receipt: Receipt, part: int) -> Heard:
    """Write a receipt as it travels."""
    return Heard(
        part, receipt.channel, receipt.state.value, storable(receipt.code), storable(receipt.provider_id)
    )


def _weigh_all(transaction: Transaction, asked: Sequence[Sequence[Word]]) -> list[bool]:
    """Read how parts stand, weigh what is said of them, and write it down with all that follows from it.

    Whatever is said is one kind: its rows are locked at once and in one order, so that of two processes one
    waits for the other, and never both.
    """
    connection, now = transaction.connection, to_ms(transaction.now)
    parts = list({word.id for word in chain.from_iterable(asked)})
    found = {one.id: one for one in map(standing, statements.STANDING.ask(connection, {"parts": parts}))}
    tried = {one.id for one in found.values() if one.status != "failed"}
    stopped = {one.id for one in found.values() if one.code == STOP_MARK}
    usual = _usual(connection, found, chain.from_iterable(asked))
    ours = [[_weigh(word, found, usual, now) for word in words] for words in asked]
    changed = [one for one in found.values() if one.changed]
    statements.MOVE.many(connection, [one.row() for one in changed])
    _spend(connection, changed)
    lost = [one for one in changed if one.status == "failed" and one.id in tried]
    suppress(connection, lost, now)
    fall_back(connection, [one for one in lost if one.id not in stopped], now)
    return [all(each) for each in ours]


def _weigh(word: Word, found: Mapping[int, Standing], usual: _Usual, now: int) -> bool:
    part = found.get(word.id)
    return part is not None and word.weigh(part, usual, now)


def _spend(connection: sa.Connection, parts: Iterable[Standing]) -> None:
    """Add what has left to what is spent; in one order, lest two processes wait in a circle."""
    sums: dict[tuple[int, str], list[int]] = defaultdict(lambda: [0, 0])
    for part in parts:
        if part.messages or part.more:
            of = sums[part.broadcast, part.channel]
            of[0], of[1] = of[0] + part.messages, of[1] + part.more
    rows = [
        {"broadcast": key[0], "channel": key[1], "messages": messages, "segments": segments}
        for key, (messages, segments) in sorted(sums.items())
    ]
    statements.SPEND.many(connection, rows)


def _usual(connection: sa.Connection, found: Mapping[int, Standing], words: Iterable[Word]) -> _Usual:
    """Tell how many segments a part has on the whole, of whatever receipts speak of."""
    spoken_of = {word.id for word in words if isinstance(word, Heard) and word.id in found}
    usual: dict[tuple[int, str], int] = {}
    for broadcast, channel in {(found[part].broadcast, found[part].channel) for part in spoken_of}:
        asked = {"of_broadcast": broadcast, "on_channel": channel}
        spent = statements.SPENT.ask(connection, asked)
        messages, segments = spent[0] if spent else (0, 0)
        usual[broadcast, channel] = round(segments / messages) if messages else 1
    return usual


# Writes down what is said of parts; False if a word is of no part that we have.
NOTE: Kind[Sequence[Word], bool] = Kind("note-bulk", _weigh_all)
