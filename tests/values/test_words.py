"""Values made of words: names, free text, yes and no, choices, addresses; and references."""

import itertools
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import WrongAnswer
from bot.values import Address, Choice, FreeText, PersonName, Reference, YesNo
from bot.values.value import Option, Reading, Sure

READING = Reading(date(2026, 2, 10))
CERTAIN, LIKELY, MAYBE = Sure.CERTAIN, Sure.LIKELY, Sure.MAYBE

READ = [
    (PersonName, "mario rossi", "Mario Rossi"),
    (PersonName, "MARIO ROSSI", "Mario Rossi"),
    (PersonName, "  Mario   Rossi ", "Mario Rossi"),
    (PersonName, "d’angelo nicolo'", "D'Angelo Nicolò"),
    (PersonName, "MARIA-LUISA DE LUCA", "Maria-Luisa De Luca"),
    (PersonName, "Ian McDonald", "Ian McDonald"),
    (PersonName, "Alcide de Gasperi", "Alcide de Gasperi"),
    (PersonName, "mi chiamo Mario Rossi", "Mario Rossi"),
    (PersonName, "ALİ KAYA", "Ali Kaya"),
    (PersonName, "sono sono io", "Io"),
    (PersonName, "niccolò", "Niccolò"),
    (FreeText, "  due righe\r\nmie ", "due righe\nmie"),
    (FreeText, "zero\x00byte", "zerobyte"),
    (Address, "via Roma 12", "Via Roma 12"),
    (Address, "VIA DEI MILLE, 12/A", "Via dei Mille 12/A"),
    (Address, "abito in v.le Italia n. 5 bis", "Viale Italia 5BIS"),
    (Address, "VIA XX SETTEMBRE 3", "Via XX Settembre 3"),
    (Address, "p.zza XX Settembre 3", "Piazza XX Settembre 3"),
    (Address, "via 4 Novembre 12", "Via 4 Novembre 12"),
    (Address, "scali d'Azeglio 7 b", "Scali d'Azeglio 7B"),
    (Address, "Località Quercianella snc", "Località Quercianella snc"),
    (Address, "Via Roma 12, 57123 Livorno", "Via Roma 12, 57123 Livorno"),
    (Address, "Via Roma 12 interno 3", "Via Roma 12, interno 3"),
    (Reference, "rif. 0006-2t4k", "00062T4K"),
    (Reference, str(Reference.make(123456)), "00062T4K"),
]

REFUSED = [
    (PersonName, "M", "shape"),
    (PersonName, "Mario 2", "digits"),
    (PersonName, "", "shape"),
    (PersonName, "mario@example.it", "shape"),
    (PersonName, "a" * 81, "shape"),
    (FreeText, " \n ", "empty"),
    (FreeText, "a" * 2001, "long"),
    (YesNo, "", "shape"),
    (YesNo, "forse", "shape"),
    (YesNo, "non lo so", "shape"),
    (YesNo, "si prega di attendere", "shape"),
    (YesNo, "no sì", "both"),
    (YesNo, "grazie", "shape"),
    (YesNo, "sì " * 30, "shape"),
    (YesNo, "noi", "shape"),
    (Address, "via Roma", "number"),
    (Address, "Roma 12", "shape"),
    (Address, "", "shape"),
    (Address, "via Roma del 3", "shape"),
    (Reference, "BCDF", "length"),
    (Reference, "BCDFAEIU", "shape"),
    (Reference, "", "shape"),
]

FOUND = [
    (PersonName, "mi chiamo mario rossi e ho preso una multa", [("Mario Rossi", LIKELY)]),
    (PersonName, "Buongiorno, il mio nome è Anna D'Angelo.", [("Anna D'Angelo", LIKELY)]),
    (PersonName, "my name is John Smith", [("John Smith", LIKELY)]),
    (PersonName, "mi chiamo Mario ho una multa", [("Mario", LIKELY)]),
    (PersonName, "mi chiamo ed ecco", []),
    (PersonName, "mi chiamo e basta", []),
    (PersonName, "Mario Rossi", []),
    (FreeText, "qualunque cosa", []),
    (YesNo, "sì, ma la targa è AB123CD", [("yes", MAYBE)]),
    (YesNo, "No. La data è sbagliata", [("no", MAYBE)]),
    (YesNo, "si paga qui?", []),
    (YesNo, "dunque, si paga qui?", []),
    (Address, "multa in via Roma 12 il 3 marzo", [("Via Roma 12", LIKELY)]),
    (
        Address,
        "da via Roma 12/a a P.zza Cavour, 5.",
        [("Via Roma 12/A", LIKELY), ("Piazza Cavour 5", LIKELY)],
    ),
    (Address, "ero in via Roma il 3 marzo", []),
    (Address, "via Roma del 3", []),
    (Address, "mandatemi via il verbale 12345", []),
    (Address, "il codice della strada articolo 142", []),
    (Address, "per strada pago 173 euro", []),
    (Address, "nessuna", []),
]


@pytest.mark.parametrize(("kind", "text", "canonical"), READ)
def test_reads(kind, text, canonical):
    value = kind.parse(text, READING)
    assert str(value) == canonical
    assert kind.parse(canonical, READING) == value
    assert kind.parse(value.show("it"), READING) == value


@pytest.mark.parametrize(("kind", "text", "reason"), REFUSED)
def test_refuses(kind, text, reason, refused):
    assert refused(kind, text) == reason


@pytest.mark.parametrize(("kind", "text", "expected"), FOUND)
def test_finds(kind, text, expected, found):
    assert found(kind, text) == expected


YES = (
    "si|sì|SI'|Sì!|SÌ|s|ok|OK!|okay|va bene|certo|confermo|d'accordo|D’accordo|esatto|yes|yep|y"
    "|sì grazie|si, grazie mille"
    "|ok va bene|si si|si certo|sì, confermo|Sì per favore|yes please|👍|👍🏽|👍👍|ok 👍|✔️|certo che sì"
    "|perfetto, grazie"
)
NO = (
    "no|NO!|n|nope|no grazie|No, grazie.|non confermo|macché|MACCHE'|negativo|no no|certo che no"
    "|assolutamente no|non va bene"
    "|no thanks|no, thank you|not now|i don't confirm|👎|👎🏻|no 👎|❌|non sono d'accordo"
)


@pytest.mark.parametrize("text", YES.split("|"))
def test_yes(text):
    answer = YesNo.parse(text, READING)
    assert answer
    assert (str(answer), answer.show("it"), answer.show("en")) == ("yes", "sì", "yes")


@pytest.mark.parametrize("text", NO.split("|"))
def test_no(text):
    answer = YesNo.parse(text, READING)
    assert not answer
    assert (str(answer), answer.show("it"), answer.show("en")) == ("no", "no", "no")


OPTIONS = (
    Option("birth", "Nascita", ("certificato di nascita",)),
    Option("residence", "Residenza", ("certificato di residenza", "dove abito")),
    Option("family", "Stato di famiglia"),
    Option("single", "Stato libero", ("celibe", "nubile", "💍")),
)
CHOOSING = Reading(date(2026, 2, 10), OPTIONS)

CHOSEN = [
    ("birth", "birth"),
    ("nascita", "birth"),
    ("Nascita!", "birth"),
    ("certificato di nascita", "birth"),
    ("1", "birth"),
    ("2)", "residence"),
    ("la 2", "residence"),
    ("numero 3", "family"),
    ("il terzo", "family"),
    ("la prima opzione", "birth"),
    ("re", "residence"),
    ("NASC", "birth"),
    ("stato di f", "family"),
    ("nascta", "birth"),
    ("nasicta", "birth"),
    ("residensa", "residence"),
    ("rezidensa", "residence"),
    ("stato di famglia", "family"),
    ("vorrei la residenza, grazie", "residence"),
    ("dove abito io", "residence"),
    ("sono nubile", "single"),
]

NOT_CHOSEN = [
    ("stato", "close"),
    ("sta", "close"),
    ("residenza o nascita", "close"),
    ("5", "number"),
    ("0", "number"),
    ("n", "shape"),
    ("nonsoproprio", "shape"),
    ("", "shape"),
    ("?!", "shape"),
    ("decima", "shape"),
    ("il sesto", "shape"),
]


@pytest.mark.parametrize(("text", "key"), CHOSEN)
def test_chooses(text, key):
    choice = Choice.parse(text, CHOOSING)
    assert str(choice) == key
    assert choice.show("it") == next(option.label for option in OPTIONS if option.key == key)


@pytest.mark.parametrize(("text", "reason"), NOT_CHOSEN)
def test_does_not_choose(text, reason, refused):
    assert refused(Choice, text, CHOOSING) == reason


def test_a_typo_between_two_names_is_not_guessed(refused):
    reading = Reading(date(2026, 2, 10), (Option("a", "casa"), Option("b", "cosa")))
    assert refused(Choice, "cusa", reading) == "close"
    assert Choice.parse("casa", reading) == Choice("a")


def test_the_number_of_a_label_comes_before_the_number_of_its_place():
    reading = Reading(date(2026, 2, 10), (Option("b", "2"), Option("a", "1")))
    assert Choice.parse("2", reading) == Choice("b")


def test_the_key_alone_is_shown_if_there_is_no_label():
    assert Choice("birth").show("it") == "birth"


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("mi serve un certificato di residenza per l'asilo", ["residence"]),
        ("nascita e stato di famiglia", ["birth", "family"]),
        ("che cos'è lo stato?", []),
        ("rinascita", []),
    ],
)
def test_finds_the_options_in_a_sentence(text, keys):
    assert [str(one.value) for one in Choice.find(text, CHOOSING)] == keys


def test_a_word_of_two_options_finds_neither():
    reading = Reading(date(2026, 2, 10), (Option("a", "Auto", ("mezzo",)), Option("b", "Moto", ("mezzo",))))
    assert not [*Choice.find("il mio mezzo", reading)]
    assert not [*Choice.find("il mio mezzo", READING)]


NUMBERS = st.integers(0, 29**7 - 1)
SIGNS = "023456789BCDFGHJKMNPQRSTVWXYZ"


@given(NUMBERS)
def test_a_reference_is_read_back_as_it_is_dictated(number):
    reference = Reference.make(number)
    for text in (str(reference), reference.show("it"), reference.show("it").lower().replace("0", "o")):
        assert Reference.parse(text, READING) == reference
    assert [one.value for one in Reference.find(f"pratica {reference.show('it')}?", READING)] == [reference]


@given(NUMBERS)
def test_one_wrong_sign_or_two_swapped_are_noticed(number):
    signs = str(Reference.make(number))
    wrong = {signs[:at] + other + signs[at + 1 :] for at, other in itertools.product(range(8), SIGNS)}
    for one, other in itertools.combinations(range(8), 2):
        swapped = list(signs)
        swapped[one], swapped[other] = swapped[other], swapped[one]
        wrong.add("".join(swapped))
    for text in wrong - {signs}:
        with pytest.raises(WrongAnswer, match="check"):
            Reference.parse(text, READING)


@pytest.mark.parametrize("number", [-1, 29**7])
def test_a_number_too_large_for_a_reference_is_refused(number):
    with pytest.raises(ValueError, match="reference"):
        Reference.make(number)


def test_a_reference_without_its_hyphen_is_less_sure(found):
    reference = Reference.make(123456)
    assert found(Reference, f"rif {reference}") == [("00062T4K", LIKELY)]
    assert found(Reference, f"rif {reference.show('it')}") == [("00062T4K", CERTAIN)]
    assert found(Reference, "22222222 0000 0000 BCDFGHJK BCDF-GHJ2") == []
