"""What a text costs by SMS: its alphabet, its segments, and the characters that make it dear.

An SMS carries 140 octets: 160 characters of 7 bits, or 70 of 16 as soon as one of them is outside the
7-bit alphabet. Joined segments lose six octets each to their header: 153 or 67. A pair (an escape with
its character, two halves of a surrogate) is never torn apart, as on the networks that Twilio sends through.

Source: 3GPP TS 23.038 sections 6.1.2 and 6.2.1 (alphabet), 3GPP TS 23.040 section 9.2.3.24.1 (joining).
"""

import re
from dataclasses import dataclass
from enum import Enum

# TS 23.038 table 6.2.1, in code order; 0x1B is the escape to the second table and no character.
BASIC = (
    "@£$¥èéùìòÇ\nØø\rÅå"
    "Δ_ΦΓΛΩΠΨΣΘΞÆæßÉ"
    " !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§"
    "¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
# TS 23.038 table 6.2.1.1: each is sent as an escape and a character.
EXTENSION = "\f^{}\\[~]|€"

_BASIC = frozenset(BASIC)
_EXTENSION = frozenset(EXTENSION)
_GSM = _BASIC | _EXTENSION
_LAST_OF_BMP = "\uffff"


class Alphabet(Enum):
    """How the network writes a text: its units in a single segment, and in each joined one."""

    GSM7 = (160, 153)
    UCS2 = (70, 67)

    @property
    def single(self) -> int:
        """Units that fit when there is one segment."""
        return self.value[0]

    @property
    def joined(self) -> int:
        """Units that fit in each of several."""
        return self.value[1]


# What takes two units: an extension character, one beyond the basic multilingual plane.
_DOUBLES = {
    Alphabet.GSM7: re.compile(f"[{re.escape(EXTENSION)}]"),
    Alphabet.UCS2: re.compile("[\U00010000-\U0010ffff]"),
}


@dataclass(frozen=True, slots=True)
class Segments:
    """What a text costs: `units` are septets or 16-bit units, `remaining` the room in the last segment."""

    alphabet: Alphabet
    units: int
    count: int
    remaining: int


def is_gsm(text: str) -> bool:
    """Tell whether every character is in the 7-bit alphabet."""
    return _GSM.issuperset(text)


def guilty(text: str) -> tuple[str, ...]:
    """List the characters that force 16 bits on the whole text, each once, in the order of reading."""
    return tuple(dict.fromkeys(c for c in text if c not in _GSM))


def septets(text: str) -> int:
    """Count the 7-bit units of a text; raises ValueError if it has a character outside the alphabet."""
    if not is_gsm(text):
        raise ValueError("the text is not in the 7-bit alphabet")
    return len(text) + _escapes(text)


def segments(text: str) -> Segments:
    """Count the segments in which a text leaves; an empty text needs none."""
    if is_gsm(text):
        extra, alphabet = _escapes(text), Alphabet.GSM7
    else:
        extra, alphabet = sum(c > _LAST_OF_BMP for c in text), Alphabet.UCS2
    units = len(text) + extra
    if units <= alphabet.single:
        return Segments(alphabet, units, 1 if text else 0, alphabet.single - units)
    if not extra:
        full, rest = divmod(units - 1, alphabet.joined)
        return Segments(alphabet, units, full + 1, alphabet.joined - rest - 1)
    count, room = _pack(text, _DOUBLES[alphabet], alphabet.joined)
    return Segments(alphabet, units, count, room)


def _escapes(text: str) -> int:
    return 0 if _EXTENSION.isdisjoint(text) else sum(text.count(c) for c in EXTENSION)


def _pack(text: str, doubles: re.Pattern[str], size: int) -> tuple[int, int]:
    """Fill segments, tearing no pair apart: how many there are, and the room left in the last."""
    count, room, at = 1, size, 0
    for pair in doubles.finditer(text):
        count, room = _fill(count, room, pair.start() - at, size)
        if room < 2:  # noqa: PLR2004 - a pair is two units
            count, room = count + 1, size
        room, at = room - 2, pair.end()
    return _fill(count, room, len(text) - at, size)


def _fill(count: int, room: int, units: int, size: int) -> tuple[int, int]:
    if units <= room:
        return count, room - units
    full, rest = divmod(units - room - 1, size)
    return count + full + 1, size - rest - 1
