"""The same words in the 7-bit alphabet, where that costs a citizen's counter less and loses no sense.

`È pronto` in capitals would halve the room of the whole message; Italians write `E' pronto` for it by hand.
A letter of another script, or a sign that is part of the sense, stays and the text keeps its 16 bits.
"""

import re
import unicodedata
from functools import lru_cache

from channels import gsm7

JOINED = 3  # a longer text is cut between words into messages, which read well one by one
# What fits however it is written: if each were a pair of two units, and each segment ended a unit early.
_ALWAYS_FITS = JOINED * (gsm7.Alphabet.UCS2.joined - 1) // 2
_FITS_AS_GSM = JOINED * (gsm7.Alphabet.GSM7.joined - 1) // 2

_SAME = {
    **dict.fromkeys("’‘‛`´′ʼ", "'"),
    **dict.fromkeys("“”„‟«»″", '"'),
    **dict.fromkeys("–—‐‑‒―−•·", "-"),
    **dict.fromkeys("\u200b\u200e\u200f\u2060\ufeff\u00ad", ""),  # invisible: they only steer the line
    **dict.fromkeys("\t\u2028\u2029", " "),
    "À": "A'", "Á": "A'", "È": "E'", "Ì": "I'", "Í": "I'", "Ò": "O'", "Ó": "O'", "Ù": "U'", "Ú": "U'",
    "á": "à", "í": "ì", "ó": "ò", "ú": "ù", "ç": "c",  # a wrong accent still shows where the stress is
    "œ": "oe", "Œ": "OE", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "ſ": "s",
    "‹": "<", "›": ">", "…": "...", "→": "->", "←": "<-", "×": "x", "≤": "<=", "≥": ">=",
    "©": "(c)", "®": "(R)", "°": "o", "⁄": "/",
}  # fmt: skip
_PICTURES = frozenset({"So", "Sk", "Mn", "Me", "Cf"})  # signs, skin tones, what joins them
_GONE = "\0"  # stands where a picture was
_GAP = re.compile(f"[ {_GONE}]+")
_CLOSING = ".,;:!?)"  # no space stands before these
_REMEMBERED = 256  # texts: those of a broadcast leave a hundred thousand times
_NUMBER = re.compile(r"\b([nN])°\.?")


@lru_cache(_REMEMBERED)
def transliterate(text: str) -> str:
    """Rewrite a text in plainer letters if that avoids 16 bits or saves a segment; else leave it alone.

    It never costs more. Pictures (emoji) are dropped only where the rest then costs a segment less, and
    words remain.
    """
    if gsm7.is_gsm(text):
        return text
    plain = plain_letters(text)
    before, after = gsm7.segments(text).count, gsm7.segments(plain).count
    if after < before or (after == before and gsm7.is_gsm(plain)):
        text, before = plain, after
    bare = _without_pictures(plain)
    if bare and gsm7.is_gsm(bare) and gsm7.segments(bare).count < before:
        return bare
    return text


def fits(text: str) -> bool:
    """Tell whether a text, rewritten as it will be on leaving, is at most three joined segments."""
    if len(text) <= _ALWAYS_FITS or (len(text) <= _FITS_AS_GSM and gsm7.is_gsm(text)):
        return True  # most are: nothing needs to be counted
    return gsm7.segments(transliterate(text)).count <= JOINED


def plain_letters(text: str) -> str:
    """Rewrite whatever has an equal in the 7-bit alphabet, whether it saves anything or not."""
    if gsm7.is_gsm(text):
        return text
    whole = _NUMBER.sub(r"\1.", unicodedata.normalize("NFC", text))
    table = {ord(c): _plain(c) for c in gsm7.guilty(whole)}
    return whole.translate(table)


def _plain(letter: str) -> str:
    """Give the equal of one character, or the character itself."""
    known = _SAME.get(letter)
    if known is not None:
        return known
    apart = unicodedata.normalize("NFKD", letter)
    bare = "".join(c for c in apart if not unicodedata.combining(c))
    # ½ would come apart as 1⁄2, and make 11/2 of 1½.
    return bare if bare and "⁄" not in bare and gsm7.is_gsm(bare) else letter


def _without_pictures(text: str) -> str:
    kept = (c if c in gsm7.BASIC or unicodedata.category(c) not in _PICTURES else _GONE for c in text)
    return _GAP.sub(_closed, "".join(kept)).strip()


def _closed(gap: re.Match[str]) -> str:
    """Write what stays between two words: a picture before a full stop takes its space along."""
    follows = gap.string[gap.end() : gap.end() + 1]
    if _GONE in gap[0] and follows and follows in _CLOSING:
        return ""
    return " " if " " in gap[0] else ""
