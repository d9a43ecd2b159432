"""The last lines of a broadcast, by network and language: how to have no more of them, in few letters."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from bot.words import Catalogue

LANGUAGES: Final = ("en", "it")  # the first for whoever reads neither


@dataclass(frozen=True, slots=True)
class Footers:
    """Implements bot.alert_text.Footer. `number` is where an SMS can be sent to, empty if there is none."""

    city: str
    number: str = ""

    def __call__(self, kind: str, language: str, answerable: bool) -> str:  # noqa: FBT001 - bot.alert_text.Footer
        """Close a text on a kind of network (Traits.kind); where an alias sends, nobody can answer."""
        name = kind
        if kind == "sms" and not answerable:
            name = "sms-one-way" if self.number else "sms-nowhere"
        values = {"city": self.city, "number": self.number}
        return _words(language if language in LANGUAGES else LANGUAGES[0]).text(name, values)


@cache
def _words(language: str) -> Catalogue:
    return Catalogue.load("footer", language, [Path(__file__).with_name(f"footer.{language}.ftl")])
