"""The pretended citizens of the phone in the browser: made-up names, numbers and addresses."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who can write to the counter; `senders` holds their address on each sandbox network.

    `language` is what the chat tells of its owner (as Telegram's language_code); no other network tells it.
    """

    key: str
    name: str
    senders: Mapping[str, str]
    language: str = "it"


def _person(key: str, name: str, ordinal: int, language: str = "it") -> Person:
    senders = {
        "try-sms": f"+39350{ordinal:07d}",
        "try-chat": f"90000{ordinal:04d}",
        "try-mail": f"{key}@example.org",
        "try-pec": f"{key}@pec.example.org",
    }
    return Person(key, name, senders, language)


PEOPLE: tuple[Person, ...] = (
    _person("mario", "Mario Prova", 1),
    _person("fatima", "Fatima Esempio", 2),
    _person("john", "John Sample", 3, language="en"),
    _person("giulia", "Giulia Finta", 4),
    _person("wei", "Wei Modello", 5),
)
