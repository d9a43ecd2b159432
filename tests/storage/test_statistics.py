"""Statistics: a day counts what happened on it, is written once, and stays when what was counted is gone."""

from collections import Counter
from datetime import date, timedelta
from functools import partial

import pytest

from bot.message import Priority
from bot.usage import Use
from bot.values.reference import Reference
from storage.records import RECORDS
from storage.requests import open_request
from storage.statistics import CLOSE_DAY, Closed, began_on, counted_until, daily, next_open, read
from storage.statistics_day import LONGER, SECONDS, Counted, Day, count_day
from storage.statistics_rows import (
    ABANDONED,
    ANSWERED,
    CONTACTS,
    MONTHLY_PEOPLE,
    PEOPLE,
    REQUESTS,
    SERVICES,
    used,
)
from tests.clock import ROME, Ticker
from tests.storage.conftest import Desk, Store
from tests.storage.samples import message, part, turn

TODAY = date(2026, 2, 3)  # the day of the Ticker
MORROW = TODAY + timedelta(days=1)


def calendar(first: date, last: date) -> int:
    return (last - first).days


async def count(desk: Desk, day: date = TODAY) -> Counted:
    return await desk.database.reader.fetch(partial(count_day, day=Day(day, ROME, calendar)))


async def close(desk: Desk, day: date = TODAY) -> bool:
    return await desk.database.writer.submit(CLOSE_DAY, Closed.of(await count(desk, day)))


async def receive(desk: Desk, clock: Ticker, name: str, sender: str = "+1", **rest: object) -> None:
    await desk.inbox.accept(message(name, sender, received_at=clock(), **rest), "c")


async def answer(desk: Desk, clock: Ticker, waited: float) -> None:
    """Answer what waits, so many seconds later."""
    (work,) = await desk.inbox.claim(1)
    clock.tick(seconds=waited)
    channel = work.inbound.channel
    await desk.inbox.finish(turn(work, part(f"{work.id}-0", "+1", channel=channel)))
    for each in await desk.outbox.take(channel, 9):
        await desk.outbox.sent(each, f"id {each.key}")


async def test_messages_are_contacts_and_our_own_events_are_not(desk: Desk, clock: Ticker) -> None:
    await receive(desk, clock, "1")
    await receive(desk, clock, "2", text='my event is "event"')
    await receive(desk, clock, "3", "+2")
    await receive(desk, clock, "4", "55", channel="telegram")
    await receive(desk, clock, "5", "55", channel="telegram", event="session.pause")
    counts = (await count(desk)).counts
    assert counts == {(CONTACTS, "sms"): 3, (CONTACTS, "telegram"): 1, (PEOPLE, ""): 3}


async def test_a_day_ends_at_midnight_of_the_city(desk: Desk, clock: Ticker) -> None:
    clock.tick(hours=13, minutes=59, seconds=59)
    await receive(desk, clock, "1")
    clock.tick(seconds=1)
    await receive(desk, clock, "2")
    for day in (TODAY, MORROW):
        assert (await count(desk, day)).counts[CONTACTS, "sms"] == 1
    assert (await count(desk, MORROW + timedelta(days=1))).counts == {}


async def test_a_day_is_found_among_many(desk: Desk, clock: Ticker) -> None:
    received: Counter[date] = Counter()
    for number in range(40):
        await receive(desk, clock, str(number))
        received[clock().date()] += 1
        clock.tick(hours=7)
    for day in (*received, clock().date() + timedelta(days=1)):
        assert (await count(desk, day)).counts[CONTACTS, "sms"] == received[day]


@pytest.mark.parametrize(
    ("waited", "bucket"), [(0.4, "1"), (1, "1"), (61, "300"), (3600, "3600"), (300_000, LONGER)]
)
async def test_a_first_reply_is_sorted_by_how_long_it_took(
    desk: Desk, clock: Ticker, waited: float, bucket: str
) -> None:
    assert bucket in {*map(str, SECONDS), LONGER}
    await receive(desk, clock, "1")
    await answer(desk, clock, waited)
    counts = (await count(desk, clock().date())).counts
    assert {key: value for key, value in counts.items() if key[0] == ANSWERED} == {(ANSWERED, bucket): 1}


async def test_only_the_first_reply_to_a_message_counts(desk: Desk, clock: Ticker) -> None:
    await receive(desk, clock, "1")
    await receive(desk, clock, "2", event="session.pause")
    first, event = (await desk.inbox.claim(1))[0], None
    await desk.inbox.finish(turn(first, part("1-0"), part("1-1")))
    (event,) = await desk.inbox.claim(1)
    await desk.inbox.finish(turn(event, part("2-0", priority=Priority.NOTICE)))
    assert (await count(desk)).counts[ANSWERED, "1"] == 0  # nothing has left yet
    for each in await desk.outbox.take("sms", 9):
        await desk.outbox.sent(each, each.key)
    assert (await count(desk)).counts[ANSWERED, "1"] == 1


async def test_what_became_of_services_is_counted(desk: Desk, clock: Ticker) -> None:
    await receive(desk, clock, "1")
    (work,) = await desk.inbox.claim(1)
    uses = [Use("pay_fine"), Use("pay_fine"), Use("get_certificate", "kind"), Use("pay_fine", "!confirm")]
    await desk.inbox.finish(turn(work, records=tuple(used(each, TODAY) for each in uses)))
    counts = (await count(desk)).counts
    assert counts[SERVICES, "pay_fine"] == 2
    assert counts[ABANDONED, "pay_fine/!confirm"] == counts[ABANDONED, "get_certificate/kind"] == 1


async def test_a_day_is_written_once_and_stays(desk: Desk, store: Store, clock: Ticker) -> None:
    reader = desk.database.reader
    assert await reader.fetch(next_open) is None
    await receive(desk, clock, "1")
    await receive(desk, clock, "2", "+2")
    await answer(desk, clock, 3)
    await desk.database.writer.submit(RECORDS, [used(Use("pay_fine"), TODAY)])
    record = open_request(
        Reference.make(7), "instalments", "1", {}, opened_at=clock(), answer_by=MORROW
    ).for_lane("sms:+1")
    await desk.database.writer.submit(RECORDS, [record])
    assert await reader.fetch(began_on) == await reader.fetch(next_open) == TODAY
    clock.tick(days=1)
    before = (await count(desk)).counts
    assert before[REQUESTS, "instalments"] == before[SERVICES, "pay_fine"] == 1
    assert await close(desk)
    assert not await close(desk)  # another process, or the same after a crash
    store.run("DELETE FROM outbox")
    store.run("DELETE FROM inbox")
    assert not await close(desk)
    assert await reader.fetch(counted_until) == TODAY
    assert await reader.fetch(next_open) == MORROW
    figures = await reader.fetch(partial(read, first=date(2026, 1, 1), last=MORROW))
    expected = {(measure, key, 2): n for (measure, key), n in before.items() if measure != PEOPLE}
    assert figures.counts == {**expected, (MONTHLY_PEOPLE, "", 2): 2}
    days = await reader.fetch(partial(daily, first=TODAY, last=TODAY))
    assert {(measure, key): n for _, measure, key, n in days if measure != MONTHLY_PEOPLE} == before
    assert store.rows("SELECT count(*) FROM service_use") == [(0,)]


async def test_the_people_of_a_month_are_each_counted_once(desk: Desk, store: Store, clock: Ticker) -> None:
    for day, senders in enumerate((("+1", "+2"), ("+2",), ("+2", "+3"))):
        for sender in senders:
            await receive(desk, clock, f"{day} {sender}", sender)
        assert await close(desk, clock().date())
        clock.tick(days=1)
    figures = await desk.database.reader.fetch(partial(read, first=TODAY, last=TODAY + timedelta(days=9)))
    assert figures.total(MONTHLY_PEOPLE) == 0  # it stands on the first of the month
    whole = await desk.database.reader.fetch(partial(read, first=date(2026, 2, 1), last=date(2026, 2, 28)))
    assert whole.by_month(MONTHLY_PEOPLE)[1] == 3
    clock.tick(days=28)
    assert await close(desk, clock().date())
    clock.tick(days=1)
    await receive(desk, clock, "later")
    assert await close(desk, clock().date())
    assert store.rows("SELECT count(*) FROM statistic_person") == [(1,)]  # of this month alone


async def test_no_person_is_in_the_counts(desk: Desk, store: Store, clock: Ticker) -> None:
    await receive(desk, clock, "1", "+393331234567", text="sono Mario")
    await answer(desk, clock, 1)
    assert await close(desk)
    for table in ("statistic", "statistic_person", "service_use"):
        found = repr(store.raw(f"SELECT * FROM {table}"))  # noqa: S608 - names of our own
        assert not any(word in found for word in ("Mario", "+39", "3331234567"))
