"""What the square codes say that a counter knows: payment notices, and certificates to be checked."""

from datetime import date

from bot.errors import WrongAnswer
from bot.values import VerificationCode
from bot.values.value import Reading
from platforms.paper.codes import as_square_code

_ANY_DAY = Reading(date.min)  # a code reads the same on every day


def known_code(text: str) -> str | None:
    """Give what a square code says in the form in which services read it; None for a stranger's."""
    return as_square_code(text) or certificate_code(text)


def certificate_code(text: str) -> str | None:
    """Give the verification code that the link of a certificate ends with; None if it is no such link."""
    try:
        return str(VerificationCode.parse(text, _ANY_DAY))
    except WrongAnswer:
        return None
