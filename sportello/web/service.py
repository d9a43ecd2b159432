"""What the web routes ask of the counter, each question fitted to the store's own answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.message import File, Inbound
from channels.sandbox import Sandbox
from platforms.sandbox import SandboxPayments, Settlement
from sportello.announcer import Announcer
from sportello.counter import Counter
from sportello.metrics import Metrics, Queues
from sportello.settings import Settings
from sportello.trial import sample_fines
from sportello.web import pay, phone, twilio
from storage.database import Database
from storage.notices import NoticeStatus
from storage.schema import newest, revision
from storage.views import conversation, file_content, queues


@dataclass
class Serving:
    """A counter being served; also the vitals that /ready asks for."""

    settings: Settings
    version: str
    database: Database
    metrics: Metrics
    views: "StoreViews"
    notices: "Notices"
    sandboxes: Mapping[str, Sandbox]
    twilio: twilio.Hooks | None
    phone: phone.Counter | None
    stopping: bool = False

    @property
    def writing(self) -> bool:
        """Whether the writer thread lives."""
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
        return await self.database.reader.fetch(queues)


@dataclass(frozen=True)
class Notices:
    """The payment notices as the pay page shows them; paying one wakes whoever has a receipt to send."""

    payments: SandboxPayments
    counter: Counter
    creditor: str

    async def find(self, token: str) -> pay.Notice | None:
        """Look up the notice behind a link."""
        found = await self.payments.find(token)
        if found is None:
            return None
        standing = {
            NoticeStatus.OPEN: pay.Standing.OPEN,
            NoticeStatus.PAID: pay.Standing.PAID,
            NoticeStatus.ANNULLED: pay.Standing.ANNULLED,
        }[found.status]
        return pay.Notice(
            self.creditor, found.nav, found.reference, found.amount_cents, found.due_on, standing
        )

    async def pay(self, token: str) -> str:
        """Pay it."""
        settlement = await self.payments.pay(token)
        if settlement is Settlement.PAID:
            self.counter.lanes.wake()
        return settlement.value


@dataclass(frozen=True)
class Threads:
    """The conversations of the phone."""

    database: Database

    async def of(self, lane: str, after: int) -> Sequence[phone.Line]:
        """Lines of a lane past the cursor."""
        return await self.database.reader.fetch(lambda connection: conversation(connection, lane, after))

    async def file(self, sha256: str) -> File | None:
        """Fetch an attachment."""
        return await self.database.reader.fetch(lambda connection: file_content(connection, sha256))


def phone_counter(counter: Counter, announcer: Announcer) -> phone.Counter:
    """What the phone needs of a counter."""

    async def receive(inbound: Inbound) -> bool:
        new = await counter.reception.accept(inbound, counter.ids())
        announcer.announce(inbound.lane)
        return new

    def samples() -> Sequence[Mapping[str, str]]:
        return sample_fines(counter.clock().date())

    return phone.Counter(Threads(counter.database), receive, samples, counter.clock, announcer.changes)
