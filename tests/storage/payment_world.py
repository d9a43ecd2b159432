"""A store of payments in one thread, and what a bookkeeper who writes everything down expects of it."""

import json
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from storage import schema
from storage.committing import together
from storage.database import read_url, set_zone, writing_engine
from storage.fines import MERGE_FINES, Document, Fine, Status
from storage.notices import NoticeStatus, notice, read_notice, watch
from storage.payment_receipts import PaymentReceipt, Settled
from storage.records import RECORDS
from storage.tables import metadata
from storage.transaction import Transaction
from tests.clock import ROME

START = datetime(2026, 2, 3, 10, 0, tzinfo=ROME)
PAYABLE = (NoticeStatus.OPEN, NoticeStatus.EXPIRED)
Debt = tuple[str, str]  # service, reference
Told = tuple[str, str, int, str, str]  # lane, reference, cents, receipt, who took the money
Unsettled = tuple[str, str, int, str]  # lane, receipt, cents, why
FOR_STAFF = (Settled.TWICE, Settled.DIFFERS, Settled.NOT_OWED, Settled.UNKNOWN)


def fine(number: str, status: Status = Status.OPEN) -> Fine:
    """Make a fine up."""
    return Fine(
        number=number,
        key=number,
        plate="AB123CD",
        document=Document.VERBALE,
        violation_on=date(2026, 1, 12),
        notified_on=date(2026, 2, 3),
        article="7/1",
        amount_cents=4100,
        maximum_cents=16800,
        costs_cents=1388,
        discountable=True,
        reducible=True,
        status=status,
        place="Via del Molo",
    )


@contextmanager
def made_store() -> Iterator["Store"]:
    """Make an empty SQLite store that need not survive a power cut."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'payments.db'}"
        schema.create(url)
        engine = set_zone(writing_engine(read_url(url)), ROME)
        with engine.connect() as connection:
            connection.connection.driver_connection.execute("pragma synchronous = off")
        yield Store(engine)
        engine.dispose()


class Store:
    """One writer on a store, whose clock stands still until somebody moves it."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        self.now = START

    def empty(self) -> None:
        """Begin anew."""
        self.now = START
        with self._engine.begin() as connection:
            for table in metadata.sorted_tables:
                if not table.name.startswith(("register_", "access_log", "gate_change")):
                    connection.execute(sa.delete(table))

    def connect(self) -> sa.Connection:
        """Open a connection, to be closed."""
        return self._engine.connect()

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """Open a transaction, to be committed in the end."""
        with self._engine.begin() as connection:
            yield Transaction(connection, self.now, "test", exclusive=True)

    def write(self, kind, *payloads):
        """Write payloads of a kind in one transaction."""
        with self.transaction() as transaction:
            return together(transaction, [(kind, payload) for payload in payloads])

    def statements(self, kind, *payloads) -> list[str]:
        """Write payloads of a kind, and list the statements that it took."""
        seen: list[str] = []
        with self._engine.begin() as connection:
            driver = connection.connection.driver_connection
            driver.set_trace_callback(seen.append)
            kind.run(Transaction(connection, self.now, "test", exclusive=True), payloads)
            driver.set_trace_callback(None)
        return seen

    def read(self, query):
        """Read rows."""
        with self._engine.connect() as connection:
            return connection.execute(query).all()

    def register(self, *fines: Fine) -> None:
        self.write(MERGE_FINES, list(fines))

    def watch(self, debt: Debt, lane: str) -> None:
        self.write(RECORDS, [watch(*debt).for_lane(lane)])

    def notices(self):
        """Read every notice, by its number."""
        return {row.nav: read_notice(row) for row in self.read(sa.select(notice))}

    def events(self) -> Counter[Told]:
        """Count what watchers were told of payments that settled their debt."""
        names = ("reference", "amount_cents", "receipt_id", "psp")
        return Counter((lane, *(said[name] for name in names)) for lane, said in self._told(".paid"))

    def unsettled(self) -> Counter[Unsettled]:
        """Count what watchers were told of the others."""
        names = ("receipt_id", "amount_cents", "why")
        return Counter((lane, *(said[name] for name in names)) for lane, said in self._told(".unsettled"))

    def _told(self, event: str) -> list[tuple[str, Any]]:
        rows = self.read(sa.text("select lane, body from inbox where status = 'waiting'"))
        bodies = [(row.lane, json.loads(row.body)) for row in rows]
        return [(lane, body["payload"]) for lane, body in bodies if body["event"].endswith(event)]

    def parked(self) -> Counter[str]:
        """Count what is set aside for staff."""
        rows = self.read(sa.text("select external_id from inbox where status = 'parked'"))
        return Counter(row.external_id for row in rows)


@dataclass
class Books:
    """What must be so, told from what was done alone."""

    fines: dict[str, Status]
    asked: dict[str, set[int]] = field(default_factory=dict)  # the amounts of a number
    debts: dict[str, Debt] = field(default_factory=dict)  # by number: for ever
    status: dict[str, NoticeStatus] = field(default_factory=dict)
    active: dict[str, datetime] = field(default_factory=dict)
    receipts: dict[tuple[str, bool], tuple[PaymentReceipt, Settled]] = field(default_factory=dict)
    paid: dict[Debt, PaymentReceipt] = field(default_factory=dict)
    watchers: dict[Debt, set[str]] = field(default_factory=dict)
    told: set[tuple[Debt, str]] = field(default_factory=set)
    parked: set[str] = field(default_factory=set)
    unsettled: set[Unsettled] = field(default_factory=set)

    def of(self, debt: Debt) -> list[str]:
        """List the numbers of a debt."""
        return [nav for nav, its in self.debts.items() if its == debt]

    def ask(self, debt: Debt, nav: str, cents: int) -> None:
        """A number asks an amount."""
        assert self.debts.setdefault(nav, debt) == debt, "a number is for one debt for ever"
        self.asked.setdefault(nav, set()).add(cents)
        self.status[nav] = NoticeStatus.OPEN

    def may_quote(self, nav: str, now: datetime) -> bool:
        others = [each for each in self.of(self.debts[nav]) if each != nav]
        busy = any(self.active.get(each, now) > now for each in others)
        return self.status[nav] in PAYABLE and not busy

    def take(self, receipt: PaymentReceipt) -> Settled:
        """Say what a receipt comes to, and enter it."""
        if (receipt.receipt_id, receipt.executed) in self.receipts:
            return Settled.REPEATED
        return self._enter(receipt)

    def _enter(self, receipt: PaymentReceipt) -> Settled:
        settled = self._judge(receipt)
        self.receipts[receipt.receipt_id, receipt.executed] = receipt, settled
        if settled in FOR_STAFF:
            self.parked.add(f"payment-{settled.value}/{receipt.receipt_id}")
            told = (receipt.receipt_id, receipt.amount_cents, settled.value)
            watchers = self.watchers.get(self.debts.get(receipt.nav, ("", "")), ())
            self.unsettled |= {(lane, *told) for lane in watchers}
        return settled

    def _judge(self, receipt: PaymentReceipt) -> Settled:
        if not receipt.executed:
            self.active.pop(receipt.nav, None)
            return Settled.FAILED
        debt = self.debts.get(receipt.nav)
        if debt is None:
            return Settled.UNKNOWN
        status = self.fines.get(debt[1], Status.OPEN)
        if debt in self.paid or status is Status.PAID:
            return Settled.TWICE
        if status is not Status.OPEN:
            return Settled.NOT_OWED
        if receipt.amount_cents not in self.asked[receipt.nav]:
            return Settled.DIFFERS
        self._pay(debt, receipt)
        return Settled.PAID

    def _pay(self, debt: Debt, receipt: PaymentReceipt) -> None:
        self.end(debt)
        self.status[receipt.nav] = NoticeStatus.PAID
        self.paid[debt] = receipt
        if debt[1] in self.fines:
            self.fines[debt[1]] = Status.PAID
        self.tell(debt)

    def late(self, nav: str) -> None:
        """Judge again what came before its notice."""
        for receipt, settled in list(self.receipts.values()):
            if settled is Settled.UNKNOWN and receipt.nav == nav:
                self.parked.discard(f"payment-unknown/{receipt.receipt_id}")
                self._enter(receipt)

    def end(self, debt: Debt) -> None:
        """Nothing more can be paid on a debt."""
        for nav in self.of(debt):
            self.active.pop(nav, None)
            if self.status[nav] in PAYABLE:
                self.status[nav] = NoticeStatus.ANNULLED

    def merge(self, number: str, status: Status) -> None:
        """The register of fines says where a fine stands."""
        before = self.fines[number]
        after = Status.PAID if before is Status.PAID and status is Status.OPEN else status
        self.fines[number] = after
        if after is not before and after is not Status.OPEN:
            held = {nav: until for nav, until in self.active.items() if self.debts[nav][1] == number}
            self.end(("pay_fine", number))
            self.active |= held  # the node goes on with what it has begun

    def events(self) -> set[Told]:
        """Say what watchers are told, each once."""
        paid = [(lane, debt[1], self.paid[debt]) for debt, lane in self.told]
        return {(lane, name, one.amount_cents, one.receipt_id, one.psp) for lane, name, one in paid}

    def tell(self, debt: Debt) -> None:
        self.told |= {(debt, lane) for lane in self.watchers.get(debt, ())}

    def sweep(self, since: datetime | None = None, arrived: dict[str, datetime] | None = None) -> None:
        """Everybody is told who watches what was paid, if any receipt of its notice came since a moment."""
        for debt, receipt in self.paid.items():
            if since is None or arrived is None or arrived[receipt.nav] >= since:
                self.tell(debt)

    def expire(self, late: set[str]) -> None:
        for nav in late:
            if self.status[nav] is NoticeStatus.OPEN:
                self.status[nav] = NoticeStatus.EXPIRED


def soon(now: datetime, days: int) -> date:
    """Name the day that is so many days away."""
    return (now + timedelta(days=days)).date()


def as_published(notices) -> set[tuple[object, ...]]:
    """Say what pagoPA is told of notices."""
    return {(one.nav, one.amount_cents, one.due_on, one.payable_until, one.status) for one in notices}


def assert_no_gap(navs, paper, last: int) -> None:
    """Every number up to the last was given, to one of ours or to one that came on paper."""
    ours = {int(nav[3:16]) for nav in navs if nav not in paper}
    passed = {int(nav[3:16]) for nav in navs if nav in paper}
    assert ours | {base for base in passed if base <= last} == set(range(1, last + 1))
