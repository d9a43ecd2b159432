"""Whether somebody has written a password into a message, where none must be."""

import re
from collections.abc import Iterable

from bot.values.spelling import QUOTES, plain

_SHORTEST = 3  # signs of a password after "is"; of one that follows its name alone, one more
_MARKS = ".,;:!?\"')(»"  # what may end a sentence after it


class Passwords:
    """Finds a password, or a PIN, behind the word for it: "la mia password è ...", "PIN 12345", "pwd: ...".

    `being` are the words that may stand between ("è", "is"); `states` are what a password may be without
    being told ("scaduta", "wrong"). Who only speaks of one ("ho perso la password") has written none.
    """

    def __init__(self, words: Iterable[str], being: Iterable[str], states: Iterable[str]) -> None:
        words = tuple(word.casefold() for word in words)
        self._words = tuple(word for word in words if not any(o != word and o in word for o in words))
        self._word = re.compile(rf"(?:{_any(words)})(?!\w)")
        self._told = re.compile(
            rf"(?:[\s,]+[^\W\d_][\w']*){{0,3}}?(?:\s*(?:[:=]|->)|\s+(?:{_any(being)})(?!\w)\s*:?)\s*[\"'«]?(?P<it>\S+)"
        )
        self._bare = re.compile(r"\s+[\"'«]?(?P<it>\S+)")
        self._states = frozenset(map(plain, states))

    def are_in(self, text: str) -> bool:
        """Whether a text holds one."""
        folded = text.casefold()
        for word in self._words:  # most texts hold none of them: four times as quick as the pattern
            if word in folded:
                break
        else:
            return False
        folded = folded.translate(QUOTES)
        return any(
            self._follows(folded, match.end())
            for match in self._word.finditer(folded)
            if match.start() == 0 or not folded[match.start() - 1].isalnum()
        )

    def _follows(self, text: str, at: int) -> bool:
        """Whether it stands behind its word; a question only if it looks like one."""
        if match := self._told.match(text, at):
            written = match["it"].rstrip(_MARKS)
            plainly = plain(written).isalpha()
            if len(written) < _SHORTEST or plain(written) in self._states:
                return False
            return not (plainly and text.rstrip().endswith("?"))
        if match := self._bare.match(text, at):
            written = match["it"].rstrip(_MARKS)
            return len(written) > _SHORTEST and not written.replace("'", "").isalpha()
        return False


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, (word.casefold() for word in words)), key=len, reverse=True))
