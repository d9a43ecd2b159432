"""Keeps the mails of a PEC mailbox: letters registered, receipts folded, all else set aside for staff."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from bot.clock import Ids
from bot.message import Entry, Inbound, Part
from channels.mail.arrived import Arrived
from sportello.logs import about
from sportello.networks.crowds import CROWD, Crowds
from sportello.networks.pec_reading import PecReader
from sportello.networks.pec_sheet import PecRead
from storage.aside import Aside
from storage.certified import Certified, Setting
from storage.receipts import Fate, PostalReceipt
from storage.register_records import Registration


class Register(Protocol):
    """storage.certified.SqlCertified, or who tells of its work."""

    async def keep(self, certified: Certified) -> Entry | None:
        """Keep and number a message; None if it is known."""


class Receipts(Protocol):
    """storage.receipts.SqlReceipts."""

    async def keep(self, receipt: PostalReceipt) -> Fate:
        """Keep a receipt and fold it."""


class Asides(Protocol):
    """storage.aside.SqlAside."""

    async def keep(self, aside: Aside) -> bool:
        """Keep a message that nobody hears; False if it is known."""


@dataclass(frozen=True, slots=True)
class PecBooks:
    """Where mails are kept, and who is told: `told` hears what became of each, in a word.

    `wake` is called when a message waits to be answered, `excuse` words what is said of one that could not
    be read, and `leave` is called when that may leave.
    """

    register: Register
    receipts: Receipts
    asides: Asides
    crowds: Crowds
    told: Callable[[str, str], None]  # the word, and the correlation of a message that waits for staff
    wake: Callable[[], None]
    excuse: Callable[[Inbound], Sequence[Part]]
    leave: Callable[[], None]


class PecDesk:
    """Implements channels.mail.arrived.Desk for one PEC mailbox."""

    def __init__(self, reader: PecReader, books: PecBooks, ids: Ids) -> None:
        self._reader = reader
        self._books = books
        self._ids = ids

    def read(self, mail: Arrived) -> PecRead:
        """Read a mail: its seal, its envelope, and the message inside."""
        return self._reader.read(mail)

    async def keep(self, read: Sequence[PecRead]) -> None:
        """Keep mails in their order; whatever the store raises is for the mailbox to try again."""
        lanes = [each.inbound.lane for each in read if each.answerable]
        admitted = iter(await self._books.crowds.admitted(lanes))
        within = [each if not each.answerable or next(admitted) else self._crowded(each) for each in read]
        await asyncio.gather(*map(self._keep_one, within))

    def _crowded(self, read: PecRead) -> PecRead:
        if read.reason:
            return replace(read, owed=False)
        return replace(read, reason=CROWD, detail=self._books.crowds.detail, parked=True)

    async def _keep_one(self, read: PecRead) -> None:
        correlation = self._ids()
        with about(correlation):
            if read.receipt is not None:
                await self._keep_receipt(read, read.receipt, correlation)
            elif read.registration is not None:
                self._tell(
                    read, correlation, new=await self._keep_letter(read, read.registration, correlation)
                )
            else:
                self._tell(read, correlation, new=await self._set_aside(read, correlation))

    async def _keep_letter(self, read: PecRead, registration: Registration, correlation: str) -> bool:
        parts = self._books.excuse(read.inbound) if read.owed else ()
        aside = Setting(read.reason, read.detail, read.parked, parts) if read.reason else None
        certified = Certified(read.inbound, correlation, registration, aside)
        if await self._books.register.keep(certified) is None:
            return False
        if parts:
            self._books.leave()
        elif aside is None:
            self._books.wake()
        return True

    async def _keep_receipt(self, read: PecRead, receipt: PostalReceipt, correlation: str) -> None:
        """Fold a receipt; staff see one that is not proven, and one that speaks of nothing of ours.

        Both are set aside even where they are known, because a crash may have come between the two: what is
        not proven has no key, and what matches nothing says so again.
        """
        fate = await self._books.receipts.keep(receipt)
        if fate is Fate.UNMATCHED or not receipt.key:
            self._tell(read, correlation, new=await self._set_aside(read, correlation))
        else:
            self._books.told("repeated" if fate is Fate.REPEATED else receipt.kind, "")

    async def _set_aside(self, read: PecRead, correlation: str) -> bool:
        aside = Aside(read.inbound, correlation, read.reason, read.detail, read.parked)
        return await self._books.asides.keep(aside)

    def _tell(self, read: PecRead, correlation: str, *, new: bool) -> None:
        self._books.told((read.reason or "kept") if new else "repeated", correlation if read.parked else "")
