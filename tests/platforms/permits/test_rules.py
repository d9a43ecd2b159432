"""The rule table, cell by cell, as somebody reads it aloud; and what cannot be a table."""

from datetime import date
from pathlib import Path

import pytest

from bot.errors import Misconfigured
from platforms.permits.rules import (
    Document,
    LossProof,
    Operation,
    PermitKind,
    Rule,
    RuleTable,
    renewal_begins,
)
from platforms.permits.table import rule_table
from platforms.permits.term import Term
from platforms.permits.terms import PermitTerms

MARCH, AUGUST = date(2026, 3, 1), date(2026, 8, 1)

# kind, operation, who decides, documents, what is due for the first, second and third car, the last day of
# what begins on 1 March 2026, how a loss is proven, whether the original goes back. What is not here is not
# offered.
TABLE = """
resident | first | ztl | licence registration | 1600/7600/16600 | 2026-12-31 | - | -
resident | renewal | at once | - | 0/6000/15000 | 2026-12-31 | - | -
resident | plate | at once | registration | 0/0/0 | - | - | -
resident | address | ztl | - | 0/0/0 | - | - | -
resident | substitute | at once | repair | 0/0/0 | 2026-03-30 | - | -
resident | loss | at once | - | 0/0/0 | - | declaration | -
resident | wear | at once | - | 0/0/0 | - | - | back
resident | renunciation | at once | - | 0/0/0 | - | - | back
dweller | first | ztl | licence registration lease | 12600/12600/12600 | 2027-02-28 | - | -
dweller | renewal | ztl | lease | 11000/11000/11000 | 2027-02-28 | - | -
dweller | plate | ztl | registration | 0/0/0 | - | - | -
dweller | address | ztl | lease | 0/0/0 | - | - | -
dweller | substitute | at once | repair | 0/0/0 | 2026-03-30 | - | -
dweller | loss | at once | - | 0/0/0 | - | declaration | -
dweller | wear | at once | - | 0/0/0 | - | - | back
dweller | renunciation | at once | - | 0/0/0 | - | - | back
guest | first | at once | host | 0/0/0 | 2026-03-30 | - | -
guest | plate | at once | - | 0/0/0 | - | - | -
guest | renunciation | at once | - | 0/0/0 | - | - | -
doctor | first | ztl | order registration | 8600/8600/8600 | 2026-12-31 | - | -
doctor | renewal | at once | - | 7000/7000/7000 | 2026-12-31 | - | -
doctor | plate | at once | registration | 0/0/0 | - | - | -
doctor | substitute | at once | repair | 0/0/0 | 2026-03-30 | - | -
doctor | loss | at once | report | 0/0/0 | - | report | -
doctor | wear | at once | - | 0/0/0 | - | - | back
doctor | renunciation | at once | - | 0/0/0 | - | - | back
garage | first | ztl | garage registration | 3600/3600/3600 | 2026-12-31 | - | -
garage | renewal | at once | - | 2000/2000/2000 | 2026-12-31 | - | -
garage | plate | at once | registration | 0/0/0 | - | - | -
garage | address | ztl | garage | 0/0/0 | - | - | -
garage | substitute | at once | repair | 0/0/0 | 2026-03-30 | - | -
garage | loss | at once | - | 0/0/0 | - | declaration | -
garage | wear | at once | - | 0/0/0 | - | - | back
garage | renunciation | at once | - | 0/0/0 | - | - | back
lodging | first | ztl | business | 16600/16600/16600 | 2027-02-28 | - | -
lodging | renewal | ztl | business | 15000/15000/15000 | 2027-02-28 | - | -
lodging | plate | at once | - | 0/0/0 | - | - | -
lodging | loss | at once | report | 0/0/0 | - | report | -
lodging | wear | at once | - | 0/0/0 | - | - | back
lodging | renunciation | at once | - | 0/0/0 | - | - | back
electric | first | at once | registration | 0/0/0 | None | - | -
electric | plate | at once | registration | 0/0/0 | - | - | -
electric | renunciation | at once | - | 0/0/0 | - | - | -
disabled | first | police | medical | 0/0/0 | 2031-02-28 | - | -
disabled | renewal | police | medical | 0/0/0 | 2031-02-28 | - | -
disabled | plate | at once | - | 0/0/0 | - | - | -
disabled | address | police | - | 0/0/0 | - | - | -
disabled | substitute | at once | - | 0/0/0 | 2026-03-30 | - | -
disabled | loss | police | report | 0/0/0 | - | report | -
disabled | wear | police | - | 0/0/0 | - | - | back
disabled | renunciation | at once | - | 0/0/0 | - | - | back
professional | first | ztl | business registration | 16600/16600/16600 | 2026-05-31 | - | -
professional | renewal | ztl | business | 15000/15000/15000 | 2026-05-31 | - | -
professional | plate | at once | registration | 0/0/0 | - | - | -
professional | substitute | at once | repair | 0/0/0 | 2026-03-30 | - | -
professional | loss | at once | report | 0/0/0 | - | report | -
professional | wear | at once | - | 0/0/0 | - | - | back
professional | renunciation | at once | - | 0/0/0 | - | - | back
substitute | renunciation | at once | - | 0/0/0 | - | - | -
foreign-plate | first | ztl | licence registration | 1600/1600/1600 | 2026-05-31 | - | -
foreign-plate | plate | ztl | registration | 0/0/0 | - | - | -
foreign-plate | loss | at once | - | 0/0/0 | - | declaration | -
foreign-plate | renunciation | at once | - | 0/0/0 | - | - | back
"""
CELLS = [[cell.strip() for cell in line.split("|")] for line in TABLE.strip().splitlines()]


@pytest.fixture(scope="module")
def table() -> RuleTable:
    return rule_table()


def read_aloud(rule: Rule) -> list[str]:
    ends = rule.operation in (Operation.FIRST, Operation.RENEWAL, Operation.SUBSTITUTE)
    return [
        rule.kind.value,
        rule.operation.value,
        rule.office or "at once",
        " ".join(each.value for each in rule.documents) or "-",
        "/".join(str(rule.due_cents(rank, MARCH)) for rank in (1, 2, 3)),
        str(rule.until(MARCH)) if ends else "-",
        rule.proof.value if rule.proof else "-",
        "back" if rule.hand_back else "-",
    ]


@pytest.mark.parametrize("cells", CELLS, ids=[f"{cells[0]}-{cells[1]}" for cells in CELLS])
def test_each_cell_says_what_the_city_means(table: RuleTable, cells: list[str]) -> None:
    rule = table.rule(PermitKind(cells[0]), Operation(cells[1]))
    assert read_aloud(rule) == cells
    assert rule.offered
    assert rule.instant == (cells[2] == "at once")


def test_what_is_not_in_the_table_is_not_offered(table: RuleTable) -> None:
    named = {(cells[0], cells[1]) for cells in CELLS}
    for kind in PermitKind:
        for operation in Operation:
            rule = table.rule(kind, operation)
            assert rule.offered == ((kind.value, operation.value) in named)
            assert rule.offered or not rule.instant
    assert PermitKind.SUBSTITUTE not in table.offered(Operation.FIRST)


def test_what_the_facts_say_holds_for_every_row(table: RuleTable) -> None:
    for rule in table.rules.values():
        assert (rule.proof is LossProof.REPORT) == (Document.REPORT in rule.documents)
        assert not (rule.kind is PermitKind.DISABLED and rule.duty_cents), "disabled badges are exempt"
        assert not rule.duty_cents or rule.operation is Operation.FIRST
        assert table.rule(rule.kind, Operation.RENUNCIATION).offered


@pytest.mark.parametrize(
    ("kind", "period", "begins", "fee", "until"),
    [
        ("resident", "year", AUGUST, 7500, date(2026, 12, 31)),
        ("resident", "", date(2026, 6, 30), 15000, date(2026, 12, 31)),
        ("resident", "", date(2027, 1, 1), 15000, date(2027, 12, 31)),
        ("dweller", "half-year", MARCH, 5500, date(2026, 8, 31)),
        ("dweller", "year", date(2028, 2, 29), 11000, date(2029, 2, 28)),
        ("lodging", "season", date(2026, 4, 1), 8000, date(2026, 9, 30)),
        ("professional", "", date(2026, 6, 1), 15000, date(2027, 5, 31)),
        ("electric", "", MARCH, 0, None),
    ],
)
def test_a_fee_and_an_end_for_each_period(
    table: RuleTable, kind: str, period: str, begins: date, fee: int, until: date | None
) -> None:
    rule = table.rule(PermitKind(kind), Operation.FIRST)
    assert rule.fee_cents(5, begins, period) == fee
    assert rule.until(begins, period) == until


def test_a_period_that_there_is_not(table: RuleTable) -> None:
    with pytest.raises(LookupError, match="no period 'week'"):
        table.rule(PermitKind.DWELLER, Operation.FIRST).period("week")


@pytest.mark.parametrize(
    ("today", "renewable"),
    [
        (date(2026, 10, 31), False),
        (date(2026, 11, 1), True),
        (date(2026, 12, 31), True),
        (date(2027, 3, 31), True),
        (date(2027, 4, 1), False),
    ],
)
def test_a_renewal_has_its_time(table: RuleTable, today: date, *, renewable: bool) -> None:
    assert table.renewable(date(2026, 12, 31), today) is renewable


def test_nobody_who_renews_early_loses_a_day(table: RuleTable) -> None:
    assert renewal_begins(date(2026, 12, 31), date(2026, 11, 23)) == date(2027, 1, 1)
    assert renewal_begins(date(2026, 12, 31), date(2027, 1, 9)) == date(2027, 1, 9)
    assert renewal_begins(None, MARCH) == MARCH
    assert not table.renewable(None, MARCH)


@pytest.mark.parametrize(
    ("term", "begins", "last"),
    [
        (Term(months=6), date(2026, 8, 31), date(2027, 2, 28)),
        (Term(months=1), date(2026, 1, 31), date(2026, 2, 28)),
        (Term(months=12), date(2026, 12, 1), date(2027, 11, 30)),
        (Term(days=1), MARCH, MARCH),
        (Term((12, 31)), date(2026, 12, 31), date(2026, 12, 31)),
        (Term((5, 31)), date(2026, 12, 31), date(2027, 5, 31)),
        (Term(), MARCH, None),
    ],
)
def test_the_last_day_counts(term: Term, begins: date, last: date | None) -> None:
    assert term.last_day(begins) == last


def test_a_kind_that_holds_everywhere_has_every_zone(table: RuleTable) -> None:
    terms = PermitTerms(table, ("B", "K barrata"), 7, trusted=True)
    assert terms.zone_of(PermitKind.DISABLED, "B") == "B,K barrata"
    assert terms.zone_of(PermitKind.RESIDENT, "B") == "B"
    assert terms.pay_by(MARCH) == date(2026, 3, 8)


GOOD = """
[resident]
office = "ztl"
periods = [{ name = "year", until = "12-31" }]
[resident.operations]
"""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[resident", "TOMLDecodeError"),
        ("[horse]\n", "kind: there is no 'horse'"),
        ("duty_cents = 16.5\n", "duty_cents cannot be 16.5"),
        ("duty_cents = -1\n", "duty_cents cannot be -1"),
        ("[resident]\noffice = 'ztl'\n", "resident has no period"),
        (GOOD + "fly = { by = 'rule' }", "resident: there is no 'fly'"),
        (GOOD + "first = { by = 'nobody' }", 'resident.first: by must be "rule" or "office"'),
        (GOOD.replace('office = "ztl"', "") + "first = { by = 'office' }", "resident has no office"),
        (GOOD + "first = { by = 'rule', documents = ['horse'] }", "resident.first: there is no 'horse'"),
        (GOOD + "first = { by = 'rule', fee = 1 }", "resident.first: fee cannot be 1"),
        (GOOD + "first = { by = 'rule', proof = 'report' }", "a loss, and nothing else, has a proof"),
        (GOOD + "loss = { by = 'rule' }", "a loss, and nothing else, has a proof"),
        (GOOD + "substitute = { by = 'rule' }", "resident.substitute: days must be 1 or more"),
        (GOOD + "first = 'rule'", "resident.first must be a table"),
        (GOOD.replace("12-31", "02-29"), "until must be a day of the year"),
        (GOOD.replace('until = "12-31"', "until = '12-31', days = 3"), "at most one of until"),
        (GOOD.replace('until = "12-31"', "fee_cents = ['x']"), "fees are whole cents"),
        ("resident = 3", "resident must be a table"),
    ],
)
def test_what_cannot_be_is_named(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "rules.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(Misconfigured) as raised:
        rule_table(file)
    assert said in str(raised.value)
    assert str(file) in str(raised.value)


def test_a_table_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(Misconfigured, match="FileNotFoundError"):
        rule_table(tmp_path / "rules.toml")
