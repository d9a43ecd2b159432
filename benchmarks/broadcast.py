"""A broadcast to a hundred thousand people and more, and what citizens who converse meanwhile notice of it.

The networks are in a process of their own, the counter is `sportello serve` in another; the broadcast is in
the store, approved and made into rows, when it starts.
"""

import argparse
import asyncio
import socket
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Any

from benchmarks.broadcast_clients import client_pace
from benchmarks.broadcast_server import Server, serving
from benchmarks.broadcast_sinks import Sinks, sinks
from benchmarks.broadcast_store import Site, make_store
from benchmarks.broadcast_talking import Talk, converse, talkers, waited
from benchmarks.channel_servers import serving as serving_mailbox
from benchmarks.figures import middle, ratio, tell
from sportello.settings.broadcasts import Broadcasts

_PACE = 50  # messages of citizens in a second
_NOBODY = 600.0  # seconds after which it is not waited any longer


@dataclass(frozen=True, slots=True)
class Size:
    """How much is sent: people by channel, by SMS alone, messages of a client, citizens who converse."""

    all: Mapping[str, int]
    sms: int
    client: int
    citizens: int


_WHOLE = Size({"sms": 100_000, "telegram": 40_000, "email": 20_000}, 60_000, 30_000, 160)
_QUICK = Size({"sms": 300, "telegram": 200, "email": 100}, 1_500, 300, 3)


@dataclass(frozen=True, slots=True)
class Sent:
    """What the networks have counted of a broadcast, how long it took, memory at every quarter of it."""

    counted: Mapping[str, Mapping[str, Any]]
    seconds: float
    per_s: float
    mb: Sequence[float]


@contextmanager
def _site(networks: Sinks, imap: int, in_flight: int) -> Iterator[Site]:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory(prefix="sportello-bench-", ignore_cleanup_errors=True) as folder:
        yield Site(folder, port, {**networks.ports, "imap": imap}, in_flight)


def _wait(
    networks: Sinks, server: Server, people: Mapping[str, int]
) -> tuple[Mapping[str, Mapping[str, Any]], Sequence[float]]:
    """Wait until the networks have it all; what they have counted, and the memory at each quarter."""
    until, everybody, memory = time.monotonic() + _NOBODY, sum(people.values()), [server.resident_mb]
    while time.monotonic() < until:
        counted = networks.counted()
        calls = sum(each["calls"] for each in counted.values())
        if calls * 4 >= everybody * len(memory):
            memory.append(server.resident_mb)
        if all(counted[name]["calls"] >= count for name, count in people.items()):
            return counted, memory
        time.sleep(0.5)
    raise AssertionError(f"not all have it: { {name: each['calls'] for name, each in counted.items()} }")


def _sent(networks: Sinks, server: Server, people: Mapping[str, int]) -> Sent:
    """See a broadcast through; raises AssertionError if anybody has it twice, or nobody has it."""
    started = time.monotonic()
    counted, memory = _wait(networks, server, people)
    for name, count in people.items():
        assert (counted[name]["people"], counted[name]["doubled"]) == (count, 0), name
    marks = sorted(mark for each in counted.values() for mark in each["marks"])
    return Sent(counted, time.monotonic() - started, _rate(marks), memory)


def _rate(marks: Sequence[float]) -> float:
    """Messages a second between the first tenth and the last; each mark is a thousand messages."""
    tenth = len(marks) // 10
    middle_marks = marks[tenth : len(marks) - tenth]
    if len(middle_marks) < 2:  # noqa: PLR2004 - a time needs two ends
        return 0.0
    return (len(middle_marks) - 1) * 1000 / (middle_marks[-1] - middle_marks[0])


def _whole(networks: Sinks, imap: int, size: Size, in_flight: int) -> dict[str, object]:
    """Send to everybody over three channels."""
    networks.forget()
    with _site(networks, imap, in_flight) as site:
        made = asyncio.run(make_store(site, size.all, 10))
        with serving(site) as server:
            sent = _sent(networks, server, size.all)
    print(f"{made.people:,} people: rows in {made.seconds:.2f} s, sent in {sent.seconds:.0f} s", flush=True)
    return {
        "people": made.people,
        "rows_s": round(made.seconds, 2),
        "rows_mb_per_100000": round(made.mb / made.people * 100_000, 1),
        "sent_s": round(sent.seconds, 1),
        "per_s": round(sent.per_s),
        "rss_mb": sent.mb,
        "doubled": sum(each["doubled"] for each in sent.counted.values()),
    }


def _round(networks: Sinks, imap: int, size: Size, in_flight: int) -> dict[str, float]:
    """Send by SMS alone, and the same by a bare client and by the library, as many at the same time."""
    found = {}
    for name in ("bare", "twilio"):
        pace = client_pace(name, networks.ports["sms"], size.client, in_flight or Broadcasts().in_flight)
        found[name], found[f"{name}_cpu_us"] = pace["per_s"], pace["cpu_us"]
    networks.forget()
    with _site(networks, imap, in_flight) as site:
        asyncio.run(make_store(site, {"sms": size.sms}, 10))
        with serving(site) as server:
            found["sportello"] = _sent(networks, server, {"sms": size.sms}).per_s
    return found


def _replies(networks: Sinks, imap: int, size: Size, in_flight: int, people: int) -> dict[str, float]:
    """Converse while a broadcast to so many is under way from before the first message to after the last."""
    lines = talkers(size.citizens)
    networks.forget()
    with _site(networks, imap, in_flight) as site:
        asyncio.run(make_store(site, {"sms": people}, size.citizens))
        with serving(site) as server:
            talk, counted = asyncio.run(_talk(networks, server, lines))
    assert not talk.refused, "a signed call was refused"
    began, ended = talk.asked[0][1], talk.asked[-1][1]
    marks = [mark for mark in counted["sms"]["marks"] if began <= mark <= ended]
    bulk = _rate(marks) if people else 0.0
    return {**waited(talk.waits(counted["sms"]["moments"])), "bulk_per_s": round(bulk)}


async def _talk(networks: Sinks, server: Server, lines: Sequence[Any]) -> tuple[Talk, Mapping[str, Any]]:
    talk = await converse(server.address, lines, _PACE)
    return talk, networks.counted()


def _measure(rounds: int, size: Size, in_flight: int) -> dict[str, object]:
    with sinks() as networks, serving_mailbox("imap", 0, 0) as mailbox:
        imap = mailbox.port
        figures: dict[str, object] = {"all": _whole(networks, imap, size, in_flight)}
        found: list[dict[str, float]] = []
        for number in range(rounds):
            found.append(_round(networks, imap, size, in_flight))
            told = ", ".join(f"{name} {value:,.0f}" for name, value in found[-1].items())
            print(f"round {number + 1}: {told}", flush=True)
        ours = [each["sportello"] for each in found]
        for name in ("bare", "twilio"):
            theirs = [each[name] for each in found]
            figures[f"{name}_per_s"], figures[f"{name}_ratio"] = middle(theirs), ratio(ours, theirs)
        figures["sportello_per_s"] = middle(ours)
        many = size.sms * 4 if size is _WHOLE else size.sms
        for name, people in (("replies_alone", 0), ("replies_during", many)):
            figures[name] = _replies(networks, imap, size, in_flight, people)
            print(f"{name}: {figures[name]}", flush=True)
    return figures


def main() -> None:
    """Run it all."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--quick", action="store_true", help="a moment, to see that it works")
    arguments.add_argument("--rounds", type=int, default=3)
    arguments.add_argument("--in-flight", type=int, default=0, help="parts on their way at the same time")
    chosen = arguments.parse_args()
    quick = chosen.quick
    tell(_measure(1 if quick else chosen.rounds, _QUICK if quick else _WHOLE, chosen.in_flight))


if __name__ == "__main__":
    main()
