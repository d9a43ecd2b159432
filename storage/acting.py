"""For whom a conversation acts now: begun on a mandate, short, and nothing without one that lives."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from bot.records import LANE, Record
from storage.access_log import CITIZEN, Access, noted
from storage.behalf import Mandate, mandate, read_mandate
from storage.instants import Instant, to_ms
from storage.prepared import Prepared
from storage.tables import metadata
from storage.veiled import VEILED_LANE


@dataclass(frozen=True, slots=True)
class Acting:
    """Who acts in a conversation by what mandate, until when at most."""

    agent: str
    until: datetime
    mandate: Mandate

    def lives(self, agent: str, now: datetime) -> bool:
        """Whether this citizen acts by it now."""
        return agent == self.agent == self.mandate.agent and now < self.until and self.mandate.lives(now)


acting = sa.Table(
    "acting",
    metadata,
    sa.Column("lane", VEILED_LANE, primary_key=True),
    sa.Column("agent", sa.Text, nullable=False),
    sa.Column("mandate", sa.Text, nullable=False),
    sa.Column("until", Instant, nullable=False),
)
_COLUMNS = tuple(column.name for column in acting.c)
_put = insert(acting).values({name: sa.bindparam(name) for name in _COLUMNS})
_BEGIN = Prepared(
    _put.on_conflict_do_update(
        index_elements=["lane"], set_={name: _put.excluded[name] for name in _COLUMNS[1:]}
    )
)
_lane = sa.bindparam("of_lane", type_=VEILED_LANE)
_END = Prepared(sa.delete(acting).where(acting.c.lane == _lane))
_READ = (
    sa.select(acting.c.agent, acting.c.until, *mandate.c)
    .join(mandate, mandate.c.id == acting.c.mandate)
    .where(acting.c.lane == _lane)
)


def begin_acting(given: Mandate, until: datetime, now: datetime) -> tuple[Record, ...]:
    """Let a conversation act by a mandate within a turn; both sides' logs say so."""
    row = {"lane": LANE, "agent": given.agent, "mandate": given.id, "until": to_ms(until)}
    about = f"{given.kind} {given.id}"
    return (
        Record(_BEGIN, row),
        noted(Access(given.principal, f"citizen {given.agent}", "acted-for", about), now),
        noted(Access(given.agent, CITIZEN, "acting-for", about), now),
    )


def end_acting(lane: str = LANE) -> Record:
    """Let a conversation act for its own citizen again within a turn."""
    return Record(_END, {"of_lane": lane})


def forget_acting(connection: sa.Connection, lane: str) -> None:
    """Let a conversation act for nobody else any more, within a transaction."""
    _END.one(connection, {"of_lane": lane})


def read_acting(connection: sa.Connection, lane: str) -> Acting | None:
    """Read by what mandate a conversation acts, or acted last: whether it still does, `lives` tells."""
    row = connection.execute(_READ, {"of_lane": lane}).one_or_none()
    return None if row is None else Acting(row[0], row[1], read_mandate(row[2:]))
