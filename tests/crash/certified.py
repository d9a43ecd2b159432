"""What stands round a counter with a PEC mailbox: citizens, and providers that carry what it sends."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

from platforms.pec.authority import Authority
from platforms.pec.mailbox import Filed
from platforms.pec.network import Network
from platforms.pec.trouble import FINE, Trouble
from storage.sealing import write_key
from tests.clock import ROME
from tests.crash.child import STORE, Point, SharedClock
from tests.crash.post import Mails, MortalPeer, MortalSubmission
from tests.crash.street import PUBLIC
from tests.mail_peer import PASSWORD, USER
from tests.veiled_rows import KEY

_UNKNOWN = "SELECT first_tried_at FROM outbox WHERE status = 'unknown'"
_RIPE = timedelta(minutes=15)


class Carrying(MortalSubmission):
    """A submission server whose provider carries what was taken, whether the counter hears of it or not."""

    def __init__(self) -> None:
        super().__init__()
        self.network: Network | None = None
        self.trouble = FINE
        self._carried = 0
        self._one_at_a_time = asyncio.Lock()

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - aiosmtpd's name
        try:
            return await super().handle_DATA(server, session, envelope)
        finally:
            async with self._one_at_a_time:
                while self._carried < len(self.taken):
                    taken = self.taken[self._carried]
                    self._carried += 1
                    await self.network.submit(taken.sender, [taken.recipient], taken.raw, self.trouble)


class CertifiedPeer(MortalPeer):
    """A PEC provider in which the counter may die; our mailbox there is read over IMAP."""

    def __init__(self) -> None:
        super().__init__()
        self.submission = Carrying()

    def certify(self, clock: SharedClock, keys: Callable[[], object]) -> Authority:
        """Join the network of certified mail, where citizens have mailboxes with another provider."""
        numbers = count(1)
        authority = Authority(clock, keys=keys)
        network = Network(authority, clock=clock, ids=lambda: f"{next(numbers):06}")
        network.join("comune.example.it")
        network.join("gestore.example.it", domains=["pec.example.it"])
        network.open(USER, on_mail=self._file)
        self.submission.network = network
        return authority

    async def _file(self, filed: Filed) -> None:
        await self.deliver(filed.lying, filed.at)

    async def certified(self, sender: str, raw: bytes, trouble: Trouble = FINE) -> None:
        """A citizen sends us a PEC."""
        self.submission.network.open(sender)
        await self.submission.network.submit(sender, [USER], raw, trouble)

    @asynccontextmanager
    async def running(self) -> AsyncIterator["CertifiedPeer"]:
        await self.start()
        try:
            yield self
        finally:
            await self.shut()


class CertifiedMails(Mails):
    """A counter that watches a PEC mailbox; what is sent and what comes of it lies there for good."""

    peer: CertifiedPeer

    def __init__(
        self, folder: Path, peer: CertifiedPeer, clock: SharedClock, trust: Path, dies: Iterable[Point] = ()
    ) -> None:
        super().__init__(folder, peer, clock, 1, dies)
        self._trust = trust

    def _environ(self) -> Mapping[str, str]:
        named = {
            "address": USER,
            "password": PASSWORD,
            "imap_host": "127.0.0.1",
            "imap_port": self.peer.imap_port,
            "imap_security": "none",
            "smtp_host": "127.0.0.1",
            "smtp_port": self.peer.smtp_port,
            "smtp_security": "none",
            "since": "2020-01-01",
            "rate": 1000,
            "burst": 1000,
            "trust": self._trust,
        }
        return {
            "SPORTELLO_DATABASE__URL": f"sqlite:///{self._folder / STORE}",
            "SPORTELLO_PRIVACY__KEY": write_key(KEY),
            "SPORTELLO_WEB__PORT": "0",
            "SPORTELLO_WEB__PUBLIC_URL": PUBLIC,
            "SPORTELLO_WEB__PHONE": "no",
            **{f"SPORTELLO_PEC__{name.upper()}": str(value) for name, value in named.items()},
        }

    def _waits(self) -> bool:
        return False  # an unknown part waits for its time, and is not asked about before

    def _unknown(self) -> list[datetime]:
        rows = self.store.execute(_UNKNOWN)
        return [datetime.fromtimestamp(at / 1000, ROME) + _RIPE for (at,) in rows]
