"""Requests that a person decides later: opened within a citizen's turn, answered where they were asked.

Of a turn that runs twice only one is committed, and only its reference is ever told: so a reference is
drawn anew each time, and what was drawn in vain is nowhere.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Final, Protocol

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from bot.clock import Clock, Ids
from bot.filing import Worth
from bot.message import File
from bot.records import LANE, Record
from bot.values.reference import Reference
from storage.database import Database
from storage.documents import dump, storable
from storage.instants import to_ms
from storage.prepared import Prepared
from storage.request_events import IN_HAND, Turn
from storage.request_rows import OPEN, WITHDRAWN, Request, Stage, State, What, is_open, read_request, request
from storage.request_withdrawing import withdraw_request
from storage.veiled import VEILED_LANE

__all__ = [
    "IN_HAND",
    "OPEN",
    "WITHDRAWN",
    "Opened",
    "Request",
    "Requests",
    "SqlRequests",
    "Stage",
    "State",
    "Term",
    "What",
    "draw_reference",
    "is_open",
    "open_request",
    "read_request",
    "request",
    "withdraw_request",
]

_NUMBERS = 29**7  # how many references there are
_OPENED: Final = "opened"  # the key of the first event: there is one

_lane = sa.bindparam("lane", type_=VEILED_LANE)
_GIVEN = (
    "reference",
    "kind",
    "subject",
    "details",
    "opened_at",
    "answer_by",
    "citizen",
    "office",
    "entry",
    "filed",
)
_OPEN = Prepared(
    insert(request).values(
        {name: sa.bindparam(name) for name in _GIVEN} | {"lane": _lane, "message": IN_HAND}
    )
)
_PENDING = sa.select(request).where(
    request.c.lane == _lane,
    request.c.kind == sa.bindparam("of_kind", type_=sa.Text()),
    request.c.subject == sa.bindparam("about"),
    is_open,
)


def draw_reference(ids: Ids) -> Reference:
    """Draw a reference that nobody can guess."""
    return Reference.make(int.from_bytes(sha256(ids().encode()).digest()[:8]) % _NUMBERS)


def open_request(  # noqa: PLR0913 - what a row is made of
    reference: Reference,
    kind: str,
    subject: str,
    details: Mapping[str, object],
    *,
    opened_at: datetime,
    answer_by: date,
    citizen: str = "",
    office: str = "",
    entry: str = "",
    filed: bool = False,
) -> Record:
    """Open a request for whoever the turn belongs to; see Request for what each is.

    A reference that is taken already, one in seventeen thousand million for each request there is, makes
    the turn fail: its message is parked, and put back it draws another.
    """
    values = {
        "reference": str(reference),
        "kind": kind,
        "subject": storable(subject),
        "lane": LANE,
        "details": dump(dict(details)),
        "opened_at": to_ms(opened_at),
        "answer_by": answer_by.isoformat(),
        "citizen": citizen,
        "office": office,
        "entry": entry,
        "filed": filed,
    }
    return Record(_OPEN, values)


def begin_story(reference: Reference, at: datetime, files: Sequence[File] = ()) -> tuple[Record, ...]:
    """Tell the first of a request that the same turn opens, with what came along."""
    turn = Turn(str(reference), at)
    return turn.happened(What.OPENED), *turn.brought(files)


@dataclass(frozen=True, slots=True)
class Opened:
    """A request that the turn opens with `records`: what the citizen is told of it.

    `record` is the first of them, which makes the request.
    """

    reference: Reference
    answer_by: date
    record: Record
    story: tuple[Record, ...] = ()

    @property
    def records(self) -> tuple[Record, ...]:
        """All that is to be written with the turn, in this order."""
        return self.record, *self.story


@dataclass(frozen=True, slots=True)
class Term:
    """How a kind of request is dealt with: the days to the answer, and the office, empty for none."""

    days: int
    office: str = ""


class Requests(Protocol):
    """The requests that a person decides, as handlers see them."""

    def open(
        self,
        kind: str,
        subject: str,
        details: Mapping[str, object],
        *,
        citizen: str = "",
        files: Sequence[File] = (),
        entry: str = "",
    ) -> Opened:
        """Draw a reference and set the term; nothing is written before the turn's records are.

        `citizen` is whose affair it is, `files` are documents that go with it, and `entry` the number that
        the register has given to the message. An application whose details say so ("worth": "application")
        and that has none gets one soon after.
        """

    async def pending(self, lane: str, kind: str, subject: str) -> Request | None:
        """Find what this conversation has asked for already and what nobody has decided yet."""


@dataclass(frozen=True, slots=True)
class SqlRequests:
    """Requests in the database; an answer is due after so many days, that of the asking not counted.

    `terms` has the kinds that have a term or an office of their own.
    """

    database: Database
    ids: Ids
    clock: Clock
    answer_days: int
    terms: Mapping[str, Term] = field(default_factory=dict)

    def open(
        self,
        kind: str,
        subject: str,
        details: Mapping[str, object],
        *,
        citizen: str = "",
        files: Sequence[File] = (),
        entry: str = "",
    ) -> Opened:
        """As Requests."""
        now, reference = self.clock(), draw_reference(self.ids)
        term = self.terms.get(kind) or Term(self.answer_days)
        answer_by = now.date() + timedelta(days=term.days)
        record = open_request(
            reference,
            kind,
            subject,
            details,
            opened_at=now,
            answer_by=answer_by,
            citizen=citizen,
            office=term.office,
            entry=entry,
            filed=bool(entry) or details.get("worth") == Worth.APPLICATION.value,
        )
        return Opened(reference, answer_by, record, begin_story(reference, now, files))

    async def pending(self, lane: str, kind: str, subject: str) -> Request | None:
        """Find an open request of a conversation."""
        asked = {"lane": lane, "of_kind": kind, "about": subject}
        return await self.database.reader.fetch(
            lambda connection: next(map(read_request, connection.execute(_PENDING, asked)), None)
        )
