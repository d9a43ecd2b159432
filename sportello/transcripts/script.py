r"""The format of a transcript; docs/TRANSCRIPTS.md describes it for who writes one.

# a comment
== telegram as mario: a title        opens a scene: channel, person, title
@ 2026-02-03 10:00                   sets the clock
> text                               the citizen writes; ` \ ` stands for a new line, {reference} for the
                                     reference of the request that was told of last
> [label]                            taps the newest button of that label
> +file.pdf text                     attaches a file, `+file.pdf (12 MB) text` one of that size; one that the
                                     counter gave by that name is handed on, (cut), (changed) or (longer)
! pay                                pays the newest payment link of the scene
! staff text                         a person of the office writes; with close before it, closes
! break                              makes the next thing that a service does fail
< text                               the counter's exact answer, line by line
<~ fragment                          an answer contains the fragment
<! fragment                          no answer contains it; without one: nothing is answered
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.errors import BadRequest

_HEAD = re.compile(r"==\s*(?P<channel>\S+)(?:\s+as\s+(?P<person>[^:]+?))?\s*(?::\s*(?P<title>.*))?")
_MARKS = ("<~", "<!", "<", ">", "@", "!")


@dataclass(slots=True)
class Step:
    """One thing that happens, and what is expected to be answered before the next one."""

    mark: str  # ">", "@" or "!"
    text: str
    line: int
    exact: list[str] = field(default_factory=list)
    contains: list[str] = field(default_factory=list)
    lacks: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Scene:
    """One citizen on one channel; `lines` are as they stand in the file."""

    channel: str
    person: str
    title: str
    line: int
    steps: list[Step] = field(default_factory=list)


@dataclass(slots=True)
class Script:
    """A whole file."""

    path: Path
    scenes: list[Scene]


def read_script(path: Path) -> Script:
    """Read a file; raises BadRequest with the line that cannot be read."""
    scenes: list[Scene] = []
    for number, line in enumerate(path.read_text(encoding="utf-8-sig").splitlines(), 1):
        try:
            _read_line(line.rstrip(), number, scenes)
        except BadRequest as error:
            raise BadRequest(f"{path}:{number}: {error}") from None
    return Script(path, scenes)


def _read_line(line: str, number: int, scenes: list[Scene]) -> None:
    if not line or line.startswith("#"):
        return
    if line.startswith("=="):
        scenes.append(_scene(line, number))
        return
    mark = next((mark for mark in _MARKS if line.startswith(mark)), "")
    if not mark:
        raise BadRequest("a line begins with ==, @, >, <, <~, <!, ! or #")
    if not scenes:
        raise BadRequest("a scene must be opened first: == channel as person: title")
    _take(mark, line[len(mark) :].removeprefix(" "), number, scenes[-1])


def _scene(line: str, number: int) -> Scene:
    head = _HEAD.fullmatch(line)
    if head is None:
        raise BadRequest("a scene opens as == channel as person: title")
    person = (head["person"] or "citizen").strip()
    return Scene(head["channel"].rstrip(":").lower(), person, head["title"] or "", number)


def _take(mark: str, text: str, number: int, scene: Scene) -> None:
    if mark in (">", "@", "!"):
        if mark == "@":
            read_moment(text, ZoneInfo("UTC"))
        scene.steps.append(Step(mark, text, number))
        return
    if not scene.steps:
        raise BadRequest("an answer is expected before anything happened")
    step = scene.steps[-1]
    {"<": step.exact, "<~": step.contains, "<!": step.lacks}[mark].append(text)


def read_moment(text: str, zone: ZoneInfo) -> datetime:
    """Read `2026-02-03 10:00` (or a day alone: its ten o'clock) as a moment of a zone; raises BadRequest."""
    text = text.strip()
    try:
        moment = datetime.fromisoformat(text if ":" in text else f"{text} 10:00")
    except ValueError:
        raise BadRequest("a moment is written as @ 2026-02-03 10:00") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def write_script(script: Script, answers: Sequence[Sequence[Sequence[str]]]) -> str:
    """Write a file anew with these answers, one list of lines for each step of each scene.

    Comments, blank lines, fragments and the citizens' lines stay as they are; a step that only checks
    fragments keeps doing so.
    """
    fresh = {
        step.line: [] if (step.contains or step.lacks) and not step.exact else given
        for scene, lists in zip(script.scenes, answers, strict=True)
        for step, given in zip(scene.steps, lists, strict=True)
    }
    return "\n".join(_rewrite(script.path.read_text(encoding="utf-8-sig").splitlines(), fresh)) + "\n"


def _rewrite(lines: Sequence[str], fresh: dict[int, Sequence[str]]) -> Iterator[str]:
    for number, line in enumerate(lines, 1):
        if line.startswith("<") and not line.startswith(("<~", "<!")):
            continue
        yield line.rstrip()
        yield from (f"< {answer}".rstrip() for answer in fresh.get(number, ()))
