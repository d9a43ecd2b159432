"""How patient a sender is: between two tries of a part, and before it asks what became of one."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Pace:
    """The pauses of a sender; the pauses between two tries double, from the first to the longest.

    A part whose answer is lost is settled after `settle_after`, which a status callback is given to come
    first; `settle_every` is how often such parts are looked for. Other than these in tests only.
    """

    first_pause: float = 2.0  # seconds
    longest_pause: float = 900.0  # seconds
    settle_after: timedelta = timedelta(seconds=15)
    settle_every: float = 5.0  # seconds
