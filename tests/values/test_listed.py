"""A place in a list: by its number, or all the others; in a sentence a number is not taken for one."""

from datetime import date

import pytest

from bot.errors import WrongAnswer
from bot.values.listed import Listed
from bot.values.value import Reading

READING = Reading(date(2026, 2, 3))


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("2", 2),
        ("2.", 2),
        ("n. 3", 3),
        ("il numero 4", 4),
        ("the no. 5", 5),
        ("#1", 1),
        ("10)", 10),
        ("altri", 0),
        ("TUTTI GLI ALTRI", 0),
        ("all the others", 0),
        ("0", 0),
    ],
)
def test_it_is_read(text: str, place: int) -> None:
    read = Listed.parse(text, READING)
    assert read.place == place
    assert Listed.parse(str(read), READING) == read


@pytest.mark.parametrize("text", ["", "il secondo", "100", "2 e 3", "tutti", "AB123CD", "-1"])
def test_anything_else_is_not(text: str) -> None:
    with pytest.raises(WrongAnswer):
        Listed.parse(text, READING)


@pytest.mark.parametrize(("text", "found"), [("gli altri", [0]), ("ci sono altri uffici?", []), ("2", [])])
def test_only_the_others_alone_show_themselves(text: str, found: list[int]) -> None:
    assert [one.value.place for one in Listed.find(text, READING)] == found


def test_it_is_shown_in_words() -> None:
    assert [Listed(2).show("it"), Listed(0).show("it"), Listed(0).show("en")] == [
        "2",
        "tutti gli altri",
        "all the others",
    ]
