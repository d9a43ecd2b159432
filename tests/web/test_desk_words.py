"""The words of the desk: each once, in both languages, with the same values."""

from collections import Counter
from pathlib import Path

from fluent.syntax import FluentParser
from fluent.syntax import ast as fluent
from fluent.syntax.visitor import Visitor

import sportello.web

HERE = Path(sportello.web.__file__).parent


class Values(Visitor):
    """The values that a message takes."""

    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: fluent.VariableReference) -> None:  # noqa: N802 - the visitor's name
        """Note it."""
        self.names.add(node.id.name)


def messages(language: str) -> list[tuple[str, frozenset[str]]]:
    """Each message of every file, by its name, with its values."""
    found = []
    for file in sorted(HERE.glob(f"desk*.{language}.ftl")):
        for entry in FluentParser().parse(file.read_text(encoding="utf-8")).body:
            assert not isinstance(entry, fluent.Junk), (file.name, entry.content)
            if isinstance(entry, fluent.Message):
                values = Values()
                values.visit(entry)
                found.append((entry.id.name, frozenset(values.names)))
    return found


def test_each_is_there_in_both_languages_with_the_same_values() -> None:
    assert dict(messages("it")) == dict(messages("en"))
    assert "sign-in-wrong" in dict(messages("it"))


def test_none_is_there_twice() -> None:
    """They are all in one dictionary: of two the last would be said."""
    for language in ("it", "en"):
        names = Counter(name for name, _ in messages(language))
        assert [name for name, times in names.items() if times > 1] == []
