"""The SQL of the outbox: every status that a part can go to, and from which.

    queued → sending → sent → accepted → warned → expired → delivered | failed
    sending → queued (delayed), failed (refused), unknown (the answer is lost)
    unknown → sent | queued (settled), queued → stale (past valid_until)

From sent on, states are a receipt's to give, and it may give any later one at any point: `RANK` is their
order. Delivered and failed are final, whoever says it first. What is said of an attempt (delayed, failed,
unknown, to be sent again) never moves a part that a receipt has moved.
"""

from typing import Any

import sqlalchemy as sa

from bot.channel import Delivery
from storage import tables
from storage.instants import Instant
from storage.outbox_rows import PART
from storage.prepared import Prepared
from storage.tables import FAILED, QUEUED, SENDING, STALE, UNKNOWN, outbox, queued

_channel = sa.bindparam("on_channel", type_=sa.Text())
_priority = sa.bindparam("of_priority", type_=sa.Integer())
_code = sa.bindparam("because", type_=sa.Text())
_now = sa.bindparam("now", type_=sa.BigInteger())
_me = sa.bindparam("me", type_=sa.Text())
_provider_id = sa.bindparam("network_id", type_=sa.Text())
_most = sa.bindparam("most", type_=sa.Integer())
_awaited = sa.bindparam("awaited", type_=sa.BigInteger())

# A status that is not here gives way to any that is.
RANK = {state.value: rank for rank, state in enumerate(Delivery, 1)} | {
    Delivery.FAILED.value: len(Delivery) - 1
}
_rank: sa.ColumnElement[int] = sa.case(
    *((outbox.c.status == tables.word(name), sa.literal_column(str(rank))) for name, rank in RANK.items()),
    else_=sa.literal_column("0"),
)
_in_doubt = sa.or_(outbox.c.status == SENDING, outbox.c.status == UNKNOWN)
_this_attempt = sa.and_(
    outbox.c.id == sa.bindparam("part", type_=sa.BigInteger()),
    outbox.c.attempts == sa.bindparam("attempt", type_=sa.Integer()),
)
_let_go = {"owner": sa.null(), "lease_until": sa.null(), "updated_at": _now}

EXPIRE = Prepared(
    sa.update(outbox)
    .where(outbox.c.channel == _channel, tables.expiring, outbox.c.valid_until < _now)
    .values(status=STALE, updated_at=_now)
)


def _is_head(now: sa.ColumnElement[Any]) -> sa.ColumnElement[bool]:
    """No earlier part of the same priority is on its way to this recipient, or waits for a retry.

    One that was never tried and has its own later hour holds up nobody. One whose fate is unknown holds
    up the rest of its own message, which would read out of order, and with it what follows.
    """
    elder, beginning = outbox.alias("elder"), outbox.alias("beginning")
    unknown = sa.exists().where(
        beginning.c.inbox_id == outbox.c.inbox_id,
        beginning.c.status == UNKNOWN,
        beginning.c.id < outbox.c.id,
    )
    return ~unknown & ~sa.exists().where(
        sa.or_(elder.c.status == QUEUED, elder.c.status == SENDING),
        elder.c.channel == outbox.c.channel,
        elder.c.address == outbox.c.address,
        elder.c.priority == outbox.c.priority,
        elder.c.id < outbox.c.id,
        sa.or_(elder.c.status == SENDING, elder.c.attempts > sa.literal_column("0"), elder.c.next_at <= now),
    )


_now_instant = sa.bindparam("now", type_=Instant())
_of_priority = sa.and_(queued, outbox.c.channel == _channel, outbox.c.priority == _priority)

# A common table expression is run once; a mere subquery may be run again and take too many.
_heads = (
    sa.select(outbox.c.id)
    .where(_of_priority, outbox.c.next_at <= _now_instant, _is_head(_now_instant))
    .order_by(outbox.c.next_at, outbox.c.id)
    .limit(_most)
    .with_for_update(skip_locked=True)
    .cte("heads")
)
TAKE = Prepared(
    sa.update(outbox)
    .where(outbox.c.id.in_(sa.select(_heads.c.id)))
    .values(
        status=SENDING,
        attempts=outbox.c.attempts + sa.literal_column("1"),
        owner=_me,
        lease_until=sa.bindparam("until"),
        first_tried_at=sa.func.coalesce(outbox.c.first_tried_at, _now_instant),
        updated_at=_now_instant,
    )
    .returning(*PART)
)
NEXT = (
    sa.select(outbox.c.next_at)
    .where(_of_priority, _is_head(outbox.c.next_at))
    .order_by(outbox.c.next_at, outbox.c.id)
    .limit(1)
)
UNSETTLED = Prepared(
    sa.select(*PART)
    .where(
        outbox.c.channel == _channel,
        outbox.c.status == UNKNOWN,
        outbox.c.updated_at <= sa.bindparam("since"),
    )
    .order_by(outbox.c.updated_at, outbox.c.id)
    .limit(_most)
)

# The network's id is worth keeping even where a receipt, or another attempt, was faster.
_unsaid = sa.or_(*(outbox.c.status == each for each in (SENDING, UNKNOWN, tables.SENT, QUEUED, STALE)))
_sent = (
    sa.update(outbox)
    .where(outbox.c.id == sa.bindparam("part", type_=sa.BigInteger()))
    .values(
        status=sa.case((_unsaid, tables.SENT), else_=outbox.c.status),
        provider_id=_provider_id,
        **_let_go,
    )
)
SENT = Prepared(_sent)
# Of a network that tells what becomes of everything: its word is owed from now on.
SENT_AWAITED = Prepared(_sent.values(awaited_since=sa.case((_unsaid, _now), else_=outbox.c.awaited_since)))
DELAY = Prepared(
    sa.update(outbox)
    .where(_this_attempt, _in_doubt)
    .values(status=QUEUED, next_at=sa.bindparam("until"), code=_code, **_let_go)
)
FAIL = Prepared(
    sa.update(outbox).where(_this_attempt, _in_doubt).values(status=FAILED, code=_code, **_let_go)
)
LOSE = Prepared(
    sa.update(outbox)
    .where(_this_attempt, outbox.c.status == SENDING)
    .values(status=UNKNOWN, code=_code, **_let_go)
)
RESEND = Prepared(
    sa.update(outbox)
    .where(_this_attempt, outbox.c.status == UNKNOWN)
    .values(
        status=QUEUED,
        next_at=_now,
        resent=outbox.c.resent + sa.bindparam("counted", type_=sa.Integer()),
        **_let_go,
    )
)


def _fold(found: sa.ColumnElement[bool]) -> Prepared:
    """Whatever the order of the receipts: a state gives way to a later one, delivered and failed to none.

    `awaited` is since when another word is owed, NULL if none is; one that is late is owed since it was.
    """
    rank = sa.bindparam("rank", type_=sa.Integer())
    moved = _rank < rank
    late = rank.in_(
        [sa.literal_column(str(RANK[late.value])) for late in (Delivery.WARNED, Delivery.EXPIRED)]
    )
    owed = sa.case((late, sa.func.coalesce(outbox.c.awaited_since, _awaited)), else_=_awaited)
    return Prepared(
        sa.update(outbox)
        .where(outbox.c.channel == _channel, found)
        .values(
            status=sa.case((moved, sa.bindparam("state", type_=sa.Text())), else_=outbox.c.status),
            code=sa.case((moved, _code), else_=outbox.c.code),
            provider_id=sa.func.coalesce(outbox.c.provider_id, _provider_id),
            updated_at=sa.case((moved, _now), else_=outbox.c.updated_at),
            awaited_since=sa.case((moved, owed), else_=outbox.c.awaited_since),
            owner=sa.null(),
            lease_until=sa.null(),
        )
    )


FOLD_BY_KEY = _fold(outbox.c.key == sa.bindparam("by_key", type_=sa.Text()))
FOLD_BY_PROVIDER = _fold(outbox.c.provider_id == _provider_id)


def _sweep(orphaned: sa.ColumnElement[bool]) -> Prepared:
    code: sa.ColumnElement[str] = sa.literal_column("'swept'", sa.Text())
    return Prepared(
        sa.update(outbox)
        .where(outbox.c.status == SENDING, orphaned)
        .values(status=UNKNOWN, code=code, **_let_go)
    )


SWEEP_ALONE = _sweep(outbox.c.owner != _me)
SWEEP_AMONG_MANY = _sweep(outbox.c.lease_until < _now)
