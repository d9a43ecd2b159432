import asyncio
import hashlib
from dataclasses import replace
from datetime import timedelta
from itertools import count
from typing import Any

import pytest

from bot.channel import Delivery, Receipt
from bot.message import Part
from storage.departures import departure
from storage.overdue import SqlOverdue
from storage.receipts import Fate, PostalReceipt, SqlReceipts
from storage.records import RECORDS
from tests.clock import Ticker
from tests.storage.conftest import Desk, Store
from tests.storage.samples import NINE, part

ROSSI, NAME = "mario.rossi@pec.example", "<7-0-0@comune.example>"


@pytest.fixture
def receipts(desk: Desk) -> SqlReceipts:
    return SqlReceipts(desk.database)


async def sending(desk: Desk, key: str = "7-0-0", to: str = ROSSI, channel: str = "pec") -> Part:
    await desk.database.writer.submit(RECORDS, departure(part(key, to, channel=channel), NINE))
    (taken,) = await desk.outbox.take(channel, 1)
    return taken


async def sent(desk: Desk, key: str = "7-0-0") -> Part:
    taken = await sending(desk, key)
    await desk.outbox.sent(taken, f"<{key}@comune.example>")
    return taken


def receipt(state: Delivery | None, number: int = 1, **rest: Any) -> PostalReceipt:
    values = {
        "channel": "pec",
        "external_id": f"<opec.{number}@provider.example>",
        "kind": "avvenuta-consegna",
        "reference": NAME,
        "about": ROSSI,
        "at": NINE - timedelta(seconds=2),
        "code": "",
        "raw": f"From: posta-certificata@provider.example\r\n\r\n{number}\0\xff".encode("latin-1"),
        "verdict": "verified",
    }
    return PostalReceipt(state=state, **{**values, **rest})


def outbox(store: Store) -> list[tuple[object, ...]]:
    return store.rows("SELECT status, code, provider_id FROM outbox ORDER BY id")


def parked(store: Store) -> list[tuple[object, ...]]:
    return store.rows("SELECT external_id, sender, reason FROM inbox WHERE status = 'parked' ORDER BY id")


async def test_receipts_are_kept_as_they_came_in_the_order_of_arrival(
    desk: Desk, receipts: SqlReceipts, clock: Ticker
) -> None:
    await sent(desk)
    came = receipt(Delivery.DELIVERED, code="")
    assert await receipts.keep(came) is Fate.MATCHED
    (kept,) = await receipts.of_part("7-0-0")
    same = ("channel", "external_id", "kind", "reference", "about", "at", "state", "code", "raw", "verdict")
    assert [getattr(kept, name) for name in same] == [getattr(came, name) for name in same]
    assert (kept.arrived_at, kept.key) == (clock(), "7-0-0")
    assert kept.sha256 == hashlib.sha256(came.raw).hexdigest()

    for number, state in enumerate((Delivery.ACCEPTED, None)):
        clock.tick(minutes=1)
        await receipts.keep(receipt(state, 9 - number))
    in_order = [Delivery.DELIVERED, Delivery.ACCEPTED, None]
    assert [kept.state for kept in await receipts.of_part("7-0-0")] == in_order
    assert await receipts.of_part("other") == []


async def test_a_repeat_is_known_and_moves_nothing(desk: Desk, store: Store, receipts: SqlReceipts) -> None:
    await sent(desk)
    first, other = receipt(Delivery.WARNED), receipt(Delivery.FAILED, raw=b"altered")
    assert await asyncio.gather(*map(receipts.keep, (first, first, other))) == [
        Fate.MATCHED,
        Fate.REPEATED,
        Fate.REPEATED,
    ]
    assert outbox(store) == [("warned", "", NAME)]
    assert store.rows("SELECT count(*) FROM receipt") == [(1,)]
    assert await receipts.keep(receipt(Delivery.DELIVERED, channel="pec-2")) is Fate.UNMATCHED


STRANGERS = {
    "another message": {"reference": "<other@comune.example>"},
    "no message": {"reference": ""},
    "another recipient": {"about": "luisa.bianchi@pec.example"},
    "another recipient, by key": {"about": "luisa.bianchi@pec.example", "key": "7-0-0"},
    "another channel": {"channel": "email"},
    "our key under a name that is not the one sent": {"reference": "<other@comune.example>", "key": "7-0-0"},
}


async def test_what_matches_nothing_is_kept_and_counted(
    desk: Desk, store: Store, receipts: SqlReceipts
) -> None:
    await sent(desk)
    for label, changed in STRANGERS.items():
        strange = receipt(Delivery.DELIVERED, **changed, external_id=label)
        # Again too: whoever died between keeping it and showing it to staff must show it then.
        assert [await receipts.keep(strange) for _ in range(2)] == [Fate.UNMATCHED] * 2
    assert outbox(store) == [("sent", "", NAME)]
    assert await receipts.of_part("7-0-0") == []
    assert await receipts.count_unmatched() == {"pec": len(STRANGERS) - 1, "email": 1}
    (kept,) = await receipts.unmatched("email")
    assert (kept.external_id, kept.key, kept.raw) == ("another channel", "", b"")
    assert len(await receipts.unmatched("pec", 2)) == 2


async def test_the_recipient_may_be_unsaid_or_spelt_in_other_letters(
    desk: Desk, receipts: SqlReceipts
) -> None:
    await sent(desk)
    assert await receipts.keep(receipt(Delivery.ACCEPTED, 1, about="")) is Fate.MATCHED
    assert (
        await receipts.keep(receipt(Delivery.DELIVERED, 2, about="Mario.Rossi@PEC.Example")) is Fate.MATCHED
    )


async def test_a_receipt_by_key_settles_a_part_whose_answer_was_lost(
    desk: Desk, store: Store, receipts: SqlReceipts
) -> None:
    for number, how in enumerate(("sending", "unknown", "queued")):
        key, name = f"{number}-0-0", f"<{number}-0-0@comune.example>"
        taken = await sending(desk, key)
        if how != "sending":
            await desk.outbox.unknown(taken, "timeout")
        if how == "queued":
            await desk.outbox.resend(taken, counted=False)
        first = receipt(Delivery.ACCEPTED, number, reference=name, key=key)
        assert await receipts.keep(first) is Fate.MATCHED
        await is_not_dragged_back(desk, taken)
        assert outbox(store)[-1] == ("accepted", "", name)
        assert await receipts.keep(receipt(Delivery.DELIVERED, 9 - number, reference=name)) is Fate.MATCHED
        await desk.outbox.sent(taken, name)
        assert outbox(store)[-1] == ("delivered", "", name)


async def is_not_dragged_back(desk: Desk, taken: Part) -> None:
    await desk.outbox.resend(taken, counted=True)
    await desk.outbox.delayed(taken, "late", NINE)
    await desk.outbox.failed(taken, "late")
    await desk.outbox.unknown(taken, "late")
    assert await desk.outbox.sweep() == 0
    assert await desk.outbox.take("pec", 1) == []


async def test_what_is_not_proven_moves_nothing_and_settles_nothing(
    desk: Desk, store: Store, receipts: SqlReceipts
) -> None:
    await sending(desk)
    assert await receipts.keep(receipt(None, verdict="forged", key="7-0-0")) is Fate.MATCHED
    assert outbox(store) == [("sending", "", None)]
    assert [kept.verdict for kept in await receipts.of_part("7-0-0")] == ["forged"]


async def test_a_receipt_that_came_before_our_record_is_matched_later(
    desk: Desk, store: Store, receipts: SqlReceipts, clock: Ticker
) -> None:
    taken, overdue = await sending(desk), SqlOverdue(desk.database)
    for number, state in enumerate((Delivery.WARNED, None, Delivery.WARNED)):
        assert await receipts.keep(receipt(state, number)) is Fate.UNMATCHED
    await receipts.keep(receipt(Delivery.FAILED, 7, about="altra@pec.example"))
    assert (await overdue.find("pec", clock())).matched == 0
    await desk.outbox.sent(taken, NAME)
    assert [(await overdue.find("pec", clock())).matched for _ in range(2)] == [3, 0]
    assert outbox(store) == [("expired", "", NAME)]
    assert len(await receipts.of_part("7-0-0")) == 3
    assert await receipts.count_unmatched() == {"pec": 1}


async def test_a_delivery_wins_over_what_was_late(desk: Desk, store: Store, receipts: SqlReceipts) -> None:
    await sent(desk)
    for number, state in enumerate((Delivery.WARNED, Delivery.EXPIRED, Delivery.DELIVERED, Delivery.WARNED)):
        await receipts.keep(receipt(state, number))
    assert outbox(store) == [("delivered", "", NAME)]


FAILURES = [
    ([Delivery.FAILED], True),
    ([Delivery.EXPIRED], True),
    ([Delivery.EXPIRED, Delivery.FAILED], True),
    ([Delivery.WARNED, Delivery.WARNED], True),
    ([Delivery.WARNED], False),
    ([Delivery.ACCEPTED, Delivery.DELIVERED], False),
    ([Delivery.DELIVERED, Delivery.FAILED], False),
    ([None], False),
]


async def test_staff_hear_once_of_a_failure(desk: Desk, store: Store, receipts: SqlReceipts) -> None:
    numbers = count()
    for place, (states, _) in enumerate(FAILURES):
        await sent(desk, f"{place}-0-0")
        name = f"<{place}-0-0@comune.example>"
        for state in states:
            await receipts.keep(receipt(state, next(numbers), code="5.1.1", reference=name))
    assert parked(store) == [
        (f"failed:{place}-0-0", ROSSI, "pec-failed") for place, (_, told) in enumerate(FAILURES) if told
    ]
    assert store.rows("SELECT detail FROM inbox ORDER BY id")[0] == ("part 0-0-0: failed 5.1.1",)


async def test_a_failed_text_message_is_no_failed_pec(desk: Desk, store: Store) -> None:
    await sending(desk, "k1", "+390001", "sms")
    assert await desk.outbox.fold(Receipt("sms", Delivery.FAILED, NINE, key="k1"))
    assert parked(store) == []


async def test_two_parts_to_two_people_are_told_apart(
    desk: Desk, store: Store, receipts: SqlReceipts
) -> None:
    await sent(desk)
    other = await sending(desk, "8-0-0", "luisa.bianchi@pec.example")
    await desk.outbox.sent(other, "<8-0-0@comune.example>")
    await receipts.keep(receipt(Delivery.DELIVERED))
    told = replace(receipt(Delivery.FAILED, 2), reference="<8-0-0@comune.example>", about=other.to)
    await receipts.keep(told)
    assert store.commits[-2:] == [("receipt", "before"), ("receipt", "after")]  # with what it moves
    assert outbox(store) == [("delivered", "", NAME), ("failed", "", "<8-0-0@comune.example>")]
