"""What a citizen has asked to pay on all their contacts; of who had the number before them, nothing."""

import pytest

from storage.binding import BIND, Proof
from storage.contacts import REVOKE, Ending
from storage.theirs import BEFORE_BINDING, SqlTheirs
from tests.clock import Ticker
from tests.storage.conftest import Desk
from tests.storage.payments import REDUCED, Till

PHONE, CHAT, ELSEWHERE = "sms:+390001", "telegram:7", "sms:+390002"


class Asking:
    """Conversations that ask to pay, and whose they are."""

    def __init__(self, desk: Desk) -> None:
        self.till = Till(desk.database)
        self._theirs = SqlTheirs(desk.database)

    async def asks(self, lane: str, number: str) -> None:
        debt = "pay_fine", number
        await self.till.open(REDUCED, debt=debt)
        await self.till.watch(lane, debt)

    async def bind(self, lane: str, citizen: str = "ada", days: int = 180) -> None:
        await self.till.submit(BIND, Proof(lane, citizen, "spid-2", days, 12, "c"))

    async def sees(self, citizen: str = "ada", lane: str = PHONE) -> list[str]:
        return [notice.reference for notice in await self._theirs.of(citizen, lane)]


@pytest.fixture
def asking(desk: Desk) -> Asking:
    return Asking(desk)


async def test_all_contacts_are_gathered_the_newest_first(asking: Asking, clock: Ticker) -> None:
    await asking.bind(PHONE)
    await asking.bind(CHAT)
    await asking.asks(PHONE, "V1")
    clock.tick(minutes=1)
    await asking.asks(CHAT, "V2")
    await asking.asks(ELSEWHERE, "V3")
    assert await asking.sees() == ["V2", "V1"]


async def test_a_debt_asked_for_twice_is_one(asking: Asking) -> None:
    await asking.bind(PHONE)
    await asking.bind(CHAT)
    await asking.asks(PHONE, "V1")
    await asking.asks(CHAT, "V1")
    assert await asking.sees() == ["V1"]


async def test_what_was_asked_for_just_before_it_was_proven_is_theirs(asking: Asking, clock: Ticker) -> None:
    await asking.asks(PHONE, "V1")
    clock.tick(days=2)
    await asking.bind(PHONE)
    assert await asking.sees() == ["V1"]


async def test_who_had_the_number_before_stays_unknown(asking: Asking, clock: Ticker) -> None:
    await asking.asks(PHONE, "V1")
    clock.now += BEFORE_BINDING
    clock.tick(seconds=1)
    await asking.bind(PHONE)
    assert await asking.sees() == []
    assert await asking.sees(lane=CHAT) == []


async def test_a_contact_that_ended_gives_nothing_more(asking: Asking, clock: Ticker) -> None:
    await asking.bind(PHONE)
    await asking.bind(CHAT, days=10)
    await asking.bind(ELSEWHERE)
    await asking.asks(CHAT, "V2")
    await asking.asks(ELSEWHERE, "V3")
    await asking.till.submit(REVOKE, Ending(ELSEWHERE, "ada"))
    assert await asking.sees() == ["V2"]
    clock.tick(days=11)
    assert await asking.sees() == []


async def test_the_conversation_in_which_it_is_proven_counts_without_being_a_contact(asking: Asking) -> None:
    """A PEC of one's own, known for the message that it is."""
    await asking.asks("pec:ada@pec.example.org", "V1")
    assert await asking.sees(lane="pec:ada@pec.example.org") == ["V1"]


async def test_another_citizen_sees_none_of_it(asking: Asking) -> None:
    await asking.bind(PHONE)
    await asking.asks(PHONE, "V1")
    await asking.bind(CHAT, "eva")
    assert await asking.sees("eva", CHAT) == []


async def test_who_takes_a_conversation_over_sees_nothing_of_its_owner(asking: Asking, clock: Ticker) -> None:
    await asking.bind(PHONE)
    await asking.asks(PHONE, "V1")
    clock.tick(days=1)
    await asking.bind(PHONE, "eva")
    assert await asking.sees("eva") == []
    clock.tick(days=1)
    await asking.asks(PHONE, "V2")
    await asking.bind(PHONE, "eva")
    assert await asking.sees("eva") == ["V2"]
