"""What the dialogue knows of the services: their forms, labels and keywords, as plain data."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.commands import NAMES, Commands
from bot.form import slots
from bot.intents import Intents
from bot.labels import Labels
from bot.service import Service
from bot.values.spelling import plain
from bot.words import COUNTER, Words


@dataclass(frozen=True)
class Desk:
    """Everything a step of the dialogue looks things up in; made once at start."""

    services: Mapping[str, Service]
    words: Words
    intents: Intents
    commands: Commands
    labels: Mapping[str, Labels]
    keywords: Mapping[str, str]  # plain keyword -> service

    @classmethod
    def build(cls, services: Iterable[Service], words: Words, intents: Intents) -> "Desk":
        """Gather the words of every service, in every language."""
        known = {service.name: service for service in services}
        return cls(
            known,
            words,
            intents,
            Commands({name: words.terms(COUNTER, f"command-{name}.words") for name in NAMES}),
            {
                name: Labels(
                    {slot.name: words.terms(name, f"slot-{slot.name}.labels") for slot in slots(service.form)}
                )
                for name, service in known.items()
            },
            {plain(word): name for name in known for word in words.terms(name, "keywords")},
        )
