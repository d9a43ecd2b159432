"""A graceful stop: what is in hand is finished or given back, and nothing is lost."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.crash.conftest import Recorded
from tests.crash.replay import replay
from tests.crash.scenario import OPENING, STEPS, Step
from tests.crash.street import Street

PEOPLE = [f"+3933300003{number:02}" for number in range(8)]


@pytest.mark.parametrize("written", [1, 8, 24])
async def test_sigterm_while_messages_are_in_hand_loses_none(
    written: int, recorded: Mapping[str, Recorded], tmp_path: Path
) -> None:
    """Stopped right after its last acknowledgement; `close` asserts nothing less than exit code 0."""
    texts = ("AIUTO", "MULTA AB123CD", "STATO")

    async def writes(street: Street) -> None:
        for number in range(written):
            await street.say(PEOPLE[number % 8], texts[number // 8])
        assert await street.stop() == 0

    before = recorded[STEPS[0].name].before
    came = await replay(tmp_path / "stopped", Step(50, "writes", OPENING, writes), before)
    assert came.deaths == 0
    assert [row[4] for row in came.world["inbox"]] == ["done"] * written
    answers = came.world["outbox"]
    assert {row[0] for row in answers} == {row[1] for row in came.world["inbox"]}
    assert len(came.world["handed over"]) == len(answers)
    assert {row[5] for row in answers} == {"sent"}
