"""The code of a certificate: read as people type it, and a slip is never taken for another code."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import WrongAnswer
from bot.values import NoticeNumbers, Reference, VerificationCode
from tests.values.conftest import READING

CODE = "7K3M-Q9XD-2FHT-8WPR-C366"
SIGNS = CODE.replace("-", "")
ALPHABET = "023456789BCDFGHJKMNPQRSTVWXYZ"
LINK = f"https://sportello.example.org/verifica/{CODE}"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(CODE, id="as on the paper"),
        pytest.param(SIGNS.lower(), id="in small letters, without hyphens"),
        pytest.param(CODE.replace("-", " "), id="with spaces"),
        pytest.param(f"codice di verifica: {CODE}", id="with its name"),
        pytest.param(LINK, id="the link of the square code"),
        pytest.param(f"{LINK}.json", id="the link for machines"),
        pytest.param(f"{LINK}?lang=en", id="the link in English"),
    ],
)
def test_what_is_read(text, reading):
    assert str(VerificationCode.parse(text, reading)) == CODE


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        pytest.param(CODE[:-1], "length", id="a sign lacking"),
        pytest.param(CODE.replace("7K3M", "7K3N"), "check", id="a wrong sign"),
        pytest.param(CODE.replace("7K3M", "K73M"), "check", id="two swapped"),
        pytest.param("AEIU-Q9XD-2FHT-8WPR-C366", "shape", id="signs that are none"),
        pytest.param("", "shape", id="nothing"),
        pytest.param("https://example.org/verifica/", "shape", id="a link without a code"),
    ],
)
def test_what_is_refused(text, reason, reading, refused):
    assert refused(VerificationCode, text, reading) == reason


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param(f"è valido {CODE}?", [CODE], id="in a sentence"),
        pytest.param(f"guardi {LINK}", [CODE], id="a link in a sentence"),
        pytest.param(f"verifica {SIGNS}", [CODE], id="without hyphens"),
        pytest.param(f"{CODE}-XX", [], id="a piece of something longer"),
        pytest.param("7K3N-Q9XD-2FHT-8WPR-C366", [], id="a wrong sign"),
        pytest.param("3010 0000 0000 0042 8500", [], id="digits alone"),
    ],
)
def test_what_is_found(text, found, reading):
    assert [str(one.value) for one in VerificationCode.find(text, reading)] == found


def test_nothing_else_is_seen_in_it(reading):
    assert list(Reference.find(CODE, reading)) == []
    assert list(NoticeNumbers.find(LINK, reading)) == []


@given(st.integers(0, 19), st.sampled_from(ALPHABET), st.integers(0, 19))
def test_one_wrong_sign_and_two_swapped_are_always_seen(place, sign, other):
    drawn = VerificationCode.draw()
    assert VerificationCode.parse(str(drawn), READING) == drawn
    signs = list(drawn.signs)
    wrong = [*signs[:place], sign, *signs[place + 1 :]]
    signs[place], signs[other] = signs[other], signs[place]
    for text in ("".join(wrong), "".join(signs)):
        if text != drawn.signs:
            with pytest.raises(WrongAnswer):
                VerificationCode.parse(text, READING)
