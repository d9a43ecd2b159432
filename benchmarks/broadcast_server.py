"""The counter that sends, in a process of its own, on a store that is made already; it prints its address."""

import asyncio
import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.broadcast_store import Site
from benchmarks.counter import Nowhere
from bot import garbage
from sportello import logs, loop
from sportello.serve import running

_PAGE = 4096  # bytes


@dataclass(frozen=True)
class Server:
    """A counter that runs."""

    address: str
    pid: int

    @property
    def resident_mb(self) -> float:
        """Resident memory of it and of the processes that it started."""
        return round(sum(map(_pages, [self.pid, *_children(self.pid)])) * _PAGE / 1e6, 1)


def _pages(pid: int) -> int:
    return int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])


def _children(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    return [int(each) for each in listed.split()]


@contextmanager
def serving(site: Site) -> Iterator[Server]:
    """Run a counter on the store of a site; it sends from its first moment."""
    command = [sys.executable, "-m", "benchmarks.broadcast_server", json.dumps(asdict(site))]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603 - our own
        assert process.stdout is not None
        try:
            yield Server(process.stdout.readline().strip(), process.pid)
        finally:
            process.send_signal(signal.SIGTERM)


async def _serve(site: Site) -> None:
    logs.configure("info", "json", Nowhere(), for_good=True)
    stopped = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stopped.set)
    async with running(site.settings) as address:
        garbage.stand()
        print(address, flush=True)
        await stopped.wait()


if __name__ == "__main__":
    loop.run(_serve(Site(**json.loads(sys.argv[1]))))
