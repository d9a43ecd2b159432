"""The crash matrix of payments: killed anywhere, a fine is paid once and its payer told once."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from collections.abc import Set as AbstractSet
from datetime import UTC, timedelta
from itertools import count, pairwise
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.crash.child import READY, WROTE, Journal, Point, moments
from tests.crash.conftest import fill
from tests.crash.payments import CLICKS, PaidStreet, by_gpd, by_the_node, while_gpd_is_away
from tests.crash.places import Places, kind_of
from tests.crash.replay import Call, Replayed, Saved, keep_copy, prepare, watch
from tests.crash.replay import replay as replay_step
from tests.crash.scenario import OPENING, Step, asks
from tests.crash.test_matrix import AT_ONCE
from tests.crash.world import World, differences
from tests.twilio_peer import TwilioPeer

_folders = count(1)


class Story(NamedTuple):
    """How a counter works, at which commits it must die, before the click too, and in which calls."""

    mode: str
    own: AbstractSet[str]
    calls: AbstractSet[str]


_GPD, _RECEIPTS = "debt-positions-service", "payments-receipts-service"
_SMS = {"arrived", "kept"}
STORIES = {
    by_the_node: Story("node", {"notice", "quote", "payment"}, {"POST ec arrived", "POST ec done", *_SMS}),
    by_gpd: Story(
        "gpd",
        {"position", "published", "payment"},
        {f"POST {_GPD} arrived", f"POST {_GPD} done", f"GET {_GPD} done", f"GET {_RECEIPTS} done", *_SMS},
    ),
    while_gpd_is_away: Story("gpd", {"notice", "unpublished"}, {f"POST {_GPD} done", *_SMS}),
}
# After the click, or the first life: what pagoPA has a part in, and what the payer is told.
LATER = frozenset({"positions", "published", "quote", "payment", "finish", "sent"})
FIRST_MESSAGE = (Call("arrived", 1), Call("kept", 1))  # of test_matrix
WAIT = "pagoPA non risponde adesso"
BORN = Point("sweep-inbox", "before", 1)  # the first commit of every life
Happens = Callable[[PaidStreet], Awaitable[None]]


@pytest.fixture(scope="module")
async def asked(tmp_path_factory: pytest.TempPathFactory) -> Saved:
    """A citizen has asked for a fine, and was asked whether to have the notice."""
    folder = tmp_path_factory.mktemp("asked")
    came = await replay_step(folder / "step", Step(0, "asks", OPENING, asks), Saved(await fill(folder)))
    return came.saved


class Place(NamedTuple):
    """Where a counter dies: in its nth life if at a commit, else in whichever makes that call."""

    life: int
    at: Point | Call


async def replay(folder: Path, happens: Happens, before: Saved, dies: Place | None = None) -> Replayed:
    """Let it happen to a counter that dies at a commit, or once during a call."""
    clock = prepare(folder, Step(1, "paid", OPENING + timedelta(hours=1), happens), before)
    async with TwilioPeer(lambda: clock().astimezone(UTC)).running() as peer:
        peer.messages[:] = before.messages
        peer.skip(len(peer.messages))
        commits = [*[None] * dies.life, dies.at] if dies and isinstance(dies.at, Point) else []
        street = PaidStreet(folder, peer, clock, STORIES[happens].mode, commits)
        calls = watch(street, [dies.at] if dies else [])
        street.pagopa.meet = peer.meet
        async with street.pagopa.running():
            try:
                await happens(street)
                await street.close()
                world = street.read()
                saved = Saved(keep_copy(street.store, folder / "after.db"), peer.messages)
            finally:
                await street.leave()
    return Replayed(saved, world, Journal(folder).read(), calls, street.deaths)


def deadly_places(came: Replayed, story: Story) -> list[Place]:
    """List where to die in a story, once for each place."""
    calls = [call for call in came.calls if call.when in story.calls and call not in FIRST_MESSAGE]
    found, life, deadly = [Place(0, call) for call in calls], -1, story.own
    starts = [at for at, point in enumerate(came.journal) if point in {BORN, CLICKS}]
    for start, end in pairwise([*starts, len(came.journal)]):
        stretch = came.journal[start:end]
        life += stretch[0] == BORN
        deadly = LATER if life or stretch[0] == CLICKS else deadly
        for before, after in pairwise(moments([point for point in stretch if point not in {READY, CLICKS}])):
            names = {point.name for point in after if WROTE in after} & deadly
            found += [Place(life, point) for point in (*before, *after) if point.name in names]
    return found


def without_waiting(world: World) -> World:
    """Leave out that a payer was told to wait for pagoPA: who finds the position in other hands is."""
    asked_to, told = world["inbox"], [row for row in world["handed over"] if WAIT not in str(row)]
    ready = [row for row in asked_to if str(row[1]).startswith("ready/")]
    assert len(world["handed over"]) - len(told) == len(ready)
    return {
        **world,
        "inbox": [row for row in asked_to if row not in ready],
        "handed over": told,
        "outbox": [row[2:3] + row[4:] for row in world["outbox"] if WAIT not in str(row)],
    }


@pytest.mark.parametrize(("happens", "story"), STORIES.items(), ids=[each.__name__ for each in STORIES])
async def test_a_fine_is_paid_once_and_its_payer_told_once(
    happens: Happens, story: Story, asked: Saved, places: Places, tmp_path: Path
) -> None:
    """What was opened, quoted, paid, kept, told and published is the same, and nothing is left waiting."""
    came = await replay(tmp_path / "recorded", happens, asked)
    assert came.world["not taken"] == came.world["set aside"] == came.world["waiting for pagoPA"] == []
    alike = without_waiting if happens is by_gpd else dict
    limit = asyncio.Semaphore(AT_ONCE)

    async def kill(place: Place) -> tuple[Place, Sequence[str], int]:
        async with limit:
            died = await replay(tmp_path / f"{next(_folders)}", happens, asked, place)
        return place, differences(alike(came.world), alike(died.world)), died.deaths

    deadly = deadly_places(came, story)
    chosen = places.among(deadly, lambda each: (happens, each.life > 0, kind_of(each.at)))
    found = await asyncio.gather(*map(kill, chosen))
    assert [f"killed at {place}: {line}" for place, lines, _ in found for line in lines] == []
    reached = {place for place, _, deaths in found if deaths}
    assert {place for place in chosen if isinstance(place.at, Point)} <= reached
    assert story.own | {"finish", "sent"} <= {each.at.name for each in deadly if isinstance(each.at, Point)}
