"""The parts of a mail, found in one pass without copying them: RFC 2046 section 5.1.

A mail is a stranger's: nothing here calls itself, each line is looked at once, and what is nested
or split beyond the bounds is Unreadable.
"""

import binascii
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from channels.mail.headers import Headers, Unreadable, from_base64, read_head
from channels.mail.parameters import read_parameters

_LONGEST_BOUNDARY = 200  # the RFC allows 70
_MOST_LINES = 300_000  # lines that begin as a boundary does: more take seconds, and no letter has so many
_PLAIN = "text/plain"
_ALTERNATIVE = "multipart/alternative"
_TYPE = re.compile(r"[a-z0-9!#$&^_.+-]{1,100}/[a-z0-9!#$&^_.+-]{1,100}")


@dataclass(slots=True)
class Leaf:
    """A part that holds something: where its content lies in the mail, and what its header says.

    `within` are the types of the nearest parts round it, the innermost last. `choice` is the number of the
    outermost multipart/alternative that it is in, 0 if in none.
    """

    kind: str
    parameters: Mapping[str, str]
    headers: Headers
    within: tuple[str, ...]
    choice: int
    start: int
    end: int = 0
    disposition: str = ""
    name: str = ""

    @property
    def size(self) -> int:
        """How large the content is about, in bytes: exactly so where it is not encoded."""
        encoded = self.end - self.start
        return encoded * 3 // 4 if self.encoding == "base64" else encoded

    @property
    def encoding(self) -> str:
        """Its Content-Transfer-Encoding."""
        return self.headers.first("content-transfer-encoding").strip(" ;\"'").lower()

    def content(self, raw: bytes, most: int | None = None) -> bytes:
        """Its content, decoded; with `most`, about that much of its beginning, in bytes as they came."""
        end = self.end if most is None else min(self.end, self.start + most)
        data = raw[self.start : end]
        if self.encoding == "base64":
            return from_base64(data)
        if self.encoding == "quoted-printable":
            return binascii.a2b_qp(data)
        return data


@dataclass(slots=True)
class _Open:
    """A multipart that has begun and not ended."""

    kind: str
    boundary: bytes
    choice: int
    found: bool = False


@dataclass(slots=True)
class _Walk:
    raw: bytes
    most_parts: int
    most_header: int
    open: list[_Open] = field(default_factory=list)
    levels: dict[bytes, list[int]] = field(default_factory=dict)  # where in `open` a boundary stands
    leaves: list[Leaf] = field(default_factory=list)
    leaf: Leaf | None = None  # the one whose end is looked for
    parts: int = 0

    def begin(self, headers: Headers, start: int) -> None:
        """Begin a part whose content starts there."""
        self.parts += 1
        if self.parts > self.most_parts:
            raise Unreadable("parts")
        kind, parameters = read_parameters(headers.first("content-type"))
        if kind.startswith("multipart/"):
            self._enter(kind, parameters.get("boundary", ""))
            return
        shown, more = read_parameters(headers.first("content-disposition"))
        choice = self.open[-1].choice if self.open else 0
        within = tuple(each.kind for each in self.open[-3:])
        known = kind if _TYPE.fullmatch(kind) else _PLAIN  # RFC 2045 section 5.2
        name = more.get("filename") or parameters.get("name", "")
        self.leaf = Leaf(known, parameters, headers, within, choice, start, disposition=shown, name=name)

    def _enter(self, kind: str, boundary: str) -> None:
        mark = boundary.encode("utf-8").rstrip()
        if not mark or len(mark) > _LONGEST_BOUNDARY:
            raise Unreadable("boundary")
        outer = self.open[-1].choice if self.open else 0
        choice = outer or (self.parts if kind == _ALTERNATIVE else 0)
        self.levels.setdefault(mark, []).append(len(self.open))
        self.open.append(_Open(kind, mark, choice))

    def end(self, place: int) -> None:
        """End the part being read; what follows belongs to none until the next begins."""
        if self.leaf is None:
            return
        if place > self.leaf.start and self.raw[place - 1 : place] == b"\r":
            place -= 1
        self.leaf.end = max(place, self.leaf.start)
        self.leaves.append(self.leaf)
        self.leaf = None

    def close(self, level: int) -> None:
        """End every multipart from that level on."""
        while len(self.open) > level:
            gone = self.open.pop()
            self.levels[gone.boundary].pop()
            if not gone.found:
                raise Unreadable("boundary")

    def boundary(self, line: bytes) -> tuple[int, bool]:
        """Whose boundary a line is (a level, or -1), and whether it is the last one."""
        if levels := self.levels.get(line):
            return levels[-1], False
        if line.endswith(b"--") and (levels := self.levels.get(line[:-2])):
            return levels[-1], True
        return -1, False


def find_leaves(raw: bytes, headers: Headers, start: int, parts: int, header: int) -> list[Leaf]:
    """Find what a mail holds; at most so many `parts`, each with at most `header` bytes of header.

    Raises Unreadable beyond that, and if a multipart has no boundary, or one that never comes.
    """
    walk = _Walk(raw, parts, header)
    walk.begin(headers, start)
    at, lines = max(start - 1, 0), 0
    while walk.open and (at := raw.find(b"\n--", at)) >= 0:
        lines += 1
        if lines > _MOST_LINES:
            raise Unreadable("lines")
        end = raw.find(b"\n", at + 1)
        end = len(raw) if end < 0 else end
        level, last = _judge(walk, at + 3, end)
        if level < 0:
            at = end
            continue
        walk.end(at)
        walk.open[level].found = True
        walk.close(level if last else level + 1)
        if last:
            at = end
            continue
        own, start = read_head(raw, min(end + 1, len(raw)), header)
        walk.begin(own, start)
        at = start - 1
    walk.end(len(raw))
    walk.close(0)
    return walk.leaves


def _judge(walk: _Walk, start: int, end: int) -> tuple[int, bool]:
    if end - start > _LONGEST_BOUNDARY + len(b"--\r"):
        return -1, False
    return walk.boundary(walk.raw[start:end].rstrip())
