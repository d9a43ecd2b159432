"""The words of the desk: every file `desk*.<language>.ftl` beside its templates, as one."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from fluent.runtime import FluentBundle, FluentResource

from sportello.web.pages import LANGUAGES

HERE = Path(__file__).parent.parent


@cache
def _bundle(language: str) -> FluentBundle:
    """Read the words of a language once in a process."""
    bundle = FluentBundle([language], use_isolating=False)
    for file in sorted(HERE.glob(f"desk*.{language}.ftl")):
        bundle.add_resource(FluentResource(file.read_text("utf-8")))
    return bundle


class DeskWords:
    """The words in one language; `place` is the municipality's name, which every message may use."""

    def __init__(self, language: str, place: str) -> None:
        self._place = place
        self._bundle = _bundle(language if language in LANGUAGES else LANGUAGES[0])
        self._said: dict[str, str] = {}  # what has no values is said once: pages repeat words

    def __call__(self, key: str, **values: object) -> str:
        """Say the message; raises KeyError when it is unknown or lacks a value."""
        if values:
            return self._say(key, values)
        if key not in self._said:
            self._said[key] = self._say(key, values)
        return self._said[key]

    def _say(self, key: str, values: Mapping[str, object]) -> str:
        pattern = self._bundle.get_message(key).value
        if pattern is None:
            raise KeyError(key)
        text, errors = self._bundle.format_pattern(pattern, {"place": self._place, **values})
        if errors:
            raise KeyError(key, errors)
        return str(text)

    def has(self, key: str) -> bool:
        """Tell whether there is a message of that name."""
        return self._bundle.has_message(key)

    def get(self, key: str, otherwise: str) -> str:
        """Say the message if there is one of that name: for what the code has as a word of its own."""
        return self(key) if self.has(key) else otherwise
