"""Text in a header, in ASCII: RFC 5322 folding, and RFC 2047 words where it is not plain."""

import re
from base64 import b64encode

_LINE = 76
_WORD_BYTES = 45  # 60 letters of base64 and 12 round them: under the 75 of RFC 2047 section 2
_PLAIN = re.compile(r"[ -~]*")
_ATOMS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]*")


def unstructured(text: str, used: int) -> str:
    """Write a text of one line as the value of a field; `used` characters of its first line are taken."""
    if _PLAIN.fullmatch(text) and "=?" not in text and all(len(word) < _LINE for word in text.split(" ")):
        return _fold(text, used)
    return _encoded(text, used)


def phrase(text: str, used: int) -> str:
    """Write the name that stands before an address."""
    if not _PLAIN.fullmatch(text) or "=?" in text or len(text) > _LINE - used:
        return _encoded(text, used)
    if _ATOMS.fullmatch(text):
        return text
    escaped = re.sub(r'(["\\])', r"\\\1", text)
    return f'"{escaped}"'


def _fold(text: str, used: int) -> str:
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        room = _LINE - (used if not lines else 1)
        if line and len(line) + 1 + len(word) > room:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}" if line else word
    return "\r\n ".join([*lines, line])


def _encoded(text: str, used: int) -> str:
    pieces = _pieces(text, _WORD_BYTES - used)
    return "\r\n ".join(f"=?UTF-8?B?{b64encode(piece).decode('ascii')}?=" for piece in pieces)


def _pieces(text: str, room: int) -> list[bytes]:
    """Cut a text into pieces of UTF-8 that each are whole letters; `room` is that of the first, in bytes."""
    pieces, piece = [], b""
    for char in text:
        letter = char.encode("utf-8", "replace")
        if len(piece) + len(letter) > room:
            pieces.append(piece)
            piece, room = b"", _WORD_BYTES
        piece += letter
    return [*pieces, piece]
