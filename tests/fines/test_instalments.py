"""Instalments: from which amount, how many, until when, and why not."""

from dataclasses import replace
from datetime import date

import pytest

from handlers.pay_fine.rules import DEFAULT_RULES, FineRules
from handlers.pay_instalments.rules import Plan, Refusal, instalments
from storage.fines import Document, Status
from tests.fines.test_fine_rules import VERBALE

D = date
DEAR = replace(VERBALE, amount_cents=54300, costs_cents=1388, notified_on=D(2026, 1, 26))


TODAY = D(2026, 2, 3)


def plan(today=TODAY, rules=DEFAULT_RULES, **changes):
    """What becomes of a fine of 543 euro."""
    return instalments(replace(DEAR, **changes), today, rules)


@pytest.mark.parametrize(
    ("cents", "costs", "count", "each"),
    [
        pytest.param(20000, 0, None, None, id="two hundred euro: not above"),
        pytest.param(20001, 0, 2, 10000, id="a cent above"),
        pytest.param(29999, 1, 3, 10000, id="with the costs three of a hundred"),
        pytest.param(54300, 1388, 5, 11137, id="none below a hundred"),
        pytest.param(120000, 0, 12, 10000, id="twelve"),
        pytest.param(200000, 0, 12, 16666, id="twelve up to two thousand"),
        pytest.param(200001, 0, 20, 10000, id="above: up to twenty-four, of a hundred"),
        pytest.param(500000, 0, 24, 20833, id="twenty-four up to five thousand"),
        pytest.param(500001, 0, 50, 10000, id="above: up to sixty, of a hundred"),
        pytest.param(900000, 0, 60, 15000, id="sixty"),
        pytest.param(19999, 5000, None, None, id="the costs do not make a fine larger"),
    ],
)
def test_cds_202_bis_how_many(cents, costs, count, each):
    found = plan(amount_cents=cents, costs_cents=costs)
    if count is None:
        assert found is Refusal.SMALL
    else:
        assert isinstance(found, Plan)
        assert (found.amount, found.instalments, found.each) == (cents + costs, count, each)


@pytest.mark.parametrize(
    ("served", "today", "in_time"),
    [
        pytest.param(D(2026, 1, 26), D(2026, 2, 25), True, id="thirtieth day"),
        pytest.param(D(2026, 1, 26), D(2026, 2, 26), False, id="thirty-first day"),
        pytest.param(D(2026, 1, 30), D(2026, 3, 2), True, id="the thirtieth a Sunday: Monday"),
        pytest.param(D(2026, 1, 30), D(2026, 3, 3), False, id="then it is late"),
        pytest.param(None, D(2026, 2, 11), True, id="handed over on the spot: from the violation"),
        pytest.param(None, D(2026, 2, 12), False, id="handed over on the spot: late"),
    ],
)
def test_cds_202_bis_by_when(served, today, in_time):
    assert (plan(today, notified_on=served) is not Refusal.LATE) == in_time


def test_the_patron_of_the_city_moves_the_day():
    served = D(2026, 4, 22)
    found = plan(D(2026, 5, 23), FineRules(patron=(5, 22)), notified_on=served)
    assert isinstance(found, Plan)
    assert found.ask_by == D(2026, 5, 23)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"status": Status.PAID}, Refusal.PAID),
        ({"status": Status.APPEALED}, Refusal.APPEALED),
        ({"status": Status.CANCELLED}, Refusal.CANCELLED),
        ({"reducible": False}, Refusal.NOT_REDUCIBLE),
        ({"article": "116/13"}, Refusal.NOT_REDUCIBLE),
        ({"document": Document.PREAVVISO}, Refusal.TICKET),
    ],
)
def test_why_not(changes, refusal):
    assert plan(**changes) is refusal
