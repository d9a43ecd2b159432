"""The e-mail channel: a part leaves as one mail, and a lost answer is looked up among the sent mails."""

import asyncio
from collections.abc import Callable
from datetime import timedelta

from bot.channel import Unsettled
from bot.clock import Clock
from bot.errors import SendDelayed
from bot.message import Asking, Part, Traits
from channels.mail import codes
from channels.mail.imap import Box
from channels.mail.mailbox import Mailbox
from channels.mail.post import Post
from channels.mail.server import ServerTrouble
from channels.mail.writing import message_id, write_mail

RIPE = timedelta(minutes=1)  # a younger mail may still be on its way into the folder


def _fits(text: str) -> bool:  # noqa: ARG001 - a mail has no limit
    return True


TRAITS = Traits("email", Asking.ALL_AT_ONCE, _fits, files=True, letter=True, patience=timedelta(days=7))


class Mail:
    """One address that we write from.

    `sent` opens the folder where our server itself files what we send; without one nobody can tell.
    """

    def __init__(
        self,
        me: Mailbox,
        post: Post,
        clock: Clock,
        *,
        name: str = "email",
        sent: Callable[[], Box] | None = None,
    ) -> None:
        self._me = me
        self._post = post
        self._clock = clock
        self._name = name
        self._sent = sent

    @property
    def name(self) -> str:
        """The network's name in the store."""
        return self._name

    @property
    def traits(self) -> Traits:
        """Letters of any length with files, everything asked at once."""
        return TRAITS

    async def send(self, part: Part) -> str:
        """Hand the mail to our server and return its Message-ID, which is the part's at every attempt.

        The errors are those of Channel.send; their code is a word of `codes`, a colon and the digits.
        """
        at = part.sent_since or self._clock()  # a second copy is the first, to the byte
        if part.files:
            mail = await asyncio.to_thread(write_mail, part, self._me, at)
        else:
            mail = write_mail(part, self._me, at)
        await self._post.hand_over(self._me.address, part.to, mail)
        return message_id(part, self._me)

    async def settle(self, part: Part) -> str | Unsettled:
        """Look for a part among the sent mails, by its Message-ID.

        SMTP keeps no list. Where a copy is not filed by the server the answer is CANNOT_TELL: the second
        copy bears the same Message-ID, and most mailboxes show only one.
        """
        if self._sent is None or part.sent_since is None:
            return Unsettled.CANNOT_TELL
        name = message_id(part, self._me)
        try:
            found = await asyncio.to_thread(is_there, self._sent, name)
        except ServerTrouble as trouble:
            raise SendDelayed(codes.label("settle", trouble.reason)) from None
        if found:
            return name
        age = self._clock() - part.sent_since
        if age < RIPE:
            raise SendDelayed(codes.label("settle", "young"), RIPE - age)
        return Unsettled.NOT_SENT


def is_there(open_box: Callable[[], Box], name: str) -> bool:
    """Whether a folder holds the mail of that Message-ID; blocks, raises ServerTrouble."""
    box = open_box()
    try:
        box.open()
        box.examine()
        return bool(box.find(name))
    finally:
        box.close()
