"""What would come of a request for a permit: for which plates, where, how long, and what is to be paid."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final

from platforms.permits.rules import (
    Document,
    LossProof,
    Operation,
    PermitKind,
    Rule,
    RuleTable,
    renewal_begins,
)
from storage.permits import Draft, Permit

# Kinds of one person's many cars: what is paid hangs on how many the household has already.
RANKED: Final = frozenset({PermitKind.RESIDENT})
# Kinds that are given for where one is enrolled; the others for an address that is told.
AT_HOME: Final = frozenset({PermitKind.RESIDENT, PermitKind.GUEST, PermitKind.FOREIGN_PLATE})
ELSEWHERE: Final = frozenset({PermitKind.DWELLER, PermitKind.GARAGE, PermitKind.LODGING})


@dataclass(frozen=True, slots=True)
class Plan:
    """A permit as it would be; `old` is the number of the one that is asked about, empty for a first one.

    `counts_from` is the day from which period and fee are reckoned, which for a renewal is after the end of
    the old one, while the new one is valid at once: nobody is without a permit in between.
    """

    kind: PermitKind
    operation: Operation
    citizen: str
    plates: tuple[str, ...] = field(repr=False)
    zone: str
    address: str = field(repr=False)
    rank: int
    begins: date
    until: date | None
    counts_from: date
    period: str = ""
    old: str = ""

    def rule(self, table: RuleTable) -> Rule:
        """Look up the cell of the table that it goes by; a substitute's is that of the permit it is for."""
        return table.rule(self.kind, self.operation)

    def due_cents(self, table: RuleTable) -> int:
        """Tell all that is to be paid."""
        return self.rule(table).due_cents(self.rank, self.counts_from, self.period)

    @property
    def in_place(self) -> bool:
        """Whether it takes the place of the old one."""
        return bool(self.old) and self.operation is not Operation.SUBSTITUTE

    @property
    def issued_as(self) -> PermitKind:
        """The kind of the permit that is issued."""
        return PermitKind.SUBSTITUTE if self.operation is Operation.SUBSTITUTE else self.kind

    @property
    def key(self) -> str:
        """Name it for good: the same wish of the same day is the same permit, however often it is asked."""
        about = self.old or f"{self.citizen}/{self.kind.value}"
        day = "" if self.in_place else f"/{self.begins.isoformat()}"
        return f"{self.operation.value}/{about}/{','.join(self.plates)}{day}"

    def draft(self, key: str, *, request: str = "", pay_by: date | None, trusted: bool, by: str) -> Draft:
        """Write it down as it is to be issued."""
        return Draft(
            key=key,
            kind=self.issued_as.value,
            citizen=self.citizen,
            plates=self.plates,
            zone=self.zone,
            valid_from=self.begins,
            valid_until=self.until,
            address=self.address,
            rank=self.rank,
            request=request,
            pay_by=pay_by,
            trusted=trusted,
            by=by,
        )

    def details(self) -> dict[str, object]:
        """Write it as the details of a request keep it; `planned_again` reads it."""
        return {
            "kind": self.kind.value,
            "operation": self.operation.value,
            "citizen": self.citizen,
            "plates": list(self.plates),
            "zone": self.zone,
            "address": self.address,
            "rank": self.rank,
            "period": self.period,
            "permit": self.old,
            "until": self.until.isoformat() if self.until else "",
        }

    def on(self, today: date, table: RuleTable, old: Permit | None) -> "Plan":
        """Take it up on another day: what was decided later begins later, and ends as it then would."""
        if self.operation is Operation.FIRST:
            until = self.rule(table).until(today, self.period)
            return replace(self, begins=today, counts_from=today, until=until)
        if self.operation is Operation.RENEWAL and old is not None:
            counts_from = renewal_begins(old.valid_until, today)
            until = self.rule(table).until(counts_from, self.period)
            return replace(self, begins=today, counts_from=counts_from, until=until)
        return replace(self, begins=max(today, self.begins))


def planned_again(details: Mapping[str, Any], today: date) -> Plan:
    """Read a plan out of the details of a request; KeyError or ValueError for what is none."""
    until = str(details["until"])
    return Plan(
        kind=PermitKind(details["kind"]),
        operation=Operation(details["operation"]),
        citizen=str(details["citizen"]),
        plates=tuple(str(plate) for plate in details["plates"]),
        zone=str(details["zone"]),
        address=str(details["address"]),
        rank=int(details["rank"]),
        begins=today,
        until=date.fromisoformat(until) if until else None,
        counts_from=today,
        period=str(details["period"]),
        old=str(details["permit"]),
    )


def first(
    rule: Rule,
    citizen: str,
    plates: tuple[str, ...],
    *,
    zone: str,
    address: str,
    rank: int,
    today: date,
    period: str = "",
) -> Plan:
    """Plan a first permit; LookupError for a period that its kind does not have."""
    until = rule.until(today, period)
    return Plan(rule.kind, rule.operation, citizen, plates, zone, address, rank, today, until, today, period)


def renewed(rule: Rule, old: Permit, today: date, period: str = "") -> Plan:
    """Plan the renewal of a permit; LookupError for a period that its kind does not have."""
    counts_from = renewal_begins(old.valid_until, today)
    until = rule.until(counts_from, period)
    return replace(_same(rule, old, today), until=until, counts_from=counts_from, period=period)


def changed(
    rule: Rule,
    old: Permit,
    today: date,
    *,
    plates: tuple[str, ...] = (),
    zone: str = "",
    address: str = "",
) -> Plan:
    """Plan a permit that takes the place of another until the same day; what is left out stays as it is."""
    same = _same(rule, old, today)
    return replace(
        same, plates=plates or same.plates, zone=zone or same.zone, address=address or same.address
    )


def substituted(rule: Rule, old: Permit, today: date, plate: str, until: date | None) -> Plan:
    """Plan the pass of another car: until a day, as long as rule and permit let it be."""
    days = [each for each in (until, rule.until(today), old.valid_until) if each is not None]
    return replace(_same(rule, old, today), plates=(plate,), until=min(days))


def _same(rule: Rule, old: Permit, today: date) -> Plan:
    return Plan(
        rule.kind,
        rule.operation,
        old.citizen,
        old.plates,
        old.zone,
        old.address,
        old.rank,
        today,
        old.valid_until,
        today,
        "",
        old.number,
    )


def papers_needed(rule: Rule) -> tuple[Document, ...]:
    """List what has to come along; a loss that is proven by a report needs the report."""
    reported = rule.proof is LossProof.REPORT and Document.REPORT not in rule.documents
    return (*rule.documents, Document.REPORT) if reported else tuple(rule.documents)
