"""What a citizen adds to a request (istanza): its reference, and the words that are meant for it."""

import re
from collections.abc import Iterator
from typing import ClassVar, Self

from bot.errors import WrongAnswer
from bot.fixed import fixed
from bot.values.free_text import UNSTORABLE
from bot.values.reference import Reference
from bot.values.value import Found, Reading, Sure

# Who begins so speaks to the office: nothing of what follows is meant for another service.
_FIRMLY = re.compile(
    r"\W*(?:aggiung\w+|integr\w+|add(?:ing)?|supplement)\b[\W_]*(?:(?:alla|la|al|il|to|the|my)\s+)*"
    r"(?:(?:richiesta|pratica|istanza|riferimento|rif|request|case|reference|ref)\b[\W_]*)*",
    re.IGNORECASE,
)
_AND_NO_MORE = re.compile(r"\s*(?:aggiungi|add)\s*:\s*(?=\S)", re.IGNORECASE)
_NONE = "-"  # stands for no reference where an addition is kept
_LONGEST_START = 80  # characters in which such an opening ends
_LONGEST = 20_000  # characters that are kept: the message itself is kept whole beside


@fixed
class Addition:
    """A reference (riferimento) and words for it, which may be none: then it is the files that matter.

    Without a reference the words are for the only request that they can be for.
    """

    RANK: ClassVar[int] = 33

    reference: Reference | None
    words: str = ""

    @classmethod
    def parse(cls, text: str, reading: Reading) -> Self:
        """Read a reference and what follows it, or a text with one. Reasons: "length", "check", "shape"."""
        head, _, rest = text.strip().partition(" ")
        if head == _NONE and (words := _kept(rest)):
            return cls(None, words)
        try:
            return cls(Reference.parse(head, reading), _kept(rest))
        except WrongAnswer:
            for found in cls.find(text, reading):
                value: Self = found.value
                return value
        return cls(Reference.parse(text, reading))

    @classmethod
    def find(cls, text: str, reading: Reading) -> Iterator[Found]:
        """Find the first reference; after AGGIUNGI or ADD all the rest of the text belongs to it."""
        for found in Reference.find(text, reading):
            line = text.rfind("\n", 0, found.start) + 1  # of a letter the subject comes first
            opening = _FIRMLY.match(text, line, line + _LONGEST_START)
            if opening is not None and opening.end() == found.start:
                words = _kept(text[found.end :].lstrip(" \t\r\n:,;.-"))
                yield Found(cls(found.value, words), 0, len(text), Sure.CERTAIN)
            else:
                yield Found(cls(found.value, _kept(text)), found.start, found.end, found.sure)
            return
        if (opening := _AND_NO_MORE.match(text)) and (words := _kept(text[opening.end() :])):
            yield Found(cls(None, words), 0, len(text), Sure.LIKELY)

    def __str__(self) -> str:
        return f"{self.reference or _NONE} {self.words}".rstrip()

    def show(self, language: str) -> str:
        """Write its reference, or the citizen's own words."""
        return self.reference.show(language) if self.reference else self.words


def _kept(text: str) -> str:
    return UNSTORABLE.sub("", text.replace("\r\n", "\n")).strip()[:_LONGEST].rstrip()
