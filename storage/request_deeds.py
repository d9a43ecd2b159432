"""What staff can do with a request, as it goes to whoever writes, and what they are told."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from bot.message import File
from storage.request_answers import TEXT_ALONE, Carriage
from storage.request_records import What


@dataclass(frozen=True, slots=True)
class Deed:
    """What one of the staff (`by`) does with a request of which they have seen the version `expected`.

    `expected` None: whatever its version. `text` is what they wrote, `words` what leaves of it, with what
    stands round it in the citizen's language. `name` is a member of the staff, or the code of an office.
    `until` is the day by which the citizen is asked to answer. `service` hears of the decision by its event
    `decided`, empty for none.
    """

    reference: str
    expected: int | None
    by: str
    text: str = field(default="", repr=False)
    words: str = field(default="", repr=False)
    files: Sequence[File] = field(default=(), repr=False)
    name: str = ""
    accepted: bool = False
    until: date | None = None
    service: str = ""
    correlation: str = ""
    carriage: Carriage = TEXT_ALONE


@dataclass(frozen=True, slots=True)
class Done:
    """It is done: the version that the request has now. `told` says that an answer has left."""

    version: int
    told: bool = False


@dataclass(frozen=True, slots=True)
class Stale:
    """Nothing was done: somebody was first. Who, when, and what they did; the version that holds now."""

    by: str
    at: datetime
    what: What
    version: int


Answer = Done | Stale
