"""The receipt of a check as a page: that somebody asked on a day, and what the record said."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from bot.words import Catalogue
from platforms.certificates.verification import Answer
from platforms.paper.typesetting import legible, typeset
from storage.certificate_records import Certificate, Facts, PermitFacts

_WORDS = Path(__file__).with_name("words") / "evidence.it.ftl"


@dataclass(frozen=True, slots=True)
class CheckPaper:
    """All that such a receipt says: what the record says of a code at a moment."""

    municipality: str
    address: str  # of the page, where it can be asked again
    code: str
    answer: Answer


@cache
def _words() -> Catalogue:
    return Catalogue.load("evidence", "it", [_WORDS])


def check_pdf_receipt(paper: CheckPaper) -> bytes:
    """Print the receipt of a check, not sealed yet: the same answer gives the same bytes.

    Raises LookupError for a code under which nothing was issued: of that there is nothing to file.
    """
    found, validity = paper.answer.certificate, paper.answer.validity
    if found is None or validity is None or found.facts is None:
        raise LookupError("nothing was found that a receipt could tell of")
    say, at = _words().text, paper.answer.at
    permit = found.facts.permit
    worth = f"{'permit-' if permit else ''}is-{validity.value}"
    rows = {
        "at": say("moment", {"day": f"{at:%d/%m/%Y}", "hour": f"{at:%H:%M:%S %Z}"}),
        "result": say(worth, {}),
        "code": paper.code,
        **(_of_permit(permit) if permit else _of_certificate(found, found.facts)),
        "until": f"{found.valid_until:%d/%m/%Y}" if found.valid_until else say("for-ever", {}),
        "revoked": f"{found.revoked_at:%d/%m/%Y}" if found.revoked_at else "",
        "sha256": found.sha256,
    }
    document = {
        "creditor": legible(paper.municipality),
        "title": say("permit-title" if permit else "title", {}),
        "pagopa": say("service", {}),
        "fact": say("fact", {}),
        "value": say("value", {}),
        "summary": say(worth, {}),
        "nothing-more": say("on-day", {"day": f"{at:%d/%m/%Y}", "hour": f"{at:%H:%M}"}),
        "facts": [[say(name, {}), value] for name, value in rows.items() if value],
        "proof": say("permit-proof" if permit else "proof", {}),
        "keep": say("again", {"url": f"{paper.address}/verifica/{paper.code}"}),
    }
    return typeset("receipt.typ", document, at.date())


def _of_certificate(found: Certificate, facts: Facts) -> dict[str, str]:
    say = _words().text
    return {
        "number": legible(f"{say('kind', {'kind': f'k{found.kind}'})}, n. {found.shown}"),
        "holder": legible(f"{facts.surname} {facts.name}"),
        "issued": f"{found.issued_on:%d/%m/%Y}",
    }


def _of_permit(permit: PermitFacts) -> dict[str, str]:
    return {
        "permit": legible(permit.number),
        "plates": legible(", ".join(permit.plates)),
        "zone": legible(permit.zone) or _words().text("every-zone", {}),
        "since": f"{date.fromisoformat(permit.valid_from):%d/%m/%Y}",
    }
