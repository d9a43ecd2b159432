"""What changes between the question and the answer: an office taken off the list, a fine paid meanwhile."""

from collections.abc import Sequence
from datetime import date
from typing import cast

from bot.service import Then
from bot.values import Choice, Date, FineNumber, Plate
from handlers.office_hours import OfficeHours
from handlers.office_hours import fulfil as tell_hours
from handlers.pay_fine import PayFine
from handlers.pay_fine import review as look_again
from handlers.pay_fine.rules import DEFAULT_RULES
from storage.fines import Fines
from storage.offices import Office
from tests.clock import Ticker


class NoOffices:
    """A city that has closed them all."""

    async def all(self) -> Sequence[Office]:
        """None is left."""
        return ()


class NoFines:
    """A register without the fine."""

    async def find(self, number: FineNumber, plate: Plate, on: date) -> None:
        """Find nothing."""
        del number, plate, on


async def test_an_office_that_is_gone_can_be_chosen_anew() -> None:
    outcome = await tell_hours(OfficeHours(Choice("urp")), offices=NoOffices(), clock=Ticker())
    assert (outcome.text, outcome.then, outcome.blame) == ("no-such-office", Then.STAY, ("office",))


async def test_a_fine_that_is_gone_is_noticed_when_it_is_looked_up_again_after_the_yes() -> None:
    """Then nothing is fulfilled: `fulfil` acts on what this second review has found."""
    clock = Ticker()
    form = PayFine(Plate("AB123CD"), FineNumber("V12345/2026"), Date(clock().date()))
    outcome = await look_again(form, fines=cast(Fines, NoFines()), fine_rules=DEFAULT_RULES, clock=clock)
    assert (outcome.text, outcome.then, outcome.reviewed) == ("not-found", Then.STAY, None)
