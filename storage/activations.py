"""Links by which local credentials are activated or recovered: a username, one live link, a few a day."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import Protocol

import sqlalchemy as sa

from bot.records import Record
from storage.access_log import CITIZEN, Access, access_log, noted
from storage.barring import BARRED, UNBARRED
from storage.citizens import Citizen
from storage.credential_rows import WAITING
from storage.credentials import SqlCredentials
from storage.database import Database
from storage.instants import Instant
from storage.links import ACTIVATE, RECOVER, make_link

LINKED, ONCE_ACTIVE = "credential-link", "credential-active"  # in the access log
_DAY = timedelta(days=1)
_NAMES = 100  # of one person's name, before a number is drawn that nobody else can have
_PLACES = {ACTIVATE: "attiva", RECOVER: "recupera"}

_since = sa.bindparam("since", type_=Instant())
_PAST = (
    sa.select(
        access_log.c.what,
        sa.func.max(access_log.c.id).label("last"),
        sa.func.sum(sa.case((access_log.c.at > _since, 1), else_=0)).label("lately"),
    )
    .where(
        access_log.c.citizen == sa.bindparam("of_citizen", type_=sa.Text()),
        access_log.c.what.in_([LINKED, ONCE_ACTIVE, BARRED, UNBARRED]),
    )
    .group_by(access_log.c.what)
)


class Standoff(Enum):
    """Why nobody is given a link; its value names the words."""

    BARRED = "barred"  # by a person of the office
    TOO_MANY = "too-many"  # today


@dataclass(frozen=True, slots=True)
class Handover:
    """A link that counts once its `records` are written: whoever opens it first sets the password.

    `recovery` if there was a password before: it opens nothing any more.
    """

    username: str
    url: str
    until: datetime
    recovery: bool
    records: tuple[Record, ...]


@dataclass(frozen=True, slots=True)
class Terms:
    """What a municipality decides. `address` is that of its pages, without a slash at the end."""

    address: str
    hours: int = 24
    a_day: int = 3


class Activations(Protocol):
    """Whoever makes links to activate credentials."""

    async def prepare(self, citizen: Citizen, about: str, who: str = CITIZEN) -> Handover | Standoff:
        """Give a citizen a username, once, and make a link; older ones of theirs end with it.

        `who` and `about` as in storage.access_log.Access: staff are not held to so many a day. It is safe to
        repeat: what is written before the records opens nothing.
        """


@dataclass(frozen=True, slots=True)
class SqlActivations:
    """Implements Activations."""

    database: Database
    credentials: SqlCredentials
    terms: Terms

    async def prepare(self, citizen: Citizen, about: str, who: str = CITIZEN) -> Handover | Standoff:
        """As Activations says."""
        now = self.database.clock()
        past = await self._past(citizen.id, now)
        if past.barred:
            return Standoff.BARRED
        if who == CITIZEN and past.links >= self.terms.a_day:
            return Standoff.TOO_MANY
        username = await self._username(citizen, who)
        purpose, until = RECOVER if past.active else ACTIVATE, now + timedelta(hours=self.terms.hours)
        made = make_link(purpose, now=now, until=until, citizen=citizen.id)
        records = (*made.records, noted(Access(citizen.id, who, LINKED, about), now))
        url = f"{self.terms.address}/{_PLACES[purpose]}/{made.token}"
        return Handover(username, url, until, past.active, records)

    async def _username(self, citizen: Citizen, who: str) -> str:
        """Give the username that there is, waiting for a password, or a new one."""
        kept = await self.credentials.of(citizen.id)
        if kept is not None:
            if kept.state != WAITING:
                await self.credentials.recover(citizen.id, who)
            return kept.username
        for name in _names(citizen):
            if await self.credentials.offer(citizen.id, name, who):
                return name
            if kept := await self.credentials.of(citizen.id):  # given meanwhile, by another process
                return kept.username
        raise LookupError("no username is free")

    async def _past(self, citizen: str, now: datetime) -> "_Past":
        asked = {"of_citizen": citizen, "since": now - _DAY}
        rows = await self.database.reader.fetch(
            lambda connection: {row.what: row for row in connection.execute(_PAST, asked)}
        )
        last = {what: row.last for what, row in rows.items()}
        links = int(rows[LINKED].lately) if LINKED in rows else 0
        return _Past(last.get(BARRED, 0) > last.get(UNBARRED, 0), ONCE_ACTIVE in rows, links)


@dataclass(frozen=True, slots=True)
class _Past:
    """What the access log says: barred now, active ever, links in the last 24 hours."""

    barred: bool
    active: bool
    links: int


def _names(citizen: Citizen) -> Iterator[str]:
    """Propose usernames: mario.rossi, mario.rossi2, ...; then one like no other."""
    words = [_letters(citizen.name.split(" ")[0]), _letters(citizen.surname)]
    name = ".".join(filter(None, words)) or "utente"
    yield name
    yield from (f"{name}{number}" for number in range(2, _NAMES))
    yield f"{name}.{citizen.id[-12:].lower()}"


def _letters(text: str) -> str:
    """Leave a to z: what every keyboard writes."""
    return re.sub(r"[^a-z]", "", unicodedata.normalize("NFKD", text).casefold())
