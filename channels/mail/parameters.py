"""A field with parameters, such as Content-Type: RFC 2045 section 5.1, with the names of RFC 2231."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from urllib.parse import unquote_to_bytes

from channels.mail.charsets import decode
from channels.mail.headers import one_line, read_words

_PARAMETER = re.compile(r""";\s*([^\s=;"]{1,80})\s*=\s*(?:"((?:[^"\\]|\\.)*+)"|([^;]*))""")
_PIECE = re.compile(r"([^*]+)(?:\*([0-9]{1,3}))?(\*)?")  # name, name*, name*0, name*0*
_LONGEST = 16_384  # characters of one field that are looked at
_NOTHING: Mapping[str, str] = MappingProxyType({})


def read_parameters(value: str) -> tuple[str, Mapping[str, str]]:
    """Split a field into its value, in lower case, and its parameters by name.

    A value in RFC 2047 words, which the RFC forbids and programs write, is read too. Of two parameters of
    one name the first counts, and the form of RFC 2231 goes before the plain one.
    """
    value = value[:_LONGEST]
    head, separator, _ = value.partition(";")
    if not separator:
        return head.strip().lower(), _NOTHING
    plain: dict[str, str] = {}
    pieces: dict[str, dict[int, tuple[str, bool]]] = {}
    for match in _PARAMETER.finditer(value):
        text = match[3].strip() if match[2] is None else re.sub(r"\\(.)", r"\1", match[2])
        piece = _PIECE.fullmatch(match[1].lower())
        if piece is None or (piece[2] is None and piece[3] is None):
            plain.setdefault(match[1].lower(), one_line(read_words(text)))
        else:
            pieces.setdefault(piece[1], {}).setdefault(int(piece[2] or 0), (text, piece[3] is not None))
    return head.strip().lower(), plain | {name: _join(found) for name, found in pieces.items()}


def _join(pieces: Mapping[int, tuple[str, bool]]) -> str:
    """Put the pieces of one value together in the order of their numbers, then read their charset."""
    charset, data = "", []
    for place, number in enumerate(sorted(pieces)):
        text, encoded = pieces[number]
        if encoded and place == 0 and text.count("'") > 1:
            charset, _, text = text.split("'", 2)
        data.append(unquote_to_bytes(text) if encoded else text.encode("utf-8"))
    return one_line(decode(b"".join(data), charset))
