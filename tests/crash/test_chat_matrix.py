"""The crash matrix of Telegram's polling: killed anywhere, nothing is lost, and what doubles is counted."""

import asyncio
from collections.abc import Mapping, Sequence
from itertools import count
from pathlib import Path

import pytest

from tests.crash.chat_day import STEPS, asks, confirms, replay
from tests.crash.child import READY, Point
from tests.crash.conftest import Recorded, fill
from tests.crash.places import Places, kind_of
from tests.crash.replay import Call, Saved
from tests.crash.scenario import Step
from tests.crash.test_matrix import AT_ONCE
from tests.crash.world import World, differences

_OURS = ("handed over", "resent")  # compared apart: Telegram can list nothing, so a lost answer may double
ALONE = {asks.__name__, confirms.__name__}  # steps with one message at a time on its way
_folders = count(1)

Death = tuple[str, Point | Call]  # the step, and where in it


@pytest.fixture(scope="module")
async def chatted(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Recorded]:
    """Every step without a crash."""
    folder = tmp_path_factory.mktemp("chatted")
    saved = Saved(await fill(folder))
    steps = {}
    for step in STEPS:
        came = await replay(folder / step.name, step, saved)
        steps[step.name] = Recorded(saved, came)
        saved = came.saved
    return steps


def judged(expected: World, found: World) -> list[str]:
    """Say what is lost, what was kept twice, and what was said twice without being counted as such."""
    rest = {name: rows for name, rows in expected.items() if name not in _OURS}
    lines = differences(rest, {name: found[name] for name in rest})
    told, due = list(found["handed over"]), expected["handed over"]
    lines += [f"never said: {row}" for row in due if row not in told]
    lines += [f"never asked for: {row}" for row in told if row not in due]
    more, less = len(told) - len(due), int(str(expected["resent"][0][0]))
    counted = int(str(found["resent"][0][0])) - less
    # Where an answer is lost, a death may come before it and save a second message.
    if not -less <= more <= counted:
        lines.append(f"said twice: {more}, counted: {counted}")
    return lines


@pytest.fixture(scope="module")
def killed() -> dict[Death, int]:
    """How many messages came twice, by where the counter died."""
    return {}


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.name)
async def test_nothing_is_lost_and_nothing_is_kept_twice(
    step: Step,
    chatted: Mapping[str, Recorded],
    killed: dict[Death, int],
    places: Places,
    tmp_path: Path,
) -> None:
    known, limit = chatted[step.name], asyncio.Semaphore(AT_ONCE)

    async def kill(dies: Point | Call) -> tuple[Point | Call, Sequence[str]]:
        async with limit:
            came = await replay(tmp_path / f"{next(_folders)}", step, known.before, [dies])
        killed[step.name, dies] = len(came.world["handed over"]) - len(known.came.world["handed over"])
        return dies, judged(known.came.world, came.world)

    alone = step.name if step.name in ALONE else ""
    passed = known.came.points(since=None if step is STEPS[0] else READY)
    points = places.among(passed, lambda place: (alone, kind_of(place)))
    found = await asyncio.gather(*map(kill, points))
    assert [f"killed at {dies}: {line}" for dies, lines in found for line in lines] == []


def test_only_a_death_after_telegram_took_a_message_doubles_it(
    killed: Mapping[Death, int], places: Places
) -> None:
    """Telegram shows a bot no list of what it sent: better twice than never."""
    if len({step for step, _ in killed}) < len(STEPS):
        pytest.skip("only some steps were asked for")
    doubling = {
        dies.when if isinstance(dies, Call) else f"{dies.name} {dies.when}"
        for (step, dies), more in killed.items()
        if more > 0 and step in ALONE
    }
    # The counter polls beside its sending: a poll may arrive just when Telegram has taken a message.
    doubled = doubling - {"getUpdates arrived"}
    known = {"sendMessage done", "sendDocument done", "sent before"}
    assert doubled == known if places.everywhere else doubled <= known
