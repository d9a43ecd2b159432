"""Texts made ready: text, string values, references and selections on a string, joined without a resolver.

Where a text or a value is anything else (a number, a term, a function), `ready` or what it returns gives
up, and fluent.runtime, which is the reference for all of this, has to format the text.
"""

from collections.abc import Callable, Mapping
from typing import Any

from fluent.runtime import FluentBundle, resolver

Spell = Callable[[Mapping[str, object]], str]


class NotReadyError(Exception):
    """A text or a value that only the resolver of Fluent can format."""


def ready(bundle: FluentBundle, node: Any, within: tuple[str, ...] = ()) -> Spell:
    """Prepare a pattern, or a part of one; `within` names the messages that refer to it.

    Raises NotReadyError; what is returned raises it too, or KeyError where a value is lacking.
    """
    if isinstance(node, resolver.Pattern):
        return _joined([ready(bundle, element, within) for element in node.elements])
    if isinstance(node, resolver.Placeable | resolver.NeverIsolatingPlaceable):
        return ready(bundle, node.expression, within)
    if isinstance(node, resolver.TextElement | resolver.StringLiteral):
        return _fixed(node.parse()["value"] if isinstance(node, resolver.StringLiteral) else node.value)
    if isinstance(node, resolver.VariableReference):
        return _value(node.id.name)
    if isinstance(node, resolver.SelectExpression):
        return _selected(bundle, node, within)
    if isinstance(node, resolver.MessageReference):
        return _referred(bundle, node, within)
    raise NotReadyError


def _fixed(text: str) -> Spell:
    return lambda _: text


def _joined(spells: list[Spell]) -> Spell:
    if len(spells) == 1:
        return spells[0]
    return lambda values: "".join([spell(values) for spell in spells])


def _value(name: str) -> Spell:
    def spell(values: Mapping[str, object]) -> str:
        value = values[name]
        if type(value) is str:
            return value
        raise NotReadyError

    return spell


def _selected(bundle: FluentBundle, node: Any, within: tuple[str, ...]) -> Spell:
    selector = ready(bundle, node.selector, within)
    variants: dict[str, Spell] = {}
    for variant in node.variants:
        if not isinstance(variant.key, resolver.Identifier):  # a number, which may name a plural
            raise NotReadyError
        variants.setdefault(variant.key.name, ready(bundle, variant.value, within))
    (default,) = (variants[variant.key.name] for variant in node.variants if variant.default)
    return lambda values: variants.get(selector(values), default)(values)


def _referred(bundle: FluentBundle, node: Any, within: tuple[str, ...]) -> Spell:
    name = node.id.name
    if name in within or not bundle.has_message(name):
        raise NotReadyError
    message = bundle.get_message(name)
    pattern = message.attributes.get(node.attribute.name) if node.attribute else message.value
    return ready(bundle, pattern, (*within, name))
