"""Certificates as staff see them: listed, shown in full, checked."""

from hashlib import sha256
from pathlib import Path

import typer

from platforms.certificates.kinds import CertificateKind
from sportello.certificates_office import CertificateCounter, certificate_counter
from sportello.credentials_office import write_new
from storage.certificate_records import Certificate, Validity
from storage.certificate_rows import ISSUED, PERMITS, VOID


async def list_all(fiscal_code: str, most: int) -> None:
    """Print a line for each certificate, the newest first: nobody's name, nor any code."""
    with certificate_counter() as here:
        today = here.database.clock().date()
        for each in await here.certification.office.kept.latest(fiscal_code, most):
            until = each.valid_until.isoformat() if each.valid_until else "-"
            kind = _kind(each)
            standing = _standing(each) or each.validity(today).value
            typer.echo(f"{each.shown:>12}  {each.issued_on}  {until:10}  {standing:9}  {kind}")


async def show_one(number: str, out: Path | None, by: str | None) -> None:
    """Print all that is kept of a certificate, and note first that somebody looked."""
    with certificate_counter(by) as here:
        found = await here.find(number)
        await here.note(found.asked_by, "certificate-shown", found.shown)
        for name, value in _facts(found, here).items():
            typer.echo(f"{name:>12}: {value}")
        kept = here.certification.office.kept
        for sent in await kept.deliveries(found.id):
            typer.echo(f"{'sent':>12}: {sent.at:%Y-%m-%d %H:%M} {sent.lane or sent.channel}")
        if out is not None:
            write_new(out, await kept.content(found.id))


async def verify_one(what: str) -> bool:
    """Say what a code or a file is worth; whether it is genuine and valid today."""
    with certificate_counter() as here:
        file = Path(what)
        if file.is_file():  # noqa: ASYNC240 - a command, with nothing else to do
            return await _verify_file(file.read_bytes(), here)  # noqa: ASYNC240 - as above
        found = await here.certification.live.find(str(here.code(what)))
        return _say(found, here)


async def _verify_file(content: bytes, here: CertificateCounter) -> bool:
    kept = here.certification.live
    if found := await kept.by_file(sha256(content).hexdigest()):
        typer.echo("The file is untouched.")
        return _say(found, here)
    verdict, sealed = await here.certification.judge(content)
    begun = await kept.by_file(sealed) if sealed else None
    genuine = verdict == "extended" and begun is not None
    typer.echo(f"The file: {verdict}.")
    return (_say(begun, here) if begun else False) and genuine


def _say(found: Certificate | None, here: CertificateCounter) -> bool:
    if found is None:
        typer.echo(f"Certificate: {Validity.NOT_FOUND.value}.")
        return False
    validity = found.validity(here.database.clock().date())
    what = "Permit" if found.facts is not None and found.facts.permit is not None else "Certificate"
    typer.echo(f"{what} {found.shown}: {validity.value}.")
    return validity is Validity.VALID


def _standing(found: Certificate) -> str:
    return "" if found.state == ISSUED else "annulled" if found.state == VOID else "reserved"


def _kind(found: Certificate) -> str:
    """Name what was issued; the paper of a permit is found by its code alone."""
    return "permit" if found.series == PERMITS else CertificateKind(found.kind).name.lower().replace("_", "-")


def _facts(found: Certificate, here: CertificateCounter) -> dict[str, str]:
    facts = found.facts
    told = {
        "number": found.shown,
        "kind": _kind(found),
        "standing": _standing(found) or found.validity(here.database.clock().date()).value,
        "issued on": found.issued_on.isoformat(),
        "valid until": found.valid_until.isoformat() if found.valid_until else "",
        "by hand of": found.by_hand,
        "SHA-256": found.sha256,
        "revoked": f"{found.revoked_at:%Y-%m-%d} by {found.revoked_by}: {found.revoked_because}"
        if found.revoked_at
        else "",
    }
    if facts is not None:
        told |= {
            "holder": f"{facts.surname} {facts.name}, {facts.fiscal_code}",
            "use": facts.use,
            "duty": f"{facts.paid_cents / 100:.2f} euro, receipt {facts.receipt_id}"
            if facts.paid_cents
            else "",
            "exemption": f"{facts.exemption} {facts.asked_for}".strip() if facts.exemption else "",
            "as of": facts.as_of,
        }
    return {name: value for name, value in told.items() if value}
