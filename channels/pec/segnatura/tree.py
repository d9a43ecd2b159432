"""XML from strangers: read without its DTD, within bounds, and asked by local names alone."""

import re
from collections.abc import Iterator

from lxml import etree

from channels.mail import charsets

_MOST_BYTES = 2 * 1024 * 1024
_LONGEST = 4000  # characters of one text: more than any register keeps of a subject
_DECLARATION = re.compile(r"\A\s*<\?xml\s[^>]*\?>")
_ENCODING = re.compile(rb"""\A\s*<\?xml\s[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']""")
_WIDE = {b"<\0": "utf-16-le", b"\0<": "utf-16-be"}  # UTF-16 shows itself, also without its mark
_UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufeff\ufffe\uffff]")
_SPACES = re.compile(r"\s+")


class Node:
    """An element, whatever its namespace and prefix."""

    __slots__ = ("element",)

    def __init__(self, element: etree._Element) -> None:
        self.element = element

    @property
    def name(self) -> str:
        """The local name."""
        return str(etree.QName(self.element).localname)

    @property
    def namespace(self) -> str:
        """The namespace's name, empty if it has none."""
        return etree.QName(self.element).namespace or ""

    def children(self, *names: str) -> Iterator["Node"]:
        """The elements directly below, of one of these names."""
        for each in self.element.iterchildren(etree.Element):
            if etree.QName(each).localname in names:
                yield Node(each)

    def below(self, name: str) -> Iterator["Node"]:
        """The elements of this name at any depth."""
        for each in self.element.iter(etree.Element):
            if etree.QName(each).localname == name:
                yield Node(each)

    def at(self, *path: str) -> "Node | None":
        """The first element that this path of names leads to."""
        here: Node | None = self
        for name in path:
            here = next(here.children(name), None) if here else None
        return here

    def text(self, *path: str) -> str:
        """What stands there, on one line and cut to a bearable length; empty if there is nothing."""
        found = self.at(*path)
        if found is None:
            return ""
        return _SPACES.sub(" ", "".join(found.element.itertext()))[:_LONGEST].strip()

    def attribute(self, name: str) -> str:
        """An attribute's value, with or without a namespace; empty if it is not there."""
        for key, value in self.element.items():
            if etree.QName(key).localname == name:
                return _SPACES.sub(" ", str(value))[:_LONGEST].strip()
        return ""


def parsed(data: bytes) -> Node | None:
    """The root of an XML document; None for what is no XML, is too big or too deep, or declares an entity.

    A DOCTYPE is passed over (of the 2001 generation it is part): no DTD is loaded, nothing is fetched. Bytes
    that are not in the encoding they declare, and characters that XML forbids, are put up with. The depth is
    bounded by the parser, at 256.
    """
    if len(data) > _MOST_BYTES:
        return None
    text = _UNREADABLE.sub(" ", charsets.decode(data, _label(data)))
    if "<!ENTITY" in text:
        return None
    try:
        return Node(etree.fromstring(_DECLARATION.sub("", text).strip().encode("utf-8"), _parser()))
    except (etree.XMLSyntaxError, ValueError):
        return None


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )


def _label(data: bytes) -> str:
    declared = _ENCODING.match(data)
    return _WIDE.get(data[:2]) or (declared[1].decode("ascii") if declared else "")
