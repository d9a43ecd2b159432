"""Certificates issued and revoked by staff, with their name and their reason."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from secrets import token_hex

import typer

from bot.errors import BadRequest
from platforms.certificates.issuing import Order
from platforms.certificates.kinds import CertificateKind
from platforms.certificates.paper import Stamp, Use
from platforms.residents.resident import Resident
from sportello.certificates_office import CertificateCounter, certificate_counter
from sportello.credentials_office import write_new
from sportello.terminal import line
from storage.certificate_rows import PERMITS
from storage.citizens import Citizen

_DECLARED = 99  # the exemption whose reason is the applicant's own words


@dataclass(frozen=True, slots=True)
class Asked:
    """A certificate as it is typed; see Order."""

    fiscal_code: str
    kind: str
    reason: str
    use: str
    exemption: int
    exemption_text: str
    paid_cents: int
    receipt: str
    as_of: date | None


async def issue_one(asked: Asked, out: Path, by: str | None) -> None:
    """Issue a certificate and write its file; BadRequest for what cannot be.

    The file is opened first: what cannot be written takes no number.
    """
    kind, use, stamp = _kind(asked.kind), _use(asked.use), _stamp(asked)
    if not asked.reason.strip():
        raise BadRequest("say for whom and why it is issued: --reason")
    with certificate_counter(by) as here:
        person = await here.certification.office.residents.person(asked.fiscal_code, protocol="desk")
        if person is None:
            raise BadRequest(f"the register has nobody with the fiscal code {line(asked.fiscal_code)}")
        citizen = await _known(here, person)
        write_new(out, b"")
        order = Order(
            f"desk/{token_hex(12)}",
            kind,
            person.fiscal_code,
            use,
            stamp,
            citizen,
            by_hand=here.by,
            as_of=asked.as_of,
        )
        issued = await here.certification.office.issue(order)
        out.write_bytes(issued.pdf)  # noqa: ASYNC240 - a command, with nothing else to do
        await here.note(citizen, "certificate-at-desk", f"{issued.number}: {asked.reason.strip()}")
    typer.echo(f"{out}: certificate {issued.number}, code {issued.code}")


async def revoke_one(number: str, reason: str, by: str | None) -> None:
    """Revoke a certificate; BadRequest if it was revoked before, or never issued."""
    if not reason.strip():
        raise BadRequest("say why it is revoked: --reason")
    with certificate_counter(by) as here:
        found = await here.find(number)
        if found.series == PERMITS:
            raise BadRequest(
                f"that is a paper of permit {found.shown}: end the permit itself, by `sportello ztl`"
            )
        if not await here.certification.office.kept.revoke(found.id, here.by, reason.strip()):
            raise BadRequest(f"certificate {found.shown} was revoked before, or never issued")
    typer.echo(f"Revoked: whoever checks certificate {found.shown} is told so from now on.")


async def _known(here: CertificateCounter, person: Resident) -> str:
    """Give the id under which the access log has a resident, so that they can read what was done."""
    citizen = Citizen("", person.fiscal_code, person.name, person.surname, person.born_on)
    return await here.citizens.admit(citizen, "desk")


def _kind(text: str) -> CertificateKind:
    name = text.strip().upper().replace("-", "_")
    try:
        return CertificateKind(int(name)) if name.isdecimal() else CertificateKind[name]
    except (KeyError, ValueError):
        kinds = ", ".join(kind.name.lower().replace("_", "-") for kind in CertificateKind)
        raise BadRequest(f"no such kind of certificate: {line(text)}; there are {kinds}") from None


def _use(text: str) -> Use:
    try:
        return Use(text)
    except ValueError:
        raise BadRequest(
            f"no such use: {line(text)}; there are {', '.join(use.value for use in Use)}"
        ) from None


def _stamp(asked: Asked) -> Stamp:
    if asked.exemption == _DECLARED and not asked.exemption_text.strip():
        raise BadRequest("exemption 99 needs the declared reason: --exemption-text")
    return Stamp(asked.paid_cents, asked.receipt, asked.exemption, asked.exemption_text.strip())
