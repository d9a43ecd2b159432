"""What is asked of broadcasts and writes nothing: what they have said, what waits, whose a bounce is."""

import pytest

from bot.bulk import Fate
from bot.channel import Delivery, Receipt
from platforms.footers.footer import Footers
from storage.broadcast_said import BroadcastSaid
from storage.bulk import SqlBulk
from storage.bulk_looking import any_running, in_hand, key_of, waiting
from tests.clock import Ticker
from tests.storage.bulk_rows import lay_broadcast, lay_list_row, lay_recipients, outcome
from tests.storage.conftest import Desk, Store
from tests.storage.samples import NINE

MAIL = "ada@example.org"
OURS = "<b1.0123456789abcdef@comune.example>"


@pytest.fixture
def said(desk: Desk) -> BroadcastSaid:
    return BroadcastSaid(desk.database, Footers("Portoreale"), "it")


async def leave(desk: Desk, channel: str = "sms", fate: Fate = Fate.SENT, provider_id: str = "SM1") -> None:
    bulk = SqlBulk(desk.database)
    parts = (await bulk.take(channel, 9)).parts
    await bulk.note([outcome(part, fate, provider_id=provider_id) for part in parts])


async def test_what_has_left_stands_in_its_conversation(
    desk: Desk, store: Store, said: BroadcastSaid
) -> None:
    lay_broadcast(store, begun_at=NINE)
    lay_recipients(store, "+1", "+2")
    assert await said.of("sms:+1") == ([], 0)
    await leave(desk)
    ((line,), until) = await said.of("sms:+1")
    assert (line.inbound, line.status, line.at) == (False, "sent", desk.database.clock())
    assert line.text == "Allerta\nScuole chiuse.\nNon ne vuole più? Risponda STOP"
    assert (await said.of("sms:+1", until)) == ([], until)
    assert (await said.of("email:+1"))[0] == []


async def test_a_line_comes_again_when_more_is_known_of_it(
    desk: Desk, store: Store, said: BroadcastSaid, clock: Ticker
) -> None:
    lay_broadcast(store, begun_at=NINE)
    lay_recipients(store, "+1")
    await leave(desk)
    (first,), until = await said.of("sms:+1")
    clock.tick(seconds=5)
    await SqlBulk(desk.database).fold(Receipt("sms", Delivery.DELIVERED, clock(), key=f"b{first.id}"))
    (again,), _ = await said.of("sms:+1", until)
    assert (again.id, again.status, again.at) == (first.id, "delivered", first.at)


async def test_of_a_drill_nobody_was_told(desk: Desk, store: Store, said: BroadcastSaid) -> None:
    lay_broadcast(store, begun_at=NINE, training=True)
    lay_recipients(store, "+1")
    await leave(desk)
    assert (await said.of("sms:+1"))[0] == []


async def test_what_was_filled_in_and_is_no_longer_kept_is_left_out(
    desk: Desk, store: Store, said: BroadcastSaid
) -> None:
    lay_broadcast(store, begun_at=NINE, texts={"it": ("Mensa", "Gentile {nome}.")})
    lay_list_row(store, 1, "+1", '{"nome": "Ada"}')
    lay_recipients(store, "+1", list_row=1)
    await leave(desk)
    assert "Gentile Ada." in (await said.of("sms:+1"))[0][0].text
    store.run("DELETE FROM recipient_list_row")
    assert (await said.of("sms:+1"))[0] == []


async def test_what_waits_is_counted_by_channel(desk: Desk, store: Store) -> None:
    read = desk.database.reader.fetch
    assert [await read(any_running), await read(in_hand), await read(waiting)] == [False, False, {}]
    lay_broadcast(store)
    lay_broadcast(store, 2, state="paused")
    lay_broadcast(store, 3, state="cancelled")
    for number in (1, 2, 3):
        lay_recipients(store, f"+{number}1", f"+{number}2", number=number)
    lay_recipients(store, MAIL, channel="email")
    assert await read(any_running)
    assert await read(waiting) == {"sms": 4, "email": 1}
    await SqlBulk(desk.database).take("email", 9)
    assert await read(in_hand)
    assert await read(waiting) == {"sms": 4}


@pytest.mark.parametrize(
    ("named", "channel", "found"),
    [
        pytest.param(OURS, "email", "b1", id="as it was sent"),
        pytest.param(OURS, "sms", "", id="on another channel"),
        pytest.param("<b1.ffffffffffffffff@comune.example>", "email", "", id="made up"),
        pytest.param("<b2.0123456789abcdef@comune.example>", "email", "", id="of nobody"),
        pytest.param("<7-0-0.0123456789abcdef@comune.example>", "email", "", id="of an answer"),
        pytest.param("", "email", "", id="none"),
    ],
)
async def test_whose_a_bounce_is(desk: Desk, store: Store, named: str, channel: str, found: str) -> None:
    lay_broadcast(store)
    lay_recipients(store, MAIL, channel="email", id=1)
    await leave(desk, "email", provider_id=OURS)
    receipt = Receipt(channel, Delivery.FAILED, desk.database.clock(), provider_id=named)
    assert await key_of(desk.database, receipt) == found
