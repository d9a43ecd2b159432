"""A stranger's XML, read into a small tree without document types, entities or a network."""

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat
from xml.sax.saxutils import escape

from channels.mail.charsets import decode
from channels.mail.headers import one_line

MOST = 1_000_000  # bytes of one document
_DEEPEST = 32
_MOST_ELEMENTS = 20_000
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
# The alphabets under whose names programs write Windows-1252, or UTF-8.
_WESTERN = re.compile(
    rb"""<\?xml[^>]{1,99}?encoding\s{0,9}=\s{0,9}["'](iso-?8859-1|latin-?1|us-ascii|windows-1252|cp1252)["']""",
    re.IGNORECASE,
)
_REFERENCE = re.compile(r"&(?:#?[A-Za-z0-9]{1,31};)?")
_KNOWN = frozenset(("&amp;", "&lt;", "&gt;", "&quot;", "&apos;"))
_MOST_REFERENCES = 10_000  # that are mended
_BARE_ID = re.compile(r"<([^<>\s\"'=/@]{1,250}@[^<>\s\"'=/@]{1,250})>")
_NO_CHARACTER = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0 section 2.2


@dataclass(slots=True)
class Element:
    """An element: its local name, the namespace it is in, its own text."""

    name: str
    namespace: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)
    children: list["Element"] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its text in one line, without what its children hold."""
        return one_line("".join(self.pieces))

    def all(self, name: str) -> Iterator["Element"]:
        """Its children of that name."""
        return (child for child in self.children if child.name == name)

    def find(self, *path: str) -> "Element":
        """Follow names from child to child, the first of each; an empty element where there is none."""
        place = self
        for name in path:
            place = next(place.all(name), _NOTHING)
        return place


_NOTHING = Element("")


@dataclass(frozen=True, slots=True)
class Document:
    """What could be read; `fault` is a short code, empty if all was well.

    "charset": it is in another alphabet than it says, and was read all the same. "broken": it is not well
    formed, the tree holds what came before, or all of it where the text in it was not escaped. "entities",
    "large": refused, the tree is empty.
    """

    root: Element
    fault: str = ""


class _RefusedError(Exception):
    """The document does what no honest one does; the argument is the fault."""


class _Builder:
    """Builds the tree as the parser reports it, within the bounds."""

    def __init__(self) -> None:
        self.root: Element | None = None
        self.closed = False
        self._open: list[Element] = []
        self._elements = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._elements += 1
        if self._elements > _MOST_ELEMENTS or len(self._open) >= _DEEPEST:
            raise _RefusedError("large")
        namespace, _, local = name.rpartition(" ")
        plain = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        element = Element(local, namespace, plain)
        if self._open:
            self._open[-1].children.append(element)
        else:
            self.root = element
        self._open.append(element)

    def end(self, _name: str) -> None:
        self._open.pop()
        self.closed = not self._open

    def text(self, data: str) -> None:
        if self._open:
            self._open[-1].pieces.append(data)

    def skipped(self, name: str, is_parameter: int) -> None:
        """Take an entity of a type that is not fetched for HTML's of that name, or leave it out."""
        told = html.unescape(f"&{name};")
        if not is_parameter and not told.startswith("&"):
            self.text(told)

    def entity(self, *_: object) -> None:
        raise _RefusedError("entities")

    def document(self, fault: str = "") -> Document:
        """What has come until now; what follows the root is no fault of it."""
        return Document(self.root or _NOTHING, "" if self.closed and self.root else fault)


def read_xml(data: bytes) -> Document:
    """Read a document of at most MOST bytes.

    A document type is passed over: what it points to is never fetched, and one that declares entities is
    refused.
    """
    if len(data) > MOST:
        return Document(_NOTHING, "large")
    bare = data.removeprefix(b"\xef\xbb\xbf").lstrip(b" \t\r\n")
    western = _WESTERN.match(bare)
    found = _parse(_undeclared(decode(bare, western[1].decode("ascii"))) if western else bare)
    if found.fault != "broken":
        return found
    text = _NO_CHARACTER.sub("", _undeclared(decode(bare)))
    again = _parse(text)
    if again.fault != "broken":
        return Document(again.root, again.fault or "charset")
    mended = _parse(_mended(text))
    if not mended.fault:
        return Document(mended.root, "broken")
    return again if again.root is not _NOTHING else found


def _undeclared(text: str) -> str:
    return _DECLARATION.sub("", text, count=1)


def _mended(text: str) -> str:
    """Escape what somebody forgot to: an ampersand, an entity of HTML, a Message-ID in its brackets."""
    if text.count("&") > _MOST_REFERENCES:
        return text
    return _BARE_ID.sub(r"&lt;\1&gt;", _REFERENCE.sub(_reference, text))


def _reference(match: re.Match[str]) -> str:
    return match[0] if match[0] in _KNOWN else escape(_NO_CHARACTER.sub("", html.unescape(match[0])))


def _parse(data: bytes | str) -> Document:
    builder = _Builder()
    parser = expat.ParserCreate(None if isinstance(data, bytes) else "utf-8", namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.text
    parser.EntityDeclHandler = builder.entity
    parser.SkippedEntityHandler = builder.skipped
    try:
        parser.Parse(data, True)  # noqa: FBT003 - the parser's own signature: these are the last bytes
    except _RefusedError as refused:
        return Document(_NOTHING, str(refused))
    except (expat.ExpatError, ValueError, LookupError, TypeError):  # the latter: a charset of no alphabet
        return builder.document("broken")
    return builder.document("broken")
