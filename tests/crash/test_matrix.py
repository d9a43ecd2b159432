"""The crash matrix: killed at every commit and every call of a day, a counter ends as if it had not been."""

import asyncio
from collections.abc import Mapping
from itertools import count
from pathlib import Path

import pytest

from tests.crash.child import DIED, READY, WROTE, Point
from tests.crash.conftest import Recorded
from tests.crash.places import Places, kind_of
from tests.crash.replay import Call, Replayed, replay
from tests.crash.scenario import STEPS, Step
from tests.crash.world import differences

AT_ONCE = 6  # counters: most of the time each waits for the others of its day
_folders = count(1)


async def kill_everywhere(
    folder: Path, step: Step, recorded: Recorded, places: Places
) -> Mapping[Point | Call, Replayed]:
    """Replay a step once for every place that is chosen of those that it passed, killed there."""
    limit = asyncio.Semaphore(AT_ONCE)

    async def kill(dies: Point | Call) -> Replayed:
        async with limit:
            return await replay(folder / f"{next(_folders)}", step, recorded.before, [dies])

    passed = recorded.came.points(since=None if step.from_start else READY)
    points = places.among(passed, kind_of)
    return dict(zip(points, await asyncio.gather(*map(kill, points)), strict=True))


@pytest.fixture(scope="module")
def killed() -> dict[str, set[tuple[str, str]]]:
    """The commits at which counters were killed, by step."""
    return {}


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.name)
async def test_nothing_is_lost_and_nothing_doubled(
    step: Step,
    recorded: Mapping[str, Recorded],
    killed: dict[str, set[tuple[str, str]]],
    places: Places,
    tmp_path: Path,
) -> None:
    expected = recorded[step.name].came.world
    replays = await kill_everywhere(tmp_path, step, recorded[step.name], places)
    killed[step.name] = {
        (point.name, point.when) for each in replays.values() for point in each.died_at if point != WROTE
    }
    lost = {dies: differences(expected, came.world) for dies, came in replays.items()}
    assert [f"killed at {dies}: {line}" for dies, lines in lost.items() for line in lines] == []


async def test_every_kind_of_commit_was_a_place_to_die(
    recorded: Mapping[str, Recorded],
    killed: Mapping[str, set[tuple[str, str]]],
    places: Places,
    tmp_path: Path,
) -> None:
    """Kill also at those that never changed anything, or that came together with others when replayed."""
    if len(killed) < len(STEPS) or not places.everywhere:
        pytest.skip("only some places were asked for: make interop takes them all")
    left = {
        (point.name, point.when): (step, point)
        for step in STEPS
        for point in recorded[step.name].came.journal
        if point not in {READY, WROTE}
    }
    for done in set().union(*killed.values()):
        left.pop(done, None)
    for step, point in left.values():
        came = await replay(tmp_path / f"{next(_folders)}", step, recorded[step.name].before, [point])
        assert differences(recorded[step.name].came.world, came.world) == [], point
        assert came.deaths == 1, point


@pytest.mark.parametrize(
    "first",
    [Point("claim", "after", 2), Point("take", "after", 2), Point("sent", "before", 1)],
    ids=lambda first: f"{first.name}-{first.when}",
)
async def test_a_counter_may_die_again_while_it_mends_what_its_death_left(
    first: Point, recorded: Mapping[str, Recorded], places: Places, tmp_path: Path
) -> None:
    step, before = STEPS[0], recorded[STEPS[0].name].before
    once = await replay(tmp_path / "once", step, before, [first])
    limit = asyncio.Semaphore(AT_ONCE)

    async def kill_again(second: Point | Call) -> list[str]:
        async with limit:
            came = await replay(tmp_path / f"{next(_folders)}", step, before, [first, second])
        return differences(recorded[step.name].came.world, came.world)

    seconds = [point for point in once.points(since=DIED) if isinstance(point, Point)]
    assert seconds
    chosen = places.among(seconds, lambda second: (first, kind_of(second)))
    assert await asyncio.gather(*map(kill_again, chosen)) == [[] for _ in chosen]
