"""Broadcasts on both engines: written, put before somebody else, and let go by as many as it takes."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from storage.audience import Audience, Policy
from storage.broadcast_rows import recipient_list
from storage.broadcasts import Answer, Broadcasts, Done, Kind, Refused, State, Text, Unfit, What, Why
from tests.clock import Ticker
from tests.storage.broadcasting import (
    APPROVER,
    BUDGET,
    CHANNELS,
    OTHER,
    ROADS,
    WRITER,
    Hall,
    done,
    draft,
    emergency,
)
from tests.storage.bulk_rows import insert
from tests.storage.conftest import Desk, Store
from tests.storage.samples import NINE


@pytest.fixture
def hall(store: Store, desk: Desk, clock: Ticker) -> Hall:
    return Hall.of(store, desk, clock)


async def test_what_is_made_is_found_as_it_was_written(hall: Hall, clock: Ticker) -> None:
    audience = Audience(("roads", "waste"), ("A", "B"), ("en", "it"), "channel = sms")
    written = draft(clock, audience=audience, sender="COMUNE", basis="Ord. 7", public=True, starts_at=clock())
    made = await hall.broadcasts.make(written, "E. Editor")
    assert (made.code, made.state, made.version) == ("2026-0001", State.DRAFT, 1)
    one = await hall.one(made.id)
    assert (one.draft, one.made_by, one.made_at) == (written, WRITER, clock())
    assert await hall.broadcasts.by_code("2026-0001") == one
    assert await hall.broadcasts.by_code("2026-0002") is None
    (event,) = await hall.broadcasts.events(made.id)
    assert (event.who, event.what, event.at) == (WRITER, What.MADE, clock())
    assert await hall.broadcasts.newest() == event.id


async def test_they_are_listed_the_newest_first(hall: Hall, clock: Ticker) -> None:
    numbers = [(await hall.broadcasts.make(draft(clock), WRITER)).id for _ in range(3)]
    done(await hall.broadcasts.cancel(numbers[1], WRITER))
    clock.tick(days=365)
    await hall.broadcasts.make(draft(clock), WRITER)
    codes = ["2027-0001", "2026-0003", "2026-0002", "2026-0001"]
    assert [each.code for each in await hall.broadcasts.list()] == codes
    assert [each.code for each in await hall.broadcasts.list([State.CANCELLED])] == ["2026-0002"]
    assert [each.code for each in await hall.broadcasts.list(limit=1, before=numbers[2])] == ["2026-0002"]


async def test_two_who_begin_at_once_get_a_code_each(store: Store, clock: Ticker) -> None:
    here = store.open().database
    there = here if here.exclusive else store.open("second").database
    stores = [Broadcasts(each, CHANNELS, BUDGET) for each in (here, there)]
    made = await asyncio.gather(*(each.make(draft(clock), WRITER) for each in stores * 3))
    assert sorted(each.code for each in made) == [f"2026-{number:04}" for number in range(1, 7)]


# -- what is fit to be submitted

EMERGENCY = {"kind": Kind.EMERGENCY, "basis": "Ord. 7"}
UNFIT: list[tuple[str, dict[str, Any], int, Unfit | None]] = [
    ("all is there", {}, 1, None),
    ("no text", {"texts": {}}, 1, Unfit.TEXTS),
    ("a blank text", {"texts": {"it": Text("Via Roma", " ")}}, 1, Unfit.TEXTS),
    ("nobody is named", {"audience": Audience(zones=("A",))}, 1, Unfit.AUDIENCE),
    ("nobody was counted", {}, 0, Unfit.NOBODY),
    ("a query nobody can read", {"audience": replace(ROADS, query="roads or")}, 1, Unfit.QUERY),
    ("a list that is not there", {"audience": Audience(list=9)}, 1, Unfit.LIST),
    ("a list of which a part is there", {"audience": Audience(list=1)}, 1, Unfit.LIST),
    ("a list", {"audience": Audience(list=2)}, 1, None),
    ("an excluded list in part", {"audience": replace(ROADS, excluded_list=1)}, 1, Unfit.LIST),
    ("no end", {"valid_until": None}, 1, Unfit.UNTIL),
    ("everyone by no law", {"audience": Audience(everyone=True)}, 1, Unfit.BASIS),
    ("everyone by a law", {"audience": Audience(everyone=True), "basis": "art. 50 TUEL"}, 1, None),
    ("an emergency by no law", {"kind": Kind.EMERGENCY}, 1, Unfit.BASIS),
    ("an emergency on all channels", {**EMERGENCY, "policy": Policy.ALL}, 1, None),
    ("a notice on all channels", {"policy": Policy.ALL}, 1, Unfit.POLICY),
]


async def test_a_draft_is_submitted_when_nothing_is_missing(hall: Hall, clock: Ticker) -> None:
    rows = [(1, False), (2, True)]
    common = {"name": "a", "names": "[]", "made_by": WRITER, "made_at": NINE}
    insert(hall.store, recipient_list, [{**common, "id": number, "ready": ready} for number, ready in rows])
    for label, rest, counted, unfit in UNFIT:
        made = await hall.broadcasts.make(draft(clock, **rest), WRITER)
        answer = await hall.broadcasts.submit(made.id, WRITER, 1, counted, 0)
        if unfit is None:
            assert done(answer).state is State.SUBMITTED, label
        else:
            assert isinstance(answer, Refused), label
            assert (answer.why, answer.unfit) == (Why.UNFIT, unfit), label
            assert await hall.state(made.id) is State.DRAFT, label


LATE: list[tuple[str, dict[str, int], dict[str, int] | None]] = [
    ("over", {"hours": -1}, None),
    ("over before it begins", {"hours": 2}, {"hours": 3}),
]


async def test_what_is_over_is_not_submitted(hall: Hall, clock: Ticker) -> None:
    for label, until, starts in LATE:
        starts_at = clock() + timedelta(**starts) if starts else None
        written = draft(clock, valid_until=clock() + timedelta(**until), starts_at=starts_at)
        made = await hall.broadcasts.make(written, WRITER)
        answer = await hall.broadcasts.submit(made.id, WRITER, 1, 3, 0)
        assert isinstance(answer, Refused), label
        assert answer.why is Why.LATE, label


# -- two people


async def test_nobody_approves_what_is_their_own(hall: Hall, clock: Ticker) -> None:
    made = await hall.broadcasts.make(draft(clock), OTHER)
    done(await hall.broadcasts.edit(made.id, draft(clock), WRITER, 1))
    done(await hall.broadcasts.submit(made.id, APPROVER, 2, 3, 0))
    for own in (APPROVER, WRITER, "A. Approver"):
        answer = await hall.broadcasts.approve(made.id, own, 3, 3)
        assert isinstance(answer, Refused)
        assert (answer.why, answer.state) == (Why.OWN, State.SUBMITTED)
    assert done(await hall.broadcasts.approve(made.id, OTHER, 3, 3)).state is State.APPROVED
    one = await hall.one(made.id)
    assert [(each.who, each.counted, each.at) for each in one.approvals] == [(OTHER, 3, clock())]
    with pytest.raises(ValueError, match="has a name"):
        await hall.broadcasts.approve(made.id, " ", 3, 3)


async def test_over_the_budget_it_takes_two(hall: Hall) -> None:
    number = await hall.submitted(micros=BUDGET + 1)
    assert hall.broadcasts.needed(await hall.one(number)) == 2
    assert done(await hall.broadcasts.approve(number, APPROVER, 2, 3)).state is State.SUBMITTED
    again = await hall.broadcasts.approve(number, APPROVER, 2, 3)
    assert isinstance(again, Refused)
    assert again.why is Why.TWICE
    assert done(await hall.broadcasts.approve(number, OTHER, 2, 3)).state is State.APPROVED
    assert await hall.broadcasts.start_due() == 1


NEEDED: list[tuple[str, int, int, dict[str, Any], State]] = [
    ("within", BUDGET, 3, {}, State.APPROVED),
    ("over", BUDGET + 1, 3, {}, State.SUBMITTED),
    ("more people than it was reckoned for", BUDGET, 4, {}, State.SUBMITTED),
    ("a drill costs nothing", BUDGET + 1, 3, {"training": True}, State.APPROVED),
]


async def test_what_is_reckoned_anew_is_held_against_the_budget(hall: Hall) -> None:
    number = await hall.submitted(micros=1)
    answer = await hall.broadcasts.approve(number, APPROVER, 2, 3, BUDGET + 1)
    assert done(answer).state is State.SUBMITTED
    assert done(await hall.broadcasts.approve(number, OTHER, 2, 3, BUDGET + 1)).state is State.APPROVED


async def test_the_budget_is_what_one_may_let_go(hall: Hall, clock: Ticker) -> None:
    for label, micros, counted, rest, state in NEEDED:
        number = await hall.submitted(draft(clock, **rest), micros=micros)
        assert done(await hall.broadcasts.approve(number, APPROVER, 2, counted)).state is state, label


async def _at_once(store: Store, clock: Ticker, micros: int, *who: str) -> tuple[Hall, int, list[Answer]]:
    """Let two approve in the same moment, on PostgreSQL in two processes."""
    desk = store.open()
    hall = Hall.of(store, desk, clock)
    other = desk if desk.database.exclusive else store.open("second")
    number = await hall.submitted(micros=micros)
    both = [hall.broadcasts, Broadcasts(other.database, CHANNELS, BUDGET)]
    answers = await asyncio.gather(
        *(each.approve(number, name, 2, 3) for each, name in zip(both, who, strict=True))
    )
    return hall, number, list(answers)


async def test_of_two_approvers_at_once_one_is_told_who_was_first(store: Store, clock: Ticker) -> None:
    hall, number, answers = await _at_once(store, clock, 0, APPROVER, OTHER)
    (refused,) = [each for each in answers if isinstance(each, Refused)]
    (approval,) = (await hall.one(number)).approvals
    assert (refused.why, refused.by, refused.what) == (Why.STATE, approval.who, What.APPROVED)
    assert (refused.at, refused.state) == (clock(), State.APPROVED)


async def test_two_approvers_at_once_are_enough_where_it_takes_two(store: Store, clock: Ticker) -> None:
    hall, number, answers = await _at_once(store, clock, BUDGET + 1, APPROVER, OTHER)
    assert {done(each).state for each in answers} == {State.SUBMITTED, State.APPROVED}
    assert len((await hall.one(number)).approvals) == 2


async def test_one_who_approves_twice_at_once_is_one(store: Store, clock: Ticker) -> None:
    hall, number, answers = await _at_once(store, clock, BUDGET + 1, APPROVER, APPROVER)
    assert sorted(each.why for each in answers if isinstance(each, Refused)) == [Why.TWICE]
    assert await hall.state(number) is State.SUBMITTED


async def test_an_edit_voids_what_was_approved(hall: Hall, clock: Ticker) -> None:
    number = await hall.submitted(micros=BUDGET + 1)
    done(await hall.broadcasts.approve(number, APPROVER, 2, 3))
    edited = draft(clock, texts={"it": Text("Via Mare", "È chiusa.")}, audience=Audience(topics=("waste",)))
    answer = done(await hall.broadcasts.edit(number, edited, OTHER, 2))
    assert (answer.state, answer.version) == (State.DRAFT, 3)
    one = await hall.one(number)
    assert (one.draft, one.approvals, one.counted, one.submitted_by) == (edited, [], None, "")
    unseen = await hall.broadcasts.approve(number, APPROVER, 2, 3)
    assert isinstance(unseen, Refused)
    assert (unseen.why, unseen.by, unseen.what) == (Why.STALE, OTHER, What.EDITED)
    done(await hall.broadcasts.submit(number, OTHER, 3, 3, BUDGET + 1))
    assert done(await hall.broadcasts.approve(number, APPROVER, 4, 3)).state is State.SUBMITTED


async def test_nobody_lets_go_what_they_have_not_seen(store: Store, clock: Ticker) -> None:
    here = store.open()
    hall = Hall.of(store, here, clock)
    there = here if here.database.exclusive else store.open("second")
    number = await hall.submitted()
    other = Broadcasts(there.database, CHANNELS, BUDGET)
    edited = draft(clock, texts={"it": Text("Altro", "Altro.")})
    approve, edit = await asyncio.gather(
        other.approve(number, APPROVER, 2, 3), hall.broadcasts.edit(number, edited, WRITER, 2)
    )
    assert done(edit).version == 3
    assert isinstance(approve, Done) or approve.why is Why.STALE
    assert await hall.state(number) is State.DRAFT


async def test_what_is_rejected_is_a_draft_again(hall: Hall) -> None:
    number = await hall.submitted()
    silent = await hall.broadcasts.reject(number, APPROVER, 2, " ")
    assert isinstance(silent, Refused)
    assert silent.why is Why.REASON
    answer = done(await hall.broadcasts.reject(number, APPROVER, 2, "Manca la via."))
    assert (answer.state, answer.version) == (State.DRAFT, 3)
    event = (await hall.broadcasts.events(number))[-1]
    assert (event.who, event.what, event.detail) == (APPROVER, What.REJECTED, "Manca la via.")


# -- in an emergency


async def test_one_alone_lets_an_emergency_go_and_somebody_else_looks_at_it(
    hall: Hall, clock: Ticker
) -> None:
    number = await hall.submitted(emergency(clock), micros=BUDGET + 1)
    silent = await hall.broadcasts.release(number, WRITER, 2, "")
    assert isinstance(silent, Refused)
    assert silent.why is Why.REASON
    done(await hall.broadcasts.release(number, WRITER, 2, "L'argine cede."))
    one = await hall.one(number)
    assert (one.state, one.urgent, one.unreviewed) == (State.APPROVED, "L'argine cede.", True)
    own = await hall.broadcasts.review(number, WRITER)
    assert isinstance(own, Refused)
    assert own.why is Why.OWN
    done(await hall.broadcasts.review(number, APPROVER))
    assert not (await hall.one(number)).unreviewed
    twice = await hall.broadcasts.review(number, OTHER)
    assert isinstance(twice, Refused)
    assert twice.why is Why.TWICE
    whats = [each.what for each in await hall.broadcasts.events(number)]
    assert whats == [What.MADE, What.SUBMITTED, What.RELEASED, What.REVIEWED]


async def test_what_is_no_emergency_takes_two(hall: Hall) -> None:
    number = await hall.submitted()
    answer = await hall.broadcasts.release(number, APPROVER, 2, "Ho fretta.")
    assert isinstance(answer, Refused)
    assert answer.why is Why.KIND


async def test_what_two_have_let_go_wants_no_review(hall: Hall) -> None:
    number = await hall.approved()
    answer = await hall.broadcasts.review(number, OTHER)
    assert isinstance(answer, Refused)
    assert answer.why is Why.STATE


# -- all deeds alike


async def test_each_deed_is_told_and_noted(hall: Hall, desk: Desk, store: Store) -> None:
    told: list[int] = []
    broadcasts = Broadcasts(desk.database, CHANNELS, BUDGET, lambda: told.append(1))
    number = await hall.submitted()
    await broadcasts.approve(number, WRITER, 2, 3)
    await broadcasts.approve(number, APPROVER, 2, 3)
    assert told == [1]
    assert store.rows("SELECT who, act, about FROM audit ORDER BY id") == [
        (WRITER, "broadcast-made", "2026-0001"),
        (WRITER, "broadcast-submitted", "2026-0001"),
        (APPROVER, "broadcast-approved", "2026-0001"),
    ]


BEFORE, SENDING = frozenset({State.SUBMITTED}), frozenset({State.RUNNING, State.PAUSED})
DEEDS: list[tuple[str, Any, frozenset[State]]] = [
    ("submit", lambda each, one: each.submit(one, OTHER, 2, 3, 0), frozenset()),
    ("edit", lambda each, one: each.edit(one, draft(Ticker()), OTHER, 2), BEFORE),
    ("reject", lambda each, one: each.reject(one, OTHER, 2, "no"), BEFORE),
    ("approve", lambda each, one: each.approve(one, OTHER, 2, 3), BEFORE),
    ("release", lambda each, one: each.release(one, OTHER, 2, "ora"), BEFORE),
    ("pause", lambda each, one: each.pause(one, OTHER), frozenset({State.RUNNING})),
    ("resume", lambda each, one: each.resume(one, OTHER), frozenset({State.PAUSED})),
    ("cancel", lambda each, one: each.cancel(one, OTHER), BEFORE | SENDING),
    ("correct", lambda each, one: each.correct(one, OTHER), SENDING | {State.DONE}),
]
IN_EACH = [State.SUBMITTED, State.RUNNING, State.PAUSED, State.DONE, State.EXPIRED]


async def test_a_deed_has_its_states(hall: Hall, clock: Ticker) -> None:
    cases = [(label, deed, state, state in states) for label, deed, states in DEEDS for state in IN_EACH]
    numbers = [await hall.submitted(emergency(clock)) for _ in cases]
    places = dict(zip(numbers, (state for _, _, state, _ in cases), strict=True))
    states = " ".join(f"WHEN {number} THEN '{state.value}'" for number, state in places.items())
    hall.store.run(f"UPDATE broadcast SET state = CASE id {states} END")  # noqa: S608 - our own
    hall.store.run("UPDATE broadcast SET begun_at = 1 WHERE state IN ('running', 'paused', 'done')")
    for number, (label, deed, state, is_done) in zip(numbers, cases, strict=True):
        answer = await deed(hall.broadcasts, number)
        assert isinstance(answer, Done if is_done else Refused), (label, state)
        if isinstance(answer, Refused):
            told = (Why.STATE, WRITER, What.SUBMITTED, state)
            assert (answer.why, answer.by, answer.what, answer.state) == told, (label, state)


async def test_what_is_not_there_is_said_so(hall: Hall) -> None:
    for label, deed, _ in DEEDS:
        absent = await deed(hall.broadcasts, 999)
        assert isinstance(absent, Refused), label
        assert absent.why is Why.ABSENT, label
