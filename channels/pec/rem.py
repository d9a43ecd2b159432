"""The evidence of REM, which follows PEC: ETSI EN 319 522-3 inside the mails of EN 319 532-3 and -4."""

from datetime import UTC, datetime

from channels.mail.headers import one_line, read_words
from channels.pec.envelope import Kind, Recipient
from channels.pec.statement import Statement, angled_id, bare_id, told
from channels.pec.xml import Element, read_xml

ROOT = "Evidence"
NAMESPACE = "http://uri.etsi.org/19522/v1#"
_EVENT = "http://uri.etsi.org/19522/Event/"
_KINDS = {
    "SubmissionAcceptance": Kind.REM_ACCEPTANCE,
    "SubmissionRejection": Kind.REM_REJECTION,
    "RelayAcceptance": Kind.REM_RELAY,
    "RelayRejection": Kind.REM_RELAY_FAILURE,
    "RelayFailure": Kind.REM_RELAY_FAILURE,
    "ContentConsignment": Kind.REM_CONSIGNMENT,
    "ContentConsignmentFailure": Kind.REM_CONSIGNMENT_FAILURE,
    "RelayToNonERDS": Kind.REM_NON_REM,
    "ReceivedFromNonERDS": Kind.REM_EXTERNAL,
}
_FAILED = frozenset((Kind.REM_REJECTION, Kind.REM_RELAY_FAILURE, Kind.REM_CONSIGNMENT_FAILURE))
_TOO_LATE = frozenset(("RD03", "RB22"))  # the time is over, by AgID's rules


def read_evidence(data: bytes, *, carries: bool) -> Statement:
    """Read an evidence; `carries` tells whether the message itself came with it, which makes it a dispatch.

    Its kind is UNREADABLE if the event is none that we know (fault "event"), or where there is none to read.
    Other faults: "evidence-broken", "evidence-entities", "evidence-large", "charset", "data".
    """
    document = read_xml(data)
    root = document.root
    fault = document.fault if document.fault in {"", "charset"} else f"evidence-{document.fault}"
    if root.name != ROOT or root.namespace != NAMESPACE:
        return Statement(Kind.UNREADABLE, faults=(fault or "evidence-broken",))
    event = root.find("ERDSEventId").text
    kind = _KINDS.get(event.removeprefix(_EVENT), Kind.UNREADABLE)
    if carries and kind is Kind.REM_ACCEPTANCE:
        kind = Kind.REM_DISPATCH
    at = _moment(root.find("EventTime").text)
    faults = {fault: bool(fault), "event": kind is Kind.UNREADABLE, "data": at is None}
    return _statement(root, kind, at, tuple(word for word in faults if faults[word]))


def _statement(root: Element, kind: Kind, at: datetime | None, faults: tuple[str, ...]) -> Statement:
    details = [each.text for each in root.find("EventReasons", "EventReason").all("Details")]
    code = details[0] if details else ""
    failed = kind in _FAILED
    recipients, about = _recipients(root)
    silent = kind in {Kind.REM_DISPATCH, Kind.REM_EXTERNAL, Kind.UNREADABLE}
    return Statement(
        kind,
        sender=_address(root.find("SenderDetails")),
        recipients=recipients if silent else told(recipients, [about], (failed and code) or kind.value),
        subject=one_line(read_words(_subject(root))),
        identifier=bare_id(root.find("MessageIdentifier").text),
        reference=angled_id(root.find("UserContentInfo", "AppLayerIdentifier").text),
        about=about,
        at=at,
        provider=root.find("EvidenceIssuerDetails", "Identity", "Attribute", "AttributeValue").text,
        error=code if failed else "",
        explained=" ".join(details) if failed else "",
        final=failed and code in _TOO_LATE,
        faults=faults,
    )


def _recipients(root: Element) -> tuple[tuple[Recipient, ...], str]:
    """List who it was addressed to, and the one that it is about: a number in that list, from 1."""
    outside = root.find("ERDSEventId").text == f"{_EVENT}RelayToNonERDS"
    listed = tuple(Recipient(_address(each), not outside) for each in root.all("RecipientDetails"))
    number = root.find("EvidenceRefersToRecipient").text
    place = int(number) if number.isascii() and number.isdigit() and len(number) <= len("9999") else 0
    return listed, listed[place - 1].address if 0 < place <= len(listed) else ""


def _address(details: Element) -> str:
    """Someone's address: of several identifiers, the one that says it is for mail."""
    found = list(details.all("Identifier"))
    mail = [each for each in found if each.attributes.get("IdentifierSchemeName", "").lower() == "mailto"]
    return next((each.text.removeprefix("mailto:") for each in mail or found), "")


def _subject(root: Element) -> str:
    for extension in root.find("Extensions").all("Extension"):
        if text := extension.find("GeneralEvidenceInfo", "Subject").text:
            return text
    return ""


def _moment(text: str) -> datetime | None:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)
