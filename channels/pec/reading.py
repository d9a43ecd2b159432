"""Bytes become an Envelope: liberal in what is read, strict in what is believed. Nothing here raises."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from channels.mail.headers import Unreadable, from_base64, read_head
from channels.mail.senders import sender_of
from channels.pec.daticert import ROOT, read_daticert
from channels.pec.doubts import doubted
from channels.pec.enclosed import enclosed_beside, enclosed_in
from channels.pec.envelope import Enclosed, Envelope, Kind, Proof, Verdict
from channels.pec.hints import claims, disagreements, is_anomaly, may_claim
from channels.pec.parts import Budget, Part
from channels.pec.proof import prove
from channels.pec.rem import read_evidence
from channels.pec.sealed import Sealed, take_apart
from channels.pec.statement import Statement
from channels.pec.trust import Trust
from channels.pec.xml import MOST

LARGEST = 90_000_000  # bytes of a mail; two of it are in memory at a time
_DATICERT = "daticert.xml"
_MESSAGE = "postacert.eml"
_XML = frozenset(("application/xml", "text/xml"))
_MAIL = frozenset(("message/rfc822", "message/global"))
_MARK = {ROOT: b"<postacert", "Evidence": b"http://uri.etsi.org/19522/"}
_CARRYING = frozenset((Kind.TRANSPORT, Kind.REM_DISPATCH, Kind.REM_EXTERNAL))
_AT_ONCE = timedelta(hours=1)  # between the date in it and the seal: seconds, in all that was seen
_SUBJECT = 64_000  # bytes of the header of the message inside that are looked at for its Subject


def read_envelope(raw: bytes, trust: Trust, at: datetime | None = None) -> Envelope:
    """Read a mail of a PEC or REM mailbox, and judge what it is worth; never raises.

    Its kind is what was signed, or would have been; whether that is to be believed is in its proof.
    `at` is when the signer's certificate must have been valid, in place of when they say they signed.
    """
    try:
        return read_strictly(raw, trust, at)
    except Unreadable as broken:
        return Envelope(Kind.UNREADABLE, Proof(reasons=(str(broken),)))
    except Exception:  # noqa: BLE001 - a stranger's bytes: one mail that we have no answer to stops no mailbox
        return Envelope(Kind.UNREADABLE, Proof(reasons=("fault",)))


def read_strictly(raw: bytes, trust: Trust, at: datetime | None = None) -> Envelope:
    """Read as read_envelope does, but raise Unreadable with its reason; another exception is our fault."""
    if len(raw) > LARGEST:
        raise Unreadable("large")
    budget = Budget()
    mail = take_apart(raw, budget)
    said = _stated(mail)
    proof = _proof(mail, said, trust, at)  # before the message is cut out: each is a copy of almost all
    message = _message(mail, said)
    if said.kind in _CARRYING and message is None:
        proof = doubted(proof, ["message-missing"])
    enclosed, lost = _enclosed(mail, said, message, budget)
    return Envelope(
        said.kind,
        doubted(proof, lost),
        sender=said.sender,
        recipients=said.recipients,
        subject=said.subject or _subject(mail, said, message),
        identifier=said.identifier,
        reference=said.reference,
        about=said.about,
        at=said.at,
        provider=said.provider,
        error=said.error,
        explained=said.explained,
        receipt=said.receipt,
        final=said.final,
        enclosed=enclosed,
        message=message,
        disagreements=disagreements(mail.headers, said),
        wrote=sender_of(mail.headers.all("from")),
    )


def _stated(mail: Sealed) -> Statement:
    """What the provider states in it: by daticert.xml, by an evidence, or not at all."""
    if not (mail.signed or may_claim(mail.headers)):
        return Statement(Kind.ORDINARY)
    for found, rem in ((list(_daticerts(mail)), False), (list(_evidence(mail)), True)):
        if found:
            content = _xml(mail, found[0])
            said = (
                read_evidence(content, carries=_postacert(mail) is not None)
                if rem
                else read_daticert(content)
            )
            return replace(said, faults=(*said.faults, *["daticert-doubled"] * (len(found) > 1)))
    if is_anomaly(mail.headers) or (mail.signed and _postacert(mail) is not None):
        return Statement(Kind.ANOMALY)
    return Statement(Kind.ORDINARY)


def _daticerts(mail: Sealed) -> Iterator[Part]:
    """The parts called daticert.xml; where none is, those that begin like one."""
    files = [part for part in mail.children if not part.is_multipart and part.kind not in _MAIL]
    named = [part for part in files if part.called(_DATICERT)]
    return iter(named) if named else (part for part in files if _is_xml(mail, part, _MARK[ROOT]))


def _evidence(mail: Sealed) -> Iterator[Part]:
    return (part for part in mail.children if _is_xml(mail, part, _MARK["Evidence"]))


def _xml(mail: Sealed, part: Part) -> bytes:
    """What a part holds; decoded once more where its header forgot to say that it is encoded."""
    content = part.content(mail.raw, 2 * MOST)  # enough to see that it is too large
    return content if b"<" in content else from_base64(content)


def _is_xml(mail: Sealed, part: Part, mark: bytes) -> bool:
    return part.kind in _XML and part.size <= MOST and mark in part.content(mail.raw, 4_000)


def _postacert(mail: Sealed) -> Part | None:
    """The part that holds the message: by its name, else by its type."""
    named = [part for part in mail.children if part.called(_MESSAGE) and not part.is_multipart]
    return next(iter(named or [part for part in mail.children if part.kind in _MAIL]), None)


def _message(mail: Sealed, said: Statement) -> bytes | None:
    part = _postacert(mail) if said.kind is not Kind.ORDINARY else None
    return part.content(mail.raw) if part else None


def _proof(mail: Sealed, said: Statement, trust: Trust, at: datetime | None) -> Proof:
    if said.kind is Kind.ORDINARY and not claims(mail.headers):
        return Proof()
    if mail.signature:
        proof = prove(mail.signed_bytes, mail.signature, trust, at)
    else:
        proof = Proof(Verdict.UNVERIFIED, ("no-signature",))
    return doubted(proof, [*_doubts(mail, proof), *said.faults, *_dates(said, proof)])


def _doubts(mail: Sealed, proof: Proof) -> Iterator[str]:
    writers = mail.headers.all("from")
    if proof.signer and sender_of(writers) != proof.signer.lower():
        yield "from" if writers else "from-missing"
    if any(part.called(_DATICERT) for part in mail.outside):
        yield "daticert-outside"
    if mail.irregular:
        yield "structure"


def _dates(said: Statement, proof: Proof) -> Iterator[str]:
    if said.at and proof.signed_at and abs(said.at - proof.signed_at) > _AT_ONCE:
        yield "dates"


def _enclosed(
    mail: Sealed, said: Statement, message: bytes | None, budget: Budget
) -> tuple[tuple[Enclosed, ...], list[str]]:
    """The files of the message, else of the mail or envelope itself; and a code if the list lacks some."""
    found: list[Enclosed] = []
    try:
        if message is not None:
            found.extend(enclosed_in(message, budget))
        elif said.kind is Kind.ORDINARY and not mail.signed:
            found.extend(enclosed_in(mail.raw, budget))
        else:
            found.extend(enclosed_beside(mail.raw, mail.children))
    except Unreadable:
        return tuple(found), ["attachments"]
    return tuple(found), []


def _subject(mail: Sealed, said: Statement, message: bytes | None) -> str:
    """Where nobody certified a subject: the one of the mail, or of the one inside an anomaly."""
    if said.kind is Kind.ANOMALY and message is not None:
        return read_head(message[:_SUBJECT], 0, _SUBJECT)[0].text("subject")
    return mail.headers.text("subject") if said.kind is Kind.ORDINARY else ""
