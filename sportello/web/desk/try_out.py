"""Made-up staff to try the desk with, on this machine alone; their passwords are new at every start."""

import asyncio
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from aiohttp import web

from sportello.web.guard import LOCAL
from storage.links import Opening, SqlLinks
from storage.second_factor import code_at, new_secret, step_at
from storage.staff import SqlStaff
from storage.staff_rows import Officer, Role

_RELAYED = ("Forwarded", "X-Forwarded-For", "X-Real-IP", "Via")
_MINUTE = timedelta(minutes=1)
MADE_UP = (
    Officer("operatore", "Olga Prova", frozenset({Role.OPERATOR, Role.POLICE, Role.EDITOR})),
    Officer(
        "responsabile",
        "Renato Finto",
        frozenset({Role.OPERATOR, Role.APPROVER, Role.EDITOR, Role.ADMINISTRATOR, Role.AUDITOR}),
    ),
)


@dataclass(frozen=True, slots=True)
class Offered:
    """One of them as the page of the entrance shows it."""

    name: str
    full_name: str
    roles: Sequence[str]
    password: str
    code: str


class TryStaff:
    """Makes them ready when somebody first looks, by the very way that staff take."""

    def __init__(self, staff: SqlStaff, links: SqlLinks) -> None:
        self._staff = staff
        self._links = links
        self._secrets: dict[str, tuple[str, str]] = {}  # password and key of the app, by name
        self._one_at_a_time = asyncio.Lock()

    async def offered(self, request: web.Request) -> Sequence[Offered]:
        """List them for whoever sits at this machine; none for who comes by a proxy or another name."""
        if (request.url.host or "") not in LOCAL or any(name in request.headers for name in _RELAYED):
            return ()
        async with self._one_at_a_time:
            for officer in MADE_UP:
                if officer.name not in self._secrets:
                    await self._make_ready(officer)
        return [await self._offer(officer) for officer in MADE_UP if self._secrets[officer.name][0]]

    async def _make_ready(self, officer: Officer) -> None:
        staff, clock = self._staff, self._staff.clock
        await staff.add(officer, "sandbox", sandbox=True)
        found = await staff.of(officer.name)
        if found is None or not found.sandbox:  # somebody real has this name: nothing of theirs is touched
            self._secrets[officer.name] = "", new_secret()
            return
        await staff.reset(officer.name, "sandbox")
        token, cookie = await staff.invite(officer.name, clock() + _MINUTE), secrets.token_urlsafe(32)
        await self._links.open(token, cookie)
        password, secret = secrets.token_urlsafe(9), new_secret()
        before = code_at(secret, step_at(clock()) - 1)  # the code of this moment stays unused
        await staff.activate(Opening.of(token, cookie), officer.name, password, secret, before)
        self._secrets[officer.name] = password, secret

    async def _offer(self, officer: Officer) -> Offered:
        """Show the next code that counts: the one of this moment, or the one after if that was used."""
        password, secret = self._secrets[officer.name]
        found = await self._staff.of(officer.name)
        used = found.step if found else 0
        code = code_at(secret, max(step_at(self._staff.clock()), used + 1))
        roles = sorted(role.value for role in officer.roles)
        return Offered(officer.name, officer.full_name, roles, password, code)
