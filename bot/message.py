"""What travels: inbound messages, outbound messages and their parts, and what a channel can do."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import field
from datetime import date, datetime, timedelta
from enum import Enum, IntEnum

from bot.fixed import fixed


class Asking(Enum):
    """How a channel asks for what is missing."""

    ONE_BY_ONE = "one by one"  # a chat: one question, one answer
    ALL_AT_ONCE = "all at once"  # SMS, e-mail, PEC: every extra round costs the citizen


class Priority(IntEnum):
    """The lanes of the outbox: a lower number never waits behind a higher one."""

    REPLY = 0
    NOTICE = 1
    BULK = 2


@fixed
class Traits:
    """What the engine must know of a channel, and all that it knows.

    `kind` ("sms", "telegram", "email") picks wordings; `fits` says whether a text leaves as one part;
    `letter` is for what opens with a salutation, closes with a signature and has a subject: its files ride
    with its text, where other networks take one file a call. `patience` is how long an unanswered question
    stays open before it is put aside.
    """

    kind: str
    asking: Asking
    fits: Callable[[str], bool]
    buttons: bool = False
    files: bool = False
    spell: Callable[[str], str] = str  # writes a text in the letters that travel there
    letter: bool = False
    patience: timedelta = timedelta(hours=24)


@fixed
class File:
    """An attachment (allegato), in or out."""

    name: str
    media_type: str
    content: bytes = field(repr=False)

    @property
    def sha256(self) -> str:
        """The hash under which it is kept, in hexadecimal."""
        return hashlib.sha256(self.content).hexdigest()


@fixed
class Refused:
    """Something that came with a message and was not taken, for the citizen to be told.

    `reason` picks the words (`refused-<reason>` of the counter): "large", "missing", "voice", ... They may
    name the file, and the limit as a reader expects it ("10 MB").
    """

    reason: str
    name: str = ""
    limit: str = ""


@fixed
class Entry:
    """Where a message stands in the register (protocollo): its number in the year, and by when to answer."""

    year: int
    number: int
    at: datetime
    answer_by: date

    @property
    def text(self) -> str:
        """As it is written: 0000123/2026."""
        return f"{self.number:07d}/{self.year}"


@fixed
class Assurance:
    """What proves who sent a message, where its network proves anything.

    `verdict` is "verified", "unverified" or "forged", `reasons` say why in short codes, and `by` names
    who answers for it (the address of a PEC provider). `at` is when they sealed it.
    """

    verdict: str
    reasons: tuple[str, ...] = ()
    by: str = ""
    at: datetime | None = None


@fixed
class Button:
    """Something to tap: it comes back as `Inbound.tap` with this token, or opens a web address."""

    label: str
    token: str
    url: str = ""


@fixed
class Inbound:
    """A message from a citizen, decoded by its channel; or an event (a receipt, a timer) in their lane.

    `external_id` is the network's own id, the key against handling it twice. `context` is what the
    channel wants back with the answer (a thread, a subject); the engine carries it unread. `language`
    is what the network says of the sender ("it", "en-GB"). With `event` set there is no text: `payload`
    holds the facts of the event, JSON values only. `refused` is what came along and is not here. `original`
    is the message as it came, byte for byte: accepting keeps it, and what is claimed does not bring it back.
    `assurance` and `entry` are of networks with proof, and of messages that the register has taken.
    """

    channel: str
    external_id: str
    sender: str
    text: str
    received_at: datetime
    tap: str = ""
    files: tuple[File, ...] = ()
    language: str = ""
    context: Mapping[str, str] = field(default_factory=dict)
    event: str = ""
    payload: Mapping[str, object] = field(default_factory=dict)
    refused: tuple[Refused, ...] = ()
    original: File | None = None
    assurance: Assurance | None = None
    entry: Entry | None = None

    @property
    def lane(self) -> str:
        """The order in which messages are handled: one sender on one channel."""
        return f"{self.channel}:{self.sender}"


@fixed
class Outbound:
    """A message for a citizen, not yet cut into parts."""

    text: str
    buttons: tuple[Button, ...] = ()
    files: tuple[File, ...] = ()
    priority: Priority = Priority.REPLY
    not_before: datetime | None = None
    valid_until: datetime | None = None


@fixed
class Part:
    """One thing that a channel hands over in one call: a text with its buttons, one file, or a letter.

    A letter is a text with all its files; where `Traits.letter` is not set, a part has a text or one file.

    `key` is ours, unique and known before sending (`<inbox id>-<message>-<part>`): it goes along with
    the call where the network allows, so that a lost answer can be settled. `id` is the row's, 0 until
    it is stored.
    """

    key: str
    channel: str
    to: str
    text: str = ""
    buttons: tuple[Button, ...] = ()
    files: tuple[File, ...] = ()
    context: Mapping[str, str] = field(default_factory=dict)
    priority: Priority = Priority.REPLY
    not_before: datetime | None = None
    valid_until: datetime | None = None
    id: int = 0
    attempts: int = 0
    sent_since: datetime | None = None  # when the first attempt began: where a search for it starts

    @property
    def lane(self) -> str:
        """The order in which parts leave: one recipient on one channel."""
        return f"{self.channel}:{self.to}"
