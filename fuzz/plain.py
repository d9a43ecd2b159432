"""The bare loop: `python -m fuzz.plain [INPUTS] [SEED]` spoils right mails and reads them, within bounds.

Ends with exit code 1 at the first that raises or takes over a second, which it leaves in fuzz-failed.bin; and
if in the end more than 200 MB of memory was needed.
"""

import resource
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

from fuzz.mutations import spoil
from fuzz.seeds import mails, papers
from fuzz.targets import read_mail, read_papers

_SLOWEST = 1.0  # seconds of one input
_LARGEST = 200_000  # kilobytes of the whole process
_OF_PAPERS = 4  # every fourth input is XML alone
_FAILED = Path("fuzz-failed.bin")


def inputs(count: int, seed: int) -> Iterator[tuple[Callable[[bytes], None], bytes]]:
    """Make so many inputs, each with what reads it; the same for the same seed."""
    random = Random(seed)
    for number in range(count):
        seeds, target = (papers(), read_papers) if number % _OF_PAPERS == 0 else (mails(), read_mail)
        yield target, spoil(random.choice(seeds), random, random.choice(seeds))


def run(count: int, seed: int) -> str:
    """Read them all; what went wrong, or nothing."""
    slowest = 0.0
    for number, (target, data) in enumerate(inputs(count, seed)):
        begun = time.perf_counter()
        try:
            target(data)
        except Exception as error:  # noqa: BLE001 - any at all is what is looked for
            _FAILED.write_bytes(data)
            return f"input {number} of seed {seed}, for {target.__name__}: {error!r}"
        slowest = max(slowest, time.perf_counter() - begun)
        if slowest > _SLOWEST:
            _FAILED.write_bytes(data)
            return f"input {number} of seed {seed}, for {target.__name__}: {slowest:.2f} s"
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"{count} inputs, the slowest {slowest * 1000:.0f} ms, at most {most / 1000:.0f} MB")
    return f"{most / 1000:.0f} MB of memory" if most > _LARGEST else ""


def main() -> None:
    """Run with what was typed."""
    count, seed, *_ = (*(int(word) for word in sys.argv[1:]), *(100_000, 1)[len(sys.argv) - 1 :])
    sys.exit(run(count, seed) or 0)


if __name__ == "__main__":
    main()
