"""Tells the open pages of broadcasts how their sending goes: one watcher asks the store for all of them."""

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from typing import Final

import structlog
from aiohttp import web

from bot.errors import StoreUnavailable
from sportello.web.desk.broadcast_progress import Pace, done_of, shown
from sportello.web.desk.events import RETRY, STILL, new_stream, tell
from sportello.web.desk.live import Listener, event_of
from sportello.web.desk.look import language_of
from sportello.web.desk.studio import HOME, READERS, Studio
from storage.staff_rows import Officer

EVERY: Final = 1.0  # seconds between two looks
_SPARING: Final = 20  # looking may take one part in so many of the time
_PAGES: Final = 12  # open pages of one officer; the oldest gives way

log = structlog.get_logger()


@dataclass(slots=True)
class Open:
    """A page that is open: of which broadcast, and what it was told last."""

    broadcast: int
    listener: Listener
    told: bytes = b""


class Watch:
    """The watcher of one process: looks once a second at what somebody looks at, and at nothing else."""

    def __init__(
        self,
        studio: Studio,
        *,
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
        timer: Callable[[], float] = time.monotonic,
    ) -> None:
        self._studio = studio
        self._pause = pause
        self._timer = timer
        self._open: list[Open] = []
        self._paces: dict[int, Pace] = {}
        self._watching: asyncio.Task[None] | None = None

    @contextlib.contextmanager
    def listening(self, broadcast: int, listener: Listener) -> Iterator[Listener]:
        """Let a page listen; the first sets the watcher going, the last stops it."""
        theirs = [one.listener for one in self._open if one.listener.name == listener.name]
        if len(theirs) >= _PAGES:
            theirs[0].end()
        page = Open(broadcast, listener)
        self._open.append(page)
        if self._watching is None:
            self._watching = asyncio.create_task(self._watch())
        try:
            yield listener
        finally:
            self._open = [one for one in self._open if one is not page]
            if not self._open:
                self._rest()

    def rate(self, broadcast: int) -> float:
        """Tell how many messages a second leave, as far as anybody has looked."""
        pace = self._paces.get(broadcast)
        return pace.rate if pace else 0.0

    def stop(self) -> None:
        """End every listening, so that the server can close."""
        for one in self._open:
            one.listener.end()

    def _rest(self) -> None:
        if self._watching is not None:
            self._watching.cancel()
        self._watching = None
        self._paces.clear()

    async def _watch(self) -> None:
        while True:
            begun = self._timer()
            for broadcast in dict.fromkeys(one.broadcast for one in self._open):
                try:
                    await self._look(broadcast)
                except StoreUnavailable as problem:  # it comes back, and then all is told
                    log.warning("broadcast-live-store", error=str(problem))
                except Exception as problem:  # noqa: BLE001 - whatever it is, open pages must go on hearing
                    log.warning("broadcast-live-trouble", error=type(problem).__name__)
            await self._pause(max(EVERY, _SPARING * (self._timer() - begun)))

    async def _look(self, broadcast: int) -> None:
        """Read how it stands, and tell it to each page whose figures are others than before."""
        studio = self._studio
        progress = await studio.broadcasts.progress(broadcast)
        if progress is None:
            return
        pace = self._paces.setdefault(broadcast, Pace())
        pace.look(self._timer(), done_of(progress))
        micros = studio.spent(progress)
        pages = [one for one in self._open if one.broadcast == broadcast]
        for language in dict.fromkeys(one.listener.language for one in pages):
            figures = shown(progress, pace.rate, micros, studio.words_in(language), language)
            event = event_of("progress", figures.told(progress.state.value))
            for one in pages:
                if one.listener.language == language and one.told != event:
                    one.told = event
                    one.listener.offer(event)


class Stream:
    """The handler; `still` is how long nothing is said at most."""

    def __init__(self, studio: Studio, watch: Watch, *, still: float = STILL) -> None:
        self._studio = studio
        self._watch = watch
        self._still = still

    async def listen(self, request: web.Request, officer: Officer) -> web.StreamResponse:
        """Tell how it goes until the page is closed, the session ends, or the counter stops."""
        one = await self._studio.found(request)
        stream = new_stream()
        listener = Listener(officer.name, (), language_of(request))
        with contextlib.suppress(ConnectionResetError), self._watch.listening(one.id, listener):
            await stream.prepare(request)
            await stream.write(RETRY)
            await tell(self._studio.frame, request, stream, listener, self._still)
        return stream


def routes(stream: Stream, studio: Studio) -> list[web.RouteDef]:
    """List the route; to be open is nobody's doing: it keeps no session going."""
    return [studio.frame.get(f"{HOME}/{{code}}/live", stream.listen, *READERS, quiet=True)]
