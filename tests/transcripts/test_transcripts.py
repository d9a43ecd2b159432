"""Every transcript is played as it stands; `--update-transcripts` writes the answers anew."""

from pathlib import Path

import pytest

from bot.desk import Desk
from sportello.playing import play_file
from sportello.settings import Settings
from sportello.transcripts.script import read_script, write_script
from tests.desk import real_desk as learnt_desk

FILES = sorted(Path(__file__).parent.glob("*.txt"))
WAYS = ("sms", "telegram", "email")
REPAIRS = ("digress", "correct", "back", "cancel", "small_talk", "clarify", "internal_error")


@pytest.fixture(scope="module")
def desk() -> Desk:
    """The real words and services."""
    return learnt_desk()


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
async def test_the_counter_answers_as_written(file: Path, desk: Desk, request: pytest.FixtureRequest) -> None:
    played = await play_file(Settings(), desk, file, None)
    if request.config.getoption("--update-transcripts"):
        text = write_script(read_script(file), played.answers)
        file.write_text(text, encoding="utf-8")  # noqa: ASYNC240 - nothing else runs meanwhile
        return
    assert not played.failures, "\n\n".join(map(str, played.failures))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_each_step_says_what_it_expects(file: Path) -> None:
    silent = [
        f"line {step.line}: {step.text}"
        for scene in read_script(file).scenes
        for step in scene.steps
        if step.mark == ">" and not (step.exact or step.contains or step.lacks)
    ]
    assert not silent, "\n".join(silent)


@pytest.mark.parametrize("repair", REPAIRS)
def test_each_repair_is_played_in_each_way_of_asking(repair: str) -> None:
    script = read_script(Path(__file__).parent / f"repair_{repair}.txt")
    assert {scene.channel for scene in script.scenes} == set(WAYS)


@pytest.mark.parametrize("repair", [repair for repair in REPAIRS if repair != "clarify"])
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("word", ["mult", "orari"])
def test_each_repair_is_played_in_each_service_and_way(repair: str, way: str, word: str) -> None:
    script = read_script(Path(__file__).parent / f"repair_{repair}.txt")
    texts = [step.text.lower() for scene in script.scenes if scene.channel == way for step in scene.steps]
    assert any(word in text for text in texts)
