"""The requests of a citizen, as handlers see them: found from wherever they write, added to, ended, rated."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol

import sqlalchemy as sa

from bot.clock import Clock
from bot.level import Standing
from bot.message import File
from bot.records import LANE, Record
from bot.values.reference import Reference
from storage.blobs import find
from storage.database import Database
from storage.prepared import Prepared
from storage.request_events import Turn, happened_where
from storage.request_rows import (
    ANSWERED,
    ASKED,
    NOTHING,
    RECEIVED,
    WORKING,
    Direction,
    Document,
    Event,
    Request,
    Stage,
    State,
    What,
    is_open,
    read_document,
    read_event,
    read_request,
    request,
    request_document,
    request_event,
)
from storage.request_terms import answer_due, standstill
from storage.requests import withdraw_request
from storage.veiled import VEILED_LANE

_MOST = 20  # requests of one citizen that are listed
_RATED_FOR = timedelta(days=90)  # after the decision; later nobody remembers how it went

_of = sa.bindparam("of", type_=sa.Text())
_theirs = sa.or_(
    sa.and_(
        request.c.lane == sa.bindparam("lane", type_=VEILED_LANE),
        request.c.opened_at >= sa.bindparam("since", type_=request.c.opened_at.type),
    ),
    sa.and_(request.c.citizen != NOTHING, request.c.citizen.in_(sa.bindparam("citizens", expanding=True))),
)
_OPEN = (
    sa.select(request).where(_theirs, is_open).order_by(request.c.answer_by, request.c.reference).limit(_MOST)
)
_ONE = sa.select(request).where(request.c.reference == _of, _theirs)
_UNRATED = (
    sa.select(request)
    .where(
        _theirs,
        request.c.state == ANSWERED,
        request.c.rating.is_(None),
        request.c.answered_at >= sa.bindparam("after", type_=request.c.opened_at.type),
    )
    .order_by(request.c.answered_at.desc())
    .limit(1)
)
_EVENTS = (
    sa.select(request_event)
    .where(request_event.c.reference == _of, request_event.c.shown == sa.true())
    .order_by(request_event.c.number)
)
_PAPERS = sa.select(request_document).where(
    request_document.c.reference == _of, request_document.c.direction == Direction.OUT.value
)
# What was asked of the citizen has come: the term runs again.
_CAME = Prepared(
    sa.update(request)
    .where(
        request.c.reference == _of,
        is_open,
        request.c.stage == ASKED,
        request.c.asked_until == sa.bindparam("until", type_=sa.Date()),
    )
    .values(
        stage=sa.case((request.c.assignee == sa.literal_column("''"), RECEIVED), else_=WORKING),
        answer_by=sa.bindparam("due"),
        asked_until=sa.null(),
        stood_still=sa.func.coalesce(request.c.stood_still, sa.bindparam("days", type_=sa.Integer())),
    )
)
_RATE = Prepared(
    sa.update(request)
    .where(request.c.reference == _of, request.c.state == ANSWERED, request.c.rating.is_(None))
    .values(rating=sa.bindparam("stars"), version=request.c.version + sa.literal_column("1"))
)
_WAS_RATED = happened_where(request.c.rating == sa.bindparam("stars", type_=sa.Integer()), once=True)


@dataclass(frozen=True, slots=True)
class Story:
    """A request as its citizen may see it: what happened, the oldest first, and the documents for them."""

    request: Request
    events: Sequence[Event]
    papers: Sequence[Document]


class RequestBook(Protocol):
    """The requests of whoever writes: those of this conversation, and those that are their affair."""

    async def open_of(self, lane: str, standing: Standing) -> Sequence[Request]:
        """List the open ones, those first whose term ends first; twenty at most."""

    async def one(self, reference: Reference, lane: str, standing: Standing) -> Story | None:
        """Read one; None if there is none, or it is not theirs."""

    async def unrated(self, lane: str, standing: Standing) -> Request | None:
        """Find the one that was decided last and that they have not rated yet."""

    async def files(self, papers: Sequence[Document]) -> Sequence[File]:
        """Read documents; those whose content is gone are left out."""

    def heard(self, one: Request, channel: str, text: str, files: Sequence[File]) -> Sequence[Record]:
        """Add what a turn brings to a request, which from now on is about in that turn's conversation.

        What comes after the decision is kept too, and nothing else changes.
        """

    def withdraw(self, one: Request, standing: Standing) -> Sequence[Record]:
        """Withdraw an open request; nothing happens if it was decided meanwhile."""

    def rate(self, one: Request, stars: int) -> Sequence[Record]:
        """Rate a decided one from 1 to 5; the first rating counts."""


@dataclass(frozen=True, slots=True)
class SqlRequestBook:
    """RequestBook, in the database."""

    database: Database
    clock: Clock

    async def open_of(self, lane: str, standing: Standing) -> Sequence[Request]:
        """As RequestBook."""
        asked = _asked(lane, standing)
        return await self.database.reader.fetch(
            lambda connection: [read_request(row) for row in connection.execute(_OPEN, asked)]
        )

    async def one(self, reference: Reference, lane: str, standing: Standing) -> Story | None:
        """As RequestBook."""
        asked = {**_asked(lane, standing), "of": str(reference)}

        def read(connection: sa.Connection) -> Story | None:
            row = connection.execute(_ONE, asked).one_or_none()
            if row is None:
                return None
            its = {"of": str(reference)}
            events = [read_event(each) for each in connection.execute(_EVENTS, its)]
            papers = [read_document(each) for each in connection.execute(_PAPERS, its)]
            return Story(read_request(row), events, papers)

        return await self.database.reader.fetch(read)

    async def unrated(self, lane: str, standing: Standing) -> Request | None:
        """As RequestBook."""
        asked = {**_asked(lane, standing), "after": self.clock() - _RATED_FOR}
        return await self.database.reader.fetch(
            lambda connection: next(map(read_request, connection.execute(_UNRATED, asked)), None)
        )

    async def files(self, papers: Sequence[Document]) -> Sequence[File]:
        """As RequestBook."""
        hashes = [each.sha256 for each in papers]
        found = await self.database.reader.fetch(lambda connection: find(connection, hashes))
        return [
            File(each.name, each.media_type, found[each.sha256]) for each in papers if each.sha256 in found
        ]

    def heard(self, one: Request, channel: str, text: str, files: Sequence[File]) -> Sequence[Record]:
        """As RequestBook."""
        now = self.clock()
        turn = Turn(str(one.reference), now)
        return [
            *turn.moved(channel),
            *([turn.happened(What.MESSAGE, text)] if text else []),
            *turn.brought(files),
            *self._came(one, now.date()),
        ]

    def _came(self, one: Request, today: date) -> Sequence[Record]:
        if one.state is not State.OPEN or one.stage is not Stage.ASKED or one.asked_until is None:
            return ()
        came = {
            "of": str(one.reference),
            "until": one.asked_until.isoformat(),
            "due": answer_due(one, today).isoformat(),
            "days": standstill(one, today),
        }
        return (Record(_CAME, came),)

    def withdraw(self, one: Request, standing: Standing) -> Sequence[Record]:
        """As RequestBook."""
        mine = one.citizen if one.citizen in (standing.citizen, standing.subject) else ""
        return withdraw_request(one.reference, self.clock(), mine)

    def rate(self, one: Request, stars: int) -> Sequence[Record]:
        """As RequestBook."""
        row = Turn(str(one.reference), self.clock()).row(What.RATED, str(stars))
        return (
            Record(_RATE, {"of": str(one.reference), "stars": stars}),
            Record(_WAS_RATED, {**row, "stars": stars, "lane": LANE}),
        )


def _asked(lane: str, standing: Standing) -> dict[str, object]:
    """Whose requests: a conversation that was another's shows nothing of before."""
    citizens = sorted({standing.citizen, standing.subject} - {""})
    since = standing.since or datetime.fromtimestamp(0).astimezone()
    return {"lane": lane, "since": since, "citizens": citizens}
