"""Sessions of the login page: how far a browser is, so that any process can go on with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from storage.database import Database
from storage.documents import dump, load_texts
from storage.instants import Instant
from storage.links import fingerprint
from storage.sealing import Keyring
from storage.tables import metadata
from storage.transaction import Kind, Transaction


@dataclass(frozen=True, slots=True)
class Login:
    """How far a browser is: `link` is the fingerprint of the link that it opened, `step` a word.

    `secrets` is what the next step compares (state, nonce, verifier, a new TOTP secret), sealed on the disk.
    """

    link: str
    step: str
    expires_at: datetime
    secrets: Mapping[str, str] = field(default_factory=dict, repr=False)


# `cookie` is SHA-256; `key` names the key that has sealed `secrets`.
login = sa.Table(
    "login",
    metadata,
    sa.Column("cookie", sa.Text, primary_key=True),
    sa.Column("link", sa.Text, nullable=False),
    sa.Column("step", sa.Text, nullable=False),
    sa.Column("secrets", sa.Text, nullable=False),
    sa.Column("key", sa.Text, nullable=False),
    sa.Column("expires_at", Instant, nullable=False, index=True),
)
_COLUMNS = tuple(column.name for column in login.c)
_put = insert(login).values({name: sa.bindparam(name) for name in _COLUMNS})
_PUT = _put.on_conflict_do_update(
    index_elements=["cookie"], set_={name: _put.excluded[name] for name in _COLUMNS[1:]}
)
_cookie = sa.bindparam("of_cookie", type_=sa.Text())
_ONE = sa.select(login).where(login.c.cookie == _cookie)
_TAKE = (
    sa.update(login)
    .where(
        login.c.cookie == _cookie,
        login.c.step == sa.bindparam("from_step", type_=sa.Text()),
        login.c.expires_at > sa.bindparam("now", type_=Instant()),
    )
    .values(step=sa.bindparam("to_step"))
    .returning(login)
)
_END = sa.delete(login).where(login.c.cookie == _cookie)

_Row = tuple[str, str, str, str, str, datetime]  # the columns, in their order


def _keep_all(transaction: Transaction, rows: Sequence[_Row]) -> list[None]:
    for row in rows:
        transaction.connection.execute(_PUT, dict(zip(_COLUMNS, row, strict=True)))
    return [None] * len(rows)


def _take_all(transaction: Transaction, asked: Sequence[tuple[str, str, str]]) -> list[_Row | None]:
    return [_take(transaction, *each) for each in asked]


def _take(transaction: Transaction, cookie: str, step: str, then: str) -> _Row | None:
    asked = {"of_cookie": cookie, "from_step": step, "to_step": then, "now": transaction.now}
    row = transaction.connection.execute(_TAKE, asked).one_or_none()
    return None if row is None else (row.cookie, row.link, row.step, row.secrets, row.key, row.expires_at)


def _end_all(transaction: Transaction, cookies: Sequence[str]) -> list[None]:
    for cookie in cookies:
        transaction.connection.execute(_END, {"of_cookie": cookie})
    return [None] * len(cookies)


# Keeps how far a browser is; what was there before is gone.
KEEP_LOGIN: Kind[_Row, None] = Kind("login", _keep_all)
# (cookie, step, next step): goes on from a step, once; None for who is not there, or is there no more.
TAKE_LOGIN: Kind[tuple[str, str, str], _Row | None] = Kind("take-login", _take_all)
# Forgets a browser.
END_LOGIN: Kind[str, None] = Kind("end-login", _end_all)


@dataclass(frozen=True, slots=True)
class SqlLogins:
    """The sessions in the database; `cookie` is always the value that the browser has."""

    database: Database
    keyring: Keyring

    async def keep(self, cookie: str, state: Login) -> None:
        """Keep how far a browser is; committed on return."""
        at = fingerprint(cookie)
        sealed = self.keyring.seal(dump(dict(state.secrets)), _about(at))
        row = (at, state.link, state.step, sealed, self.keyring.name, state.expires_at)
        await self.database.writer.submit(KEEP_LOGIN, row)

    async def read(self, cookie: str) -> Login | None:
        """Read how far a browser is; None for one that we do not know, or whose time is over."""
        asked, now = {"of_cookie": fingerprint(cookie)}, self.database.clock()
        row = await self.database.reader.fetch(
            lambda connection: connection.execute(_ONE, asked).one_or_none()
        )
        return None if row is None or row.expires_at <= now else self._login(tuple(row))

    async def take(self, cookie: str, step: str, then: str) -> Login | None:
        """Go on from a step to the next, once: whoever comes a second time (a replay) gets None."""
        row = await self.database.writer.submit(TAKE_LOGIN, (fingerprint(cookie), step, then))
        return None if row is None else self._login(row)

    async def end(self, cookie: str) -> None:
        """Forget a browser; committed on return."""
        await self.database.writer.submit(END_LOGIN, fingerprint(cookie))

    def _login(self, row: _Row) -> Login:
        at, link, step, sealed, _, expires_at = row
        return Login(link, step, expires_at, load_texts(self.keyring.open(sealed, _about(at))))


def _about(at: str) -> str:
    return f"login/{at}"
