"""Durable turns per second of the whole engine, beside bare SQLite with one transaction for each message.

A turn here is everything: the front door (kept on the disk), the lanes, the dialogue with its words and
rules, the look-up of the fine and the payment notice, and the session, timers, records and outbox rows of
the answer, committed with synchronous=FULL. Sending is a figure of its own, to a network that takes all.
"""

import argparse
import asyncio
import json
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter as Tally
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from benchmarks.counter import CHAT, VEIL, Bench, bench
from benchmarks.figures import middle, percentile, ratio, tell
from benchmarks.floor import run_floor
from benchmarks.workload import CITIZENS, STEPS, Line, make_workload, standard_workload
from sportello import loop
from storage.veiled import VEILED_NAME


def main() -> None:
    """Run it all."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--quick", action="store_true", help="a few citizens, to see that it works")
    arguments.add_argument("--rounds", type=int, default=5)
    chosen = arguments.parse_args()
    figures = loop.run(_turns(10 if chosen.quick else CITIZENS, 1 if chosen.quick else chosen.rounds))
    memory = subprocess.run(  # noqa: S603 - ourselves, in a process that has done nothing yet
        [sys.executable, "-m", "benchmarks.memory", *(["--quick"] if chosen.quick else [])],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    tell({**figures, "rss_mb_after_turns": json.loads(memory.stdout)})


async def _turns(citizens: int, rounds: int) -> dict[str, object]:
    lines = standard_workload() if citizens == CITIZENS else make_workload(citizens)
    floors, ours, sending = [], [], []
    for number in range(rounds):
        floors.append(_floor(lines))
        engine, parts = await _round(lines, citizens)
        ours.append(engine)
        sending.append(parts)
        print(
            f"round {number + 1}: floor {floors[-1]:,.0f}/s, engine {engine:,.0f}/s, sending {parts:,.0f}/s"
        )
    alone = await _alone(make_workload(max(citizens // 10, 2)))
    return {
        "messages": len(lines),
        "floor_per_s": middle(floors),
        "turns_per_s": middle(ours),
        "ratio": ratio(ours, floors),
        "sending_per_s": middle(sending),
        "alone_p50_ms": round(percentile(alone, 0.5) * 1000, 2),
        "alone_p99_ms": round(percentile(alone, 0.99) * 1000, 2),
    }


def _floor(lines: Sequence[Line]) -> float:
    with tempfile.TemporaryDirectory(prefix="sportello-bench-") as folder:
        return len(lines) / run_floor(lines, Path(folder) / "floor.db")


async def _round(lines: Sequence[Line], citizens: int) -> tuple[float, float]:
    """Answer everything, then send everything: messages a second, parts a second."""
    async with bench(citizens) as one:
        async with one.working():
            started = time.perf_counter()
            feeding = asyncio.create_task(one.feed(lines))
            await one.watch.until(len({line.message_id for line in lines}))
            seconds = time.perf_counter() - started
            await feeding
        _check(one, lines)
        started = time.perf_counter()
        await one.counter.senders[CHAT].drain()
        return len(lines) / seconds, one.network.sent / (time.perf_counter() - started)


async def _alone(lines: Sequence[Line]) -> list[float]:
    """The seconds from the front door to the committed answer, of one message at a time."""
    seconds = []
    async with bench(max(line.citizen for line in lines) + 1) as one, one.working():
        for line in lines:
            if line.kind == "dup":
                continue
            started = time.perf_counter()
            answered = one.watch.turns + 1
            await one.accept(line)
            await one.watch.until(answered)
            seconds.append(time.perf_counter() - started)
    return list(islice(seconds, STEPS, None))  # without the first, who finds nothing warm


def _check(one: Bench, lines: Sequence[Line]) -> None:
    """Nothing lost, nothing doubled: every message is done and answered once, every fine has its notice."""
    messages = {line.message_id: line for line in lines}
    assert one.watch.repeats == len(lines) - len(messages), "a retry was taken for a new message"
    disturbed = {line.citizen for line in lines if line.kind == "garbage"}
    with sqlite3.connect(one.file) as database:
        rows = database.execute("select external_id, status, id from inbox").fetchall()
        assert {row[0] for row in rows} == {VEILED_NAME.sealed(each, VEIL) for each in messages}, (
            "a message is missing"
        )
        assert {row[1] for row in rows} == {"done"}, "a message is not done"
        texts = Tally(
            dict(database.execute("select key, inbox_id from outbox where text <> ''").fetchall()).values()
        )
        assert all(texts[row[2]] == 1 for row in rows), "a message has not one answer"
        notices = {row[0] for row in database.execute("select reference from notice")}
    database.close()
    calm = {line.citizen for line in lines} - disturbed
    assert len(notices) >= len(calm), "a citizen has no payment notice"


if __name__ == "__main__":
    main()
