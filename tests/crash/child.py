"""A real counter in a process of its own, on a clock that the test moves, which dies where it is told to."""

import mmap
import os
import signal
import sqlite3
import struct
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NamedTuple

from bot.pace import Pace
from sportello import loop
from tests.clock import ROME

# Forked from a process that has imported and learnt everything: a start costs hundredths of a second.
CONTEXT = get_context("forkserver")
CONTEXT.set_forkserver_preload(["tests.crash.warm", "tests.crash.child"])

PACE = Pace(first_pause=0.05, longest_pause=1.0, settle_after=timedelta(0), settle_every=0.02)
_SECONDS = struct.Struct("d")


class Point(NamedTuple):
    """A moment in the life of a counter: the nth time that a kind is about to be committed, or was."""

    name: str
    when: str
    nth: int


STORE = "sportello.db"

# In the journal beside the commits: the counter was served, it died, the commit before had changed the store.
READY, DIED, WROTE = Point("ready", "-", 0), Point("died", "-", 0), Point("wrote", "after", 0)


class SharedClock:
    """A time in a file, which stands still until somebody sets it; every process reads the same."""

    def __init__(self, file: Path) -> None:
        if not file.exists():
            file.write_bytes(bytes(_SECONDS.size))
        with file.open("r+b") as opened:
            self._memory = mmap.mmap(opened.fileno(), _SECONDS.size)

    def __call__(self) -> datetime:
        return datetime.fromtimestamp(_SECONDS.unpack_from(self._memory)[0], ROME)

    def set(self, now: datetime) -> None:
        """Let it be that late."""
        _SECONDS.pack_into(self._memory, 0, now.timestamp())


@dataclass(frozen=True, slots=True)
class Order:
    """What a child is told: its folder, its settings, and at which commit it is to die, if at any."""

    folder: Path
    environ: Mapping[str, str]
    dies: Point | None = None


def work(order: Order, line: Connection) -> None:
    """Serve until SIGTERM; tells its address through the line, and every commit through a file."""
    log = os.open(order.folder / "log", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.dup2(log, 1)
    os.dup2(log, 2)
    loop.run(_work(order, line))


async def _work(order: Order, line: Connection) -> None:
    from sportello.serve import Given, serve
    from sportello.settings import load
    from tests.crash.warm import DESK

    settings = load(order.environ, order.folder)
    journal = Journal(order.folder)
    given = Given(SharedClock(order.folder / "clock"), DESK, PACE, _Observer(journal, order))

    def announce(address: str) -> None:
        journal.write(READY)
        line.send(address)

    await serve(settings, trying=False, announce=announce, given=given)


class _Observer:
    """Stands at every commit, in the process that writes; the store is SQLite's."""

    def __init__(self, journal: "Journal", order: Order) -> None:
        self._journal, self._dies = journal, order.dies
        self._seen: Counter[tuple[str, str]] = Counter()
        self._folder = order.folder
        self._version = 0
        self._store: sqlite3.Connection | None = None  # opened where it is used: none survives a fork

    def __call__(self, name: str, when: str) -> None:
        if self._store is None:
            self._store = sqlite3.connect(self._folder / STORE, isolation_level=None)
            self._version = self._read_version()
        self._seen[name, when] += 1
        point = Point(name, when, self._seen[name, when])
        self._journal.write(point)
        if when == "after" and (version := self._read_version()) != self._version:
            self._version = version
            self._journal.write(WROTE)
        if point == self._dies:
            self._journal.write(DIED)
            os.kill(os.getppid(), signal.SIGKILL)  # the counter first: it is to learn nothing
            os.kill(os.getpid(), signal.SIGKILL)

    def _read_version(self) -> int:
        """Number the state of the store: a commit that wrote nothing leaves it as it is."""
        assert self._store is not None
        (version,) = self._store.execute("pragma data_version").fetchone()
        return int(version)


class Journal:
    """What the counters of a folder have lived through, in a file that survives them."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "journal"

    def write(self, point: Point) -> None:
        """Add a point at once."""
        file = os.open(self._file, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        os.write(file, f"{point.name} {point.when} {point.nth}\n".encode())
        os.close(file)

    def read(self) -> list[Point]:
        """Read everything, in its order."""
        lines = (line.split() for line in self._file.read_text().splitlines())
        return [Point(name, when, int(nth)) for name, when, nth in lines]


def moments(points: Sequence[Point]) -> list[list[Point]]:
    """Group points by commit: the kinds written together are all before it, then all after it."""
    found: list[list[Point]] = []
    for point in points:
        if not found or found[-1][0].when != point.when:
            found.append([])
        found[-1].append(point)
    return found
