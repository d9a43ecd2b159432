"""The header of a mail or of one of its parts: fields unfolded, RFC 5322 section 2.2, and RFC 2047 words."""

import binascii
import re
import string
from collections.abc import Iterator
from dataclasses import dataclass

from channels.mail.charsets import decode

_NAME = re.compile(rb"([!-9;-~]{1,200})[ \t]*:")
# Charset, with a language after a star (RFC 2231 section 5); encoding; text, in which some put blanks.
_WORD = re.compile(r"=\?([^?\s*]{1,60})(?:\*([A-Za-z0-9-]{0,40}))?\?([bBqQ])\?([^?]*)\?=")
_NOT_BASE64 = bytes(set(range(256)) - set(string.ascii_letters.encode() + string.digits.encode() + b"+/"))


class Unreadable(Exception):  # noqa: N818 - it says what the mail is; nobody outside this package sees it
    """The mail goes beyond our bounds or is broken; the first argument is a word for the log."""


@dataclass(frozen=True, slots=True)
class Headers:
    """Fields in their order, names in lower case, values as bytes without folding."""

    fields: tuple[tuple[str, bytes], ...] = ()

    def all(self, name: str) -> list[bytes]:
        """List the values of a field."""
        return [value for own, value in self.fields if own == name]

    def has(self, *names: str) -> bool:
        """Whether any of these fields is there."""
        return any(own in names for own, _ in self.fields)

    def first(self, name: str) -> str:
        """The first value of a field as it was written, in one line; empty without one."""
        return next((one_line(decode(value)) for own, value in self.fields if own == name), "")

    def text(self, name: str) -> str:
        """The first value of a field with its encoded words read, in one line."""
        return next((one_line(read_words(decode(value))) for own, value in self.fields if own == name), "")


def read_head(raw: bytes, at: int, most: int) -> tuple[Headers, int]:
    """Read the header that begins at `at`, and tell where the body begins.

    It ends at an empty line, or before a line that opens with two hyphens, which is a boundary that came
    too early. Lines that are no field are passed over. Raises Unreadable beyond `most` bytes.
    """
    fields: list[tuple[str, list[bytes]]] = []
    begin = at
    for line, following in _lines(raw, at):
        if following - begin > most:
            raise Unreadable("headers")
        bare = line.rstrip(b"\r")
        if not bare:
            return _fields(fields), following
        if bare.startswith(b"--"):
            return _fields(fields), at
        _take(bare, fields)
        at = following
    return _fields(fields), len(raw)


def _lines(raw: bytes, at: int) -> Iterator[tuple[bytes, int]]:
    """Cut lines from a place on, each with the place of the next."""
    while at < len(raw):
        end = raw.find(b"\n", at)
        following = len(raw) if end < 0 else end + 1
        yield raw[at : len(raw) if end < 0 else end], following
        at = following


def _take(line: bytes, fields: list[tuple[str, list[bytes]]]) -> None:
    if line[:1] in b" \t":
        if fields:
            fields[-1][1].append(line)
    elif match := _NAME.match(line):
        fields.append((match[1].decode("ascii").lower(), [line[match.end() :]]))


def _fields(found: list[tuple[str, list[bytes]]]) -> Headers:
    return Headers(tuple((name, b" ".join(lines).strip()) for name, lines in found))


def one_line(text: str) -> str:
    """Put a text on one line, without what does not print."""
    if not text.isprintable():
        text = "".join(char if char.isprintable() else " " for char in text)
    return " ".join(text.split())


def read_words(text: str) -> str:
    """Read RFC 2047 encoded words; neighbours of one charset are read together, cut letters heal so."""
    told: list[str] = []
    run: list[bytes] = []
    alphabet, end = "", 0
    for match in _WORD.finditer(text):
        between = text[end : match.start()]
        if (between.strip() or not run) or match[1].lower() != alphabet:
            told += [decode(b"".join(run), alphabet), "" if run and not between.strip() else between]
            run, alphabet = [], match[1].lower()
        run.append(_bytes(match[3], match[4]))
        end = match.end()
    return "".join([*told, decode(b"".join(run), alphabet), text[end:]])


def _bytes(encoding: str, text: str) -> bytes:
    data = text.encode("utf-8")
    if encoding in "bB":
        return from_base64(data)
    return binascii.a2b_qp(data.replace(b" ", b"_"), header=True)


def from_base64(data: bytes | memoryview) -> bytes:
    """Read base64, passing over what does not belong there; padding may lack."""
    try:
        return binascii.a2b_base64(data)
    except binascii.Error:  # the number of its letters is no multiple of four
        letters = bytes(data).translate(None, _NOT_BASE64)
        whole = letters[: len(letters) - (len(letters) % 4 == 1)]
        return binascii.a2b_base64(whole + b"=" * (-len(whole) % 4))
