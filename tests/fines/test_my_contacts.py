"""The contacts of a citizen: listed by their ends, taken away one by one or all others, told of a new one."""

from datetime import timedelta

import pytest

from bot.level import Level, Standing
from bot.service import Outcome, Then
from bot.values.listed import Listed
from handlers.my_contacts import SERVICE, MyContacts, bound, fulfil, review
from storage.contacts import Contact
from tests.clock import Ticker

CLOCK = Ticker()
ADA = Standing(Level.REGISTERED, "ada", "contact")
PHONE, CHAT, MAIL = "sms:+393331234567", "telegram:1000002", "email:ada@example.org"


def contact(lane: str) -> Contact:
    now = CLOCK()
    return Contact(lane, "ada", "spid-2", now, now + timedelta(days=180), None, "", None)


class Known:
    """storage.contacts.Contacts in memory."""

    def __init__(self, *lanes: str) -> None:
        self._contacts = [contact(lane) for lane in lanes]

    async def of(self, citizen: str) -> list[Contact]:
        return self._contacts if citizen == "ada" else []


async def ask(place: int | None, *lanes: str, lane: str = PHONE) -> Outcome:
    form = MyContacts(None if place is None else Listed(place))
    return await review(form, standing=ADA, lane=lane, contacts=Known(*lanes), clock=CLOCK)


async def test_they_are_listed_by_their_ends_and_this_one_is_marked() -> None:
    outcome = await ask(None, PHONE, CHAT, MAIL)
    assert (outcome.text, outcome.then, outcome.values["others"]) == ("contacts", Then.END, "yes")
    assert outcome.values["listing"].show("it").splitlines() == [
        "1. SMS …567 (03/02/2026 - 02/08/2026) *",
        "2. Telegram …002 (03/02/2026 - 02/08/2026)",
        "3. e-mail a…@example.org (03/02/2026 - 02/08/2026)",
    ]


@pytest.mark.parametrize(
    ("place", "lanes", "text", "chosen", "this"),
    [
        pytest.param(2, (PHONE, CHAT), "revoke", [CHAT], "no", id="another"),
        pytest.param(1, (PHONE, CHAT), "revoke", [PHONE], "yes", id="this one"),
        pytest.param(0, (PHONE, CHAT, MAIL), "revoke", [CHAT, MAIL], "no", id="all the others"),
        pytest.param(0, (PHONE,), "no-others", None, None, id="there are no others"),
        pytest.param(3, (PHONE, CHAT), "no-such", None, None, id="no such number"),
        pytest.param(None, (), "none", None, None, id="known by this message alone"),
    ],
)
async def test_what_would_be_taken_away(place, lanes, text, chosen, this) -> None:
    outcome = await ask(place, *lanes)
    assert outcome.text == text
    assert outcome.values.get("this") == this
    assert ([each.lane for each in outcome.reviewed] if outcome.reviewed else None) == chosen


async def test_a_yes_takes_away_what_was_shown_and_says_if_it_was_this_one() -> None:
    outcome = await fulfil(MyContacts(), reviewed=(contact(PHONE), contact(CHAT)), lane=PHONE, clock=CLOCK)
    assert [record.values["of_lane"] for record in outcome.records] == [PHONE, CHAT]
    assert {record.values["of_citizen"] for record in outcome.records} == {"ada"}
    assert (outcome.values["count"], outcome.values["this"]) == ("2", "yes")


async def test_an_old_contact_hears_of_a_new_one_without_its_address() -> None:
    outcome = await bound({"channel": "sms", "hint": "…567", "at": CLOCK().isoformat(), "proof": "spid-2"})
    assert outcome.values["contact"] == "SMS …567"
    assert outcome.values["day"].show("it") == "03/02/2026"


def test_it_is_for_the_registered() -> None:
    assert SERVICE.level is Level.REGISTERED
