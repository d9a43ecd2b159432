"""Residents as rows of the file that `sportello import residents` reads."""

import csv
from collections.abc import Iterable
from typing import TextIO

from platforms.residents.resident import Act, Address, Place, Resident, Union

COLUMNS = (
    "fiscal_code",
    "surname",
    "name",
    "sex",
    "born_on",
    "born_in",
    "citizenships",
    "civil_status",
    "family",
    "relation",
    "street",
    "street_number",
    "postcode",
    "town",
    "since",
    "certifiable",
    "aire",
    "community",
    "open_procedure",
    "cancelled_on",
    "cancelled_because",
    "died_on",
    "died_in",
    "birth_act",
    "death_act",
    "union",
    "partner_surname",
    "partner_name",
    "union_on",
    "union_in",
    "union_act",
    "union_ended_on",
    "earlier_addresses",
    "enrolled_on",
    "aire_since",
    "consulate",
    "language",
    "parents",
)


def write_residents(file: TextIO, people: Iterable[Resident]) -> None:
    """Write people, a row each, below the header."""
    writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(map(row_of, people))


def row_of(one: Resident) -> dict[str, str]:
    """Write a person as a row of text; what is as with most people stays empty."""
    return _person(one) | _home(one.address) | _standing(one) | _union(one.union)


def _person(one: Resident) -> dict[str, str]:
    return {
        "fiscal_code": one.fiscal_code,
        "surname": one.surname,
        "name": one.name,
        "sex": one.sex,
        "born_on": str(one.born_on),
        "born_in": _place(one.born_in),
        "citizenships": "; ".join(one.citizenships),
        "civil_status": str(int(one.civil_status)),
        "family": one.family,
        "relation": str(one.relation),
        "language": "" if one.language == "it" else one.language,
        "parents": "; ".join(one.parents),
    }


def _home(address: Address) -> dict[str, str]:
    return {
        "street": address.street,
        "street_number": address.number,
        "postcode": address.postcode,
        "town": _place(address.place),
        "since": str(address.since),
    }


def _standing(one: Resident) -> dict[str, str]:
    return {
        "certifiable": str(int(one.certifiable)),
        "aire": _flag(one.aire),
        "community": _flag(one.community),
        "open_procedure": _flag(one.open_procedure),
        "cancelled_on": _text(one.cancelled_on),
        "cancelled_because": one.cancelled_because,
        "died_on": _text(one.died_on),
        "died_in": _place(one.died_in),
        "birth_act": _act(one.birth_act),
        "death_act": _act(one.death_act),
        "earlier_addresses": "; ".join(map(_earlier, one.addresses)),
        "enrolled_on": _text(one.enrolled_on),
        "aire_since": _text(one.aire_since),
        "consulate": one.consulate,
    }


def _union(union: Union | None) -> dict[str, str]:
    if union is None:
        return {}
    return {
        "union": union.kind,
        "partner_surname": union.partner_surname,
        "partner_name": union.partner_name,
        "union_on": _text(union.on),
        "union_in": _place(union.place),
        "union_act": _act(union.act),
        "union_ended_on": _text(union.ended_on),
    }


def _flag(given: bool) -> str:  # noqa: FBT001 - a cell of its own
    return "yes" if given else ""


def _text(given: object) -> str:
    return "" if given is None else str(given)


def _place(place: Place | None) -> str:
    if place is None:
        return ""
    within = place.province or place.state
    return " ".join(filter(None, (place.name, f"({within})" if within else "", place.code)))


def _act(act: Act | None) -> str:
    if act is None:
        return ""
    return f"{act.place} {act.year}/{act.number}/{act.part}/{act.series}".rstrip("/")


def _earlier(one: Address) -> str:
    parts = (one.street, one.number, one.postcode, _place(one.place), str(one.since), str(one.until))
    return " | ".join(parts)
