"""What a password may be: long is enough, unless it is among the first that are tried."""

import pytest

from sportello.web.identity.desk import Said
from sportello.web.identity.passwords import judge, normal

CASES = [
    ("a sentence", "tre gatti al sole", Said.OK),
    ("only digits, by chance", "204917385562", Said.OK),
    ("other letters", "длинный пароль", Said.OK),
    ("a manager's", "x7!kQ-p2_Lm9zz", Said.OK),
    ("eleven characters", "undici dita", Said.SHORT),
    ("twelve", "dodici ditaa", Said.OK),
    ("256", "abcdefgh" * 32, Said.OK),
    ("257", "abcdefgh" * 32 + "a", Said.LONG),
    ("a common word and digits", "password1234", Said.COMMON),
    ("the same, disguised", "P@$$w0rd2026", Said.COMMON),
    ("common words", "forza juventus!", Said.COMMON),
    ("a word again and again", "ciaociaociao", Said.COMMON),
    ("one letter", "aaaaaaaaaaaaaaa", Said.COMMON),
    ("a row of keys", "qwertyuiopasd", Said.COMMON),
    ("the rows back", "poiuytrewqmn", Said.COMMON),
    ("digits in their order", "123456789012", Said.COMMON),
    ("and back", "210987654321", Said.COMMON),
    ("the user's name", "Mario.Rossi.1980", Said.COMMON),
    ("the town", "comune di prova 1", Said.COMMON),
]


@pytest.mark.parametrize(("password", "said"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_a_password_is_judged(password, said):
    assert judge(password, password, "mario.rossi", "mario", "rossi", "Comune di Prova") is said


def test_the_two_must_be_the_same_however_a_keyboard_writes_them():
    assert judge("perche\u0301 no, domani", "perch\u00e9 no, domani") is Said.OK
    assert judge("perché no, domani", "perche no, domani") is Said.UNEQUAL
    assert normal("e\u0301") == "\u00e9"
