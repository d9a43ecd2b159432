"""Bytes become text, whatever alphabet they claim to be in; nothing here fails."""

import codecs
import re

_LABEL = re.compile(r"[a-z0-9][a-z0-9._:+-]{0,39}")

# What programs mean by a label that is too narrow, or unknown to Python (https://encoding.spec.whatwg.org).
_MEANT = {
    **dict.fromkeys(
        ("us-ascii", "ascii", "iso-8859-1", "iso8859-1", "iso_8859-1", "latin1", "latin-1"), "cp1252"
    ),
    **dict.fromkeys(("ansi_x3.4-1968", "windows1252", "x-ansi", "ansi", "cp-1252", "cp819", "l1"), "cp1252"),
    **dict.fromkeys(("iso-8859-9", "latin5"), "cp1254"),
    **dict.fromkeys(("iso-8859-11", "tis-620", "windows-874"), "cp874"),
    **dict.fromkeys(("gb2312", "gbk", "x-gbk", "gb_2312-80", "chinese"), "gb18030"),
    **dict.fromkeys(("ks_c_5601-1987", "ks_c_5601-1989", "euc-kr", "korean"), "cp949"),
    **dict.fromkeys(("shift_jis", "shift-jis", "x-sjis", "sjis", "ms_kanji"), "cp932"),
    **dict.fromkeys(("unicode-1-1-utf-7", "utf7", "x-unicode-2-0-utf-7"), "utf-7"),
    **dict.fromkeys(("utf8mb4", "unicode-1-1-utf-8", "x-utf-8", "utf-8mb4"), "utf-8"),
    **dict.fromkeys(("iso-8859-8-i", "iso-8859-8-e"), "iso8859-8"),
    **dict.fromkeys(("x-mac-roman", "macintosh"), "mac-roman"),
    "unicode": "utf-16",
    "x-euc-jp": "euc_jp",
}

# Alphabets only: Python names transformations the same way ("zip", "idna", "unicode_escape").
_ALPHABETS = frozenset(
    (
        *("ascii", "utf-8", "utf-7", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"),
        *(f"iso8859-{number}" for number in range(1, 17)),
        *(f"cp{number}" for number in range(1250, 1259)),
        *("cp437", "cp850", "cp852", "cp855", "cp858", "cp862", "cp866", "cp874", "cp932", "cp949", "cp950"),
        *("koi8-r", "koi8-u", "mac-roman", "gb18030", "gbk", "gb2312", "hz", "big5", "big5hkscs", "johab"),
        *("euc_jp", "euc_kr", "shift_jis", "iso2022_jp", "iso2022_jp_1", "iso2022_jp_2", "iso2022_jp_ext"),
        *("iso2022_kr", "tis-620"),
    )
)
_ONE_BYTE = re.compile(r"ascii|cp125\d|cp4.*|cp8.*|iso8859-.*|koi8-.*|mac-roman|tis-620")
_JAPANESE = re.compile(rb"\x1b\$[@B]")  # ISO-2022-JP shows itself, also where nobody said so
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def decode(data: bytes, label: str = "") -> str:
    """Read bytes labelled with a charset, or with none, or with a wrong one.

    UTF-8 shows itself, and is believed before a label of one byte a letter; what is labelled UTF-8 and
    is not is taken for Windows-1252. What no alphabet reads becomes U+FFFD; NUL is left out.
    """
    text = _decode(data, _alphabet(label))
    if "\0" in text:
        text = text.replace("\0", "")
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


def _decode(data: bytes, alphabet: str) -> str:
    marked = next((name for mark, name in _MARKS if data.startswith(mark)), "")
    if marked:
        return data.decode(marked, "replace")
    if alphabet and alphabet != "utf-8" and not _ONE_BYTE.fullmatch(alphabet):
        return data.decode(alphabet, "replace")
    if _JAPANESE.search(data) is not None:
        return data.decode("iso2022_jp", "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _not_utf_8(data, alphabet)


def _not_utf_8(data: bytes, alphabet: str) -> str:
    """Read what is not UTF-8 as a whole: cut or spoilt in a few places, or of another alphabet."""
    spoilt = data.decode("utf-8", "replace")
    holes = spoilt.count("\ufffd")
    if alphabet in {"", "utf-8", "ascii"}:
        letters = sum(char > "\x7f" for char in spoilt) - holes
        return spoilt if letters > holes else data.decode("cp1252", "replace")
    return data.decode(alphabet, "replace")


def _alphabet(label: str) -> str:
    """Python's name of a charset; empty for one that it does not know."""
    name = label.strip(" \t\"'").lower()
    name = _MEANT.get(name, name)
    if not _LABEL.fullmatch(name):
        return ""
    try:
        known = codecs.lookup(name).name
    except LookupError:
        return ""
    return known if known in _ALPHABETS else ""
