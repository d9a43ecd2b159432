"""Resident memory while the counter answers ever new citizens: it must not grow with what went through."""

import argparse
import gc
import json
from pathlib import Path

from benchmarks.counter import bench
from benchmarks.workload import STEPS, make_workload
from sportello import loop

_MARKS = (20_000, 60_000, 100_000)
_PAGE = 4096
_PORTION = 200  # citizens who write at the same time


async def _run(marks: tuple[int, ...]) -> None:
    citizens = marks[-1] // STEPS + _PORTION
    resident = {}
    async with bench(citizens) as one, one.working():
        fed = 0
        for first in range(0, citizens, _PORTION):
            lines = [line for line in make_workload(_PORTION, seed=first, first=first) if line.kind == "turn"]
            fed += len(lines)
            await one.feed(lines)
            await one.watch.until(fed)
            for mark in marks:
                if fed >= mark and mark not in resident:
                    gc.collect()
                    resident[mark] = _resident_mb()
            if marks[-1] in resident:
                break
    growth = (resident[marks[-1]] - resident[marks[0]]) / (marks[-1] - marks[0]) * 1000
    print(json.dumps({**resident, "mb_per_1000_turns": round(growth, 3)}))


def _resident_mb() -> float:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return round(pages * _PAGE / 1e6, 1)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a few turns, to see that it works")
    loop.run(_run((60, 120, 240) if parser.parse_args().quick else _MARKS))
