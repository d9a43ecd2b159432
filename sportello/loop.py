"""The event loop that a counter runs on: uvloop's, whose rounds cost half of asyncio's own (decision 013)."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


def run(work: Coroutine[Any, Any, T]) -> T:
    """Run to its end, as asyncio.run does; without uvloop, which does not know Windows, on asyncio's own."""
    try:
        import uvloop
    except ImportError:
        return asyncio.run(work)
    return uvloop.run(work)
