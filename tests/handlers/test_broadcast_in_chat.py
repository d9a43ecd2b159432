"""Alerts in chat: made once however often the turn runs, and approved by somebody else with the right to."""

import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import date, time
from pathlib import Path
from types import SimpleNamespace

import pytest

from bot.service import QUIET, Outcome, Then
from bot.values import Choice, FreeText
from handlers import approve_broadcast, send_broadcast
from handlers.approve_broadcast import ApproveBroadcast, Seen
from handlers.approve_broadcast.code import BroadcastCode
from handlers.send_broadcast import SendBroadcast, Shown
from handlers.send_broadcast.until import Until
from storage.broadcasts import Broadcasts, Done, Draft, Kind, State
from storage.staff_rows import Officer, Role
from storage.topics import Topic
from tests.clock import Ticker
from tests.storage.conftest import Store

EURO = 1_000_000
FORM = SendBroadcast(
    Kind.NOTICE, Topic.WASTE, Choice("*"), Until(date(2026, 2, 4), time(20)), FreeText("Domani no.")
)
PEOPLE = {
    "editor": Officer("e.finta", "E", frozenset({Role.EDITOR})),
    "both": Officer("b.finta", "B", frozenset({Role.EDITOR, Role.APPROVER})),
    "approver": Officer("a.finta", "A", frozenset({Role.APPROVER})),
    "other": Officer("o.finta", "O", frozenset({Role.APPROVER})),
}


class Officers:
    """Whose conversation is whose, by its name."""

    async def of(self, lane: str) -> Officer | None:
        return PEOPLE.get(lane)


class Reckoning:
    """Counts as many people as it is told."""

    def __init__(self) -> None:
        self.people = 7

    async def of(self, draft: Draft, most: int | None = None) -> SimpleNamespace:
        assert draft.texts
        assert most
        count = SimpleNamespace(people=self.people)
        return SimpleNamespace(count=count, messages=self.people, segments=self.people, micros=EURO)


@dataclass
class Chat:
    """What the services work on."""

    broadcasts: Broadcasts
    clock: Ticker
    reckoning: Reckoning

    async def review(self, form: SendBroadcast, lane: str = "editor") -> Outcome:
        given = {"officers": Officers(), "reckoning": self.reckoning, "clock": self.clock}
        return await send_broadcast.review(form, lane=lane, **given)  # type: ignore[arg-type] # officers of no store

    async def send(self, shown: Shown, lane: str = "editor") -> Outcome:
        given = {"officers": Officers(), "broadcasts": self.broadcasts}
        return await send_broadcast.fulfil(FORM, reviewed=shown, lane=lane, **given)  # type: ignore[arg-type] # ditto

    async def submitted(self, lane: str = "editor") -> str:
        seen = (await self.review(FORM, lane)).reviewed
        assert isinstance(seen, Shown)
        return str((await self.send(seen, lane)).values["code"])

    async def look(self, code: str, lane: str = "approver") -> Outcome:
        given = {"officers": Officers(), "broadcasts": self.broadcasts, "reckoning": self.reckoning}
        form = ApproveBroadcast(BroadcastCode(code))
        return await approve_broadcast.review(form, lane=lane, **given)  # type: ignore[arg-type] # ditto

    async def approve(self, code: str, seen: object, lane: str = "approver") -> Outcome:
        assert isinstance(seen, Seen)
        given = {"officers": Officers(), "broadcasts": self.broadcasts}
        form = ApproveBroadcast(BroadcastCode(code))
        return await approve_broadcast.fulfil(form, reviewed=seen, lane=lane, **given)  # type: ignore[arg-type] # ditto

    async def asked(self, code: str, lane: str = "approver") -> str:
        given = {"officers": Officers(), "broadcasts": self.broadcasts}
        return (await approve_broadcast.asked({"code": code}, lane=lane, **given)).text  # type: ignore[arg-type] # ditto


@pytest.fixture
async def chat(sqlite_file: Path, tmp_path: Path) -> AsyncIterator[Chat]:
    file, clock = tmp_path / "sportello.db", Ticker()
    shutil.copy(sqlite_file, file)
    store = Store(f"sqlite:///{file}", clock, tmp_path / "journal")
    yield Chat(Broadcasts(store.open().database, ("sms",), 10 * EURO), clock, Reckoning())
    for each in store.opened:
        each.close()


async def test_a_turn_that_runs_again_makes_no_second_one(chat: Chat) -> None:
    shown = await chat.review(FORM)
    assert (shown.then, shown.text, shown.values["people"]) == (Then.CONFIRM, "preview", 7)
    seen = shown.reviewed
    assert isinstance(seen, Shown)
    told = [await chat.send(seen) for _ in range(2)]
    assert [(each.text, each.values["code"]) for each in told] == [("submitted", "2026-0001")] * 2
    assert len(await chat.broadcasts.list()) == 1


async def test_one_that_was_made_and_not_submitted_is_gone_on_with(chat: Chat) -> None:
    seen = (await chat.review(FORM)).reviewed
    assert isinstance(seen, Shown)
    made = await chat.broadcasts.make(seen.draft, "e.finta")
    assert (await chat.send(seen)).values["code"] == made.code
    (one,) = await chat.broadcasts.list()
    assert (one.state, one.counted, one.micros) == (State.SUBMITTED, 7, EURO)
    chat.clock.tick(hours=1)  # the same words later are another alert
    assert (await chat.send(seen)).values["code"] == "2026-0002"


async def test_an_emergency_asks_for_its_order_and_goes_by_every_way(chat: Chat) -> None:
    emergency = replace(FORM, kind=Kind.EMERGENCY)
    asked = await chat.review(emergency)
    assert (asked.then, asked.text, asked.blame) == (Then.ASK, "which-basis", ("basis",))
    seen = (await chat.review(replace(emergency, basis=FreeText("Ordinanza n. 12")))).reviewed
    assert isinstance(seen, Shown)
    assert (seen.draft.policy.value, seen.draft.basis) == ("all", "Ordinanza n. 12")
    assert (await chat.send(seen)).text == "submitted"


@pytest.mark.parametrize(
    ("form", "text"),
    [
        (replace(FORM, until=Until(date(2026, 2, 3), time(9))), "late"),
        (replace(FORM, text=None), "which-text"),
        (replace(FORM, text=FreeText("Domani {via} no.")), "braces"),
        (replace(FORM, text=FreeText("Domani } no.")), "braces"),
    ],
)
async def test_what_is_lacking_is_said(chat: Chat, form: SendBroadcast, text: str) -> None:
    assert (await chat.review(form)).text == text


async def test_nobody_to_write_to(chat: Chat) -> None:
    chat.reckoning.people = 0
    assert (await chat.review(FORM)).text == "nobody"


async def test_who_is_no_editor_any_more_writes_nothing(chat: Chat) -> None:
    seen = (await chat.review(FORM)).reviewed
    assert isinstance(seen, Shown)
    assert (await chat.review(FORM, "approver")).text == "not-here"
    assert (await chat.send(seen, "approver")).text == "not-here"
    assert not await chat.broadcasts.list()


async def test_somebody_else_approves_and_is_told_the_same_when_the_turn_runs_again(chat: Chat) -> None:
    code = await chat.submitted("both")
    assert [await chat.asked(code, lane) for lane in ("approver", "both", "editor")] == [
        "asked",
        QUIET,
        QUIET,
    ]
    assert (await chat.look(code, "both")).text == "own"
    shown = await chat.look(code)
    assert (shown.text, shown.values["people"], shown.values["by"]) == ("preview", 7, "b.finta")
    assert (await chat.approve(code, shown.reviewed, "both")).text == "own"
    assert (await chat.approve(code, shown.reviewed, "editor")).text == "not-here"
    told = [await chat.approve(code, shown.reviewed) for _ in range(2)]
    assert [(each.text, each.values["state"]) for each in told] == [("approved", "approved")] * 2
    assert (await chat.look(code, "other")).text == "not-waiting"
    assert await chat.asked(code, "other") == QUIET


async def test_over_the_budget_two_must_agree(chat: Chat) -> None:
    dear = Chat(replace(chat.broadcasts, budget=0), chat.clock, chat.reckoning)
    code = await dear.submitted()
    first, second = (await dear.look(code)).reviewed, (await dear.look(code, "other")).reviewed
    told = [await dear.approve(code, first), await dear.approve(code, second, "other")]
    assert [each.values["state"] for each in told] == ["submitted", "approved"]


async def test_a_version_that_has_changed_meanwhile_is_not_approved(chat: Chat) -> None:
    code = await chat.submitted()
    seen = (await chat.look(code)).reviewed
    one = await chat.broadcasts.by_code(code)
    assert one is not None
    assert isinstance(await chat.broadcasts.reject(one.id, "o.finta", one.version, "Manca l'ora"), Done)
    refused = await chat.approve(code, seen)
    assert (refused.text, refused.values["by"]) == ("refused", "o.finta")
    assert (await chat.look("2026-0099")).text == "unknown"
