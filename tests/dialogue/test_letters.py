"""What is read of a letter, and what is left out."""

import pytest

from bot.letters import Letters
from bot.phrases import Phrases

LETTERS = Letters(("re", "r"), ("buongiorno", "gentile"), ("cordiali saluti", "saluti"))


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("Multa\nTarga AB123CD", "Multa\nTarga AB123CD"),
        ("RE: Multa\nsì", "sì"),
        ("R: R: Multa\nsì\n\nCordiali saluti,\nAda\nvia Roma 1", "sì"),
        ("Multa\nsì\n--\nAda", "Multa\nsì"),
        ("Re: Multa", "Re: Multa"),
        ("saluti\nAda", "saluti\nAda"),
        (
            "Multa\nsaluti e baci a tutti voi che leggete\nsì",
            "Multa\nsaluti e baci a tutti voi che leggete\nsì",
        ),
    ],
)
def test_the_subject_of_a_reply_and_the_signature_are_left_out(text: str, body: str) -> None:
    assert LETTERS.body(text) == body


def test_a_short_answer_is_the_whole_or_one_of_the_first_lines() -> None:
    assert LETTERS.short_answers("sì") == ["sì"]
    assert LETTERS.short_answers("Buongiorno,\nsì\nAda") == ["Buongiorno,\nsì\nAda", "sì", "Ada"]


def test_phrases_open_a_text_or_are_in_it() -> None:
    phrases = Phrases(["non so", "sbagli*"])
    assert phrases.open("non so dove")
    assert not phrases.open("non sono io")
    assert phrases.are_in("ho sbagliato tutto")
    assert not Phrases([]).are_in("niente")
