"""A message that was set aside, as staff see it."""

from dataclasses import dataclass
from datetime import datetime

from bot.message import Assurance, Entry
from storage.documents import load
from storage.inbox_rows import read_assurance, read_entry
from storage.payment_receipts import ASIDE_CHANNEL
from storage.prepared import FoundRow

_PUT_BACK = frozenset({"crash", "person", "crowd"})  # reasons for which even a certified message is set aside


@dataclass(frozen=True, slots=True)
class Parked:
    """A message set aside for staff, or an event (`event`) that they must hear of.

    `assurance` and `entry` are those of bot.message.Inbound.
    """

    id: int
    channel: str
    sender: str
    text: str
    received_at: datetime
    reason: str
    detail: str
    correlation: str
    event: str = ""
    assurance: Assurance | None = None
    entry: Entry | None = None

    @property
    def answerable(self) -> bool:
        """Whether the counter may handle it anew.

        Not an alarm; and of a network with proof nothing but a message that it would have answered: no
        receipt, and nothing that is not proven.
        """
        if self.assurance is None:
            return not self.event or self.reason == "crash"
        return self.reason in _PUT_BACK and self.assurance.verdict == "verified"

    @property
    def has_sender(self) -> bool:
        """Whether it is known who sent it: of a network with proof only if proven; of receipts nobody.

        What pagoPA brings, or the counter itself has found out about it, no citizen sent.
        """
        if self.assurance is None:
            return self.channel != ASIDE_CHANNEL
        return self.assurance.verdict == "verified" and not self.reason.startswith("receipt-")


def read_parked(row: FoundRow) -> Parked:
    """Read a message that was set aside."""
    body, zone = load(row.body), row.received_at.tzinfo
    return Parked(
        row.id,
        row.channel,
        row.sender,
        row.text,
        row.received_at,
        row.reason,
        row.detail,
        row.correlation,
        body.get("event", ""),
        read_assurance(body["assurance"], zone) if "assurance" in body else None,
        read_entry(body["entry"], zone) if "entry" in body else None,
    )
