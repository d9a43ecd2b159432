"""Payment notices given together: typed, read from codes, one of them wrong."""

import pytest

from bot.errors import WrongAnswer
from bot.values import FineNumber, NoticeNumbers
from bot.values.value import Sure

ONE, TWO, WRONG = "301000000000004285", "302032002700000251", "301000000000004286"
CODE = f"PAGOPA|002|{TWO}|03334231200|11"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        pytest.param(ONE, ONE, id="one"),
        pytest.param("3010 0000 0000 0042 85", ONE, id="as on the paper"),
        pytest.param(f"{ONE} {TWO}", f"{ONE} {TWO}", id="two"),
        pytest.param(f"{ONE},{TWO}", f"{ONE} {TWO}", id="two, a comma and no space"),
        pytest.param(f"3010 0000 0000 0042 85 e {TWO}", f"{ONE} {TWO}", id="two with a word between"),
        pytest.param(f"{ONE} {ONE}", ONE, id="the same twice"),
        pytest.param(CODE, f"{TWO}@03334231200", id="a square code"),
        pytest.param(f"{CODE}\n{TWO}", f"{TWO}@03334231200", id="a code, and its number typed"),
        pytest.param(f"{TWO}\n{CODE}", f"{TWO}@03334231200", id="the number, then its code"),
        pytest.param(f"{WRONG} {ONE}", f"{WRONG} {ONE}", id="a wrong one is kept beside a right one"),
        pytest.param("numero avviso: 3010-0000.0000 0042 85", ONE, id="labelled, other separators"),
    ],
)
def test_what_is_read(text, kept, reading):
    assert str(NoticeNumbers.parse(text, reading)) == kept
    assert str(NoticeNumbers.parse(kept, reading)) == kept


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        pytest.param(WRONG, "check", id="a wrong digit"),
        pytest.param(f"{WRONG} 301000000000004287", "check", id="all of them wrong"),
        pytest.param("3010000000000042", "length", id="two digits lacking"),
        pytest.param("401000000000004285", "aux", id="no such first digit"),
        pytest.param("2", "shape", id="a number from a menu"),
        pytest.param("AB123CD", "shape", id="a plate"),
        pytest.param("", "shape", id="nothing"),
        pytest.param(
            " ".join(f"1{number:017}" for number in range(6)), "many", id="six: more than a cart holds"
        ),
    ],
)
def test_what_is_refused(text, reason, reading, refused):
    assert refused(NoticeNumbers, text, reading) == reason


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param(f"pago {ONE} e {TWO} oggi", [(f"{ONE} {TWO}", Sure.CERTAIN)], id="in a sentence"),
        pytest.param("avviso 112345678901234567", [("112345678901234567", Sure.LIKELY)], id="unchecked"),
        pytest.param(f"avviso {WRONG}", [], id="a wrong digit"),
        pytest.param("IT60X0301000000000004285", [], id="a piece of an IBAN"),
        pytest.param("nessun numero", [], id="none"),
    ],
)
def test_what_is_found(text, found, reading):
    assert [(str(one.value), one.sure) for one in NoticeNumbers.find(text, reading)] == found


def test_a_wrong_one_is_known_for_wrong(reading):
    given = NoticeNumbers.parse(f"{WRONG} {ONE}", reading).given
    assert [(str(each.number), each.wrong) for each in given] == [(WRONG, True), (ONE, False)]


def test_the_number_of_a_fine_is_not_found_in_a_square_code(reading):
    assert list(FineNumber.find(CODE, reading)) == []
    with pytest.raises(WrongAnswer):
        FineNumber.parse(CODE, reading)


def test_they_are_shown_as_on_their_papers(reading):
    shown = NoticeNumbers.parse(f"{ONE} {TWO}", reading).show("it")
    assert shown == "3010 0000 0000 0042 85, 3020 3200 2700 0002 51"
