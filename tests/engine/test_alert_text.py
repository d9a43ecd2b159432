"""The words of a broadcast: what is filled in, what is refused, how they stand on each network."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.alert_text import Template, Unfilled, Words, compose, in_language, names_in, strays

TITLE, BODY, FOOTER = (
    "Acqua sospesa",
    "Gentile {nome}, in {via|centro} oggi manca l'acqua.",
    "STOP per uscire",
)


@pytest.mark.parametrize(
    ("kind", "subject", "text"),
    [
        ("sms", "", "Acqua sospesa\nGentile Ada, in centro oggi manca l'acqua.\nSTOP per uscire"),
        ("telegram", "", "Acqua sospesa\n\nGentile Ada, in centro oggi manca l'acqua.\n\nSTOP per uscire"),
        ("email", "Acqua sospesa", "Gentile Ada, in centro oggi manca l'acqua.\n\nSTOP per uscire"),
    ],
)
def test_stands_on_each_network_as_it_is_read_there(kind, subject, text):
    assert compose(TITLE, BODY, FOOTER, kind).fill({"nome": "Ada"}) == Words(subject, text)


@pytest.mark.parametrize(
    ("label", "texts", "names"),
    [
        ("none", ("Acqua sospesa",), ()),
        ("each once, in the order of reading", ("{nome} {via}", "{nome}"), ("nome", "via")),
        ("capitals are the same name", ("{Nome} {NOME}",), ("nome",)),
        ("blanks inside", ("{ nome }",), ("nome",)),
        ("with what stands for none", ("{nome|Lei}",), ("nome",)),
        ("accents", ("{località}",), ("località",)),
        ("a number is no name", ("{1}",), ()),
        ("two words are no name", ("{nome cognome}",), ()),
        ("not over a line's end", ("{no\nme}",), ()),
    ],
)
def test_names(label, texts, names):
    assert names_in(*texts) == names, label


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{nome}", ()),
        ("{nome", (0,)),
        ("nome}", (4,)),
        ("{}", (0, 1)),
        ("{{nome}}", (0, 7)),
        ("a {1} b", (2, 4)),
    ],
)
def test_braces_that_fill_nothing_are_found(text, expected):
    assert strays(text) == expected


@pytest.mark.parametrize(
    ("label", "value", "expected"),
    [
        ("as it stands", "Ada", "Ada"),
        ("a brace is a brace", "{via}", "{via}"),
        ("no line of its own", "Ada\r\nSTOP", "Ada STOP"),
        ("blank is nothing", "  ", None),
        ("nothing", "", None),
    ],
)
def test_values_are_put_in_as_they_stand_and_in_one_line(label, value, expected):
    composed = compose("", "{nome}", "", "sms")
    if expected is None:
        assert composed.lacking({"nome": value}) == ("nome",), label
        with pytest.raises(Unfilled) as refused:
            composed.fill({"nome": value})
        assert refused.value.name == "nome"
    else:
        assert composed.fill({"nome": value}).text == expected, label


@pytest.mark.parametrize(
    ("title", "body", "footer", "text"),
    [
        ("", "b", "", "b"),
        ("t", "", "", "t"),
        ("t", "b", "", "t\nb"),
        ("", "b", "f", "b\nf"),
        ("", "", "", ""),
        (" {x|} ", "b", "f", "b\nf"),
    ],
)
def test_what_is_empty_leaves_no_line(title, body, footer, text):
    assert compose(title, body, footer, "sms").fill({}).text == text


def test_who_reads_the_same_is_written_to_once():
    composed = compose("t", "b", "f", "sms")
    assert not composed.personal
    assert isinstance(composed.text.pieces, tuple)
    assert len(composed.text.pieces) == 1
    assert compose("t {nome}", "b", "f", "email").personal


@given(st.text(st.sampled_from("ab{}| \n"), max_size=30), st.text(st.sampled_from("ab{}| "), max_size=5))
def test_nothing_is_lost_of_a_text_but_its_places(body, value):
    composed = compose("", body, "", "sms")
    wanted = {place.name for place in composed.text.places}
    assert wanted == set(names_in(body.strip()))
    filled = composed.fill(dict.fromkeys(wanted, f"x{value}"))
    assert all(
        piece in filled.text
        for piece in composed.text.pieces
        if isinstance(piece, str) and piece.strip() == piece
    )


def test_a_footer_has_no_places():
    assert compose("", "b", "{nome}", "sms").fill({}).text == "b\n{nome}"
    assert Template(["a"]).fill({}) == "a"


@pytest.mark.parametrize(
    ("label", "texts", "language", "expected"),
    [
        ("their own", {"it": 1, "en": 2}, "en", 2),
        ("else the city's first", {"en": 2, "it": 1}, "de", 1),
        ("else its second", {"sq": 3, "en": 2}, "de", 2),
        ("else what there is", {"sq": 3}, "de", 3),
        ("nobody has said", {"en": 2, "it": 1}, "", 1),
    ],
)
def test_in_whose_language(label, texts, language, expected):
    assert in_language(texts, language, ("it", "en")) == expected, label
