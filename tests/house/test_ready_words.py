"""A text made ready reads as fluent.runtime formats it, for every text, selection and kind of value.

In quick runs what each service has from the counter is looked at once, in the catalogue of the counter;
`make interop` looks at it in that of each service, too.
"""

from collections.abc import Iterator
from itertools import product

import pytest
from fluent.syntax import ast
from fluent.syntax.visitor import Visitor

from bot.words import COUNTER, Catalogue
from bot.words.ready import ready
from handlers import SERVICES
from sportello.settings import Settings
from sportello.vocabulary import load_words

CATALOGUES = load_words(SERVICES, Settings()).catalogues
ODD = ("other words", "", "x" * 2501, 1, 1000, 2.5, None)


class Variables(Visitor):
    """Collects the variables of a text and the values on which it selects."""

    def __init__(self) -> None:
        super().__init__()
        self.keys: dict[str, list[object]] = {}

    def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802 - Fluent's name
        self.keys.setdefault(node.id.name, [])

    def visit_SelectExpression(self, node: ast.SelectExpression) -> None:  # noqa: N802 - Fluent's name
        self.generic_visit(node)
        if isinstance(node.selector, ast.VariableReference):
            keys = [variant.key.name for variant in node.variants if isinstance(variant.key, ast.Identifier)]
            self.keys[node.selector.id.name] += keys


def cases(catalogue: Catalogue, name: str) -> Iterator[dict[str, object]]:
    """Values for one text: all that it selects, each kind of odd value, and each value lacking."""
    variables = Variables()
    variables.visit(catalogue.bundle._messages[name.partition(".")[0]])
    keys = {variable: dict.fromkeys([*those, f"<{variable}>"]) for variable, those in variables.keys.items()}
    usual = {"city": "Borgo", "office_phone": "none", "office_hours": "none"}
    for values in product(*keys.values()):
        yield usual | dict(zip(keys, values, strict=True))
    first = usual | {variable: next(iter(those)) for variable, those in keys.items()}
    for variable in keys:
        yield from ({**first, variable: odd} for odd in ODD)
        yield {other: value for other, value in first.items() if other != variable}


def said_here(catalogue: Catalogue) -> list[str]:
    """The texts that a catalogue does not have from the counter's, or that it says in its own words."""
    counters = CATALOGUES[COUNTER, catalogue.language].bundle._messages
    here = catalogue.bundle._messages
    own = {name for name in here if catalogue.scope == COUNTER or here[name] is not counters.get(name)}
    return [name for name in sorted(catalogue.names) if name.partition(".")[0] in own]


def outcome(call, *arguments: object) -> str:
    """What a call returns, or the words of its LookupError."""
    try:
        return str(call(*arguments))
    except LookupError as error:
        return f"LookupError: {error}"


@pytest.mark.parametrize("key", CATALOGUES, ids="-".join)
def test_a_ready_text_is_the_formatted_one(key: tuple[str, str], request: pytest.FixtureRequest) -> None:
    catalogue = CATALOGUES[key]
    everywhere = request.config.getoption("--everywhere")
    names = sorted(catalogue.names) if everywhere else said_here(catalogue)
    assert names
    for name in names:
        for values in cases(catalogue, name):
            assert outcome(catalogue.text, name, values) == outcome(catalogue.resolve, name, values), name


@pytest.mark.parametrize("key", CATALOGUES, ids="-".join)
def test_every_text_of_ours_can_be_made_ready(key: tuple[str, str]) -> None:
    catalogue = CATALOGUES[key]
    for name in filter(catalogue.has, catalogue.names):
        ready(catalogue.bundle, catalogue.pattern(name))
