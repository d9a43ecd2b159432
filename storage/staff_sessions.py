"""Where staff are signed in: tries, each written, and sessions that end by silence, by time, or by will."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

import sqlalchemy as sa

from bot.clock import Clock
from storage.audit import Deed, note_deeds
from storage.database import Database
from storage.instants import Instant, from_ms, to_ms
from storage.links import fingerprint
from storage.login_failures import CLEAR, count_failure, failures_under
from storage.passwords import Passwords
from storage.prepared import FoundRow
from storage.sealing import Keyring
from storage.second_factor import step_of
from storage.staff import normal_name
from storage.staff_rows import ACTIVE, CHANGE, NAME, ONE, Officer, of_name, officer_of, staff, staff_session
from storage.transaction import Kind, Transaction

MOST_FAILURES: Final = 100  # in a row (NIST SP 800-63B-4, 3.2.2): then only an administrator lets them in
_SEEN_EVERY = timedelta(minutes=1)  # a look is written no oftener
_NOBODYS = "A" * 32

_SIGNED_IN = CHANGE.values(totp_step=sa.bindparam("step"), last_at=sa.bindparam("now"))
_BEGIN = sa.insert(staff_session).values({c.name: sa.bindparam(c.name) for c in staff_session.c})
_cookie = sa.bindparam("of_cookie", type_=sa.Text())
_READ = (
    sa.select(
        staff,
        *(staff_session.c[name] for name in ("begun_at", "seen_at", "expires_at", "previous_at", "failures")),
    )
    .join(staff, staff.c.name == staff_session.c.name)
    .where(staff_session.c.cookie == _cookie)
)
_SEEN = sa.update(staff_session).where(staff_session.c.cookie == _cookie).values(seen_at=sa.bindparam("now"))
_END = sa.delete(staff_session).where(staff_session.c.cookie == _cookie)
_END_ALL = sa.delete(staff_session).where(staff_session.c.name == of_name).returning(staff_session.c.cookie)
_SWEEP = sa.delete(staff_session).where(staff_session.c.expires_at <= sa.bindparam("now", type_=Instant()))


@dataclass(frozen=True, slots=True)
class StaffTry:
    """A try under a name, for the browser whose `cookie` (SHA-256) a session would have.

    `hash` is what the password was checked against, `step` None for a wrong code; `sandbox` whether made-up
    staff is let in here. `blinds` are those of the name, the newest first.
    """

    blinds: Sequence[str]
    name: str
    hash: str
    password_fits: bool
    step: int | None
    cookie: str
    until: datetime
    sandbox: bool


@dataclass(frozen=True, slots=True)
class StaffTried:
    """What came of a try: `name` is empty for every failure alike, `wait_until` None unless they must."""

    name: str
    wait_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class StaffSession:
    """A session that goes on: since when, until when at the latest, and the sign-in before it.

    `failures` are the tries in between that failed.
    """

    officer: Officer
    begun_at: datetime
    seen_at: datetime
    expires_at: datetime
    previous_at: datetime | None
    failures: int


def _try_all(transaction: Transaction, tries: Sequence[StaffTry]) -> list[StaffTried]:
    return [_tried(transaction, each) for each in tries]


def _tried(transaction: Transaction, each: StaffTry) -> StaffTried:
    connection, now = transaction.connection, transaction.now
    failures, waits = failures_under(connection, each.blinds)
    if to_ms(now) < waits:
        return StaffTried("", from_ms(waits, now.tzinfo or UTC))  # not counted: it was not even looked at
    row = connection.execute(ONE.with_for_update(), {"of_name": each.name}).one_or_none()
    if row is None or failures >= MOST_FAILURES or not _is_good(row, each):
        if row is not None:  # who is nobody leaves no trace that could fill the disk
            note_deeds(transaction, [Deed(row.name, "sign-in-failed", row.name)])
        return StaffTried("", count_failure(transaction, each.blinds[0], failures + 1))
    CLEAR.ask(connection, {"blinds": list(each.blinds)})
    _begin(transaction, each, row, failures)
    return StaffTried(row.name)


def _begin(transaction: Transaction, each: StaffTry, row: FoundRow, failures: int) -> None:
    connection, now = transaction.connection, transaction.now
    connection.execute(_SIGNED_IN, {"of_name": row.name, "step": each.step, "now": now})
    connection.execute(_SWEEP, {"now": now})
    begun = {"cookie": each.cookie, "name": row.name, "begun_at": now, "seen_at": now}
    begun |= {"expires_at": each.until, "previous_at": row.last_at, "failures": failures}
    connection.execute(_BEGIN, begun)
    note_deeds(transaction, [Deed(row.name, "signed-in", row.name)])


def _is_good(row: FoundRow, each: StaffTry) -> bool:
    """Whether everything fits at once; what the password was checked against must still be there."""
    known = row.state == ACTIVE and bool(row.hash) and row.hash == each.hash and each.password_fits
    fresh = each.step is not None and each.step > row.totp_step
    return known and fresh and (each.sandbox or not row.sandbox)


def _see_all(transaction: Transaction, cookies: Sequence[str]) -> list[None]:
    for cookie in cookies:
        transaction.connection.execute(_SEEN, {"of_cookie": cookie, "now": transaction.now})
    return [None] * len(cookies)


def _end_all(transaction: Transaction, given: Sequence[tuple[str, str]]) -> list[None]:
    for cookie, name in given:
        if transaction.connection.execute(_END, {"of_cookie": cookie}).rowcount:
            note_deeds(transaction, [Deed(name, "signed-out", name)])
    return [None] * len(given)


def _end_everywhere(transaction: Transaction, names: Sequence[str]) -> list[int]:
    ended = [len(transaction.connection.execute(_END_ALL, {"of_name": name}).all()) for name in names]
    note_deeds(transaction, [Deed(name, "signed-out-everywhere", name) for name in names])
    return ended


# Records a try; a good one begins a session.
TRY_STAFF: Kind[StaffTry, StaffTried] = Kind("try-staff", _try_all)
# A browser (its cookie, hashed) was seen.
SEE_STAFF: Kind[str, None] = Kind("see-staff", _see_all)
# (cookie, name): ends a session.
END_STAFF: Kind[tuple[str, str], None] = Kind("end-staff", _end_all)
# Ends every session of somebody; how many.
END_STAFF_EVERYWHERE: Kind[str, int] = Kind("end-staff-everywhere", _end_everywhere)


@dataclass(frozen=True, slots=True)
class SqlStaffSessions:
    """The sessions in the database; `cookie` is always the value that the browser has.

    A session ends after `idle` of silence, and `longest` after it began, whatever happens in it. `sandbox`:
    whether made-up staff is let in.
    """

    database: Database
    keyring: Keyring
    passwords: Passwords
    clock: Clock
    idle: timedelta
    longest: timedelta
    sandbox: bool = False

    async def sign_in(self, name: str, password: str, code: str, cookie: str) -> StaffTried:
        """Try to sign in; whatever is wrong, and whether there is such a name, is told and timed alike."""
        name = normal_name(name)
        row = await self.database.reader.fetch(
            lambda connection: connection.execute(ONE, {"of_name": name}).one_or_none()
        )
        kept, secret = (row.hash, row.totp) if row is not None and row.totp else ("", _NOBODYS)
        fits = await self.passwords.fits(kept, password)
        step, until = step_of(secret, code, self.clock()), self.clock() + self.longest
        blinds = self.keyring.blinds(NAME, name)
        tried = StaffTry(blinds, name, kept, fits, step, fingerprint(cookie), until, self.sandbox)
        return await self.database.writer.submit(TRY_STAFF, tried)

    async def read(self, cookie: str) -> StaffSession | None:
        """Read whose browser this is; None for one that we do not know, or whose time is over."""
        if not cookie:
            return None
        asked, now = {"of_cookie": fingerprint(cookie)}, self.clock()
        row = await self.database.reader.fetch(
            lambda connection: connection.execute(_READ, asked).one_or_none()
        )
        if row is None or not self._goes_on(row, now):
            return None
        return StaffSession(
            officer_of(row), row.begun_at, row.seen_at, row.expires_at, row.previous_at, row.failures
        )

    async def seen(self, cookie: str, session: StaffSession) -> None:
        """Note that somebody does something: silence begins anew."""
        if self.clock() - session.seen_at >= _SEEN_EVERY:
            await self.database.writer.submit(SEE_STAFF, fingerprint(cookie))

    async def end(self, cookie: str, officer: Officer) -> None:
        """Sign out; committed on return."""
        await self.database.writer.submit(END_STAFF, (fingerprint(cookie), officer.name))

    async def end_everywhere(self, officer: Officer) -> int:
        """Sign out in every browser; how many there were."""
        return await self.database.writer.submit(END_STAFF_EVERYWHERE, officer.name)

    def _goes_on(self, row: FoundRow, now: datetime) -> bool:
        alive = row.expires_at > now and row.seen_at + self.idle > now
        return alive and row.state == ACTIVE and (self.sandbox or not row.sandbox)
