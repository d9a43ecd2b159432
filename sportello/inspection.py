"""What `sportello pec inspect` tells of one mail: as JSON for programs, as a page for a clerk."""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Literal

from bot.errors import Misconfigured
from channels.pec.doubts import FORGED, NOTED, UNPROVEN, UNREADABLE
from channels.pec.envelope import Envelope, Kind, Verdict
from channels.pec.reading import LARGEST, read_envelope
from channels.pec.reasons import FORGED as SEAL_FORGED
from channels.pec.reasons import UNPROVEN as SEAL_UNPROVEN
from channels.pec.trust import Trust, read_trust

_WIDTH = 14
_MEANT = {**SEAL_FORGED, **SEAL_UNPROVEN, **FORGED, **UNPROVEN, **NOTED, **UNREADABLE}
_KINDS = {
    Kind.TRANSPORT: "a certified message, in its transport envelope",
    Kind.ACCEPTANCE: "receipt: the sender's provider has taken the message; it counts as sent",
    Kind.NON_ACCEPTANCE: "receipt: the sender's provider has refused the message; it was not sent",
    Kind.TAKING_CHARGE: "note between two providers: the second has taken the message",
    Kind.DELIVERY: "receipt: the message is in the recipient's mailbox; it counts as delivered, read or not",
    Kind.DELIVERY_ERROR: "receipt: the message could not be delivered, and will not be tried again",
    Kind.DELIVERY_WARNING: "notice: the message is not delivered yet",
    Kind.VIRUS: "note between two providers: the message holds a virus",
    Kind.ANOMALY: "ordinary mail that reached a PEC mailbox, wrapped: it certifies nothing",
    Kind.REM_DISPATCH: "a certified message in the REM format",
    Kind.REM_ACCEPTANCE: "REM receipt: the sender's provider has taken the message; it counts as sent",
    Kind.REM_REJECTION: "REM receipt: the sender's provider has refused the message; it was not sent",
    Kind.REM_RELAY: "REM note between two providers: the second has taken the message",
    Kind.REM_CONSIGNMENT: "REM receipt: the message is in the recipient's mailbox; it counts as delivered",
    Kind.REM_CONSIGNMENT_FAILURE: "REM receipt: the message could not be delivered",
    Kind.REM_RELAY_FAILURE: "REM receipt: the message could not be handed to the recipient's provider",
    Kind.REM_NON_REM: "REM receipt: the message left to an ordinary mailbox; no delivery will be certified",
    Kind.REM_EXTERNAL: "ordinary mail that reached a REM mailbox, wrapped: it certifies nothing",
    Kind.ORDINARY: "an ordinary mail: it certifies nothing",
    Kind.UNREADABLE: "it cannot be read",
}
_VERDICTS = {
    Verdict.VERIFIED: "the seal holds, and it is the provider's",
    Verdict.UNVERIFIED: "not proven: do not treat it as certified",
    Verdict.FORGED: "FORGED: it is not as it was sealed, or not from who it says",
    Verdict.NONE: "it claims nothing",
}


def inspect(file: BinaryIO, at: datetime | None, trust: Sequence[Path]) -> Envelope:
    """Read one mail; `trust` are certificates of authorities to believe beside AgID CA1.

    Raises OSError for a file that cannot be opened, Misconfigured for one without a certificate.
    """
    try:
        believed = read_trust(trust, Trust.agid()) if trust else Trust.agid()
    except ValueError as error:
        raise Misconfigured(str(error)) from error
    return read_envelope(file.read(LARGEST + 1), believed, at)


def as_json(envelope: Envelope) -> str:
    """Write what was found as a JSON object; its keys are a promise to programs."""
    proof = envelope.proof
    found = {
        "kind": envelope.kind.value,
        "verdict": proof.verdict.value,
        "reasons": list(proof.reasons),
        "sender": envelope.sender,
        "subject": envelope.subject,
        "identifier": envelope.identifier,
        "reference": envelope.reference,
        "recipients": [
            {"address": each.address, "type": _certified(certified=each.certified), "result": each.result}
            for each in envelope.recipients
        ],
        "signed_at": proof.signed_at.isoformat() if proof.signed_at else None,
        "signer": proof.signer,
        "attachments": [
            {"name": each.name, "type": each.media_type, "bytes": each.size, "sha256": each.sha256}
            for each in envelope.enclosed
        ],
        "disagreements": list(envelope.disagreements),
    }
    return json.dumps(found, ensure_ascii=False, indent=2)


def as_page(envelope: Envelope) -> str:
    """Write what was found for somebody who reads: what it is, whether to believe it and why, the facts."""
    return "\n".join(_line(label, text) for label, text in _facts(envelope) if text)


def _line(label: str, text: str) -> str:
    return f"{label:<{_WIDTH}}{text}"


def _facts(envelope: Envelope) -> Iterator[tuple[str, str]]:
    yield "What it is", f"{envelope.kind.value}: {_KINDS[envelope.kind]}"
    yield from _belief(envelope)
    yield "Sender", _sender(envelope)
    yield "Subject", envelope.subject
    yield "Provider", envelope.provider
    yield "Date", envelope.at.isoformat(" ", "seconds") if envelope.at else ""
    yield "Identifier", envelope.identifier
    yield "Refers to", envelope.reference
    yield "Receipt", envelope.receipt
    for label, recipient in zip(_once("Recipients"), envelope.recipients, strict=False):
        result = f": {recipient.result}" if recipient.result else ""
        yield label, f"{recipient.address} ({_certified(certified=recipient.certified)}){result}"
    yield "Provider says", envelope.explained
    for label, file in zip(_once("Attachments"), envelope.enclosed, strict=False):
        yield label, f"{file.name or 'without a name'} ({file.media_type}, {file.size} bytes)"
        yield " ", f"SHA-256 {file.sha256}"


def _belief(envelope: Envelope) -> Iterator[tuple[str, str]]:
    proof = envelope.proof
    if envelope.kind is not Kind.UNREADABLE or proof.reasons:
        verdict = (
            "" if envelope.kind is Kind.UNREADABLE else f"{proof.verdict.value}: {_VERDICTS[proof.verdict]}"
        )
        yield "Proof", verdict
    for label, code in zip(_once("Because"), proof.reasons, strict=False):
        yield label, f"{_MEANT.get(code, code)} [{code}]"
    yield "Signed by", proof.signer
    yield "Signed at", proof.signed_at.isoformat(" ", "seconds") if proof.signed_at else ""
    for label, code in zip(_once("Note"), proof.notes, strict=False):
        yield label, f"{_MEANT.get(code, code)} [{code}]"
    for name in envelope.disagreements:
        yield "Beware", f"the header {name} says otherwise; it is not signed, and was not followed"


def _sender(envelope: Envelope) -> str:
    if envelope.sender:
        return envelope.sender if envelope.verified else f"{envelope.sender} (not proven)"
    return f"not certified; it says {envelope.wrote}" if envelope.wrote else ""


def _once(label: str) -> Iterator[str]:
    """A label for the first of several lines; blank ones for the others."""
    yield label
    while True:
        yield " "


def _certified(*, certified: bool) -> Literal["certificato", "esterno"]:
    """The norm's word for what kind of mailbox it is."""
    return "certificato" if certified else "esterno"
