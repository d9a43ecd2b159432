"""A form is a frozen dataclass whose fields are values; this module builds one from its answers."""

import dataclasses
import types
import typing
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any, get_type_hints

from bot.values.value import Option, Reading, Value

Answers = Mapping[str, str]
Options = Mapping[str, tuple[Option, ...]]


@dataclass(frozen=True, slots=True)
class Slot:
    """One field of a form. `choices` is the enum behind a choice whose options never change."""

    name: str
    value: type[Value]
    optional: bool
    choices: type[Enum] | None = None


# Forms are few and live as long as the program: what was found out of one is kept.
_SLOTS: dict[type[Any], dict[str, Slot]] = {}
_BY_RANK: dict[type[Any], tuple[Slot, ...]] = {}
_REQUIRED: dict[type[Any], tuple[str, ...]] = {}


def slots(form: type[Any]) -> Iterable[Slot]:
    """List the fields of a form, in the order in which they are asked."""
    return _slots(form).values()


def slots_by_rank(form: type[Any]) -> tuple[Slot, ...]:
    """List the fields of a form, the strictest shape first."""
    if form not in _BY_RANK:
        _BY_RANK[form] = tuple(sorted(slots(form), key=lambda slot: slot.value.RANK))
    return _BY_RANK[form]


def slot_named(form: type[Any], name: str) -> Slot | None:
    """Find a field by its name."""
    return _slots(form).get(name)


def asks_all(form: type[Any], answers: Answers) -> bool:
    """Tell whether a form still has a field for each of the answers."""
    return answers.keys() <= _slots(form).keys()


def _slots(form: type[Any]) -> dict[str, Slot]:
    if form not in _SLOTS:
        hints = get_type_hints(form)
        _SLOTS[form] = {field.name: _slot(field, hints[field.name]) for field in dataclasses.fields(form)}
    return _SLOTS[form]


def _slot(field: dataclasses.Field[Any], hint: Any) -> Slot:
    from bot.values.choice import Choice  # a choice is the one value that a form spells as an enum

    if isinstance(hint, types.UnionType) or typing.get_origin(hint) is typing.Union:
        (hint,) = (part for part in typing.get_args(hint) if part is not type(None))
    optional = field.default is not dataclasses.MISSING
    if isinstance(hint, type) and issubclass(hint, Enum):
        return Slot(field.name, Choice, optional, hint)
    return Slot(field.name, hint, optional)


def missing(form: type[Any], answers: Answers) -> tuple[str, ...]:
    """Name the slots that must be answered and are not yet."""
    if form not in _REQUIRED:
        _REQUIRED[form] = tuple(slot.name for slot in slots(form) if not slot.optional)
    return tuple([name for name in _REQUIRED[form] if name not in answers])  # asked several times a turn


def build(form: type[Any], answers: Answers, options: Options, today: date) -> Any:
    """Build the typed form from its stored answers, checking each again; raises WrongAnswer."""
    return form(
        **{
            slot.name: value_of(slot, answers[slot.name], options, today)
            for slot in slots(form)
            if slot.name in answers
        }
    )


def value_of(slot: Slot, text: str, options: Options, today: date) -> Any:
    """Read one stored answer back; raises WrongAnswer."""
    value: Any = slot.value.parse(text, Reading(today, options.get(slot.name, ())))
    return slot.choices[value.key] if slot.choices else value
