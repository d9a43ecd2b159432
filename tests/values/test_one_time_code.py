"""A code of six digits: as it is shown, as it is typed, and what is none."""

from datetime import date

import pytest

from bot.errors import WrongAnswer
from bot.values.one_time_code import OneTimeCode
from bot.values.value import Reading

TODAY = Reading(date(2026, 2, 3))
TYPED = {
    "as it is shown": ("417203", "417203"),
    "in two halves": ("417 203", "417203"),
    "with a hyphen": (" 417-203 ", "417203"),
    "after its name": ("codice: 417203", "417203"),
    "with a nought first": ("000001", "000001"),
}
WRONG = {
    "five digits": ("41720", "length"),
    "seven digits": ("4172031", "length"),
    "a letter": ("41720O", "shape"),
    "other digits": ("٤١٧٢٠٣", "shape"),
    "nothing": ("", "shape"),
}


@pytest.mark.parametrize(("text", "read"), TYPED.values(), ids=TYPED)
def test_what_is_typed_is_read(text: str, read: str) -> None:
    code = OneTimeCode.parse(text, TODAY)
    assert (str(code), code.show("it")) == (read, read)


@pytest.mark.parametrize(("text", "reason"), WRONG.values(), ids=WRONG)
def test_what_is_none_is_refused(text: str, reason: str) -> None:
    with pytest.raises(WrongAnswer) as wrong:
        OneTimeCode.parse(text, TODAY)
    assert wrong.value.reason == reason


def test_it_is_found_beside_a_word() -> None:
    (found,) = OneTimeCode.find("COLLEGA 417 203", TODAY)
    assert (str(found.value), found.start, found.end) == ("417203", 8, 15)
    assert list(OneTimeCode.find("AB123456 1234567 12345", TODAY)) == []
