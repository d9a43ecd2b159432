from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.intents import Example, Intents, read_examples

ROOT = Path(__file__).parents[2]
LANGUAGES = ("it", "en")


def examples() -> Iterator[Example]:
    for language in LANGUAGES:
        yield from read_examples(ROOT / f"bot/words/examples.{language}.txt", language)
        for path in sorted(ROOT.glob(f"handlers/*/examples.{language}.txt")):
            yield from read_examples(path, language, f"service {path.parent.name}")


@pytest.fixture(scope="package")
def intents() -> Intents:
    return Intents.learn(examples())
