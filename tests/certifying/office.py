"""A registry with two made-up people, and an office that certifies them by a printer that costs nothing."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import count

from platforms.certificates.issuing import Order
from platforms.certificates.kinds import CertificateKind
from platforms.certificates.paper import CertificatePaper, Seal, Stamp, Use
from platforms.paper.press import Press
from platforms.residents.resident import (
    Address,
    CivilStatus,
    Family,
    Place,
    RegisterAway,
    Resident,
)
from sportello.certifying import ROOM, CertificateOffice
from sportello.sealed_papers import Imprint
from storage.certificates import SqlCertificates
from storage.database import Database
from storage.sealing import Keyring

KEY = bytes(range(32))
ADDRESS = "https://sportello.example.org"
_HERE = Place("Portoreale", "PO", code="M999")
ANNA = Resident(
    fiscal_code="BRGNNA80A41M999R",
    surname="Bragonelli",
    name="Anna",
    sex="F",
    born_on=date(1980, 1, 1),
    born_in=_HERE,
    citizenships=("Italia",),
    civil_status=CivilStatus.SINGLE,
    family="1001",
    relation=1,
    address=Address("Via San Telmo", "12/B", "00000", _HERE, date(2010, 5, 1)),
)
UGO = replace(ANNA, fiscal_code="FNTGUO79A01M999K", surname="Fintoni", name="Ugo", sex="M", relation=2)


@dataclass
class Town:
    """Implements Residents: who lives there, whether anybody answers, and how often it was asked."""

    people: tuple[Resident, ...] = (ANNA, UGO)
    away: bool = False
    asked: list[str] = field(default_factory=list)

    async def person(self, fiscal_code: str, *, protocol: str = "") -> Resident | None:
        if self.away:
            raise RegisterAway
        self.asked.append(protocol)
        return next((one for one in self.people if one.fiscal_code == fiscal_code), None)

    async def family(self, fiscal_code: str, *, protocol: str = "") -> Family | None:
        one = await self.person(fiscal_code, protocol=protocol)
        return None if one is None else Family(one.family, self.people)


def plain(paper: CertificatePaper) -> bytes:
    """Print all that a paper says in a line."""
    return f"%PDF-1.7 {paper.number} {paper.code} {paper.issued_on} {paper.person.surname}\n".encode()


def order(key: str = "order-1", **changes: object) -> Order:
    """Order a certificate of residence for Anna."""
    made = Order(
        key,
        CertificateKind.RESIDENCE,
        ANNA.fiscal_code,
        Use.PRIVATE,
        Stamp(1600, "receipt-1"),
        "citizen-anna",
        "telegram:900001",
        "telegram",
        opened_with=ANNA.fiscal_code,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def counting_seal() -> Seal:
    """Seal as a real one does in this: no two seals of one paper are the same bytes."""
    numbers = count(1)
    return lambda pdf: pdf + b"seal %d" % next(numbers)


def new_ids(owner: str) -> Callable[[], str]:
    numbers = count(1)
    return lambda: f"{owner}-{next(numbers)}"


def open_office(
    database: Database, town: Town | None = None, seal: Seal | None = None, owner: str = "first"
) -> CertificateOffice:
    """Open an office on a store; it has a thread of its own until its press is closed."""
    return CertificateOffice(
        town or Town(),
        SqlCertificates(database, Keyring([KEY]), new_ids(owner)),
        Press(ROOM),
        plain,
        seal or counting_seal(),
        Imprint("Comune di Portoreale", ADDRESS, facsimile=True),
        database.clock,
    )
