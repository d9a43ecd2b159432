"""Time and ids come in through the door: whoever needs them asks for a Clock or Ids."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

# Always aware, in the municipality's own time zone, so that clock().date() is the citizen's day.
Clock = Callable[[], datetime]

# A new, unguessable short id at each call (correlation ids, links).
Ids = Callable[[], str]

# Waits so many seconds.
Sleep = Callable[[float], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Stopwatch:
    """Monotonic seconds, and a way to let some of them pass: for rates, which no date bounds."""

    seconds: Callable[[], float] = time.monotonic
    sleep: Sleep = asyncio.sleep
