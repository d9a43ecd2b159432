"""Numbers of fines: the ways of many cities, and all the figures that are something else."""

from datetime import date

import pytest

from bot.errors import WrongAnswer
from bot.values.fine_number import FineNumber
from bot.values.value import Reading, Sure

READING = Reading(date(2026, 2, 10))

VALID = [
    ("V12345/2026", "V12345/2026", "V123452026"),
    ("v12345/2026", "V12345/2026", "V123452026"),
    ("V 12345 / 2026", "V12345/2026", "V123452026"),
    ("V202400123", "V202400123", "V202400123"),
    ("R000000123456789", "R000000123456789", "R123456789"),
    ("2026/000123", "2026/000123", "2026123"),
    ("12345/2026", "12345/2026", "123452026"),
    ("12345", "12345", "12345"),
    ("VV-123/26", "VV-123/26", "VV1232026"),
    ("V12345/26", "V12345/26", "V123452026"),
    ("n. 12345", "12345", "12345"),
    ("n° 12345", "12345", "12345"),
    ("nr 12345", "12345", "12345"),
    ("verbale n. V12345/2026", "V12345/2026", "V123452026"),
    ("Numero: 12345/2026.", "12345/2026", "123452026"),
    ("il verbale V12345/2026", "V12345/2026", "V123452026"),
    ("#12345", "12345", "12345"),
    ("12345/V/2026", "12345/V/2026", "12345V2026"),
    ("V-012345/2026", "V-012345/2026", "V123452026"),
    ("0", "0", "0"),
]

INVALID = [
    ("a date", "03/02/2026", "date"),
    ("a short date", "3/2/26", "date"),
    ("a plate", "AB123CD", "plate"),
    ("a plate with spaces", "ab 123 cd", "plate"),
    ("a payment notice", "301000000000004285", "notice"),
    ("a payment notice in groups", "3010 0000 0000 0042 85", "notice"),
    ("an amount", "42,10", "shape"),
    ("words", "non lo so", "shape"),
    ("nothing", "", "shape"),
    ("only a label", "verbale", "shape"),
    ("a sentence", "ho preso 2 multe", "shape"),
    ("digits of another script", "V١٢٣", "shape"),
]

LIKELY, MAYBE = Sure.LIKELY, Sure.MAYBE
FOUND = [
    ("MULTA AB123CD V12345/2026 03/02/2026", [("V12345/2026", LIKELY)]),
    ("multa v 12345 / 2026 del 3/2/26", [("V12345/2026", LIKELY)]),
    ("verbale n. 12345 del 03/02/2026", [("12345", LIKELY)]),
    ("verbale nr 12345 del 3 marzo 2026", [("12345", LIKELY)]),
    ("ho il verbale 12345/2026, targa AB 123 CD", [("12345/2026", LIKELY)]),
    ("AB123CD 12345 03/02/2026", [("12345", MAYBE)]),
    ("2026/000123 e 2026/000124", [("2026/000123", LIKELY), ("2026/000124", LIKELY)]),
    ("la R000000123456789", [("R000000123456789", LIKELY)]),
    ("VV-123/26 non la trovo", [("VV-123/26", LIKELY)]),
    ("multa 123", [("123", MAYBE)]),
    ("ho 2 multe da 42,10 euro", []),
    ("ho preso 3 multe nel 2026", []),
    ("il 3/2 alle 15:30", []),
    ("a 02/2026", []),
    ("entro 1234 giorni", []),
    ("devo pagare 12345 euro o € 12345", []),
    ("devo pagare 1.234,50", []),
    ("chiamatemi al 333 123 4567 o 3331234567", []),
    ("chiamatemi al +39 333 1234567 o allo 0586 123456", []),
    ("avviso 3010 0000 0000 0042 85", []),
    ("301000000000004285", []),
    ("RSSMRA85T10E625C", []),
    ("IT60 X054 2811 1010 0000 0123 456", []),
    ("IT60X0542811101000000123456", []),
    ("Livorno, CAP 57123", []),
    ("mario1234@example.it www.example.it/12345", []),
    ("la V12 e la A4", []),
    ("via dei Mille 22/b", []),
    ("buongiorno", []),
]


@pytest.mark.parametrize(("text", "canonical", "key"), VALID, ids=[c[0] for c in VALID])
def test_reads(text, canonical, key):
    number = FineNumber.parse(text, READING)
    assert (str(number), number.key, number.show("en")) == (canonical, key, canonical)
    assert FineNumber.parse(canonical, READING) == number


@pytest.mark.parametrize(("text", "reason"), [case[1:] for case in INVALID], ids=[c[0] for c in INVALID])
def test_refuses(text, reason):
    with pytest.raises(WrongAnswer) as refused:
        FineNumber.parse(text, READING)
    assert refused.value.reason == reason


@pytest.mark.parametrize(("text", "expected"), FOUND, ids=[c[0] for c in FOUND])
def test_finds(text, expected):
    found = [*FineNumber.find(text, READING)]
    assert [(str(one.value), one.sure) for one in found] == expected
    assert all(FineNumber.parse(text[one.start : one.end], READING) == one.value for one in found)
