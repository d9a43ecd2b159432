"""A message as a client hands it to its provider: SMTP's sender and recipients, and the bytes."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.utils import getaddresses
from functools import cached_property

Field = tuple[str, bytes]

_BARE_END = re.compile(rb"\r\n|\r|\n")
_FOLD = re.compile(rb"\r\n[ \t]*")


@dataclass(frozen=True)
class Draft:
    """Its bytes have CRLF line ends, whatever the client used."""

    sender: str
    recipients: tuple[str, ...]
    raw: bytes

    @classmethod
    def of(cls, sender: str, recipients: Collection[str], raw: bytes) -> "Draft":
        """Take what SMTP gave."""
        return cls(sender, tuple(recipients), _BARE_END.sub(b"\r\n", raw))

    @cached_property
    def split(self) -> tuple[tuple[Field, ...], bytes]:
        """The fields of the header, each as its lower-case name and its whole bytes; then the body."""
        return split(self.raw)

    @property
    def size(self) -> int:
        """Bytes of the message."""
        return len(self.raw)

    def lines(self, name: str) -> list[bytes]:
        """Every occurrence of a field: what stands after the colon, folded as it came."""
        return [raw.partition(b":")[2].strip() for field, raw in self.split[0] if field == name.lower()]

    def line(self, name: str) -> bytes:
        """Give the first occurrence of a field, or nothing."""
        return next(iter(self.lines(name)), b"")

    def text(self, name: str) -> str:
        """Give the first occurrence of a field on one line, its encoded words decoded."""
        plain = unfolded(self.line(name))
        try:
            return str(make_header(decode_header(plain)))
        except (HeaderParseError, LookupError, ValueError):
            return plain

    def addresses(self, *names: str) -> list[str]:
        """Every address in these fields."""
        lines = [unfolded(line) for name in names for line in self.lines(name)]
        return [address for _, address in getaddresses(lines) if address]


def split(raw: bytes) -> tuple[tuple[Field, ...], bytes]:
    """Take a message or a part apart into the fields of its header and its body; it has CRLF line ends."""
    if raw.startswith(b"\r\n"):
        return (), raw[2:]
    header, _, body = raw.partition(b"\r\n\r\n")
    fields: list[Field] = []
    for line in header.split(b"\r\n"):
        if line[:1] in (b" ", b"\t") and fields:
            fields[-1] = (fields[-1][0], fields[-1][1] + b"\r\n" + line)
        elif line:
            fields.append((line.partition(b":")[0].strip().lower().decode("latin-1"), line))
    return tuple(fields), body


def joined(fields: Collection[Field], body: bytes) -> bytes:
    """Put a header and a body together again."""
    return b"".join(raw + b"\r\n" for _, raw in fields) + b"\r\n" + body


def unfolded(line: bytes) -> str:
    """Give the value of a field on one line; bytes that are no UTF-8 are read as Latin-1."""
    flat = _FOLD.sub(b" ", line)
    try:
        return flat.decode()
    except UnicodeDecodeError:
        return flat.decode("latin-1")
