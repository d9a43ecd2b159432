"""What goes wrong with a call to one of pagoPA's interfaces: told beforehand, once for each."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from enum import Enum

from aiohttp import web

from bot.clock import Sleep

SLOW = 60.0  # seconds: more than anybody waits


class Weather(Enum):
    """How the next call fares."""

    FAIR = "fair"
    ERROR = "error"  # 500, and nothing is done
    BUSY = "busy"  # 429, and nothing is done
    DOWN = "down"  # the connection is closed, and nothing is done
    LOST = "lost"  # it is done, and the connection is closed before the answer
    SLOW = "slow"  # it is done, and answered too late


Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Forecast:
    """The weather of the calls to come, in their order; of all others `always`."""

    def __init__(self, sleep: Sleep = asyncio.sleep) -> None:
        self.coming: deque[Weather] = deque()
        self.always = Weather.FAIR
        self._sleep = sleep

    def around(self, handler: Handler) -> Handler:
        """Let a handler stand in the weather."""

        async def outside(request: web.Request) -> web.StreamResponse:
            weather = self.coming.popleft() if self.coming else self.always
            if weather in _WITHOUT_DOING:
                return _spoilt(request, weather)
            answer = await handler(request)
            if weather is Weather.SLOW:
                await self._sleep(SLOW)
            return _spoilt(request, weather) if weather is Weather.LOST else answer

        return outside


_WITHOUT_DOING = frozenset({Weather.ERROR, Weather.BUSY, Weather.DOWN})
_STATUS = {Weather.ERROR: 500, Weather.BUSY: 429}


def _spoilt(request: web.Request, weather: Weather) -> web.StreamResponse:
    if weather in _STATUS:
        return problem(_STATUS[weather], "There was an error processing the request")
    if request.transport is not None:
        request.transport.close()
    return web.Response()


def problem(status: int, detail: str) -> web.Response:
    """An error as pagoPA's interfaces tell it (ProblemJson)."""
    body = {"title": "Error", "status": status, "detail": detail}
    return web.json_response(body, status=status, content_type="application/problem+json")
