"""A PEC mailbox in memory."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from platforms.pec.mail import Mail


@dataclass(frozen=True, slots=True)
class Filed:
    """A mail in a mailbox, numbered from 1; `kind` is the norm's word, for whoever looks on.

    `sender` is what SMTP said (MAIL FROM).
    """

    number: int
    address: str
    sender: str
    kind: str
    raw: bytes
    at: datetime

    @property
    def lying(self) -> bytes:
        """The mail as it lies in a mailbox: final delivery adds Return-Path (RFC 5321 section 4.4)."""
        return f"Return-Path: <{self.sender}>\r\n".encode() + self.raw


OnMail = Callable[[Filed], Awaitable[None]]


class Mailbox:
    """Bounded: beyond `quota` bytes it is full, and beyond `keeps` mails the oldest is forgotten.

    Receipts are let into a full mailbox, and push out what is oldest. `on_mail` is called for each mail; if
    it raises, whoever sent the mail gets to see it.
    """

    def __init__(
        self, address: str, *, on_mail: OnMail | None = None, quota: int = 200_000_000, keeps: int = 1_000
    ) -> None:
        self.address = address
        self.full = False
        self.mails: deque[Filed] = deque()
        self._on_mail = on_mail
        self._quota = quota
        self._keeps = keeps
        self._last = 0
        self._bytes = 0
        self._watchers: set[asyncio.Queue[Filed]] = set()

    def fits(self, size: int) -> bool:
        """Tell whether a message of this size may still come in."""
        return not self.full and self._bytes + size <= self._quota

    async def file(self, mail: Mail, at: datetime) -> Filed:
        """Put a mail in, and tell whoever watches."""
        self._last += 1
        filed = Filed(self._last, self.address, mail.sender, mail.kind, mail.raw, at)
        self.mails.append(filed)
        self._bytes += len(mail.raw)
        while len(self.mails) > self._keeps or (self._bytes > self._quota and len(self.mails) > 1):
            self._bytes -= len(self.mails.popleft().raw)
        for watcher in self._watchers:
            watcher.put_nowait(filed)
        if self._on_mail:
            await self._on_mail(filed)
        return filed

    async def watch(self) -> AsyncIterator[Filed]:
        """Give what is here, then what comes, without end."""
        queue: asyncio.Queue[Filed] = asyncio.Queue()
        for filed in self.mails:
            queue.put_nowait(filed)
        self._watchers.add(queue)
        try:
            while True:
                yield await queue.get()
        finally:
            self._watchers.discard(queue)
