"""Certified messages: kept and numbered together, or neither, on both engines."""

import asyncio
from dataclasses import replace

from storage.certified import Setting, SqlCertified
from storage.register import SqlRegister
from storage.views import Views
from tests.storage.register_writers import incoming
from tests.storage.samples import part


async def test_what_is_kept_is_handled_under_its_number(desk, clock):
    clock.tick(days=4)  # the term runs from the day of arrival
    entry = await SqlCertified(desk.database).keep(incoming("a"))
    (work,) = await desk.inbox.claim(10)
    assert work.inbound.entry == entry
    assert (entry.answer_by - clock().date()).days == 26
    assert (entry.text, work.inbound.text, work.correlation) == ("0000001/2026", "Buongiorno", "c-a")
    assert (await SqlRegister(desk.database).entry(2026, 1)).sender == "a@pec.example.it"


async def test_a_repeat_takes_no_number_and_writes_nothing(desk, store):
    certified = SqlCertified(desk.database)
    assert (await certified.keep(incoming("a"))).number == 1
    other = replace(incoming("a"), aside=Setting("crowd"))
    assert await certified.keep(other) is None
    assert not await desk.inbox.accept(incoming("a").inbound, "c")
    assert (await certified.keep(incoming("b"))).number == 2
    assert store.rows("SELECT status FROM inbox") == [("waiting",), ("waiting",)]


async def test_many_at_once_with_repeats_among_them(desk, store):
    certified = SqlCertified(desk.database)
    entries = await asyncio.gather(*[certified.keep(incoming(f"{n % 100}")) for n in range(150)])
    assert [entry.number for entry in entries if entry] == list(range(1, 101))
    assert entries[100:] == [None] * 50
    assert (await SqlRegister(desk.database).verify()).events == 100
    assert store.rows("SELECT count(*) FROM blob") == [(100,)]
    assert store.commits.count(("certified", "after")) < 10


async def test_what_is_set_aside_has_a_number_too_and_its_sender_is_told(desk, store):
    telling = Setting("unreadable", "size\0", parts=(part("0-0"),))
    entry = await SqlCertified(desk.database).keep(replace(incoming("a"), aside=telling))
    done = Setting("automatic", parked=False)
    await SqlCertified(desk.database).keep(replace(incoming("b"), aside=done))
    assert entry.number == 1
    assert await desk.inbox.claim(10) == ()
    (parked,) = await Views(desk.database).parked(10)
    assert (parked.reason, parked.detail) == ("unreadable", "size\ufffd")
    assert store.rows("SELECT key, inbox_id FROM outbox") == [(f"{parked.id}-0-0", parked.id)]
    assert await desk.inbox.unpark(parked.id)
    (work,) = await desk.inbox.claim(10)
    assert work.inbound.entry == entry
