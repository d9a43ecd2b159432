"""A mailbox that is watched in a test: what was read, what was told, and pauses that the test ends."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from channels.mail.arrived import Arrived, Party
from channels.mail.imap import Box
from channels.mail.place import Place, Terms
from channels.mail.server import Server, ServerTrouble
from channels.mail.watch import Watch
from tests.mail_peer import PASSWORD, USER, MailPeer

NOW = datetime.now(UTC)


def mail(subject: str, *head: str, body: str = "Buongiorno.") -> bytes:
    """A mail as it travels."""
    lines = ["From: Mario <mario@example.org>", f"To: {USER}", f"Subject: {subject}", *head, "", body, ""]
    return "\r\n".join(lines).encode()


def imap(port: int, **changed: object) -> Server:
    return replace(Server("127.0.0.1", port, "none", USER, PASSWORD, patience=5.0), **changed)


@dataclass
class Watched:
    """Everything that a watch needs, kept in memory; the loop runs while it is watched."""

    server: Server
    folder: str = "INBOX"
    place: Place | None = None
    read: list[Arrived] = field(default_factory=list)
    told: list[object] = field(default_factory=list)
    pauses: list[float] = field(default_factory=list)
    failures: list[Exception] = field(default_factory=list)  # of keeping, one a time
    meet: Callable[[str], None] = lambda _: None  # told of "kept" and "placed", before each returns
    kind: type[Box] = Box
    _changed: asyncio.Event = field(default_factory=asyncio.Event)
    _woken: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def subjects(self) -> list[str]:
        return [_subject(each.raw) for each in self.read]

    # channels.mail.arrived.Told
    def well(self, filled: float | None) -> None:
        self._tell("well" if filled is None else filled)

    def away(self, error: Exception, pause: float) -> None:  # noqa: ARG002 - the pause itself is `sleep`'s
        self._tell(error.reason if isinstance(error, ServerTrouble) else type(error).__name__)

    def renumbered(self, again: int) -> None:
        self._tell(("renumbered", again))

    def _tell(self, what: object) -> None:
        self.told.append(what)
        self._changed.set()

    async def until(self, true: Callable[[], bool]) -> None:
        """Wait until it is so."""
        async with asyncio.timeout(60):
            while not true():
                self._changed.clear()
                await self._changed.wait()

    async def until_told(self, what: object, times: int = 1) -> None:
        await self.until(lambda: self.told.count(what) >= times)

    async def until_read(self, *subjects: str) -> None:
        await self.until(lambda: self.subjects[-len(subjects) :] == list(subjects))

    async def sleep(self, seconds: float) -> None:
        self.pauses.append(seconds)
        self._changed.set()
        await self._woken.wait()
        self._woken.clear()

    def wake(self) -> None:
        """End the pause, or the next one."""
        self._woken.set()

    @asynccontextmanager
    async def going(self, terms: Terms = Terms(), now: datetime = NOW) -> AsyncIterator["Watched"]:  # noqa: B008 - frozen
        """Watch until the end of the block."""
        places = _Places(self)
        watch = Watch(
            lambda: self.kind(self.server, self.folder),
            places,
            Party(_Desk(self), self),
            lambda: now,
            terms=terms,
            sleep=self.sleep,
        )
        loop = asyncio.create_task(watch.run())
        try:
            yield self
        finally:
            loop.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await loop


@dataclass
class _Places:
    watched: Watched

    async def read(self) -> Place | None:
        return self.watched.place

    async def write(self, place: Place) -> None:
        self.watched.place = place
        self.watched.meet("placed")


@dataclass
class _Desk:
    watched: Watched

    def read(self, mail: Arrived) -> Arrived:
        return mail

    async def keep(self, read: Sequence[Arrived]) -> None:
        if self.watched.failures:
            raise self.watched.failures.pop(0)
        self.watched.read += read
        self.watched._changed.set()
        self.watched.meet("kept")


def _subject(raw: bytes) -> str:
    lines = [line for line in raw.decode("latin-1").split("\r\n") if line.startswith("Subject: ")]
    return lines[0].removeprefix("Subject: ") if lines else ""


def watched(peer: MailPeer, **server: object) -> Watched:
    return Watched(imap(peer.imap_port, **server))
