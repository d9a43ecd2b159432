"""How a mailbox is read: by the channel, and by the library alone.

Run as a program with numbers it tells what memory the channel takes for a mailbox in which so many mails lie
already and so many more arrive, after a first look and after the server has numbered all of them anew.
"""

import asyncio
import contextlib
import gc
import json
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from imapclient import IMAPClient

from benchmarks.channel_servers import serving
from benchmarks.sendings import ME, Pace
from channels.mail.arrived import Arrived, Party
from channels.mail.imap import Box
from channels.mail.letter import Letter
from channels.mail.mailbox import Bounds
from channels.mail.place import Place, Terms
from channels.mail.reading import read_mail
from channels.mail.server import Server
from channels.mail.watch import Watch

SINCE = datetime(2025, 1, 6, 8, 0, tzinfo=UTC)  # the day before all of them arrived
_BATCH = 32  # mails of one FETCH, as the channel's own


class Reader:
    """Implements Desk, Told and Places for a mailbox of which so many mails are to be read."""

    def __init__(self, many: int, place: Place | None = None) -> None:
        self._left = many
        self._place = place
        self._done = asyncio.Event()
        self._trouble: Exception | None = None

    def read(self, mail: Arrived) -> Letter:
        """Read it."""
        return read_mail(mail.raw, Bounds(), ME)

    async def keep(self, read: Sequence[Letter]) -> None:
        """Count them."""
        assert all(letter.answerable and letter.sender for letter in read)
        self._left -= len(read)
        if self._left <= 0:
            self._done.set()

    def well(self, filled: float | None) -> None:
        """All is read that was there."""

    def away(self, error: Exception, pause: float) -> None:  # noqa: ARG002 - the protocol's
        """Give up: a benchmark has no trouble."""
        self._trouble = error
        self._done.set()

    def renumbered(self, again: int) -> None:
        """As it was wanted."""

    async def until_read(self) -> None:
        """Wait for the last of them."""
        await self._done.wait()
        if self._trouble is not None:
            raise self._trouble
        assert self._left == 0, "a mail was read that was not to be read"

    async def place(self) -> Place | None:
        """Give the place in the mailbox."""
        return self._place

    async def move(self, place: Place) -> None:
        """Move it."""
        self._place = place


class _Places:
    """The same place under the names of the protocol."""

    def __init__(self, reader: Reader) -> None:
        self.read = reader.place
        self.write = reader.move


async def watch(port: int, reader: Reader, terms: Terms) -> None:
    """Read by the channel until the reader has read enough."""
    server = Server("127.0.0.1", port, "none", "sportello", "a-made-up-password")
    box = partial(Box, server, "INBOX")
    watching = Watch(box, _Places(reader), Party(reader, reader), lambda: SINCE, terms=terms)
    task = asyncio.create_task(watching.run())
    await reader.until_read()
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task


def read_rate(mails: int) -> Pace:
    """Read so many mails by the channel: fetched, understood, handed over in order."""
    with serving("imap", mails, 0) as peer:
        started, used = time.perf_counter(), time.process_time()
        asyncio.run(watch(peer.port, Reader(mails), Terms(since=SINCE.date())))
        return _pace(mails, started, used)


def bare_rate(mails: int) -> Pace:
    """Fetch as many by the library alone, and look at none."""
    with serving("imap", mails, 0) as peer:
        started, used = time.perf_counter(), time.process_time()
        with IMAPClient("127.0.0.1", peer.port, ssl=False) as client:
            client.login("sportello", "a-made-up-password")
            client.select_folder("INBOX", readonly=True)
            uids = client.search(["UID", "1:*"])
            for first in range(0, len(uids), _BATCH):
                batch = uids[first : first + _BATCH]
                assert len(client.fetch(batch, ["BODY.PEEK[]"])) == len(batch)
        return _pace(mails, started, used)


def _pace(mails: int, started: float, used: float) -> Pace:
    took, used = time.perf_counter() - started, time.process_time() - used
    return Pace(mails / took, used / mails * 1000)


def _memory(old: int, new: int) -> dict[str, float]:
    """Begin in a mailbox that is full, read what arrives, and find the place again in another numbering."""
    with serving("imap", old, new) as peer:
        asyncio.run(watch(peer.port, Reader(new), Terms()))
        gc.collect()
        read = _mb("VmRSS")
        started = time.perf_counter()
        asyncio.run(watch(peer.port, Reader(new, Place(6, old, SINCE)), Terms()))
        took = time.perf_counter() - started
        gc.collect()
        asked_old, _ = peer.ended()
    return {
        "rss_mb": read,
        "rss_mb_renumbered": _mb("VmRSS"),
        "peak_mb": _mb("VmHWM"),
        "old_mails_asked_for": asked_old,
        "renumbered_s": round(took, 2),
    }


def _mb(name: str) -> float:
    """Read a line of /proc/self/status: what is resident, now or at its highest since this program began."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    kilobytes = next(line.split()[1] for line in lines if line.startswith(f"{name}:"))
    return round(int(kilobytes) * 1024 / 1e6, 1)


if __name__ == "__main__":
    print(json.dumps(_memory(*map(int, sys.argv[1:]))))
