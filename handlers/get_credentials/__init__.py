"""The municipality's own credentials: given to who writes from their own PEC, explained to everybody else.

Public bodies are entered with SPID, CIE and CNS (CAD art. 64 c. 2-quater and 2-nonies), and may issue no
credentials of their own beside them (DL 76/2020 art. 24): these are offered only where the municipality has
decided it. No password is ever in a message.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.clock import Clock
from bot.evidence import Evidence
from bot.records import Record
from bot.service import Outcome, Service, again, done
from bot.values import Date, FiscalCode, PersonName
from handlers.get_credentials.names import parted
from platforms.inad import DigitalDomiciles
from platforms.pdnd import RegistryAway
from storage.access_log import COUNTER, Access, noted
from storage.activations import Activations, Handover
from storage.applicants import DOCUMENT, MATCH, Applicant, Applicants
from storage.citizens import Citizen, SqlCitizens
from storage.requests import Request

ASKED = "credential-asked"  # in the access log: somebody has asked in this citizen's name, and got nothing


@dataclass(frozen=True)
class GetCredentials:
    """What is said by who is not registered with us; who is need say nothing, so nothing is asked first."""

    fiscal_code: FiscalCode | None = None
    holder: PersonName | None = None


@dataclass(slots=True)
class CredentialDesk:
    """All that it takes; `offered` is what the municipality has decided."""

    offered: bool
    citizens: SqlCitizens
    activations: Activations
    applicants: Applicants
    domiciles: DigitalDomiciles


async def fulfil(
    form: GetCredentials,
    *,
    evidence: Evidence,
    lane: str,
    credential_desk: CredentialDesk | None,
    clock: Clock,
) -> Outcome:
    """Hand credentials to the owner of a PEC; to others say how they are had, and nothing of anybody."""
    if credential_desk is None or not credential_desk.offered:
        return done("not-offered")
    if not evidence.address:
        return done("from-your-pec")
    owner = await credential_desk.citizens.by_pec(evidence.address)
    if owner and (form.fiscal_code is None or form.fiscal_code.text == owner.fiscal_code):
        return await _handed(owner, "pec", credential_desk)
    return await _stranger(form, evidence, lane, credential_desk, clock)


async def _stranger(
    form: GetCredentials, evidence: Evidence, lane: str, desk: CredentialDesk, clock: Clock
) -> Outcome:
    """Find out whose an address is that is registered with nobody, or not with whom they say to be.

    INAD is asked once: while a person has the request, nothing is looked up for who sends it again.
    """
    pending = await desk.applicants.pending(lane)
    if pending and not (evidence.files and pending.details.get("missing") == DOCUMENT):
        return done("with-a-person", reference=pending.reference, answer_by=Date(pending.answer_by))
    applicant = _applicant(form, evidence)
    if isinstance(applicant, Outcome):
        return applicant
    if pending:
        return await _set_aside(applicant, pending, desk, clock)
    return await _matched(applicant, evidence.practice, desk, clock)


def _applicant(form: GetCredentials, evidence: Evidence) -> Applicant | Outcome:
    """Take who somebody says that they are, or ask for what is lacking or cannot be."""
    code, holder = form.fiscal_code, form.holder
    if code is None or holder is None or not code.is_person:
        lacking = [name for name in ("fiscal_code", "holder") if getattr(form, name) is None]
        return again("who", blame=lacking or ["fiscal_code"], lacking="+".join(lacking) or "fiscal_code")
    names = parted(holder, code)
    if names is None:
        return again("names-differ", blame=("fiscal_code", "holder"), fiscal_code=code, holder=holder)
    files = tuple(file.name for file in evidence.files)
    return Applicant(code.text, *names, evidence.address, MATCH if files else DOCUMENT, files)


async def _matched(applicant: Applicant, practice: str, desk: CredentialDesk, clock: Clock) -> Outcome:
    """Ask INAD whether the address is theirs; who is not matched is left to a person."""
    try:
        theirs = await desk.domiciles.belongs(applicant.pec, applicant.fiscal_code, practice)
    except RegistryAway:
        return done("register-away")
    if theirs:
        return await _handed(await _made_known(applicant, desk.citizens), "inad", desk)
    return await _set_aside(applicant, None, desk, clock)


async def _made_known(applicant: Applicant, citizens: SqlCitizens) -> Citizen:
    """Register the address that INAD has; the names of somebody whom we know stay as they are."""
    known = await citizens.by_fiscal_code(applicant.fiscal_code)
    names = (known.name, known.surname) if known else (applicant.name, applicant.surname)
    person = Citizen("", applicant.fiscal_code, *names, pec=applicant.pec)
    return await _by_id(citizens, await citizens.admit(person, "inad"))


async def _by_id(citizens: SqlCitizens, number: str) -> Citizen:
    found = await citizens.by_id(number)
    if found is None:
        raise LookupError("somebody just made known is not there")
    return found


async def _handed(owner: Citizen, about: str, desk: CredentialDesk) -> Outcome:
    """Hand over a username and a link, or say why not: to who has proven that they may know."""
    prepared = await desk.activations.prepare(owner, about)
    if not isinstance(prepared, Handover):
        return done(prepared.value)
    return done(
        "handed",
        records=prepared.records,
        username=prepared.username,
        url=prepared.url,
        until=f"{prepared.until:%d/%m/%Y %H:%M}",
        kind="recovery" if prepared.recovery else "new",
    )


async def _set_aside(
    applicant: Applicant, pending: Request | None, desk: CredentialDesk, clock: Clock
) -> Outcome:
    """Leave it to a person: the answer is one and the same, whoever the fiscal code is of, or of nobody."""
    known = await desk.citizens.by_fiscal_code(applicant.fiscal_code)
    opened = desk.applicants.open(applicant)
    records: Sequence[Record] = (
        *(desk.applicants.withdraw(pending) if pending else ()),
        *opened.records,
        *([noted(Access(known.id, COUNTER, ASKED, "pec"), clock())] if known else []),
    )
    return done(
        "set-aside",
        records=records,
        reference=opened.reference,
        answer_by=Date(opened.answer_by),
        missing=applicant.missing,
    )


SERVICE = Service("get_credentials", GetCredentials, fulfil, wants_files=True, group="access")
