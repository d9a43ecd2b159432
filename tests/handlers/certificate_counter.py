"""A counter of certificates made of small fakes: its register changes or is away, its process can die."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from bot.records import LANE, Record
from bot.service import Outcome
from bot.values.reference import Reference
from handlers.get_certificate.desk import CertificateDesk, look_up
from handlers.get_certificate.form import Exemption, GetCertificate, Kind, Recipient
from handlers.get_certificate.later import paid, ready, retry
from handlers.get_certificate.making import order_of
from handlers.get_certificate.rules import CertificateTerms
from platforms.certificates.issuing import Issued, Order
from platforms.payments import Debt, Notice
from platforms.residents.resident import Family, RegisterAway, Resident
from samples.awkward_residents import awkward_residents
from storage.certificate_orders import CertificateOrder, OrderState
from storage.citizens import Citizen
from storage.requests import Opened, Request
from tests.clock import Ticker

CITIZEN, CHAT = "citizen-mario", "telegram:900001"
NOBODY = "XXXXXX00A00X000X"


@dataclass
class Town:
    """The register, and who is who."""

    people: dict[str, Resident] = field(default_factory=lambda: dict(awkward_residents()))
    away: bool = False

    async def person(self, fiscal_code: str, *, protocol: str = "") -> Resident | None:
        del protocol
        if self.away:
            raise RegisterAway
        return next((one for one in self.people.values() if one.fiscal_code == fiscal_code), None)

    async def family(self, fiscal_code: str, *, protocol: str = "") -> Family | None:
        one = await self.person(fiscal_code, protocol=protocol)
        if one is None:
            return None
        living = (each for each in self.people.values() if each.died_on is each.cancelled_on is None)
        return Family(one.family, tuple(each for each in living if each.family == one.family))

    async def by_id(self, number: str) -> Citizen | None:
        mario = self.people.get("mario")
        return Citizen(number, mario.fiscal_code if mario else NOBODY, "", "", date(1970, 1, 1))


@dataclass
class Office:
    """Issues one certificate for each key."""

    issued: dict[str, Issued] = field(default_factory=dict)
    asked: list[Order] = field(default_factory=list)
    away: bool = False

    async def issue(self, order: Order) -> Issued:
        self.asked.append(order)
        if self.away:
            raise RegisterAway
        number = f"{len(self.issued) + 1}/2026"
        made = Issued(number, "CODE", "https://x.example", "c.pdf", b"%PDF", date(2026, 2, 3), None)
        return self.issued.setdefault(order.key, made)


@dataclass
class Book:
    """Orders and requests of turns that were committed."""

    orders: dict[str, CertificateOrder] = field(default_factory=dict)
    wakes: dict[str, datetime | None] = field(default_factory=dict)
    requests: dict[str, Mapping[str, object]] = field(default_factory=dict)

    def name(self, citizen: str, lane: str, wish: Mapping[str, str], facts: Mapping[str, str]) -> str:
        return repr((citizen, lane, sorted(wish.items()), sorted(facts.items())))

    def keep(self, order: CertificateOrder, *, wake_at: datetime | None = None) -> Record:
        return Record("order", {"order": order, "wake_at": wake_at, "lane": LANE})

    async def open(self, order: CertificateOrder) -> str:
        self.orders.setdefault(order.id, order)
        return order.id

    async def by_id(self, number: str) -> CertificateOrder | None:
        return self.orders.get(number)

    async def unpaid(self, citizen: str) -> Sequence[CertificateOrder]:
        return [
            each
            for each in self.orders.values()
            if (each.citizen, each.state) == (citizen, OrderState.UNPAID)
        ]


@dataclass
class Desk:
    """Requests that a person answers, drawn and kept."""

    book: Book

    def open(self, kind: str, subject: str, details: Mapping[str, object], *, citizen: str) -> Opened:
        assert citizen
        row = {"kind": kind, "subject": subject, "details": details}
        return Opened(Reference("0000-0000"), date(2026, 3, 5), Record("request", row))

    async def pending(self, lane: str, kind: str, subject: str) -> Request | None:
        del lane, kind
        assert subject not in self.book.requests  # no test asks twice
        return None


@dataclass
class Till:
    """Payments: one notice for a debt, unless it has been paid."""

    ready: bool = True
    paid: bool = False
    debts: list[Debt] = field(default_factory=list)

    async def open(self, debt: Debt) -> Sequence[Notice]:
        self.debts.append(debt)
        (one,) = debt.payables
        made = Notice("3" * 18, "https://x.example/pay", one.option, one.amount_cents, one.due_on, None)
        return [] if self.paid else [replace(made, ready=self.ready)]


class Counter:
    """One conversation with all that certificates take; `commit` says what of a turn was written."""

    def __init__(self, terms: CertificateTerms | None = None) -> None:
        self.town, self.office, self.book, self.till = Town(), Office(), Book(), Till()
        self.clock, self.requests = Ticker(), Desk(self.book)
        self.desk = CertificateDesk(self.town, self.town, self.office, self.book, terms or CertificateTerms())

    def commit(self, outcome: Outcome) -> Outcome:
        """Write what the turn wants written."""
        for record in outcome.records:
            if record.statement == "order":
                order = record.values["order"]
                assert isinstance(order, CertificateOrder)
                self.book.orders[order.id] = replace(order, lane=CHAT)
                wake_at = record.values["wake_at"]
                self.book.wakes[order.id] = wake_at if isinstance(wake_at, datetime) else None
            elif record.statement == "request":
                self.book.requests[str(record.values["subject"])] = record.values
        return outcome

    def commit_held(self, order: CertificateOrder) -> None:
        """Keep an order that the register did not answer for."""
        self.book.orders[order.id], self.book.wakes[order.id] = order, order.again_at(self.clock())

    async def ordered(self, exemption: Exemption = Exemption.NONE) -> CertificateOrder:
        """Let a certificate of residence be asked for, and its notice be opened."""
        form = GetCertificate(Recipient.BANK, Kind.RESIDENCE, exemption=exemption)
        found = await look_up(form, CITIZEN, self.desk, self.clock().date())
        made = await order_of(form, found, CITIZEN, CHAT, self.desk, self.clock())  # type: ignore[arg-type]
        self.book.orders[made.id] = replace(made, lane=CHAT)
        return made

    async def pays(self, order: CertificateOrder, lane: str = CHAT) -> Outcome:
        """Bring the event of its payment."""
        payload = {
            "nav": "3" * 18,
            "reference": order.id,
            "amount_cents": 1600,
            "paid_at": self.clock().isoformat(),
            "receipt_id": "receipt-1",
        }
        return await paid(
            payload, lane=lane, certificate_desk=self.desk, requests=self.requests, clock=self.clock
        )

    async def wakes(self, order: CertificateOrder) -> Outcome:
        """Take an order up again when it is due, as storage.certificate_orders does."""
        due = self.book.wakes[order.id]
        assert due is not None
        self.clock.now = due
        self.book.orders[order.id] = replace(self.book.orders[order.id], wakes=order.wakes + 1)
        return await retry(
            {"reference": order.id},
            lane=CHAT,
            certificate_desk=self.desk,
            payments=self.till,
            requests=self.requests,
            clock=self.clock,
        )

    async def is_ready(self, order: CertificateOrder) -> Outcome:
        """Bring the event that pagoPA knows the notice now."""
        return await ready({"reference": order.id}, lane=CHAT, certificate_desk=self.desk, payments=self.till)
