"""What texts cost by SMS, against an oracle that lays the segments out one by one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels import gsm7
from channels.gsm7 import Alphabet, guilty, segments, septets
from channels.plain_letters import fits, plain_letters, transliterate

LETTERS = st.characters(codec="utf-8", exclude_categories=["Cs"])
SMALL = st.text(st.sampled_from(gsm7.BASIC + gsm7.EXTENSION), max_size=700)
ANY = st.one_of(
    SMALL,
    st.text(st.one_of(LETTERS, st.sampled_from("aà€{È’😀 ")), max_size=400),
)


def laid_out(text):
    """Write the text out as the network does: a list of segments, each a list of what a character takes."""
    seven = all(c in gsm7.BASIC + gsm7.EXTENSION for c in text)
    taken = [
        ["esc", c] if seven and c in gsm7.EXTENSION else [c] if seven or ord(c) < 0x10000 else ["hi", "lo"]
        for c in text
    ]
    whole = [unit for units in taken for unit in units]
    bits = 7 if seven else 16
    if len(whole) * bits <= 1120:
        return [whole] if whole else []
    out = [[]]
    for units in taken:
        if (len(out[-1]) + len(units)) * bits > 1120 - 48:
            out.append([])
        out[-1] += units
    return out


@given(ANY)
def test_counts_as_when_the_segments_are_laid_out(text):
    counted, written = segments(text), laid_out(text)
    assert counted.count == len(written)
    assert counted.units == sum(map(len, written))
    size = counted.alphabet.joined if len(written) > 1 else counted.alphabet.single
    assert counted.remaining == size - (len(written[-1]) if written else 0)


@given(ANY)
def test_the_guilty_are_exactly_the_letters_that_force_16_bits(text):
    culprits = guilty(text)
    assert (segments(text).alphabet is Alphabet.UCS2) == bool(culprits)
    rest = "".join(c for c in text if c not in culprits)
    assert segments(rest).alphabet is Alphabet.GSM7
    assert all(segments(c).alphabet is Alphabet.UCS2 for c in culprits)


@given(ANY)
def test_rewriting_never_costs_more_and_never_twice(text):
    plain = transliterate(text)
    before, after = segments(text), segments(plain)
    assert after.count <= before.count
    assert plain == text or after.count < before.count or after.alphabet is Alphabet.GSM7
    assert transliterate(plain) == plain


@given(SMALL)
def test_what_is_in_the_alphabet_stays_as_it_is(text):
    assert transliterate(text) == plain_letters(text) == text
    assert septets(text) == segments(text).units


@pytest.mark.parametrize(
    ("label", "text", "expected"),
    [
        ("nothing", "", (Alphabet.GSM7, 0, 0, 160)),
        ("one letter", "a", (Alphabet.GSM7, 1, 1, 159)),
        ("Italian small letters are free", "àèéìòùÉ", (Alphabet.GSM7, 7, 1, 153)),
        ("full", "a" * 160, (Alphabet.GSM7, 160, 1, 0)),
        ("one too many", "a" * 161, (Alphabet.GSM7, 161, 2, 145)),
        ("two full", "a" * 306, (Alphabet.GSM7, 306, 2, 0)),
        ("three begun", "a" * 307, (Alphabet.GSM7, 307, 3, 152)),
        ("three full", "a" * 459, (Alphabet.GSM7, 459, 3, 0)),
        ("four begun", "a" * 460, (Alphabet.GSM7, 460, 4, 152)),
        ("the euro takes two", "€" * 80, (Alphabet.GSM7, 160, 1, 0)),
        ("eighty-one euros", "€" * 81, (Alphabet.GSM7, 162, 2, 143)),
        ("a pair is not torn", "a" * 152 + "€" + "a" * 10, (Alphabet.GSM7, 164, 2, 141)),
        ("a pair just fits", "a" * 151 + "€" + "a" * 10, (Alphabet.GSM7, 163, 2, 143)),
        ("one capital accent", "È", (Alphabet.UCS2, 1, 1, 69)),
        ("full of 16 bits", "È" * 70, (Alphabet.UCS2, 70, 1, 0)),
        ("71", "È" * 71, (Alphabet.UCS2, 71, 2, 63)),
        ("134", "È" * 134, (Alphabet.UCS2, 134, 2, 0)),
        ("201", "È" * 201, (Alphabet.UCS2, 201, 3, 0)),
        ("202", "È" * 202, (Alphabet.UCS2, 202, 4, 66)),
        ("a picture takes two", "😀" * 35, (Alphabet.UCS2, 70, 1, 0)),
        ("a picture is not torn", "È" * 66 + "😀" + "È" * 10, (Alphabet.UCS2, 78, 2, 55)),
        ("no backtick in the alphabet", "`", (Alphabet.UCS2, 1, 1, 69)),
        ("no small c with cedilla", "ç", (Alphabet.UCS2, 1, 1, 69)),
    ],
    ids=lambda value: value if isinstance(value, str) and len(value) < 40 else "",
)
def test_segments(label, text, expected):
    got = segments(text)
    assert (got.alphabet, got.units, got.count, got.remaining) == expected, label


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("È pronto: c’è", "E' pronto: c'è"),
        ("À Á Ì Í Ò Ó Ù Ú É", "A' A' I' I' O' O' U' U' É"),
        ("“Ufficio” «Anagrafe»", '"Ufficio" "Anagrafe"'),
        ("lun–ven — 9‑12…", "lun-ven - 9-12..."),
        ("10\u00a0€", "10 €"),
        ("cosí, perchè, papá, piú", "così, perchè, papà, più"),
        ("e\u0300 gia\u0300", "è già"),
        ("Łódź, façade, Škoda, Müller", "Lòdz, facade, Skoda, Müller"),
        ("n° 5, 1° piano, 2ª fila", "n. 5, 1o piano, 2a fila"),
        ("ﬁne → qui", "fine -> qui"),
        ("zero\u200bwidth", "zerowidth"),
        ("½ ora", "½ ora"),
        ("…" * 70, "…" * 70),  # 210 septets would be two segments
        ("Привет", "Привет"),
        ("È 👍", "È 👍"),
        ("👍", "👍"),
        ("😀" + "…" * 60, "😀" + "…" * 60),
        ("👍🏽" + "È" * 70, "E'" * 70),
        ("✅ " + "Ricevuto. " * 8, ("Ricevuto. " * 8).strip()),
        ("È" * 70 + "☎", "E'" * 70),
        ("Fatto 👍. " + "È ora 🙏🏽 , sì 🎉! " * 5, "Fatto. " + ("E' ora, sì! " * 5).strip()),
        ("(sole ☀️) e 🌧 pioggia 🌧🌧" + "!" * 60, "(sole) e pioggia" + "!" * 60),
        ("a 👍 b . c" + "." * 70, "a b . c" + "." * 70),
        ("Привет " + "È" * 60 + "…", "Привет " + "È" * 60 + "…"),
    ],
)
def test_transliterate(text, plain):
    assert transliterate(text) == plain


@pytest.mark.parametrize(
    ("text", "is_one_part"),
    [
        ("a" * 459, True),
        ("a" * 460, False),
        ("я" * 201, True),
        ("я" * 202, False),
        ("’" * 459, True),
        ("’" * 460, False),
        ("a" * 152 + "€" + "a" * 152 + "€" + "a" * 149, True),
        ("a" * 152 + "€" + "a" * 151 + "€" + "a" * 152, False),
        ("", True),
    ],
)
def test_fits(text, is_one_part):
    assert fits(text) is is_one_part


def test_no_septets_of_another_alphabet():
    with pytest.raises(ValueError, match="7-bit"):
        septets("È")
