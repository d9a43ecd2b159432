"""Keeps the mails of a mailbox: each as it came, to be answered, to be set aside, or to be left at that."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bot.channel import Delivery, Receipt
from bot.clock import Clock, Ids
from bot.message import File, Inbound, Part
from channels.mail.arrived import Arrived
from channels.mail.bounces import Bounce, read_bounce
from channels.mail.letter import Letter, Silence
from channels.mail.mailbox import Bounds, Mailbox
from channels.mail.reading import read_mail, read_oversize
from sportello.broadcasting import Folding
from sportello.logs import trace
from sportello.networks.crowds import CROWD, Crowds
from sportello.tracing import Accepting
from storage.aside import Aside, SqlAside

UNREADABLE = "unreadable"  # why a mail is set aside, beside the words of Arrived and Silence
_FOR_A_PERSON = frozenset({Silence.POISON, Silence.NO_SENDER})  # nobody else would ever look at them


@dataclass(frozen=True, slots=True)
class Read:
    """A mail as it was read: with no `reason` it is to be answered."""

    inbound: Inbound
    reason: str = ""
    detail: str = ""
    parked: bool = False
    bounce: Bounce | None = None
    owed: bool = False  # a person waits for a word, although it could not be read

    @property
    def answerable(self) -> bool:
        """Whether something of ours may leave because of it."""
        return self.owed or not self.reason


@dataclass(frozen=True, slots=True)
class Books:
    """Where mails are kept, and what counts them: `told` hears what became of each, in a word.

    `excuse` words what is said of a mail that could not be read, `leave` is called when that may leave.
    """

    reception: Accepting
    aside: SqlAside
    crowds: Crowds
    outbox: Folding
    told: Callable[[str, str], None]  # the word, and the correlation of the message
    excuse: Callable[[Inbound], Sequence[Part]]
    leave: Callable[[], None]


class MailDesk:
    """Implements channels.mail.arrived.Desk for one channel."""

    def __init__(
        self, channel: str, me: Mailbox, bounds: Bounds, books: Books, clock: Clock, ids: Ids
    ) -> None:
        self._channel = channel
        self._me = me
        self._bounds = bounds
        self._books = books
        self._clock = clock
        self._ids = ids

    def read(self, mail: Arrived) -> Read:
        """Read a mail; one that cannot be read is set aside as it came."""
        try:
            letter = (
                read_mail(mail.raw, self._bounds, self._me)
                if mail.whole
                else read_oversize(mail.raw, mail.size, self._bounds, self._me)
            )
            return self._judged(mail, letter)
        except Exception as error:  # noqa: BLE001 - one mail, whatever it holds, never stops its mailbox
            letter = Letter(mail.name, silence=Silence.POISON)
            return Read(self._inbound(mail, letter), UNREADABLE, trace(error), parked=True)

    async def keep(self, read: Sequence[Read]) -> None:
        """Keep mails in their order; whatever the store raises is for the mailbox to try again."""
        lanes = [each.inbound.lane for each in read if each.answerable]
        admitted = iter(await self._books.crowds.admitted(lanes))
        within = [each if not each.answerable or next(admitted) else self._crowded(each) for each in read]
        await asyncio.gather(*map(self._keep_one, within))

    def _judged(self, mail: Arrived, letter: Letter) -> Read:
        inbound = self._inbound(mail, letter)
        if not mail.whole:
            return Read(inbound, mail.why, f"{mail.size} bytes", parked=True, owed=letter.owed)
        if letter.poison:
            return Read(inbound, UNREADABLE, letter.detail, parked=True, owed=letter.owed)
        bounce = read_bounce(mail.raw) if letter.silence is Silence.BOUNCE else None
        reason = letter.silence.value.replace(" ", "-")
        return Read(inbound, reason, letter.detail, letter.silence in _FOR_A_PERSON, bounce)

    def _inbound(self, mail: Arrived, letter: Letter) -> Inbound:
        now = self._clock()
        inbound = letter.inbound(
            self._channel, mail.arrived_at.astimezone(now.tzinfo) if mail.arrived_at else now
        )
        name = inbound.external_id if mail.raw else mail.name
        original = File("mail.eml", "message/rfc822", mail.raw) if mail.raw else None
        return replace(inbound, external_id=name, original=original)

    def _crowded(self, read: Read) -> Read:
        if read.reason:
            return replace(read, owed=False)
        return replace(read, reason=CROWD, detail=self._books.crowds.detail, parked=True)

    async def _keep_one(self, read: Read) -> None:
        correlation = self._ids()
        if not read.reason:
            new = await self._books.reception.accept(read.inbound, correlation)
        else:
            parts = self._books.excuse(read.inbound) if read.owed else ()
            aside = Aside(read.inbound, correlation, read.reason, read.detail, read.parked, parts)
            new = await self._books.aside.keep(aside)
            if parts:
                self._books.leave()
        if read.bounce is not None:
            await self._books.outbox.fold(self._receipt(read.bounce))
        self._books.told((read.reason or "kept") if new else "repeated", correlation if read.parked else "")

    def _receipt(self, bounce: Bounce) -> Receipt:
        code = f"bounced:{bounce.code}"
        return Receipt(
            self._channel, Delivery.FAILED, self._clock(), provider_id=bounce.message_id, code=code
        )
