"""The SQL of the inbox."""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from storage.among import Among
from storage.inbox_rows import CLAIMED, KNOWN
from storage.prepared import Prepared
from storage.tables import DONE, PARKED, WAITING, caller, free, inbox, outbox

_me = sa.bindparam("me", type_=sa.Text())
_message = sa.bindparam("message", type_=sa.BigInteger())
_mine = sa.and_(inbox.c.owner == _me, inbox.c.status == WAITING)

# Two processes that do not see each other's open transactions could each take one message of a lane:
# claims go one after the other. The number is the name of this lock in the database.
ONE_CLAIM_AT_A_TIME = sa.select(sa.func.pg_advisory_xact_lock(7_261_001))


def _claim(*conditions: sa.ColumnElement[bool]) -> Prepared:
    """Take the oldest waiting message of each lane, the oldest lanes first."""
    elder = inbox.alias("elder")
    is_head = ~sa.exists().where(
        elder.c.status == WAITING, elder.c.lane == inbox.c.lane, elder.c.id < inbox.c.id
    )
    # A common table expression is run once; a mere subquery may be run again and take too many.
    heads = (
        sa.select(inbox.c.id)
        .where(free, is_head, *conditions)
        .order_by(inbox.c.id)
        .limit(sa.bindparam("most", type_=sa.Integer()))
        .with_for_update(skip_locked=True)
        .cte("heads")
    )
    return Prepared(
        sa.update(inbox)
        .where(inbox.c.id.in_(sa.select(heads.c.id)))
        .values(
            owner=_me,
            lease_until=sa.bindparam("until"),
            attempts=inbox.c.attempts + sa.literal_column("1"),
        )
        .returning(*CLAIMED)
    )


def _lane_is_held() -> sa.Exists:
    """Say that a message of the lane is in hand: a later one may be, if the head became visible after it."""
    held = inbox.alias("held")
    return sa.exists().where(held.c.status == WAITING, held.c.lane == inbox.c.lane, held.c.owner.is_not(None))


CLAIM_ALONE = _claim()
CLAIM_AMONG_MANY = _claim(~_lane_is_held())

CALLERS = Prepared(sa.select(*KNOWN).where(Among(caller.c.lane, "lanes")))


def _end(status: sa.ColumnElement[str]) -> Prepared:
    """End messages that are ours and tell which they were."""
    return Prepared(
        sa.update(inbox)
        .where(Among(inbox.c.id, "ids"), _mine)
        .values(status=status, owner=sa.null(), lease_until=sa.null(), done_at=sa.bindparam("now"))
        .returning(inbox.c.id, inbox.c.attempts)
    )


FINISH, PARK = _end(DONE), _end(PARKED)

EXPLAIN = Prepared(
    sa.update(inbox)
    .where(inbox.c.id == _message)
    .values(reason=sa.bindparam("reason"), detail=sa.bindparam("detail"))
)

_know = insert(caller).values({column.name: sa.bindparam(column.name) for column in caller.c})
_known = {column.name: _know.excluded[column.name] for column in caller.c if not column.primary_key}
# A turn that does not put the pause off leaves it when it was.
_put_off = sa.func.coalesce(_know.excluded.pauses_at, caller.c.pauses_at)
KNOW = Prepared(_know.on_conflict_do_update(index_elements=["lane"], set_={**_known, "pauses_at": _put_off}))

# A message given back untouched was not tried.
RELEASE = Prepared(
    sa.update(inbox)
    .where(inbox.c.id == _message, _mine)
    .values(owner=sa.null(), lease_until=sa.null(), attempts=inbox.c.attempts - sa.literal_column("1"))
)
RENEW = Prepared(
    sa.update(inbox).where(inbox.c.id == _message, _mine).values(lease_until=sa.bindparam("until"))
)
UNPARK = Prepared(
    sa.update(inbox)
    .where(inbox.c.id == _message, inbox.c.status == PARKED)
    .values(
        status=WAITING,
        attempts=sa.literal_column("0"),
        reason=sa.literal_column("''"),
        detail=sa.literal_column("''"),
        done_at=sa.null(),
    )
)
RETIRE_KEYS = Prepared(
    sa.update(outbox)
    .where(outbox.c.inbox_id == _message)
    .values(key=outbox.c.key.concat(sa.literal_column("'~'")).concat(sa.cast(outbox.c.id, sa.Text)))
)


def _sweep(orphaned: sa.ColumnElement[bool]) -> Prepared:
    return Prepared(
        sa.update(inbox)
        .where(inbox.c.status == WAITING, orphaned)
        .values(owner=sa.null(), lease_until=sa.null())
    )


# Each takes :me or :now and leaves the other unread.
SWEEP_ALONE = _sweep(inbox.c.owner != _me)
SWEEP_AMONG_MANY = _sweep(inbox.c.lease_until < sa.bindparam("now"))
