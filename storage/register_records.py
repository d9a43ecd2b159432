"""What the register takes, and what it gives back."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from bot.message import Entry


class Direction(Enum):
    """Which way a message went, as seen from the office."""

    IN = "in"
    OUT = "out"


# law: dpr445-2000/53/1 - what an entry has to hold
@dataclass(frozen=True, slots=True)
class Registration:
    """What is entered of a message, beside number and date.

    `key` is what makes it one: the channel, a colon, and the name that its bytes give it coming in, or its
    Message-ID going out.
    `reference` is the message's own id on its network, `theirs` the other office's register number,
    `answers` the entry that this one answers ("0000123/2026"). `message_sha256` is of the raw message,
    empty where its bytes do not exist yet: then `seal` brings it. `enclosed` are names and hashes of the
    attachments. The answer is due `answer_days` after `arrived`, or after the day of the entry.
    """

    key: str
    direction: Direction
    sender: str
    recipients: tuple[str, ...]
    subject: str
    reference: str
    theirs: str = ""
    answers: str = ""
    message_sha256: str = ""
    enclosed: tuple[tuple[str, str], ...] = ()
    answer_days: int = 30
    arrived: date | None = None


# law: dpr445-2000/54/2 - with day, person and what authorised it
@dataclass(frozen=True, slots=True)
class Annulment:
    """That an entry no longer holds: who said so, when and why."""

    entry: str  # as text: 0000123/2026
    at: datetime
    reason: str
    by: str


@dataclass(frozen=True, slots=True)
class Seal:
    """The hash of the raw message, brought after its entry."""

    entry: str
    at: datetime
    sha256: str


@dataclass(frozen=True, slots=True)
class Filed:
    """An entry as it stands: what was entered, then what was added to it.

    `message_sha256` is empty as long as an outgoing message is not sealed.
    """

    entry: Entry
    direction: Direction
    sender: str
    recipients: tuple[str, ...]
    subject: str
    reference: str
    theirs: str
    answers: str
    message_sha256: str
    enclosed: tuple[tuple[str, str], ...]
    annulment: Annulment | None = None


# law: dpr445-2000/53/2 - the list of what was entered on one day
@dataclass(frozen=True, slots=True)
class Day:
    """All that happened in the register on one day, in its order: once the day is over it never changes.

    `annulments` and `seals` are what was added that day to entries of any day; the entries show those of
    their own day. `before` and `last` are the hashes of the chain before the day and at its end.
    """

    on: date
    entries: tuple[Filed, ...]
    annulments: tuple[Annulment, ...]
    seals: tuple[Seal, ...]
    events: int
    before: str
    last: str
