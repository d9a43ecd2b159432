"""People of Portoreale with whom something is not as with most: birth, name, language, what is certified."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from platforms.residents.resident import Certifiable, Place, Resident
from samples.made_up_people import (
    ABROAD,
    CHILD,
    DISSOLVED,
    ELSEWHERE,
    PARENT,
    Home,
    children,
    sheet,
    someone,
)


def awkward_people() -> Mapping[str, Resident]:
    """Make them all, by label."""
    return _born() | _certified_in_part() | _named()


def _born() -> dict[str, Resident]:
    home = sheet(21, "Piazza della Lanterna", "2", "1960-01-01")
    plain = someone(
        "Pescarosi, Marta", "F", "1988-08-08", sheet(22, "Via del Molo Vecchio", "30", "2012-02-02")
    )
    other = someone(
        "Pescarosi, Marta", "F", "1988-08-08", sheet(23, "Viale dei Tamerici", "44", "2015-05-05"), variant=1
    )
    newborn_home = sheet(27, "Salita al Faro", "11", "2019-09-09")
    mother = someone("Fentonelli, Sara", "F", "1995-05-05", newborn_home)
    return {
        "born in a dissolved municipality": someone(
            "Galviscaro, Rosa", "F", "1925-12-24", home, born_in=DISSOLVED
        ),
        "omocodia, plain": plain,
        "omocodia, variant": other,
        "born abroad": someone(
            "Brago Lunta, Ana Maria",
            "F",
            "1991-01-19",
            sheet(24, "Via delle Vele", "7", "2019-03-03"),
            born_in=ABROAD["Argentina"],
            citizenships=("Italia", "Argentina"),
        ),
        "stateless": someone(
            "Senzapatria, Amal",
            "F",
            "1987-07-27",
            sheet(25, "Via dell'Arsenale", "61", "2016-10-10"),
            born_in=Place("Beirut", state="Libano", code="Z229"),
            citizenships=(),
        ),
        "centenarian": someone(
            "Dormaletti, Beatrice", "F", "1922-03-21", sheet(26, "Via San Telmo", "90", "1950-05-01")
        ),
        "mother of a newborn": mother,
        "newborn": someone(
            "Fentonelli, Leonardo", "M", "2026-01-25", newborn_home, CHILD, parents=children(mother)
        ),
    }


def _certified_in_part() -> dict[str, Resident]:
    guarded = sheet(43, "Viale dei Tamerici", "71", "1999-09-09")
    guardian = someone("Pescadori, Ornella", "F", "1955-05-25", guarded)
    young = sheet(45, "Vicolo dei Calafati", "28", "2012-12-01")
    uncle = someone("Mirzovanti, Sergio", "M", "1964-04-24", young)
    nuns = Home("C-1", "Via San Telmo", "1", date(1980, 9, 1))
    house: dict[str, Any] = {"community": True}
    return {
        "partly certifiable": someone(
            "Dormabaldi, Riccardo",
            "M",
            "1958-08-18",
            sheet(41, "Via dell'Arsenale", "33", "1990-01-10"),
            certifiable=Certifiable.PARTLY,
        ),
        "not certifiable": someone(
            "Galvinelli, Antonio",
            "M",
            "1962-02-12",
            sheet(42, "Via delle Vele", "50", "1985-05-15"),
            certifiable=Certifiable.NOTHING,
        ),
        "not enrollable": someone(
            "Sorfiletti, Lucia",
            "F",
            "1993-09-03",
            sheet(44, "Corso dei Navigatori", "77", "2025-12-20"),
            certifiable=Certifiable.NOT_ENROLLABLE,
        ),
        "guardian of an adult": guardian,
        "interdicted": someone(
            "Pescadori, Pietro",
            "M",
            "1985-06-15",
            guarded,
            CHILD,
            certifiable=Certifiable.UNDER_GUARDIANSHIP,
            parents=children(guardian),
        ),
        "guardian of a minor": uncle,
        "minor under guardian": someone(
            "Mirzovanti, Aurora", "F", "2012-01-12", young, 10, parents=children(uncle)
        ),
        "community": someone("Calanfirosi, Teresa", "F", "1941-01-21", nuns, 24, **house),
        "community, another": someone("Bragoscaro, Carla", "F", "1950-10-30", nuns, 25, **house),
    }


def _named() -> dict[str, Resident]:
    generations = sheet(58, "Via delle Vele", "64", "2000-10-10")
    return {
        "German speaking": someone(
            "Musterdorfer, Lukas",
            "M",
            "1978-05-08",
            sheet(51, "Via della Dogana d'Acqua", "40", "2008-08-01"),
            born_in=ELSEWHERE[3],
            language="de",
        ),
        "Slovene speaking": someone(
            "Primerčič, Špela",
            "F",
            "1984-11-06",
            sheet(52, "Piazza della Lanterna", "17", "2013-01-13"),
            born_in=ABROAD["Slovenia"],
            citizenships=("Slovenia",),
            language="sl",
        ),
        "French speaking": someone(
            "D'Exemplaire, Hélène",
            "F",
            "1990-09-29",
            sheet(53, "Via del Molo Vecchio", "8", "2017-07-07"),
            born_in=ABROAD["Francia"],
            citizenships=("Francia", "Italia"),
            language="fr",
        ),
        "apostrophe": someone(
            "Dell'Esempio, Nicolò", "M", "1999-12-31", sheet(54, "Via dell'Arsenale", "1/BIS", "2020-02-20")
        ),
        "two words": someone(
            "De Prova Finta, Anna Maria", "F", "1967-03-08", sheet(55, "Scali delle Reti", "2", "1995-05-05")
        ),
        "one name": someone(
            "Soloperù, ",
            "F",
            "1996-06-26",
            sheet(56, "Salita al Faro", "33", "2021-01-21"),
            born_in=ABROAD["Bangladesh"],
            citizenships=("Bangladesh",),
        ),
        "no fixed abode": someone(
            "Bragoletti, Franco", "M", "1959-09-09", sheet(57, "Via della Casa Comunale", "", "2011-11-11")
        ),
        "several generations": someone("Luntadori, Ivo", "M", "1974-04-14", generations),
        "mother in the family": someone("Quarobaldi, Franca", "F", "1946-06-01", generations, PARENT),
    }
