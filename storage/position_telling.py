"""How far pagoPA knows of our debts, and who is told that theirs can be paid now."""

import sqlalchemy as sa

from bot.message import Inbound
from storage.arrivals import arrival
from storage.instants import Instant
from storage.notices import heard_by, is_waiting, watcher
from storage.prepared import FoundRow
from storage.records import write_records
from storage.tables import metadata
from storage.transaction import Transaction

_MOST = 500  # who hears in one transaction that they can pay

# `next_at`: when it may be taken, and `held_until`: by nobody else before then, whatever changes meanwhile,
# lest an older version arrive after a newer one. `existing`: pagoPA has it, so it is updated and not created.
position = sa.Table(
    "position",
    metadata,
    sa.Column("service", sa.Text, primary_key=True),
    sa.Column("reference", sa.Text, primary_key=True),
    sa.Column("iupd", sa.Text, nullable=False, unique=True),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("published_version", sa.Integer, nullable=False, server_default="0"),
    sa.Column("attempts", sa.Integer, nullable=False, server_default="0"),
    sa.Column("next_at", Instant, nullable=False),
    sa.Column("held_until", Instant),
    sa.Column("existing", sa.Boolean, nullable=False, server_default=sa.false()),
)
behind = position.c.published_version < position.c.version
sa.Index("ix_position_behind", position.c.next_at, sqlite_where=behind, postgresql_where=behind)


def tell_ready(transaction: Transaction, correlation: str, among: sa.ColumnElement[bool]) -> int:
    """Tell who waits for a debt that it can be paid now; how many. `among` narrows the positions."""
    connection = transaction.connection
    same = sa.and_(watcher.c.service == position.c.service, watcher.c.reference == position.c.reference)
    query = sa.select(position, watcher.c.lane).join(watcher, same).where(is_waiting, ~behind, among)
    rows = connection.execute(query.limit(_MOST)).all()
    if rows:
        this = [watcher.c[name] == sa.bindparam(f"of_{name}") for name in ("service", "reference", "lane")]
        keys = [
            {"of_service": row.service, "of_reference": row.reference, "of_lane": row.lane} for row in rows
        ]
        connection.execute(sa.update(watcher).where(*this).values(waiting=False), keys)
    events = (arrival(_event(row, transaction), correlation, transaction.now) for row in rows)
    write_records(connection, events)
    return len(rows)


def _event(row: FoundRow, transaction: Transaction) -> Inbound:
    channel, _, sender = row.lane.partition(":")
    return Inbound(
        channel=channel,
        external_id=f"ready/{row.iupd}/{row.published_version}/{row.lane}",
        sender=sender,
        text="",
        received_at=transaction.now,
        event=f"{heard_by(row.service)}.ready",
        payload={"reference": row.reference},
    )
