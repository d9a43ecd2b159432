"""What a receipt of PEC says of a part of ours: which part, and how far it got."""

import re

from bot.channel import Delivery
from channels.mail.letter import Letter
from channels.mail.mailbox import Mailbox
from channels.pec.envelope import Envelope, Kind
from sportello.networks.pec_sheet import PecRead, Sheet, bracketed
from storage.folding import EXTERNAL
from storage.receipts import PostalReceipt

UNPROVEN, UNKNOWN = "receipt-unverified", "receipt-unknown"

_OWN_ID = re.compile(r"<(?P<key>[A-Za-z0-9-]{1,100})\.[0-9a-f]{16}@(?P<domain>[a-z0-9.-]{1,253})>")
_STATUS = re.compile(r"\d\.\d{1,3}\.\d{1,3}(?!\d)")
_STATES = {
    Kind.ACCEPTANCE: Delivery.ACCEPTED,
    Kind.REM_ACCEPTANCE: Delivery.ACCEPTED,
    Kind.REM_NON_REM: Delivery.ACCEPTED,
    Kind.NON_ACCEPTANCE: Delivery.FAILED,
    Kind.REM_REJECTION: Delivery.FAILED,
    Kind.DELIVERY: Delivery.DELIVERED,
    Kind.REM_CONSIGNMENT: Delivery.DELIVERED,
    Kind.DELIVERY_ERROR: Delivery.FAILED,
    Kind.REM_CONSIGNMENT_FAILURE: Delivery.FAILED,
    Kind.REM_RELAY_FAILURE: Delivery.FAILED,
    Kind.DELIVERY_WARNING: Delivery.WARNED,
}


def state_of(envelope: Envelope) -> Delivery | None:
    """How far a part got, by the kind of receipt; None where it says nothing of that (presa in carico)."""
    if envelope.kind is Kind.DELIVERY_WARNING and envelope.final:
        return Delivery.EXPIRED
    return _STATES.get(envelope.kind)


def code_of(envelope: Envelope) -> str:
    """The reason beside a state, in the norm's word: "pec:no-dest:5.1.1", "external"; empty without one."""
    state = state_of(envelope)
    if state is Delivery.ACCEPTED:
        alone = any(not each.certified for each in envelope.recipients)
        return EXTERNAL if alone or envelope.kind is Kind.REM_NON_REM else ""
    if state not in {Delivery.FAILED, Delivery.WARNED, Delivery.EXPIRED}:
        return ""
    status = _STATUS.match(envelope.explained.strip())
    words = ["pec", envelope.error or envelope.kind.value, *([status[0]] if status else [])]
    return ":".join(words)


def key_in(reference: str, me: Mailbox) -> str:
    """The key of the part that a Message-ID of ours names; empty if it is not one of ours."""
    found = _OWN_ID.fullmatch(bracketed(reference))
    return found["key"] if found and found["domain"] == me.domain else ""


def read_receipt(sheet: Sheet) -> PecRead:
    """Read a receipt; what it says counts only if it is proven, and if it certifies us as the sender.

    A genuine receipt of somebody else's message moves nothing: a Message-ID of ours can be put into any
    message, but not our address into what its provider certifies.
    """
    envelope, name = sheet.envelope, _identity(sheet)
    shown = f"{UNKNOWN} {envelope.reference}" if envelope.verified else name  # once for each message
    sender = envelope.about or envelope.proof.signer or envelope.wrote
    inbound = sheet.inbound(Letter(shown), external_id=shown, sender=sender)
    ours = envelope.verified and sheet.terms.me.is_ours(envelope.sender)
    receipt = PostalReceipt(
        sheet.terms.channel,
        name,
        envelope.kind.value,
        bracketed(envelope.reference) if ours else f"of {envelope.sender}: {envelope.reference}",
        envelope.about.lower(),
        envelope.at or inbound.received_at,
        state_of(envelope) if ours else None,
        code_of(envelope) if ours else "",
        sheet.mail.raw,
        envelope.proof.verdict.value,
        key_in(envelope.reference, sheet.terms.me) if ours else "",
    )
    detail = " ".join((envelope.kind.value, *envelope.proof.reasons, *envelope.disagreements))
    return PecRead(inbound, UNKNOWN if envelope.verified else UNPROVEN, detail, parked=True, receipt=receipt)


def _identity(sheet: Sheet) -> str:
    """Name a receipt by what it says, of which message, of whom and when: a copy says the same.

    One that is not proven is named by its bytes, lest it take the place of a true one.
    """
    envelope = sheet.envelope
    if not envelope.verified or not envelope.identifier:
        return sheet.name
    at = envelope.at.isoformat() if envelope.at else ""
    return f"{envelope.identifier} {envelope.kind.value} {envelope.about.lower()} {at}"
