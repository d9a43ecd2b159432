"""Families of Portoreale with whom something is not as with most: abroad, parted, tied otherwise.

The first are those who enter with the make-believe SPID of the sandbox: their fiscal codes are given.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from platforms.residents.resident import Act, Address, CivilStatus, Place, Resident, Union
from samples.made_up_people import (
    ABROAD,
    CHILD,
    COHABITANT,
    DAY,
    ELSEWHERE,
    OF_UNION,
    PORTOREALE,
    POSTCODE,
    SPOUSE,
    Home,
    children,
    joined,
    sheet,
    someone,
)

ROME, MILAN = Place("Roma", "RM", code="H501"), Place("Milano", "MI", code="F205")


def awkward_families() -> Mapping[str, Resident]:
    """Make them all, by label."""
    return _of_the_sandbox() | _abroad() | _tied()


def _of_the_sandbox() -> dict[str, Resident]:
    first = sheet(1, "Via San Telmo", "12", "2009-06-01")
    mario = someone("Prova, Mario", "M", "1980-01-01", first, code="PRVMRA80A01H501M", born_in=ROME)
    elena = someone("Calanfidori, Elena", "F", "1982-04-09", first, SPOUSE)
    mario, elena = joined(mario, elena, "2009-05-23")
    of_both: dict[str, Any] = {"parents": children(mario, elena)}
    second = sheet(2, "Via delle Vele", "3/A", "2014-03-01")
    fatima = someone(
        "Esempio, Fatima",
        "F",
        "1985-02-11",
        second,
        code="SMPFTM85B51Z330T",
        born_in=ABROAD["Marocco"],
        citizenships=("Marocco",),
        language="fr",
    )
    third = sheet(3, "Scali delle Reti", "21", "2020-01-15")
    earlier = (
        Address("Via dell'Arsenale", "7", POSTCODE, PORTOREALE, date(1999, 9, 1), date(2006, 2, 28)),
        Address("Corso Finto", "100", "99020", ELSEWHERE[0], date(2006, 3, 1), date(2015, 12, 31)),
        Address("Salita al Faro", "2", POSTCODE, PORTOREALE, date(2016, 1, 1), date(2020, 1, 14)),
    )
    john = someone(
        "Sample, John",
        "M",
        "1975-07-04",
        third,
        code="SMPJHN75L04Z114G",
        born_in=Place("Leeds", state="Regno Unito", code="Z114"),
        citizenships=("Italia", "Regno Unito"),
        addresses=earlier,
    )
    fourth = sheet(4, "Largo delle Saline", "5", "2021-10-10")
    giulia = someone("Finta, Giulia", "F", "1992-05-17", fourth, code="FNTGLI92E57F205F", born_in=MILAN)
    luca = someone("Dormavanti, Luca", "M", "1990-12-12", fourth, COHABITANT)
    giulia, luca = joined(giulia, luca, "2022-02-22", "cohabitation")
    fifth = sheet(5, "Vicolo dei Calafati", "9", "2018-08-08")
    wei = someone(
        "Modello, Wei",
        "M",
        "1990-03-10",
        fifth,
        code="MDLWEI90C10Z210U",
        open_procedure=True,
        born_in=Place("Wenzhou", state="Cina", code="Z210"),
        citizenships=("Cina",),
    )
    return {
        "mario": mario,
        "spouse of mario": elena,
        "child of two": someone("Prova, Tommaso", "M", "2011-03-03", first, CHILD, **of_both),
        "second child of two": someone("Prova, Alice", "F", "2014-09-14", first, CHILD, **of_both),
        "fatima": fatima,
        "child of one": someone(
            "Esempio, Samir",
            "M",
            "2016-06-16",
            second,
            CHILD,
            parents=children(fatima),
            citizenships=("Marocco",),
        ),
        "double citizenship": john,
        "giulia": giulia,
        "cohabitation contract": luca,
        "open procedure": wei,
    }


def _abroad() -> dict[str, Resident]:
    vienna = Place("Vienna", state="Austria", code="Z102")
    home = Home("A-11", "Beispielgasse", "4", date(2017, 5, 1), vienna, "1999")
    more: dict[str, Any] = {"aire": True, "aire_since": date(2017, 9, 12), "consulate": "Vienna"}
    holder, spouse = joined(
        someone("Quaromondi, Davide", "M", "1984-08-20", home, **more),
        someone("Tambeletti, Chiara", "F", "1986-01-30", home, SPOUSE, **more),
        "2013-07-07",
    )
    both: dict[str, Any] = more | {"parents": children(holder, spouse), "aire_since": date(2019, 2, 20)}
    gone = sheet(12, "Via delle Vele", "18", "2001-01-01")
    return {
        "AIRE": holder,
        "AIRE spouse": spouse,
        "AIRE child": someone("Quaromondi, Emma", "F", "2019-02-02", home, CHILD, born_in=vienna, **both),
        "cancelled by emigration": someone(
            "Lantaferri, Oleg",
            "M",
            "1979-11-11",
            gone,
            born_in=ABROAD["Ucraina"],
            citizenships=("Ucraina",),
            cancelled_on=date(2024, 6, 30),
            cancelled_because="5",
        ),
        "moved to another municipality": someone(
            "Mirzodori, Paola",
            "F",
            "1970-10-01",
            replace(gone, family="1013"),
            cancelled_on=date(2023, 3, 15),
            cancelled_because="3",
        ),
        "not to be found": someone(
            "Sorfighini, Ivo",
            "M",
            "1966-06-06",
            replace(gone, family="1014"),
            cancelled_on=date(2022, 12, 1),
            cancelled_because="6",
        ),
    }


def _tied() -> dict[str, Resident]:
    no_data = someone(
        "Luntabaldi, Nicola", "M", "1971-09-19", sheet(31, "Corso dei Navigatori", "8", "2003-03-03")
    )
    far = someone(
        "Tambeghini, Silvia", "F", "1977-02-17", sheet(32, "Largo delle Saline", "14", "2010-10-10")
    )
    not_here = someone("Mirzoletti, Carlo", "M", "1975-05-15", Home("", "", "", DAY))
    last = sheet(33, "Scali delle Reti", "40", "1975-04-01")
    widow, late = joined(
        someone("Sorfivanti, Franca", "F", "1948-04-28", last),
        someone("Galvirosi, Bruno", "M", "1944-10-04", last, SPOUSE),
        "1974-09-28",
    )
    died = date(2021, 11, 2)
    divorced, _ = joined(
        someone(
            "Calanfibaldi, Dario",
            "M",
            "1969-01-29",
            sheet(34, "Via della Dogana d'Acqua", "15", "2018-01-01"),
        ),
        far,
        "1998-06-20",
    )
    men = sheet(35, "Salita al Faro", "20", "2018-06-06")
    one, other = joined(
        someone("Bragobaldi, Matteo", "M", "1983-03-13", men),
        someone("Quaroletti, Simone", "M", "1985-10-25", men, OF_UNION),
        "2018-05-19",
        "civil-union",
    )
    dissolved, _ = joined(
        someone(
            "Fentoscaro, Giorgia", "F", "1981-12-01", sheet(36, "Via del Molo Vecchio", "3", "2022-02-01")
        ),
        someone("Luntarosi, Teresa", "F", "1980-02-02", men),
        "2017-09-09",
        "civil-union",
    )
    assert widow.union and late.union and divorced.union and dissolved.union  # noqa: S101, PT018 - joined has made them
    return {
        "spouse without data": replace(
            no_data, civil_status=CivilStatus.MARRIED, union=Union("marriage", "", "", None, None)
        ),
        "spouse in another municipality": joined(far, not_here, "2005-08-27", place=ELSEWHERE[1])[0],
        "widow": replace(widow, civil_status=CivilStatus.WIDOWED, union=replace(widow.union, ended_on=died)),
        "deceased": replace(
            late,
            died_on=died,
            died_in=PORTOREALE,
            death_act=Act("Portoreale", 2021, "211", "I", ""),
            cancelled_on=died,
            cancelled_because="1",
            union=replace(late.union, ended_on=died),
        ),
        "divorced": replace(
            divorced,
            civil_status=CivilStatus.DIVORCED,
            union=replace(divorced.union, ended_on=date(2017, 10, 5)),
        ),
        "civil union": one,
        "civil union, the other": other,
        "civil union dissolved": replace(
            dissolved,
            civil_status=CivilStatus.FREE_BY_DISSOLUTION,
            union=replace(dissolved.union, ended_on=date(2021, 7, 1)),
        ),
    }
