"""What a password must be: long, and not among the first to be tried (NIST SP 800-63B-4, 3.1.1.2)."""

import re
import unicodedata
from pathlib import Path

from sportello.web.identity.desk import Said

LEAST, MOST = 12, 256  # characters; a limit at all, so that nobody has megabytes hashed
_LEAST_DIFFERENT = 5
_WORDS = frozenset((Path(__file__).parent / "common_passwords.txt").read_text("utf-8").split())
_LETTERS_FOR = str.maketrans("0134578@$€!", "oleastbasei")
_ROWS = (
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890123456789",
    "qwertyuiopasdfghjklzxcvbnm",
    "1qaz2wsx3edc4rfv",
)
_EDGES = re.compile(r"^[\W\d_]+|[\W\d_]+$")


def normal(password: str) -> str:
    """Write a password the one way in which it is hashed, however a keyboard has made it (NFC)."""
    return unicodedata.normalize("NFC", password)


def judge(password: str, again: str, *known: str) -> Said:
    """Say what is wrong with a new password; OK if nothing. `known` is what an attacker would try first.

    SHORT, LONG, COMMON, or UNEQUAL if it was not written twice the same.
    """
    password = normal(password)
    if len(password) < LEAST:
        return Said.SHORT
    if len(password) > MOST:
        return Said.LONG
    if _common(password, {_folded(each) for each in known}):
        return Said.COMMON
    return Said.OK if password == normal(again) else Said.UNEQUAL


def _common(password: str, known: set[str]) -> bool:
    folded = password.casefold()
    if len(set(folded)) < _LEAST_DIFFERENT or _in_a_row(folded):
        return True
    words = _WORDS | {word for word in known if len(word) > 3}  # noqa: PLR2004 - "ann" is in too many
    cores = {_folded(folded), _folded(_EDGES.sub("", folded))}
    return any(core and _only(core, words) for core in cores)


def _folded(text: str) -> str:
    """Leave the letters that a text stands for: `P@ssw0rd` is `password`."""
    return re.sub(r"[^a-zà-ÿ]", "", text.casefold().translate(_LETTERS_FOR))


def _only(core: str, words: set[str] | frozenset[str]) -> bool:
    """Tell whether a text is nothing but the words, one or more of them, in any order."""
    reached = {0}
    for start in range(len(core)):
        if start in reached:
            reached |= {start + len(word) for word in words if core.startswith(word, start)}
    return len(core) in reached


def _in_a_row(folded: str) -> bool:
    """Tell whether a text is a piece of the alphabet or of a keyboard, there or back."""
    return any(folded in row * 3 or folded[::-1] in row * 3 for row in _ROWS)
