"""Mails in the REM format (ETSI EN 319 532-4), put together with an evidence of any event."""

from collections.abc import Sequence

from tests.channels.pec.authority import ADDRESS
from tests.channels.pec.envelopes import ADA, OFFICE, OTHER, TEXT, headers, message, mixed, part, sealed

EVENT = "http://uri.etsi.org/19522/Event/"
TYPE = "http://uri.etsi.org/19522/v1#/ERDMessageType/"
UA = "<una-domanda.2@pec.example.it>"


def evidence(
    event: str,
    code: str = "RA01",
    *,
    about: str = "",
    to: Sequence[str] = (OFFICE, OTHER),
    namespace: str = "http://uri.etsi.org/19522/v1#",
    time: str = "2026-11-23T09:30:00Z",
) -> str:
    listed = "".join(
        f"<tns:RecipientDetails><Identifier IdentifierSchemeName='code'>X</Identifier>"
        f"<Identifier IdentifierSchemeName='mailto'>{each}</Identifier></tns:RecipientDetails>"
        for each in to
    )
    refers = f"<EvidenceRefersToRecipient>{about}</EvidenceRefersToRecipient>" if about else ""
    return (
        f'<?xml version="1.0"?><tns:Evidence xmlns:tns="{namespace}" xmlns:ext="urn:x" xmlns:saml="urn:y">'
        f"<tns:ERDSEventId>{EVENT}{event}</tns:ERDSEventId>"
        f"<tns:EventReasons><tns:EventReason><Code>uri</Code><Details>{code}</Details>"
        f"<Details>In words</Details></tns:EventReason></tns:EventReasons><EventTime>{time}</EventTime>"
        "<tns:EvidenceIssuerDetails><tns:Identity><saml:Attribute><saml:AttributeValue>Gestore"
        "</saml:AttributeValue></saml:Attribute></tns:Identity></tns:EvidenceIssuerDetails>"
        f"<tns:SenderDetails><Identifier IdentifierSchemeName='mailto'>{ADA}</Identifier></tns:SenderDetails>"
        f"{listed}{refers}<tns:MessageIdentifier>26A0@gestore</tns:MessageIdentifier>"
        f"<tns:UserContentInfo><AppLayerIdentifier>{UA.replace('<', '&lt;').replace('>', '&gt;')}"
        "</AppLayerIdentifier></tns:UserContentInfo><tns:Extensions><tns:Extension><ext:Other/></tns:Extension>"
        "<tns:Extension><ext:GeneralEvidenceInfo><ext:Subject>Una domanda</ext:Subject>"
        "</ext:GeneralEvidenceInfo></tns:Extension></tns:Extensions></tns:Evidence>"
    )


def rem(xml: str, *more: bytes, **own: str) -> bytes:
    """A mail with that evidence, sealed; `more` are parts beside it."""
    enclosed = part(xml, 'Content-Type: application/xml; name="Evidence.xml"', "base64")
    kind = f"{TYPE}{'dispatch' if more else 'receipt'}"
    fields = {"X_Trasporto": "", "X_Riferimento_Message_ID": "", "Subject": "", "From": ADDRESS}
    fields |= {"REM_MessageType": kind, "REM_UAMessageIdentifier": UA, **own}
    return sealed(mixed(TEXT, *more, enclosed), headers(**fields))


def original() -> bytes:
    return message(header="Content-Type: message/rfc822; name=AttachedMimeMessage", encoding="8bit")
