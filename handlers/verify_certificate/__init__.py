"""Whether a certificate or a permit is genuine and still counts: whoever holds it asks, by code or PDF."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.evidence import Evidence
from bot.service import Outcome, Service, again, done
from bot.values import VerificationCode
from platforms.certificates.comparing import BusyNow, FileCheck, FileChecked
from platforms.certificates.verification import Answer, Verifier
from storage.certificate_records import Validity

_MINUTE = 60  # seconds


@dataclass(frozen=True)
class VerifyCertificate:
    """What we ask: the verification code, typed, in a link, or read from a photo or a PDF."""

    code: VerificationCode


async def fulfil(
    form: VerifyCertificate,
    *,
    certificate_verifier: Verifier | None,
    certificate_files: FileCheck | None,
    lane: str,
    evidence: Evidence,
) -> Outcome:
    """Say what the record says, no more than the paper shows; and of a PDF whether its seal holds."""
    if certificate_verifier is None:  # a counter without a register of residents
        return done("not-here")
    answer = await certificate_verifier.look(form.code, lane)
    if answer.validity is None:
        return done("too-many", minutes=math.ceil(answer.wait / _MINUTE))
    paper = next((file for file in evidence.files if b"%PDF-" in file.content[:1024]), None)
    if paper is not None and certificate_files is not None:
        try:
            checked = await certificate_files.check(paper.content, form.code)
        except BusyNow:
            return _of_the_file("busy", answer, form.code)
        return _of_the_file(checked.verdict.value, _begun_as(checked, answer), form.code)
    if answer.validity is Validity.NOT_FOUND:
        return again("not-found", blame=("code",), code=form.code)
    return Outcome(_worth(answer), _record(answer))


def _begun_as(checked: FileChecked, by_code: Answer) -> Answer:
    """Tell of the certificate that the file is or was, and where that is not known, of that with its code."""
    return checked.answer or by_code


def _of_the_file(verdict: str, answer: Answer, code: VerificationCode) -> Outcome:
    return Outcome(f"file-{verdict}", {"worth": _worth(answer), "code": code, **_record(answer)})


def _worth(answer: Answer) -> str:
    """Name the text of what a paper is worth: permits have their own, which name nobody."""
    worth = answer.validity or Validity.NOT_FOUND
    found = answer.certificate
    of_a_permit = found is not None and found.facts is not None and found.facts.permit is not None
    return f"permit-{worth.value}" if of_a_permit else worth.value


def _record(answer: Answer) -> Mapping[str, object]:
    """Give what the texts of the record name; nothing where it has no certificate."""
    found = answer.certificate
    if found is None or found.facts is None:
        return {}
    both = {
        "number": found.shown,
        "issued": found.issued_on,
        "until": found.valid_until or "none",
        "limit": "until" if found.valid_until else "none",
        "revoked": found.revoked_at.date() if found.revoked_at else "none",
    }
    if (permit := found.facts.permit) is not None:
        return both | {
            "plates": ", ".join(permit.plates) or "none",
            "zone": permit.zone or "all",
            "since": date.fromisoformat(permit.valid_from),
        }
    return both | {"kind": f"k{found.kind}", "holder": f"{found.facts.surname} {found.facts.name}"}


SERVICE = Service("verify_certificate", VerifyCertificate, fulfil, wants_files=True, group="certificates")
