"""A telephone number, Italian unless it says otherwise."""

import re
from collections.abc import Iterator
from typing import ClassVar, Self

import phonenumbers

from bot.errors import WrongAnswer
from bot.fixed import fixed
from bot.values.edges import DATE, IBAN, LEFT, NOTICE, has_digit
from bot.values.value import Found, Reading, Sure

_HOME = "IT"
_HOME_CODE = 39
_LABEL = re.compile(
    r"(?:(?:il|the|mio|my|numero|number|tel|telefono|cell|cellulare|phone|mobile|è|is)\b[\s.:]*)+",
    re.IGNORECASE,
)
_WRITTEN = re.compile(r"\+?[0-9(][0-9\s()./-]{4,24}")
_SHAPE = re.compile(
    rf"{LEFT}(?:(?P<other>{IBAN}|{NOTICE}|{DATE})"
    r"|(?:(?:\+|00)[1-9][0-9]{0,2}(?:[ ./-]?\(?[0-9]\)?){6,12})"
    r"|(?:39 ?)?3[0-9]{2}[ ./-]?(?:[0-9]{6,7}|[0-9]{3}[ .-]?[0-9]{3,4}"
    r"|[0-9]{2}[ .-]?[0-9]{2}[ .-]?[0-9]{2,3})"
    r"|(?P<home>0[0-9]{1,3}[ ./-]?[0-9]{2,4}(?:[ .-]?[0-9]{2,4}){0,2}))(?![\w/])(?![.,-][0-9])"
)
_FEWEST = 6


@fixed
class Phone:
    """A telephone number in E.164: "+39" and the digits."""

    RANK: ClassVar[int] = 60

    e164: str

    @classmethod
    def parse(cls, text: str, reading: Reading) -> Self:  # noqa: ARG003 - the contract of a value
        """Read a whole answer; "39333…" without its plus is understood. The only reason is "shape"."""
        text = text.strip()
        if label := _LABEL.match(text):
            text = text[label.end() :]
        return cls._of(text)

    @classmethod
    def _of(cls, written: str) -> Self:
        if not written.isascii() or not _WRITTEN.fullmatch(written):
            raise WrongAnswer
        attempts = [written] if written.startswith(("+", "00")) else [written, f"+{written}"]
        for attempt in attempts:
            try:
                number = phonenumbers.parse(attempt, _HOME)
            except phonenumbers.NumberParseException:
                continue
            at_home = number.country_code == _HOME_CODE
            if phonenumbers.is_valid_number(number) and (at_home or attempt is attempts[0]):
                return cls(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))
        raise WrongAnswer

    @classmethod
    def find(cls, text: str, reading: Reading) -> Iterator[Found]:
        """Find numbers that exist: LIKELY if mobile or with a country, MAYBE if of a house."""
        del reading
        if len(text) < _FEWEST or not has_digit(text):
            return
        for match in _SHAPE.finditer(text):
            if match["other"]:
                continue
            try:
                phone = cls._of(match[0])
            except WrongAnswer:
                continue
            yield Found(phone, match.start(), match.end(), Sure.MAYBE if match["home"] else Sure.LIKELY)

    def __str__(self) -> str:
        return self.e164

    def show(self, language: str) -> str:  # noqa: ARG002 - a number is the same in every language
        """Write it as it is dialled from anywhere, in groups."""
        number = phonenumbers.parse(self.e164)
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
