"""Reserved words: they come before any service, in every language offered, exact or with one typo."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from rapidfuzz.distance import OSA

from bot.errors import WrongAnswer
from bot.fixed import fixed
from bot.values.edges import has_digit
from bot.values.reference import Reference
from bot.values.spelling import plain
from bot.values.value import Reading

# In the order of the help; the words themselves are in the engine's Fluent files (`command-<name>.words`).
NAMES = (
    "help",
    "menu",
    "cancel",
    "back",
    "status",
    "operator",
    "language",
    "login",
    "logout",
    "stop",
    "start",
    "resume",
)
_LONG_ENOUGH = 5  # letters from which one typo is forgiven: shorter words are too close to one another


def _is_reference(text: str) -> bool:
    """Whether a text is a reference, or one with a slip: "stato di famiglia" is another matter."""
    try:
        Reference.parse(text, Reading(date.min))
    except WrongAnswer as wrong:
        return wrong.reason == "check" and has_digit(text) is not None
    return True


# The words that may be followed by something, and by what.
_TAKES: Mapping[str, Callable[[str], bool]] = {"language": bool, "status": _is_reference}


@fixed
class Command:
    """A reserved word, and what was written after it ("LINGUA inglese", "STATO 2B3C-4D5N")."""

    name: str
    argument: str = ""


class Commands:
    """Finds a reserved word that is a whole message, or its first word where an argument may follow."""

    def __init__(self, words: Mapping[str, Iterable[str]]) -> None:
        self._exact = {plain(word): name for name, those in words.items() for word in those}
        self._fuzzy: dict[int, list[str]] = {}  # by length: one typo changes it by one at most
        for word in self._exact:
            if len(word) >= _LONG_ENOUGH and " " not in word:
                self._fuzzy.setdefault(len(word), []).append(word)

    def exact(self, key: str) -> Command | None:
        """Look a message up as it was spelled; `key` is its plain() text."""
        key = key.strip(" .!")
        if name := self._exact.get(key) or self._exact.get(key.lstrip("/")):
            return Command(name)
        first, _, argument = key.partition(" ")
        takes = _TAKES.get(self._exact.get(first, ""))
        if argument and takes is not None and takes(argument):
            return Command(self._exact[first], argument)
        return None

    def near(self, key: str) -> Command | None:
        """Look up a single word with one typo, if only one command is that near."""
        key = key.strip(" .!/")
        if len(key) < _LONG_ENOUGH or " " in key:
            return None
        names = {
            self._exact[word]
            for length in range(len(key) - 1, len(key) + 2)
            for word in self._fuzzy.get(length, ())
            if OSA.distance(key, word, score_cutoff=1) <= 1
        }
        return Command(names.pop()) if len(names) == 1 else None
