"""Loads what the engine speaks and understands: the words of every service, and example sentences."""

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import bot.words
import handlers
from bot.desk import Desk
from bot.intents import Example, read_examples
from bot.service import Service
from bot.words import COUNTER, Catalogue, Words
from sportello.learnt import learn, own_folder
from sportello.settings import Settings

_ENGINE = Path(bot.words.__file__).parent
_HANDLERS = Path(handlers.__file__).parent


def build_desk(services: Sequence[Service], settings: Settings, folder: Path | None = None) -> Desk:
    """Load the words and learn the sentences, which takes seconds when it is done for the first time.

    What was learnt is kept in `folder`, or else in the user's own. Raises Misconfigured if a file of words
    is missing or cannot be read.
    """
    examples = _examples(services, settings.city.languages)
    intents = learn(examples, folder or own_folder(os.environ))
    return Desk.build(services, load_words(services, settings), intents, _unlisted(settings))


def load_words(services: Sequence[Service], settings: Settings) -> Words:
    """Load the words alone; raises Misconfigured if a file is missing or cannot be read."""
    languages = settings.city.languages
    return Words(
        {
            (scope, language): Catalogue.load(scope, language, _files(scope, language, group))
            for scope, group in ((COUNTER, ""), *((service.name, service.group) for service in services))
            for language in languages
        },
        {
            "city": settings.city.name,
            "office_phone": settings.office.phone or "none",
            "office_hours": settings.office.hours or "none",
        },
    )


def _unlisted(settings: Settings) -> Sequence[str]:
    """Name what a municipality does not offer: who asks for it all the same is told what there is instead."""
    return () if settings.identity.local_credentials == "on" else ("get_credentials",)


def _files(scope: str, language: str, group: str) -> list[Path]:
    """A service's texts may use the counter's own ("write { command-operator }"), and those of its group."""
    counter = _ENGINE / f"counter.{language}.ftl"
    alike = _HANDLERS / group / f"{group}.{language}.ftl"
    shared = [counter, alike] if group and alike.exists() else [counter]
    return shared if scope == COUNTER else [*shared, _HANDLERS / scope / f"{scope}.{language}.ftl"]


def _examples(services: Sequence[Service], languages: Iterable[str]) -> Iterator[Example]:
    for language in languages:
        name = f"examples.{language}.txt"
        yield from read_examples(_ENGINE / name, language)
        for service in (each for each in services if not each.staff):
            yield from read_examples(_HANDLERS / service.name / name, language, f"service {service.name}")
