"""Takes a message out of its SOAP 1.1 envelope: strangers' XML, without document types or a network.

Source: https://www.w3.org/TR/2000/NOTE-SOAP-20000508/ sections 3 and 4.
"""

from lxml import etree

NAMESPACE = "http://schemas.xmlsoap.org/soap/envelope/"
LARGEST = 1024 * 1024  # bytes; a receipt with five stamps attached has some tens of thousands
_ENVELOPE, _HEADER, _BODY = (f"{{{NAMESPACE}}}{name}" for name in ("Envelope", "Header", "Body"))
_MUST = f"{{{NAMESPACE}}}mustUnderstand"


class NoMessage(Exception):  # noqa: N818 - it tells what was found
    """There is no message: `code` is SOAP's own (section 4.4.1), `reason` a word of ours."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(f"{code}: {reason}")
        self.code = code
        self.reason = reason


def open_envelope(data: bytes, charset: str | None = None) -> etree._Element:
    """Give the one element of the body; raises NoMessage. `charset` is what the transport said of `data`."""
    root = _parse(data, charset)
    if root.tag != _ENVELOPE:
        other = etree.QName(root).localname == "Envelope"
        raise NoMessage("VersionMismatch" if other else "Client", "envelope")
    children = list(root)
    if children and children[0].tag == _HEADER:
        _pass_over(children.pop(0))
    if not children or children[0].tag != _BODY:
        raise NoMessage("Client", "body")
    content = list(children[0])
    if len(content) != 1:
        raise NoMessage("Client", "body")
    return content[0]


def _parse(data: bytes, charset: str | None) -> etree._Element:
    """Build the tree: libxml2's own limits of depth and of entities hold, for `huge_tree` is off."""
    if len(data) > LARGEST:
        raise NoMessage("Client", "size")
    try:
        parser = etree.XMLParser(
            encoding=charset,
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, LookupError, ValueError):
        raise NoMessage("Client", "xml") from None
    if root.getroottree().docinfo.doctype:  # section 3: no message has one
        raise NoMessage("Client", "doctype")
    return root


def _pass_over(header: etree._Element) -> None:
    """Know no extension: what must be understood is refused (section 4.2.3)."""
    if any(entry.get(_MUST, "0").strip() in ("1", "true") for entry in header):
        raise NoMessage("MustUnderstand", "header")
