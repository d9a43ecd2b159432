"""The addresses that an audience names, and whose they are: of subscribers, of a list, of the reached."""

from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa

from storage.audience_conditions import Subject, cares_for, condition_of, hears_of
from storage.audience_query import Condition
from storage.broadcast_rows import recipient_list_row
from storage.contacts import contact, live
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
NAMES: Final = ("subscriber", "list_row", "lane", "channel", "address", "language", "person", "heard")

Named = sa.Select[Any]  # of columns NAMES; `heard` is when the address was last heard of


def _word(letter: str) -> sa.ColumnElement[str]:
    return sa.literal_column(f"'{letter}'", sa.Text())


def _key(letter: str, of: sa.ColumnElement[Any]) -> sa.ColumnElement[str]:
    """Name a person: the letter says by what, so that no two ways give the same name."""
    return _word(letter) + sa.cast(of, sa.Text())


def _bound(now: datetime) -> sa.ColumnElement[bool]:
    """Say that a contact holds."""
    return sa.and_(live, contact.c.expires_at > sa.literal(to_ms(now), sa.BigInteger()))


def _grouped(now: datetime) -> sa.CTE:
    """Tell the citizen of addresses that an import says are one person's, if one of them is a citizen's."""
    return (
        sa.select(subscriber.c.person, sa.func.max(contact.c.citizen).label("citizen"))
        .join(contact, sa.and_(contact.c.lane == subscriber.c.lane, _bound(now)))
        .where(subscriber.c.person != _NOTHING)
        .group_by(subscriber.c.person)
        .cte("grouped")
    )


class Addresses:
    """The three ways in which an audience names addresses, at one moment."""

    def __init__(self, now: datetime) -> None:
        self._now = now
        self._grouped = _grouped(now)
        citizen = sa.func.coalesce(contact.c.citizen, self._grouped.c.citizen)
        self._citizen = sa.func.coalesce(citizen, _NOTHING)
        self._person = sa.case(
            (citizen.is_not(None), _key("c", citizen)),
            (subscriber.c.person != _NOTHING, _key("p", subscriber.c.person)),
            (subscriber.c.id.is_not(None), _key("s", subscriber.c.id)),
        )
        self._language = sa.case((caller.c.chosen, caller.c.language), else_=subscriber.c.language)

    def _joined(self, of: sa.FromClause, lane: sa.ColumnElement[str]) -> sa.FromClause:
        """Join whom an address belongs to."""
        return (
            of.outerjoin(contact, sa.and_(contact.c.lane == lane, _bound(self._now)))
            .outerjoin(self._grouped, self._grouped.c.person == subscriber.c.person)
            .outerjoin(caller, caller.c.lane == lane)
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
                sa.func.coalesce(caller.c.updated_at, sa.literal_column("0")).label("heard"),
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
            )
            .select_from(row.outerjoin(caller, caller.c.lane == lane))
            .where(row.c.broadcast == broadcast, row.c.status.in_(_REACHED))
        )
