"""Credentials barred by the office: nothing opens them and no link is given, until somebody unbars them."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from storage.access_log import Access, note
from storage.contacts import contact
from storage.credential_rows import ACTIVE, LOCKED, WAITING, Change, credential
from storage.database import Database
from storage.links import ACTIVATE, RECOVER, link
from storage.login_failures import CLEAR
from storage.transaction import Kind, Transaction

BARRED, UNBARRED = "credential-barred", "credential-unbarred"  # in the access log

_theirs = credential.c.citizen == sa.bindparam("of_citizen")
_BLIND = sa.select(credential.c.username_blind).where(_theirs).with_for_update()
_BAR = sa.update(credential).where(_theirs).values(state=LOCKED, changed_at=sa.bindparam("now"))
_UNBAR = (
    sa.update(credential)
    .where(_theirs, credential.c.state == LOCKED)
    .values(
        state=sa.case((credential.c.hash == "", WAITING), else_=ACTIVE),
        changed_at=sa.bindparam("now"),
    )
)
_END_LINKS = (
    sa.update(link)
    .where(
        link.c.citizen == sa.bindparam("of_citizen"),
        link.c.purpose.in_([ACTIVATE, RECOVER]),
        link.c.ended_at.is_(None),
    )
    .values(ended_at=sa.bindparam("now"))
)
_SIGN_OUT = (
    sa.update(contact)
    .where(contact.c.citizen == sa.bindparam("of_citizen"), contact.c.identified_by == "credentials")
    .values(identified_until=None, identified_by="")
)


def _bar_all(transaction: Transaction, changes: Sequence[Change]) -> list[bool]:
    return [_bar(transaction, change) for change in changes]


def _bar(transaction: Transaction, change: Change) -> bool:
    values = {"of_citizen": change.citizen, "now": transaction.now}
    done = transaction.connection.execute(_BAR, values).rowcount == 1
    if done:
        transaction.connection.execute(_END_LINKS, values)
        transaction.connection.execute(_SIGN_OUT, {"of_citizen": change.citizen})
        note(transaction, [Access(change.citizen, change.who, BARRED)])
    return done


def _unbar_all(transaction: Transaction, changes: Sequence[Change]) -> list[bool]:
    return [_unbar(transaction, change) for change in changes]


def _unbar(transaction: Transaction, change: Change) -> bool:
    values = {"of_citizen": change.citizen, "now": transaction.now}
    blind = transaction.connection.scalar(_BLIND, values)
    done = transaction.connection.execute(_UNBAR, values).rowcount == 1
    if done:
        CLEAR.ask(transaction.connection, {"blinds": [blind]})
        note(transaction, [Access(change.citizen, change.who, UNBARRED)])
    return done


# Locks a credential in whatever state, ends its links and what it has opened; False if there is none.
BAR: Kind[Change, bool] = Kind("bar-credential", _bar_all)
# Puts a locked credential back to where it was and forgets its failures; False if it is not locked.
UNBAR: Kind[Change, bool] = Kind("unbar-credential", _unbar_all)


@dataclass(frozen=True, slots=True)
class SqlBarring:
    """What a person of the office does with a credential; `by` is their name."""

    database: Database

    async def bar(self, citizen: str, by: str) -> bool:
        """Lock it; see BAR."""
        return await self.database.writer.submit(BAR, Change(citizen, by))

    async def unbar(self, citizen: str, by: str) -> bool:
        """Unlock it; see UNBAR."""
        return await self.database.writer.submit(UNBAR, Change(citizen, by))
