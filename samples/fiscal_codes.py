"""Fiscal codes of people who do not exist: formally right, for municipalities that were never given a code.

Source of the rules: DM 23-12-1976, articles 2-6.
"""

import unicodedata
from datetime import date

from stdnum.it.codicefiscale import calc_check_digit

_VOWELS = "AEIOU"
_MONTHS = "ABCDEHLMPRST"
_WOMAN = 40
_LETTERS = "LMNPQRSTUV"  # for 0 to 9, where two people would share a code
_FROM_THE_RIGHT = (14, 13, 12, 10, 9, 7, 6)
_MANY_CONSONANTS = 4  # of a name: then the second is left out


def fiscal_code(
    surname: str, name: str, sex: str, born_on: date, place_code: str, *, variant: int = 0
) -> str:
    """Compute a code; its `variant` writes so many digits as letters, from the right (omocodia)."""
    day = born_on.day + (_WOMAN if sex == "F" else 0)
    signs = list(
        f"{_three(_signs(surname))}{_given(name)}{born_on:%y}{_MONTHS[born_on.month - 1]}{day:02}{place_code}"
    )
    for at in _FROM_THE_RIGHT[:variant]:
        signs[at] = _LETTERS[int(signs[at])]
    body = "".join(signs)
    return body + calc_check_digit(body)


def _signs(text: str) -> str:
    plain = unicodedata.normalize("NFD", text.upper())
    return "".join(sign for sign in plain if "A" <= sign <= "Z")


def _given(name: str) -> str:
    consonants = [sign for sign in _signs(name) if sign not in _VOWELS]
    if len(consonants) >= _MANY_CONSONANTS:
        return "".join((consonants[0], *consonants[2:4]))
    return _three(_signs(name))


def _three(signs: str) -> str:
    consonants = "".join(sign for sign in signs if sign not in _VOWELS)
    vowels = "".join(sign for sign in signs if sign in _VOWELS)
    return f"{consonants}{vowels}XXX"[:3]
