"""Tells the pages that are open what happens to requests: one watcher asks the store, all pages hear of it.

However many pages listen, the store is asked once a second, for what lies past the last number read; each
sentence is written once for each language. While nobody listens nothing is asked.
"""

import asyncio
import json
import time
from collections import deque
from collections.abc import Awaitable, Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date

import structlog

from bot.errors import StoreUnavailable
from storage.request_changes import OVERLAP, Change, Changes, Tally

EVERY = 1.0  # seconds between two looks
_SPARING = 20  # counting may take one part in so many of the time
_LASTING = 600.0  # seconds that figures last where nothing changes: at midnight more is late
_FRESH = 5.0  # seconds for which figures are shown again while nobody listens
_MOST = 50  # events kept for a page that does not read; then it is told to load anew
_PAGES = 12  # open pages of one officer; the oldest gives way
_MISSED = b"event: missed\ndata: {}\n\n"

log = structlog.get_logger()

Telling = Callable[[Change, str], Awaitable[Mapping[str, object]]]
Pause = Callable[[float], Awaitable[None]]


class Listener:
    """An open page: whose it is, which offices it sees (empty: all), and what it has not read yet."""

    def __init__(self, name: str, offices: Collection[str], language: str) -> None:
        self.name = name
        self.offices = frozenset(offices)
        self.language = language
        self.over = False
        self._counted = b""
        self._waiting: deque[bytes] = deque()
        self._ready = asyncio.Event()

    def sees(self, office: str) -> bool:
        """Tell whether what happens to a request of an office is for this page; that of none is for all."""
        return _sees(self.offices, office)

    def offer(self, event: bytes) -> None:
        """Leave an event to be read."""
        if len(self._waiting) >= _MOST:
            self._waiting.clear()
            event = _MISSED
        self._waiting.append(event)
        self._ready.set()

    def count(self, board: "Board") -> None:
        """Leave the figures to be read, if they are others than before."""
        counted = event_of("board", board.figures(self.name, self.offices))
        if counted != self._counted:
            self._counted = counted
            self.offer(counted)

    def end(self) -> None:
        """Let it hear nothing any more."""
        self.over = True
        self._ready.set()

    async def read(self) -> bytes:
        """Wait for events, and take all that there are; empty when it is over."""
        await self._ready.wait()
        if self.over:
            return b""
        self._ready.clear()
        events = b"".join(self._waiting)
        self._waiting.clear()
        return events


class Board:
    """The figures of the queue, added up once for all pages."""

    def __init__(self, tallies: Sequence[Tally] = ()) -> None:
        self._offices: dict[str, list[int]] = {}
        self._mine: dict[str, int] = {}
        for each in tallies:
            sums = self._offices.setdefault(each.office, [0, 0, 0])
            sums[0] += each.waiting
            sums[1] += each.late
            if each.assignee:
                self._mine[each.assignee] = self._mine.get(each.assignee, 0) + each.waiting
            else:
                sums[2] += each.waiting

    def figures(self, name: str, offices: Collection[str]) -> dict[str, int]:
        """Count the open, late and free requests of some offices (none: all), and those of one officer."""
        seen = [sums for office, sums in self._offices.items() if _sees(offices, office)]
        names = ("open", "late", "free")
        counted = {name: sum(sums[place] for sums in seen) for place, name in enumerate(names)}
        return {**counted, "mine": self._mine.get(name, 0)}


class Live:
    """The watcher of one process, and the pages that hear of what it sees.

    `tell` puts a change into the words of a language; `today` says which requests are late.
    """

    def __init__(
        self,
        changes: Changes,
        tell: Telling,
        today: Callable[[], date],
        *,
        pause: Pause = asyncio.sleep,
        timer: Callable[[], float] = time.monotonic,
    ) -> None:
        self._changes = changes
        self._tell = tell
        self._today = today
        self._pause = pause
        self._timer = timer
        self._listeners: list[Listener] = []
        self._watching: asyncio.Task[None] | None = None
        self._number = 0
        self._begun = False  # whether the watcher knows where the numbers stand
        self._seen: frozenset[int] = frozenset()
        self._counted_at = float("-inf")
        self._spared = 0.0
        self.board: Board | None = None
        self._stale = True

    async def number(self) -> int:
        """Give the number of the latest change: a page that is made now asks for those after it."""
        return self._number if self._begun else await self._changes.newest()

    async def figures(self, name: str, offices: Collection[str]) -> dict[str, int]:
        """Count for a page that is being made; as old as what all pages see, or counted not long ago."""
        fresh = self._timer() - self._counted_at < max(_FRESH, self._spared)
        if self.board is None or not (self._watching or fresh):
            await self._count()
        return self.board.figures(name, offices) if self.board else {}

    @contextmanager
    def listening(self, listener: Listener) -> Iterator[Listener]:
        """Let a page listen; the first sets the watcher going, the last stops it."""
        theirs = [one for one in self._listeners if one.name == listener.name]
        if len(theirs) >= _PAGES:
            theirs[0].end()
        self._listeners.append(listener)
        if self.board is not None:
            listener.count(self.board)
        if self._watching is None:
            self._watching = asyncio.create_task(self._watch())
        try:
            yield listener
        finally:
            self._listeners.remove(listener)
            if not self._listeners:
                self._rest()

    async def missed(self, listener: Listener, number: int) -> None:
        """Tell a page what happened after the change of that number, which it knows."""
        for change in await self._changes.since(number):
            if listener.sees(change.office):
                listener.offer(await self._event(change, listener.language))

    def stop(self) -> None:
        """End every listening, so that the server can close."""
        for listener in self._listeners:
            listener.end()

    def _rest(self) -> None:
        if self._watching is not None:
            self._watching.cancel()
        self._watching, self._stale, self._begun = None, True, False

    async def _watch(self) -> None:
        while True:
            try:
                if not self._begun:
                    await self._begin()
                await self._look()
            except StoreUnavailable as problem:  # it comes back, and nothing of it is missed
                log.warning("live-store", error=str(problem))
            except Exception as problem:  # noqa: BLE001 - whatever it is, open pages must go on hearing
                log.warning("live-trouble", error=type(problem).__name__)
            await self._pause(EVERY)

    async def _begin(self) -> None:
        newest = await self._changes.newest()
        self._seen = frozenset(each.number for each in await self._changes.since(newest - OVERLAP))
        self._number, self._begun = newest, True

    async def _look(self) -> None:
        """Ask once, and tell everybody; numbers may be committed out of their order, within an overlap."""
        found = await self._changes.since(self._number - OVERLAP)
        fresh = [change for change in found if change.number not in self._seen]
        if fresh:
            self._number = max(self._number, fresh[-1].number)
            self._seen = frozenset(each.number for each in found if each.number > self._number - OVERLAP)
            await self._pass_on(fresh)
            self._stale = True
        age = self._timer() - self._counted_at
        if age >= (self._spared if self._stale else _LASTING):
            await self._count()

    async def _pass_on(self, changes: Sequence[Change]) -> None:
        for change in changes:
            written: dict[str, bytes] = {}
            for listener in [*self._listeners]:
                if not listener.sees(change.office):
                    continue
                if listener.language not in written:
                    written[listener.language] = await self._event(change, listener.language)
                listener.offer(written[listener.language])

    async def _event(self, change: Change, language: str) -> bytes:
        return event_of("request", await self._tell(change, language), change.number)

    async def _count(self) -> None:
        """Count anew, and not again before what that cost has been spared many times over."""
        begun = self._timer()
        board = Board(await self._changes.tallies(self._today()))
        self._counted_at = self._timer()
        self._spared = _SPARING * (self._counted_at - begun)
        self.board, self._stale = board, False
        for listener in self._listeners:
            listener.count(board)


def _sees(offices: Collection[str], office: str) -> bool:
    return not offices or not office or office in offices


def event_of(name: str, values: Mapping[str, object], number: int | None = None) -> bytes:
    """Write an event as HTML's section on server-sent events has it; JSON keeps it on one line."""
    head = "" if number is None else f"id: {number}\n"
    return f"{head}event: {name}\ndata: {json.dumps(values, ensure_ascii=False)}\n\n".encode()
