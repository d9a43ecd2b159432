"""A self-declaration (autocertificazione) as a page to be signed by hand: not sealed, and no certificate."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

from bot.words import Catalogue
from platforms.paper.typesetting import legible, typeset
from platforms.residents.resident import CivilStatus, Place, Resident

_WORDS: Final = Path(__file__).parent / "self_declaration.it.ftl"
HELD: Final = frozenset({"residence", "birth", "citizenship", "civil-status", "existence", "family"})


@dataclass(frozen=True, slots=True)
class SelfDeclaration:
    """What somebody declares: `fact` is one of HELD, or empty for a `statement` in their own words.

    `family` are the members of their sheet, for that fact. `first_hand` for any other fact that they know
    (art. 47), else for what a certificate would say (art. 46).
    """

    person: Resident
    on: date
    fact: str = ""
    statement: str = ""
    family: Sequence[Resident] = ()
    first_hand: bool = False


@cache
def _catalogue() -> Catalogue:
    return Catalogue.load("paper", "it", [_WORDS])


def _say(name: str, /, **values: object) -> str:
    return _catalogue().text(name, values)


# law: dpr445-2000/46/1 (what a certificate would say)
# law: dpr445-2000/47/1 (what somebody knows first-hand)
def self_declaration_pdf(paper: SelfDeclaration) -> bytes:
    """Print a declaration: the same bytes for the same data on the same day."""
    ending = "-47" if paper.first_hand else ""
    facts = _facts(paper.person)
    document = {
        "title": _say(f"title{ending}"),
        "author": facts["name"],
        "article": _say(f"article{ending}"),
        "undersigned": _say("undersigned", **facts),
        "aware": _say("aware"),
        "declares": _say("declares"),
        "statement": _say(f"fact-{paper.fact}", **facts) if paper.fact else legible(paper.statement),
        "lines": [_say("member", **_facts(each)) for each in paper.family] if paper.fact == "family" else [],
        "place": _say("place-date"),
        "signature": _say("signature"),
        "privacy_title": _say("privacy-title"),
        "privacy": _say("privacy"),
        "valid": _say(f"valid{ending}"),
    }
    return typeset("self_declaration.typ", document, paper.on)


def _facts(person: Resident) -> dict[str, object]:
    address, union = person.address, person.union
    partner = f"{union.partner_name} {union.partner_surname}".strip() if union else ""
    return {
        "sex": person.sex,
        "name": legible(f"{person.name} {person.surname}"),
        "born_in": _place(person.born_in),
        "born_on": f"{person.born_on:%d/%m/%Y}",
        "fiscal_code": person.fiscal_code,
        "town": _place(address.place),
        "street": legible(f"{address.street} {address.number}".strip()) or "-",
        "since": f"{address.since:%d/%m/%Y}",
        "citizenships": legible(", ".join(person.citizenships)),
        "status": CivilStatus(person.civil_status).name,
        "partner": legible(partner) or _say("nobody"),
    }


def _place(place: Place) -> str:
    beside = place.province or place.state
    return legible(f"{place.name} ({beside})" if beside else place.name)
