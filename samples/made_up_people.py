"""What made-up residents of the Comune di Portoreale are made of: names, streets, places, and their ties."""

from dataclasses import dataclass, replace
from datetime import date
from itertools import product
from typing import Any, Final

from platforms.residents.resident import Act, Address, CivilStatus, Place, Resident, Union
from samples.fiscal_codes import fiscal_code

DAY: Final = date(2026, 2, 1)  # the register is as it was on this day
SPOUSE, CHILD, PARENT, COHABITANT, OF_UNION = 2, 3, 6, 23, 28  # ANPR, tab_relazione_di_parentela

# No municipality, and no province, was ever given these codes: so nobody has these fiscal codes.
PORTOREALE = Place("Portoreale", "PX", code="M999")
DISSOLVED = Place("Borgo San Telmo", "PX", code="M998")  # joined to Portoreale in 1928
ELSEWHERE = (
    Place("Castel Levante", "PX", code="M997"),
    Place("Montefinto", "PX", code="M996"),
    Place("Roccafinta sul Mare", "QY", code="M995"),
    Place("San Prospero in Prova", "QY", code="M994"),
)
ABROAD = {
    "Albania": Place("Tirana", state="Albania", code="Z100"),
    "Argentina": Place("Rosario", state="Argentina", code="Z600"),
    "Austria": Place("Innsbruck", state="Austria", code="Z102"),
    "Bangladesh": Place("Dacca", state="Bangladesh", code="Z249"),
    "Filippine": Place("Manila", state="Filippine", code="Z216"),
    "Francia": Place("Lione", state="Francia", code="Z110"),
    "Germania": Place("Brema", state="Germania", code="Z112"),
    "Marocco": Place("Casablanca", state="Marocco", code="Z330"),
    "Nigeria": Place("Lagos", state="Nigeria", code="Z335"),
    "Romania": Place("Iasi", state="Romania", code="Z129"),
    "Slovenia": Place("Lubiana", state="Slovenia", code="Z150"),
    "Ucraina": Place("Leopoli", state="Ucraina", code="Z138"),
}
POSTCODE = "99010"  # no postcode begins with 99
STREETS = (
    "Via del Molo Vecchio",
    "Piazza della Lanterna",
    "Viale dei Tamerici",
    "Via dell'Arsenale",
    "Scali delle Reti",
    "Corso dei Navigatori",
    "Largo delle Saline",
    "Via San Telmo",
    "Via della Dogana d'Acqua",
    "Vicolo dei Calafati",
    "Via delle Vele",
    "Salita al Faro",
)
SURNAMES = tuple(
    first + last
    for first, last in product(
        ("Brago", "Calanfi", "Dorma", "Fento", "Galvi", "Lunta", "Mirzo", "Pesca", "Quaro", "Sorfi", "Tambe"),
        ("nelli", "letti", "rosi", "vanti", "ghini", "dori", "scaro", "mondi", "baldi"),
    )
)
WOMEN = (
    "Anna",
    "Maria",
    "Giulia",
    "Chiara",
    "Sara",
    "Elena",
    "Francesca",
    "Martina",
    "Laura",
    "Paola",
    "Lucia",
    "Marta",
    "Silvia",
    "Rosa",
    "Teresa",
    "Alice",
    "Emma",
    "Sofia",
    "Aurora",
    "Giorgia",
    "Carla",
    "Franca",
    "Ornella",
    "Beatrice",
)
MEN = (
    "Marco",
    "Luca",
    "Andrea",
    "Paolo",
    "Giovanni",
    "Matteo",
    "Lorenzo",
    "Davide",
    "Simone",
    "Antonio",
    "Giuseppe",
    "Pietro",
    "Carlo",
    "Leonardo",
    "Tommaso",
    "Edoardo",
    "Riccardo",
    "Bruno",
    "Franco",
    "Sergio",
    "Nicola",
    "Dario",
    "Ugo",
    "Ivo",
)
ITALY = ("Italia",)


@dataclass(frozen=True, slots=True)
class Home:
    """An address, with the sheet of the family that lives there."""

    family: str
    street: str
    number: str
    since: date
    place: Place = PORTOREALE
    postcode: str = POSTCODE

    @property
    def address(self) -> Address:
        """As the register has it."""
        return Address(self.street, self.number, self.postcode, self.place, self.since)


def sheet(number: int, street: str, door: str, since: str) -> Home:
    """Open the sheet of a family."""
    return Home(f"{1000 + number}", street, door, date.fromisoformat(since))


def someone(
    who: str,
    sex: str,
    born: str,
    home: Home,
    relation: int = 1,
    *,
    code: str = "",
    variant: int = 0,
    **more: Any,
) -> Resident:
    """Make a resident: `who` is "Surname, Name"; what is not said is as with most people."""
    surname, name = (part.strip() for part in who.split(","))
    born_on, born_in = date.fromisoformat(born), more.pop("born_in", PORTOREALE)
    since = max(home.since, born_on)
    values: dict[str, Any] = {
        "citizenships": ITALY,
        "civil_status": CivilStatus.SINGLE,
        "birth_act": None
        if born_in.state
        else Act(born_in.name, born_on.year, str(born_on.toordinal() % 900 + 1), "I", "A"),
        "enrolled_on": since,
    }
    return Resident(
        fiscal_code=code or fiscal_code(surname, name, sex, born_on, born_in.code, variant=variant),
        surname=surname,
        name=name,
        sex=sex,
        born_on=born_on,
        born_in=born_in,
        family=home.family,
        relation=relation,
        address=replace(home.address, since=since),
        **values | more,
    )


def joined(
    one: Resident, other: Resident, on: str, kind: str = "marriage", place: Place = PORTOREALE
) -> tuple[Resident, Resident]:
    """Tie two people; a cohabitation contract leaves their civil status as it is."""
    day = date.fromisoformat(on)
    act = (
        None
        if kind == "cohabitation"
        else Act(place.name, day.year, str(day.toordinal() % 300 + 1), "II", "A")
    )
    status = {"marriage": CivilStatus.MARRIED, "civil-union": CivilStatus.CIVIL_UNION}

    def tied(who: Resident, partner: Resident) -> Resident:
        union = Union(kind, partner.surname, partner.name, day, place, act)
        return replace(who, union=union, civil_status=status.get(kind, who.civil_status))

    return tied(one, other), tied(other, one)


def children(*parents: Resident) -> tuple[str, ...]:
    """Name the parents of a child, as the register does."""
    return tuple(parent.fiscal_code for parent in parents)
