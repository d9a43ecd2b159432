"""The parts of a mail, cut out of the raw bytes one level at a time: RFC 2046 section 5.1.

What a reading may look at is counted over the whole mail (Budget), so that none is slow, however it is
made. A boundary is a whole line: one that only begins like it is none.
"""

import binascii
import re
import string
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from channels.mail.headers import Headers, Unreadable, from_base64, read_head
from channels.mail.mime import Leaf
from channels.mail.parameters import read_parameters

_BASE64, _QUOTED = "base64", "quoted-printable"
_LETTERS = (string.ascii_letters + string.digits + "+/=").encode()
_NO_LETTERS = bytes(set(range(256)) - set(_LETTERS))
_AFTER = b"= \t\r\n"  # what may stand after the first sign of the padding and be none of it
_PIECE = 1 << 20  # bytes: what is decoded at a time
_LONGEST_BOUNDARY = 200  # the RFC allows 70
_REST = re.compile(rb"(--)?[ \t\r]*(?=\n|\Z)")  # of the line of a delimiter
_EMPTY = re.compile(rb"\n\r?\n")
_USUAL = 400  # bytes: headers of parts up to here are remembered
_OF_ONE_MAIL = b"boundary"  # what has it is in no other mail
_KEPT = 64
_DEEPEST = 6  # multiparts in one another that are looked into
_TYPE = re.compile(r"[a-z0-9!#$&^_.+-]{1,100}/[a-z0-9!#$&^_.+-]{1,100}")
_FIRST_BOUNDARY = re.compile(rb"(?:\A|\n)--([^\r\n]{1,200}?)[ \t]*\r*\n(?=[Cc]ontent-)")


@dataclass(slots=True)
class Part(Leaf):
    """A part, with the place where its own header begins and every name that it is given."""

    head: int = 0
    names: tuple[str, ...] = ()
    transfer: str = ""

    @property
    def encoding(self) -> str:
        """Its Content-Transfer-Encoding."""
        return self.transfer

    @property
    def is_multipart(self) -> bool:
        """Whether it is made of parts."""
        return self.kind.startswith("multipart/")

    def content(self, raw: bytes, most: int | None = None) -> bytes:
        """Its content, decoded, as Leaf has it; without a copy of what is encoded."""
        end = self.end if most is None else min(self.end, self.start + most)
        data = memoryview(raw)[self.start : end]
        if self.encoding == _BASE64:
            return from_base64(data)
        return binascii.a2b_qp(data) if self.encoding == _QUOTED else bytes(data)

    def pieces(self, raw: bytes) -> Iterator[bytes | memoryview]:
        """Its content, decoded, a piece at a time where that can be done."""
        data = memoryview(raw)[self.start : self.end]
        if self.encoding == _QUOTED:
            yield from _from_quoted(data)
        elif self.encoding == _BASE64:
            yield from _from_base64(data)
        else:
            yield data

    def called(self, name: str) -> bool:
        """Whether that is its name, in any case of letters."""
        return name in self.names


@dataclass(slots=True)
class Budget:
    """What is left to spend on one mail: parts, bytes of headers, lines that only begin like a boundary."""

    parts: int = 1_000
    headers: int = 400_000
    likenesses: int = 50_000

    def read_head(self, raw: bytes, at: int) -> "_Head":
        """Read a header; raises Unreadable ("headers") when too much has been read."""
        empty = _EMPTY.search(raw, at, at + min(_USUAL, self.headers))
        if empty and raw.find(_OF_ONE_MAIL, at, empty.end()) < 0:
            said = _usual_head(raw[at : empty.end()])
        else:
            headers, start = read_head(raw, at, self.headers)
            said = _head(headers, start - at)
        self.headers -= said.length
        return said

    def take_part(self) -> None:
        """Count a part; raises Unreadable ("parts") beyond the last."""
        self.parts -= 1
        if self.parts < 0:
            raise Unreadable("parts")

    def take_likeness(self) -> None:
        """Count a line that was taken for a boundary and is none; raises Unreadable ("parts") as well."""
        self.likenesses -= 1
        if self.likenesses < 0:
            raise Unreadable("parts")


def _from_base64(data: memoryview) -> Iterator[bytes]:
    """Decode in pieces what from_base64 decodes as a whole: what stands after the padding is left out."""
    if len(data) <= _PIECE and not bytes(data).partition(b"=")[2].strip(_AFTER):
        yield from_base64(data)
        return
    rest = b""
    for start in range(0, len(data), _PIECE):
        letters = rest + bytes(data[start : start + _PIECE]).translate(None, _NO_LETTERS)
        before, padding, _ = letters.partition(b"=")
        if padding:
            yield from_base64(before)
            return
        whole = len(letters) - len(letters) % 4
        rest = letters[whole:]
        yield binascii.a2b_base64(letters[:whole])
    yield from_base64(rest)


def _from_quoted(data: memoryview) -> Iterator[bytes]:
    """Decode quoted-printable in pieces, cut at the end of a line, else before an escape."""
    start = 0
    while start < len(data):
        piece = bytes(data[start : start + _PIECE])
        cut = len(piece)
        if start + cut < len(data):
            cut = piece.rfind(b"\n") + 1 or max(piece.rfind(b"="), 0) or cut
        yield binascii.a2b_qp(piece[:cut])
        start += cut


@dataclass(frozen=True, slots=True)
class _Head:
    """What the header of a part says, and how long it is, with the empty line after it."""

    headers: Headers
    length: int
    kind: str
    parameters: Mapping[str, str]
    encoding: str
    disposition: str
    names: tuple[str, str]  # as Content-Disposition has it, and as Content-Type does


def _head(headers: Headers, length: int) -> _Head:
    kind, parameters = read_parameters(headers.first("content-type"))
    shown, more = read_parameters(headers.first("content-disposition"))
    return _Head(
        headers,
        length,
        kind if _TYPE.fullmatch(kind) else "text/plain",  # RFC 2045 section 5.2
        parameters,
        headers.first("content-transfer-encoding").strip(" ;\"'").lower(),
        shown,
        (more.get("filename", ""), parameters.get("name", "")),
    )


@lru_cache(maxsize=_KEPT)
def _usual_head(encoded: bytes) -> _Head:
    """Read a header that ends in what is given, wherever in it: many are in each mail of a provider."""
    return _head(*read_head(encoded, 0, len(encoded)))


def part_at(raw: bytes, at: int, end: int, budget: Budget) -> Part:
    """Read the header of the part that lies between two places."""
    budget.take_part()
    said = budget.read_head(raw, at)
    return Part(
        said.kind,
        said.parameters,
        said.headers,
        (),
        0,
        min(at + said.length, end),
        end,
        said.disposition,
        said.names[0] or said.names[1],
        head=at,
        names=tuple(each.strip().lower() for each in said.names if each.strip()),
        transfer=said.encoding,
    )


def split(raw: bytes, whole: Part, budget: Budget) -> list[Part]:
    """Cut a multipart into its parts; what is before the first and after the last is no part.

    One that is not closed ends where the multipart does. Where the boundary is not given, or never comes,
    none is found.
    """
    boundary = whole.parameters.get("boundary", "").encode("utf-8").rstrip()
    if not 0 < len(boundary) <= _LONGEST_BOUNDARY:
        return []
    # The line break before it is part of a boundary; a multipart may begin with one, after its header.
    parts: list[Part] = []
    begin = -1
    for at, match in _delimiters(raw, b"\n--" + boundary, (max(whole.start - 1, 0), whole.end), budget):
        if begin >= 0:
            parts.append(part_at(raw, begin, max(_before(raw, at), begin), budget))
        if match[1]:
            return parts
        begin = min(match.end() + 1, whole.end)
    if begin >= 0:
        parts.append(part_at(raw, begin, whole.end, budget))
    return parts


def _delimiters(
    raw: bytes, opening: bytes, span: tuple[int, int], budget: Budget
) -> Iterator[tuple[int, re.Match[bytes]]]:
    """Find each delimiter and the rest of its line; a pattern of its own would be compiled for every mail."""
    start, end = span
    at = raw.find(opening, start, end)
    while at >= 0:
        if rest := _REST.match(raw, at + len(opening), end):
            yield at, rest
        else:
            budget.take_likeness()
        at = raw.find(opening, at + 1, end)


def _before(raw: bytes, place: int) -> int:
    """Where a line ends whose line feed is there."""
    return place - 1 if raw[place - 1 : place] == b"\r" else place


def guess_boundary(raw: bytes, whole: Part) -> str:
    """The first line that looks like a boundary, for a multipart whose header names none, or a wrong one."""
    match = _FIRST_BOUNDARY.search(raw, whole.start, min(whole.end, whole.start + 10_000))
    return match[1].decode("utf-8", "replace") if match else ""


def leaves(raw: bytes, whole: Part, budget: Budget) -> list[Part]:
    """What a mail holds in the end, in its order; a mail inside it is one leaf, as is what nests too deep."""
    found: list[Part] = []
    ahead = [(whole, 0)]
    while ahead:
        part, depth = ahead.pop()
        inside = split(raw, part, budget) if part.is_multipart and depth < _DEEPEST else []
        if inside:
            ahead += [(each, depth + 1) for each in reversed(inside)]
        else:
            found.append(part)
    return found
