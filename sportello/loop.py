"""The event loop that a counter runs on: uvloop's, whose rounds cost half of asyncio's own (decision 013)."""

import asyncio
import sys
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")

# Seconds after which a thread that works beside the loop gives way, far less than is usual: a turn comes
# back to the loop some ten times, and while certificates are sealed it waits for that each time.
_GIVES_WAY = 0.0002


def run(work: Coroutine[Any, Any, T]) -> T:
    """Run to its end, as asyncio.run does; without uvloop, which does not know Windows, on asyncio's own."""
    sys.setswitchinterval(_GIVES_WAY)
    try:
        import uvloop
    except ImportError:
        return asyncio.run(work)
    return uvloop.run(work)
