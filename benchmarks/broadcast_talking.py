"""Citizens who converse by SMS at an even pace, whatever else the counter does, and how long they wait."""

import asyncio
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from benchmarks.broadcast_sinks import CONVERSING
from benchmarks.figures import percentile
from benchmarks.twilio_calls import requests
from benchmarks.workload import Line, make_workload

_LINES = 16  # connections
_LAST = 3.0  # seconds for the last replies to come


@dataclass
class Talk:
    """What was written and when, by number; `refused` calls were not answered 200."""

    asked: list[tuple[str, float]] = field(default_factory=list)
    refused: int = 0

    def waits(self, moments: Mapping[str, Sequence[float]]) -> list[float]:
        """Tell for each message how many seconds passed until the first reply after it was handed over."""
        found = []
        for phone, at in self.asked:
            replies = [moment for moment in moments.get(phone, ()) if moment >= at]
            if not replies:
                raise AssertionError("a citizen has no reply")
            found.append(min(replies) - at)
        return found


def talkers(citizens: int) -> list[Line]:
    """Six messages of each citizen, mixed; their numbers are known by how they begin."""
    turns = (line for line in make_workload(citizens) if line.kind == "turn")
    return [replace(line, phone=f"{CONVERSING}{line.phone[-7:]}") for line in turns]


async def converse(address: str, lines: Sequence[Line], per_second: float) -> Talk:
    """Send them one after the other at that pace, signed as Twilio does."""
    talk, parts = Talk(), urlsplit(address)
    free: asyncio.Queue[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = asyncio.Queue()
    for _ in range(_LINES):
        free.put_nowait(await asyncio.open_connection(parts.hostname, parts.port))
    calls: Iterator[bytes] = requests(lines, f"{address}/twilio/sms")
    started, going = time.monotonic(), set()

    async def call(line: Line, request: bytes) -> None:
        talk.asked.append((line.phone, time.monotonic()))
        reader, writer = await free.get()
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        talk.refused += not head.startswith(b"HTTP/1.1 200")
        await reader.readexactly(_length(head))
        free.put_nowait((reader, writer))

    for number, (line, request) in enumerate(zip(lines, calls, strict=True)):
        await asyncio.sleep(max(0.0, started + number / per_second - time.monotonic()))
        going.add(asyncio.create_task(call(line, request)))
    await asyncio.gather(*going)
    await asyncio.sleep(_LAST)
    while not free.empty():
        free.get_nowait()[1].close()
    return talk


def _length(head: bytes) -> int:
    for row in head.split(b"\r\n")[1:]:
        name, _, value = row.partition(b":")
        if name.lower() == b"content-length":
            return int(value)
    return 0


def waited(seconds: Sequence[float]) -> dict[str, float]:
    """Sum up how long citizens waited, in milliseconds."""
    return {
        "replies": len(seconds),
        "p50_ms": round(percentile(seconds, 0.5) * 1000, 1),
        "p99_ms": round(percentile(seconds, 0.99) * 1000, 1),
        "longest_ms": round(max(seconds) * 1000, 1),
    }
