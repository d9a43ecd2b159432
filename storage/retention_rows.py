"""What the keeping of time limits itself keeps: which kinds ran when, and what a citizen has had erased."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from storage.instants import Instant, to_ms
from storage.prepared import Prepared
from storage.tables import metadata
from storage.veiled import VEILED_LANE

# The last run of each kind that is kept for a time: what came before `before` is gone but what is still
# needed. `removed` is what that run has removed, `in_all` what all of them have.
retention_run = sa.Table(
    "retention_run",
    metadata,
    sa.Column("kind", sa.Text, primary_key=True),
    sa.Column("before", Instant, nullable=False),
    sa.Column("done_at", Instant, nullable=False),
    sa.Column("removed", sa.BigInteger, nullable=False),
    sa.Column("in_all", sa.BigInteger, nullable=False),
)

# A conversation whose words between two moments its citizen has had erased; `done_at` once they are gone.
erasure = sa.Table(
    "erasure",
    metadata,
    sa.Column("citizen", sa.Text, primary_key=True),
    sa.Column("lane", VEILED_LANE, primary_key=True),
    sa.Column("since", Instant, nullable=False),
    sa.Column("until", Instant, primary_key=True),
    sa.Column("done_at", Instant),
)

_begin = insert(retention_run).values(
    {name: sa.bindparam(name) for name in ("kind", "before", "done_at", "removed", "in_all")}
)
BEGIN_RUN = Prepared(
    _begin.on_conflict_do_update(
        index_elements=["kind"],
        # A moment never goes back: what was let go once is not claimed to be kept.
        set_={name: _begin.excluded[name] for name in ("before", "done_at", "removed")},
        where=retention_run.c.before < _begin.excluded.before,
    )
)
ADD_TO_RUN = Prepared(
    sa.update(retention_run)
    .where(retention_run.c.kind == sa.bindparam("of_kind", type_=sa.Text()))
    .values(
        removed=retention_run.c.removed + sa.bindparam("more", type_=sa.BigInteger()),
        in_all=retention_run.c.in_all + sa.bindparam("more", type_=sa.BigInteger()),
        done_at=sa.bindparam("now"),
    )
)


@dataclass(frozen=True, slots=True)
class Run:
    """How one kind was kept to its time last; `removed` then, `in_all` since ever."""

    kind: str
    before: datetime
    done_at: datetime
    removed: int
    in_all: int


def runs(connection: sa.Connection) -> Sequence[Run]:
    """Read the last run of each kind."""
    rows = connection.execute(sa.select(retention_run).order_by(retention_run.c.kind))
    return [Run(*row) for row in rows]


def begin_run(connection: sa.Connection, kind: str, before: datetime, now: datetime) -> None:
    """Write down that a kind is let go up to a moment; again for the same moment, nothing happens."""
    row = {"kind": kind, "before": to_ms(before), "done_at": to_ms(now), "removed": 0, "in_all": 0}
    BEGIN_RUN.one(connection, row)


def add_to_run(connection: sa.Connection, kind: str, removed: int, now: datetime) -> None:
    """Count what was removed, in the transaction that removes it."""
    if removed:
        ADD_TO_RUN.one(connection, {"of_kind": kind, "more": removed, "now": to_ms(now)})
