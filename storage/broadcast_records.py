"""What a broadcast is, what staff may do with it, and what they are told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from storage.audience import Audience, Policy

ROOM: Final = 50  # people by which an audience may grow after it was approved, beside a tenth of it


class State(StrEnum):
    """How far a broadcast is. What is rejected is a draft again."""

    DRAFT = "draft"
    SUBMITTED = "submitted"  # waits for who approves it
    APPROVED = "approved"  # waits for its time
    RUNNING = "running"
    PAUSED = "paused"
    HELD = "held"  # does not begin by itself: to be approved again, or edited
    DONE = "done"
    CANCELLED = "cancelled"
    EXPIRED = "expired"  # its time was over before anybody was reached


class Kind(StrEnum):
    """What a broadcast is for: an emergency leaves in quiet hours too, and before what is none."""

    NOTICE = "notice"
    EMERGENCY = "emergency"


class What(StrEnum):
    """What happened to a broadcast."""

    MADE = "made"
    EDITED = "edited"
    SUBMITTED = "submitted"
    REJECTED = "rejected"
    APPROVED = "approved"
    RELEASED = "released"
    REVIEWED = "reviewed"
    BEGUN = "begun"
    HELD = "held"
    PAUSED = "paused"
    RESUMED = "resumed"
    CANCELLED = "cancelled"
    CORRECTED = "corrected"
    REOPENED = "reopened"
    DONE = "done"
    EXPIRED = "expired"


class Why(StrEnum):
    """Why nothing was done."""

    ABSENT = "absent"  # there is none
    STALE = "stale"  # somebody has changed it since it was read
    STATE = "state"  # that is not done with one that is so far
    OWN = "own"  # it takes somebody else
    TWICE = "twice"  # they have said so before
    REASON = "reason"  # a reason is missing
    KIND = "kind"  # that is for emergencies alone
    LATE = "late"  # its time is over, or over before it would begin
    UNFIT = "unfit"  # something is missing, see Unfit


class Unfit(StrEnum):
    """What is wrong with a draft that is to be submitted."""

    TEXTS = "texts"  # there is none, or one is blank
    AUDIENCE = "audience"  # it names nobody
    NOBODY = "nobody"  # nobody was counted
    QUERY = "query"  # cannot be read
    LIST = "list"  # is not there, or not all of it
    UNTIL = "until"  # until when it holds is not said
    BASIS = "basis"  # an emergency, or one to who has not asked for it, needs a law or an order
    POLICY = "policy"  # by all addresses at once go emergencies alone
    TRAINING = "training"  # what sets a drill right is a drill, and the other way round


@dataclass(frozen=True, slots=True)
class Text:
    """The words of one language; both may have placeholders."""

    title: str
    body: str


@dataclass(frozen=True, slots=True)
class Draft:
    """What is written: `sender` is an alias, empty for the number that can be answered.

    `basis` is the law or order by which people are reached who have not asked. `starts_at` None: at once,
    when approved. `training`: everything goes its way, and nothing leaves. `public`: on the public page too.
    """

    kind: Kind
    policy: Policy
    texts: Mapping[str, Text]
    audience: Audience
    sender: str = ""
    basis: str = ""
    starts_at: datetime | None = None
    valid_until: datetime | None = None
    training: bool = False
    public: bool = False


@dataclass(frozen=True, slots=True)
class Approval:
    """Somebody who has agreed to the version as it stands, and to how many people."""

    who: str
    at: datetime
    counted: int


@dataclass(frozen=True, slots=True)
class Broadcast:
    """A broadcast as it stands.

    `version` is what a deed names as `expected`: it grows when it is edited, submitted, rejected and held.
    `counted` people and `micros` (millionths of a euro) were shown when it was submitted, or when it was
    held. `urgent` is the reason for which one person alone let it go, and `held` why it waits. `approvals`
    are of this version; of an urgent one the second is the review.
    """

    id: int
    code: str
    state: State
    version: int
    draft: Draft
    made_by: str
    made_at: datetime
    edited_by: str
    submitted_by: str
    submitted_at: datetime | None
    urgent: str
    counted: int | None
    micros: int | None
    approved_at: datetime | None
    begun_at: datetime | None
    ended_at: datetime | None
    held: str
    approvals: Sequence[Approval] = ()

    @property
    def corrects(self) -> int | None:
        """The broadcast that it sets right."""
        return self.draft.audience.corrects

    @property
    def unreviewed(self) -> bool:
        """Whether somebody else has still to look at what one person alone let go."""
        return bool(self.urgent) and len(self.approvals) == 1


@dataclass(frozen=True, slots=True)
class Deed:
    """What one of the staff does: to the version that they saw, where `expected` says which.

    `budget` is what one approver may let go, in millionths of a euro.
    """

    id: int
    by: str
    expected: int | None = None
    reason: str = ""
    counted: int = 0
    micros: int = 0
    budget: int = 0


@dataclass(frozen=True, slots=True)
class Done:
    """It is done: how the broadcast stands now. One that waits for a second approver is still SUBMITTED."""

    id: int
    code: str
    state: State
    version: int


@dataclass(frozen=True, slots=True)
class Refused:
    """Nothing was done, and why. With STALE and STATE: who did what last, and when; with UNFIT: of what.

    `detail` says more of an unfit query.
    """

    why: Why
    by: str = ""
    at: datetime | None = None
    what: What | None = None
    state: State | None = None
    unfit: Unfit | None = None
    detail: str = ""


Answer = Done | Refused


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened; `who` is empty where it came by itself. `id` grows over all broadcasts."""

    id: int
    at: datetime
    who: str
    what: What
    detail: str
