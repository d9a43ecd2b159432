"""The papers of an answer: made only where they travel, and left out while the press is busy."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

import pytest

from bot.drawing import drawn
from channels.sms.sms import TRAITS as SMS
from channels.telegram.telegram import TRAITS as TELEGRAM
from handlers.paid import Paid
from handlers.papers import Papers
from platforms.paper.notice import Creditor, Way
from platforms.paper.press import Press
from tests.clock import ROME

CREDITOR = Creditor("Comune di Prova", "01234567897")
WAYS = (
    Way("discounted", "300000000000000104", 11690, date(2026, 2, 9)),
    Way("reduced", "300000000000000205", 16700, date(2026, 4, 4)),
)
PAYLOAD = {
    "nav": "300000000000000104",
    "reference": "V12345/2026",
    "subject": "Verbale n. V12345/2026",
    "amount_cents": 11690,
    "paid_at": "2026-02-03T23:30:00+00:00",
    "receipt_id": "r1",
    "psp": "Banca di Prova",
    "token": "t1",
}


@pytest.fixture(name="make_papers")
def papers_of_a_press() -> Iterator[Callable[[int], Papers]]:
    """Papers of a press with room for so many."""
    presses: list[Press] = []

    def make(room: int) -> Papers:
        presses.append(Press(room))
        return Papers(presses[-1], CREDITOR)

    yield make
    for press in presses:
        press.close()


async def test_papers_are_made_where_files_travel(make_papers):
    papers = make_papers(5)
    sketches = [
        papers.notice("Verbale n. V12345/2026", WAYS, date(2026, 2, 3)),
        papers.receipt(Paid.read(PAYLOAD, ROME)),
    ]
    files = await drawn(sketches, TELEGRAM)
    assert [file.name for file in files] == [
        "avviso-300000000000000104.pdf",
        "ricevuta-300000000000000104.pdf",
    ]
    assert all(file.content.startswith(b"%PDF") for file in files)
    assert await drawn(sketches, SMS) == []


async def test_an_answer_leaves_without_its_paper_while_the_press_is_busy(make_papers):
    papers = make_papers(-1)
    assert await drawn([papers.notice("Verbale", WAYS, date(2026, 2, 3))], TELEGRAM) == []


def test_what_was_paid_is_told_on_the_day_of_the_city():
    told = Paid.read(PAYLOAD, ROME)
    assert told.paid_at.date() == date(2026, 2, 4)
    assert told == replace(told, nav="300000000000000104", amount_cents=11690, psp="Banca di Prova")
