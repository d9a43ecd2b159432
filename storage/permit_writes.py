"""What is written of permits: issued, paid, replaced, revoked, each with what the gates are told of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

import sqlalchemy as sa

from storage.access_log import CITIZEN, COUNTER, Access, note
from storage.documents import storable
from storage.gates import Pair, hold, tell_gates
from storage.permit_records import Draft, Ended, Permit, PermitState
from storage.permit_rows import permit, permit_plate
from storage.prepared import FoundRow
from storage.transaction import Kind, Transaction

NEVER_TOLD: Final = 9999  # days before the end

_of = sa.bindparam("of", type_=sa.Text())
ONE = sa.select(permit).where(permit.c.number == _of)
PLATES = sa.select(permit_plate.c.plate).where(permit_plate.c.permit == _of).order_by(permit_plate.c.place)
_ORDERED = sa.select(permit.c.number).where(permit.c.order_key == sa.bindparam("its_key"))
_HIGHEST = sa.select(sa.func.max(permit.c.serial)).where(permit.c.year == sa.bindparam("in_year"))
_CHANGE = sa.update(permit).where(permit.c.number == _of)


@dataclass(frozen=True, slots=True)
class Revocation:
    """That a permit counts no more; `reason` is for who reads the permit, `by` as in Draft."""

    number: str
    why: Ended
    by: str
    reason: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class PaperKept:
    """The code of the paper that was made of a permit."""

    number: str
    code: str = field(repr=False)


def read_permit(row: FoundRow, plates: Sequence[str], today: date) -> Permit:
    """Read a permit out of its row as it stands on a day."""
    values: dict[str, Any] = {name: getattr(row, name) for name in Permit.__slots__ if name != "plates"}
    state = PermitState(row.state)
    if state is PermitState.ACTIVE and row.valid_until is not None and row.valid_until < today:
        state = PermitState.EXPIRED
    values |= {"plates": tuple(plates), "state": state, "ended": Ended(row.ended) if row.ended else None}
    return Permit(**values)


def find_permit(connection: sa.Connection, number: str, today: date) -> Permit | None:
    """Read a permit by its number."""
    row = connection.execute(ONE, {"of": number}).one_or_none()
    if row is None:
        return None
    return read_permit(row, connection.execute(PLATES, {"of": number}).scalars().all(), today)


def pairs_of(*permits: Permit | None) -> Iterator[Pair]:
    """Name the entries that permits may make."""
    for one in permits:
        if one is not None:
            yield from ((plate, zone) for plate in one.plates for zone in one.zones)


def _issue_all(transaction: Transaction, drafts: Sequence[Draft]) -> list[Permit | None]:
    hold(transaction)
    return [_issue(transaction, draft) for draft in drafts]


def _issue(transaction: Transaction, draft: Draft) -> Permit | None:
    connection, today = transaction.connection, transaction.now.date()
    known = connection.scalar(_ORDERED, {"its_key": draft.key})
    if known is not None:
        return find_permit(connection, known, today)
    old = find_permit(connection, draft.replaces, today) if draft.replaces else None
    if draft.replaces and (old is None or not _may_go(old)):
        return None
    number = _add(transaction, draft)
    if old is not None:
        _put_in_place(transaction, old, number, paid=draft.pay_by is None, trusted=draft.trusted)
        _note(transaction, old, draft.by, "permit-replaced")
    new = find_permit(connection, number, today)
    assert new is not None  # noqa: S101 - it was just written
    tell_gates(transaction, pairs_of(old, new))
    _note(transaction, new, draft.by, "permit-issued")
    return new


def _may_go(old: Permit) -> bool:
    """Tell whether another may take its place: once, and never of one that is revoked or not paid."""
    return old.state in (PermitState.ACTIVE, PermitState.EXPIRED) and not old.replaced_by


def _add(transaction: Transaction, draft: Draft) -> str:
    connection, now = transaction.connection, transaction.now
    serial = (connection.scalar(_HIGHEST, {"in_year": now.year}) or 0) + 1
    number = f"{now.year}/{serial:06d}"
    state = PermitState.ACTIVE if draft.pay_by is None else PermitState.PENDING_PAYMENT
    kept = ("kind", "citizen", "zone", "rank", "valid_from", "valid_until", "replaces", "request")
    row = {name: getattr(draft, name) for name in (*kept, "pay_by", "trusted")}
    row |= {
        "number": number,
        "year": now.year,
        "serial": serial,
        "order_key": draft.key,
        "address": storable(draft.address),
        "state": state.value,
        "made_at": now,
        "reminded": NEVER_TOLD,
        "waits": draft.valid_from > now.date(),
        "imported": False,
    }
    connection.execute(sa.insert(permit), row)
    add_plates(connection, number, draft.plates)
    return number


def add_plates(connection: sa.Connection, number: str, plates: Sequence[str]) -> None:
    """Write the plates of a permit, in their order."""
    rows = [{"permit": number, "place": place, "plate": plate} for place, plate in enumerate(plates)]
    if rows:
        connection.execute(sa.insert(permit_plate), rows)


def _put_in_place(transaction: Transaction, old: Permit, new: str, *, paid: bool, trusted: bool) -> None:
    """Let the old one go at once; where the new one has to be paid, so that it can come back.

    One that counts only once it is paid leaves the old one as it is until then.
    """
    if paid:
        end(transaction, old.number, Ended.REPLACED, COUNTER, replaced_by=new)
        return
    state = PermitState.SUSPENDED.value if trusted else PermitState.ACTIVE.value
    transaction.connection.execute(_CHANGE, {"of": old.number, "state": state, "replaced_by": new})


def end(
    transaction: Transaction, number: str, why: Ended, by: str, reason: str = "", *, replaced_by: str = ""
) -> None:
    """Write that a permit is revoked; the gates are the caller's."""
    values: dict[str, Any] = {
        "of": number,
        "state": PermitState.REVOKED.value,
        "ended_at": transaction.now,
        "ended": why.value,
        "ended_by": by,
        "reason": storable(reason),
        "waits": False,
    }
    if replaced_by:
        values["replaced_by"] = replaced_by
    transaction.connection.execute(_CHANGE, values)


def _revoke_all(transaction: Transaction, asked: Sequence[Revocation]) -> list[Permit | None]:
    hold(transaction)
    return [revoke_one(transaction, one) for one in asked]


def revoke_one(transaction: Transaction, one: Revocation) -> Permit | None:
    """Revoke a permit within a transaction that holds the gates; None if it is revoked, or not there.

    One that was to be paid gives its place back to the one that it was to replace.
    """
    connection, today = transaction.connection, transaction.now.date()
    found = find_permit(connection, one.number, today)
    if found is None or found.state is PermitState.REVOKED:
        return None
    end(transaction, one.number, one.why, one.by, one.reason)
    old = _give_back(transaction, found)
    gone = find_permit(connection, one.number, today)
    tell_gates(transaction, pairs_of(old, gone))
    _note(transaction, found, one.by, "permit-revoked")
    return gone


def _give_back(transaction: Transaction, unpaid: Permit) -> Permit | None:
    """Give its place back to the one that was to go once another is paid; what is revoked stays so."""
    if unpaid.state is not PermitState.PENDING_PAYMENT or not unpaid.replaces:
        return None
    connection, today = transaction.connection, transaction.now.date()
    old = find_permit(connection, unpaid.replaces, today)
    if old is None or old.replaced_by != unpaid.number:
        return old
    values = {"of": old.number, "replaced_by": ""}
    if old.state is PermitState.SUSPENDED:
        values["state"] = PermitState.ACTIVE.value
    connection.execute(_CHANGE, values)
    return find_permit(connection, old.number, today)


def _pay_all(transaction: Transaction, numbers: Sequence[str]) -> list[Permit | None]:
    hold(transaction)
    return [_pay(transaction, number) for number in numbers]


def _pay(transaction: Transaction, number: str) -> Permit | None:
    connection, today = transaction.connection, transaction.now.date()
    found = find_permit(connection, number, today)
    if found is None:
        return None
    late = found.state is PermitState.REVOKED and found.ended is Ended.UNPAID
    if not late and found.state is not PermitState.PENDING_PAYMENT:
        return found  # it is paid, or nothing can come of it any more
    old = find_permit(connection, found.replaces, today) if found.replaces else None
    if late and old is not None and not _may_go(old):
        return found  # something else has become of the place
    _activate(connection, number)
    if old is not None:
        end(transaction, old.number, Ended.REPLACED, COUNTER, replaced_by=number)
    paid = find_permit(connection, number, today)
    tell_gates(transaction, pairs_of(old, paid))
    return paid


def _activate(connection: sa.Connection, number: str) -> None:
    values = {"state": PermitState.ACTIVE.value, "ended": "", "ended_by": "", "ended_at": None}
    connection.execute(_CHANGE, {"of": number, "pay_by": None} | values)


def _keep_papers(transaction: Transaction, papers: Sequence[PaperKept]) -> list[bool]:
    change = transaction.connection.execute
    return [bool(change(_CHANGE, {"of": one.number, "paper": one.code}).rowcount) for one in papers]


def _note(transaction: Transaction, one: Permit, by: str, what: str) -> None:
    if one.citizen:
        note(transaction, [Access(one.citizen, by or CITIZEN, what, one.number)])


# Issues a permit, and lets the one go that it replaces: what was issued first under its key; None if the
# other cannot be replaced (any more).
ISSUE_PERMIT: Kind[Draft, Permit | None] = Kind("permit", _issue_all, first=True)
# Revokes a permit; None if there was nothing to revoke.
REVOKE_PERMIT: Kind[Revocation, Permit | None] = Kind("permit-revoked", _revoke_all, first=True)
# Notes that a permit is paid: as it stands then; one that is REVOKED was paid in vain. None if there is none.
PAY_PERMIT: Kind[str, Permit | None] = Kind("permit-paid", _pay_all, first=True)
# Keeps the code of a permit's newest paper; False if there is no such permit.
KEEP_PERMIT_PAPER: Kind[PaperKept, bool] = Kind("permit-paper", _keep_papers)
