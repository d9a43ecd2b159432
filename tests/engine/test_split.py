import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.split import split

texts = st.text(st.sampled_from("ab è\n \t🚗"), max_size=80)
limits = st.integers(1, 30)


def at_most(limit: int):
    return lambda text: len(text) <= limit


@given(text=texts, limit=limits)
def test_nothing_is_lost_but_white_space(text: str, limit: int):
    assert "".join("".join(split(text, at_most(limit))).split()) == "".join(text.split())


@given(text=texts, limit=limits)
def test_every_piece_fits_and_none_is_empty(text: str, limit: int):
    for piece in split(text, at_most(limit)):
        assert 0 < len(piece) <= limit
        assert piece == piece.strip()


@given(words=st.lists(st.text("abè", min_size=1, max_size=12), max_size=20), data=st.data())
def test_words_that_fit_stay_whole(words: list[str], data: st.DataObject):
    limit = data.draw(st.integers(max([12, *map(len, words)]), 40))
    text = "".join(word + data.draw(st.sampled_from([" ", "\n", "\n\n", "  "])) for word in words)
    assert [word for piece in split(text, at_most(limit)) for word in piece.split()] == words


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("", []),
        (" \n ", []),
        ("  ciao  ", ["ciao"]),
        ("uno due tre", ["uno due", "tre"]),
        ("uno due\ntre", ["uno due", "tre"]),
        ("unodue\n3 4 5", ["unodue", "3 4 5"]),
        ("1\ndue tre qu", ["1\ndue tre", "qu"]),
        ("ab\ncdefghijk", ["ab", "cdefghijk"]),
        ("abcdefghijklm", ["abcdefghij", "klm"]),
        ("abcdefghij klm", ["abcdefghij", "klm"]),
    ],
)
def test_where_a_text_is_cut(text: str, pieces: list[str]):
    assert split(text, at_most(10)) == pieces


def test_a_network_that_fits_nothing_gets_a_character_at_a_time():
    assert split("abc", at_most(0)) == ["a", "b", "c"]
