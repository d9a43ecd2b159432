"""Until when an alert holds, and the code of a broadcast: as somebody in a hurry writes them."""

from datetime import date

import pytest

from bot.errors import WrongAnswer
from bot.values.value import Reading
from handlers.approve_broadcast.code import BroadcastCode
from handlers.send_broadcast.until import Until

TODAY = Reading(date(2026, 2, 3))


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("domani alle 18", "2026-02-04T18:00"),
        ("Domani alle 18:30", "2026-02-04T18:30"),
        ("stasera 20", "2026-02-03T20:00"),
        ("stasera 22:00", "2026-02-03T22:00"),
        ("oggi", "2026-02-03T23:59"),
        ("tomorrow", "2026-02-04T23:59"),
        ("05/02/2026", "2026-02-05T23:59"),
        ("5 febbraio alle ore 12.15", "2026-02-05T12:15"),
        ("alle 18", "2026-02-03T18:00"),
        ("fino alle 9", "2026-02-03T09:00"),
        ("dopodomani h 8", "2026-02-05T08:00"),
        ("2026-02-04T18:00", "2026-02-04T18:00"),
    ],
)
def test_an_end_is_read_and_kept(text: str, kept: str) -> None:
    read = Until.parse(text, TODAY)
    assert str(read) == kept
    assert Until.parse(kept, TODAY) == read


@pytest.mark.parametrize("text", ["", "boh", "alle 25", "domani alle 18:75", "via Roma alle 9", "20"])
def test_another_answer_is_none(text: str) -> None:
    with pytest.raises(WrongAnswer):
        Until.parse(text, TODAY)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("allerta protezione civile, centro, stasera 22:00", ["2026-02-03T22:00"]),
        ("rifiuti tutta la città domani alle 20", ["2026-02-04T20:00"]),
        ("cultura fino al 07/02/2026", ["2026-02-07T23:59"]),
        ("scuola", []),
    ],
)
def test_an_end_is_found_beside_other_data(text: str, found: list[str]) -> None:
    assert [str(each.value) for each in Until.find(text, TODAY)] == found


def test_it_is_shown_as_it_is_read() -> None:
    read = Until.parse("domani alle 18", TODAY)
    assert (read.show("it"), read.show("en")) == ("18:00 del 04/02/2026", "18:00 on 4 February 2026")


@pytest.mark.parametrize("text", ["2026-0007", "2026/7", "2026 7", "#2026-0007."])
def test_a_code_is_read_in_many_spellings(text: str) -> None:
    assert str(BroadcastCode.parse(text, TODAY)) == "2026-0007"


def test_a_code_is_found_in_a_sentence_and_nothing_else_is_one() -> None:
    assert [str(one.value) for one in BroadcastCode.find("approva il 2026-0012, grazie", TODAY)] == [
        "2026-0012"
    ]
    with pytest.raises(WrongAnswer):
        BroadcastCode.parse("07/2026", TODAY)
