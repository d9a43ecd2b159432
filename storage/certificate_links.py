"""Links to a certificate for channels without files: behind a fiscal code, for one browser and two days."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

import sqlalchemy as sa

from bot.records import Record
from storage.database import Database
from storage.instants import Instant, to_ms
from storage.links import fingerprint
from storage.prepared import FoundRow, Prepared
from storage.tables import metadata
from storage.transaction import Kind, Transaction

LIVES: Final = timedelta(hours=48)
MOST_TRIES: Final = 5

# `token`, `browser` and `code` are SHA-256; the code, which is the fiscal code of who asked, is hashed with
# its token: who has not got the token, drawn from 2^128, cannot try codes against it.
certificate_link = sa.Table(
    "certificate_link",
    metadata,
    sa.Column("token", sa.Text, primary_key=True),
    sa.Column("certificate", sa.Text, nullable=False),
    sa.Column("code", sa.Text, nullable=False),
    sa.Column("browser", sa.Text, nullable=False, server_default=""),
    sa.Column("tries", sa.Integer, nullable=False, server_default="0"),
    sa.Column("made_at", Instant, nullable=False),
    sa.Column("expires_at", Instant, nullable=False, index=True),
    sa.Column("opened_at", Instant),
)
_MAKE = Prepared(
    sa.insert(certificate_link).values(
        {name: sa.bindparam(name) for name in ("token", "certificate", "code", "made_at", "expires_at")}
    )
)
_ONE = sa.select(certificate_link).where(certificate_link.c.token == sa.bindparam("of", type_=sa.Text()))
_CHANGE = sa.update(certificate_link).where(certificate_link.c.token == sa.bindparam("of"))
_MISS = _CHANGE.values(tries=certificate_link.c.tries + 1)
_BIND = _CHANGE.values(browser=sa.bindparam("new_browser"), opened_at=sa.bindparam("at"))
_FORGET = sa.delete(certificate_link).where(
    certificate_link.c.expires_at < sa.bindparam("before", type_=Instant())
)


@dataclass(frozen=True, slots=True)
class CertificateLink:
    """A link that counts once its `records` are written; its token is nowhere else in clear.

    The code travels with no message: a link that is forwarded, fetched, or sent to a number that has
    changed hands opens nothing.
    """

    url: str = field(repr=False)
    until: datetime
    records: tuple[Record, ...]


@dataclass(frozen=True, slots=True)
class CodeTry:
    """Somebody types a code at a link, in a browser that has this cookie: all as hashes."""

    token: str
    browser: str
    code: str

    @classmethod
    def of(cls, token: str, cookie: str, code: str) -> "CodeTry":
        """Hash what the browser sent; blanks and small letters in a code do not count."""
        return cls(fingerprint(token), fingerprint(cookie), _hashed(token, code))


def make_certificate_link(
    certificate: str, code: str, address: str, now: datetime, page: str = "certificato"
) -> CertificateLink:
    """Make a link to a certificate, or to another paper that is kept as such, by its id, within a turn.

    `code` is the fiscal code that opens it, `address` that of our pages, of which one is `page`.
    """
    token = secrets.token_urlsafe(16)
    until = now + LIVES
    row = {
        "token": fingerprint(token),
        "certificate": certificate,
        "code": _hashed(token, code),
        "made_at": to_ms(now),
        "expires_at": to_ms(until),
    }
    return CertificateLink(f"{address}/{page}/{token}", until, (Record(_MAKE, row),))


def _hashed(token: str, code: str) -> str:
    return fingerprint(f"{token}/{''.join(code.split()).upper()}")


def _try_all(transaction: Transaction, tries: Sequence[CodeTry]) -> list[int]:
    return [_try(transaction, one) for one in tries]


def _try(transaction: Transaction, one: CodeTry) -> int:
    """Bind the link to the browser whose code is right: -1; else how many tries are left."""
    connection = transaction.connection
    row = connection.execute(_ONE.with_for_update(), {"of": one.token}).one_or_none()
    if row is None or not _opens(row, one.browser, transaction.now):
        return 0
    if not secrets.compare_digest(row.code, one.code):
        connection.execute(_MISS, {"of": one.token})
        return MOST_TRIES - int(row.tries) - 1
    if not row.browser:
        connection.execute(_BIND, {"of": one.token, "new_browser": one.browser, "at": transaction.now})
    return -1


def _opens(row: FoundRow, browser: str, now: datetime) -> bool:
    return row.expires_at > now and row.tries < MOST_TRIES and row.browser in ("", browser)


def _forget_all(transaction: Transaction, moments: Sequence[datetime]) -> list[None]:
    for each in moments:
        transaction.connection.execute(_FORGET, {"before": each})
    return [None] * len(moments)


# A code typed at a link: -1 if it opens, in this browser alone from now on; else the tries that are left, 0
# also for a link that is unknown, past its time or another browser's.
TRY_CODE: Kind[CodeTry, int] = Kind("certificate-code", _try_all)
# Forgets the links that ended before a moment.
FORGET_CERTIFICATE_LINKS: Kind[datetime, None] = Kind("certificate-links", _forget_all)


@dataclass(frozen=True, slots=True)
class SqlCertificateLinks:
    """Links as their page sees them; token and cookie are as the browser sent them."""

    database: Database

    async def look(self, token: str, cookie: str) -> bool:
        """Tell whether a link lives, and no other browser has opened it; changes nothing."""
        return await self._row(token, cookie) is not None

    async def open(self, token: str, cookie: str, code: str) -> int:
        """Type a code: see TRY_CODE."""
        return await self.database.writer.submit(TRY_CODE, CodeTry.of(token, cookie, code))

    async def certificate(self, token: str, cookie: str) -> str:
        """Give the id of the certificate to the browser that has opened its link; empty to any other."""
        row = await self._row(token, cookie)
        return str(row.certificate) if row is not None and row.browser else ""

    async def _row(self, token: str, cookie: str) -> FoundRow | None:
        asked, now = fingerprint(token), self.database.clock()
        row = await self.database.reader.fetch(
            lambda connection: connection.execute(_ONE, {"of": asked}).one_or_none()
        )
        return row if row is not None and _opens(row, fingerprint(cookie), now) else None
