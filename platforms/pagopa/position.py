"""A debt position (posizione debitoria) in the words of GPD v3: written for it, and read from it.

GPD applies `switchToExpired` at `dueDate`, and only once the last option of a position is past it. Our terms
end later: who pays by bank has two working days more. So `dueDate` is the term as the notice prints it, the
last day on which a payment is taken is `retentionDate`, and an option whose grace is over is taken out of the
position by us; GPD ends one by itself only where both days are the same.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any

from platforms.pagopa.payee import Payee
from storage.notices import NoticeStatus, PaymentNotice

PAID = frozenset({"PARTIALLY_PAID", "PAID"})
_PAYABLE = frozenset({"PUBLISHED", "VALID"})
_NO_TERM = timedelta(days=365)  # GPD asks for a term even where the law knows none
_LONGEST = 140  # characters of a subject and of a name
# The register of fines knows no owner, and pagoPA takes this for a debtor who is not said (SANP).
_DEBTOR = {"type": "F", "fiscalCode": "ANONIMO", "fullName": "ANONIMO"}


@dataclass(frozen=True, slots=True)
class Standing:
    """A position as GPD has it: its `status`, and what it says of each installment, by IUV."""

    status: str
    terms: Mapping[str, tuple[object, ...]]

    @property
    def is_payable(self) -> bool:
        """Tell whether it is published."""
        return self.status in _PAYABLE

    @property
    def is_paid(self) -> bool:
        """Tell whether it has been paid: then nothing of it can be changed, and a receipt is on its way."""
        return self.status in PAID


def payable(notices: Sequence[PaymentNotice], today: date) -> list[PaymentNotice]:
    """Those of a debt's notices that may be paid on a day."""
    return [one for one in notices if one.status is NoticeStatus.OPEN and not _is_over(one, today)]


def write(iupd: str, notices: Sequence[PaymentNotice], payee: Payee, today: date, zone: tzinfo) -> Any:
    """Write a position in which each notice is an option, excluding the others: PaymentPositionModelV3."""
    return {
        "iupd": iupd,
        "companyName": payee.name[:_LONGEST],
        "paymentOption": [_option(one, payee, today, zone) for one in notices],
    }


def read(position: Mapping[str, Any]) -> Standing:
    """Read a position, whether GPD tells it or `write` wrote it; ValueError, KeyError or TypeError if odd."""
    terms = {}
    for option in position.get("paymentOption") or ():
        for part in option["installments"]:
            terms[str(part["iuv"])] = (
                part.get("nav"),
                # what SEND has added for the delivery of a notice is not ours to change
                int(part["amount"]) - int(part.get("notificationFee") or 0),
                part.get("description"),
                _moment(part.get("dueDate")),
                bool(option.get("switchToExpired")),
            )
    return Standing(str(position.get("status", "")), terms)


def _is_over(one: PaymentNotice, today: date) -> bool:
    return one.payable_until is not None and one.payable_until < today


def _option(one: PaymentNotice, payee: Payee, today: date, zone: tzinfo) -> dict[str, object]:
    due = _shown(one, today)
    option: dict[str, object] = {
        "description": one.subject[:_LONGEST],
        "switchToExpired": one.payable_until is not None and one.payable_until == due,
        "debtor": _DEBTOR,
        "installments": [_installment(one, due, payee, zone)],
    }
    if one.payable_until is not None:
        option["retentionDate"] = _last_moment(one.payable_until, zone)
    return option


def _shown(one: PaymentNotice, today: date) -> date:
    """The term that a payer reads. GPD takes none that is past: in the days of grace it is their last."""
    for day in (one.due_on, one.payable_until):
        if day is not None and day >= today:
            return day
    return today + _NO_TERM


def _installment(one: PaymentNotice, due: date, payee: Payee, zone: tzinfo) -> dict[str, object]:
    return {
        "nav": one.nav,
        "iuv": one.iuv,
        "amount": one.amount_cents,
        "description": one.subject[:_LONGEST],
        "dueDate": _last_moment(due, zone),
        "transfer": [
            {
                "idTransfer": "1",
                "amount": one.amount_cents,
                "organizationFiscalCode": payee.fiscal_code,
                "remittanceInformation": one.subject[:_LONGEST],
                "category": one.category,
                "iban": payee.iban,
            }
        ],
    }


def _last_moment(day: date, zone: tzinfo) -> str:
    """The end of a day of ours, in UTC as GPD counts (RFC 3339)."""
    return f"{datetime.combine(day, time(23, 59, 59), zone).astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _moment(given: object) -> datetime | None:
    """Read a moment; GPD leaves out the zone, which is UTC."""
    if given is None:
        return None
    found = datetime.fromisoformat(str(given))
    return (found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)).replace(
        microsecond=0
    )
