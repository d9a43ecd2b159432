"""What holds for every value: nothing but WrongAnswer is raised, and what is found stands where it says."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

import bot.values
from bot.errors import WrongAnswer
from bot.values.spelling import plain, words
from bot.values.value import Option, Reading, Sure

KINDS = [getattr(bot.values, name) for name in bot.values.__all__]
READING = Reading(date(2026, 2, 10), (Option("it", "Italiano", ("italiana",)), Option("en", "English")))

# Pieces that values are made of, so that random texts come near to them.
PIECES = st.sampled_from(
    [
        "AB123CD",
        "targa tedesca M AB 1234",
        "(D)",
        "LI 123456",
        "V12345/2026",
        "n. 12345",
        "VV-123/26",
        "3010 0000 0000 0042 85",
        "PAGOPA|002|302032002700000251|03334231200|11",
        "RSSMRA85T10E625C",
        "IT60 X054 2811 1010 0000 0123 456",
        "333 123 4567",
        "+39 0586 820111",
        "a@example.it",
        "03/02/2026",
        "3/2/26",
        "il 3",
        "3 marzo",
        "ventitré",
        "lunedi' scorso",
        "fra 3 giorni",
        "l'altro ieri",
        "alle 15:30",
        "42,10 euro",
        "€ 1.234,50",
        "50 cent",
        "mi chiamo",
        "sono",
        "Mario Rossi",
        "sì",
        "no",
        "ok",
        "grazie",
        "👍",
        "1",
        "la 2",
        "Italiano",
        "inglese",
        "via Roma 12/A",
        "p.zza",
        "XX Settembre",
        "0006-2T4K",
        "il",
        "la",
        "del",
        ",",
        ".",
        ":",
        "/",
        "-",
        "'",
        "%",
        "\n",
        "²",
        "٣",
        "İ",
        "ß",
        "ſ",
    ]
)
TEXTS = st.one_of(
    st.text(max_size=40),
    st.lists(PIECES, max_size=7).map(" ".join),
    st.lists(PIECES, max_size=7).map("".join),
)


@pytest.mark.parametrize("kind", KINDS)
@given(text=TEXTS)
def test_any_text_is_read_or_refused(kind, text):
    try:
        value = kind.parse(text, READING)
    except WrongAnswer:
        return
    str(value).encode()
    assert kind.parse(str(value), READING) == value
    assert value.show("it")
    assert value.show("en")


@pytest.mark.parametrize("kind", KINDS)
@given(text=TEXTS)
def test_what_is_found_is_in_its_place(kind, text):
    reached = 0
    for found in kind.find(text, READING):
        assert reached <= found.start < found.end <= len(text)
        assert found.sure in Sure
        assert kind.parse(str(found.value), READING) == found.value
        reached = found.end


def test_the_ranks_are_all_different():
    ranks = [kind.RANK for kind in KINDS if kind is not bot.values.FutureDate]
    assert len(set(ranks)) == len(ranks)


@pytest.mark.parametrize(
    ("text", "spelt"),
    [
        ("E' PERCHE' Sì", "e perche si"),
        ("  più\n\tspazî ", "piu spazi"),
        ("L’altro «ieri»", 'l\'altro "ieri"'),
        ("e` cosi´", "e cosi"),
        ("e` cosi`", "e cosi"),
        ("Straße", "strasse"),
        ("l'auto", "l'auto"),
    ],
)
def test_plain_spelling(text, spelt):
    assert plain(text) == spelt


@given(st.text(st.characters(max_codepoint=0x24F)))
def test_plain_spelling_is_plain(text):
    assert plain(plain(text)) == plain(text)


@given(st.text())
def test_words_stand_where_they_say(text):
    reached = 0
    for word in words(text):
        assert reached <= word.start < word.end <= len(text)
        assert plain(text[word.start : word.end]) == word.plain
        reached = word.end


def test_words_are_parted_at_an_elision():
    assert [word.plain for word in words("L'Età dell’oro")] == ["l", "eta", "dell", "oro"]
