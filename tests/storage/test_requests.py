"""A request is opened with the turn that asks for it, and decided once."""

import asyncio
from dataclasses import replace
from datetime import date
from itertools import count

import pytest

from bot.errors import StoreUnavailable
from bot.records import Record
from bot.values.reference import Reference
from storage.deciding import DecidedRequests, Decision
from storage.requests import Opened, Request, SqlRequests, State, draw_reference, withdraw_request
from tests.clock import Ticker
from tests.storage.conftest import Desk, Store
from tests.storage.samples import message, turn

MARIO, ANNA = "+390001", "+390002"
DETAILS = {"amount_cents": 17300, "months": 4, "why": "cassa integrazione \0"}


def office(desk: Desk, clock: Ticker) -> SqlRequests:
    numbers = count(1)
    return SqlRequests(desk.database, lambda: f"id-{next(numbers)}", clock, 30)


async def say(desk: Desk, external_id: str, sender: str, *records: Record, **rest: object) -> int:
    """Somebody writes; the turn carries these records."""
    await desk.inbox.accept(message(external_id, sender, **rest), "c")
    (work,) = await desk.inbox.claim(1)
    await desk.inbox.finish(turn(work, records=[each.for_lane(work.inbound.lane) for each in records]))
    return work.id


async def asked(desk: Desk, clock: Ticker, sender: str = MARIO, **rest: object) -> Opened:
    opened = office(desk, clock).open("instalments", "V/12/2026", DETAILS)
    await say(desk, f"asks-{sender}", sender, *opened.records, **rest)
    return opened


def decided(
    opened: Opened, text: str = "Accolta.", *, accepted: bool = True, by: str = "l.rossi"
) -> Decision:
    return Decision(str(opened.reference), accepted, text, by)


async def test_what_was_asked_is_kept_with_its_term(desk: Desk, clock: Ticker) -> None:
    await say(desk, "before", MARIO)
    opened = await asked(desk, clock)
    await say(desk, "after", MARIO)
    await say(desk, "other", ANNA)
    (found,) = await DecidedRequests(desk.database).waiting(9)
    details = DETAILS | {"why": "cassa integrazione \0"}
    assert found == Request(
        opened.reference,
        "instalments",
        "V/12/2026",
        f"sms:{MARIO}",
        2,
        details,
        clock(),
        date(2026, 3, 5),
        State.OPEN,
        None,
        "",
        "",
        None,
    )


async def test_of_a_turn_that_ran_twice_one_request_is_kept(desk: Desk, clock: Ticker) -> None:
    requests = office(desk, clock)
    first, second = (requests.open("instalments", "V/12/2026", {}) for _ in range(2))
    assert first.reference != second.reference
    await say(desk, "asks", MARIO, second.record)
    assert [one.reference for one in await DecidedRequests(desk.database).waiting(9)] == [second.reference]


async def test_what_is_pending_is_found_in_its_own_conversation(desk: Desk, clock: Ticker) -> None:
    opened, requests = await asked(desk, clock), office(desk, clock)
    mine = await requests.pending(f"sms:{MARIO}", "instalments", "V/12/2026")
    assert mine is not None
    assert mine.reference == opened.reference
    for elsewhere in (
        (f"sms:{ANNA}", "instalments", "V/12/2026"),
        (f"sms:{MARIO}", "refund", "V/12/2026"),
        (f"sms:{MARIO}", "instalments", "V/13/2026"),
    ):
        assert await requests.pending(*elsewhere) is None
    await DecidedRequests(desk.database).decide(decided(opened))
    assert await requests.pending(f"sms:{MARIO}", "instalments", "V/12/2026") is None


async def test_the_answer_leaves_where_it_was_asked_in_its_thread(desk: Desk, clock: Ticker) -> None:
    opened = await asked(desk, clock, context={"subject": "rate", "thread": "<a@b>"})
    await say(desk, "later", MARIO, context={"subject": "altro", "thread": "<c@d>"})
    assert await DecidedRequests(desk.database).decide(decided(opened, "Sì."))
    (part,) = await desk.outbox.take("sms", 9)
    assert (part.key, part.to, part.text) == (f"1-{opened.reference}", MARIO, "Sì.")
    assert part.context == {"subject": "rate", "thread": "<a@b>"}
    seen = await DecidedRequests(desk.database).one(opened.reference)
    assert seen is not None
    assert (seen.sent, seen.language) == ("sending", "it")
    told = seen.request
    assert (told.state, told.accepted, told.answer, told.answered_by, told.answered_at) == (
        State.ANSWERED,
        True,
        "Sì.",
        "l.rossi",
        clock(),
    )


async def test_of_two_who_decide_at_once_one_is_told_that_it_is_done(store: Store, clock: Ticker) -> None:
    here = store.open()
    opened = await asked(here, clock)
    there = here if here.database.exclusive else store.open("second")
    done = await asyncio.gather(
        DecidedRequests(here.database).decide(decided(opened, "Sì.")),
        DecidedRequests(there.database).decide(decided(opened, "No.", accepted=False, by="a.neri")),
    )
    assert sorted(done) == [False, True]
    ((words, accepted),) = store.rows("SELECT answer, accepted FROM request")
    assert (words, bool(accepted)) == (("Sì.", True) if done[0] else ("No.", False))
    assert store.rows("SELECT text FROM outbox") == [(words,)]


@pytest.mark.parametrize(("whose", "stays"), [(MARIO, State.WITHDRAWN), (ANNA, State.OPEN)])
async def test_who_asked_withdraws_and_nobody_else(
    desk: Desk, clock: Ticker, whose: str, stays: State
) -> None:
    opened, requests = await asked(desk, clock), DecidedRequests(desk.database)
    await say(desk, "withdraws", whose, *withdraw_request(opened.reference, clock()))
    seen = await requests.one(opened.reference)
    assert seen is not None
    assert seen.request.state is stays
    assert await requests.decide(decided(opened)) is (stays is State.OPEN)


async def test_who_waits_longest_comes_first(desk: Desk, clock: Ticker) -> None:
    requests = office(desk, clock)
    short = replace(requests, answer_days=5)
    opened = [each.open("instalments", "V/1", {}) for each in (requests, short, requests)]
    for number, each in enumerate(opened):
        await say(desk, f"m{number}", MARIO, each.record)
    found = [one.reference for one in await DecidedRequests(desk.database).waiting(2)]
    assert found[0] == opened[1].reference
    assert len(found) == 2


async def test_there_is_no_request_of_another_reference(desk: Desk) -> None:
    requests, nobody = DecidedRequests(desk.database), Reference.make(7)
    assert await requests.one(nobody) is None
    assert not await requests.decide(Decision(str(nobody), accepted=True, text="x", by="y"))


async def test_two_drawn_alike_are_not_mixed_up(desk: Desk, clock: Ticker) -> None:
    opened = await asked(desk, clock)
    with pytest.raises(Exception, match=r"(?i)unique") as failed:
        await say(desk, "again", ANNA, *opened.records)
    assert not isinstance(failed.value, StoreUnavailable)
    (found,) = await DecidedRequests(desk.database).waiting(9)
    assert found.lane == f"sms:{MARIO}"


def test_near_ids_give_references_far_apart() -> None:
    ids = (f"{number:024x}" for number in range(200))
    drawn = [str(draw_reference(lambda: next(ids))) for _ in range(200)]
    assert len(set(drawn)) == 200
    assert len({each[:3] for each in drawn}) > 150
