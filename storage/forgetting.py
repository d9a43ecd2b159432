"""What of identity is forgotten by itself: links, logins and failures that nothing can come of any more."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

import sqlalchemy as sa

from storage.contacts import expire_contacts
from storage.credential_rows import login_failure
from storage.instants import Instant
from storage.links import link
from storage.logins import login
from storage.transaction import Kind, Transaction

_LINKS_FOR = timedelta(days=1)  # after their end: staff may be asked about one
_FAILURES_FOR = timedelta(days=30)  # after the last: guessing slowly does not begin anew each day

_before = sa.bindparam("before", type_=Instant())
_LINKS = sa.delete(link).where(link.c.expires_at <= _before)
_LOGINS = sa.delete(login).where(login.c.expires_at <= _before)
_FAILURES = sa.delete(login_failure).where(login_failure.c.last_at <= _before)


@dataclass(frozen=True, slots=True)
class Forgotten:
    """How many of each; `contacts` are those whose end was noted."""

    contacts: int
    links: int
    logins: int
    failures: int


def _forget_all(transaction: Transaction, nothing: Sequence[None]) -> list[Forgotten]:
    return [_forget(transaction) for _ in nothing]


def _forget(transaction: Transaction) -> Forgotten:
    now, delete = transaction.now, transaction.connection.execute
    return Forgotten(
        expire_contacts(transaction),
        delete(_LINKS, {"before": now - _LINKS_FOR}).rowcount,
        delete(_LOGINS, {"before": now}).rowcount,
        delete(_FAILURES, {"before": now - _FAILURES_FOR}).rowcount,
    )


# Forgets what is over; to be done now and then, and harmless at any time.
FORGET: Kind[None, Forgotten] = Kind("forget-identity", _forget_all)
