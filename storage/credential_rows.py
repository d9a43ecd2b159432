"""The rows of local credentials: a username, and what its owner has set for it."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from storage.access_log import CITIZEN, Access, note
from storage.among import Among
from storage.instants import Instant
from storage.links import ACTIVATE as ACTIVATION
from storage.links import RECOVER as RECOVERY
from storage.links import Opening, use_link
from storage.prepared import Prepared
from storage.recovery_codes import keep_codes
from storage.tables import metadata
from storage.transaction import Kind, Transaction

WAITING, ACTIVE, LOCKED = "waiting", "active", "locked"

# The credentials of a citizen. `username` and `totp` are sealed, `key` names by which; `hash` is argon2id's.
credential = sa.Table(
    "credential",
    metadata,
    sa.Column("citizen", sa.Text, primary_key=True),
    sa.Column("username_blind", sa.Text, nullable=False, unique=True),
    sa.Column("username", sa.Text, nullable=False),
    sa.Column("hash", sa.Text, nullable=False),
    sa.Column("totp", sa.Text, nullable=False),
    sa.Column("totp_step", sa.BigInteger, nullable=False),  # the last that was used: none works twice
    sa.Column("key", sa.Text, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("made_at", Instant, nullable=False),
    sa.Column("changed_at", Instant, nullable=False),
)
# Failures under a name, of somebody or of nobody: who is told to wait learns nothing.
login_failure = sa.Table(
    "login_failure",
    metadata,
    sa.Column("username_blind", sa.Text, primary_key=True),
    sa.Column("failures", sa.Integer, nullable=False),
    sa.Column("wait_until", Instant),
    sa.Column("last_at", Instant, nullable=False, index=True),
)

NAMED = Prepared(sa.select(credential).where(Among(credential.c.username_blind, "blinds")))
_citizen = sa.bindparam("of_citizen", type_=sa.Text())
OF = sa.select(credential).where(credential.c.citizen == _citizen)
_offer = insert(credential).values({column.name: sa.bindparam(column.name) for column in credential.c})
_OFFER = _offer.on_conflict_do_update(
    index_elements=["citizen"],
    set_={name: _offer.excluded[name] for name in ("username_blind", "username", "key", "changed_at")},
    where=credential.c.state == WAITING,
).returning(credential.c.citizen)
_CHANGE = sa.update(credential).where(credential.c.citizen == sa.bindparam("of_citizen"))
_CHOSEN = ("hash", "totp", "key", "username", "username_blind")
_ACTIVATE = _CHANGE.where(credential.c.state == WAITING).values(
    {
        name: sa.bindparam(f"new_{name}")
        for name in ("hash", "totp", "totp_step", "key", "username", "username_blind")
    }
    | {"state": ACTIVE, "changed_at": sa.bindparam("now")}
)
_of_theirs = login_failure.c.username_blind == sa.bindparam("blind", type_=sa.Text())
_BEGIN_ANEW = sa.delete(login_failure).where(
    sa.or_(
        _of_theirs,
        login_failure.c.username_blind
        == sa.select(credential.c.username_blind).where(credential.c.citizen == _citizen).scalar_subquery(),
    )
)
_LOCK = _CHANGE.where(credential.c.state == ACTIVE).values(state=LOCKED, changed_at=sa.bindparam("now"))
_RECOVER = _CHANGE.values(state=WAITING, hash="", totp="", changed_at=sa.bindparam("now"))


@dataclass(frozen=True, slots=True)
class Offer:
    """A username for a citizen, blind and sealed; `blinds` are those under every key."""

    citizen: str
    username_blind: str
    username: str
    key: str
    blinds: Sequence[str]
    who: str = CITIZEN


@dataclass(frozen=True, slots=True)
class Activation:
    """What its owner has set behind an activation or recovery link: `step` is that of the code just used.

    `totp` and `username` are sealed, by the same `key`.
    """

    opening: Opening
    citizen: str
    hash: str
    totp: str
    step: int
    key: str
    username: str
    username_blind: str
    codes: Sequence[str] = ()  # hashes of recovery codes


@dataclass(frozen=True, slots=True)
class Change:
    """Somebody changes the state of a citizen's credential; `who` as in Access."""

    citizen: str
    who: str = CITIZEN


def _offer_all(transaction: Transaction, offers: Sequence[Offer]) -> list[bool]:
    return [_offered(transaction, offer) for offer in offers]


def _offered(transaction: Transaction, offer: Offer) -> bool:
    taken = NAMED.ask(transaction.connection, {"blinds": list(offer.blinds)})
    if any(row[0] != offer.citizen for row in taken):
        return False
    row = {
        "citizen": offer.citizen,
        "username_blind": offer.username_blind,
        "username": offer.username,
        "hash": "",
        "totp": "",
        "totp_step": 0,
        "key": offer.key,
        "state": WAITING,
        "made_at": transaction.now,
        "changed_at": transaction.now,
    }
    done = transaction.connection.execute(_OFFER, row).one_or_none() is not None
    if done:
        note(transaction, [Access(offer.citizen, offer.who, "credential-offered")])
    return done


def _activate_all(transaction: Transaction, activations: Sequence[Activation]) -> list[bool]:
    return [_activated(transaction, activation) for activation in activations]


def _activated(transaction: Transaction, activation: Activation) -> bool:
    link = use_link(transaction, activation.opening, ACTIVATION, RECOVERY)
    if link is None or link.citizen != activation.citizen:
        return False
    values = {f"new_{name}": getattr(activation, name) for name in _CHOSEN}
    values |= {"new_totp_step": activation.step, "of_citizen": link.citizen, "now": transaction.now}
    begun = {"blind": activation.username_blind, "of_citizen": link.citizen}
    transaction.connection.execute(_BEGIN_ANEW, begun)
    done = transaction.connection.execute(_ACTIVATE, values).rowcount == 1
    if done:
        keep_codes(transaction, link.citizen, activation.codes)
        note(transaction, [Access(link.citizen, CITIZEN, "credential-active")])
    return done


def _lock_all(transaction: Transaction, changes: Sequence[Change]) -> list[bool]:
    return [lock_credential(transaction, change) for change in changes]


def lock_credential(transaction: Transaction, change: Change) -> bool:
    """Lock an active credential within a transaction; False if there is none."""
    return _to(transaction, change, _LOCK, "credential-locked")


def _recover_all(transaction: Transaction, changes: Sequence[Change]) -> list[bool]:
    return [_to(transaction, change, _RECOVER, "credential-recovered") for change in changes]


def _to(transaction: Transaction, change: Change, statement: sa.Update, what: str) -> bool:
    values = {"of_citizen": change.citizen, "now": transaction.now}
    done = transaction.connection.execute(statement, values).rowcount == 1
    if done:
        note(transaction, [Access(change.citizen, change.who, what)])
    return done


# Gives a citizen a username, waiting for its activation; False if it is another's, or theirs is active.
OFFER: Kind[Offer, bool] = Kind("offer-credential", _offer_all)
# Uses up an activation or recovery link and sets what its owner has chosen; False if either does not fit.
ACTIVATE: Kind[Activation, bool] = Kind("activate-credential", _activate_all)
# Locks an active credential until it is recovered.
LOCK: Kind[Change, bool] = Kind("lock-credential", _lock_all)
# Lets a credential wait for a recovery link: the old password and its second factor are gone.
RECOVER: Kind[Change, bool] = Kind("recover-credential", _recover_all)
