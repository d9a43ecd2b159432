"""The two notices of a fine: which are opened on a day, and what each costs on every day after."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.pay_fine.pricing import debt_of, priced, quoted, subject_of
from handlers.pay_fine.rules import DEFAULT_RULES, Due, Refusal, amount_due
from platforms.payments import Debt, Payable, Quote, Refused
from storage.fines import Document, Fine, Status
from storage.notices import NoticeStatus, PaymentNotice
from tests.clock import Ticker
from tests.fines.test_fine_rules import PREAVVISO, RED_LIGHT, VERBALE, fines

D = date
# RED_LIGHT is served on 3 February 2026: discount until the 9th, minimum until 4 April, Easter Eve.
DISCOUNTED = Payable("discounted", 11690, D(2026, 2, 9), D(2026, 2, 11))
REDUCED = Payable("reduced", 16700, D(2026, 4, 4), None)
TICKET = [
    Payable("discounted", 2870, D(2026, 2, 9), D(2026, 2, 11)),
    Payable("reduced", 4100, D(2026, 2, 18), D(2026, 2, 20)),
]


@pytest.mark.parametrize(
    ("fine", "today", "payables"),
    [
        pytest.param(RED_LIGHT, D(2026, 2, 3), [DISCOUNTED, REDUCED], id="first day: both"),
        pytest.param(RED_LIGHT, D(2026, 2, 9), [DISCOUNTED, REDUCED], id="last day of the discount: both"),
        pytest.param(RED_LIGHT, D(2026, 2, 10), [REDUCED], id="in the days for the banks: one"),
        pytest.param(RED_LIGHT, D(2026, 4, 4), [REDUCED], id="sixtieth day"),
        pytest.param(
            RED_LIGHT,
            D(2026, 4, 5),
            [Payable("reduced", 33250, D(2026, 10, 4), None)],
            id="afterwards: the same notice asks the increased amount",
        ),
        pytest.param(
            replace(RED_LIGHT, discountable=False), D(2026, 2, 3), [REDUCED], id="without a discount: one"
        ),
        pytest.param(PREAVVISO, D(2026, 2, 3), TICKET, id="a windscreen ticket: both, and both end"),
        pytest.param(PREAVVISO, D(2026, 2, 18), TICKET[1:], id="its fifteenth day"),
    ],
)
def test_the_notices_of_a_day(fine, today, payables):
    debt = debt_of(fine, today, DEFAULT_RULES, "9/0102100SA/")
    assert debt == Debt("pay_fine", fine.number, subject_of(fine), "9/0102100SA/", tuple(payables))


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"status": Status.PAID}, Refusal.PAID),
        ({"status": Status.APPEALED}, Refusal.APPEALED),
        ({"status": Status.CANCELLED}, Refusal.CANCELLED),
        ({"reducible": False}, Refusal.NOT_REDUCIBLE),
        ({"document": Document.PREAVVISO, "violation_on": D(2026, 1, 1)}, Refusal.NOT_YET),
    ],
)
def test_no_notice_where_nothing_can_be_paid(changes, refusal):
    assert debt_of(replace(VERBALE, **changes), D(2026, 2, 3), DEFAULT_RULES, "") is refusal


@pytest.mark.parametrize(
    ("option", "today", "cents"),
    [
        pytest.param("discounted", D(2026, 2, 9), 11690, id="discount: its last day"),
        pytest.param("discounted", D(2026, 2, 10), 11690, id="discount: first day for the banks"),
        pytest.param("discounted", D(2026, 2, 11), 11690, id="discount: second day for the banks"),
        pytest.param("discounted", D(2026, 2, 12), Refused.EXPIRED, id="discount: over"),
        pytest.param("reduced", D(2026, 2, 3), 16700, id="minimum: first day"),
        pytest.param("reduced", D(2026, 4, 4), 16700, id="minimum: sixtieth day"),
        pytest.param("reduced", D(2026, 4, 7), 16700, id="minimum: a day for the banks, after Easter Monday"),
        pytest.param("reduced", D(2026, 4, 8), 16700, id="minimum: the second"),
        pytest.param("reduced", D(2026, 4, 9), 33250, id="minimum: then half of the maximum"),
        pytest.param("reduced", D(2026, 10, 4), 33250, id="increased: its last day, with none for the banks"),
        pytest.param("reduced", D(2026, 10, 5), 36575, id="increased: a tenth more"),
        pytest.param("increased", D(2026, 10, 5), 36575, id="a notice of an earlier version"),
    ],
)
def test_dl18_what_a_notice_costs_on_a_day(option, today, cents):
    quote = quoted(RED_LIGHT, option, today, DEFAULT_RULES)
    assert (quote.amount_cents if isinstance(quote, Quote) else quote) == cents


@pytest.mark.parametrize(
    ("today", "cents"),
    [
        (D(2026, 2, 18), 4100),
        (D(2026, 2, 20), 4100),
        (D(2026, 2, 21), Refused.EXPIRED),  # the report follows, with notices of its own
    ],
)
def test_the_notice_of_a_windscreen_ticket_ends(today, cents):
    quote = quoted(PREAVVISO, "reduced", today, DEFAULT_RULES)
    assert (quote.amount_cents if isinstance(quote, Quote) else quote) == cents


@pytest.mark.parametrize(
    ("changes", "refused"),
    [
        ({"status": Status.PAID}, Refused.PAID),
        ({"status": Status.APPEALED}, Refused.ANNULLED),
        ({"status": Status.CANCELLED}, Refused.ANNULLED),
        ({"reducible": False}, Refused.ANNULLED),
        ({"discountable": False}, Refused.EXPIRED),  # the register took the discount back
    ],
)
def test_what_cannot_be_paid_any_more(changes, refused):
    assert quoted(replace(VERBALE, **changes), "discounted", D(2026, 2, 3), DEFAULT_RULES) is refused


DAYS = st.dates(D(2015, 1, 1), D(2035, 12, 31))


@given(fines(), DAYS)
def test_what_is_opened_is_quoted_the_same_on_that_day(fine, today):
    debt = debt_of(fine, today, DEFAULT_RULES, "")
    due = amount_due(fine, today, DEFAULT_RULES)
    if isinstance(debt, Refusal):
        assert debt is due
        return
    assert isinstance(due, Due)
    assert debt.payables[0].amount_cents == due.amount
    assert 1 <= len(debt.payables) <= 2
    assert len({payable.option for payable in debt.payables}) == len(debt.payables)
    for payable in debt.payables:
        quote = quoted(fine, payable.option, today, DEFAULT_RULES)
        grace = amount_due(fine, today - timedelta(days=5), DEFAULT_RULES)
        if isinstance(grace, Due) and grace.amount == due.amount:  # no days for the banks are running
            assert quote == Quote(payable.amount_cents, payable.due_on, payable.payable_until)


@given(fines(), DAYS, st.integers(0, 400))
def test_the_price_of_a_notice_never_falls(fine, today, days):
    for option in ("discounted", "reduced"):
        now, then = (
            quoted(fine, option, day, DEFAULT_RULES) for day in (today, today + timedelta(days=days))
        )
        if isinstance(now, Quote) and isinstance(then, Quote):
            assert now.amount_cents <= then.amount_cents
        assert isinstance(now, Quote) or not isinstance(then, Quote)


class Register:
    """A register of fines with one, or with none."""

    def __init__(self, fine: Fine | None) -> None:
        self._fine = fine

    async def find(self, *_: object) -> Fine | None:
        """It is not asked for here."""
        return self._fine

    async def by_number(self, number: str) -> Fine | None:
        """Find it by its number."""
        return self._fine if self._fine and self._fine.number == number else None


def a_notice(reference: str) -> PaymentNotice:
    """An open notice of the reduced amount."""
    return PaymentNotice(
        nav="301000000000004285",
        iuv="01000000000004285",
        service="pay_fine",
        reference=reference,
        option="reduced",
        subject="",
        category="",
        amount_cents=1,
        due_on=None,
        payable_until=None,
        status=NoticeStatus.OPEN,
        token="",
        made_at=Ticker()(),
        paid_at=None,
        receipt_id="",
    )


async def test_a_notice_is_priced_by_its_fine():
    today = D(2026, 4, 9)
    quote = await priced(
        a_notice(RED_LIGHT.number), today, fines=Register(RED_LIGHT), fine_rules=DEFAULT_RULES
    )
    assert quote == Quote(33250, D(2026, 10, 4), None)
    gone = await priced(a_notice("V9/2026"), today, fines=Register(None), fine_rules=DEFAULT_RULES)
    assert gone is Refused.UNKNOWN


FISCAL_CODE = re.compile(r"[A-Z]{6}\d{2}[A-Z]\d{2}[A-Z]\d{3}[A-Z]", re.IGNORECASE)
CAR_PLATE = re.compile(r"\b[A-Z]{2}\s?\d{3}\s?[A-Z]{2}\b", re.IGNORECASE)
ALLOWED = re.compile(
    r"(?:Verbale|Preavviso) (?:n\. [0-9A-Z][0-9A-Z ./-]*|del codice della strada)", re.IGNORECASE
)

NUMBERS = st.one_of(
    st.sampled_from(
        [
            "V12345/2026",
            "R000000123456789",
            "12345/A/2026",
            "RSSMRA85T10E625C",
            "AB123CD",
            "ab 123 cd",
            "Verbale di Mario Rossi",
            "Mario Rossi",
            "mario.rossi@example.org",
            "3331234567 chiamare Anna",
            "V 12345 / 2026\nMario Rossi",
            "V" + "1" * 15 + "/" + "9" * 15 + "/" + "9" * 15 + "/" + "9" * 15,
            "",
            " ",
            "03/02/2026",
        ]
    ),
    st.text(max_size=200),
    st.from_regex(r"[A-Z]{0,4}[0-9]{1,16}(/[0-9]{2,4})?", fullmatch=True),
)


@given(NUMBERS, st.sampled_from(Document), st.sampled_from(["AB123CD", "LI123456", "X2BC3D"]))
def test_no_causale_tells_anything_of_anybody(number, document, plate):
    """Every causale that can be made: its shape, its length, and what it never holds."""
    subject = subject_of(replace(VERBALE, number=number, document=document, plate=plate, place="Mario Rossi"))
    assert len(subject) <= 140
    assert ALLOWED.fullmatch(subject)
    assert not FISCAL_CODE.search(subject)
    assert not CAR_PLATE.search(subject)
    assert "rossi" not in subject.lower()
