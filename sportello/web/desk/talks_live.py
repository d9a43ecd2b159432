"""Tells the open pages of conversations that something is new: one watcher asks the store for all of them."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Iterator, Mapping
from typing import Final

from aiohttp import web

from bot.errors import StoreUnavailable
from sportello.web.desk.events import RETRY, STILL, new_stream, tell
from sportello.web.desk.frame import Frame
from sportello.web.desk.live import EVERY, Listener, event_of
from sportello.web.desk.look import language_of
from sportello.web.desk.worktop import WORKERS
from storage.staff_rows import Officer
from storage.talks import Talks

PATH: Final = "/desk/talks/live"


class TalksWatch:
    """The watcher of one process; while nobody listens it asks nothing."""

    def __init__(self, talks: Talks, *, pause: Callable[[float], Awaitable[None]] = asyncio.sleep) -> None:
        self._talks = talks
        self._pause = pause
        self._listeners: list[Listener] = []
        self._watching: asyncio.Task[None] | None = None

    @contextlib.contextmanager
    def listening(self, listener: Listener) -> Iterator[Listener]:
        """Let a page listen; the first sets the watcher going, the last stops it."""
        self._listeners.append(listener)
        if self._watching is None:
            self._watching = asyncio.create_task(self._watch())
        try:
            yield listener
        finally:
            self._listeners.remove(listener)
            if not self._listeners:
                self._watching.cancel()
                self._watching = None

    async def marks(self) -> Mapping[str, object]:
        """Tell how each stands now: a page compares it with how it was made."""
        with contextlib.suppress(StoreUnavailable):
            found = await self._talks.marks()
            return {str(number): f"{heard}.{version}" for number, (heard, version) in found.items()}
        return {}

    def stop(self) -> None:
        """End every listening, so that the server can close."""
        for listener in self._listeners:
            listener.end()

    async def _watch(self) -> None:
        """Tell which have changed, opened or closed since the last look; of the first nothing is told."""
        seen: Mapping[int, tuple[int, int]] | None = None
        while True:
            with contextlib.suppress(StoreUnavailable):  # it comes back, and then all that is new is told
                found = await self._talks.marks()
                if seen is not None and (changed := _changed(seen, found)):
                    event = event_of("talks", {"talks": changed})
                    for listener in self._listeners:
                        listener.offer(event)
                seen = found
            await self._pause(EVERY)


def _changed(before: Mapping[int, tuple[int, int]], after: Mapping[int, tuple[int, int]]) -> list[int]:
    return sorted(
        number for number in before.keys() | after.keys() if before.get(number) != after.get(number)
    )


class TalksStream:
    """The handler of the stream; `still` is how long nothing is said at most."""

    def __init__(self, frame: Frame, watch: TalksWatch, *, still: float = STILL) -> None:
        self.frame = frame
        self._watch = watch
        self._still = still

    async def listen(self, request: web.Request, officer: Officer) -> web.StreamResponse:
        """Tell what is new until the page is closed, the session ends, or the counter stops."""
        stream = new_stream()
        await stream.prepare(request)
        listener = Listener(officer.name, (), language_of(request))
        with contextlib.suppress(ConnectionResetError), self._watch.listening(listener):
            await stream.write(RETRY + event_of("marks", await self._watch.marks()))
            await tell(self.frame, request, stream, listener, self._still)
        return stream


def routes(stream: TalksStream) -> list[web.RouteDef]:
    """List the route: it stands before that of a conversation's page."""
    return [stream.frame.get(PATH, stream.listen, *WORKERS, quiet=True)]
