"""Permits that another system has issued: taken in, brought up to date, and told to the gates."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Any, Final

import sqlalchemy as sa

from storage.access_log import COUNTER
from storage.documents import storable
from storage.gates import Pair, hold, tell_gates
from storage.permit_records import BETWEEN, Ended
from storage.permit_rows import permit, permit_plate
from storage.permit_writes import NEVER_TOLD, ONE, PLATES, add_plates
from storage.prepared import FoundRow
from storage.transaction import Kind, Transaction

_OURS: Final = re.compile(r"(\d{4})/(\d{6})")  # as permits are numbered here: ours go on after theirs
_COMPARED: Final = (*("kind", "citizen", "zone", "address", "rank", "valid_from", "valid_until", "state"),)
_CHANGE = sa.update(permit).where(permit.c.number == sa.bindparam("of", type_=sa.Text()))
_BARE = sa.delete(permit_plate).where(permit_plate.c.permit == sa.bindparam("of", type_=sa.Text()))


class Became(Enum):
    """What becomes of a permit of a file."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    KEPT = "kept"  # something was done with it here since it came in: that counts
    TAKEN = "taken"  # the number of a permit that was issued here


@dataclass(frozen=True, slots=True)
class Imported:
    """A permit as another system has it; `state` is "active" or "revoked", the rest as in Permit."""

    number: str
    kind: str
    citizen: str
    plates: tuple[str, ...] = field(repr=False)
    zone: str
    address: str = field(repr=False)
    rank: int
    valid_from: date
    valid_until: date | None
    state: str = "active"


def becomes(connection: sa.Connection, one: Imported) -> Became:
    """Tell what becomes of a permit if it is taken in now."""
    row = connection.execute(ONE, {"of": one.number}).one_or_none()
    if row is None:
        return Became.NEW
    if not row.imported:
        return Became.TAKEN
    if row.replaced_by or (row.ended and row.ended_by != COUNTER):
        return Became.KEPT
    return Became.SAME if _same(connection, row, one) else Became.CHANGED


def _same(connection: sa.Connection, row: FoundRow, one: Imported) -> bool:
    plates = connection.execute(PLATES, {"of": one.number}).scalars().all()
    values = _values(one)
    return tuple(plates) == one.plates and all(getattr(row, name) == values[name] for name in _COMPARED)


def _values(one: Imported) -> dict[str, Any]:
    return {name: getattr(one, name) for name in _COMPARED} | {"address": storable(one.address)}


def _merge_all(transaction: Transaction, batches: Sequence[Sequence[Imported]]) -> list[list[Became]]:
    hold(transaction)
    return [_merge(transaction, batch) for batch in batches]


def _merge(transaction: Transaction, batch: Sequence[Imported]) -> list[Became]:
    found, pairs = [], set[Pair]()
    for one in batch:
        became = becomes(transaction.connection, one)
        if became in (Became.NEW, Became.CHANGED):
            pairs |= _write(transaction, one, new=became is Became.NEW)
        found.append(became)
    tell_gates(transaction, pairs)
    return found


def _write(transaction: Transaction, one: Imported, *, new: bool) -> set[Pair]:
    connection, now = transaction.connection, transaction.now
    pairs = {(plate, zone) for plate in one.plates for zone in one.zone.split(BETWEEN)}
    revoked = one.state != "active"
    row = _values(one) | {
        "waits": not revoked and one.valid_from > now.date(),
        "ended": Ended.REVOKED.value if revoked else "",
        "ended_by": COUNTER if revoked else "",
        "ended_at": now if revoked else None,
    }
    if new:
        connection.execute(sa.insert(permit), row | _numbered(one.number) | {"made_at": now})
    else:
        pairs |= _before(connection, one.number)
        # Whoever was told that it ends soon is told anew: it may end on another day.
        connection.execute(_CHANGE, row | {"of": one.number, "reminded": NEVER_TOLD})
        connection.execute(_BARE, {"of": one.number})
    add_plates(connection, one.number, one.plates)
    return pairs


def _before(connection: sa.Connection, number: str) -> set[Pair]:
    row = connection.execute(ONE, {"of": number}).one()
    plates = connection.execute(PLATES, {"of": number}).scalars().all()
    return {(plate, zone) for plate in plates for zone in row.zone.split(BETWEEN)}


def _numbered(number: str) -> dict[str, Any]:
    match = _OURS.fullmatch(number)
    return {
        "number": number,
        "year": int(match[1]) if match else 0,
        "serial": int(match[2]) if match else None,
        "order_key": f"import/{number}",
        "trusted": True,
        "reminded": NEVER_TOLD,
        "imported": True,
    }


# Takes in permits with different numbers: what becomes of each.
MERGE_PERMITS: Kind[Sequence[Imported], list[Became]] = Kind("permits", _merge_all, first=True)
