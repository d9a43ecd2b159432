"""Days and numbers in Italian words."""

from datetime import date

import pytest

from platforms.certificates.in_words import in_words, number_in_words

NUMBERS = [
    (1, "uno"),
    (3, "tre"),
    (8, "otto"),
    (21, "ventuno"),
    (23, "ventitré"),
    (28, "ventotto"),
    (101, "centouno"),
    (180, "centottanta"),
    (1888, "milleottocentottantotto"),
    (1903, "millenovecentotré"),
    (1984, "millenovecentottantaquattro"),
    (2003, "duemilatré"),
    (2026, "duemilaventisei"),
]


@pytest.mark.parametrize(("number", "words"), NUMBERS)
def test_a_number(number, words):
    assert number_in_words(number) == words


def test_the_first_of_a_month_is_an_ordinal():
    assert in_words(date(2004, 3, 1)) == "primo marzo duemilaquattro"
