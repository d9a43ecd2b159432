"""What the citizen writes in their own words, kept as it is."""

import re
from collections.abc import Iterator
from typing import ClassVar, Self

from bot.errors import WrongAnswer
from bot.fixed import fixed
from bot.values.value import Found, Reading

LONGEST = 2000

# Databases and XML refuse these: control characters but tab and line feed, and lone surrogates.
UNSTORABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


@fixed
class FreeText:
    """Words of the citizen, not empty, up to 2,000 characters."""

    RANK: ClassVar[int] = 100

    text: str

    @classmethod
    def parse(cls, text: str, reading: Reading) -> Self:  # noqa: ARG003 - the contract of a value
        """Take a whole answer. Reasons: "empty", "long"."""
        kept = UNSTORABLE.sub("", text.replace("\r\n", "\n")).strip()
        if not kept:
            raise WrongAnswer("empty")
        if len(kept) > LONGEST:
            raise WrongAnswer("long")
        return cls(kept)

    @classmethod
    def find(cls, text: str, reading: Reading) -> Iterator[Found]:
        """Find nothing: words of a sentence are never known to be this answer."""
        del text, reading
        yield from ()

    def __str__(self) -> str:
        return self.text

    def show(self, language: str) -> str:  # noqa: ARG002 - the citizen's words are in the citizen's language
        """Write it as it is."""
        return self.text
