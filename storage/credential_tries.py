"""Tries to sign in: each is written, whether there is anybody of that name or not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

import sqlalchemy as sa

from storage.access_log import CITIZEN, COUNTER, Access, note
from storage.credential_rows import ACTIVE, OF, Change, credential, lock_credential
from storage.instants import from_ms, to_ms
from storage.locking import SHUT, tell_contacts
from storage.login_failures import CLEAR, count_failure, failures_under
from storage.prepared import FoundRow
from storage.recovery_codes import use_code
from storage.transaction import Kind, Transaction

MOST_FAILURES: Final = 10  # in a row: then the credential is locked until its owner recovers it

_STEP = (
    sa.update(credential)
    .where(credential.c.citizen == sa.bindparam("of_citizen"))
    .values(totp_step=sa.bindparam("step"))
)


@dataclass(frozen=True, slots=True)
class Try:
    """A try under a name: `hash` is what the password was checked against, `step` None for a wrong code.

    `blinds` are those of the name, the newest first.
    """

    blinds: Sequence[str]
    citizen: str
    hash: str
    password_fits: bool
    step: int | None
    recovery: str = ""  # the hash of what was given, if it may be a recovery code


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of a try: `citizen` is empty for every failure alike, `wait_until` None unless they must."""

    citizen: str
    wait_until: datetime | None


def _try_all(transaction: Transaction, tries: Sequence[Try]) -> list[Tried]:
    return [_tried(transaction, each) for each in tries]


def _tried(transaction: Transaction, each: Try) -> Tried:
    connection, now = transaction.connection, transaction.now
    failures, waits = failures_under(connection, each.blinds)
    if to_ms(now) < waits:
        return Tried("", from_ms(waits, now.tzinfo or UTC))  # not counted: it was not even looked at
    row = connection.execute(OF.with_for_update(), {"of_citizen": each.citizen}).one_or_none()
    if row is None or not (_is_good(row, each) or _recovers(transaction, row, each)):
        return _failed(transaction, each, row, failures + 1)
    if each.step is not None:
        connection.execute(_STEP, {"of_citizen": each.citizen, "step": each.step})
    CLEAR.ask(connection, {"blinds": list(each.blinds)})
    note(transaction, [Access(each.citizen, CITIZEN, "signed-in", "credentials")])
    return Tried(each.citizen, None)


def _is_good(row: FoundRow, each: Try) -> bool:
    """Whether it opens by a code of the app that was never used before."""
    return _password_is_good(row, each) and each.step is not None and each.step > row.totp_step


def _password_is_good(row: FoundRow, each: Try) -> bool:
    """Whether the password fits; what it was checked against must still be there."""
    return row.state == ACTIVE and bool(row.hash) and row.hash == each.hash and each.password_fits


def _recovers(transaction: Transaction, row: FoundRow, each: Try) -> bool:
    """Whether it opens by a recovery code, which is used up by it; with a wrong password none is."""
    if not each.recovery or not _password_is_good(row, each):
        return False
    used = use_code(transaction, each.citizen, each.recovery)
    if used:
        note(transaction, [Access(each.citizen, CITIZEN, "recovery-code-used", "credentials")])
    return used


def _failed(transaction: Transaction, each: Try, row: FoundRow | None, failures: int) -> Tried:
    until = count_failure(transaction, each.blinds[0], failures)
    if row is not None:
        note(transaction, [Access(each.citizen, CITIZEN, "sign-in-failed", "credentials")])
        if failures >= MOST_FAILURES:
            _lock(transaction, each.citizen)
    return Tried("", until)


def _lock(transaction: Transaction, citizen: str) -> None:
    """Lock a credential until its owner recovers it, who is told on all their contacts."""
    if lock_credential(transaction, Change(citizen, COUNTER)):
        tell_contacts(transaction, citizen, SHUT, {"at": transaction.now.isoformat()}, "credential-locked")


# Records a try, whether there is anybody of that name or not.
TRY: Kind[Try, Tried] = Kind("try-credential", _try_all)
