"""Binding: a conversation becomes a citizen's by what was proven in it, and with no more than that."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from bot.level import Level
from bot.message import Inbound
from storage.access_log import CITIZEN, COUNTER, Access, note
from storage.acting import forget_acting
from storage.arrivals import arrival
from storage.contacts import OF, ONE, Contact, channel_of, contact, hint
from storage.instants import to_ms
from storage.pin_rows import forget_confirmation, keep_confirmation
from storage.records import write_records
from storage.transaction import Kind, Transaction

BOUND = "my_contacts.bound"  # the event that the citizen's other conversations hear of a new one

# What a proof is worth. Level 1 of any provider is a password alone: too little for a red service. Who is
# seen at the desk (DPR 445/2000 art. 35) shows a document; a credential here has a second factor.
WORTH: Mapping[str, Level] = MappingProxyType(
    dict.fromkeys(("contact", "spid-1", "cie-1", "other-1"), Level.REGISTERED)
    | dict.fromkeys(
        (
            *("spid-2", "spid-3", "cie-2", "cie-3", "other-2", "other-3"),
            *("cns", "credentials", "pec", "desk"),
        ),
        Level.IDENTIFIED,
    )
)


@dataclass(frozen=True, slots=True)
class Proof:
    """What somebody has just proven in a conversation; `proof` is one of WORTH, any other raises LookupError.

    `contact_days` is for how long the conversation is theirs, `identified_hours` for how long they count
    as identified if the proof is worth that. `who` did it: CITIZEN, or an operator by name. `correlation`
    is an id for the log.
    """

    lane: str
    citizen: str
    proof: str
    contact_days: int
    identified_hours: float
    correlation: str
    who: str = CITIZEN


@dataclass(frozen=True, slots=True)
class Bound:
    """What a binding did: `new` if the conversation was not theirs before, and which lanes are told of it."""

    new: bool
    level: Level
    told: tuple[str, ...] = ()


_COLUMNS = tuple(column.name for column in contact.c)
_put = insert(contact).values({name: sa.bindparam(name) for name in _COLUMNS})
_PUT = _put.on_conflict_do_update(
    index_elements=["lane"], set_={name: _put.excluded[name] for name in _COLUMNS[1:]}
)


def bind(transaction: Transaction, proof: Proof) -> Bound:
    """Bind a conversation to whoever has proven themselves in it, within a transaction.

    What it was before ends: of a number that was given to another, nothing is told to either. The
    citizen's other living contacts are told of a new one; and a proof that does not identify leaves an
    identification of theirs as it was.
    """
    worth = WORTH[proof.proof]
    before = _locked(transaction, proof.lane)
    theirs = before if before and before.citizen == proof.citizen and before.lives(transaction.now) else None
    if before and before.citizen != proof.citizen:
        _begin_anew(transaction, proof.lane)
    if before and theirs is None and before.lives(transaction.now):
        note(transaction, [Access(before.citizen, COUNTER, "contact-ended", channel_of(proof.lane))])
    if worth is Level.IDENTIFIED and proof.proof != "pec":
        keep_confirmation(transaction, proof.lane, proof.citizen)
    transaction.connection.execute(
        _PUT, _values(transaction.now, proof, theirs) | _since(transaction, proof, before)
    )
    what = "contact-bound" if theirs is None else "contact-proven"
    note(transaction, [Access(proof.citizen, proof.who, what, f"{channel_of(proof.lane)} {proof.proof}")])
    return Bound(theirs is None, worth, () if theirs else _tell_others(transaction, proof))


def _begin_anew(transaction: Transaction, lane: str) -> None:
    """Forget for whom another citizen has acted in a conversation, and that they gave their PIN."""
    forget_acting(transaction.connection, lane)
    forget_confirmation(transaction.connection, lane)


def _values(now: datetime, proof: Proof, theirs: Contact | None) -> dict[str, object]:
    expires_at = now + timedelta(days=proof.contact_days)
    until, by = (theirs.identified_until, theirs.identified_by) if theirs else (None, "")
    if WORTH[proof.proof] is Level.IDENTIFIED:
        until, by = now + timedelta(hours=proof.identified_hours), proof.proof
    return {
        "lane": proof.lane,
        "citizen": proof.citizen,
        "proof": theirs.proof if theirs else proof.proof,
        "bound_at": theirs.bound_at if theirs else now,
        "expires_at": expires_at,
        "identified_until": until,
        "identified_by": by,
        "revoked_at": None,
    }


def _since(transaction: Transaction, proof: Proof, before: Contact | None) -> dict[str, object]:
    """Tell from when on a conversation is theirs: another citizen's words in it stay that citizen's."""
    if before is None:
        return {"theirs_since": None}
    same = before.citizen == proof.citizen
    return {"theirs_since": before.theirs_since if same else transaction.now}


def _locked(transaction: Transaction, lane: str) -> Contact | None:
    row = transaction.connection.execute(ONE.with_for_update(), {"of_lane": lane}).one_or_none()
    return None if row is None else Contact(*row)


def _tell_others(transaction: Transaction, proof: Proof) -> tuple[str, ...]:
    rows = transaction.connection.execute(OF, {"of_citizen": proof.citizen}).all()
    lanes = [row.lane for row in rows if row.lane != proof.lane and Contact(*row).lives(transaction.now)]
    events = (_bound_event(lane, proof, transaction.now) for lane in lanes)
    write_records(
        transaction.connection, (arrival(event, proof.correlation, transaction.now) for event in events)
    )
    return tuple(lanes)


def _bound_event(lane: str, proof: Proof, now: datetime) -> Inbound:
    """Tell one of a citizen's contacts of another, by its channel and a hint of its address."""
    channel, _, sender = lane.partition(":")
    new_channel = channel_of(proof.lane)
    payload = {"channel": new_channel, "hint": hint(proof.lane), "at": now.isoformat(), "proof": proof.proof}
    name = f"bound/{to_ms(now)}/{proof.lane}/{lane}"
    return Inbound(channel, name, sender, "", now, event=BOUND, payload=payload)


def _bind_all(transaction: Transaction, proofs: Sequence[Proof]) -> list[Bound]:
    return [bind(transaction, proof) for proof in proofs]


def _identify_all(transaction: Transaction, proofs: Sequence[Proof]) -> list[bool]:
    return [_identify(transaction, proof) for proof in proofs]


def _identify(transaction: Transaction, proof: Proof) -> bool:
    there = _locked(transaction, proof.lane)
    if there is None or there.citizen != proof.citizen or not there.lives(transaction.now):
        return False
    return bind(transaction, proof).level is Level.IDENTIFIED


# A conversation becomes a citizen's, with the level that the proof is worth; renewed if it was theirs.
BIND: Kind[Proof, Bound] = Kind("bind", _bind_all)
# As BIND where the living contact is theirs already; otherwise nothing is written, and False.
IDENTIFY: Kind[Proof, bool] = Kind("identify", _identify_all)
