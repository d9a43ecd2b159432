"""Sentences that were not learnt from find their service or reserved word; small talk finds none."""

import ast
import sys
from pathlib import Path

import pytest

from bot.intents import Example, Guess, Intents, Weights, read_examples
from tests.intents.conftest import examples

HERE = Path(__file__).parent
MEASURES = [f"{name}.{language}.txt" for name in ("heldout", "blind", "counter") for language in ("it", "en")]
GRAVE = ("command stop", "command cancel")
SMALL = [
    Example("service pay_fine", "it", "devo pagare una multa"),
    Example("service pay_fine", "it", "vorrei pagare la multa"),
    Example("service pay_fine", "it", "come pago la multa"),
    Example("service office_hours", "it", "quando apre la biblioteca"),
    Example("service office_hours", "it", "gli orari della biblioteca"),
    Example("service office_hours", "it", "apre oggi la biblioteca"),
]


def table(name: str) -> list[tuple[str, str]]:
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [tuple(line.split("\t", 1)) for line in lines if "\t" in line and not line.startswith("//")]


def reached(guess: Guess) -> str | None:
    return None if guess.best is None or guess.best.startswith("smalltalk") else guess.best


def asks(intent: str) -> bool:
    return intent.startswith(("service", "command"))


@pytest.mark.parametrize("source", MEASURES)
def test_nineteen_requests_of_twenty_arrive(intents: Intents, source: str):
    rows = [(intent, text) for intent, text in table(source) if asks(intent)]
    missed = [(intent, text) for intent, text in rows if reached(intents.read(text)) != intent]
    assert len(missed) <= 0.05 * len(rows), missed


@pytest.mark.parametrize("source", MEASURES)
def test_what_asks_for_nothing_opens_nothing(intents: Intents, source: str):
    rows = [text for intent, text in table(source) if not asks(intent)]
    strays = [(text, found) for text in rows if (found := reached(intents.read(text)))]
    assert not [pair for pair in strays if pair[1].startswith("service") or pair[1] in GRAVE]
    assert len(strays) <= 0.02 * len(rows), strays


@pytest.mark.parametrize("source", ["heldout.it.txt", "heldout.en.txt"])
def test_small_talk_gets_the_line_of_its_kind(intents: Intents, source: str):
    rows = [(intent, text) for intent, text in table(source) if intent.startswith("smalltalk ")]
    missed = [(intent, text) for intent, text in rows if intents.read(text).best != intent]
    assert len(missed) <= 0.15 * len(rows), missed


@pytest.mark.parametrize("language", ["it", "en"])
def test_the_language_of_a_sentence_is_hardly_ever_mistaken(intents: Intents, language: str):
    rows = [text for _, text in table(f"heldout.{language}.txt")]
    other = [text for text in rows if intents.read(text).language not in {language, ""}]
    assert len(other) <= 0.01 * len(rows), other


@pytest.mark.parametrize("word", ["ok", "spid", "xyzzy", ""])
def test_a_word_of_both_languages_or_none_tells_no_language(intents: Intents, word: str):
    assert intents.read(word).language == ""


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("dov'è l'ufficio multe", "service office_hours"),
        ("a che ora apre la polizia municipale", "service office_hours"),
        ("dove pago la multa", "service pay_fine"),
        ("ho preso una multa ieri, come la pago?", "service pay_fine"),
        ("PAGARE LA MUTLA", "service pay_fine"),
        ("pagare multaaaa", "service pay_fine"),
        ("multa AB123CD del 12/03/2026", "service pay_fine"),
        ("orari anagrfe", "service office_hours"),
        ("nn so cm si usa", "command help"),
    ],
)
def test_sentences_that_once_went_astray(intents: Intents, text: str, intent: str):
    assert intents.read(text).best == intent


@pytest.mark.parametrize("text", ["", "   ", "…", "§§§", "zzzzqqqq"])
def test_a_text_without_known_words_wants_nothing(intents: Intents, text: str):
    assert reached(intents.read(text)) is None


def test_data_of_the_same_kind_reads_the_same(intents: Intents):
    one = intents.read("verbale V123/2026 del 3/2/2026, targa AB123CD, 42 euro")
    other = intents.read("verbale K998/2025 del 9/11/2025, targa ZZ987XX, 173 euro")
    assert one == other


def test_learning_twice_gives_the_same_guesses():
    assert Intents.learn(SMALL).read("pago la multa oggi") == Intents.learn(SMALL).read("pago la multa oggi")


def test_weights_that_were_written_down_give_the_same_guesses(intents: Intents):
    again = Intents.learn(examples(), Weights.unpacked(intents.weights.packed()))
    assert again.weights == intents.weights
    texts = [text for name in ("heldout.it.txt", "heldout.en.txt") for _, text in table(name)]
    assert [again.read(text) for text in texts] == [intents.read(text) for text in texts]


def test_weights_of_other_intents_are_refused():
    with pytest.raises(ValueError, match="other examples"):
        Intents.learn([*SMALL, Example("none", "it", "che tempo fa")], Intents.learn(SMALL).weights)


def test_what_is_learnt_hangs_on_this_package_alone():
    """Whoever keeps the weights names them by the source of this package (sportello.learnt)."""
    imported = set()
    for path in (HERE.parents[1] / "bot" / "intents").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom):
                imported.add(node.module or "")
            elif isinstance(node, ast.Import):
                imported |= {name.name for name in node.names}
    others = {name for name in imported if name.split(".")[0] not in sys.stdlib_module_names}
    assert {name for name in others if not name.startswith("bot.intents")} == {"rapidfuzz.distance"}


def test_two_near_services_are_no_guess_but_a_question():
    guess = Guess((("service pay_fine", 0.5), ("service office_hours", 0.4)), "it")
    assert guess.best is None
    assert guess.close == ("service pay_fine", "service office_hours")


@pytest.mark.parametrize(
    ("first", "share", "second", "other"),
    [
        ("service pay_fine", 0.55, "none", 0.4),
        ("command stop", 0.55, "none", 0.1),
        ("command help", 0.3, "none", 0.1),
        ("command help", 0.4, "command menu", 0.38),
        ("none", 0.9, "command help", 0.1),
    ],
)
def test_what_is_not_clear_is_not_acted_upon(first: str, share: float, second: str, other: float):
    guess = Guess(((first, share), (second, other)), "it")
    assert guess.best is None
    assert guess.close is None


def test_files_open_groups_with_headers_and_skip_comments(tmp_path: Path):
    path = tmp_path / "examples.it.txt"
    path.write_text("// a comment\ndevo pagare\n\n# concept fine\nmult*\n", encoding="utf-8")
    assert list(read_examples(path, "it", "service pay_fine")) == [
        Example("service pay_fine", "it", "devo pagare"),
        Example("concept fine", "it", "mult*"),
    ]


def test_a_sentence_before_any_header_is_refused(tmp_path: Path):
    path = tmp_path / "examples.it.txt"
    path.write_text("devo pagare\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"examples\.it\.txt:1"):
        list(read_examples(path, "it"))


def test_no_example_is_also_a_measure():
    learnt = {
        one.text.casefold() for path in _example_files() for one in read_examples(path, "it", "service x")
    }
    kept_apart = [name for name in MEASURES if not name.startswith("blind")]
    held = {text.casefold() for name in kept_apart for _, text in table(name)}
    assert not held & learnt


def _example_files() -> list[Path]:
    root = HERE.parents[1]
    return [*root.glob("bot/words/examples.*.txt"), *root.glob("handlers/*/examples.*.txt")]
