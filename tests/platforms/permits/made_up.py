"""The permit of somebody made up, as a paper, and sealed by a seal that nobody trusts."""

from dataclasses import replace
from datetime import date

from platforms.permits.paper import Holder, PermitPaper
from platforms.permits.setting import permit_pdf
from tests.platforms.certificates.made_up import sealer

CODE = "7K3M-Q9XD-2FHT-8WPR-C366"
URL = f"https://sportello.example.org/verifica/{CODE}"
ANNA = Holder("Bragonelli Anna", "BRGNNA80A41M999R", "Via San Telmo 12/B")
PAPER = PermitPaper(
    number="2026/000123",
    kind="resident",
    zone="C",
    plates=("AB123CD",),
    issued_on=date(2026, 11, 23),
    valid_from=date(2027, 1, 1),
    valid_until=date(2027, 12, 31),
    holder=ANNA,
    municipality="Comune di Prova",
    code=CODE,
    url=URL,
    replaces="2025/000007",
    facsimile=True,
)


def paper(**changes):
    return replace(PAPER, **changes)


def sealed(**changes):
    return sealer().seal(permit_pdf(paper(**changes)))
