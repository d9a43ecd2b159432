"""What every table of a value does with its cases."""

from datetime import date

import pytest

from bot.errors import WrongAnswer
from bot.values.value import Reading

READING = Reading(date(2026, 2, 10))


@pytest.fixture
def reading():
    """Tuesday, 10 February 2026."""
    return READING


@pytest.fixture
def refused():
    """Give the reason for which a value refuses a text."""

    def reason(kind, text, reading=READING):
        with pytest.raises(WrongAnswer) as error:
            kind.parse(text, reading)
        return error.value.reason

    return reason


@pytest.fixture
def found():
    """Give what a value finds, checked against the place where it says that it stands."""

    def places(kind, text, reading=READING):
        everything = [*kind.find(text, reading)]
        assert all(kind.parse(text[one.start : one.end], reading) == one.value for one in everything)
        return [(str(one.value), one.sure) for one in everything]

    return places
