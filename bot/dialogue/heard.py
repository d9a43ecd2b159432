"""What a citizen wrote, and what was found out of it so far: nothing is worked out twice."""

import re
from functools import cached_property

from bot.desk import Desk
from bot.intents import Guess
from bot.values.spelling import plain

_WORDS = re.compile(r"[^\W\d_]{2,}")
SENTENCE = 3  # words that make a sentence, whose sense goes before the data that it holds


def count_words(text: str) -> int:
    """How many words of two letters or more a text has."""
    return len(_WORDS.findall(text))


class Heard:
    """A text, its plain spelling, and what a whole short answer may be in it.

    A letter is read without the subject of a reply and without what follows its closing formula.
    """

    def __init__(self, desk: Desk, text: str, *, letter: bool) -> None:
        self._desk = desk
        self.text = desk.letters.body(text) if letter else text.strip()
        self.key = plain(self.text)
        self.short = desk.letters.short_answers(self.text) if letter else [self.text]
        self.keys = [self.key, *map(plain, self.short[1:])]  # the plain spelling of each
        self._first = self.key.partition(" ")[0].strip(".,:;!?")
        self.keyword = desk.keywords.get(self._first, "")  # the service whose keyword opens it

    @cached_property
    def words(self) -> int:
        """How many words of two letters or more it has."""
        return count_words(self.text)

    @cached_property
    def guess(self) -> Guess:
        """What its sense wishes for."""
        return self._desk.guess(self.text)

    @cached_property
    def language(self) -> str:
        """The language of that keyword, or of a whole sentence; empty where it cannot be told."""
        if told := self._desk.tongues.get(self._first):
            return told
        return self.guess.language if self.words >= SENTENCE else ""

    @cached_property
    def puzzled(self) -> bool:
        """Whether it says that the citizen does not know."""
        return any(self._desk.puzzled.open(key) for key in self.keys)

    @cached_property
    def mistaken(self) -> bool:
        """Whether it speaks of a mistake to be corrected."""
        return self._desk.mistaken.are_in(self.key)
