"""Long answers are cut where a reader would cut them."""

import pytest

from bot.split import split


@pytest.mark.parametrize(
    ("text", "longest", "pieces"),
    [
        ("", 5, []),
        ("   ", 5, []),
        ("abc", 5, ["abc"]),
        ("uno due tre", 7, ["uno due", "tre"]),
        ("uno due\ntre quattro", 12, ["uno due", "tre quattro"]),
        ("uno\ndue tre quattro", 12, ["uno\ndue tre", "quattro"]),
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
        ("ab\ncdefghij", 6, ["ab", "cdefgh", "ij"]),
        ("uno  due", 4, ["uno", "due"]),
    ],
)
def test_a_text_is_cut_at_lines_then_words_then_anywhere(text: str, longest: int, pieces: list[str]) -> None:
    assert split(text, lambda piece: len(piece) <= longest) == pieces
