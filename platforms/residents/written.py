"""A resident as the register's sealed document: written out whole, and read back."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from platforms.residents.resident import Act, Address, Certifiable, CivilStatus, Place, Resident, Union
from storage.documents import dump, load
from storage.residents import Entry

_DAYS = ("born_on", "cancelled_on", "died_on", "enrolled_on", "aire_since")
_PLACES = ("born_in", "died_in")
_ACTS = ("birth_act", "death_act")
_TUPLES = ("citizenships", "parents")


def entry_of(one: Resident) -> Entry:
    """Write a resident; of the same data comes the same text."""
    return Entry(one.fiscal_code, one.family, dump(one))


def resident_of(entry: Entry) -> Resident:
    """Read a resident."""
    values: dict[str, Any] = load(entry.document)
    values |= {name: _day(values[name]) for name in _DAYS}
    values |= {name: _place(values[name]) for name in _PLACES}
    values |= {name: _act(values[name]) for name in _ACTS}
    values |= {name: tuple(values[name]) for name in _TUPLES}
    return Resident(
        **values
        | {
            "civil_status": CivilStatus(values["civil_status"]),
            "certifiable": Certifiable(values["certifiable"]),
            "address": _address(values["address"]),
            "addresses": tuple(map(_address, values["addresses"])),
            "union": _union(values["union"]),
        }
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _place(values: Mapping[str, str] | None) -> Place | None:
    return Place(**values) if values else None


def _act(values: Mapping[str, Any] | None) -> Act | None:
    return Act(**values) if values else None


def _address(values: dict[str, Any]) -> Address:
    days = {name: _day(values[name]) for name in ("since", "until")}
    return Address(**values | days | {"place": Place(**values["place"])})


def _union(values: dict[str, Any] | None) -> Union | None:
    if values is None:
        return None
    days = {name: _day(values[name]) for name in ("on", "ended_on")}
    return Union(**values | days | {"place": _place(values["place"]), "act": _act(values["act"])})
