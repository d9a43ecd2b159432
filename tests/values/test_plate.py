"""Plates: what is one, what is almost one, and where one stands in a sentence."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import WrongAnswer
from bot.values.plate import Plate
from bot.values.plate_kind import Kind
from bot.values.value import Reading, Sure

READING = Reading(date(2026, 2, 10))

VALID = [
    ("the series since 1994", "AB123CD", "AB123CD", Kind.CAR),
    ("small letters and spaces", " ab 123 cd ", "AB123CD", Kind.CAR),
    ("hyphens", "AB-123-CD", "AB123CD", Kind.CAR),
    ("dots", "AB.123.CD", "AB123CD", Kind.CAR),
    ("a label", "Targa: AB123CD", "AB123CD", Kind.CAR),
    ("a full stop after it", "ab123cd.", "AB123CD", Kind.CAR),
    ("a motorcycle", "AB12345", "AB12345", Kind.MOTORCYCLE),
    ("a moped", "X2BC3D", "X2BC3D", Kind.MOPED),
    ("a moped, digits only", "x 22222", "X22222", Kind.MOPED),
    ("an old moped", "2AB3C", "2AB3C", Kind.OLD_MOPED),
    ("a trailer", "XA123BC", "XA123BC", Kind.TRAILER),
    ("the local police", "YA123AB", "YA123AB", Kind.POLICE),
    ("a motorcycle of the local police", "YA01234", "YA01234", Kind.POLICE),
    ("before 1994", "LI 123456", "LI123456", Kind.OLD),
    ("before 1994 with a letter", "MI 1A2345", "MI1A2345", Kind.OLD),
    ("Rome", "ROMA A12345", "ROMAA12345", Kind.OLD),
    ("the army", "EI AB123", "EIAB123", Kind.SPECIAL),
    ("visitors from abroad", "EE123AB", "EE123AB", Kind.SPECIAL),
    ("the state police", "POLIZIA F1234", "POLIZIAF1234", Kind.SPECIAL),
    ("German", "M AB 1234", "MAB1234", Kind.FOREIGN),
    ("British", "AB12 CDE", "AB12CDE", Kind.FOREIGN),
    ("with its country", "targa tedesca M AB 1234", "MAB1234", Kind.FOREIGN),
    ("with its country only", "tedesca M AB 1234", "MAB1234", Kind.FOREIGN),
    ("with its sign", "(D) M-AB 1234", "MAB1234", Kind.FOREIGN),
    ("looks cut short but has a country", "LJ 123 A (SLO)", "LJ123A (SLO)", Kind.FOREIGN),
    ("looks like O for 0 but has a country", "targa croata OS 123 AB", "OS123AB (HR)", Kind.FOREIGN),
]

INVALID = [
    ("O for zero among the digits", "ABO23CD", "letters"),
    ("I for one", "AB I23 CD", "letters"),
    ("O for zero in a motorcycle's", "AB1234O", "letters"),
    ("zero among the letters", "AB1230D", "letters"),
    ("a letter that no car bears", "AQ123CD", "letters"),
    ("the last letter is missing", "AB123C", "length"),
    ("the first letter is missing", "B123CD", "length"),
    ("a digit is missing", "AB12CD", "length"),
    ("a fine number", "V12345/2026", "shape"),
    ("no digit", "non lo so", "shape"),
    ("only digits", "123456", "shape"),
    ("a fiscal code", "RSSMRA85T10E625C", "shape"),
    ("nothing", "", "shape"),
    ("a country and no digit", "targa tedesca boh", "shape"),
    ("how one speaks of a plate, run together", "ingleseinglese0", "shape"),
]

FOUND = [
    ("the one-shot message", "MULTA AB123CD V12345/2026 03/02/2026", [("AB123CD", Sure.CERTAIN)]),
    ("small and spaced", "la targa della panda e ab 123 cd ok?", [("AB123CD", Sure.LIKELY)]),
    ("glued to a label", "targa:AB123CD,verbale 12", [("AB123CD", Sure.CERTAIN)]),
    ("no space after the full stop", "ho la AB123CD.Come pago?", [("AB123CD", Sure.CERTAIN)]),
    ("a participle", "una Panda targata ab123cd", [("AB123CD", Sure.CERTAIN)]),
    ("two of them", "da AB123CD a EF456GH", [("AB123CD", Sure.CERTAIN), ("EF456GH", Sure.CERTAIN)]),
    ("a motorcycle", "multa alla moto AB12345", [("AB12345", Sure.LIKELY)]),
    ("a motorcycle with a space", "multa alla moto AB 12345", [("AB12345", Sure.MAYBE)]),
    ("a moped", "motorino X2BC3D", [("X2BC3D", Sure.LIKELY)]),
    ("German, told", "targa tedesca M AB 1234 del 3 marzo", [("MAB1234", Sure.CERTAIN)]),
    ("German, in capitals", "TARGA TEDESCA M AB 1234 DEL 3 MARZO", [("MAB1234", Sure.CERTAIN)]),
    ("German, before a date", "targa tedesca: M AB 1234 03/02/2026", [("MAB1234", Sure.CERTAIN)]),
    ("German, its sign", "la multa alla M-AB 1234 (D), grazie", [("MAB1234", Sure.CERTAIN)]),
    ("its label taken away", "tedesca M AB 1234 del 3", [("MAB1234", Sure.CERTAIN)]),
    ("a country that is none", "M-AB 1234 (XX)", []),
    ("old, told", "la targa è LI 123456", [("LI123456", Sure.LIKELY)]),
    ("old, of Rome", "targa ROMA A12345 grazie", [("ROMAA12345", Sure.LIKELY)]),
    ("old, not told", "pratica LI123456", []),
    ("a car that is spoken of", "ho la 500 da due anni", []),
    ("a number after a word", "verbale nr 12345 di 57100", []),
    ("a fine number", "V12345/2026", []),
    ("a fiscal code", "RSSMRA85T10E625C", []),
    ("a bank account", "IT60X0542811101000000123456", []),
    ("a bank account in groups", "IT60 X054 2811 1010 0000 0123 456", []),
    ("a piece of a web address", "www.example.it/AB123CD", []),
    ("a piece of a mail address", "AB123CD@example.it", []),
    ("a longer token", "AB123CDE AAB123CD AB123CD-7", []),
    ("a doubtful one is not taken", "targa ABO23CD", []),
    ("no digit", "buongiorno", []),
]


@pytest.mark.parametrize(
    ("text", "canonical", "kind"), [case[1:] for case in VALID], ids=[c[0] for c in VALID]
)
def test_reads(text, canonical, kind):
    plate = Plate.parse(text, READING)
    assert str(plate) == canonical
    assert plate.kind is kind
    assert plate.show("it") == canonical


@pytest.mark.parametrize(("text", "reason"), [case[1:] for case in INVALID], ids=[c[0] for c in INVALID])
def test_refuses(text, reason):
    with pytest.raises(WrongAnswer) as refused:
        Plate.parse(text, READING)
    assert refused.value.reason == reason


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in FOUND], ids=[c[0] for c in FOUND])
def test_finds(text, expected):
    found = [*Plate.find(text, READING)]
    assert [(str(one.value), one.sure) for one in found] == expected
    assert all(Plate.parse(text[one.start : one.end], READING) == one.value for one in found)


@given(st.from_regex(r"[A-HJ-NPR-TV-Z]{2}[ .-]?[0-9]{3}[ .-]?[A-HJ-NPR-TV-Z]{2}", fullmatch=True))
def test_every_car_of_the_series_is_read(written):
    assert Plate.parse(written, READING).kind in {Kind.CAR, Kind.TRAILER, Kind.POLICE, Kind.SPECIAL}
    assert Plate.parse(written, READING) == Plate.parse(written.lower(), READING)
