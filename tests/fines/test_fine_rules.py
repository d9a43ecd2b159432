"""One table per law: the day before, on, and after each term."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.pay_fine.holidays import is_holiday, term_end, working_days_after
from handlers.pay_fine.rules import Due, FineRules, Option, Refusal, amount_due, is_late
from storage.fines import Document, Fine, Status

D = date
DISCOUNTED, REDUCED, INCREASED = Option.DISCOUNTED, Option.REDUCED, Option.INCREASED

VERBALE = Fine(
    number="V12345/2026",
    key="V12345/2026",
    plate="AB123CD",
    document=Document.VERBALE,
    violation_on=D(2026, 1, 12),
    notified_on=D(2026, 2, 3),
    article="7/1",
    amount_cents=4100,
    maximum_cents=16800,
    costs_cents=1388,
    discountable=True,
    reducible=True,
    status=Status.OPEN,
    place="Via del Molo",
)
PREAVVISO = replace(
    VERBALE, document=Document.PREAVVISO, violation_on=D(2026, 2, 3), notified_on=None, costs_cents=0
)
RED_LIGHT = replace(VERBALE, article="146/3", amount_cents=16700, maximum_cents=66500, costs_cents=0)


@pytest.mark.parametrize(
    ("start", "days", "last"),
    [
        pytest.param(D(2014, 12, 20), 5, D(2014, 12, 27), id="Christmas, then Saturday: Maranello"),
        pytest.param(D(2013, 8, 21), 5, D(2013, 8, 26), id="plain: Garbagnate"),
        pytest.param(D(2026, 2, 2), 5, D(2026, 2, 7), id="Saturday does not move"),
        pytest.param(D(2026, 2, 3), 5, D(2026, 2, 9), id="Sunday moves to Monday"),
        pytest.param(D(2026, 3, 31), 5, D(2026, 4, 7), id="Easter and Easter Monday"),
        pytest.param(D(2026, 4, 20), 5, D(2026, 4, 27), id="Liberation day on Saturday, then Sunday"),
        pytest.param(D(2026, 12, 26), 5, D(2026, 12, 31), id="last day of the year is a weekday"),
        pytest.param(D(2025, 12, 27), 5, D(2026, 1, 2), id="New Year, across the year"),
        pytest.param(D(2024, 2, 24), 5, D(2024, 2, 29), id="leap year"),
        pytest.param(D(2023, 2, 24), 5, D(2023, 3, 1), id="no leap year"),
        pytest.param(D(2026, 2, 3), 60, D(2026, 4, 4), id="sixty days are no two months"),
        pytest.param(D(2024, 1, 1), 60, D(2024, 3, 1), id="sixty days over 29 February"),
        pytest.param(D(2026, 2, 4), 60, D(2026, 4, 7), id="sixtieth day at Easter"),
    ],
)
def test_the_last_day_of_a_term(start, days, last):
    assert term_end(start, days, None) == last


@pytest.mark.parametrize(
    ("patron", "last"),
    [
        pytest.param(None, D(2026, 5, 22), id="no patron kept"),
        pytest.param((5, 22), D(2026, 5, 23), id="patron on a Friday: Saturday"),
        pytest.param((5, 23), D(2026, 5, 22), id="patron on another day"),
    ],
)
def test_the_patron_saint_is_a_holiday_where_the_city_keeps_it(patron, last):
    assert term_end(D(2026, 5, 17), 5, patron) == last


@pytest.mark.parametrize(
    ("day", "later"),
    [
        pytest.param(D(2026, 2, 9), D(2026, 2, 11), id="Monday"),
        pytest.param(D(2026, 2, 6), D(2026, 2, 10), id="over the weekend"),
        pytest.param(D(2026, 2, 7), D(2026, 2, 10), id="from Saturday"),
        pytest.param(D(2026, 4, 3), D(2026, 4, 8), id="over Easter Monday"),
    ],
)
def test_bank_days_leave_out_saturday_too(day, later):
    assert working_days_after(day, 2, None) == later


@pytest.mark.parametrize(
    ("today", "option", "amount", "until", "later"),
    [
        pytest.param(D(2026, 2, 3), DISCOUNTED, 4258, D(2026, 2, 9), 5488, id="the day it is served"),
        pytest.param(D(2026, 2, 7), DISCOUNTED, 4258, D(2026, 2, 9), 5488, id="fourth day"),
        pytest.param(D(2026, 2, 8), DISCOUNTED, 4258, D(2026, 2, 9), 5488, id="fifth day, a Sunday"),
        pytest.param(D(2026, 2, 9), DISCOUNTED, 4258, D(2026, 2, 9), 5488, id="last day with discount"),
        pytest.param(D(2026, 2, 10), REDUCED, 5488, D(2026, 4, 4), 9788, id="first day without"),
        pytest.param(D(2026, 4, 3), REDUCED, 5488, D(2026, 4, 4), 9788, id="fifty-ninth day"),
        pytest.param(D(2026, 4, 4), REDUCED, 5488, D(2026, 4, 4), 9788, id="sixtieth day, Easter Saturday"),
        pytest.param(D(2026, 4, 5), INCREASED, 9788, D(2026, 10, 4), 10628, id="sixty-first day"),
    ],
)
def test_cds_202_verbale(today, option, amount, until, later):
    due = amount_due(VERBALE, today)
    assert isinstance(due, Due)
    assert (due.option, due.amount, due.until, due.later) == (option, amount, until, later)
    assert not due.report_follows


@pytest.mark.parametrize(
    ("today", "option", "amount", "until", "later"),
    [
        pytest.param(D(2026, 2, 3), DISCOUNTED, 2870, D(2026, 2, 9), 4100, id="the day itself"),
        pytest.param(D(2026, 2, 9), DISCOUNTED, 2870, D(2026, 2, 9), 4100, id="fifth day moved by Sunday"),
        pytest.param(D(2026, 2, 10), REDUCED, 4100, D(2026, 2, 18), None, id="after the discount"),
        pytest.param(D(2026, 2, 18), REDUCED, 4100, D(2026, 2, 18), None, id="fifteenth day"),
    ],
)
def test_cds_202_preavviso_has_no_costs(today, option, amount, until, later):
    due = amount_due(replace(PREAVVISO, costs_cents=1388), today)
    assert isinstance(due, Due)
    assert (due.option, due.amount, due.until, due.later) == (option, amount, until, later)
    assert due.report_follows


def test_after_its_days_a_preavviso_waits_for_its_report():
    assert amount_due(PREAVVISO, D(2026, 2, 19)) is Refusal.NOT_YET


def test_a_city_sets_the_days_of_a_preavviso():
    due = amount_due(PREAVVISO, D(2026, 2, 19), FineRules(preavviso_days=30))
    assert isinstance(due, Due)
    assert due.until == D(2026, 3, 5)


def test_a_verbale_without_a_day_of_serving_was_handed_over_on_the_spot():
    on_the_spot = replace(VERBALE, notified_on=None, costs_cents=0)
    due = amount_due(on_the_spot, D(2026, 1, 17))
    assert isinstance(due, Due)
    assert (due.option, due.amount, due.until) == (DISCOUNTED, 2870, D(2026, 1, 17))
    assert amount_due(on_the_spot, D(2026, 5, 1)) == amount_due(
        replace(on_the_spot, notified_on=on_the_spot.violation_on), D(2026, 5, 1)
    )


@pytest.mark.parametrize(
    ("today", "amount", "until"),
    [
        pytest.param(D(2026, 2, 9), 11690, D(2026, 2, 9), id="discount"),
        pytest.param(D(2026, 2, 10), 16700, D(2026, 4, 4), id="minimum"),
        pytest.param(D(2026, 4, 5), 33250, D(2026, 10, 4), id="half of the maximum"),
        pytest.param(D(2026, 10, 4), 33250, D(2026, 10, 4), id="last day of the first half-year"),
        pytest.param(D(2026, 10, 5), 36575, D(2027, 4, 4), id="one tenth"),
        pytest.param(D(2027, 4, 5), 39900, D(2027, 10, 4), id="two tenths"),
        pytest.param(D(2029, 4, 4), 49875, D(2029, 4, 4), id="last day of five tenths"),
        pytest.param(D(2029, 4, 5), 53200, None, id="three fifths: the cap"),
        pytest.param(D(2035, 1, 1), 53200, None, id="never beyond the cap"),
    ],
)
def test_cds_203_and_l689_red_light(today, amount, until):
    due = amount_due(RED_LIGHT, today)
    assert isinstance(due, Due)
    assert (due.amount, due.until) == (amount, until)
    assert (due.later is None) == (until is None)


def test_the_surcharge_is_not_taken_on_the_costs():
    due = amount_due(replace(RED_LIGHT, costs_cents=1388), D(2026, 10, 5))
    assert isinstance(due, Due)
    assert due.amount == 36575 + 1388


@pytest.mark.parametrize(
    ("cap", "amount", "until"),
    [
        pytest.param(None, 33250 + 10 * 3325, D(2031, 10, 4), id="no cap"),
        pytest.param(Fraction(1, 4), 33250 + 8313, None, id="a cap between two tenths, half a cent up"),
        pytest.param(Fraction(0), 33250, None, id="no surcharge at all"),
    ],
)
def test_a_city_sets_the_cap(cap, amount, until):
    due = amount_due(RED_LIGHT, D(2031, 4, 5), FineRules(surcharge_cap=cap))
    assert isinstance(due, Due)
    assert (due.amount, due.until) == (amount, until)


@pytest.mark.parametrize(
    ("served", "first", "second"),
    [
        pytest.param(
            D(2026, 7, 2), D(2027, 2, 28), D(2027, 8, 31), id="31 August: end of February, 31 August"
        ),
        pytest.param(D(2023, 7, 2), D(2024, 2, 29), D(2024, 8, 31), id="the same in a leap year"),
        pytest.param(D(2025, 12, 31), D(2026, 9, 2), D(2027, 3, 2), id="2 March, the sixtieth a Sunday"),
    ],
)
def test_half_years_run_by_the_calendar_from_the_term(served, first, second):
    fine = replace(VERBALE, notified_on=served)
    due = amount_due(fine, first)
    assert isinstance(due, Due)
    assert due.until == first
    due = amount_due(fine, first + timedelta(days=1))
    assert isinstance(due, Due)
    assert due.until == second


@pytest.mark.parametrize(
    ("cents", "discounted"),
    [
        pytest.param(4200, 2940, id="even"),
        pytest.param(4205, 2944, id="29.435 up"),
        pytest.param(4201, 2941, id="29.407 up to 41"),
        pytest.param(4202, 2941, id="29.414 down"),
        pytest.param(1, 1, id="a cent"),
    ],
)
def test_the_discount_rounds_halves_up(cents, discounted):
    due = amount_due(replace(PREAVVISO, amount_cents=cents), D(2026, 2, 3))
    assert isinstance(due, Due)
    assert due.amount == discounted


def test_half_of_an_odd_maximum_rounds_up():
    due = amount_due(replace(RED_LIGHT, maximum_cents=66501), D(2026, 4, 5))
    assert isinstance(due, Due)
    assert due.amount == 33251


def test_without_discount_the_minimum_holds_from_the_first_day():
    due = amount_due(replace(VERBALE, discountable=False), D(2026, 2, 3))
    assert isinstance(due, Due)
    assert (due.option, due.amount, due.until) == (REDUCED, 5488, D(2026, 4, 4))


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        pytest.param({"status": Status.PAID}, Refusal.PAID, id="paid"),
        pytest.param({"status": Status.APPEALED}, Refusal.APPEALED, id="appealed"),
        pytest.param({"status": Status.CANCELLED}, Refusal.CANCELLED, id="cancelled"),
        pytest.param({"reducible": False}, Refusal.NOT_REDUCIBLE, id="the register says so"),
        pytest.param({"article": "116/13"}, Refusal.NOT_REDUCIBLE, id="an article of the list"),
        pytest.param({"article": "art. 116, comma 13"}, Refusal.NOT_REDUCIBLE, id="spelt out"),
        pytest.param({"article": "116 c. 13 lett. a"}, Refusal.NOT_REDUCIBLE, id="with a letter"),
        pytest.param({"status": Status.PAID, "reducible": False}, Refusal.PAID, id="paid comes first"),
    ],
)
def test_what_cannot_be_paid(changes, refusal):
    assert amount_due(replace(VERBALE, **changes), D(2026, 2, 3)) is refusal


@pytest.mark.parametrize("article", ["116/12", "16/13", "116/13-bis", "126-bis/2", "116", "7/1", ""])
def test_articles_near_those_without_reduction_can_be_paid(article):
    assert isinstance(amount_due(replace(VERBALE, article=article), D(2026, 2, 3)), Due)


@pytest.mark.parametrize(
    ("served", "late"),
    [
        pytest.param(D(2026, 4, 11), False, id="eighty-ninth day"),
        pytest.param(D(2026, 4, 12), False, id="ninetieth day"),
        pytest.param(D(2026, 4, 13), True, id="ninety-first day"),
        pytest.param(None, False, id="not served"),
    ],
)
def test_cds_201_late_notification(served, late):
    assert is_late(replace(VERBALE, notified_on=served)) is late


def test_a_late_report_is_still_payable_and_says_so():
    due = amount_due(replace(VERBALE, notified_on=D(2026, 4, 13)), D(2026, 4, 14))
    assert isinstance(due, Due)
    assert due.late_notification
    assert due.amount == 4258
    assert not is_late(replace(VERBALE, notified_on=D(2026, 4, 13)), FineRules(late_days=100))


@pytest.mark.parametrize(
    ("today", "payable_until"),
    [
        pytest.param(D(2026, 2, 9), D(2026, 2, 11), id="discount: two bank days more"),
        pytest.param(D(2026, 4, 4), D(2026, 4, 8), id="minimum: over Easter"),
        pytest.param(D(2026, 4, 5), D(2026, 10, 4), id="increased: none"),
    ],
)
def test_dl18_bank_days_are_on_the_notice_only(today, payable_until):
    due = amount_due(VERBALE, today)
    assert isinstance(due, Due)
    assert due.payable_until == payable_until


DAYS = st.dates(D(2015, 1, 1), D(2035, 12, 31))
PATRONS = st.sampled_from([None, (5, 22), (6, 24), (12, 7)])


@st.composite
def fines(draw):
    amount = draw(st.integers(100, 200_000))
    return replace(
        VERBALE,
        document=draw(st.sampled_from(Document)),
        violation_on=draw(DAYS),
        notified_on=draw(DAYS),
        amount_cents=amount,
        maximum_cents=draw(st.integers(2 * amount, 5 * amount)),
        costs_cents=draw(st.integers(0, 3000)),
        discountable=draw(st.booleans()),
    )


@given(fines(), DAYS, st.integers(0, 800), PATRONS)
def test_the_amount_never_falls_as_time_goes_by(fine, today, days, patron):
    rules = FineRules(patron=patron)
    now, then = (amount_due(fine, day, rules) for day in (today, today + timedelta(days=days)))
    if isinstance(now, Due) and isinstance(then, Due):
        assert now.amount <= then.amount
    assert isinstance(now, Due) or not isinstance(then, Due)


@given(fines(), DAYS, PATRONS)
def test_until_is_the_last_day_of_the_amount_and_later_is_the_next(fine, today, patron):
    rules = FineRules(patron=patron)
    due = amount_due(fine, today, rules)
    if not isinstance(due, Due) or due.until is None:
        return
    assert due.until >= today
    last, after = (amount_due(fine, due.until + timedelta(days=days), rules) for days in (0, 1))
    assert last == due
    assert (after.amount if isinstance(after, Due) else None) == due.later
    assert due.payable_until is not None
    assert due.payable_until >= due.until


@given(DAYS, st.integers(1, 90), PATRONS)
def test_no_term_ends_on_a_holiday(start, days, patron):
    end = term_end(start, days, patron)
    assert not is_holiday(end, patron)
    assert start + timedelta(days=days) <= end <= start + timedelta(days=days + 5)
