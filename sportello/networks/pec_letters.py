"""What becomes of a certified message: proven or not, ours, to be answered; it is always registered."""

from dataclasses import replace

from channels.mail.letter import Letter
from channels.mail.reading import read_mail
from channels.mail.senders import addresses_in, is_address
from channels.pec.envelope import Kind, Verdict
from channels.pec.robots import Certified, unanswered
from channels.pec.segnatura.foreign import Foreign
from channels.pec.segnatura.names import is_segnatura_name
from channels.pec.segnatura.reading import read_segnatura
from sportello.networks.pec_sheet import PecRead, Sheet, head_of

UNREADABLE, NO_SENDER = "unreadable", "no-sender"
UNVERIFIED, FORGED, NOT_OURS = "pec-unverified", "pec-forged", "pec-not-ours"
_DOUBTS = {Verdict.FORGED: FORGED}
_ON_BEHALF = "per conto di:"


def read_letter(sheet: Sheet) -> PecRead:
    """Read a transport envelope that was proven, or set aside one that was not."""
    if not sheet.envelope.verified:
        return read_doubtful(sheet)
    message = sheet.envelope.message or b""
    letter = read_mail(message, sheet.terms.bounds, sheet.terms.me)
    office = _office(letter)
    read = _certified(sheet, letter, office)
    if not any(sheet.terms.me.is_ours(each.address) for each in sheet.envelope.recipients):
        return replace(read, reason=NOT_OURS, detail="not among the certified recipients", parked=True)
    inner, _ = head_of(message, sheet.terms.bounds)
    names = tuple(file.name for file in letter.files)
    certified = Certified(read.inbound.sender, sheet.outer, inner, names, office)
    if found := unanswered(certified, sheet.terms.me):
        return replace(read, reason=found.reason, detail=found.detail, parked=found.person)
    if not is_address(read.inbound.sender):
        return replace(read, reason=NO_SENDER, detail="no address", parked=True)
    if not message or letter.poison:
        detail = letter.detail if message else "no message inside"
        return replace(read, reason=UNREADABLE, detail=detail, parked=True, owed=True)
    return read


def _certified(sheet: Sheet, letter: Letter, office: Foreign | None) -> PecRead:
    """Make the message: its id is the provider's own, its sender whom they certify and never From."""
    inbound = sheet.inbound(
        letter,
        external_id=sheet.envelope.identifier or sheet.name,
        sender=sheet.envelope.sender.lower(),
        context=sheet.thread(letter),
    )
    theirs = office.theirs if office and office.what.answerable else ""
    return PecRead(inbound, registration=sheet.registration(inbound, theirs))


def read_doubtful(sheet: Sheet) -> PecRead:
    """Set aside what calls itself a PEC and is not proven: nobody is answered, and staff see why.

    Its id is that of its bytes: a made-up identificativo must not take the place of the true message that
    bears it.
    """
    envelope = sheet.envelope
    letter = read_mail(envelope.message or sheet.mail.raw, sheet.terms.bounds, sheet.terms.me)
    sender = (envelope.sender or letter.sender or envelope.wrote).lower()
    inbound = sheet.inbound(letter, sender=sender)
    unread = envelope.kind is Kind.UNREADABLE
    reason = UNREADABLE if unread else _DOUBTS.get(envelope.proof.verdict, UNVERIFIED)
    detail = " ".join((*envelope.proof.reasons, *envelope.disagreements))
    return PecRead(inbound, reason, detail, parked=True, registration=sheet.registration(inbound))


def read_unloaded(sheet: Sheet) -> PecRead:
    """Set aside a mail of which the header alone is here, or nothing.

    One that calls itself a PEC is registered by what its header says, with the hash of what was loaded.
    """
    letter = Letter(sheet.name, context={"subject": sheet.outer.text("subject")})
    inbound = sheet.inbound(letter, sender=_claimed(sheet))
    registration = sheet.registration(inbound) if sheet.claims else None
    detail = f"{sheet.mail.size} bytes"
    return PecRead(inbound, sheet.mail.why, detail, parked=True, registration=registration)


def _claimed(sheet: Sheet) -> str:
    """The sender by the unsigned From: `"Per conto di: anna@..." <posta-certificata@...>`."""
    wrote = sheet.outer.text("from")
    _, found, behalf = wrote.lower().partition(_ON_BEHALF)
    named = addresses_in(behalf.partition('"')[0].partition("<")[0]) if found else []
    return next((each for each in (*named, *addresses_in(wrote)) if is_address(each)), "")


def _office(letter: Letter) -> Foreign | None:
    """What a register says in one of the files, if one of them is so."""
    files = (file for file in letter.files if is_segnatura_name(file.name))
    return next((found for file in files if (found := read_segnatura(file.content))), None)
