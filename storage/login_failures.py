"""Failures under a name, of somebody or of nobody: after a few, each makes the next try wait longer."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from storage.among import Among
from storage.credential_rows import login_failure
from storage.prepared import Prepared
from storage.transaction import Transaction

_FREE = 3  # failures before anybody has to wait
_FIRST_WAIT = timedelta(seconds=2)  # doubled at each failure after those
_LONGEST_WAIT = timedelta(minutes=15)

_FAILED = Prepared(
    sa.select(login_failure.c.failures, login_failure.c.wait_until)
    .where(Among(login_failure.c.username_blind, "blinds"))
    .with_for_update()
)
_put = insert(login_failure).values({column.name: sa.bindparam(column.name) for column in login_failure.c})
_FAIL = _put.on_conflict_do_update(
    index_elements=["username_blind"],
    set_={name: _put.excluded[name] for name in ("failures", "wait_until", "last_at")},
)
CLEAR = Prepared(
    sa.delete(login_failure)
    .where(Among(login_failure.c.username_blind, "blinds"))
    .returning(login_failure.c.username_blind)
)


def failures_under(connection: sa.Connection, blinds: Sequence[str]) -> tuple[int, int]:
    """Tell how often a name failed in a row, and until when it must wait (milliseconds since 1970, or 0)."""
    found = _FAILED.ask(connection, {"blinds": list(blinds)})
    return max((failures for failures, _ in found), default=0), max(
        (until or 0 for _, until in found), default=0
    )


def count_failure(transaction: Transaction, blind: str, failures: int) -> datetime | None:
    """Write that a name has now failed so often; until when it must wait, None if it need not."""
    now, extra = transaction.now, failures - _FREE
    until = now + min(_FIRST_WAIT * 2 ** min(extra - 1, 20), _LONGEST_WAIT) if extra > 0 else None
    kept = {"username_blind": blind, "failures": failures, "wait_until": until, "last_at": now}
    transaction.connection.execute(_FAIL, kept)
    return until
