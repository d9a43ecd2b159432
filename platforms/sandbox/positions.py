"""Debt positions as GPD keeps them: drafts, what is published, what was paid, and what is over."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.clock import Clock
from platforms.sandbox.position_reading import check_position, read_moment
from platforms.sandbox.receipt import PSP, Receipt
from platforms.sandbox.soap import Fault, Fields, euros
from platforms.sandbox.station import Offer, Payment, Refused, Transfer

_UPDATABLE = frozenset({"DRAFT", "PUBLISHED", "VALID", "UNPAYABLE"})


class Conflict(Exception):  # noqa: N818 - it says what GPD answers (409)
    """Something that cannot be done with a position as it stands."""


class Missing(Exception):  # noqa: N818 - it says what GPD answers (404)
    """There is no such position."""


@dataclass
class Position:
    """One debt: `body` is what was sent, `receipt` how it was paid."""

    body: Mapping[str, Any]
    made_at: datetime
    published_at: datetime | None = None
    changed_at: datetime | None = None
    receipt: Receipt | None = None

    def parts(self) -> Iterator[tuple[Mapping[str, Any], Mapping[str, Any]]]:
        """Every installment beside its payment option."""
        for option in self.body["paymentOption"]:
            for each in option["installments"]:
                yield option, each

    def status_of(self, option: Mapping[str, Any], part: Mapping[str, Any], now: datetime) -> str:
        """What GPD says of an installment: paying one option kills the others."""
        if self.receipt is not None:
            return "PAID" if nav_of(part) == self.receipt.payment.nav else "UNPAYABLE"
        over = option["switchToExpired"] and _due(part, now) < now
        return "EXPIRED" if over else "UNPAID"

    def status(self, now: datetime) -> str:
        """What GPD says of the position."""
        if self.receipt is not None:
            return "PAID"
        if self.published_at is None:
            return "DRAFT"
        open_ones = [1 for option, part in self.parts() if self.status_of(option, part, now) == "UNPAID"]
        return "VALID" if open_ones else "UNPAYABLE"


class Positions:
    """The positions of one creditor, in memory; implements `node.Published`."""

    def __init__(self, creditor: str, clock: Clock) -> None:
        self.creditor = creditor
        self._clock = clock
        self._kept: dict[str, Position] = {}

    def create(self, given: object, *, publish: bool) -> Position:
        """Keep a new position; raises Wrong, Conflict."""
        body = check_position(json.loads(json.dumps(given)), self._clock())
        if body["iupd"] in self._kept:
            raise Conflict("iupd exists")
        self._refuse_taken(body)
        position = Position(body, self._clock())
        self._kept[body["iupd"]] = position
        if publish:
            position.published_at = self._clock()
        return position

    def find(self, iupd: str) -> Position:
        """Raises Missing."""
        if iupd not in self._kept:
            raise Missing(iupd)
        return self._kept[iupd]

    def all(self) -> list[Position]:
        """Every position, the oldest first."""
        return list(self._kept.values())

    def update(self, iupd: str, given: object, *, publish: bool) -> Position:
        """Put other terms in place of those of a position: a draft again unless it is to be published."""
        position = self._updatable(iupd)
        body = check_position(json.loads(json.dumps(given)), self._clock())
        if body["iupd"] != iupd:
            raise Conflict("another iupd")
        self._refuse_taken(body, besides=position)
        position.body, position.changed_at = body, self._clock()
        position.published_at = self._clock() if publish else None
        return position

    def publish(self, iupd: str) -> Position:
        """Make a draft payable; raises Conflict for what is no draft."""
        position = self.find(iupd)
        if position.status(self._clock()) != "DRAFT":
            raise Conflict("not publishable")
        position.published_at = self._clock()
        return position

    def delete(self, iupd: str) -> None:
        """Take a position away; raises Conflict once it is paid."""
        self._updatable(iupd)
        del self._kept[iupd]

    def offer(self, nav: str) -> Offer | None:
        """What a published notice costs; None if none of this number is published. Raises Refused."""
        found = self._published(nav)
        if found is None:
            return None
        position, option, part = found
        fault = _FAULTS.get(position.status_of(option, part, self._clock()))
        if fault:
            raise Refused(Fault(fault))
        due = _due(part, self._clock()).date()
        return Offer(nav, part["amount"], due, part["description"], position.body["companyName"], "")

    def payment(self, nav: str) -> Payment | None:
        """What is to be paid for it."""
        if self.offer(nav) is None:
            return None
        found = self._published(nav)
        assert found is not None  # noqa: S101 - it has just been offered
        position, option, part = found
        company = position.body["companyName"]
        transfers = tuple(self._transfer(each) for each in part["transfer"])
        return Payment(
            nav, part["iuv"], part["amount"], part["description"], company, "",
            _debtor(option["debtor"]), transfers,
        )  # fmt: skip

    def paid(self, receipt: Receipt) -> None:
        """Take note of a payment."""
        found = self._published(receipt.payment.nav)
        if found:
            found[0].receipt = receipt

    def shown(self, position: Position) -> dict[str, Any]:
        """A position as GPD answers it."""
        now, receipt = self._clock(), position.receipt
        options = []
        for option in position.body["paymentOption"]:
            parts = [self._shown_part(position, option, each) for each in option["installments"]]
            options.append({**option, "insertedDate": _stamp(position.made_at), "installments": parts})
        return {
            **position.body,
            "organizationFiscalCode": self.creditor,
            "insertedDate": _stamp(position.made_at),
            "publishDate": _stamp(position.published_at),
            "paymentDate": _stamp(receipt.paid_at) if receipt else None,
            "status": position.status(now),
            "lastUpdatedDate": _stamp(position.changed_at or position.made_at),
            "paymentOption": options,
        }

    def _shown_part(
        self, position: Position, option: Mapping[str, Any], part: Mapping[str, Any]
    ) -> dict[str, Any]:
        status = position.status_of(option, part, self._clock())
        paid = position.receipt if status == "PAID" else None
        proof = {"paymentDate": _stamp(paid.paid_at), "idReceipt": paid.id, "pspCompany": PSP} if paid else {}
        names = {"nav": nav_of(part), "organizationFiscalCode": self.creditor, "status": status}
        return {**part, **names, **proof}

    def _transfer(self, given: Mapping[str, Any]) -> Transfer:
        return Transfer(
            given["idTransfer"],
            euros(given["amount"]),
            given.get("organizationFiscalCode") or self.creditor,
            given.get("companyName") or "",
            given.get("iban") or "",
            given["remittanceInformation"],
            given["category"],
        )

    def _published(self, nav: str) -> tuple[Position, Mapping[str, Any], Mapping[str, Any]] | None:
        for position in self._kept.values():
            for option, part in position.parts():
                if position.published_at and nav_of(part) == nav:
                    return position, option, part
        return None

    def _updatable(self, iupd: str) -> Position:
        position = self.find(iupd)
        if position.status(self._clock()) not in _UPDATABLE:
            raise Conflict("paid")
        return position

    def _refuse_taken(self, body: Mapping[str, Any], besides: Position | None = None) -> None:
        wanted = {nav_of(part) for option in body["paymentOption"] for part in option["installments"]}
        others = (each for each in self._kept.values() if each is not besides)
        if any(nav_of(part) in wanted for each in others for _, part in each.parts()):
            raise Conflict("an iuv is taken")


_FAULTS = {
    "PAID": "PAA_PAGAMENTO_DUPLICATO",
    "UNPAYABLE": "PAA_PAGAMENTO_DUPLICATO",
    "EXPIRED": "PAA_PAGAMENTO_SCADUTO",
}


def nav_of(part: Mapping[str, Any]) -> str:
    """The notice number of an installment: GPD puts a 3 before the iuv where none was given."""
    return part.get("nav") or f"3{part['iuv']}"


def _due(part: Mapping[str, Any], now: datetime) -> datetime:
    return read_moment(part["dueDate"]).astimezone(now.tzinfo)


def _stamp(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _debtor(given: Mapping[str, Any]) -> Fields:
    identifier = {
        "entityUniqueIdentifierType": given["type"],
        "entityUniqueIdentifierValue": given["fiscalCode"],
    }
    return {"uniqueIdentifier": identifier, "fullName": given["fullName"]}
