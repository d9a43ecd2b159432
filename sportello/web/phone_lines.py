"""What the phone in the browser asks of the counter behind it, and the lines that it is given."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.clock import Clock
from bot.message import Button, Inbound
from channels.sandbox import Posting


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a citizen's own provider told them of a letter: the norm's word (`tipo`), and when."""

    kind: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file of a line; its content is asked for by `sha256`. `size` is in bytes, 0 if it is not known."""

    name: str
    sha256: str
    media_type: str
    size: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """One message as its citizen sees it: an inbound message, or one part of an answer.

    `key` names the line and never changes. `direction` is "in" or "out" as seen from the counter. `status`
    is the ledger's: done, parked, sent, delivered, failed and stale are final, and a line with any other
    is asked for again. `tap` is the token of the button that was tapped. A mail without a `subject` has
    it in its first line if it came in, and answers the last one if it went out. `receipts` are those of
    a PEC that its citizen sent; `open` lines are asked for again whatever their status.
    """

    key: str
    direction: str
    at: datetime
    text: str
    buttons: Sequence[Button] = ()
    files: Sequence[Attachment] = ()
    status: str = "sent"
    subject: str = ""
    thread: str = ""
    tap: str = ""
    receipts: Sequence[Receipt] = ()
    open: bool = False


@dataclass(frozen=True, slots=True)
class Talk:
    """Lines in reading order, and the point to go on from: a text that only its giver understands.

    `trouble` is what a citizen has chosen to go wrong, where a network can play that.
    """

    lines: Sequence[Line]
    cursor: str
    trouble: str = ""


class Conversations(Protocol):
    """What the phone reads of the store."""

    async def of(self, lane: str, after: str) -> Talk:
        """Read a lane past a cursor, from its beginning if that is empty; events are left out.

        The end is reached when there are no lines and the cursor stays. Raises BadRequest for a cursor
        that was never given.
        """

    async def content(self, sha256: str) -> bytes | None:
        """Fetch an attachment, of either direction."""


# Lanes in which something is new, until the counter stops: each call begins another subscription.
Changes = Callable[[], AsyncIterator[str]]


class Postal(Protocol):
    """A network that carries by itself what is posted, and can go wrong: PEC."""

    @property
    def name(self) -> str:
        """Its name in the store."""

    @property
    def address(self) -> str:
        """The counter's own address on it."""

    async def post(self, posting: Posting) -> None:
        """Carry a letter; it is kept on return, once for each id. Raises BadRequest."""

    async def choose(self, citizen: str, trouble: str) -> None:
        """Let something go wrong for a citizen from now on. Raises BadRequest."""


@dataclass(frozen=True, slots=True)
class Counter:
    """What the phone needs of the counter behind it.

    `receive` returns once the message is kept, and takes a repeated external id as a repeat. `samples` gives
    made-up fines as {"plate", "number", "date", "state"}; the page has words for the states listed
    in `phone.it.ftl` (`expect-…`) and shows any other as it is. Without `changes` the page polls, without
    `pec` it has no such pane.
    """

    conversations: Conversations
    receive: Callable[[Inbound], Awaitable[object]]
    samples: Callable[[], Sequence[Mapping[str, str]]]
    clock: Clock
    changes: Changes | None = None
    pec: Postal | None = None
