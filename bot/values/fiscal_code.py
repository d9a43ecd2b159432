"""The fiscal code (codice fiscale): sixteen signs of a person, or eleven digits."""

import re
from collections.abc import Iterator
from typing import ClassVar, Self

from stdnum.exceptions import InvalidLength, ValidationError
from stdnum.it import codicefiscale

from bot.errors import WrongAnswer
from bot.fixed import fixed
from bot.values.edges import LEFT, RIGHT, has_digit
from bot.values.value import Found, Reading, Sure

# Where two persons would share a code, letters stand for digits (omocodia, DM 23-12-1976 art. 6).
_DIGIT = "[0-9LMNPQRSTUVlmnpqrstuv]"
_PERSON = re.compile(
    rf"[A-Za-z]{{6}}{_DIGIT}{{2}}[ABCDEHLMPRSTabcdehlmprst]{_DIGIT}{{2}}[A-Za-z]{_DIGIT}{{3}}[A-Za-z]"
)
_SHAPE = re.compile(
    rf"{LEFT}(?:[A-Za-z]{{3}} ?[A-Za-z]{{3}} ?{_DIGIT}{{2}} ?[A-Ta-t] ?{_DIGIT}{{2}}"
    rf" ?[A-Za-z] ?{_DIGIT}{{3}} ?[A-Za-z]|[0-9]{{11}}){RIGHT}"
)
_NAMED = re.compile(r"(?:c\.?\s?f\.?|fiscale|fiscal code|p\.?\s?iva|partita iva)\W{0,4}\Z", re.IGNORECASE)
_NAME_SPACE = 16  # how far before eleven digits their name is looked for, in characters
_LABEL = re.compile(
    r"(?:(?:il|the|mio|my|codice|fiscale|fiscal|code|cf|c\.f\.|p\.?\s?iva|partita|iva)(?=[\s:])[\s:]*)+",
    re.IGNORECASE,
)
_SEPARATORS = re.compile(r"[\s.\-]+")


@fixed
class FiscalCode:
    """A fiscal code (codice fiscale) that is formally right: it proves neither existence nor identity."""

    RANK: ClassVar[int] = 20

    text: str

    @property
    def is_person(self) -> bool:
        """Whether it has the sixteen signs of a person; eleven digits are an entity's, or provisional."""
        return not self.text.isdecimal()

    @classmethod
    def parse(cls, text: str, reading: Reading) -> Self:  # noqa: ARG003 - the contract of a value
        """Read a whole answer. Reasons: "check" (the check sign, or the birth date), "length", "shape"."""
        text = text.strip()
        if label := _LABEL.match(text):
            text = text[label.end() :]
        return cls._of(_SEPARATORS.sub("", text).rstrip("!?"))

    @classmethod
    def _of(cls, compact: str) -> Self:
        if not (compact.isascii() and compact.isalnum()):
            raise WrongAnswer
        code = compact.upper()
        if not (code.isdecimal() or _PERSON.fullmatch(code)):
            raise WrongAnswer("shape" if len(code) == 16 or not has_digit(code) else "length")  # noqa: PLR2004 - DM 23-12-1976
        try:
            return cls(codicefiscale.validate(code))
        except InvalidLength as error:
            raise WrongAnswer("length") from error
        except ValidationError as error:
            raise WrongAnswer("check") from error

    @classmethod
    def find(cls, text: str, reading: Reading) -> Iterator[Found]:
        """Find codes whose check holds; eleven digits alone may be a telephone's: MAYBE unless named."""
        del reading
        if not has_digit(text):
            return
        for match in _SHAPE.finditer(text):
            try:
                code = cls._of(match[0].replace(" ", ""))
            except WrongAnswer:
                continue
            start, end = match.span()
            named = code.is_person or _NAMED.search(text[max(0, start - _NAME_SPACE) : start])
            yield Found(code, start, end, Sure.CERTAIN if named else Sure.MAYBE)

    def __str__(self) -> str:
        return self.text

    def show(self, language: str) -> str:  # noqa: ARG002 - a code is the same in every language
        """Write it without spaces, as on the card."""
        return self.text
