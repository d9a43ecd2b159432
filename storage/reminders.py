"""Reminders of a payment term, for who asked for one: an event in their lane while it can still help."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from bot.message import Inbound
from bot.records import LANE, Record
from storage.arrivals import arrival
from storage.instants import Instant, to_ms
from storage.notices import heard_by, is_open, notice, same_debt, watcher
from storage.prepared import FoundRow, Prepared
from storage.records import write_records
from storage.tables import WAITING, inbox, metadata, word
from storage.transaction import Kind, Transaction
from storage.veiled import VEILED_LANE

_MOST = 256  # of one round
_NAME = "reminder/"  # how the name of every such event begins

# `done` once it was told, or there was nothing to tell any more.
reminder = sa.Table(
    "payment_reminder",
    metadata,
    sa.Column("nav", sa.Text, primary_key=True),
    sa.Column("lane", VEILED_LANE, primary_key=True),
    sa.Column("at", Instant, nullable=False),
    sa.Column("done", sa.Boolean, nullable=False, server_default=sa.false()),
)
waits = reminder.c.done == sa.false()
sa.Index("ix_payment_reminder_waits", reminder.c.at, sqlite_where=waits, postgresql_where=waits)

_remind = insert(reminder).values({name: sa.bindparam(name) for name in ("nav", "lane", "at", "done")})
_REMIND = Prepared(
    _remind.on_conflict_do_update(
        index_elements=["nav", "lane"],
        set_={"at": _remind.excluded.at, "done": _remind.excluded.done},
        where=reminder.c.at != _remind.excluded.at,
    )
)
_DUE = (
    sa.select(reminder.c.lane, reminder.c.at, notice, is_open.label("is_open"), watcher.c.by_number)
    .join(notice, notice.c.nav == reminder.c.nav)
    .outerjoin(watcher, sa.and_(same_debt, watcher.c.lane == reminder.c.lane))
    .where(waits, reminder.c.at <= sa.bindparam("now", type_=Instant()))
    .order_by(reminder.c.at)
    .limit(_MOST)
    .with_for_update(skip_locked=True, of=reminder)
)
_lane = sa.bindparam("of_lane", type_=VEILED_LANE)
_WITHDRAW = Prepared(sa.delete(reminder).where(waits, reminder.c.lane == _lane))
# One that became an event after its citizen had written. Nobody has it in hand: that message comes before it.
_UNSAY = Prepared(
    sa.delete(inbox).where(
        inbox.c.lane == _lane,
        inbox.c.status == WAITING,
        sa.func.substr(inbox.c.external_id, sa.literal_column("1"), sa.literal_column(str(len(_NAME))))
        == word(_NAME),
    )
)
_DONE = (
    sa.update(reminder)
    .where(reminder.c.nav == sa.bindparam("of_nav"), reminder.c.lane == sa.bindparam("of_lane"))
    .values(done=True)
)


def remind(nav: str, at: datetime) -> Record:
    """Remind whoever the turn belongs to of a notice, once, at a moment; asked again, the last one counts."""
    return Record(_REMIND, {"nav": nav, "lane": LANE, "at": to_ms(at), "done": False})


def withdraw_reminders() -> tuple[Record, ...]:
    """Take back every reminder that whoever the turn belongs to has asked for; what they ask later comes."""
    return tuple(Record(statement, {"of_lane": LANE}) for statement in (_WITHDRAW, _UNSAY))


def _remind_all(transaction: Transaction, correlations: Sequence[str]) -> list[int]:
    return [_round(transaction, correlation) for correlation in correlations]


def _round(transaction: Transaction, correlation: str) -> int:
    rows = transaction.connection.execute(_DUE, {"now": transaction.now}).all()
    if not rows:
        return 0
    transaction.connection.execute(_DONE, [{"of_nav": row.nav, "of_lane": row.lane} for row in rows])
    events = [_event(row, transaction.now) for row in rows if row.is_open]
    records = (arrival(event, correlation, transaction.now) for event in events)
    write_records(transaction.connection, records)
    return len(events)


def _event(row: FoundRow, now: datetime) -> Inbound:
    channel, _, sender = row.lane.partition(":")
    return Inbound(
        channel=channel,
        external_id=f"{_NAME}{row.nav}/{to_ms(row.at)}/{row.lane}",
        sender=sender,
        text="",
        received_at=now,
        event=f"{heard_by(row.service, by_number=bool(row.by_number))}.reminder",
        payload={
            "nav": row.nav,
            "reference": row.reference,
            "amount_cents": row.amount_cents,
            "due_on": row.due_on and row.due_on.isoformat(),
            "token": row.token,
        },
    )


# Tells whoever is to be reminded by now of a notice that is still open; how many. Takes a correlation id.
REMIND: Kind[str, int] = Kind("reminders", _remind_all)
