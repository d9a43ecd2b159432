"""What a channel must be able to do: encode and hand over, and find out what became of it."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Protocol

from bot.message import Part, Traits


class Delivery(Enum):
    """How far a part got, as the network tells; a later state never goes back to an earlier one.

    The order is that of this list, but for the last two: whichever is said first stays. Where a network says
    more than once that it is late (PEC: after 12 and after 24 hours) the second word is EXPIRED, and a
    delivery still comes after it.
    """

    SENT = "sent"  # the network has it
    ACCEPTED = "accepted"  # the network answers for it (PEC: accettazione)
    WARNED = "warned"  # it is late
    EXPIRED = "expired"  # it is so late that the network has given up waiting
    DELIVERED = "delivered"
    FAILED = "failed"  # the network gave up


@dataclass(frozen=True, slots=True)
class Receipt:
    """A network's word on a part: found by our key, or by the network's own id.

    Receipts come in any order, several times, and before our own record of the sending.
    """

    channel: str
    state: Delivery
    at: datetime
    key: str = ""
    provider_id: str = ""
    code: str = ""  # the network's reason for a failure


class Unsettled(Enum):
    """What asking the network about an unknown part gave, when it did not give its id."""

    NOT_SENT = "not sent"  # it never arrived there: send it again
    CANNOT_TELL = "cannot tell"  # the network keeps no list: send it again and count it


class Channel(Protocol):
    """A way for citizens to write to us and to be answered.

    It decodes and encodes; it keeps nothing and decides nothing. `name` is unique among the running
    channels and stored with every message; two networks of one kind have two names.
    """

    @property
    def name(self) -> str:
        """The network's name in the store."""

    @property
    def traits(self) -> Traits:
        """What it can do."""

    async def send(self, part: Part) -> str:
        """Hand a part over and return the network's id for it.

        Raises SendDelayed if the same part may pass later, SendRefused if it never will, and
        SendUnknown if the call left and its answer was lost.
        """

    async def settle(self, part: Part) -> str | Unsettled:
        """Find out whether a part whose answer was lost has arrived: its network id, or why not.

        Raises SendDelayed if the network cannot be asked now.
        """
