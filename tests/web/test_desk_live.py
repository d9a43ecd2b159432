"""One watcher for all pages: each is told once what it may see; while nobody listens, nothing is asked."""

import asyncio
import contextlib
import json
from datetime import UTC, date, datetime

import pytest

from bot.errors import StoreUnavailable
from bot.values.reference import Reference
from sportello.web.desk.live import Listener, Live
from storage.request_changes import Change, Tally
from storage.request_rows import Stage, State, What
from tests.web.desk_requests import Pauses

AT = datetime(2026, 2, 3, 10, 0, tzinfo=UTC)


def change(number, office="permits", by="l.rossi"):
    reference = Reference.make(number)
    stage = (State.OPEN, Stage.WORKING, number, date(2026, 3, 1))
    return Change(number, AT, What.TAKEN, by, reference, "ztl", office, by, *stage)


class Store:
    """Changes as they are committed, in whatever order; counts what it is asked."""

    def __init__(self, *changes):
        self.changes = list(changes)
        self.counts = []
        self.asked = 0
        self.away = False

    async def newest(self):
        self._ask()
        return max((each.number for each in self.changes), default=0)

    async def since(self, number):
        self._ask()
        return sorted((one for one in self.changes if one.number > number), key=lambda one: one.number)

    async def tallies(self, _):
        self._ask()
        return list(self.counts)

    def _ask(self):
        self.asked += 1
        if self.away:
            raise StoreUnavailable("away")


async def told(change, language):
    return {"number": change.number, "language": language}


class Scene:
    def __init__(self, *changes):
        self.store, self.pauses = Store(*changes), Pauses()
        today = lambda: date(2026, 2, 3)  # noqa: E731 - of one line
        self.live = Live(self.store, told, today, pause=self.pauses, timer=lambda: 0.0)


def heard(text):
    """The events of a stream: their names with their data."""
    events = [
        dict(line.split(": ", 1) for line in each.splitlines()) for each in text.decode().split("\n\n")[:-1]
    ]
    return [(event["event"], json.loads(event["data"])) for event in events]


def numbers(text):
    return [told["number"] for name, told in heard(text) if name == "request"]


@pytest.fixture
def scene():
    return Scene(change(1), change(2))


async def read(listener):
    """Take what is there, without waiting for more."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(0):
            return await listener.read()
    return b""


async def test_every_page_is_told_what_it_may_see(scene):
    permits, taxes, english = (
        Listener("anna", ["permits"], "it"),
        Listener("bruno", ["taxes"], "it"),
        Listener("carla", [], "en"),
    )
    with contextlib.ExitStack() as stack:
        for each in (permits, taxes, english):
            stack.enter_context(scene.live.listening(each))
        await scene.pauses.look()
        scene.store.changes += [change(3), change(4, office="taxes"), change(5, office="")]
        await scene.pauses.look()
        assert [numbers(await read(each)) for each in (permits, taxes, english)] == [
            [3, 5],
            [4, 5],
            [3, 4, 5],
        ]


async def test_words_are_those_of_the_page(scene):
    with scene.live.listening(Listener("anna", [], "en")) as page:
        await scene.pauses.look()
        scene.store.changes.append(change(3))
        await scene.pauses.look()
        assert heard(await read(page))[-1] == ("request", {"number": 3, "language": "en"})


async def test_what_is_committed_after_a_later_number_is_told_too(scene):
    with scene.live.listening(Listener("anna", [], "it")) as page:
        await scene.pauses.look()
        scene.store.changes.append(change(4))
        await scene.pauses.look()
        scene.store.changes.append(change(3))
        await scene.pauses.look()
        await scene.pauses.look()
        assert numbers(await read(page)) == [4, 3]


async def test_what_happened_while_the_page_was_made_is_told(scene):
    known = await scene.live.number()
    scene.store.changes += [change(3), change(4, office="taxes")]
    with scene.live.listening(Listener("anna", ["permits"], "it")) as page:
        await scene.live.missed(page, known)
        assert numbers(await read(page)) == [3]


async def test_figures_are_counted_for_each_page_and_told_when_they_change(scene):
    scene.store.counts = [
        Tally("permits", "anna", 3, 1),
        Tally("permits", "", 2, 0),
        Tally("taxes", "anna", 5, 5),
        Tally("", "", 1, 0),
    ]
    anna, bruno = Listener("anna", ["permits"], "it"), Listener("bruno", [], "it")
    with scene.live.listening(anna), scene.live.listening(bruno):
        await scene.pauses.look()
        assert heard(await read(anna)) == [("board", {"open": 6, "late": 1, "free": 3, "mine": 8})]
        assert heard(await read(bruno)) == [("board", {"open": 11, "late": 6, "free": 3, "mine": 0})]
        scene.store.changes.append(change(3, office="taxes"))
        await scene.pauses.look()
        assert heard(await read(anna)) == []
        with scene.live.listening(Listener("carla", [], "it")) as late:
            assert heard(await read(late)) == [("board", {"open": 11, "late": 6, "free": 3, "mine": 0})]


async def test_nothing_is_asked_while_nobody_listens(scene):
    with scene.live.listening(Listener("anna", [], "it")):
        await scene.pauses.look()
    asked = scene.store.asked
    for _ in range(3):
        await asyncio.sleep(0)
    assert scene.store.asked == asked


async def test_a_store_that_is_away_costs_nothing_but_time(scene):
    with scene.live.listening(Listener("anna", [], "it")) as page:
        await scene.pauses.look()
        scene.store.away = True
        await scene.pauses.look()
        scene.store.away = False
        scene.store.changes.append(change(3))
        await scene.pauses.look()
        assert numbers(await read(page)) == [3]


async def test_whatever_goes_wrong_the_next_look_goes_on(scene):
    with scene.live.listening(Listener("anna", [], "it")) as page:
        await scene.pauses.look()
        broken, scene.store.since = scene.store.since, None
        await scene.pauses.look()
        scene.store.since = broken
        scene.store.changes.append(change(3))
        await scene.pauses.look()
        assert numbers(await read(page)) == [3]


async def test_a_page_that_does_not_read_is_told_to_load_anew(scene):
    with scene.live.listening(Listener("anna", [], "it")) as page:
        await scene.pauses.look()
        scene.store.changes += [change(number) for number in range(3, 60)]
        await scene.pauses.look()
        names = [name for name, _ in heard(await read(page))]
        assert names[0] == "missed"
        assert len(names) < 50


async def test_the_thirteenth_page_of_an_officer_ends_the_first(scene):
    with contextlib.ExitStack() as stack:
        pages = [stack.enter_context(scene.live.listening(Listener("anna", [], "it"))) for _ in range(13)]
        assert [page.over for page in pages] == [True, *[False] * 12]
        assert await pages[0].read() == b""


async def test_all_end_with_the_counter(scene):
    with scene.live.listening(Listener("anna", [], "it")) as page:
        scene.live.stop()
        assert await page.read() == b""
