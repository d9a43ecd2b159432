"""The addresses that an audience names, and whose they are: of subscribers, of a list, of the reached."""

from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa

from storage.audience_conditions import Subject, cares_for, condition_of, hears_of
from storage.audience_query import Condition
from storage.broadcast_rows import recipient_list_row
from storage.contacts import contact
from storage.instants import to_ms
from storage.recipient_rows import recipient
from storage.subscriber_rows import subscriber
from storage.tables import ACCEPTED, DELIVERED, SENDING, SENT, UNKNOWN, WARNED, RowId, caller
from storage.veiled import lane_of

_NOTHING = sa.literal_column("''", sa.Text())
_NO_ROW = sa.cast(sa.null(), RowId)
_REACHED = (
    SENT,
    ACCEPTED,
    WARNED,
    DELIVERED,
    SENDING,
    UNKNOWN,
)  # of the last two nobody can say: they may be
NAMES: Final = (
    "subscriber",
    "list_row",
    "lane",
    "channel",
    "address",
    "language",
    "person",
    "heard",
    "stopped",
)
_STOPPED: Final = sa.func.coalesce(caller.c.stopped, sa.false()).label("stopped")

Named = sa.Select[Any]  # of columns NAMES; `heard`: when the address was last heard of


def _word(letter: str) -> sa.ColumnElement[str]:
    return sa.literal_column(f"'{letter}'", sa.Text())


def _key(letter: str, of: sa.ColumnElement[Any]) -> sa.ColumnElement[str]:
    """Name a person: the letter says by what, so that no two ways give the same name."""
    return _word(letter) + sa.cast(of, sa.Text())


def _holds(bound: sa.FromClause, now: datetime) -> sa.ColumnElement[bool]:
    """Say that a contact is neither revoked nor over."""
    return sa.and_(bound.c.revoked_at.is_(None), bound.c.expires_at > sa.literal(to_ms(now), sa.BigInteger()))


def _citizen_beside(now: datetime) -> sa.ScalarSelect[str]:
    """Find the citizen to whom another address of the same person is bound, as an import names persons.

    By a look-up for each: joined, PostgreSQL takes a few rows for granted and compares all with all.
    """
    other, theirs = subscriber.alias("other"), contact.alias("theirs")
    return (
        sa.select(sa.func.max(theirs.c.citizen))
        .where(
            other.c.person == subscriber.c.person,
            other.c.person != _NOTHING,
            theirs.c.lane == other.c.lane,
            _holds(theirs, now),
        )
        .correlate(subscriber)
        .scalar_subquery()
    )


class Addresses:
    """The three ways in which an audience names addresses, at one moment."""

    def __init__(self, now: datetime) -> None:
        self._now = now
        beside = sa.case((subscriber.c.person != _NOTHING, _citizen_beside(now)))
        self._citizen = sa.func.coalesce(contact.c.citizen, beside, _NOTHING)
        grouped, single = _key("p", subscriber.c.person), _key("s", subscriber.c.id)
        alone = sa.case((subscriber.c.person != _NOTHING, grouped), else_=single)
        self._person = sa.func.coalesce(_key("c", contact.c.citizen), _key("c", beside), alone)
        self._language = sa.case((caller.c.chosen, caller.c.language), else_=subscriber.c.language)

    def _joined(self, of: sa.FromClause, lane: sa.ColumnElement[str]) -> sa.FromClause:
        """Join whom an address belongs to."""
        return of.outerjoin(contact, sa.and_(contact.c.lane == lane, _holds(contact, self._now))).outerjoin(
            caller, caller.c.lane == lane
        )

    def chosen(
        self,
        topics: tuple[str, ...],
        zones: tuple[str, ...],
        languages: tuple[str, ...],
        query: Condition | None,
    ) -> Named:
        """Name subscribers; no topics are all of them, and so are no zones and no languages."""
        narrow = [
            *([hears_of(topics)] if topics else []),
            *([cares_for(zones)] if zones else []),
            *([self._language.in_(languages)] if languages else []),
            *([condition_of(query, Subject(self._language, self._citizen, self._now))] if query else []),
        ]
        return (
            sa.select(
                subscriber.c.id.label("subscriber"),
                _NO_ROW.label("list_row"),
                subscriber.c.lane,
                subscriber.c.channel,
                subscriber.c.address,
                self._language.label("language"),
                self._person.label("person"),
                sa.func.coalesce(caller.c.updated_at, subscriber.c.added_at).label("heard"),
                _STOPPED,
            )
            .select_from(self._joined(subscriber, subscriber.c.lane))
            .where(*narrow)
        )

    def listed(self, number: int) -> Named:
        """Name the rows of a list; addresses of one row are one person's, unless they are known as two's."""
        row = recipient_list_row
        lane = lane_of(row.c.channel, row.c.address)
        tied = sa.func.coalesce(self._person, sa.func.max(self._person).over(partition_by=row.c.person))
        return (
            sa.select(
                subscriber.c.id.label("subscriber"),
                row.c.id.label("list_row"),
                lane.label("lane"),
                row.c.channel,
                row.c.address,
                sa.case((caller.c.chosen, caller.c.language), else_=row.c.language).label("language"),
                sa.func.coalesce(tied, _key("r", row.c.person)).label("person"),
                sa.func.coalesce(caller.c.updated_at, subscriber.c.added_at, sa.literal_column("0")).label(
                    "heard"
                ),
                _STOPPED,
            )
            .select_from(self._joined(row.outerjoin(subscriber, subscriber.c.lane == lane), lane))
            .where(row.c.list == number)
        )

    def reached(self, broadcast: int) -> Named:
        """Name whom a broadcast has reached, or may have, by the addresses where it did."""
        row = recipient
        lane = lane_of(row.c.channel, row.c.address)
        return (
            sa.select(
                row.c.subscriber,
                row.c.list_row,
                lane.label("lane"),
                row.c.channel,
                row.c.address,
                sa.case((caller.c.chosen, caller.c.language), else_=row.c.language).label("language"),
                row.c.person,
                row.c.updated_at.label("heard"),
                _STOPPED,
            )
            .select_from(row.outerjoin(caller, caller.c.lane == lane))
            .where(row.c.broadcast == broadcast, row.c.status.in_(_REACHED))
        )
