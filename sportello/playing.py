"""`sportello play`: transcript files against a fresh store each."""

from collections.abc import Callable, Sequence
from pathlib import Path

from bot.desk import Desk
from handlers import SERVICES
from sportello.settings import Settings
from sportello.transcripts.played import Played
from sportello.transcripts.player import play
from sportello.transcripts.script import read_script, write_script
from sportello.transcripts.stage import IMPORTED, open_stage
from sportello.transcripts.ways import real_ways
from sportello.vocabulary import build_desk


async def play_files(
    settings: Settings, files: Sequence[Path], data: Path | None, *, record: bool, say: Callable[[str], None]
) -> bool:
    """Play each file and tell how it went; whether all were answered as expected (recording always is)."""
    desk = build_desk(SERVICES, settings)
    good = True
    for file in files:
        played = await play_file(settings, desk, file, data)
        if record:
            file.write_text(write_script(read_script(file), played.answers), encoding="utf-8")
            say(f"recorded {file}: {_count(played)}")
        else:
            good = not played.failures and good
            _tell(file, played, say)
    return good or record


async def play_file(settings: Settings, desk: Desk, file: Path, data: Path | None) -> Played:
    """Play one file on a store of its own, in the city whose files stand beside it if there are any."""
    script = read_script(file)
    beside = file.parent if any((file.parent / name).exists() for name in IMPORTED) else None
    async with open_stage(desk, data or beside, settings, ways=real_ways(settings)) as stage:
        return await play(script, stage)


def _tell(file: Path, played: Played, say: Callable[[str], None]) -> None:
    if not played.failures:
        say(f"ok {file}: {_count(played)}")
        return
    say(f"FAILED {file}: {len(played.failures)} of {_count(played)}")
    for failure in played.failures:
        say(f"\n{failure}")


def _count(played: Played) -> str:
    steps = sum(len(answers) for answers in played.answers)
    return f"{len(played.answers)} scenes, {steps} steps"
