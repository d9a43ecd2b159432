"""The words: Fluent files, one per service and language, beside the handler; the engine has its own.

A scope is a service's name, or COUNTER for the engine's words. Source: projectfluent.org/fluent/guide
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax.ast import Junk, Resource

from bot.errors import Misconfigured
from bot.values.date import Date
from bot.words.ready import NotReadyError, Spell, ready

COUNTER = "counter"
_LONGEST = 2500  # characters up to which fluent.runtime takes any value: it is asked about longer texts


@lru_cache(maxsize=64)
def _parsed(text: str) -> Resource:
    """Parse a file's text once in a process: the counter's own is a part of every service's words."""
    return FluentResource(text)


@dataclass
class Catalogue:
    """All texts of one scope in one language."""

    scope: str
    language: str
    bundle: FluentBundle
    _ready: dict[str, Spell | None] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def load(cls, scope: str, language: str, paths: Sequence[Path]) -> "Catalogue":
        """Read the files of a scope; a later file may use what an earlier one defines."""
        bundle = FluentBundle([language], use_isolating=False)
        for path in paths:
            if not path.exists():
                raise Misconfigured(f"no words for {scope} in {language}: {path.name} is missing")
            resource = _parsed(path.read_text(encoding="utf-8"))
            if any(isinstance(entry, Junk) for entry in resource.body):
                raise Misconfigured(f"{path.name} has a text that cannot be read as Fluent")
            bundle.add_resource(resource, allow_overrides=True)
        return cls(scope, language, bundle)

    def pattern(self, name: str) -> Any:
        """Find the pattern of a text, which is fluent.runtime's own; None if there is none of that name."""
        ident, _, attribute = name.partition(".")
        if not self.bundle.has_message(ident):
            return None
        message = self.bundle.get_message(ident)
        return message.attributes.get(attribute) if attribute else message.value

    @property
    def names(self) -> frozenset[str]:
        """The texts that exist here, attributes as `message.attribute`."""
        messages = [self.bundle.get_message(name) for name in self.bundle._messages]  # noqa: SLF001 - no list otherwise
        return frozenset(
            name
            for message in messages
            for name in (
                message.id.name,
                *(f"{message.id.name}.{attribute}" for attribute in message.attributes),
            )
        )

    def has(self, name: str) -> bool:
        """Tell whether a text exists; an attribute is written `message.attribute`."""
        return self.pattern(name) is not None

    def text(self, name: str, values: Mapping[str, object]) -> str:
        """Format a text; raises LookupError if there is none of that name or a value is lacking."""
        if name not in self._ready:
            self._ready[name] = self._made_ready(name)
        if spell := self._ready[name]:
            try:
                text = spell(values)
            except (NotReadyError, KeyError):
                return self.resolve(name, values)
            if len(text) <= _LONGEST:
                return text
        return self.resolve(name, values)

    def _made_ready(self, name: str) -> Spell | None:
        try:
            return ready(self.bundle, self.pattern(name))
        except NotReadyError:
            return None

    def resolve(self, name: str, values: Mapping[str, object]) -> str:
        """Format a text as fluent.runtime does, which text() does faster where it can."""
        if (pattern := self.pattern(name)) is None:
            raise LookupError(f"no text {name!r} for {self.scope} in {self.language}")
        text, errors = self.bundle.format_pattern(pattern, dict(values))
        if errors:
            raise LookupError(f"text {name!r} for {self.scope} in {self.language}: {errors[0]}")
        return str(text)


@dataclass(frozen=True)
class Words:
    """Every catalogue, by scope and language; `common` values are known to all texts (the city, ...)."""

    catalogues: Mapping[tuple[str, str], Catalogue]
    common: Mapping[str, object]
    _voices: dict[tuple[str, str], "Voice"] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """The languages offered, Italian first."""
        found = {language for _, language in self.catalogues}
        return tuple(sorted(found, key=lambda language: (language != "it", language)))

    def voice(self, language: str, way: str) -> "Voice":
        """Speak one language on one kind of channel: texts may select on `$way`."""
        key = (language if language in self.languages else "it", way)
        if key not in self._voices:
            self._voices[key] = Voice(self, key[0], {**self.common, "way": way})
        return self._voices[key]

    def terms(self, scope: str, name: str) -> tuple[str, ...]:
        """Collect a comma-separated list of words from every language, without repeats."""
        found: dict[str, None] = {}
        for language in self.languages:
            catalogue = self.catalogues[scope, language]
            if catalogue.has(name):
                found |= dict.fromkeys(word.strip() for word in catalogue.text(name, {}).split(","))
        return tuple(word for word in found if word)


@dataclass(frozen=True)
class Voice:
    """The words in one language, for one kind of channel. A text without values is formatted once."""

    words: Words
    language: str
    common: Mapping[str, object]
    _kept: dict[tuple[str, str], str] = field(default_factory=dict, repr=False, compare=False)

    def say(self, scope: str, name: str, /, **values: object) -> str:
        """Format a text with values shown as this language's readers expect."""
        if not values:
            if (scope, name) not in self._kept:
                self._kept[scope, name] = self.words.catalogues[scope, self.language].text(name, self.common)
            return self._kept[scope, name]
        shown = {key: self.show(value) for key, value in values.items()}
        return self.words.catalogues[scope, self.language].text(name, {**self.common, **shown})

    def has(self, scope: str, name: str) -> bool:
        """Tell whether a text exists in this language."""
        return self.words.catalogues[scope, self.language].has(name)

    def show(self, value: object) -> object:
        """Write a value for a reader: days in one manner, values by themselves, numbers as they are."""
        if type(value) is str:
            return value
        if isinstance(value, date):
            return Date(value).show(self.language)
        if hasattr(value, "show"):
            return value.show(self.language)
        return value
