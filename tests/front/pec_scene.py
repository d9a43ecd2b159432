"""A counter wired as `serve` wires it, whose PEC provider is in this process."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import count

from platforms.pec.authority import Authority
from platforms.pec.network import Network
from platforms.pec.trouble import FINE, Trouble
from tests.channels.mail.scene import Scene, opened
from tests.mail_peer import USER, MailPeer, Taken, providing

ADA, BEA = "ada@pec.example.it", "bea@pec.example.it"
FINE_TEXT = "MULTA AB123CD V12345/2026 03/02/2026"


class Providers:
    """Two PEC providers, one of them ours; our mailbox there is the one that the counter reads over IMAP."""

    def __init__(self, peer: MailPeer, clock, keys) -> None:
        numbers = count(1)
        self.authority = Authority(clock, keys=keys)
        self.network = Network(self.authority, clock=clock, ids=lambda: f"{next(numbers):06}")
        self.network.join("comune.example.it")
        self.network.join("gestore.example.it", domains=["pec.example.it"])
        for citizen in (ADA, BEA):
            self.network.open(citizen)
        self.peer = peer
        self.network.open(USER, on_mail=self._deliver)
        self.posted = 0

    async def _deliver(self, filed) -> None:
        await self.peer.deliver(filed.lying, filed.at)

    async def post(self, trouble: Trouble = FINE) -> int:
        """Let our provider take what the counter has handed over since; how many."""
        new = self.peer.submission.taken[self.posted :]
        self.posted += len(new)
        for taken in new:
            await self.network.submit(taken.sender, [taken.recipient], taken.raw, trouble)
        return len(new)


@dataclass
class PecScene:
    """The counter and the providers."""

    scene: Scene
    providers: Providers

    async def writes(self, raw: bytes, trouble: Trouble = FINE, sender: str = ADA) -> list[Taken]:
        """A citizen sends a PEC; what the counter hands over for it."""
        before = len(self.scene.sent)
        await self.providers.network.submit(sender, [USER], raw, trouble)
        await self.scene.turn()
        return self.scene.sent[before:]

    async def arrives(self, raw: bytes) -> None:
        """A citizen's PEC is read and kept; nobody has answered yet."""
        await self.providers.network.submit(ADA, [USER], raw)
        await self.scene.caught_up()

    async def envelope(self, raw: bytes) -> bytes:
        """The transport envelope of a citizen's message, before it arrives."""
        box = self.providers.network.mailbox(USER)
        deliver, box._on_mail = box._on_mail, None
        await self.providers.network.submit(ADA, [USER], raw)
        box._on_mail = deliver
        return self.last

    async def lies(self, raw: bytes) -> list[Taken]:
        """A mail lies in the mailbox, however it came there."""
        return await self.scene.writes(raw)

    async def posts(self, trouble: Trouble = FINE) -> None:
        """What was handed over is carried, and its receipts are read."""
        await self.providers.post(trouble)
        await self.scene.turn()

    async def states(self) -> list[str]:
        """How far each part is, the oldest first."""
        return [status for (status,) in await self.rows("select status from outbox order by id")]

    async def rows(self, query: str) -> list[tuple]:
        return await self.scene.rows(query)

    @property
    def last(self) -> bytes:
        """The newest mail in our mailbox, as it lies there."""
        return self.providers.network.mailbox(USER).mails[-1].lying


def written(
    subject: str = "Multa", body: str = FINE_TEXT, *, sender: str = ADA, number: int = 1, more: str = ""
) -> bytes:
    """A message as a citizen's program writes it; `more` holds further fields."""
    head = f"From: Ada Rossi <{sender}>\nTo: {USER}\nSubject: {subject}\nMessage-ID: <{number}@ada.example>\n"
    head += f"{more}MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n"
    return f"{head}\n{body}\n".replace("\n", "\r\n").encode()


@asynccontextmanager
async def pec_counter(desk, clock, folder, keys, **more) -> AsyncIterator[PecScene]:
    """Open a counter with a PEC mailbox, and its providers."""
    async with providing() as peer:
        providers = Providers(peer, clock, keys)
        (folder / "authority.pem").write_bytes(providers.authority.pem)
        named = {"trust": folder / "authority.pem", "rate": 1000, "burst": 1000, **more}
        async with opened(peer, desk, clock, folder, group="pec", **named) as scene:
            await scene.heard.until("well")
            yield PecScene(scene, providers)
