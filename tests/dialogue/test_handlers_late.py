"""What changes between the question and the answer: an office taken off the list, a fine paid meanwhile."""

from collections.abc import Sequence
from datetime import date
from typing import cast

from bot.service import Then
from bot.values import Choice, Date, FineNumber, Plate
from handlers.office_hours import OfficeHours
from handlers.office_hours import fulfil as tell_hours
from handlers.pay_fine import PayFine
from handlers.pay_fine import fulfil as open_notice
from handlers.pay_fine.rules import DEFAULT_RULES
from platforms.payments import Payments
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


async def test_a_fine_that_is_gone_opens_no_notice() -> None:
    clock = Ticker()
    form = PayFine(Plate("AB123CD"), FineNumber("V12345/2026"), Date(clock().date()))
    outcome = await open_notice(
        form,
        fines=cast(Fines, NoFines()),
        payments=cast(Payments, None),
        fine_rules=DEFAULT_RULES,
        clock=clock,
    )
    assert (outcome.text, outcome.then) == ("not-found", Then.STAY)
