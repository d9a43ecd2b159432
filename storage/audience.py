"""Whom a broadcast is for: described, counted, and packed for its rows to be made of."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final

import sqlalchemy as sa

from storage.audience_people import Addresses, Named
from storage.audience_query import parse_query
from storage.audience_rows import EXCLUDED, REACHED, STOPPED, SUPPRESSED, Placed, joined, placed
from storage.database import Database
from storage.instants import from_ms, to_ms

# The cheapest that reaches somebody is tried first; a channel that is not here carries no broadcasts.
RANKS: Final[Mapping[str, int]] = MappingProxyType(
    {"telegram": 0, "try-chat": 0, "email": 1, "try-mail": 1, "sms": 2, "try-sms": 2}
)
# What is packed of an address, in this order; `rank` and `status` as in storage.recipient_rows.
PACKED: Final = ("channel", "address", "language", "person", "subscriber", "list_row", "rank", "status")


class Policy(StrEnum):
    """By which of somebody's addresses they are told: the cheapest that reaches them, or all at once."""

    CHEAPEST = "cheapest"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Audience:
    """Subscribers, people of a list, or both.

    Subscribers of any of the `topics`, or with `everyone` all there are; narrowed by any of the `zones` (who
    has named no zone hears of each), any of the `languages`, and a condition as in storage.audience_query. A
    list is taken whole. Whoever has an address in `excluded_list` is left out. `corrects`: exactly those whom
    that broadcast has reached, and nothing else counts.
    """

    topics: tuple[str, ...] = ()
    zones: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    query: str = ""
    list: int | None = None
    excluded_list: int | None = None
    everyone: bool = False
    corrects: int | None = None

    @property
    def names_somebody(self) -> bool:
        """Whether it can reach anybody: a query alone does not say what its people have agreed to."""
        return bool(self.topics or self.everyone or self.list is not None or self.corrects is not None)


@dataclass(frozen=True, slots=True)
class Count:
    """How many an audience reaches: each of `people` once, though by several messages with Policy.ALL.

    `by` has the messages to send first, by channel and language; `spare` are addresses that are tried if one
    of those fails. The others are addresses left out, each for one reason: dead, stopped by their owner,
    excluded.
    """

    people: int = 0
    by: Mapping[tuple[str, str], int] = field(default_factory=dict)
    spare: int = 0
    suppressed: int = 0
    stopped: int = 0
    excluded: int = 0

    @property
    def messages(self) -> int:
        """How many are sent if nothing fails."""
        return sum(self.by.values())


@dataclass(frozen=True, slots=True)
class Packed:
    """An audience as SQL has packed it: so many people, and their addresses as JSON, as they stand sealed."""

    people: int
    stretches: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Audiences:
    """Counts audiences as they are now."""

    database: Database

    async def count(self, audience: Audience, policy: str, channels: Sequence[str]) -> Count:
        """Count over the channels named; raises audience_query.BadQuery."""
        now_ms = to_ms(self.database.clock())
        return await asyncio.to_thread(self._count, audience, policy, channels, now_ms)

    def _count(self, audience: Audience, policy: str, channels: Sequence[str], now_ms: int) -> Count:
        """Count on a connection of its own: a whole city takes a second, and pages do not wait for it."""
        with self.database.connect() as connection:
            return count_in(connection, audience, policy, channels, now_ms)


def count_in(
    connection: sa.Connection, audience: Audience, policy: str, channels: Sequence[str], now_ms: int
) -> Count:
    """Count within a transaction; raises BadQuery."""
    found = _people(connection, audience, channels, now_ms).c
    first = _first(found.place, policy)
    each = (found.why, found.channel, found.language, first.label("first"))
    people = sa.func.sum(sa.case((found.place == 1, 1), else_=0))
    rows = connection.execute(sa.select(*each, sa.func.count(), people).group_by(*each)).all()
    return _counted([tuple(row) for row in rows])


def _first(place: sa.ColumnElement[int], policy: str) -> sa.ColumnElement[bool]:
    """Say which addresses are written to without waiting for another to fail."""
    return place >= 1 if policy == Policy.ALL else place == 1


def _counted(rows: Sequence[tuple[str, str, str, bool, int, int]]) -> Count:
    reached = [row for row in rows if row[0] == REACHED]
    out = {why: sum(row[4] for row in rows if row[0] == why) for why in (SUPPRESSED, STOPPED, EXCLUDED)}
    return Count(
        people=sum(row[5] for row in reached),
        by={(channel, language): number for _, channel, language, first, number, _ in reached if first},
        spare=sum(number for _, _, _, first, number, _ in reached if not first),
        suppressed=out[SUPPRESSED],
        stopped=out[STOPPED],
        excluded=out[EXCLUDED],
    )


def pack(
    connection: sa.Connection,
    audience: Audience,
    policy: str,
    channels: Sequence[str],
    now_ms: int,
    size: int,
) -> Packed:
    """Find the people and pack what their rows are made of, so many addresses in a stretch. Raises BadQuery.

    It takes as long as the audience is large and writes nothing: storage.audience_laying makes rows of it.
    """
    found = _people(connection, audience, channels, now_ms).c
    columns: dict[str, sa.ColumnElement[Any]] = {
        **{name: found[name] for name in PACKED[:-2]},
        "rank": found.place - 1,
        "status": sa.case((_first(found.place, policy), "queued"), else_="spare"),
    }
    # A stretch is a piece of the index of addresses: the same pages are written once, not again in each.
    place = sa.func.row_number().over(order_by=(found.channel, found.address))
    stretch = ((place - 1) // size).label("stretch")
    rows = sa.select(*(columns[name].label(name) for name in PACKED), stretch).where(found.why == REACHED)
    each = rows.subquery("each").c
    people = sa.func.sum(sa.case((each.rank == 0, 1), else_=0))
    packed = _as_json(connection.dialect.name, [each[name] for name in PACKED])
    made = connection.execute(sa.select(packed, people).group_by(each.stretch).order_by(each.stretch)).all()
    return Packed(sum(row[1] for row in made), tuple(row[0] for row in made))


def _as_json(dialect: str, items: Sequence[sa.ColumnElement[Any]]) -> sa.ColumnElement[str]:
    if dialect == "sqlite":
        return sa.func.json_group_array(sa.func.json_array(*items), type_=sa.Text())
    return sa.cast(sa.func.json_agg(sa.func.json_build_array(*items)), sa.Text())


def first_messages(
    connection: sa.Connection, audience: Audience, policy: str, channels: Sequence[str], now_ms: int
) -> sa.Select[tuple[str, str, str, int | None]]:
    """Select what is sent without waiting for another to fail: channel, address, language, row of the list.

    Nothing is written. Raises BadQuery.
    """
    found = _people(connection, audience, channels, now_ms).c
    shown = sa.select(found.channel, found.address, found.language, found.list_row)
    return shown.where(found.why == REACHED, _first(found.place, policy))


def _people(connection: sa.Connection, audience: Audience, channels: Sequence[str], now_ms: int) -> Placed:
    ranks = {channel: RANKS[channel] for channel in channels if channel in RANKS}
    addresses = Addresses(from_ms(now_ms, getattr(connection.dialect, "clock_zone", UTC)))
    return placed(_named(audience, addresses), ranks, addresses, audience.excluded_list)


def _named(audience: Audience, addresses: Addresses) -> Named:
    if audience.corrects is not None:
        return addresses.reached(audience.corrects)
    query = parse_query(audience.query)
    topics = () if audience.everyone else audience.topics
    chosen = addresses.chosen(topics, audience.zones, audience.languages, query)
    if not (audience.topics or audience.everyone):
        return chosen.where(sa.false()) if audience.list is None else addresses.listed(audience.list)
    if audience.list is None:
        return chosen
    return joined(chosen, addresses.listed(audience.list), audience.list)
