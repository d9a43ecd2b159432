"""What is added to a request, and marks: read where they are meant, and left alone where they are not."""

from datetime import date

import pytest

from bot.errors import WrongAnswer
from bot.values import Addition, Mark, Reference
from bot.values.value import Reading

READING = Reading(date(2026, 2, 3))
REFERENCE = Reference("00062T4K")

ADDITIONS = [
    ("firmly", "AGGIUNGI 0006-2T4K la targa è AB123CD", REFERENCE, "la targa è AB123CD"),
    ("firmly, in other words", "Integro la pratica 0006-2T4K: ecco", REFERENCE, "ecco"),
    ("after a subject", "Pratica\nAGGIUNGI 0006-2T4K non è così", REFERENCE, "non è così"),
    ("in English", "add to my case 0006-2T4K\nhere it is", REFERENCE, "here it is"),
    ("no words", "aggiungi 0006-2T4K", REFERENCE, ""),
    ("in a sentence", "per la pratica 0006-2T4K vi mando", REFERENCE, "per la pratica 0006-2T4K vi mando"),
    ("without a reference", "Aggiungi: la targa è AB123CD", None, "la targa è AB123CD"),
]
NOTHING = ["aggiungi", "aggiungi mio figlio allo stato di famiglia", "la pratica 0006-2T4F", "add: ", "0006"]
MARKS = [
    ("voto 5", 5),
    ("VOTO: quattro", 4),
    ("do 3 su 5", 3),
    ("5/5", 5),
    ("una stella", 1),
    ("rating is 2", 2),
]
NO_MARKS = ["5", "bene", "il 3 marzo", "verbale 5", "voto 9", "3 su 7", "due rate", "15 su 5"]


@pytest.mark.parametrize(
    ("text", "reference", "words"), [each[1:] for each in ADDITIONS], ids=[each[0] for each in ADDITIONS]
)
def test_an_addition_is_found_with_its_words(text: str, reference: Reference | None, words: str) -> None:
    (found,) = Addition.find(text, READING)
    assert found.value == Addition(reference, words)
    assert Addition.parse(str(found.value), READING) == found.value


@pytest.mark.parametrize("text", ["my payments", "che cosa devo fare"])
def test_a_sentence_is_not_taken_for_a_reference_that_is_wrong(text: str) -> None:
    with pytest.raises(WrongAnswer) as refused:
        Addition.parse(text, READING)
    assert refused.value.reason == "shape"


@pytest.mark.parametrize("text", NOTHING)
def test_what_adds_nothing_is_none(text: str) -> None:
    assert list(Addition.find(text, READING)) == []


@pytest.mark.parametrize(("text", "figure"), MARKS)
def test_a_mark_is_found(text: str, figure: int) -> None:
    assert [found.value for found in Mark.find(text, READING)] == [Mark(figure)]


@pytest.mark.parametrize("text", NO_MARKS)
def test_a_figure_alone_is_no_mark(text: str) -> None:
    assert list(Mark.find(text, READING)) == []


def test_a_mark_that_was_asked_for_may_stand_alone() -> None:
    assert Mark.parse("4", READING) == Mark.parse("quattro stelle.", READING) == Mark(4)
    with pytest.raises(WrongAnswer):
        Mark.parse("6", READING)
