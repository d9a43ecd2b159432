"""What the event of a payment tells, for every service that tells it on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Self

from bot.values import Money, NoticeNumber


@dataclass(frozen=True, slots=True)
class Paid:
    """A notice that was paid; `paid_at` is in the time zone of the city, `token` that of the notice."""

    nav: str
    reference: str
    subject: str
    amount_cents: int
    paid_at: datetime
    receipt_id: str
    psp: str
    token: str

    @classmethod
    def read(cls, payload: Mapping[str, object], zone: tzinfo | None) -> Self:
        """Read the payload of an event `<service>.paid`, which storage.payment_telling writes."""
        return cls(
            nav=str(payload["nav"]),
            reference=str(payload.get("reference", "")),
            subject=str(payload.get("subject", "")),
            amount_cents=int(str(payload["amount_cents"])),
            paid_at=datetime.fromisoformat(str(payload["paid_at"])).astimezone(zone),
            receipt_id=str(payload["receipt_id"]),
            psp=str(payload.get("psp", "")),
            token=str(payload.get("token", "")),
        )

    def words(self) -> dict[str, object]:
        """What the words may tell of it."""
        return {
            "amount": Money(self.amount_cents),
            "nav": NoticeNumber(self.nav),
            "day": self.paid_at.date(),
            "receipt": self.receipt_id,
        }
