"""Whatever is done with permits in whatever order: who folds the changes has exactly who may pass."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any, ClassVar

import sqlalchemy as sa
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from storage.gates import Change, Entry, Op, fold
from storage.permit_days import PERMIT_DAY, is_due
from storage.permit_import import MERGE_PERMITS, Became, Imported
from storage.permit_records import Draft, Ended, Permit, PermitState
from storage.permit_rows import gate_change, gate_entry
from storage.permit_writes import ISSUE_PERMIT, PAY_PERMIT, REVOKE_PERMIT, Revocation
from tests.clock import ROME
from tests.storage.payment_world import Store, made_store

START = datetime(2026, 12, 29, 10, 0, tzinfo=ROME)  # the year turns among the steps
PLATES = st.lists(
    st.sampled_from(["AA111AA", "BB222BB", "CC333CC"]), min_size=1, max_size=2, unique=True
).map(tuple)
ZONES = st.sampled_from(["B", "C", "B,C"])
DAYS = st.integers(0, 4)
ANY = st.integers(0, 50)


@dataclass
class Kept:
    """A permit as somebody with a pencil keeps it."""

    plates: tuple[str, ...]
    zone: str
    begins: date
    until: date | None
    state: str  # "on", "due", "away" (its place is held for who has to pay), "off"
    pay_by: date | None = None
    trusted: bool = True
    old: str = ""
    taken: str = ""  # by whom its place was taken
    unpaid: bool = False

    def counts(self, today: date) -> bool:
        due = self.state == "due" and self.trusted and self.pay_by is not None and today <= self.pay_by
        open_now = self.begins <= today and (self.until is None or today <= self.until)
        return (self.state == "on" or due) and open_now


class Permits(RuleBasedStateMachine):
    store: ClassVar[Store]

    @initialize(held=st.booleans(), trusted=st.booleans())
    def begin(self, *, held: bool, trusted: bool) -> None:
        self.store.empty()
        self.now, self.late = START, False
        self.book: dict[str, Kept] = {}
        self.orders: dict[str, tuple[Draft, str]] = {}
        self.keys = count(1)
        self.base = self.ask(sa.select(sa.func.max(gate_change.c.number)))[0][0] or 0
        self.serial = dict.fromkeys((2026, 2027), 0)
        if held:  # what takes steps in their order is met more often
            self.put(("AA111AA",), "B", (self.today, None), None)
            self.put(("BB222BB",), "B", (self.today, None), 2, trusted=trusted, old=self.name(0))

    @property
    def today(self) -> date:
        return self.now.date()

    def ask(self, query: sa.Select[Any]) -> list[Any]:
        with self.store.connect() as connection:
            return list(connection.execute(query))

    def write(self, kind: Any, payload: Any) -> Any:
        self.store.now = self.now
        (answer,) = self.store.write(kind, payload)
        return answer

    @rule(plates=PLATES, zone=ZONES, begins=DAYS, lasts=DAYS | st.none(), pays=DAYS | st.none())
    def issue(
        self, plates: tuple[str, ...], zone: str, begins: int, lasts: int | None, pays: int | None
    ) -> None:
        start = self.today + timedelta(days=begins)
        until = None if lasts is None else start + timedelta(days=lasts)
        self.put(plates, zone, (start, until), pays)

    @precondition(lambda self: getattr(self, "book", None))
    @rule(at=ANY, plates=PLATES | st.none(), lasts=DAYS, pays=DAYS | st.none(), trusted=st.booleans())
    def replace(
        self, at: int, plates: tuple[str, ...] | None, lasts: int, pays: int | None, *, trusted: bool
    ) -> None:
        old = self.book[self.name(at)]
        window = self.today, self.today + timedelta(days=lasts)
        self.put(plates or old.plates, old.zone, window, pays, trusted=trusted, old=self.name(at))

    def put(
        self,
        plates: tuple[str, ...],
        zone: str,
        window: tuple[date, date | None],
        pays: int | None,
        *,
        trusted: bool = True,
        old: str = "",
    ) -> None:
        by = None if pays is None else self.today + timedelta(days=pays)
        key = f"order-{next(self.keys)}"
        draft = Draft(
            key, "resident", "anna", plates, zone, *window, pay_by=by, trusted=trusted, replaces=old
        )
        replaced = self.book.get(old)
        issued: Permit | None = self.write(ISSUE_PERMIT, draft)
        if replaced is not None and (replaced.state != "on" or replaced.taken):
            assert issued is None
            return
        assert issued is not None
        self.serial[self.today.year] += 1
        assert issued.number == f"{self.today.year}/{self.serial[self.today.year]:06d}"
        state = "on" if by is None else "due"
        self.book[issued.number] = Kept(plates, zone, *window, state, by, trusted, old)
        self.orders[key] = draft, issued.number
        if replaced is not None:
            replaced.taken = issued.number
            replaced.state = "off" if by is None else "away" if trusted else "on"

    def name(self, at: int) -> str:
        return list(self.book)[at % len(self.book)] if self.book else ""

    @precondition(lambda self: getattr(self, "orders", None))
    @rule(at=ANY)
    def issue_again(self, at: int) -> None:
        draft, number = list(self.orders.values())[at % len(self.orders)]
        issued = self.write(ISSUE_PERMIT, draft)
        assert issued.number == number

    @precondition(lambda self: getattr(self, "book", None))
    @rule(at=ANY)
    def revoke(self, at: int) -> None:
        number = self.name(at)
        gone = self.write(REVOKE_PERMIT, Revocation(number, Ended.REVOKED, "l.rossi"))
        assert (gone is None) == (self.book[number].state == "off")
        self.end(number)

    def end(self, number: str, *, unpaid: bool = False) -> None:
        kept = self.book[number]
        if kept.state == "due" and kept.old and self.book[kept.old].taken == number:
            old = self.book[kept.old]
            if old.state != "off":
                old.state = "on"
            old.taken = ""
        if kept.state != "off":
            kept.state, kept.unpaid = "off", unpaid

    @precondition(lambda self: getattr(self, "book", None))
    @rule(at=ANY)
    def pay(self, at: int) -> None:
        number = self.name(at)
        kept = self.book[number]
        old = self.book.get(kept.old)
        free = old is None or (old.state == "on" and not old.taken)
        paid: Permit = self.write(PAY_PERMIT, number)
        if kept.state == "due" or (kept.unpaid and free):
            kept.state, kept.unpaid = "on", False
            if old is not None:
                old.state, old.taken = "off", number
        assert (paid.state is PermitState.REVOKED) == (kept.state == "off")

    @rule(plates=PLATES, zone=ZONES, ends=DAYS, revoked=st.booleans(), name=st.sampled_from(["Z-1", "Z-2"]))
    def take_in(self, plates: tuple[str, ...], zone: str, ends: int, name: str, *, revoked: bool) -> None:
        until = self.today + timedelta(days=ends)
        state = "revoked" if revoked else "active"
        row = Imported(name, "resident", "", plates, zone, "", 1, self.today, until, state)
        known = self.book.get(name)
        (became,) = self.write(MERGE_PERMITS, [row])
        if became is Became.KEPT:
            assert known is not None
            return
        if became is not Became.SAME:
            self.book[name] = Kept(plates, zone, self.today, until, "off" if revoked else "on")

    @rule(days=st.integers(1, 3))
    def sleep(self, days: int) -> None:
        self.now += timedelta(days=days)
        self.late = True

    @rule()
    def look(self) -> None:
        while self.write(PERMIT_DAY, None):
            pass
        for number, kept in self.book.items():
            if kept.state == "due" and kept.pay_by is not None and kept.pay_by < self.today:
                self.end(number, unpaid=True)
        self.late = False
        with self.store.connect() as connection:
            assert not is_due(connection, self.now)

    @invariant()
    def who_folds_the_changes_has_who_may_pass(self) -> None:
        if not hasattr(self, "book"):
            return
        rows = self.ask(
            sa.select(gate_change).where(gate_change.c.number > self.base).order_by(gate_change.c.number)
        )
        assert [row.number for row in rows] == list(range(self.base + 1, self.base + len(rows) + 1))
        changes = [
            Change(row.number, row.at, Op(row.op), Entry(row.plate, row.zone, *row[5:8])) for row in rows
        ]
        folded = fold(changes)
        assert set(folded.values()) == {
            Entry(row.plate, row.zone, *row[2:5]) for row in self.ask(sa.select(gate_entry))
        }
        if not self.late:
            assert folded.keys() == {
                (plate, zone)
                for kept in self.book.values()
                if kept.counts(self.today)
                for plate in kept.plates
                for zone in kept.zone.split(",")
            }


class TestPermits(Permits.TestCase):  # type: ignore[misc, name-defined] # hypothesis makes it
    settings = settings(max_examples=40, stateful_step_count=25, deadline=None)

    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        Permits.store = cls.enterClassContext(made_store())
