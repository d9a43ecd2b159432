"""The crash matrix of sealed papers: killed anywhere, one permit has one number and one paper, sent once."""

import asyncio
from collections.abc import Mapping, Sequence
from itertools import count
from pathlib import Path

import pytest

from tests.crash import chat_day
from tests.crash.child import Point
from tests.crash.conftest import Recorded
from tests.crash.paper_day import STEPS, Office, fill_office, lay_seal, papers_of, without_codes
from tests.crash.places import Places, kind_of
from tests.crash.replay import Call, Replayed, Saved
from tests.crash.scenario import Step
from tests.crash.test_chat_matrix import judged
from tests.crash.test_matrix import AT_ONCE

_folders = count(1)


async def replay(folder: Path, step: Step, before: Saved, dies: Sequence[Point | Call] = ()) -> Replayed:
    came = await chat_day.replay(folder, step, before, dies, Office, papers_of)
    return Replayed(came.saved, without_codes(came.world), came.journal, came.calls, came.deaths)


@pytest.fixture(scope="module")
async def papered(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Mapping[str, Recorded]:
    """Every step without a crash."""
    if not request.config.getoption("--everywhere"):
        pytest.skip("make interop kills here; tests/certifying/test_issuing does in make test")
    folder = lay_seal(tmp_path_factory.mktemp("papered"))
    saved = Saved(await fill_office(folder))
    steps = {}
    for step in STEPS:
        came = await replay(folder / step.name, step, saved)
        steps[step.name] = Recorded(saved, came)
        saved = came.saved
    return steps


def test_without_a_crash_there_is_one_of_each(papered: Mapping[str, Recorded]) -> None:
    world = papered[STEPS[-1].name].came.world
    assert [row[:4] for row in world["papers"]] == [("", 1, 8, "issued"), ("permit", 1, 0, "issued")]
    assert world["sent papers"] == [("telegram", 1), ("telegram", 1)]
    assert [(row[0], row[2]) for row in world["permits"]] == [
        ("2026/000001", "revoked"),
        ("2026/000002", "active"),
    ]


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.name)
async def test_one_number_one_paper_sent_once(
    step: Step, papered: Mapping[str, Recorded], places: Places, tmp_path: Path
) -> None:
    known, limit = papered[step.name], asyncio.Semaphore(AT_ONCE)
    lay_seal(tmp_path)

    async def kill(dies: Point | Call) -> list[str]:
        async with limit:
            came = await replay(tmp_path / f"{next(_folders)}", step, known.before, [dies])
        return [f"killed at {dies}: {line}" for line in judged(known.came.world, came.world)]

    points = places.among(known.came.points(), kind_of)
    found = await asyncio.gather(*map(kill, points))
    assert [line for lines in found for line in lines][:12] == []
