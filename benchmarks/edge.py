"""Signed webhooks made durable per second while the engine answers them, beside a bare handler on the store.

The servers run in processes of their own, one at a time; this process plays Twilio on both sides: it calls
with signed messages over keep-alive connections, and takes whatever SMS the counter sends.
"""

import argparse
import asyncio
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, closing, contextmanager

from benchmarks.figures import middle, percentile, ratio, tell
from benchmarks.twilio_calls import requests
from benchmarks.workload import make_workload

_CONNECTIONS = 64
_CREATED = b'{"sid": "SM%032x", "status": "queued"}'


class Caller(asyncio.Protocol):
    """One connection: the next request leaves when the last one is answered."""

    def __init__(self, coming: Iterator[bytes], seconds: list[float], until: float) -> None:
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.refused = 0
        self._coming = coming
        self._seconds = seconds
        self._until = until
        self._asked_at = 0.0
        self._answer = b""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._next()

    def data_received(self, data: bytes) -> None:
        """Time an answer once it is whole."""
        self._answer += data
        head, blank, body = self._answer.partition(b"\r\n\r\n")
        if not blank or len(body) < _length(head):
            return
        self._seconds.append(time.perf_counter() - self._asked_at)
        self.refused += not head.startswith(b"HTTP/1.1 200")
        self._answer = b""
        self._next()

    def connection_lost(self, exc: Exception | None) -> None:
        """End, well or badly."""
        if not self.done.done():
            self.done.set_exception(exc or ConnectionError("the server has closed the connection"))

    def _next(self) -> None:
        request = next(self._coming, None) if time.perf_counter() < self._until else None
        assert self._transport is not None
        if request is None:
            self.done.set_result(None)
            self._transport.close()
            return
        self._asked_at = time.perf_counter()
        self._transport.write(request)


class Network(asyncio.Protocol):
    """Twilio's API as far as a sender needs it: every message is created."""

    created = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the way back."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._asked = b""

    def data_received(self, data: bytes) -> None:
        """Answer a request once it is whole."""
        self._asked += data
        head, blank, body = self._asked.partition(b"\r\n\r\n")
        if not blank or len(body) < _length(head):
            return
        self._asked = b""
        Network.created += 1
        said = _CREATED % Network.created
        head = b"HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(
            said
        )
        self._transport.write(head + said)


def _length(head: bytes) -> int:
    for line in head.split(b"\r\n")[1:]:
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            return int(value)
    return 0


@contextmanager
def _server(name: str, api_url: str) -> Iterator[str]:
    """Start one of the servers; its address."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory(prefix="sportello-bench-") as folder:
        command = [sys.executable, "-m", "benchmarks.edge_server", name, folder, str(port), api_url]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:  # noqa: S603 - our own
            assert server.stdout is not None
            try:
                yield server.stdout.readline().strip()
            finally:
                server.send_signal(signal.SIGTERM)


@asynccontextmanager
async def network() -> AsyncIterator[str]:
    """Play Twilio's API while the block runs; its address."""
    server = await asyncio.get_running_loop().create_server(Network, "127.0.0.1", 0)
    async with server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"


async def _load(address: str, citizens: int, seconds: float) -> tuple[float, list[float]]:
    """Call for so many seconds: answered calls a second, and the seconds that each took."""
    host, _, port = address.removeprefix("http://").partition(":")
    coming = iter(list(requests(make_workload(citizens), f"{address}/twilio/sms")))
    took: list[float] = []
    loop, started = asyncio.get_running_loop(), time.perf_counter()
    callers = [
        (await loop.create_connection(lambda: Caller(coming, took, started + seconds), host, int(port)))[1]
        for _ in range(_CONNECTIONS)
    ]
    await asyncio.gather(*(caller.done for caller in callers))
    assert not sum(caller.refused for caller in callers), "a signed call was refused"
    return len(took) / (time.perf_counter() - started), took


async def _measure(rounds: int, citizens: int, seconds: float) -> dict[str, object]:
    rates: dict[str, list[float]] = {"bare": [], "counter": []}
    took: dict[str, list[float]] = {"bare": [], "counter": []}
    async with network() as api_url:
        for number in range(rounds):
            for name, found in rates.items():
                with _server(name, api_url) as address:
                    rate, each = await _load(address, citizens, seconds)
                found.append(rate)
                took[name] += each
            told = ", ".join(f"{name} {found[-1]:,.0f}/s" for name, found in rates.items())
            print(f"round {number + 1}: {told}", flush=True)
    return {
        "bare_per_s": middle(rates["bare"]),
        "counter_per_s": middle(rates["counter"]),
        "ratio": ratio(rates["counter"], rates["bare"]),
        "bare_p99_ms": _p99(took["bare"]),
        "counter_p50_ms": round(percentile(took["counter"], 0.5) * 1000, 1),
        "counter_p99_ms": _p99(took["counter"]),
        "connections": _CONNECTIONS,
    }


def _p99(seconds: Sequence[float]) -> float:
    return round(percentile(seconds, 0.99) * 1000, 1)


def main() -> None:
    """Run it all."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--quick", action="store_true", help="a moment, to see that it works")
    arguments.add_argument("--rounds", type=int, default=5)
    chosen = arguments.parse_args()
    quick = chosen.quick
    tell(asyncio.run(_measure(1 if quick else chosen.rounds, 50 if quick else 8_000, 1.0 if quick else 4.0)))


if __name__ == "__main__":
    main()
