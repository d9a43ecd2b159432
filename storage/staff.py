"""Who works at the desk: made known by an administrator, ready once they have chosen a password."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from bot.clock import Clock
from storage.audit import Deed, note_deeds
from storage.database import Database
from storage.documents import storable
from storage.links import Link, Opening, SqlLinks, end_links, make_link, use_link
from storage.login_failures import CLEAR
from storage.passwords import Passwords
from storage.prepared import FoundRow
from storage.records import RECORDS, write_records
from storage.sealing import Keyring
from storage.second_factor import step_of
from storage.staff_rows import (
    ACTIVE,
    CHANGE,
    DISABLED,
    NAME,
    ONE,
    WAITING,
    Officer,
    Role,
    of_name,
    officer_of,
    staff,
    staff_code,
    staff_lane,
    staff_session,
)
from storage.transaction import Kind, Transaction

LINK: Final = "desk"  # the purpose of the link behind which a password is chosen

_add = insert(staff).values({column.name: sa.bindparam(column.name) for column in staff.c})
_ADD = _add.on_conflict_do_nothing(index_elements=["name"]).returning(staff.c.name)
_ROLES = CHANGE.values({name: sa.bindparam(f"new_{name}") for name in ("roles", "offices", "changed_at")})
_STATE = CHANGE.values({name: sa.bindparam(f"new_{name}") for name in ("state", "changed_at")})
_BARE = CHANGE.values(hash="", totp="", state=WAITING, changed_at=sa.bindparam("new_changed_at"))
_CHOSEN = ("hash", "totp", "totp_step", "changed_at")
_ACTIVATE = CHANGE.where(staff.c.state == WAITING).values(
    {name: sa.bindparam(f"new_{name}") for name in _CHOSEN} | {"state": ACTIVE}
)
_SIGN_OUT = sa.delete(staff_session).where(staff_session.c.name == of_name)
_LEAVE = tuple(sa.delete(table).where(table.c.name == of_name) for table in (staff_code, staff_lane))
_ALL = sa.select(staff).order_by(staff.c.name)


@dataclass(frozen=True, slots=True)
class Colleague:
    """An officer as whoever administers the desk sees them; `state` is "waiting", "active" or "disabled"."""

    officer: Officer
    state: str
    last_at: datetime | None
    sandbox: bool
    step: int  # of the last code that was used


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody to be made known; `by` is who does it."""

    officer: Officer
    by: str
    sandbox: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """What `by` does with somebody: `to` is RENAMED roles ("roles"), a state, or "reset"."""

    name: str
    by: str
    to: str
    roles: str = ""
    offices: str = ""
    blinds: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Ready:
    """What somebody has chosen behind their link; `step` is that of the code just used."""

    opening: Opening
    name: str
    hash: str
    totp: str
    step: int


def normal_name(name: str) -> str:
    """Write a name as it is kept and compared."""
    return storable("".join(name.split()).casefold())


def _add_all(transaction: Transaction, newcomers: Sequence[Newcomer]) -> list[bool]:
    return [_added(transaction, each) for each in newcomers]


def _added(transaction: Transaction, newcomer: Newcomer) -> bool:
    officer, now = newcomer.officer, transaction.now
    row = {
        "name": officer.name,
        "full_name": officer.full_name,
        "roles": written_roles(officer.roles),
        "offices": " ".join(officer.offices),
        "state": WAITING,
        "hash": "",
        "totp": "",
        "totp_step": 0,
        "sandbox": newcomer.sandbox,
        "made_at": now,
        "changed_at": now,
        "last_at": None,
    }
    added = transaction.connection.execute(_ADD, row).one_or_none() is not None
    if added:
        note_deeds(transaction, [Deed(newcomer.by, "staff-added", officer.name, str(row["roles"]))])
    return added


def _change_all(transaction: Transaction, changes: Sequence[Change]) -> list[bool]:
    return [_changed(transaction, each) for each in changes]


def _changed(transaction: Transaction, change: Change) -> bool:
    """Change somebody; whatever ends their access ends their sessions, links, codes and lanes with it."""
    execute, given = transaction.connection.execute, {"of_name": change.name}
    values = {**given, "new_changed_at": transaction.now}
    if change.to == "roles":
        done = execute(_ROLES, {**values, "new_roles": change.roles, "new_offices": change.offices}).rowcount
    elif change.to == "reset":
        done = execute(_BARE, values).rowcount
        CLEAR.ask(transaction.connection, {"blinds": list(change.blinds)})
    else:
        done = execute(_STATE, {**values, "new_state": change.to}).rowcount
    if done and change.to != "roles":
        execute(_SIGN_OUT, given)
        write_records(transaction.connection, [end_links("", transaction.now, LINK, change.name)])
        for each in _LEAVE:
            execute(each, given)
    if done:
        note_deeds(transaction, [Deed(change.by, f"staff-{change.to}", change.name, change.roles)])
    return bool(done)


def _activate_all(transaction: Transaction, given: Sequence[Ready]) -> list[bool]:
    return [_activated(transaction, each) for each in given]


def _activated(transaction: Transaction, given: Ready) -> bool:
    link = use_link(transaction, given.opening, LINK)
    if link is None or link.citizen != given.name:
        return False
    values = {"new_hash": given.hash, "new_totp": given.totp, "new_totp_step": given.step}
    values |= {"new_changed_at": transaction.now, "of_name": given.name}
    done = transaction.connection.execute(_ACTIVATE, values).rowcount == 1
    if done:
        note_deeds(transaction, [Deed(given.name, "staff-active", given.name)])
    return done


# Makes somebody known, waiting for their link; False if the name is taken.
ADD_STAFF: Kind[Newcomer, bool] = Kind("add-staff", _add_all)
# Changes roles, disables, or lets somebody begin anew; False if there is nobody of that name.
CHANGE_STAFF: Kind[Change, bool] = Kind("change-staff", _change_all)
# Uses up a link and sets what was chosen behind it; False if either does not fit.
ACTIVATE_STAFF: Kind[Ready, bool] = Kind("activate-staff", _activate_all)


def written_roles(roles: frozenset[Role]) -> str:
    """Write roles as they are kept."""
    return " ".join(sorted(role.value for role in roles))


@dataclass(frozen=True, slots=True)
class SqlStaff:
    """The staff in the database; passwords are hashed beside the loop."""

    database: Database
    keyring: Keyring
    passwords: Passwords
    clock: Clock

    async def add(self, officer: Officer, by: str, *, sandbox: bool = False) -> bool:
        """Make somebody known; see ADD_STAFF."""
        return await self.database.writer.submit(ADD_STAFF, Newcomer(officer, by, sandbox))

    async def assign(self, name: str, roles: frozenset[Role], offices: Sequence[str], by: str) -> bool:
        """Give somebody other roles and offices; they count from their next page on."""
        change = Change(name, by, "roles", written_roles(roles), " ".join(offices))
        return await self.database.writer.submit(CHANGE_STAFF, change)

    async def disable(self, name: str, by: str) -> bool:
        """Let somebody in no more: their sessions end, and no conversation is theirs."""
        return await self.database.writer.submit(CHANGE_STAFF, Change(name, by, DISABLED))

    async def reset(self, name: str, by: str) -> bool:
        """Let somebody choose password and second factor anew: what they had opens nothing."""
        change = Change(name, by, "reset", blinds=self.keyring.blinds(NAME, name))
        return await self.database.writer.submit(CHANGE_STAFF, change)

    async def invite(self, name: str, until: datetime) -> str:
        """Make the link's token; the links before it end."""
        made = make_link(LINK, now=self.clock(), until=until, citizen=name)
        await self.database.writer.submit(RECORDS, list(made.records))
        return made.token

    async def invited(self, links: SqlLinks, token: str) -> tuple[Link, Officer] | None:
        """Tell whom a live link is for, as long as they wait for it; changes nothing."""
        link = await links.look(token)
        found = await self.of(link.citizen) if link is not None and link.purpose == LINK else None
        return (link, found.officer) if link and found and found.state == WAITING else None

    async def activate(self, opening: Opening, name: str, password: str, secret: str, code: str) -> bool:
        """Set password and second factor behind a link, which is used up.

        False if the code is not of this secret now (the link stays), or if the link does not open.
        """
        step = step_of(secret, code, self.clock())
        if step is None:
            return False
        hashed = await self.passwords.hash(password)
        return await self.database.writer.submit(ACTIVATE_STAFF, Ready(opening, name, hashed, secret, step))

    async def of(self, name: str) -> Colleague | None:
        """Find somebody by their name."""
        row = await self.database.reader.fetch(
            lambda connection: connection.execute(ONE, {"of_name": normal_name(name)}).one_or_none()
        )
        return None if row is None else _colleague(row)

    async def all(self) -> Sequence[Colleague]:
        """List everybody, by name."""
        rows = await self.database.reader.fetch(lambda connection: connection.execute(_ALL).all())
        return [_colleague(row) for row in rows]


def _colleague(row: FoundRow) -> Colleague:
    return Colleague(officer_of(row), row.state, row.last_at, row.sandbox, row.totp_step)
