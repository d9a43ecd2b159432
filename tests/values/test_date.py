"""Days: every way of writing one, on a Tuesday, 10 February 2026."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import WrongAnswer
from bot.values.date import Date, FutureDate
from bot.values.value import Reading, Sure

READING = Reading(date(2026, 2, 10))

# text, a quoted day, and a day to come where it differs
READ = [
    ("03/02/2026", "2026-02-03"),
    ("3/2/26", "2026-02-03"),
    ("3-2-2026", "2026-02-03"),
    ("3.2.2026", "2026-02-03"),
    ("3 / 2 / 2026", "2026-02-03"),
    ("3 2 2026", "2026-02-03"),
    ("2026-02-03", "2026-02-03"),
    ("03022026", "2026-02-03"),
    ("030226", "2026-02-03"),
    ("3/2/85", "1985-02-03"),
    ("3/2", "2026-02-03", "2027-02-03"),
    ("3 marzo", "2025-03-03", "2026-03-03"),
    ("3 marzo 2026", "2026-03-03"),
    ("3 MARZO 2026", "2026-03-03"),
    ("il 3 marzo del 2026", "2026-03-03"),
    ("tre marzo", "2025-03-03", "2026-03-03"),
    ("ventitré gennaio", "2026-01-23", "2027-01-23"),
    ("ventitre' gennaio", "2026-01-23", "2027-01-23"),
    ("1° marzo", "2025-03-01", "2026-03-01"),
    ("primo marzo", "2025-03-01", "2026-03-01"),
    ("3 mar 26", "2026-03-03"),
    ("3 mar. '26", "2026-03-03"),
    ("3 marzo scorso", "2025-03-03"),
    ("3 marzo prossimo", "2026-03-03"),
    ("l'8 gennaio", "2026-01-08", "2027-01-08"),
    ("dell'8 gennaio 2026", "2026-01-08"),
    ("martedì 3 febbraio", "2026-02-03", "2027-02-03"),
    ("29 febbraio", "2024-02-29", "2028-02-29"),
    ("10 febbraio", "2026-02-10"),
    ("il 3", "2026-02-03", "2026-03-03"),
    ("il 31", "2026-01-31", "2026-03-31"),
    ("il 3 scorso", "2026-02-03"),
    ("il 12 prossimo", "2026-02-12"),
    ("ieri", "2026-02-09"),
    ("IERI SERA", "2026-02-09"),
    ("oggi", "2026-02-10"),
    ("stamattina", "2026-02-10"),
    ("domani", "2026-02-11"),
    ("dopodomani", "2026-02-12"),
    ("l'altro ieri", "2026-02-08"),
    ("l’altro ieri", "2026-02-08"),
    ("altroieri", "2026-02-08"),
    ("avantieri", "2026-02-08"),
    ("lunedì", "2026-02-09", "2026-02-16"),
    ("lunedi", "2026-02-09", "2026-02-16"),
    ("LUNEDI'", "2026-02-09", "2026-02-16"),
    ("martedì", "2026-02-10"),
    ("martedì scorso", "2026-02-03"),
    ("martedì prossimo", "2026-02-17"),
    ("lunedì scorso", "2026-02-09"),
    ("lunedì prossimo", "2026-02-16"),
    ("lo scorso lunedì", "2026-02-09"),
    ("domenica", "2026-02-08", "2026-02-15"),
    ("3 giorni fa", "2026-02-07"),
    ("fra 3 giorni", "2026-02-13"),
    ("tra due settimane", "2026-02-24"),
    ("una settimana fa", "2026-02-03"),
    ("un mese fa", "2026-01-10"),
    ("un anno fa", "2025-02-10"),
    ("il 3 marzo alle 15:30", "2025-03-03", "2026-03-03"),
    ("03/02/2026 ore 15.30", "2026-02-03"),
    ("03/02/2026 15:30", "2026-02-03"),
    ("in data 03/02/2026", "2026-02-03"),
    ("data: 03/02/2026.", "2026-02-03"),
    ("3 March", "2025-03-03", "2026-03-03"),
    ("March 3rd, 2026", "2026-03-03"),
    ("March 3", "2025-03-03", "2026-03-03"),
    ("3rd of March 2026", "2026-03-03"),
    ("the 3rd", "2026-02-03", "2026-03-03"),
    ("yesterday", "2026-02-09"),
    ("the day before yesterday", "2026-02-08"),
    ("last Monday", "2026-02-09"),
    ("next Tuesday", "2026-02-17"),
    ("Monday", "2026-02-09", "2026-02-16"),
    ("3 days ago", "2026-02-07"),
    ("in a week", "2026-02-17"),
    ("on 3 March 2026 at 3 pm", "2026-03-03"),
]

INVALID = [
    ("31/02/2026", "impossible"),
    ("29/02/2026", "impossible"),
    ("03/13/2026", "impossible"),
    ("31 febbraio", "impossible"),
    ("31022026", "impossible"),
    ("0026-02-03", "impossible"),
    ("00/00/00", "impossible"),
    ("fra 999 anni", "impossible"),
    ("3 giorni", "shape"),
    ("non lo so", "shape"),
    ("", "shape"),
    ("3", "shape"),
    ("V12345/2026", "shape"),
    ("marzo", "shape"),
    ("3 marzo e poi 4 marzo", "shape"),
]

CERTAIN, LIKELY, MAYBE = Sure.CERTAIN, Sure.LIKELY, Sure.MAYBE
FOUND = [
    ("MULTA AB123CD V12345/2026 03/02/2026", [("2026-02-03", CERTAIN)]),
    ("verbale 12345 del 3 marzo 2026, targa AB123CD", [("2026-03-03", CERTAIN)]),
    ("ho preso una multa ieri, come la pago?", [("2026-02-09", LIKELY)]),
    ("multa di lunedi' in via Roma", [("2026-02-09", LIKELY)]),
    ("la multa del tre febbraio scorso", [("2026-02-03", LIKELY)]),
    ("multa presa il 3 in centro", [("2026-02-03", MAYBE)]),
    ("dal 3/2/26 al 5/2/26", [("2026-02-03", CERTAIN), ("2026-02-05", CERTAIN)]),
    ("il 3 marzo alle 15:30 in via Roma 12", [("2025-03-03", LIKELY)]),
    ("mi fate il 30% di sconto?", []),
    ("pago il 3,5", []),
    ("il verbale 12345/2026", []),
    ("il 31/02/2026", []),
    ("V12/03/2026", []),
    ("fra tre case", []),
    ("ho 3 giorni di tempo", []),
    ("via 4 Novembre 12", []),
    ("3010 0000 0000 0042 85", []),
    ("333 123 4567", []),
    ("vorrei pagare una multa", []),
    ("tre uffici e due sportelli", []),
]


@pytest.mark.parametrize("case", READ, ids=[case[0] for case in READ])
def test_reads(case):
    text, quoted, *coming = case
    assert str(Date.parse(text, READING)) == quoted
    assert str(FutureDate.parse(text, READING)) == (coming[0] if coming else quoted)


@pytest.mark.parametrize(("text", "reason"), INVALID, ids=[case[0] for case in INVALID])
def test_refuses(text, reason):
    with pytest.raises(WrongAnswer) as refused:
        Date.parse(text, READING)
    assert refused.value.reason == reason


@pytest.mark.parametrize(("text", "expected"), FOUND, ids=[case[0] for case in FOUND])
def test_finds(text, expected):
    found = [*Date.find(text, READING)]
    assert [(str(one.value), one.sure) for one in found] == expected
    assert all(Date.parse(text[one.start : one.end], READING) == one.value for one in found)


def test_shows_the_month_in_letters():
    day = Date(date(2026, 2, 3))
    assert day.show("it") == "03/02/2026"
    assert day.show("en-GB") == "3 February 2026"
    assert day.show("de") == "03/02/2026"


DAYS = st.dates(date(1850, 1, 1), date(2199, 12, 31))


@given(DAYS, DAYS)
def test_what_is_shown_is_read_back_on_any_day(day, today):
    reading = Reading(today)
    for form in (Date, FutureDate):
        assert form.parse(str(form(day)), reading) == form(day)
        assert form.parse(form(day).show("it"), reading) == form(day)
        assert form.parse(form(day).show("en"), reading) == form(day)
        assert form.parse(f"{day:%d/%m/}{day.year}", reading) == form(day)


@given(st.integers(1, 31), st.integers(1, 12), DAYS)
def test_a_day_without_its_year_is_on_the_side_of_its_policy(day, month, today):
    try:
        past = Date.parse(f"{day}/{month}", Reading(today)).day
        coming = FutureDate.parse(f"{day}/{month}", Reading(today)).day
    except WrongAnswer as impossible:
        assert impossible.reason == "impossible"  # noqa: PT017 - most days are possible
    else:
        assert past <= today <= coming
