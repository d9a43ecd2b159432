"""The made-up people whom the make-believe provider knows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Pretender:
    """Somebody who does not exist; without a fiscal code, as who has an identity of another country."""

    key: str
    name: str
    surname: str
    born_on: date
    fiscal_code: str

    @property
    def told(self) -> Mapping[str, str]:
        """What is told of them, under the names that the rules of SPID and CIE give."""
        about = {
            "given_name": self.name,
            "family_name": self.surname,
            "birthdate": self.born_on.isoformat(),
        }
        if self.fiscal_code:
            about["https://attributes.eid.gov.it/fiscal_number"] = f"TINIT-{self.fiscal_code}"
        return about


# Those of the phone in the browser, by the same keys.
PEOPLE: tuple[Pretender, ...] = (
    Pretender("mario", "Mario", "Prova", date(1980, 1, 1), "PRVMRA80A01H501M"),
    Pretender("fatima", "Fatima", "Esempio", date(1985, 2, 11), "SMPFTM85B51Z330T"),
    Pretender("john", "John", "Sample", date(1975, 7, 4), "SMPJHN75L04Z114G"),
    Pretender("giulia", "Giulia", "Finta", date(1992, 5, 17), "FNTGLI92E57F205F"),
    Pretender("wei", "Wei", "Modello", date(1990, 3, 10), "MDLWEI90C10Z210U"),
)
