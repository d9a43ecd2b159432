"""The number of a fine (numero del verbale), which every city writes in its own way."""

import re
from collections.abc import Iterator
from typing import ClassVar, Self

from bot.errors import WrongAnswer
from bot.fixed import fixed
from bot.values.edges import DATE, HOUR, IBAN, LEFT, NOTICE, RIGHT, has_digit
from bot.values.plate_kind import CAR_LETTERS
from bot.values.value import Found, Reading, Sure

_TAIL = r"(?:\s?[-/]\s?(?=[A-Z]{0,4}[0-9]|[A-Z]{1,4}(?!\w))[A-Z0-9]{1,15}){0,3}"
_PLATE = rf"[{CAR_LETTERS}]{{2}}[ .-]?[0-9]{{3}}[ .-]?[{CAR_LETTERS}]{{2}}(?!\w)"
_MONEY = (
    r"(?:€\s?[0-9][0-9.,]*|[0-9][0-9.,]*\s?(?:€|%|euro\b|eur\b|cent\b|giorni\b|gg\b|anni\b|mesi\b|ore\b|days\b|years\b)"
    r"|[0-9]+(?:[.,][0-9]{3})*[.,][0-9]{1,2}(?![0-9]))"
)
_PHONE = (
    r"(?:(?:\+|00)[0-9]{1,3}(?:[ ./-]?[0-9]){6,12}|(?:39 ?)?3[0-9]{2}(?:[ ./-]?[0-9]{2,4}){2,3}|3[0-9]{8,9}"
    r"|0[1-9][0-9]{0,2}[ ./-][0-9]{4,8}|0[1-9][0-9]{7,9})(?![\w/])"
)
_PREFIXED = r"(?:\b(?:cap|tel|cell|cellulare|telefono|civico|int|p\.?iva)\b[.:]?\s*[0-9]+)"
_MONTH = r"(?:gen|feb|mar|apr|mag|giu|lug|ago|set|ott|nov|dic|jan|may|jun|jul|aug|sep|oct|dec)"

_SQUARE_CODE = r"PAGOPA\|002\|[0-9]{18}\|[0-9]{11}\|[0-9]{1,10}"  # of a payment notice
_WEB = r"(?:\S+@\S+|https?://\S+|www\.\S+)"

# A series stands apart as in "V 12345/2026", "VV 12345"; "e 12345" is a conjunction, "n. 12345" a label.
_SERIES = r"(?:[A-Z]{1,4}-?|(?:[A-Z]|VV)[./]|(?:[B-DF-HJ-MP-Z]|VV)\s?[-./]?\s?)"
_NOT_LABEL = r"(?!n(?:umero|um|ro|r|o)?[.°º\s])"
_SCAN = re.compile(
    rf"{LEFT}(?=\S{{0,10}}\s?\S{{0,3}}[0-9])(?:(?P<other>{_WEB}|{_SQUARE_CODE}|{IBAN}|{NOTICE}|{DATE}|{HOUR}|{_MONEY}|{_PHONE}|{_PLATE}|{_PREFIXED})"
    rf"|(?P<number>(?:{_NOT_LABEL}{_SERIES})?[0-9]{{1,16}}[A-Z]{{0,3}}{_TAIL}){RIGHT})",
    re.IGNORECASE,
)
_LABEL = (
    r"(?:(?:verbale|multa|contravvenzione|preavviso|avviso|fine|ticket|numero|number)\b\s*[:=]?\s*"
    r"|n(?:umero|um|ro|r|o)?\s*[.°º]\s*[:=]?\s*|(?:nr?|num)\s+|#\s*)"
)
_LABELLED = re.compile(rf"(?<!\w){_LABEL}+\Z", re.IGNORECASE)
_LABELS = re.compile(rf"(?:(?:il|the|la)\s+)?{_LABEL}+", re.IGNORECASE)
_LABEL_SPACE = 32  # how far before a number its label is looked for, in characters
_WHOLE = re.compile(
    r"(?P<number>(?:[A-Z]{1,4}(?:\s*[-./]\s*|\s+)?)?[0-9]{1,16}[A-Z]{0,3}(?:\s*[-/]\s*[A-Z0-9]{1,15}){0,3})\s*\.?"
)
_BARE = re.compile(r"[A-Z]{1,4}[0-9]{1,16}(?:/[0-9]{2,4})?")  # as most are stored: no date, plate or notice
_DATE, _CAR_PLATE, _NOTICE = (re.compile(shape, re.IGNORECASE) for shape in (DATE, _PLATE, NOTICE))
_SHORT_DATE = re.compile(
    rf"[0-9]{{1,2}}/[0-9]{{1,2}}|(?:0?[1-9]|1[0-2])/(?:19|20)[0-9]{{2}}|[0-9]{{1,2}}{_MONTH}", re.IGNORECASE
)
_CIVIC = re.compile(r"[0-9]{1,3}/[A-Z]{1,2}")  # a house: via Roma 22/B
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_ENDS_IN_YEAR = re.compile(r"[A-Z]*[0-9]+[A-Z]*[-/](?:[0-9]{2}|20[0-9]{2})")
_ZEROS = re.compile(r"(?<![0-9])0+(?=[0-9])")
_SHORT_YEAR = re.compile(r"(?<=[0-9A-Z]/)(?=[0-9]{2}$)")
_FEWEST = 4  # bare digits, fewer than these, are a house number, a day or a quantity
_LONG = 7  # a series and so many signs in all are hardly anything else


@fixed
class FineNumber:
    """The number of a fine (numero del verbale): capitals, no spaces, for the rest as it was written."""

    RANK: ClassVar[int] = 70

    text: str

    @property
    def key(self) -> str:
        """The number for matching: letters and digits only, no leading zeros, a year "/26" in full.

        "V 012345 / 2026", "V12345/26" and "v-12345/2026" have one key.
        """
        text = _ZEROS.sub("", _SHORT_YEAR.sub("20", self.text))
        return "".join(sign for sign in text if sign.isalnum())

    @classmethod
    def parse(cls, text: str, reading: Reading) -> Self:  # noqa: ARG003 - the contract of a value
        """Read a whole answer, "verbale n. 12345" included.

        Reasons: "date", "plate", "notice" (a payment notice's 18 digits), "shape".
        """
        if _BARE.fullmatch(text):
            return cls(text)
        text = text.strip()
        for shape, reason in ((_DATE, "date"), (_CAR_PLATE, "plate"), (_NOTICE, "notice")):
            if shape.fullmatch(text):
                raise WrongAnswer(reason)
        if label := _LABELS.match(text):
            text = text[label.end() :]
        if not text.isascii() or not (match := _WHOLE.fullmatch(text.upper())):
            raise WrongAnswer
        return cls("".join(match["number"].split()))

    @classmethod
    def find(cls, text: str, reading: Reading) -> Iterator[Found]:
        """Find what may be a number of a fine, stepping over dates, amounts, phones, plates and notices."""
        del reading
        if not has_digit(text):
            return
        for match in _SCAN.finditer(text):
            if match["other"] or not match[0].isascii():
                continue
            start, end = match.span()
            labelled = _LABELLED.search(text[max(0, start - _LABEL_SPACE) : start]) is not None
            number = "".join(match[0].upper().split())
            if sure := _sureness(number, labelled=labelled):
                yield Found(cls(number), start, end, sure)

    def __str__(self) -> str:
        return self.text

    def show(self, language: str) -> str:  # noqa: ARG002 - a number is the same in every language
        """Write it as the citizen did, in capitals."""
        return self.text


def _sureness(number: str, *, labelled: bool) -> Sure | None:
    """Judge how telling a shape is; None if it is rather a day, a year or a quantity."""
    if _SHORT_DATE.fullmatch(number):
        return Sure.MAYBE if labelled and "/" in number else None
    if number.isdigit():
        if not labelled and (len(number) < _FEWEST or _YEAR.fullmatch(number)):
            return None
        return Sure.LIKELY if labelled and len(number) >= _FEWEST else Sure.MAYBE
    if labelled or _ENDS_IN_YEAR.fullmatch(number):
        return Sure.LIKELY
    if len(number) < _FEWEST or _CIVIC.fullmatch(number):
        return None
    return Sure.LIKELY if len(number) >= _LONG else Sure.MAYBE
