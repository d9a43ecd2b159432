"""Server-sent events of the desk: a stream stays open for as long as whoever reads is signed in.

Source: HTML Living Standard, 9.2 (the format, and when a browser tries again).
"""

import asyncio
import contextlib
import time
from collections.abc import Mapping
from typing import Final

from aiohttp import web

from sportello.web.desk.frame import Frame
from sportello.web.desk.live import Listener
from sportello.web.pages import PRIVATE

STILL: Final = 15.0  # seconds: proxies cut a silent stream, and a session is looked at as often
RETRY: Final = b"retry: 5000\n\n"  # milliseconds after which a browser that lost the stream tries again
_OVER: Final = b"event: over\ndata: {}\n\n"
_HEADERS: Final[Mapping[str, str]] = {
    **PRIVATE,
    "Content-Type": "text/event-stream; charset=utf-8",
    "X-Accel-Buffering": "no",
}


def new_stream() -> web.StreamResponse:
    """Make the answer; whoever writes it prepares it."""
    return web.StreamResponse(headers=_HEADERS)


async def tell(
    frame: Frame, request: web.Request, stream: web.StreamResponse, listener: Listener, still: float
) -> None:
    """Write what a listener hears until it is ended, or the session; silent for at most `still` seconds."""
    looked_at = time.monotonic()
    while True:
        events = b": still here\n\n"
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(still):
                events = await listener.read()
        if not events:
            return
        if time.monotonic() - looked_at >= still:
            if not await frame.goes_on(request):
                await stream.write(_OVER)
                return
            looked_at = time.monotonic()
        await stream.write(events)
