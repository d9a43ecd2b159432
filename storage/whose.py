"""Whose data is read, and by what a row is found to be theirs: a citizen, a conversation, an address."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import sqlalchemy as sa

from storage.broadcast_rows import broadcast, recipient_list, recipient_list_row
from storage.citizens import Citizen
from storage.recipient_rows import recipient
from storage.subscriber_rows import subscriber


@dataclass(frozen=True, slots=True)
class Window:
    """A conversation for as long as it was a citizen's: what others wrote in it is not theirs to see."""

    lane: str
    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose data is read: what their conversations were and when, and which debts they asked for.

    `blinds` stand for their fiscal code in the list of certificates.
    """

    one: Citizen = field(repr=False)
    windows: Sequence[Window]
    navs: Sequence[str] = ()
    references: Sequence[str] = ()
    blinds: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """What of a table is shown: its columns, and the condition under which a row is theirs."""

    table: sa.Table
    columns: tuple[str, ...]
    theirs: Callable[[Whose], sa.ColumnElement[bool]]


def by_citizen(column: sa.Column[str]) -> Callable[[Whose], sa.ColumnElement[bool]]:
    """Match the number of the citizen."""
    return lambda whose: column == whose.one.id


def in_windows(
    lane: sa.ColumnElement[str], at: sa.Column[datetime] | None = None
) -> Callable[[Whose], sa.ColumnElement[bool]]:
    """Match the lane, and where a row has a moment, the time for which the lane was theirs."""

    def theirs(whose: Whose) -> sa.ColumnElement[bool]:
        return sa.or_(
            sa.false(),
            *(
                lane == each.lane
                if at is None
                else sa.and_(lane == each.lane, at.between(each.since, each.until))
                for each in whose.windows
            ),
        )

    return theirs


def written_to_many(whose: Whose) -> sa.ColumnElement[bool]:
    """Find what went to them with others; broadcast, channel and address are the beginning of an index."""
    every = sa.select(broadcast.c.id)
    return _addressed(whose, recipient, lambda _: recipient.c.broadcast.in_(every), recipient.c.updated_at)


def listed(whose: Whose) -> sa.ColumnElement[bool]:
    """Find them in lists that were made while the address was theirs; as quickly."""

    def made(each: Window) -> sa.ColumnElement[bool]:
        then = recipient_list.c.made_at.between(each.since, each.until)
        return recipient_list_row.c.list.in_(sa.select(recipient_list.c.id).where(then))

    return _addressed(whose, recipient_list_row, made)


def _addressed(
    whose: Whose,
    table: sa.Table,
    among: Callable[[Window], sa.ColumnElement[bool]],
    at: sa.Column[datetime] | None = None,
) -> sa.ColumnElement[bool]:
    """Match channel and address of each of their conversations, and the time for which it was theirs."""

    def matches(each: Window) -> sa.ColumnElement[bool]:
        channel, _, address = each.lane.partition(":")
        then = sa.true() if at is None else at.between(each.since, each.until)
        return sa.and_(among(each), table.c.channel == channel, table.c.address == address, then)

    return sa.or_(sa.false(), *map(matches, whose.windows))


def of_subscriber(table: sa.Table) -> Callable[[Whose], sa.ColumnElement[bool]]:
    """Find what belongs to their addresses among the subscribers."""
    theirs = in_windows(subscriber.c.lane)
    return lambda whose: table.c.subscriber.in_(sa.select(subscriber.c.id).where(theirs(whose)))
