"""Staff made known at the terminal, by whoever runs the counter."""

import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import typer
from rich.console import Console
from rich.table import Table

from bot.errors import BadRequest
from sportello.credentials_office import user
from sportello.keys import keyring_of
from sportello.settings import Settings, load
from sportello.stores import visiting
from sportello.terminal import line
from storage.passwords import Passwords
from storage.staff import Colleague, SqlStaff, normal_name, written_roles
from storage.staff_rows import Officer, Role

_NAME = re.compile(r"[a-z0-9](?:[a-z0-9._-]{0,38}[a-z0-9])?")
_OFFICE = re.compile(r"[0-9A-Za-z._-]{1,40}")
_LONGEST = 80  # letters of a full name


@dataclass(frozen=True)
class StaffOffice:
    """What the commands work on; `by` is who types, as the audit names them."""

    settings: Settings
    staff: SqlStaff
    by: str

    async def known(self, name: str) -> Colleague:
        """Find somebody; BadRequest if there is nobody of that name."""
        found = await self.staff.of(name)
        if found is None:
            raise BadRequest(f"nobody of the staff is called {line(name)}")
        return found

    async def tell_link(self, officer: Officer) -> None:
        """Make a link and print it: nowhere else does it stand."""
        until = self.staff.clock() + timedelta(hours=self.settings.desk.activation_hours)
        token = await self.staff.invite(officer.name, until)
        typer.echo(f"{self.settings.web.address}/desk/activate/{token}")
        typer.echo(f"It works once, in one browser, until {until:%d/%m/%Y %H:%M}: hand it to {officer.name}.")


@contextmanager
def staff_office(by: str | None) -> Iterator[StaffOffice]:
    """Open it for a command."""
    settings = load(os.environ, Path.cwd())
    with visiting() as database:
        staff = SqlStaff(database, keyring_of(settings), Passwords(), database.clock)
        yield StaffOffice(settings, staff, by or user())


async def add_one(name: str, full_name: str, roles: str, offices: Sequence[str], by: str | None) -> None:
    """Make somebody known; BadRequest if the name is taken, or one of the words is none."""
    officer = Officer(_named(name), _called(full_name), read_roles(roles), read_offices(offices))
    with staff_office(by) as here:
        if not await here.staff.add(officer, here.by):
            raise BadRequest(f"{officer.name} is known already: `sportello staff reset` gives a new link")
        await here.tell_link(officer)


async def show_all() -> None:
    """Print everybody."""
    with staff_office(None) as here:
        found = await here.staff.all()
    if not found:
        typer.echo("Nobody works at the desk yet: `sportello staff add NAME --roles administrator`.")
        return
    table = Table("name", "full name", "roles", "offices", "state", "last sign-in")
    for each in found:
        officer, last = each.officer, f"{each.last_at:%d/%m/%Y %H:%M}" if each.last_at else "never"
        roles, offices = written_roles(officer.roles), " ".join(officer.offices) or "all"
        table.add_row(officer.name, line(officer.full_name), roles, offices, each.state, last)
    Console().print(table)


async def assign(name: str, roles: str, offices: Sequence[str], by: str | None) -> None:
    """Give somebody other roles and offices."""
    given, places = read_roles(roles), read_offices(offices)
    with staff_office(by) as here:
        found = await here.known(name)
        await here.staff.assign(found.officer.name, given, places, here.by)
    typer.echo(f"{found.officer.name}: {written_roles(given)}; offices: {' '.join(places) or 'all'}.")


async def disable(name: str, by: str | None) -> None:
    """Let somebody in no more."""
    with staff_office(by) as here:
        found = await here.known(name)
        await here.staff.disable(found.officer.name, here.by)
    typer.echo(f"{found.officer.name} is let in no more: sessions, links and conversations have ended.")


async def reset(name: str, by: str | None) -> None:
    """Let somebody begin anew, behind a new link."""
    with staff_office(by) as here:
        found = await here.known(name)
        await here.staff.reset(found.officer.name, here.by)
        await here.tell_link(found.officer)


def read_roles(text: str) -> frozenset[Role]:
    """Read roles out of words; BadRequest for none, or for one that there is not."""
    words = [word for word in re.split(r"[\s,]+", text.casefold()) if word]
    known = {role.value: role for role in Role}
    if unknown := [word for word in words if word not in known]:
        raise BadRequest(f"there is no role {line(unknown[0])}: {', '.join(known)}")
    if not words:
        raise BadRequest(f"at least one role: {', '.join(known)}")
    return frozenset(known[word] for word in words)


def read_offices(codes: Sequence[str]) -> tuple[str, ...]:
    """Read codes of offices, each once; BadRequest for what is none."""
    if wrong := [code for code in codes if not _OFFICE.fullmatch(code)]:
        raise BadRequest(f"{line(wrong[0])} is no code of an office: letters, digits, dots and dashes")
    return tuple(dict.fromkeys(codes))


def _named(name: str) -> str:
    found = normal_name(name)
    if not _NAME.fullmatch(found):
        raise BadRequest("a name has up to 40 letters a-z, digits, dots and dashes, such as l.rossi")
    return found


def _called(full_name: str) -> str:
    found = " ".join(line(full_name).split())
    if not 0 < len(found) <= _LONGEST:
        raise BadRequest(f"a full name has 1 to {_LONGEST} letters")
    return found
