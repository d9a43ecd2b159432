"""What comes of each request for a permit by the rule table: plates, term, price; which permit is meant."""

from dataclasses import replace
from datetime import date

import pytest

from bot.values import Plate
from handlers.permits.choosing import Unclear, living, meant
from handlers.permits.length import Length, lengths_of
from handlers.permits.plan import changed, first, papers_needed, planned_again, renewed, substituted
from platforms.permits.rules import Document, Operation, PermitKind, Rule
from platforms.permits.table import rule_table
from storage.permits import Permit, PermitState
from tests.clock import Ticker

TABLE = rule_table()
TODAY = date(2026, 2, 3)
K, Op = PermitKind, Operation
OLD = Permit(
    number="2025/000007",
    kind="resident",
    citizen="anna",
    plates=("AB123CD",),
    zone="C",
    address="Via delle Prove 1",
    rank=2,
    valid_from=date(2025, 1, 1),
    valid_until=date(2026, 2, 28),
    state=PermitState.ACTIVE,
    replaces="",
    replaced_by="",
    request="",
    paper="",
    pay_by=None,
    trusted=True,
    made_at=Ticker()(),
    ended_at=None,
    ended=None,
    ended_by="",
    reason="",
)


def rule(kind: PermitKind, operation: Operation) -> Rule:
    return TABLE.rule(kind, operation)


def of_kind(kind: PermitKind, until: date | None) -> Permit:
    return replace(OLD, kind=kind.value, valid_until=until)


@pytest.mark.parametrize(
    ("kind", "rank", "period", "until", "due"),
    [
        pytest.param(K.RESIDENT, 1, "", date(2026, 12, 31), 1600, id="the first car: duty alone"),
        pytest.param(K.RESIDENT, 2, "", date(2026, 12, 31), 7600, id="the second car"),
        pytest.param(K.RESIDENT, 3, "", date(2026, 12, 31), 16600, id="the third car"),
        pytest.param(K.RESIDENT, 9, "", date(2026, 12, 31), 16600, id="every car after it"),
        pytest.param(K.DWELLER, 1, "year", date(2027, 2, 2), 12600, id="a year from today"),
        pytest.param(K.DWELLER, 1, "half-year", date(2026, 8, 2), 7100, id="six months from today"),
        pytest.param(K.GUEST, 1, "", date(2026, 3, 4), 0, id="thirty days"),
        pytest.param(K.DOCTOR, 1, "", date(2026, 12, 31), 8600, id="doctors"),
        pytest.param(K.LODGING, 1, "season", date(2026, 9, 30), 9600, id="the season"),
        pytest.param(K.ELECTRIC, 1, "", None, 0, id="no end and no fee"),
        pytest.param(K.PROFESSIONAL, 1, "", date(2026, 5, 31), 16600, id="until the last day of May"),
    ],
)
def test_a_first_permit(kind: PermitKind, rank: int, period: str, until: date | None, due: int) -> None:
    plan = first(
        rule(kind, Op.FIRST),
        "anna",
        ("AB123CD",),
        zone="C",
        address="",
        rank=rank,
        today=TODAY,
        period=period,
    )
    assert (plan.until, plan.due_cents(TABLE), plan.in_place) == (until, due, False)


def test_a_first_permit_of_the_second_half_of_the_year_costs_half() -> None:
    plan = first(
        rule(K.RESIDENT, Op.FIRST), "anna", ("AB123CD",), zone="C", address="", rank=2, today=date(2026, 7, 1)
    )
    assert plan.due_cents(TABLE) == 3000 + 1600


@pytest.mark.parametrize(
    ("today", "ends", "until", "due"),
    [
        pytest.param(TODAY, date(2026, 2, 28), date(2026, 12, 31), 6000, id="early: no day is lost"),
        pytest.param(
            date(2026, 12, 20), date(2026, 12, 31), date(2027, 12, 31), 6000, id="for the next year"
        ),
        pytest.param(date(2027, 1, 10), date(2026, 12, 31), date(2027, 12, 31), 6000, id="late: from today"),
        pytest.param(date(2026, 7, 2), date(2026, 6, 30), date(2026, 12, 31), 3000, id="late, half a year"),
    ],
)
def test_a_renewal_is_valid_at_once_and_paid_from_the_end_of_the_old_one(
    today: date, ends: date, until: date, due: int
) -> None:
    plan = renewed(rule(K.RESIDENT, Op.RENEWAL), replace(OLD, valid_until=ends), today)
    assert (plan.begins, plan.until, plan.due_cents(TABLE)) == (today, until, due)
    assert plan.in_place


@pytest.mark.parametrize("operation", [Op.PLATE, Op.ADDRESS, Op.LOSS, Op.WEAR])
def test_what_changes_keeps_its_end_and_costs_nothing(operation: Operation) -> None:
    plan = changed(
        rule(K.RESIDENT, operation), OLD, TODAY, plates=("EF456GH",), zone="B", address="Via Nuova 2"
    )
    assert (plan.until, plan.due_cents(TABLE), plan.old) == (OLD.valid_until, 0, OLD.number)
    assert (plan.plates, plan.zone, plan.address) == (("EF456GH",), "B", "Via Nuova 2")


@pytest.mark.parametrize(
    ("until", "last"),
    [
        pytest.param(date(2026, 2, 10), date(2026, 2, 10), id="as asked"),
        pytest.param(date(2026, 5, 1), date(2026, 2, 28), id="no longer than the permit"),
        pytest.param(None, date(2026, 2, 28), id="as long as may be"),
    ],
)
def test_a_substitute_is_a_pass_beside_the_permit(until: date | None, last: date) -> None:
    plan = substituted(rule(K.RESIDENT, Op.SUBSTITUTE), OLD, TODAY, "EF456GH", until)
    assert (plan.until, plan.in_place, plan.issued_as) == (last, False, K.SUBSTITUTE)


def test_the_same_wish_has_the_same_key_and_another_has_another() -> None:
    renewal = renewed(rule(K.RESIDENT, Op.RENEWAL), OLD, TODAY)
    later = renewed(rule(K.RESIDENT, Op.RENEWAL), OLD, date(2026, 2, 4))
    passes = [
        substituted(rule(K.RESIDENT, Op.SUBSTITUTE), OLD, day, "EF456GH", None)
        for day in (TODAY, date(2026, 2, 4))
    ]
    assert renewal.key == later.key  # one permit is renewed once
    assert len({renewal.key, *(each.key for each in passes)}) == 3


def test_what_a_request_keeps_is_read_again_and_taken_up_on_the_day_of_the_decision() -> None:
    old = of_kind(K.DWELLER, date(2026, 2, 28))
    asked = renewed(rule(K.DWELLER, Op.RENEWAL), old, TODAY, "half-year")
    decided = planned_again(asked.details(), date(2026, 3, 20)).on(date(2026, 3, 20), TABLE, old)
    assert decided.plates == asked.plates
    assert (decided.begins, decided.until) == (date(2026, 3, 20), date(2026, 9, 19))


@pytest.mark.parametrize(
    ("kind", "operation", "needed"),
    [
        pytest.param(K.RESIDENT, Op.LOSS, (), id="a declaration needs no paper"),
        pytest.param(K.DOCTOR, Op.LOSS, (Document.REPORT,), id="a report is a paper"),
        pytest.param(K.PROFESSIONAL, Op.LOSS, (Document.REPORT,), id="named once where the table names it"),
        pytest.param(K.RESIDENT, Op.FIRST, (Document.LICENCE, Document.REGISTRATION), id="both papers"),
    ],
)
def test_the_papers_that_have_to_come(
    kind: PermitKind, operation: Operation, needed: tuple[Document, ...]
) -> None:
    assert papers_needed(rule(kind, operation)) == needed


def test_a_choice_of_lengths_is_offered_only_where_there_is_one() -> None:
    assert lengths_of(rule(K.RESIDENT, Op.FIRST)) == ()
    assert list(lengths_of(rule(K.DWELLER, Op.FIRST))) == [Length.YEAR, Length.HALF_YEAR]


SECOND = replace(OLD, number="2026/000001", plates=("EF456GH",), valid_until=date(2026, 12, 31))


@pytest.mark.parametrize(
    ("permits", "plate", "number"),
    [
        pytest.param([OLD], None, OLD.number, id="the only one"),
        pytest.param([OLD, SECOND], "EF456GH", SECOND.number, id="by its plate"),
        pytest.param([OLD, SECOND], None, OLD.number, id="the one that can be renewed"),
        pytest.param(
            [replace(OLD, state=PermitState.REVOKED), SECOND], None, SECOND.number, id="not the dead"
        ),
        pytest.param([replace(OLD, replaced_by="x"), SECOND], None, SECOND.number, id="not the replaced"),
    ],
)
def test_the_permit_that_is_meant(permits: list[Permit], plate: str | None, number: str) -> None:
    found = meant(
        permits, Plate(plate) if plate else None, lambda one: TABLE.renewable(one.valid_until, TODAY)
    )
    assert isinstance(found, Permit)
    assert found.number == number


@pytest.mark.parametrize(
    ("permits", "plate", "why"),
    [
        pytest.param([], None, "no-permit", id="none at all"),
        pytest.param([OLD], "ZZ999ZZ", "not-yours", id="none with this plate"),
        pytest.param([OLD, replace(OLD, number="2025/000008")], None, "which", id="two that fit as well"),
    ],
)
def test_why_it_is_not_clear(permits: list[Permit], plate: str | None, why: str) -> None:
    found = meant(permits, Plate(plate) if plate else None)
    assert isinstance(found, Unclear)
    assert found.why == why


def test_an_expired_permit_still_lives_for_who_renews_it() -> None:
    assert living([replace(OLD, state=PermitState.EXPIRED)])
