"""What a certificate says, before it is set in type and sealed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import Enum

from platforms.certificates.kinds import CertificateKind
from platforms.residents.resident import Family, Resident


class Use(Enum):
    """What it is for, which decides the wording it must bear on pain of nullity (DPR 445/2000 art. 40)."""

    PRIVATE = "private"
    ABROAD = "abroad"
    COURT = "court"
    IMMIGRATION = "immigration"


@dataclass(frozen=True, slots=True)
class Stamp:
    """The stamp duty: paid, or why none is due; both empty for kinds that never bear one.

    `exemption` is a code of ANPR's tab_esenzione_bollo (1-10, 99) and `reason` the declared text of 99.
    """

    paid_cents: int = 0
    receipt_id: str = ""
    exemption: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class CertificatePaper:
    """Everything that stands on a certificate; the same paper is the same bytes before sealing.

    `code` is the verification code (at least 80 bits, grouped for reading), `url` its public address that
    the square code holds. `second_language` is the tag of the language beside Italian, empty for none.
    """

    kind: CertificateKind
    number: str  # "123/2026"
    issued_on: date
    valid_until: date | None  # None: without limit
    person: Resident
    family: Family | None
    use: Use
    stamp: Stamp
    municipality: str
    code: str
    url: str
    second_language: str = ""
    facsimile: bool = False
    as_of: date | None = None  # for kinds of the past


Seal = Callable[[bytes], bytes]  # seals a PDF (PAdES); CPU work, to be called beside the event loop
