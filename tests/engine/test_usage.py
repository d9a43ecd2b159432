"""What became of services in a turn: done, or left, and at which question."""

from datetime import date, datetime, timedelta

import pytest

from bot.conversation import Conversation
from bot.patience import DROP, PAUSE
from bot.records import Record
from bot.service import bind
from bot.session import CONFIRM, Request, Session
from bot.usage import Use, uses
from tests.clock import ROME
from tests.engine.counter import CHAT, KEEP, PERMIT, Counter, desk

NOW = datetime(2026, 2, 3, 10, 0, tzinfo=ROME)
FINE = Request("pay_fine", {}, NOW, "plate")
PAPER = Request("get_certificate", {}, NOW, CONFIRM)
BEGUN = Request("my_data", {}, NOW)
ANEW = Request("pay_fine", {}, NOW + timedelta(hours=1), "plate")

CASES = {
    "nothing": ((), (), (), (), []),
    "at once": ((), (), ("office_hours",), ("office_hours",), [Use("office_hours")]),
    "goes on": ((FINE,), (FINE.asking("number"),), (), (), []),
    "done": ((FINE,), (), ("pay_fine",), ("pay_fine",), [Use("pay_fine")]),
    "left": ((FINE,), (), (), (), [Use("pay_fine", "plate")]),
    "left at the end": ((PAPER,), (), (), (), [Use("get_certificate", CONFIRM)]),
    "left before a question": ((BEGUN,), (), (), (), [Use("my_data", "-")]),
    "led to another": ((FINE,), (PAPER,), (), ("pay_fine",), []),
    "left and begun anew": ((FINE,), (ANEW,), (), (), [Use("pay_fine", "plate")]),
    "all left": ((FINE, PAPER), (), (), (), [Use("pay_fine", "plate"), Use("get_certificate", CONFIRM)]),
    "a digression is done": ((FINE, BEGUN), (FINE,), ("my_data",), ("my_data",), [Use("my_data")]),
}


@pytest.mark.parametrize("case", CASES)
def test_what_became_of_services(case: str) -> None:
    before, after, used, ended, expected = CASES[case]
    assert list(uses(Session(before), Session(after), used, ended)) == expected


async def test_a_turn_writes_it_down() -> None:
    counter = Counter()
    bound = {"permit": bind(PERMIT, {"registry": counter.registry, "more": None})}

    def tally(use: Use, day: date) -> Record:
        return Record("use", {"use": use, "day": day})

    counted = Conversation(desk(), bound, {"telegram": CHAT}, counter.clock, keep=KEEP, tally=tally)
    told = []
    caller = None
    for text, event in (
        *((text, "") for text in ("permesso", "AB123CD", "centro", "sì")),
        *(("permesso", ""), ("", PAUSE), ("", DROP), ("permesso AB123CD", ""), ("annulla", "")),
    ):
        turn = (await counted.handle(counter.work(text, caller, event=event))).turn
        caller = turn.caller
        told += [each.values["use"] for each in turn.records if each.statement == "use"]
    assert told == [Use("permit"), Use("permit", "plate"), Use("permit", "zone")]
