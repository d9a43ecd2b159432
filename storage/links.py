"""One-time links: made with a turn, opened in one browser, used once, and kept as a hash alone."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Final

import sqlalchemy as sa

from bot.level import Level
from bot.records import Record
from storage.database import Database
from storage.instants import Instant, to_ms
from storage.prepared import FoundRow, Prepared
from storage.short_code import draw_code
from storage.tables import metadata
from storage.transaction import Kind, Transaction
from storage.veiled import VEILED_LANE

LOGIN, ACTIVATE, RECOVER, CHOOSE, CONFIRM = "login", "activate", "recover", "pin", "confirm"  # purposes
MOST_ATTEMPTS: Final = 5  # things that fail at one link before it ends


@dataclass(frozen=True, slots=True)
class Link:
    """What a link is for, as its page may see it.

    `lane` is the conversation that it came in, empty for one that was sent to a `citizen`; `code` stands
    in the conversation too. `expires_at` is when it ends by itself.
    """

    purpose: str
    lane: str
    level: Level
    service: str
    code: str
    citizen: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Opening:
    """Somebody holds the token of a link, in a browser that has this cookie: both as hashes."""

    token: str
    browser: str

    @classmethod
    def of(cls, token: str, cookie: str) -> "Opening":
        """Hash what the browser sent."""
        return cls(fingerprint(token), fingerprint(cookie))


# `token` and `browser` are SHA-256, in hexadecimal. `ended_at`: used, or put an end to.
link = sa.Table(
    "link",
    metadata,
    sa.Column("token", sa.Text, primary_key=True),
    sa.Column("purpose", sa.Text, nullable=False),
    sa.Column("lane", VEILED_LANE, nullable=False),
    sa.Column("level", sa.Integer, nullable=False),
    sa.Column("service", sa.Text, nullable=False),
    sa.Column("code", sa.Text, nullable=False),
    sa.Column("citizen", sa.Text, nullable=False),
    sa.Column("made_at", Instant, nullable=False),
    sa.Column("expires_at", Instant, nullable=False, index=True),
    sa.Column("browser", sa.Text, nullable=False, server_default=""),
    sa.Column("attempts", sa.Integer, nullable=False, server_default="0"),
    sa.Column("ended_at", Instant),
    sa.Column("used_at", Instant),
)
_live = link.c.ended_at.is_(None)
sa.Index("ix_link_live", link.c.lane, link.c.citizen, sqlite_where=_live, postgresql_where=_live)

_GIVEN = ("token", "purpose", "lane", "level", "service", "code", "citizen", "made_at", "expires_at")
_MAKE = Prepared(sa.insert(link).values({name: sa.bindparam(name) for name in _GIVEN}))
_END_OTHERS = Prepared(
    sa.update(link)
    .where(
        link.c.lane == sa.bindparam("of_lane", type_=VEILED_LANE),
        link.c.citizen == sa.bindparam("of_citizen", type_=sa.Text()),
        link.c.purpose == sa.bindparam("of_purpose", type_=sa.Text()),
        _live,
    )
    .values(ended_at=sa.bindparam("at"))
)
_ONE = sa.select(link).where(link.c.token == sa.bindparam("of_token", type_=sa.Text()))
_CHANGE = sa.update(link).where(link.c.token == sa.bindparam("of_token"))
_CLAIM = _CHANGE.values(browser=sa.bindparam("new_browser"))
_MISS = _CHANGE.values(attempts=link.c.attempts + 1)
_END = _CHANGE.values(ended_at=sa.bindparam("at"))
_USE = _CHANGE.values(ended_at=sa.bindparam("at"), used_at=sa.bindparam("at"))


def fingerprint(secret: str) -> str:
    """Hash a token or a cookie: both are long and random, so one round is enough."""
    return sha256(secret.encode("utf-8", "replace")).hexdigest()


@dataclass(frozen=True, slots=True)
class Made:
    """A link that counts once its `records` are written; `token` is nowhere else."""

    token: str
    code: str
    records: tuple[Record, ...]


def make_link(
    purpose: str,
    *,
    now: datetime,
    until: datetime,
    lane: str = "",
    citizen: str = "",
    level: Level = Level.IDENTIFIED,
    service: str = "",
    token: str = "",
) -> Made:
    """Make a link within a turn; older ones of the same purpose, lane and citizen end with it."""
    token, code = token or secrets.token_urlsafe(32), draw_code()
    whose = {"of_lane": lane, "of_citizen": citizen, "of_purpose": purpose, "at": to_ms(now)}
    row = {"token": fingerprint(token), "purpose": purpose, "lane": lane} | {
        "level": int(level),
        "service": service,
        "code": code,
        "citizen": citizen,
        "made_at": to_ms(now),
        "expires_at": to_ms(until),
    }
    return Made(token, code, (Record(_END_OTHERS, whose), Record(_MAKE, row)))


def end_links(lane: str, now: datetime, purpose: str = LOGIN, citizen: str = "") -> Record:
    """Put an end within a turn to what a conversation was given to log in with (ESCI), or to confirm."""
    whose = {"of_lane": lane, "of_citizen": citizen, "of_purpose": purpose, "at": to_ms(now)}
    return Record(_END_OTHERS, whose)


def open_link(transaction: Transaction, opening: Opening) -> Link | None:
    """Open a link within a transaction; the first browser is the only one that ever opens it.

    None for whatever does not open: unknown, past its time, used, ended, another's. Another browser
    counts as an attempt, and too many of those end it.
    """
    connection = transaction.connection
    row = connection.execute(_ONE.with_for_update(), {"of_token": opening.token}).one_or_none()
    if row is None or row.ended_at is not None or row.expires_at <= transaction.now:
        return None
    if row.browser not in ("", opening.browser):
        _miss(transaction, opening.token, row.attempts)
        return None
    if not row.browser:
        connection.execute(_CLAIM, {"of_token": opening.token, "new_browser": opening.browser})
    return _read(row)


def use_link(transaction: Transaction, opening: Opening, *purposes: str) -> Link | None:
    """Use a link of one of these purposes up within the transaction of what it was for.

    None as `open_link`, and for another purpose; only in the browser that has opened it: a link that
    nobody has opened is not used.
    """
    row = transaction.connection.execute(_ONE, {"of_token": opening.token}).one_or_none()
    if row is None or not row.browser or row.purpose not in purposes:
        return None
    if open_link(transaction, opening) is None:
        return None
    transaction.connection.execute(_USE, {"of_token": opening.token, "at": transaction.now})
    return _read(row)


def _miss(transaction: Transaction, token: str, attempts: int) -> int:
    """Count an attempt; how many are left."""
    transaction.connection.execute(_MISS, {"of_token": token})
    left = MOST_ATTEMPTS - attempts - 1
    if left <= 0:
        transaction.connection.execute(_END, {"of_token": token, "at": transaction.now})
    return max(left, 0)


def _read(row: FoundRow) -> Link:
    return Link(row.purpose, row.lane, Level(row.level), row.service, row.code, row.citizen, row.expires_at)


def _open_all(transaction: Transaction, openings: Sequence[Opening]) -> list[Link | None]:
    return [open_link(transaction, opening) for opening in openings]


def _miss_all(transaction: Transaction, openings: Sequence[Opening]) -> list[int]:
    return [_missed(transaction, opening) for opening in openings]


def _missed(transaction: Transaction, opening: Opening) -> int:
    if open_link(transaction, opening) is None:
        return 0
    row = transaction.connection.execute(_ONE, {"of_token": opening.token}).one()
    return _miss(transaction, opening.token, row.attempts)


def _end_all(transaction: Transaction, openings: Sequence[Opening]) -> list[bool]:
    return [_end(transaction, opening) for opening in openings]


def _end(transaction: Transaction, opening: Opening) -> bool:
    if open_link(transaction, opening) is None:
        return False
    transaction.connection.execute(_END, {"of_token": opening.token, "at": transaction.now})
    return True


# Opens a link in a browser: to be asked by what a person does (a button), not by what merely fetches the
# page, for mail scanners and previews fetch it too.
OPEN_LINK: Kind[Opening, Link | None] = Kind("open-link", _open_all)
# Something failed at a link that this browser has: how many more may, 0 where it has ended.
MISS_LINK: Kind[Opening, int] = Kind("miss-link", _miss_all)
# "This is not my conversation": the link ends; False if it was not live, or another's.
END_LINK: Kind[Opening, bool] = Kind("end-link", _end_all)


@dataclass(frozen=True, slots=True)
class SqlLinks:
    """Links as pages see them; each method takes the token and the cookie as the browser sent them."""

    database: Database

    async def look(self, token: str, cookie: str = "") -> Link | None:
        """Look at a live link that no other browser has opened; nothing is bound, nothing counted."""
        opening, now = Opening.of(token, cookie), self.database.clock()
        row = await self.database.reader.fetch(
            lambda connection: connection.execute(_ONE, {"of_token": opening.token}).one_or_none()
        )
        if row is None or row.ended_at is not None or row.expires_at <= now:
            return None
        return _read(row) if row.browser in ("", opening.browser) else None

    async def open(self, token: str, cookie: str) -> Link | None:
        """Open a link: see OPEN_LINK."""
        return await self.database.writer.submit(OPEN_LINK, Opening.of(token, cookie))

    async def miss(self, token: str, cookie: str) -> int:
        """Count a failed attempt; how many are left."""
        return await self.database.writer.submit(MISS_LINK, Opening.of(token, cookie))

    async def end(self, token: str, cookie: str) -> bool:
        """Put an end to a link: see END_LINK."""
        return await self.database.writer.submit(END_LINK, Opening.of(token, cookie))
