"""A draft sent to who writes it: in each language, marked, and to nobody else."""

from datetime import timedelta
from itertools import count

import pytest

from platforms.footers.footer import Footers
from sportello.broadcast_tryout import Tryouts
from storage.audience import Audience, Policy
from storage.broadcast_records import Draft, Kind, Text
from storage.staff_rows import Officer, Role, staff, staff_lane
from tests.storage.bulk_rows import insert
from tests.storage.samples import NINE

ANNA = Officer("anna", "Anna Verdi", frozenset({Role.EDITOR}), ())
TEXTS = {"it": Text("Acqua", "Gentile {nome}, domani no."), "en": Text("", "No water, {nome|all}.")}
CHANNELS = ("telegram", "email", "sms")


@pytest.fixture
def tryouts(store):
    numbers = count(1)
    footer = Footers("Comune di Portoreale", "+393399900000")
    return Tryouts(store.open().database, lambda: f"{next(numbers)}", footer, ("it",), CHANNELS)


def linked(store, *lanes):
    row = {column.name: "" for column in staff.c}
    row |= {"name": "anna", "full_name": "Anna Verdi", "roles": "editor", "state": "active"}
    row |= {"made_at": NINE, "changed_at": NINE, "last_at": NINE, "totp_step": 0, "sandbox": False}
    insert(store, staff, [{name: value for name, value in row.items() if name in staff.c}])
    insert(store, staff_lane, [{"lane": lane, "name": "anna", "bound_at": NINE} for lane in lanes])


def draft(sender=""):
    return Draft(Kind.NOTICE, Policy.CHEAPEST, TEXTS, Audience(everyone=True), sender=sender)


async def test_each_language_goes_to_each_of_their_conversations(store, tryouts):
    linked(store, "sms:+390001", "email:anna@example.org", "pec:anna@example.com")
    assert await tryouts.send(draft(), "2026-0001", ANNA) == 4
    rows = store.rows("SELECT key, channel, address, priority, text, context FROM outbox ORDER BY id")
    assert [row[:4] for row in rows] == [
        ("test-1", "email", "anna@example.org", 2),
        ("test-2", "email", "anna@example.org", 2),
        ("test-3", "sms", "+390001", 2),
        ("test-4", "sms", "+390001", 2),
    ]
    assert rows[1][4].startswith("Gentile {nome}, domani no.\n\nComune di Portoreale")
    assert rows[1][5] == '{"subject":"TEST: Acqua"}'
    assert rows[2][4] == "TEST: No water, all.\nHad enough? Reply STOP"
    assert store.rows("SELECT who, act, about FROM audit") == [("anna", "broadcast-tested", "2026-0001")]


async def test_an_alias_sends_it_as_it_will_send_the_others(store, tryouts):
    linked(store, "sms:+390001")
    assert await tryouts.send(draft("PORTOREALE"), "2026-0001", ANNA) == 2
    (context,) = set(store.rows("SELECT context FROM outbox"))
    assert context == ('{"sender":"PORTOREALE"}',)


async def test_who_has_no_conversation_gets_nothing(store, tryouts):
    linked(store, "pec:anna@example.com")
    assert await tryouts.send(draft(), "2026-0001", ANNA) == 0
    assert store.rows("SELECT count(*) FROM outbox") == [(0,)]
    assert store.rows("SELECT count(*) FROM audit") == [(0,)]


async def test_it_is_of_no_use_later(store, tryouts):
    linked(store, "sms:+390001")
    await tryouts.send(draft(), "2026-0001", ANNA)
    (until,) = set(store.rows("SELECT valid_until - created_at FROM outbox"))
    assert until == (timedelta(hours=1) // timedelta(milliseconds=1),)
