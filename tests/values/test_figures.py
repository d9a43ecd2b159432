"""Values made of figures: payment notices, fiscal codes, telephones, money; and e-mail addresses."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.values.email import Email
from bot.values.fiscal_code import FiscalCode
from bot.values.money import Money
from bot.values.notice_number import NoticeNumber
from bot.values.phone import Phone
from bot.values.value import Reading, Sure

READING = Reading(date(2026, 2, 10))
CERTAIN, LIKELY, MAYBE = Sure.CERTAIN, Sure.LIKELY, Sure.MAYBE

SQUARE, TOLD = "PAGOPA|002|302032002700000251|03334231200|11", "302032002700000251@03334231200"

READ = [
    (NoticeNumber, "301000000000004285", "301000000000004285"),
    (NoticeNumber, "3010 0000 0000 0042 85", "301000000000004285"),
    (NoticeNumber, "3010-0000.0000 0042 85", "301000000000004285"),
    (NoticeNumber, "numero avviso: 302032002700000251", "302032002700000251"),
    (NoticeNumber, "001340000013900808", "001340000013900808"),
    (NoticeNumber, "112345678901234567", "112345678901234567"),
    (FiscalCode, "rssmra85t10e625c", "RSSMRA85T10E625C"),
    (FiscalCode, "RSS MRA 85T10 E625C", "RSSMRA85T10E625C"),
    (FiscalCode, "codice fiscale: RCCMNL83S18D969H", "RCCMNL83S18D969H"),
    (FiscalCode, "RCCMNL83S18D96VW", "RCCMNL83S18D96VW"),
    (FiscalCode, "00104330493", "00104330493"),
    (Phone, "333 123 4567", "+393331234567"),
    (Phone, "cell. 333/1234567", "+393331234567"),
    (Phone, "+39 333 1234567", "+393331234567"),
    (Phone, "0039 333 1234567", "+393331234567"),
    (Phone, "393331234567", "+393331234567"),
    (Phone, "0586 820111", "+390586820111"),
    (Phone, "+44 20 7946 0958", "+442079460958"),
    (Email, "Mario.Rossi@Example.IT", "Mario.Rossi@example.it"),
    (Email, "<mario@pec.example.it>", "mario@pec.example.it"),
    (Email, "email: mario+multe@example.it.", "mario+multe@example.it"),
    (Email, "mailto:mario@example.it", "mario@example.it"),
    (Money, "42,10", "42.10"),
    (Money, "€ 42.10", "42.10"),
    (Money, "42 euro", "42.00"),
    (Money, "42€", "42.00"),
    (Money, "1.234,50", "1234.50"),
    (Money, "1,234.50", "1234.50"),
    (Money, "1.234", "1234.00"),
    (Money, "42,5", "42.50"),
    (Money, "50 cent", "0.50"),
    (Money, "50 centesimi", "0.50"),
    (Money, "3 euro e 50", "3.50"),
    (Money, "3 euro e 50 centesimi", "3.50"),
    (Money, "100", "100.00"),
]

REFUSED = [
    (NoticeNumber, "301000000000004286", "check"),
    (NoticeNumber, "3010000000000004285", "length"),
    (NoticeNumber, "401000000000004285", "aux"),
    (NoticeNumber, "PAGOPA|002|301000000000004286|03334231200|11", "check"),
    (NoticeNumber, "V12345/2026", "shape"),
    (NoticeNumber, "", "shape"),
    (FiscalCode, "GLABNC72H25H501Y", "check"),
    (FiscalCode, "RSSMRA85T10E625", "length"),
    (FiscalCode, "00104330494", "check"),
    (FiscalCode, "1234", "length"),
    (FiscalCode, "1SSMRA85T10E625C", "shape"),
    (FiscalCode, "non lo so", "shape"),
    (Phone, "12", "shape"),
    (Phone, "333 123", "shape"),
    (Phone, "+39 333", "shape"),
    (Phone, "0800 PIPPO", "shape"),
    (Phone, "999999999999", "shape"),
    (Phone, "", "shape"),
    (Email, "mario@", "shape"),
    (Email, "mario@example", "shape"),
    (Email, "mario rossi@example.it", "shape"),
    (Email, "mario..rossi@example.it", "shape"),
    (Email, f"{'a' * 60}.{'b' * 60}@example.it", "shape"),
    (Email, "", "shape"),
    (Money, "tanto", "shape"),
    (Money, "03/02/2026", "shape"),
    (Money, "-5", "shape"),
    (Money, "999.999.999.999 euro", "much"),
    (Money, "", "shape"),
]

FOUND = [
    (NoticeNumber, "avviso 3010 0000 0000 0042 85 del 3/2", [("301000000000004285", CERTAIN)]),
    (NoticeNumber, SQUARE, [(TOLD, CERTAIN)]),
    (NoticeNumber, f"ecco: {SQUARE}, va bene?", [(TOLD, CERTAIN)]),
    (NoticeNumber, f"{SQUARE}\n{SQUARE}", [(TOLD, CERTAIN), (TOLD, CERTAIN)]),
    (NoticeNumber, f"3010 0000 0000 0042 85 o {SQUARE}", [("301000000000004285", CERTAIN), (TOLD, CERTAIN)]),
    (
        NoticeNumber,
        "PAGOPA|002|112345678901234567|03334231200|1",
        [("112345678901234567@03334231200", CERTAIN)],
    ),
    (NoticeNumber, "PAGOPA|002|302032002700000252|03334231200|11", []),
    (NoticeNumber, "PAGOPA|002|402032002700000230|03334231200|11", []),
    (NoticeNumber, f"{SQUARE}|5", [("302032002700000251", CERTAIN)]),
    (NoticeNumber, "avviso 112345678901234567", [("112345678901234567", LIKELY)]),
    (NoticeNumber, "avviso 301000000000004286", []),
    (NoticeNumber, "IT60X0301000000000004285", []),
    (FiscalCode, "sono RSSMRA85T10E625C, grazie", [("RSSMRA85T10E625C", CERTAIN)]),
    (FiscalCode, "cf: rss mra 85t10 e625c", [("RSSMRA85T10E625C", CERTAIN)]),
    (FiscalCode, "il Comune, CF 00104330493", [("00104330493", CERTAIN)]),
    (FiscalCode, "il numero 00104330493", [("00104330493", MAYBE)]),
    (FiscalCode, "GLABNC72H25H501Y", []),
    (FiscalCode, "nessuno", []),
    (Phone, "chiamatemi al 333 123 4567 dopo le 15:30", [("+393331234567", LIKELY)]),
    (Phone, "o al +39 0586 820111.", [("+390586820111", LIKELY)]),
    (Phone, "o allo 0586/820111", [("+390586820111", MAYBE)]),
    (Phone, "verbale 03.02.2026, V12345/2026, 3010 0000 0000 0042 85", []),
    (Phone, "IT60X0542811101000000123456", []),
    (Phone, "0586 1", []),
    (Phone, "nessuno", []),
    (Email, "scrivetemi a Mario.Rossi@Example.it.", [("Mario.Rossi@example.it", CERTAIN)]),
    (Email, "a@example.it,b@example.it", [("a@example.it", CERTAIN), ("b@example.it", CERTAIN)]),
    (Email, f"{'a' * 60}.{'b' * 60}@example.it", []),
    (Email, "ci vediamo @ casa", []),
    (Email, "nessuno", []),
    (Money, "devo pagare 42,10 euro o € 29.40?", [("42.10", CERTAIN), ("29.40", CERTAIN)]),
    (Money, "sono 1.234,50", [("1234.50", LIKELY)]),
    (Money, "sono 15.30", [("15.30", MAYBE)]),
    (Money, "alle 15.30", []),
    (Money, "il 30% e il 3,50% del 03.02.2026", []),
    (Money, "999999999.999,00 euro", []),
    (Money, "V12345/2026 AB123CD", []),
    (Money, "nessuno", []),
]


@pytest.mark.parametrize(("kind", "text", "canonical"), READ)
def test_reads(kind, text, canonical, reading):
    value = kind.parse(text, reading)
    assert str(value) == canonical
    assert kind.parse(value.show("it"), reading) == value


@pytest.mark.parametrize(("kind", "text", "reason"), REFUSED)
def test_refuses(kind, text, reason, refused):
    assert refused(kind, text) == reason


@pytest.mark.parametrize(("kind", "text", "expected"), FOUND)
def test_finds(kind, text, expected, found):
    assert found(kind, text) == expected


def test_a_square_code_tells_the_creditor_too_and_it_is_kept(reading):
    told = NoticeNumber.parse(SQUARE, reading)
    assert (told.digits, told.creditor, told.iuv) == (
        "302032002700000251",
        "03334231200",
        "02032002700000251",
    )
    assert str(told) == TOLD
    assert NoticeNumber.parse(TOLD, reading) == told
    assert told.show("it") == "3020 3200 2700 0002 51"
    assert NoticeNumber.parse(told.show("it"), reading).creditor == ""


@pytest.mark.parametrize(
    ("nav", "iuv"),
    [
        ("301000000000004285", "01000000000004285"),
        ("302032002700000251", "02032002700000251"),
        ("001340000013900808", "340000013900808"),
    ],
)
def test_a_notice_holds_the_code_of_its_payment(nav, iuv, reading):
    assert NoticeNumber.parse(nav, reading).iuv == iuv


def test_a_notice_is_made_with_its_check(reading):
    assert str(NoticeNumber.make(1, 42)) == "301000000000004285"
    assert NoticeNumber.make(2, 320027000002).show("it") == "3020 3200 2700 0002 51"
    assert NoticeNumber.parse(str(NoticeNumber.make(99, 10**13 - 1)), reading) == NoticeNumber.make(
        99, 10**13 - 1
    )


@pytest.mark.parametrize(("segregation", "base"), [(-1, 0), (100, 0), (0, -1), (0, 10**13)])
def test_a_notice_out_of_range_is_refused(segregation, base):
    with pytest.raises(ValueError, match="segregation"):
        NoticeNumber.make(segregation, base)


def test_a_fiscal_code_knows_whether_it_is_of_a_person(reading):
    assert FiscalCode.parse("RSSMRA85T10E625C", reading).is_person
    assert not FiscalCode.parse("00104330493", reading).is_person


def test_a_telephone_is_shown_in_groups(reading):
    assert Phone.parse("3331234567", reading).show("it") == "+39 333 123 4567"


@pytest.mark.parametrize(
    ("cents", "italian", "english"),
    [(4210, "42,10 €", "€42.10"), (123450, "1.234,50 €", "€1,234.50"), (5, "0,05 €", "€0.05")],
)
def test_money_is_shown_as_each_language_does(cents, italian, english, reading):
    assert Money(cents).show("it") == italian
    assert Money(cents).show("en-GB") == english
    assert Money.parse(english, reading) == Money.parse(italian, reading) == Money(cents)


@pytest.mark.parametrize(
    ("cents", "percent", "left"), [(4100, 30, 2870), (16700, 30, 11690), (5, 50, 3), (1, 30, 1)]
)
def test_half_a_cent_is_rounded_upwards(cents, percent, left):
    assert Money(cents).less(percent) == Money(left)


def test_money_adds_up():
    assert Money(2870) + Money(1388) == Money(4258)


@given(st.integers(0, 10**11 - 1))
def test_any_amount_is_read_back(cents):
    amount = Money(cents)
    assert {Money.parse(text, READING) for text in (str(amount), amount.show("it"), amount.show("en"))} == {
        amount
    }
