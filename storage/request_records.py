"""What a request (istanza) is, what happens to it and what belongs to it, as it is kept."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from typing import Any

from bot.values.reference import Reference

CITIZEN, COUNTER = "citizen", "counter"  # who did something, where it was nobody of the staff


class State(Enum):
    """Where a request stands; only an open one can be answered."""

    OPEN = "open"
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"


class Stage(Enum):
    """How far an open request is; of one that is closed it tells how far it had come."""

    RECEIVED = "received"  # nobody has it in hand
    WORKING = "working"
    ASKED = "asked"  # more was asked of the citizen


class What(Enum):
    """What happened to a request."""

    OPENED = "opened"
    MESSAGE = "message"
    DOCUMENT = "document"
    TAKEN = "taken"
    ASSIGNED = "assigned"
    ASKED = "asked"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    REMINDED = "reminded"
    PAID = "paid"
    NOTED = "noted"
    MOVED = "moved"  # the conversation goes on elsewhere; `text` is the channel
    RATED = "rated"
    ENTERED = "entered"  # it has a number in the register; `text` is the number
    CLOSED_LATE = "closed-late"  # it was decided after its term; `text` is the day by which it was due


class Direction(Enum):
    """Which way a document went, as seen from the office."""

    IN = "in"
    OUT = "out"


@dataclass(frozen=True, slots=True)
class Request:
    """A request (istanza) as it is kept; as long as it takes it is what citizens call their case (pratica).

    `kind` is a word of the service that opened it ("instalments"), `subject` what it is about (the number
    of a fine), `details` what the citizen said, by name. `answer_by` is the last day for the answer (L.
    241/1990 art. 2). `message` is the number of the message that opened it. `accepted` is None until it is
    answered, `answer` the words that went to the citizen, `answered_by` who of the staff wrote them.
    `lane` is where the citizen last wrote about it. `citizen` is whose affair it is (an opaque id, empty
    for nobody we know), `office` a code, `assignee` a name of the staff, each empty for none. `stage` means
    something while the state is OPEN. `version` grows with every change. `entry` is its number in the
    register ("0000123/2026"), empty for none; `filed` says that it is an application that must have one.
    `rating` goes from 1 to 5. What was asked of the citizen was asked on `asked_on`, and is awaited until
    `asked_until`; for so many days the term has `stood_still` the first time, None if it never did.
    """

    reference: Reference
    kind: str
    subject: str = field(repr=False)
    lane: str = field(repr=False)
    message: int | None
    details: Mapping[str, Any] = field(repr=False)
    opened_at: datetime
    answer_by: date
    state: State
    accepted: bool | None
    answer: str = field(repr=False)
    answered_by: str
    answered_at: datetime | None
    citizen: str = ""
    office: str = ""
    assignee: str = ""
    stage: Stage = Stage.RECEIVED
    version: int = 0
    entry: str = ""
    rating: int | None = None
    asked_on: date | None = None
    asked_until: date | None = None
    stood_still: int | None = None
    filed: bool = False


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a request; `number` grows with time, over all requests.

    `by` is CITIZEN, COUNTER or a name of the staff. `message` is the citizen's message that brought it.
    `shown` says that the citizen is told of it; the rest is for staff.
    """

    number: int
    reference: str
    key: str
    at: datetime
    kind: What
    by: str
    text: str = field(repr=False)
    message: int | None
    shown: bool


@dataclass(frozen=True, slots=True)
class Document:
    """A file of a request; its content is in the table `blob` under `sha256`. `size` is in bytes."""

    reference: str
    sha256: str
    direction: Direction
    name: str = field(repr=False)
    media_type: str
    size: int
    at: datetime
    by: str
