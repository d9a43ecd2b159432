"""The parts of an envelope, and the envelope that they make, sealed (RFC 6109 section 4.3)."""

from base64 import encodebytes
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from quopri import encodestring

from platforms.pec.authority import Credentials
from platforms.pec.seal import seal
from platforms.pec.style import Style

Header = Sequence[tuple[str, bytes | str]]


@dataclass(frozen=True, slots=True)
class Letter:
    """What goes into one envelope: the text, daticert.xml and postacert.eml, where there are any.

    `mark` makes the boundaries, and must not occur in what is enclosed.
    """

    text: str
    data: bytes | None
    message: bytes | None
    mark: str

    def sealed(self, header: Header, credentials: Credentials, style: Style, at: datetime) -> bytes:
        """Write the whole mail: this header, then what is signed, and the signature."""
        kind, body = seal(self._mixed(style), credentials, style, at, f"----{self.mark.upper()}")
        lines = (*header, ("MIME-Version", "1.0"), ("Content-Type", kind))
        return b"".join((*_lines(lines), b"\r\n", body))

    def _mixed(self, style: Style) -> bytes:
        # It begins with more dashes than the outer boundary: a reader that compares prefixes fails here.
        boundary = f"----------=_{self.mark}"
        parts = [self._text(style)]
        enclosed = [self._data(style), self._message(style)]
        parts += [each for each in (reversed(enclosed) if style.data_last else enclosed) if each]
        return _multipart("mixed", boundary, parts, style.inner_preamble)

    def _text(self, style: Style) -> bytes:
        plain = _text("plain", self.text)
        if not style.html:
            return plain
        page = f"<html><body><pre>{escape(self.text, quote=False)}</pre></body></html>\n"
        return _multipart("alternative", f"----------=_{self.mark}-2", [plain, _text("html", page)], "")

    def _data(self, style: Style) -> bytes:
        if self.data is None:
            return b""
        encoding, body = (
            ("base64", encodebytes(self.data))
            if style.base64_data
            else ("quoted-printable", encodestring(self.data))
        )
        return _part(_named("application/xml", "daticert.xml", encoding, style), _crlf(body))

    def _message(self, style: Style) -> bytes:
        if self.message is None:
            return b""
        encoding = "7bit" if self.message.isascii() else "8bit"
        return _part(_named("message/rfc822", "postacert.eml", encoding, style), self.message)


def _named(media_type: str, name: str, encoding: str, style: Style) -> Header:
    shown = f'"{name}"' if style.quoted_names else name
    return (
        ("Content-Type", f"{media_type}; name={shown}"),
        ("Content-Disposition", f"inline; filename={shown}"),
        ("Content-Transfer-Encoding", encoding),
    )


def _text(subtype: str, text: str) -> bytes:
    body = encodestring(text.encode("iso-8859-1", "replace"))
    fields = (
        ("Content-Type", f'text/{subtype}; charset="iso-8859-1"'),
        ("Content-Disposition", "inline"),
        ("Content-Transfer-Encoding", "quoted-printable"),
    )
    return _part(fields, _crlf(body))


def _multipart(subtype: str, boundary: str, parts: Iterable[bytes], preamble: str) -> bytes:
    mark = b"--" + boundary.encode()
    fields = (("Content-Type", f'multipart/{subtype}; boundary="{boundary}"'),)
    start = preamble.encode() + b"\r\n" if preamble else b""
    pieces = [piece for part in parts for piece in (mark, b"\r\n", part, b"\r\n")]
    return b"".join((*_lines(fields), b"\r\n", start, *pieces, mark, b"--\r\n"))


def _part(fields: Header, body: bytes) -> bytes:
    return b"".join((*_lines(fields), b"\r\n", body))


def _lines(fields: Header) -> list[bytes]:
    return [
        name.encode() + b": " + (value if isinstance(value, bytes) else value.encode()) + b"\r\n"
        for name, value in fields
    ]


def _crlf(body: bytes) -> bytes:
    return body.replace(b"\n", b"\r\n")
