"""How a right mail is spoilt: bytes, lines and whole parts, and the words that readers trip over."""

from collections.abc import Callable
from random import Random

Mutation = Callable[[bytes, Random], bytes]

_WORDS = (
    *(
        b"------A1B2C3\r\n",
        b"\r\n------A1B2C3--",
        b"------------=_17-1\r\n",
        b"\n--m--\n",
        b"--",
        b"\r\n\r\n",
    ),
    *(b'boundary="', b"boundary=----A1B2C3", b"multipart/signed", b"multipart/mixed", b"message/rfc822"),
    *(b"application/pkcs7-mime", b"application/xml", b"base64", b"quoted-printable", b"charset=utf-7"),
    *(b"Content-Type: ", b"Content-Transfer-Encoding: ", b"X-Trasporto: errore\r\n", b"X-Ricevuta: "),
    *(b'name="daticert.xml"', b"filename*0*=utf-8''%FF", b"postacert.eml", b"smime.p7s", b"From: "),
    *(
        b"=?utf-8?b?",
        b"=?x?q?=00=FF?=",
        b"<",
        b">",
        b"&",
        b"&#x0;",
        b"&#xFFFFF;",
        b"&a;",
        b"]]>",
        b"<![CDATA[",
    ),
    *(b"<!DOCTYPE a [<!ENTITY a 'b'>]>", b"<?xml version='1.0' encoding='utf-16'?>", b"encoding='zip'"),
    *(
        b"<postacert tipo='accettazione'>",
        b"</postacert>",
        b"<destinatari>",
        b"<consegna>",
        b"<data zona='+9'>",
    ),
    *(b"31/02/0000", b"99:99:99", b"tipo='", b"xmlns='", b"xmlns:tns='http://uri.etsi.org/19522/v1#'"),
    *(
        b"\0",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"\xe8",
        b"\x1b$B",
        b"\r",
        b"\n",
        b"0\x80",
        b"\x30\x84\xff\xff\xff\xff",
    ),
    *(b"9" * 5000, b"<a>" * 100, b"a" * 70_000, b"\r\n " * 500, b'"' * 999, b"(" * 999),
)


def spoil(data: bytes, random: Random, other: bytes) -> bytes:
    """Spoil a mail in one to eight ways; `other` is one to take pieces from."""
    for _ in range(random.randint(1, 8)):
        mutation = random.choice(_MUTATIONS)
        data = _cross(data, random, other) if mutation is None else mutation(data, random)
    return data[:2_000_000]


def _place(data: bytes, random: Random) -> int:
    return random.randint(0, len(data))


def _span(data: bytes, random: Random) -> tuple[int, int]:
    """A short piece mostly, a long one at times."""
    start = _place(data, random)
    return start, min(len(data), start + random.choice((1, 2, 8, 80, 800, 8_000)))


def _flip(data: bytes, random: Random) -> bytes:
    at = _place(data, random)
    return data[:at] + bytes(byte ^ 1 << random.randrange(8) for byte in data[at : at + 1]) + data[at + 1 :]


def _insert_word(data: bytes, random: Random) -> bytes:
    at = _place(data, random)
    return data[:at] + random.choice(_WORDS) + data[at:]


def _replace_word(data: bytes, random: Random) -> bytes:
    start, end = _span(data, random)
    return data[:start] + random.choice(_WORDS) + data[end:]


def _insert_bytes(data: bytes, random: Random) -> bytes:
    at = _place(data, random)
    return data[:at] + random.randbytes(random.choice((1, 4, 40))) + data[at:]


def _cut(data: bytes, random: Random) -> bytes:
    start, end = _span(data, random)
    return data[:start] + data[end:]


def _cut_short(data: bytes, random: Random) -> bytes:
    return data[: _place(data, random)]


def _repeat(data: bytes, random: Random) -> bytes:
    start, end = _span(data, random)
    return data[:start] + data[start:end] * random.choice((2, 3, 50)) + data[end:]


def _cut_lines(data: bytes, random: Random) -> bytes:
    lines = data.splitlines(keepends=True)
    start = random.randint(0, len(lines))
    del lines[start : start + random.choice((1, 2, 20))]
    return b"".join(lines)


def _swap_lines(data: bytes, random: Random) -> bytes:
    lines = data.splitlines(keepends=True)
    if lines:
        one, two = random.randrange(len(lines)), random.randrange(len(lines))
        lines[one], lines[two] = lines[two], lines[one]
    return b"".join(lines)


def _other_line_ends(data: bytes, random: Random) -> bytes:
    return data.replace(
        *random.choice(((b"\r\n", b"\n"), (b"\n", b"\r\n"), (b"\r\n", b"\r"), (b"\n", b"\r")))
    )


def _replace_everywhere(data: bytes, random: Random) -> bytes:
    """A word in place of a piece, wherever that piece stands: boundaries stay boundaries."""
    start, end = _span(data, random)
    piece = data[start : min(end, start + 20)]
    return data.replace(piece, random.choice(_WORDS), 30) if piece else data


def _cross(data: bytes, random: Random, other: bytes) -> bytes:
    at, (start, end) = _place(data, random), _span(other, random)
    return data[:at] + other[start:end] + data[at:]


_MUTATIONS: tuple[Mutation | None, ...] = (
    *(_flip, _insert_word, _replace_word, _insert_bytes, _cut, _cut_short, _repeat),
    *(_swap_lines, _cut_lines, _other_line_ends, _replace_everywhere, None),
)
