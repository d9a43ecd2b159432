"""The PEC channel: a part is registered, leaves as one certified mail, and is never blindly sent again.

Read in this order: envelope (what arrives), robots (whom not to answer), writing and lookup (out), pec.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Protocol

from bot.channel import Unsettled
from bot.clock import Clock
from bot.errors import SendDelayed
from bot.message import Asking, File, Part, Traits
from channels.mail import codes
from channels.mail.mailbox import Mailbox
from channels.mail.server import ServerTrouble
from channels.mail.writing import message_id
from channels.pec.writing import Posting, write_pec

RIPE = timedelta(minutes=15)  # an acceptance that has not come by then is an incident at the provider
_ENCLOSED = 65_536  # bytes that are kept free for what the register encloses


def _fits(text: str) -> bool:  # noqa: ARG001 - a mail has no limit
    return True


TRAITS = Traits("pec", Asking.ALL_AT_ONCE, _fits, files=True, letter=True, patience=timedelta(days=10))


class Registrar(Protocol):
    """Who keeps the register (protocollo) of what leaves; may raise SendDelayed and SendRefused."""

    async def enter(self, part: Part) -> Sequence[File]:
        """Give a part its number, the same at every attempt; the files that tell of it (Segnatura.xml)."""

    async def seal(self, part: Part, mail: bytes) -> None:
        """Note which bytes leave under that number; the same ones again change nothing."""


class Carrier(Protocol):
    """channels.mail.post.Post, or a provider in this process."""

    async def hand_over(self, sender: str, recipient: str, mail: bytes) -> None:
        """Have one mail taken; the errors are those of Channel.send."""


class Knowing(Protocol):
    """channels.pec.lookup.Lookup, or a provider in this process."""

    def knows(self, name: str) -> bool:
        """Whether the provider has had the mail of that Message-ID; blocks, may raise ServerTrouble."""


@dataclass(frozen=True, slots=True)
class Ways:
    """How PEC leave, who registers them first, and where the provider's word on them is found."""

    post: Carrier
    registrar: Registrar
    lookup: Knowing
    posting: Posting


class Pec:
    """One PEC mailbox that we write from: From, MAIL FROM and the account are the same address."""

    def __init__(self, me: Mailbox, ways: Ways, clock: Clock, *, name: str = "pec") -> None:
        self._me = me
        self._ways = ways
        self._clock = clock
        self._name = name

    @property
    def name(self) -> str:
        """The network's name in the store."""
        return self._name

    @property
    def traits(self) -> Traits:
        """Letters of any length with files, everything asked at once."""
        return TRAITS

    async def send(self, part: Part) -> str:
        """Register a part, hand it to the provider and return its Message-ID, the same at every attempt.

        What can never leave is refused before it takes a number. The errors are those of Channel.send;
        their code is a word of `channels.mail.codes`, a colon and the digits.
        """
        at = part.sent_since or self._clock()  # a second copy is the first, to the byte
        posting = self._ways.posting
        room = replace(posting, largest=posting.largest - _ENCLOSED)
        mail = await asyncio.to_thread(write_pec, part, self._me, at, room)
        if enclosed := await self._ways.registrar.enter(part):
            whole = replace(part, files=(*part.files, *enclosed))
            mail = await asyncio.to_thread(write_pec, whole, self._me, at, posting)
        await self._ways.registrar.seal(part, mail)
        await self._ways.post.hand_over(self._me.address, part.to, mail)
        return message_id(part, self._me)

    async def settle(self, part: Part) -> str | Unsettled:
        """Find out whether a PEC whose answer was lost has left: decision 012.

        The provider's receipts tell, and the mailbox that is watched settles most by folding them. A second
        copy would be a second legal act: nothing is sent again before the acceptance has had its time and
        the mailbox was searched for it.
        """
        name = message_id(part, self._me)
        age = self._clock() - (part.sent_since or self._clock())
        if age < RIPE:
            raise SendDelayed(codes.label("settle", "young"), RIPE - age)
        try:
            known = await asyncio.to_thread(self._ways.lookup.knows, name)
        except ServerTrouble as trouble:
            raise SendDelayed(codes.label("settle", trouble.reason)) from None
        return name if known else Unsettled.NOT_SENT
