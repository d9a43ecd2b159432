"""The content of a mail that we write: its text, its files, and both together (RFC 2045, 2046, 2231)."""

import binascii
import re
from base64 import encodebytes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from urllib.parse import quote

from bot.message import File
from channels.mail.enclosures import safe_name

_LINE = 76
_NAME_ROOM = 55  # characters of a name on one line
_UNPRINTED = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f]")
_TYPE = re.compile(r"(?:application|audio|font|image|model|text|video)/[a-z0-9!#$&^_.+-]{1,100}")
_TOKEN = re.compile(r"[A-Za-z0-9._ ()+,-]{1,55}")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a mail: its own header fields, and its content with lines ending in CRLF."""

    fields: tuple[str, ...]
    content: bytes


def text_piece(text: str) -> Piece:
    """Write a text; as it is where any old program shows it well, else in quoted-printable.

    Lines are not broken: a reader's program fits them to its window, and links stay whole.
    """
    plain = _UNPRINTED.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).rstrip("\n") + "\n"
    data = plain.encode("utf-8", "replace").replace(b"\n", b"\r\n")
    harmless = plain.isascii() and not any(map(_needs_care, plain.split("\n")))
    if not harmless:
        data = binascii.b2a_qp(data, istext=True).replace(b"\r\nFrom ", b"\r\n=46rom ")
        data = re.sub(rb"\AFrom ", b"=46rom ", data)
    return Piece(
        (
            "Content-Type: text/plain; charset=utf-8",
            f"Content-Transfer-Encoding: {'7bit' if harmless else 'quoted-printable'}",
        ),
        data,
    )


def _needs_care(line: str) -> bool:
    """Whether a relay might change a line, or take it for something else."""
    return len(line) > _LINE or line != line.rstrip() or line.startswith(("From ", ".", "--"))


def file_piece(file: File) -> Piece:
    """Write a file; parts and mails go as plain bytes, since they may not be encoded under their own type."""
    kind = file.media_type.lower()
    kind = kind if _TYPE.fullmatch(kind) else "application/octet-stream"
    name = ";\r\n ".join(["attachment", *_named(safe_name(file.name) or "attachment")])
    return Piece(
        (f"Content-Type: {kind}", "Content-Transfer-Encoding: base64", f"Content-Disposition: {name}"),
        encodebytes(file.content).replace(b"\n", b"\r\n"),
    )


def _named(name: str) -> Iterator[str]:
    """Write a name as RFC 2231 has it, cut into numbered pieces where it is long."""
    if _TOKEN.fullmatch(name):
        yield f'filename="{name}"'
        return
    encoded = "UTF-8''" + quote(name, safe="", errors="replace")
    pieces = re.findall(rf"(?:%..|[^%]){{1,{_NAME_ROOM // 3}}}", encoded)
    if len(pieces) == 1:
        yield f"filename*={encoded}"
        return
    for number, piece in enumerate(pieces):
        yield f"filename*{number}*={piece}"


def mixed(pieces: Sequence[Piece], seed: str) -> Piece:
    """Put pieces together; the boundary comes from `seed`, with "=_" in it, which no encoding writes."""
    boundary = f"=_{sha256(seed.encode()).hexdigest()[:32]}"
    lines: list[bytes] = []
    for piece in pieces:
        lines += [f"--{boundary}".encode(), *(field.encode("ascii") for field in piece.fields), b""]
        lines.append(piece.content.removesuffix(b"\r\n"))
    lines += [f"--{boundary}--".encode(), b""]
    return Piece((f'Content-Type: multipart/mixed; boundary="{boundary}"',), b"\r\n".join(lines))
