"""Tells the pages that are open which lanes have something new."""

import asyncio
from collections.abc import AsyncIterator

from bot.channel import Channel, Unsettled
from bot.message import Part, Traits

_BACKLOG = 100  # news kept for a page that does not listen; it polls too, so older ones may go


class Announcer:
    """Passes news to every listener; a listener is one open page."""

    def __init__(self) -> None:
        self._queues: set[asyncio.Queue[str | None]] = set()

    def announce(self, lane: str) -> None:
        """Something is new in a lane."""
        for queue in self._queues:
            if queue.full():
                queue.get_nowait()
            queue.put_nowait(lane)

    async def changes(self) -> AsyncIterator[str]:
        """Listen until the counter stops."""
        queue: asyncio.Queue[str | None] = asyncio.Queue(_BACKLOG)
        self._queues.add(queue)
        try:
            while (lane := await queue.get()) is not None:
                yield lane
        finally:
            self._queues.discard(queue)

    def stop(self) -> None:
        """End every listening, so that the server can close."""
        for queue in self._queues:
            if queue.full():
                queue.get_nowait()
            queue.put_nowait(None)


class Announced:
    """A channel whose every sending is announced."""

    def __init__(self, channel: Channel, announcer: Announcer) -> None:
        self._channel = channel
        self._announcer = announcer

    @property
    def name(self) -> str:
        """The channel's own."""
        return self._channel.name

    @property
    def traits(self) -> Traits:
        """The channel's own."""
        return self._channel.traits

    async def send(self, part: Part) -> str:
        """Send, then announce."""
        provider_id = await self._channel.send(part)
        self._announcer.announce(part.lane)
        return provider_id

    async def settle(self, part: Part) -> str | Unsettled:
        """The channel's own."""
        return await self._channel.settle(part)
