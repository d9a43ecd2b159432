"""What the web routes ask of the counter, each question fitted to the store's own answers."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from bot.errors import BadRequest
from bot.message import Inbound
from channels.sandbox import Sandbox
from sportello.announcer import Announcer
from sportello.counter import Counter, Network, WaysIn
from sportello.metrics import Metrics, Queues
from sportello.paying import Paying
from sportello.settings import Settings
from sportello.tracing import TracedReception
from sportello.trial import sample_fines
from sportello.web import phone_lines as phone
from sportello.web.notices import Notices
from sportello.web.pagopa import Door
from storage import bulk_looking, views
from storage.broadcast_said import BroadcastSaid
from storage.database import Database
from storage.schema import newest, revision

if TYPE_CHECKING:  # what it needs of libraries is loaded only where it runs
    from sportello.networks.try_pec import TryPec


@dataclass
class Serving:
    """A counter being served; also the vitals that /ready asks for."""

    settings: Settings
    version: str
    database: Database
    metrics: Metrics
    views: "StoreViews"
    notices: Notices
    door: Door
    paying: Paying
    sandboxes: Mapping[str, Sandbox]
    phone: phone.Counter | None
    networks: Sequence[Network] = ()
    ways_in: Sequence[WaysIn] = ()
    stopping: bool = False

    @property
    def writing(self) -> bool:
        """Whether the writer lives."""
        return self.database.writer.alive

    async def schema_current(self) -> bool:
        """Ask the database which migration it is at."""
        return await self.database.reader.fetch(revision) == newest()


@dataclass(frozen=True)
class StoreViews:
    """What /metrics asks of the store."""

    database: Database

    async def queues(self) -> Queues:
        """Count what waits."""
        backlog = await views.Views(self.database).backlog()
        return Queues(
            backlog.waiting,
            backlog.parked,
            self._seconds(backlog.inbox_since),
            backlog.queued,
            backlog.unknown,
            self._seconds(backlog.outbox_since),
            backlog.awaited,
            backlog.unmatched,
            backlog.talks,
            self._seconds(backlog.talks_since),
            await self.database.reader.fetch(bulk_looking.waiting),
        )

    def _seconds(self, since: datetime | None) -> float:
        return max(0.0, (self.database.clock() - since).total_seconds()) if since else 0.0


_CURSOR = re.compile(r"(\d{1,18})\.(\d{1,18})\.(\d{1,18})")


# A state of a part of which more will be told, where its network sends receipts.
_AWAITED = frozenset({"sent", "accepted", "warned", "expired"})
_LAST = frozenset({"avvenuta-consegna", "errore-consegna", "non-accettazione"})


@dataclass(frozen=True)
class Threads:
    """The conversations of the phone.

    Its cursor is the last row read of the inbox and of the outbox, and up to when broadcasts were.
    """

    database: Database
    broadcasts: BroadcastSaid
    pec: "TryPec | None" = None

    async def of(self, lane: str, after: str) -> phone.Talk:
        """Read a lane past a cursor."""
        match = _CURSOR.fullmatch(after or "0.0.0")
        if match is None:
            raise BadRequest("The cursor is none of ours.")
        start = views.Cursor(int(match[1]), int(match[2]))
        read, end = await views.Views(self.database).conversation(lane, start)
        alerts, until = await self.broadcasts.of(lane, int(match[3]))
        channel, _, sender = lane.partition(":")
        pec = self.pec if self.pec and self.pec.name == channel else None
        lines = [_proven(_line(line), line, pec) if pec else _line(line) for line in read if not line.event]
        lines = sorted([*lines, *map(_alert, alerts)], key=lambda line: line.at)
        cursor = f"{end.inbox}.{end.outbox}.{until}"
        return phone.Talk(lines, cursor, pec.trouble_of(sender) if pec else "")

    async def content(self, sha256: str) -> bytes | None:
        """Fetch an attachment."""
        return await views.Views(self.database).content(sha256)


def _line(line: views.Line) -> phone.Line:
    return phone.Line(
        f"{'in' if line.inbound else 'out'}-{line.id}",
        "in" if line.inbound else "out",
        line.at,
        line.text,
        line.buttons,
        [phone.Attachment(file.name, file.sha256, file.media_type) for file in line.files],
        line.status,
        line.context.get("subject", "") if line.inbound else "",
        line.context.get("thread", ""),
        line.tap,
    )


def _alert(line: views.Line) -> phone.Line:
    """Show a part of a broadcast, whose ids are not those of the outbox; a mail has its title above."""
    return replace(_line(line), key=f"alert-{line.id}", subject=line.context.get("subject", ""))


def _proven(line: phone.Line, stored: views.Line, pec: "TryPec") -> phone.Line:
    """Put to a PEC what its citizen was told of it; of an answer its status tells all."""
    name = stored.context.get("message_id", "")
    if not stored.inbound:
        return replace(line, thread=name, open=line.status in _AWAITED)
    told = pec.receipts(name)
    if told is None:  # of an earlier process
        return line
    receipts = [phone.Receipt(each.kind, each.at) for each in told]
    return replace(line, receipts=receipts, open=not any(each.kind in _LAST for each in told))


def phone_counter(counter: Counter, announcer: Announcer, pec: "TryPec | None" = None) -> phone.Counter:
    """What the phone needs of a counter."""
    reception = TracedReception(counter.reception)

    async def receive(inbound: Inbound) -> bool:
        new = await reception.accept(inbound, counter.ids())
        announcer.announce(inbound.lane)
        return new

    def samples() -> Sequence[Mapping[str, str]]:
        return sample_fines(counter.clock().date())

    threads = Threads(counter.database, counter.broadcasting.said, pec)
    return phone.Counter(threads, receive, samples, counter.clock, announcer.changes, pec)
