"""One session with a mailbox: reads what is new, in the order of its arrival, and waits for more.

What was handed over counts as done only when it is kept; then the place moves.
"""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Generic, TypeVar, TypeVarTuple

from bot.clock import Clock, Sleep
from channels.mail.arrived import LARGE, STUCK, Arrived, Party
from channels.mail.imap import Box, Entry, Folder
from channels.mail.place import Place, Places, Terms
from channels.mail.server import ServerTrouble
from channels.mail.suspects import Suspects

_WINDOW = 50_000  # UIDs of one search: imaplib takes no line above a million bytes
_ZONES = timedelta(days=1)  # between the day of a server and ours
_ON_THE_WAY = timedelta(days=5)  # how long servers try to deliver a mail (RFC 5321, 4.5.4.1)

R = TypeVar("R")
T = TypeVar("T")
Ts = TypeVarTuple("Ts")


class Session(Generic[T]):
    """What is done between one connection and its end; every error ends it."""

    def __init__(
        self,
        box: Box,
        thread: Executor,
        places: Places,
        party: Party[T],
        suspects: Suspects,
        terms: Terms,
    ) -> None:
        self._box = box
        self._thread = thread
        self._places = places
        self._desk, self._told = party.desk, party.told
        self._suspects = suspects
        self._terms = terms

    async def go_on(self, clock: Clock, sleep: Sleep) -> None:
        """Read and wait until something goes wrong or it is cancelled."""
        box = self._box
        await self._do(box.open)
        while True:
            folder = await self._do(box.examine)
            await self._catch_up(folder, await self._place(folder, clock))
            self._told.well(await self._do(box.filled))
            if await self._do(lambda: box.idles):
                await self._do(box.wait, self._terms.renew)
            else:
                await sleep(self._terms.poll)

    async def _do(self, work: Callable[[*Ts], R], *args: *Ts) -> R:
        """Do what blocks in the mailbox's thread."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, work, *args)

    async def _place(self, folder: Folder, clock: Clock) -> Place:
        """Give the place in this folder as it is numbered now."""
        place = await self._places.read()
        if place is None:
            return await self._begin(folder, clock())
        if place.uid_validity == folder.uid_validity and place.uid < folder.uid_next:
            return place
        self._suspects.forget()
        first, again = await self._since(folder, place.began_at)
        self._told.renumbered(again)
        place = Place(folder.uid_validity, first - 1, place.began_at, folder.uid_next - 1)
        await self._places.write(place)
        return place

    async def _begin(self, folder: Folder, now: datetime) -> Place:
        """Begin to read a folder: what lies there already is let lie, but for what the terms ask for."""
        last = folder.uid_next - 1
        place = Place(folder.uid_validity, last, now)
        if self._terms.since is not None:
            began_at = datetime.combine(self._terms.since, time(), now.tzinfo)
            first, _ = await self._since(folder, began_at)
            place = Place(folder.uid_validity, first - 1, began_at, last)
        await self._places.write(place)
        return place

    async def _since(self, folder: Folder, moment: datetime) -> tuple[int, int]:
        """Find the first mail that may have arrived since then, and count those."""
        first, count = folder.uid_next, 0
        for lowest in range(1, folder.uid_next, _WINDOW):
            day = (moment - _ZONES).date()
            found = await self._do(self._box.search, lowest, lowest + _WINDOW - 1, day)
            first, count = min([first, *found]), count + len(found)
        return first, count

    async def _catch_up(self, folder: Folder, place: Place) -> None:
        """Read all that came after the place."""
        while place.uid < folder.uid_next - 1:
            last = min(place.uid + _WINDOW, folder.uid_next - 1)
            uids = await self._do(self._box.search, place.uid + 1, last)
            for group in self._suspects.groups(uids):
                place = await self._read(place, group)
            if place.uid < last:  # the last of them are deleted
                place = await self._move(place, last)

    async def _read(self, place: Place, uids: Sequence[int]) -> Place:
        try:
            for batch in _batches(await self._do(self._entries, place, uids), self._terms):
                arrived = await self._do(self._load, place, batch)
                read = await self._do(lambda mails: [self._desk.read(mail) for mail in mails], arrived)
                await self._desk.keep(read)
                place = await self._move(place, batch[-1].uid)
        except ServerTrouble:
            self._suspects.failed([uid for uid in uids if uid > place.uid] or uids)
            raise
        self._suspects.done(uids)
        return place

    async def _move(self, place: Place, uid: int) -> Place:
        place = replace(place, uid=uid)
        await self._places.write(place)
        return place

    def _entries(self, place: Place, uids: Sequence[int]) -> Sequence[Entry]:
        """Tell what is to be loaded; what is looked at again only if it is younger than our beginning."""
        if self._suspects.is_stuck(uids[0]):
            return [Entry(uid, 0, None) for uid in uids]
        entries = self._box.entries(uids)
        written = self._box.dates([each.uid for each in entries if each.uid <= place.again_to])
        return [each for each in entries if _is_ours(each, written.get(each.uid), place)]

    def _load(self, place: Place, entries: Sequence[Entry]) -> list[Arrived]:
        """Load mails, each whole unless it is too large or stuck."""
        lost = {entry.uid for entry in entries if self._suspects.is_lost(entry.uid)}
        heads = [entry.uid for entry in entries if self._why(entry) and entry.uid not in lost]
        mails = [entry.uid for entry in entries if not self._why(entry)]
        loaded = {**dict.fromkeys(lost, b""), **self._box.mails(mails), **self._box.heads(heads)}
        return [
            Arrived(
                f"{place.uid_validity}/{entry.uid}",
                loaded[entry.uid],
                entry.size,
                entry.arrived_at,
                self._why(entry),
            )
            for entry in entries
            if entry.uid in loaded  # and not deleted meanwhile
        ]

    def _why(self, entry: Entry) -> str:
        if self._suspects.is_stuck(entry.uid):
            return STUCK
        return LARGE if entry.size > self._terms.largest else ""


def _is_ours(entry: Entry, written_at: datetime | None, place: Place) -> bool:
    """Whether a mail belongs to the time since we began.

    Of one that comes under a new number it must be asked: by when it arrived, and by the date that it bears,
    because a mailbox that was moved may have all its mails arrive on that day.
    """
    if entry.uid <= place.again_to:
        began_at = place.began_at.replace(microsecond=0)  # servers tell whole seconds
        arrived = entry.arrived_at is None or entry.arrived_at >= began_at
        return arrived and (written_at is None or written_at >= place.began_at - _ON_THE_WAY)
    return True


def _batches(entries: Sequence[Entry], terms: Terms) -> Iterator[Sequence[Entry]]:
    """Cut mails, in order, into batches of which each fits into memory."""
    batch: list[Entry] = []
    load = 0
    for entry in entries:
        size = entry.size if entry.size <= terms.largest else 0
        if batch and (len(batch) == terms.batch or load + size > terms.load):
            yield batch
            batch, load = [], 0
        batch.append(entry)
        load += size
    if batch:
        yield batch
