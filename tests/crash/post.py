"""What stands round a counter with a mailbox: people who write mails, and a provider that sees it die."""

import contextlib
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager

from storage.sealing import write_key
from tests.crash.child import STORE, Journal, Point
from tests.crash.street import PUBLIC, Street
from tests.mail_peer import PASSWORD, USER, MailPeer, Submission
from tests.veiled_rows import KEY

_PLACE = "SELECT uid_validity, uid FROM mailbox"
_UNKNOWN = "SELECT count(*) FROM outbox WHERE status = 'unknown'"


class MortalSubmission(Submission):
    """A submission server in which the counter may die, before a mail is taken and after."""

    def __init__(self) -> None:
        super().__init__()
        self.meet: Callable[[str], None] = lambda _: None

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - aiosmtpd's name
        with contextlib.suppress(Exception):  # the counter is dead: what it is told does not matter
            self.meet("DATA arrived")
            said = await super().handle_DATA(server, session, envelope)
            self.meet("DATA done")
            return said
        server.transport.abort()
        return "421 gone"


class MortalPeer(MailPeer):
    """A provider in which the counter may die."""

    def __init__(self) -> None:
        super().__init__()
        self.submission = MortalSubmission()

    @property
    def meet(self) -> Callable[[str], None]:
        return self.submission.meet

    @meet.setter
    def meet(self, meet: Callable[[str], None]) -> None:
        self.submission.meet = meet

    def signed(self, url: str, form: Mapping[str, str]) -> dict[str, str]:
        """Nobody signs the calls of this street."""
        del url, form
        return {}

    @asynccontextmanager
    async def running(self) -> AsyncIterator["MortalPeer"]:
        await self.start()
        try:
            yield self
        finally:
            await self.shut()


class Mails(Street):
    """A counter that watches a mailbox; what people write lies there for good."""

    peer: MortalPeer

    def _environ(self) -> Mapping[str, str]:
        return {
            "SPORTELLO_DATABASE__URL": f"sqlite:///{self._folder / STORE}",
            "SPORTELLO_PRIVACY__KEY": write_key(KEY),
            "SPORTELLO_WEB__PORT": "0",
            "SPORTELLO_WEB__PUBLIC_URL": PUBLIC,
            "SPORTELLO_WEB__PHONE": "no",
            "SPORTELLO_MAIL__ADDRESS": USER,
            "SPORTELLO_MAIL__PASSWORD": PASSWORD,
            "SPORTELLO_MAIL__IMAP_HOST": "127.0.0.1",
            "SPORTELLO_MAIL__IMAP_PORT": str(self.peer.imap_port),
            "SPORTELLO_MAIL__IMAP_SECURITY": "none",
            "SPORTELLO_MAIL__SMTP_HOST": "127.0.0.1",
            "SPORTELLO_MAIL__SMTP_PORT": str(self.peer.smtp_port),
            "SPORTELLO_MAIL__SMTP_SECURITY": "none",
            "SPORTELLO_MAIL__SINCE": "2020-01-01",
            "SPORTELLO_MAIL__RATE": "1000",
            "SPORTELLO_MAIL__BURST": "1000",
        }

    def note(self, point: Point) -> None:
        """Note in the journal how far the story has come."""
        Journal(self._folder).write(point)

    def _busy(self) -> bool:
        folder = self.peer.inbox
        read = self.store.execute(_PLACE).fetchone() == (folder.uid_validity, folder._max_uid)
        return not read or self._waits() or super()._busy()

    def _waits(self) -> bool:
        """Whether something is still to be settled, and at once."""
        return bool(self.store.execute(_UNKNOWN).fetchone()[0])

    def _unknown(self) -> list[object]:
        return []  # settled at once: without a folder of sent mails nobody can tell
