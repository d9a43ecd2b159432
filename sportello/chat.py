"""`sportello chat`: a person at a terminal talks to the counter."""

import asyncio
import sys
import threading
from pathlib import Path

from rich.console import Console

from bot.errors import BadRequest
from bot.message import Part
from handlers import SERVICES
from sportello.settings import Settings
from sportello.transcripts.stage import Stage, open_stage
from sportello.transcripts.ways import real_ways
from sportello.vocabulary import build_desk


async def chat(settings: Settings, channel: str, data: Path | None) -> None:
    """Answer each line until the input ends; a number or a label taps a button."""
    desk = build_desk(SERVICES, settings)
    console = Console(highlight=False)
    async with open_stage(desk, data, settings, now=True, ways=real_ways(settings)) as stage:
        network = stage.channel(channel)
        if network is None:
            raise BadRequest(f"no channel {channel!r}; there are {', '.join(sorted(stage.networks))}")
        console.print(f"[dim]{settings.city.name}, {network.name}. Ctrl-D ends the conversation.[/dim]")
        while line := await _line():
            await _answer(stage, network.name, line, console)


async def _line() -> str:
    """Wait for a line; the thread that reads it is a daemon, so that Ctrl-C need not wait for a last one."""
    loop = asyncio.get_running_loop()
    typed: asyncio.Future[str] = loop.create_future()
    threading.Thread(
        target=lambda: loop.call_soon_threadsafe(typed.set_result, _read()), name="typing", daemon=True
    ).start()
    return await typed


def _read() -> str:
    """Read a line; an empty one is a message too, the end of the input is not."""
    if sys.stdin.isatty():
        sys.stdout.write("> ")
        sys.stdout.flush()
    return sys.stdin.readline()


async def _answer(stage: Stage, channel: str, line: str, console: Console) -> None:
    stage.clock.now = stage.real_now()
    for part in await stage.write(channel, "terminal", line.strip()):
        _show(part, console)


def _show(part: Part, console: Console) -> None:
    if part.text:
        console.print(part.text, markup=False, style="cyan", soft_wrap=True)
    if part.buttons:
        console.print(
            "  ".join(f"({at}) {button.label}" for at, button in enumerate(part.buttons, 1)),
            markup=False,
            soft_wrap=True,
        )
    for file in part.files:
        console.print(f"+ {file.name} ({len(file.content)} bytes)", markup=False)
