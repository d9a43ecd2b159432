"""What ANPR tells of somebody, as a resident: who they are and where they live, and nothing else.

Service C001 has no civil status, no citizenship and no family; so such a resident is certifiable in part at
the most. Source: the schema TipoDatiSoggettiEnte of its description, version 1.0.0.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from platforms.residents.resident import Address, Certifiable, CivilStatus, Place, Resident
from storage.omocodia import plain_fiscal_code

_UNKNOWN_RELATION = 99  # ANPR, tab_relazione_di_parentela
_LIVING, _DEATH = "esistenza in vita", "decesso"  # in the keys of what C001 and its sisters verify
_YES = frozenset({"s", "si", "1", "true"})
_PLACE_IN_CODE = slice(11, 15)

Subject = Mapping[str, Any]


def resident_of(subject: Subject, today: date) -> Resident:
    """Read a subject of an answer; raises KeyError, TypeError, ValueError or AttributeError if it is none.

    Without an address, or with one that cannot be dated, nothing can be certified.
    """
    who = subject["generalita"]
    code = str(who["codiceFiscale"]["codFiscale"])
    home = _home(subject.get("residenza") or (), today)
    died_on = _died_on(subject)
    return Resident(
        fiscal_code=code,
        surname=str(who.get("cognome") or ""),
        name=str(who.get("nome") or ""),
        sex=_sex(who["sesso"]),
        born_on=date.fromisoformat(who["dataNascita"]),
        born_in=_place(who.get("luogoNascita") or {}, plain_fiscal_code(code)[_PLACE_IN_CODE]),
        citizenships=(),
        civil_status=CivilStatus.UNKNOWN,
        family="",
        relation=_UNKNOWN_RELATION,
        address=home or Address("", "", "", Place(""), today),
        certifiable=Certifiable.PARTLY if home and _lives(subject) else Certifiable.NOTHING,
        aire=str(who.get("soggettoAIRE") or "").lower() in _YES,
        died_on=died_on,
        consulate=_consulate(subject.get("residenza") or ()),
    )


def _sex(text: str) -> str:
    if text not in ("F", "M"):
        raise ValueError("neither F nor M")
    return text


def _home(homes: Sequence[Subject], today: date) -> Address | None:
    """Take the latest of the addresses that have begun and can be read."""
    found = [address for each in homes if (address := _address(each)) and address.since <= today]
    return max(found, key=lambda address: address.since, default=None)


def _address(home: Subject) -> Address | None:
    since = home.get("dataDecorrenzaResidenza")
    if not since:
        return None
    began = date.fromisoformat(since)
    if abroad := (home.get("localitaEstera") or {}).get("indirizzoEstero"):
        road, where = abroad.get("toponimo") or {}, abroad.get("localita") or {}
        place = Place(_text(where, "descrizioneLocalita"), state=_text(where, "descrizioneStato"))
        number = _text(road, "numeroCivico")
        return Address(_text(road, "denominazione"), number, _text(abroad, "cap"), place, began)
    here = home["indirizzo"]
    road, door = here.get("toponimo") or {}, here.get("numeroCivico") or {}
    street = " ".join(filter(None, (_text(road, "specie"), _text(road, "denominazioneToponimo"))))
    return Address(street, _number(door), _text(here, "cap"), _place(here, ""), began)


def _number(door: Subject) -> str:
    inside = door.get("civicoInterno") or {}
    number = "/".join(filter(None, (_text(door, name) for name in ("numero", "lettera", "esponente1"))))
    more = (("scala", "scala"), ("piano", "piano"), ("interno1", "int."))
    return " ".join((number, *(f"{word} {_text(inside, name)}" for name, word in more if inside.get(name))))


def _place(where: Subject, code: str) -> Place:
    """Read where something was; `luogoEccezionale` is a place that is neither (a ship, an aeroplane)."""
    if town := where.get("comune"):
        return Place(_text(town, "nomeComune"), _text(town, "siglaProvinciaIstat"), code=code)
    if abroad := where.get("localita"):
        return Place(_text(abroad, "descrizioneLocalita"), state=_text(abroad, "descrizioneStato"), code=code)
    return Place(_text(where, "luogoEccezionale"), code=code)


def _lives(subject: Subject) -> bool:
    return _died_on(subject) is None and not any(
        _LIVING in key and str(told.get("valore")).upper() == "N" for key, told in _told(subject)
    )


def _died_on(subject: Subject) -> date | None:
    days = [told["valoreData"] for key, told in _told(subject) if _DEATH in key and told.get("valoreData")]
    return date.fromisoformat(days[0]) if days else None


def _told(subject: Subject) -> Iterator[tuple[str, Subject]]:
    for each in subject.get("infoSoggettoEnte") or ():
        yield str(each.get("chiave") or "").lower(), each


def _consulate(homes: Sequence[Subject]) -> str:
    named = ((each.get("localitaEstera") or {}).get("consolato") or {} for each in homes)
    return next(filter(None, (_text(each, "descrizioneConsolato") for each in named)), "")


def _text(of: Subject, name: str) -> str:
    return str(of.get(name) or "").strip()
