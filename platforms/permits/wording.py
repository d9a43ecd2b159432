"""The words of permits' papers: Italian, and beside it the language of who is better served in another."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

from bot.words import Catalogue

_WORDS: Final = Path(__file__).with_name("words")
LANGUAGES: Final = ("it", "en")
_UNSAID: Final = frozenset({"disabled"})


@cache
def _catalogue(language: str) -> Catalogue:
    return Catalogue.load("permit", language, [_WORDS / f"permit.{language}.ftl"])


def say(name: str, language: str = "it", /, **values: object) -> str:
    """Say one text; raises LookupError if there is none of that name."""
    return _catalogue(language).text(name, {key.replace("_", "-"): value for key, value in values.items()})


def both(name: str, beside: str, /, **values: object) -> Mapping[str, str]:
    """Say one text twice; `beside` is empty, or a language that has no words here, for Italian alone."""
    other = say(name, beside, **values) if beside in LANGUAGES[1:] else ""
    return {"it": say(name, "it", **values), "beside": other}


def kind_title(kind: str, language: str = "it") -> str:
    """Name a kind of permit as papers and pages show it; one that has no words yet as "special"."""
    name = f"kind-{kind.replace('_', '-')}"
    return say(name if _catalogue(language).has(name) else "kind-other", language)


def shown_title(kind: str, language: str = "it") -> str:
    """Name a kind where everybody reads it: of a person's health nothing stands behind a windscreen."""
    return kind_title("other" if kind in _UNSAID else kind, language)
