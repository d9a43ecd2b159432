"""Whether a certificate is genuine and still counts: anybody who holds it may ask, by its code."""

from dataclasses import dataclass

from bot.service import Outcome, Service, again, done
from bot.values import VerificationCode
from platforms.certificates.verification import Answer, Verifier
from storage.certificate_records import Validity


@dataclass(frozen=True)
class VerifyCertificate:
    """What we ask: the verification code, typed, in a link, or read from the square code of a photo."""

    code: VerificationCode


async def fulfil(form: VerifyCertificate, *, certificate_verifier: Verifier | None, lane: str) -> Outcome:
    """Say what the record says: no more than the paper shows."""
    if certificate_verifier is None:  # a counter without a register of residents
        return done("not-here")
    answer = await certificate_verifier.look(form.code, lane)
    if answer.validity is None:
        return done("too-many")
    if answer.validity is Validity.NOT_FOUND:
        return again("not-found", blame=("code",), code=form.code)
    return _told(answer)


def _told(answer: Answer) -> Outcome:
    found = answer.certificate
    if found is None or found.facts is None or answer.validity is None:
        return done("not-here")
    return done(
        answer.validity.value,
        kind=f"k{found.kind}",
        number=found.shown,
        holder=f"{found.facts.surname} {found.facts.name}",
        issued=found.issued_on,
        until=found.valid_until or "none",
        limit="until" if found.valid_until else "none",
        revoked=found.revoked_at.date() if found.revoked_at else "none",
    )


SERVICE = Service("verify_certificate", VerifyCertificate, fulfil)
