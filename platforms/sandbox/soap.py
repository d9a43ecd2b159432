"""What the node says to a creditor's station and hears: SOAP 1.1, document/literal (paForNode.wsdl)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

_SOAP = "http://schemas.xmlsoap.org/soap/envelope/"
_PA = "http://pagopa-api.pagopa.gov.it/pa/paForNode.xsd"
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)

# What stands in a message, in the order of the schema; None leaves an element out.
Fields = Mapping[str, "str | Fields | Sequence[Fields] | None"]


class Unreadable(Exception):  # noqa: N818 - it says what an answer is
    """An answer that is no answer to what was asked."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Why the creditor says no: `code` is one of the norm's (PAA_…)."""

    code: str
    text: str = ""


def write(element: str, fields: Fields) -> bytes:
    """An envelope with one element, which alone has a namespace: its children have none."""
    envelope = etree.Element(f"{{{_SOAP}}}Envelope", nsmap={"soapenv": _SOAP, "pafn": _PA})
    etree.SubElement(envelope, f"{{{_SOAP}}}Header")
    body = etree.SubElement(envelope, f"{{{_SOAP}}}Body")
    _fill(etree.SubElement(body, f"{{{_PA}}}{element}"), fields)
    return bytes(etree.tostring(envelope, xml_declaration=True, encoding="UTF-8"))


def _fill(place: etree._Element, fields: Fields) -> None:
    for name, value in fields.items():
        for each in [value] if isinstance(value, str | Mapping) else value or ():
            child = etree.SubElement(place, name)
            if isinstance(each, str):
                child.text = each
            else:
                _fill(child, each)


def read(answer: bytes, element: str) -> etree._Element:
    """The one element of an answer; raises Unreadable for another, for a SOAP fault and for no XML."""
    try:
        root = etree.fromstring(answer, _PARSER)
    except (etree.XMLSyntaxError, ValueError):
        raise Unreadable("no XML") from None
    found = root.find(f"{{{_SOAP}}}Body/{{{_PA}}}{element}")
    if found is None or root.tag != f"{{{_SOAP}}}Envelope":
        raise Unreadable(f"no {element}")
    return found


def fault_of(answer: etree._Element) -> Fault | None:
    """What the creditor refuses with; None where the outcome is OK. Raises Unreadable for neither."""
    outcome = said(answer, "outcome")
    if outcome == "OK":
        return None
    if outcome != "KO":
        raise Unreadable("no outcome")
    return Fault(said(answer, "fault/faultCode"), answer.findtext("fault/faultString") or "")


def said(place: etree._Element, path: str) -> str:
    """The text of a child that must be there."""
    text = place.findtext(path)
    if not text:
        raise Unreadable(f"no {path}")
    return str(text)


def euros(cents: int) -> str:
    """An amount as SOAP has it: 4258 is 42.58."""
    return f"{cents // 100}.{cents % 100:02d}"


def cents(text: str) -> int:
    """The amount of such a text, which has exactly two decimals; raises Unreadable for any other."""
    whole, point, rest = text.partition(".")
    if not (point and len(rest) == 2 and whole.isdecimal() and rest.isdecimal() and text.isascii()):  # noqa: PLR2004 - cents
        raise Unreadable("no amount")
    return int(whole) * 100 + int(rest)
