"""What is said of a text before it goes to many by SMS: what makes it dear, and a wording that is cheaper."""

from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels import gsm7
from channels.gsm7_advice import advise, cut
from channels.plain_letters import transliterate

ANY = st.text(
    st.one_of(st.characters(codec="utf-8", exclude_categories=["Cs"]), st.sampled_from("aÈ’😀 \n€"))
)


@pytest.mark.parametrize(
    ("label", "text", "guilty", "wording"),
    [
        ("nothing to say", "Scuole chiuse domani: è neve.", [], ""),
        ("a capital with its accent", "È chiusa", [("È", (0,), "E'")], "E' chiusa"),
        ("a typographic apostrophe", "l’acqua, l’aria", [("’", (1, 10), "'")], "l'acqua, l'aria"),
        ("quotes", "«Corso»", [("«", (0,), '"'), ("»", (6,), '"')], '"Corso"'),
        ("a dash", "8–12", [("–", (1,), "-")], "8-12"),
        ("a picture goes", "⚠ Allerta 🌧 oggi", [("⚠", (0,), ""), ("🌧", (10,), "")], "Allerta oggi"),
        ("another script stays", "Внимание", None, ""),
        ("only a picture", "🌧", [("🌧", (0,), "")], ""),
        ("decomposed letters are put together first", "E\u0300 qui", [("È", (0,), "E'")], "E' qui"),
        ("lines stay", "È\n🌧 qui", [("È", (0,), "E'"), ("🌧", (2,), "")], "E'\nqui"),
    ],
)
def test_advice(label, text, guilty, wording):
    advice = advise(text)
    if guilty is not None:
        assert [(each.character, each.at, each.plain) for each in advice.guilty] == guilty, label
    else:
        assert all(each.plain is None for each in advice.guilty), label
    assert advice.wording == wording, label


def test_the_guilty_are_named():
    assert [each.name for each in advise("’È\ue000").guilty] == [
        "right single quotation mark",
        "latin capital letter e with grave",
        "U+E000",
    ]


@pytest.mark.parametrize(
    ("label", "text", "typed", "sent", "offered", "saves"),
    [
        ("one apostrophe of 150 is rewritten by itself", "a" * 149 + "’", 3, 1, 1, 0),
        ("a picture keeps its 16 bits while that costs nothing", "a 🌧", 1, 1, 1, 0),
        ("a letter of another script costs a segment", "a" * 150 + "я", 3, 3, 3, 0),
    ],
)
def test_what_is_saved(label, text, typed, sent, offered, saves):
    advice = advise(text)
    assert (advice.typed.count, advice.sent.count, advice.offered.count) == (typed, sent, offered), label
    assert advice.saves == saves, label


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("", 0),
        ("a" * 160, 0),
        ("a" * 161, 1),
        ("a" * 306, 146),
        ("a" * 307, 1),
        ("a" * 310, 4),
        ("я" * 71, 1),
    ],
)
def test_what_must_go_for_one_segment_less(text, units):
    assert cut(gsm7.segments(text)) == units
    if units:
        before = gsm7.segments(text).count
        assert gsm7.segments(text[units:]).count == before - 1
        assert gsm7.segments(text[units - 1 :]).count == before


@given(ANY)
def test_a_wording_is_within_the_alphabet_and_what_leaves_is_what_the_channel_sends(text):
    advice = advise(text)
    assert gsm7.is_gsm(advice.wording)
    assert advice.sent == gsm7.segments(transliterate(text))
    assert bool(advice.guilty) == (not gsm7.is_gsm(normalize("NFC", text)))
    assert all(each.plain is None or gsm7.is_gsm(each.plain) for each in advice.guilty)
