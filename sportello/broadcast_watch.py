"""A broadcast on its way, watched in a terminal: a bar, and the figures under it."""

import asyncio
from collections.abc import Iterator

import typer
from rich.console import Console
from rich.live import Live
from rich.progress_bar import ProgressBar
from rich.table import Table
from rich.text import Text

from platforms.tariffs.tariff import in_euros
from sportello.broadcast_office import broadcast_office
from sportello.broadcast_pace import Pace, Standing
from sportello.broadcast_setting import prices
from sportello.broadcast_silence import hushed
from sportello.terminal import line
from storage.broadcasts import Progress, State

OVER = frozenset({State.DONE, State.CANCELLED, State.EXPIRED})
_FAILURES = 6  # reasons shown, those of the most first


async def watch(code: str, every: float) -> None:
    """Watch one until it is over; with no terminal to draw in, print a line whenever a figure has changed."""
    console = Console()
    async with broadcast_office() as office:
        one = await office.known(code)
        pace, last = Pace(prices(office.settings)), ""
        with Live(console=console, auto_refresh=False, transient=True) as live:
            while (found := await office.broadcasts.progress(one.id)) is not None:
                now = office.database.clock()
                standing = pace.look(found, now)
                hush = hushed(office.settings, one.draft, now) if found.state is State.RUNNING else ""
                if console.is_terminal:
                    live.update(_drawn(one.code, found, standing, hush), refresh=True)
                elif (said := told(one.code, found, standing, hush)) != last:
                    typer.echo(last := said)
                if found.state in OVER:
                    break
                await asyncio.sleep(every)
        if console.is_terminal and found is not None:
            console.print(_drawn(one.code, found, standing, hush))


def told(code: str, found: Progress, standing: Standing, hush: str) -> str:
    """Say how it stands in one line."""
    figures = ", ".join(f"{name} {value}" for name, value in _figures(standing))
    return f"{_head(code, found, hush)}: {standing.done} of {standing.all}; {figures}"


def _head(code: str, found: Progress, hush: str) -> str:
    return f"{code} {found.state.value}{f' ({hush})' if hush else ''}"


def _figures(standing: Standing) -> Iterator[tuple[str, str]]:
    yield "queued", str(standing.waiting)
    yield "sent", str(standing.sent)
    yield "delivered", str(standing.delivered)
    yield "failed", _failed(standing)
    if standing.unknown:
        yield "unknown", str(standing.unknown)
    if standing.dropped:
        yield "not sent any more", str(standing.dropped)
    if standing.waiting:
        yield "rate", f"{standing.rate:.1f}/s"
        yield "time left", str(standing.remaining or "unknown")
    yield "spent", f"{in_euros(standing.micros)} EUR"


def _failed(standing: Standing) -> str:
    total = sum(standing.failed.values())
    if not total:
        return "0"
    most = sorted(standing.failed.items(), key=lambda each: -each[1])[:_FAILURES]
    reasons = (f"{line(code) or 'unknown'} {number}" for code, number in most)
    return f"{total} ({', '.join(reasons)})"


def _drawn(code: str, found: Progress, standing: Standing, hush: str) -> Table:
    table = Table.grid(padding=(0, 2))
    for name, value in _figures(standing):
        table.add_row(name, Text(value))
    head = Text(f"{_head(code, found, hush)}: {standing.done} of {standing.all}")
    bar = ProgressBar(total=max(1, standing.all), completed=standing.done, width=60)
    whole = Table.grid()
    for each in (head, bar, table):
        whole.add_row(each)
    return whole
