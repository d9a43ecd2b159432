"""The nightly check: whoever paid and was not told is found, once, and nothing else is."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count

import pytest

from bot.message import Part
from bot.report import Report
from sportello.payments_watch import PaymentsWatch
from sportello.reports import QuietReport
from storage.nightly import Night
from storage.notices import watch
from storage.payment_hearing import Hearing, hearers
from storage.positions import TAKE_POSITIONS, Position
from storage.records import RECORDS
from tests.clock import Ticker
from tests.storage.conftest import Desk, Store
from tests.storage.samples import turn
from tests.storage.test_payment_report import Cashier, cashier

__all__ = ["cashier"]  # a fixture

MARIO, ANNA = "sms:+390001", "telegram:700000012"
ONE = (("single", 100, 30),)


class Heard(QuietReport):
    """Remembers what was told to staff."""

    def __init__(self) -> None:
        super().__init__()
        self.reasons: list[str] = []

    def parked(self, reason: str, correlation: str) -> None:
        assert "+39" not in correlation
        self.reasons.append(reason)


@dataclass
class Watch:
    """The check, which somebody runs by hand."""

    desk: Desk
    clock: Ticker
    report: Heard = field(default_factory=Heard)
    found: list[tuple[dict[str, int], date]] = field(default_factory=list)

    def __post_init__(self) -> None:
        ids = count(1)
        report: Report = self.report
        self.check = PaymentsWatch(
            self.desk.database,
            self.clock,
            lambda: f"id-{next(ids)}",
            report,
            on_found=lambda found, on: self.found.append((dict(found), on)),
            wake=lambda: None,
        )

    async def night(self) -> list[str]:
        """Let it be four in the morning of the next day; what staff are told then."""
        self.clock.now = (self.clock() + timedelta(days=1)).replace(hour=4)
        before = len(self.report.reasons)
        await self.check.look()
        return sorted(self.report.reasons[before:])


@pytest.fixture
def night(desk: Desk, clock: Ticker) -> Watch:
    return Watch(desk, clock)


async def paid(cashier: Cashier, *lanes: str) -> str:
    """Somebody pays a debt of which these conversations want to hear; the number of its notice."""
    (notice,) = await cashier.open(ONE)
    records = [watch(notice.service, notice.reference).for_lane(lane) for lane in lanes]
    await cashier.desk.database.writer.submit(RECORDS, records)
    await cashier.pay(notice.nav, 100, name=f"of-{notice.nav}")
    return notice.nav


async def write(desk: Desk, parts: int = 1) -> None:
    """The counter writes every receipt that waits."""
    for work in await desk.inbox.claim(99):
        channel, _, address = work.inbound.lane.partition(":")
        told = [Part(f"{work.id}-{part}-0", channel, address, "Pagato.") for part in range(parts)]
        await desk.inbox.finish(turn(work, *told))


async def stages(desk: Desk, nav: str) -> list[tuple[str, Hearing]]:
    found = await desk.database.reader.fetch(lambda connection: hearers(connection, nav))
    return [(one.lane, one.hearing) for one in found]


async def test_who_was_told_is_no_trouble(cashier: Cashier, desk: Desk, night: Watch) -> None:
    nav = await paid(cashier, MARIO, ANNA)
    assert await stages(desk, nav) == [(MARIO, Hearing.WAITING), (ANNA, Hearing.WAITING)]
    await write(desk)
    assert await stages(desk, nav) == [(MARIO, Hearing.LEAVING), (ANNA, Hearing.LEAVING)]
    for channel in ("sms", "telegram"):
        (part,) = await desk.outbox.take(channel, 9)
        await desk.outbox.sent(part, "id")
    assert await stages(desk, nav) == [(MARIO, Hearing.TOLD), (ANNA, Hearing.TOLD)]
    assert await night.night() == []
    assert night.found[-1] == ({"untold": 0, "unpublished": 0, "unmatched": 0}, date(2026, 2, 4))


async def test_who_was_forgotten_is_told_before_staff_hear_of_it(
    cashier: Cashier, desk: Desk, store: Store, night: Watch
) -> None:
    nav = await paid(cashier)
    late = watch("school", "meals/1").for_lane(MARIO)
    await desk.database.writer.submit(RECORDS, [late])
    assert await stages(desk, nav) == [(MARIO, Hearing.UNTOLD)]
    assert await night.night() == []
    assert await stages(desk, nav) == [(MARIO, Hearing.WAITING)]
    assert store.rows("SELECT count(*) FROM inbox WHERE status = 'parked'") == [(0,)]


async def failed(desk: Desk, parts: int) -> None:
    """The network takes all parts but the last."""
    await write(desk, parts)
    for number in range(1, parts + 1):
        (part,) = await desk.outbox.take("sms", 9)
        if number < parts:
            await desk.outbox.sent(part, f"id-{number}")
        else:
            await desk.outbox.failed(part, "stopped:21610")


@pytest.mark.parametrize("parts", [1, 2])
async def test_a_receipt_that_the_network_refused(
    cashier: Cashier, desk: Desk, store: Store, night: Watch, parts: int
) -> None:
    nav = await paid(cashier, MARIO)
    await failed(desk, parts)
    assert await stages(desk, nav) == [(MARIO, Hearing.FAILED)]
    assert [await night.night() for _ in range(3)] == [["payment-untold"], [], []]
    ((channel, sender, reason, detail),) = store.rows(
        "SELECT channel, sender, reason, detail FROM inbox WHERE status = 'parked'"
    )
    assert (channel, sender, reason) == ("sms", "+390001", "payment-untold")
    assert f"receipt of-{nav}, notice {nav}: failed (stopped:21610) since 03/02/2026 10:00" == detail
    assert night.found[-1][0] == {"untold": 1, "unpublished": 0, "unmatched": 0}


LOST = {
    "never begun and not to be told": ("DELETE FROM inbox WHERE external_id LIKE 'receipt/%'", 1),
    "waiting for hours": ("UPDATE inbox SET owner = 'somebody', lease_until = 9999999999999", 1),
    "writing it failed: staff know by that": ("UPDATE inbox SET status = 'parked', reason = 'crash'", 0),
}


@pytest.mark.parametrize(("broken", "told"), LOST.values(), ids=LOST)
async def test_a_receipt_that_was_never_written(
    cashier: Cashier, store: Store, night: Watch, broken: str, told: int
) -> None:
    await paid(cashier, MARIO)
    store.run(broken)
    assert await night.night() == ["payment-untold"] * told
    assert night.found[-1][0]["untold"] == 1


async def test_a_part_that_cannot_leave_for_a_day(cashier: Cashier, desk: Desk, night: Watch) -> None:
    await paid(cashier, MARIO)
    await write(desk)
    night.clock.tick(hours=17)
    assert await night.night() == ["payment-untold"]


async def test_what_pagopa_was_not_told(cashier: Cashier, store: Store, desk: Desk, night: Watch) -> None:
    await cashier.open()
    moment = int(night.clock().timestamp() * 1000)
    for iupd, attempts, hours in (("soon", 3, 30), ("fails", 12, 30), ("forgotten", 0, 0), ("done", 0, 0)):
        version = 1 if iupd == "done" else 2
        values = f"'x', '{iupd}', '{iupd}', {version}, 1, {attempts}, {moment + hours * 3_600_000}"
        columns = "service, reference, iupd, version, published_version, attempts, next_at"
        store.run(f"INSERT INTO position ({columns}) VALUES ({values})")  # noqa: S608 - our own words
    assert await night.night() == ["position-stuck"] * 2
    assert store.rows("SELECT detail FROM inbox ORDER BY external_id") == [
        ("position fails, version 2: 12 attempts failed",),
        ("position forgotten, version 2: 0 attempts failed",),
    ]
    assert night.found[-1][0]["unpublished"] == 2
    assert await night.night() == ["position-stuck"]  # by now the third is overdue too
    taken: list[Position] = await desk.database.writer.submit(TAKE_POSITIONS, 9)
    assert len(taken) == 3


async def test_money_that_matches_nothing_is_never_unseen(
    cashier: Cashier, store: Store, night: Watch
) -> None:
    await cashier.pay("301000000000099999", 1, name="unknown")
    assert await night.night() == []
    assert night.found[-1][0]["unmatched"] == 1
    store.run("UPDATE inbox SET status = 'done'")  # staff have seen to it
    assert await night.night() == []
    assert night.found[-1][0]["unmatched"] == 0
    store.run("DELETE FROM inbox")
    assert [await night.night() for _ in range(2)] == [["payment-unknown"], []]


async def test_where_nobody_pays_nothing_is_checked(store: Store, night: Watch) -> None:
    assert await night.night() == []
    assert (night.found, store.rows("SELECT count(*) FROM nightly")) == ([], [(0,)])


async def test_it_is_done_once_a_night_whoever_starts_anew(
    cashier: Cashier, desk: Desk, night: Watch, clock: Ticker
) -> None:
    await paid(cashier, MARIO)
    await failed(desk, 1)
    clock.now = clock().replace(hour=3, minute=29)
    await night.check.look()
    assert (night.report.reasons, night.found) == ([], [])
    clock.tick(minutes=1)
    await night.check.look()
    assert (
        night.report.reasons == []
    )  # the payment is of ten o'clock: of the future, as the clock was put back
    clock.tick(hours=24)
    again = Watch(desk, clock)
    await again.check.look()
    assert again.report.reasons == ["payment-untold"]
    restarted = Watch(desk, clock)
    await restarted.check.look()
    assert (restarted.report.reasons, restarted.found) == ([], [again.found[-1]])
    assert restarted.found[-1][1] == Night(clock().date(), {}).done_on
