"""What a handler offers: a form to fill, an optional review, and a function that fulfils it."""

import inspect
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from functools import partial
from typing import Any

from bot.errors import Misconfigured
from bot.message import File
from bot.records import Record
from bot.values.value import Option

_REVIEWED = "reviewed"


class Then(Enum):
    """What happens to the request after an outcome."""

    END = "end"  # it is done with
    CONFIRM = "confirm"  # the citizen is asked whether to go on
    STAY = "stay"  # it stays open: an answer may be corrected


@dataclass(frozen=True)
class Outcome:
    """What a review or a fulfilment has to say: the name of a text and the values that fill it.

    `records` are written in the turn's own transaction; `files` go along where the channel carries
    files; with STAY, `blame` names the slots that the citizen may want to correct;
    with CONFIRM, `reviewed` is what the fulfilment is to act on.
    """

    text: str
    values: Mapping[str, object] = field(default_factory=dict)
    then: Then = Then.END
    files: tuple[File, ...] = ()
    records: tuple[Record, ...] = ()
    blame: tuple[str, ...] = ()
    reviewed: object = None


def done(
    text: str, /, *, files: Sequence[File] = (), records: Sequence[Record] = (), **values: object
) -> Outcome:
    """End the request with a text."""
    return Outcome(text, values, files=tuple(files), records=tuple(records))


def confirm(text: str, /, *, reviewed: object = None, **values: object) -> Outcome:
    """Show what will happen and ask whether to go on.

    A yes leads to a second review, and if that says the same, to the fulfilment, which gets its `reviewed`.
    """
    return Outcome(text, values, Then.CONFIRM, reviewed=reviewed)


def again(text: str, /, *, blame: Sequence[str] = (), **values: object) -> Outcome:
    """Say why it cannot be done like this, and leave the form open for a correction."""
    return Outcome(text, values, Then.STAY, blame=tuple(blame))


Act = Callable[..., Awaitable[Outcome]]
Offering = Callable[..., Awaitable[Sequence[Option]]]


@dataclass(frozen=True)
class Service:
    """One citizen service.

    `form` is a frozen dataclass of values: the order of its fields is the order of the questions, a
    default makes one optional. `review` looks things up before the citizen confirms; `fulfil` does it.
    `options` gives the options of a Choice slot; `events` answers what comes later (`<service>.<event>`
    in the inbox). What each function needs are its keyword-only parameters; `reviewed`, of `fulfil` alone,
    is what its review has found in the same turn.
    """

    name: str
    form: type[Any]
    fulfil: Act
    review: Act | None = None
    options: Mapping[str, Offering] = field(default_factory=dict)
    events: Mapping[str, Act] = field(default_factory=dict)


@dataclass(frozen=True)
class Bound:
    """A service whose functions have what they need."""

    service: Service
    fulfil: Act
    review: Act | None
    options: Mapping[str, Offering]
    events: Mapping[str, Act]
    on_review: bool = False  # whether `fulfil` takes what the review has found


def bind(service: Service, needs: Mapping[str, object]) -> Bound:
    """Give a service's functions what their keyword-only parameters name; raises Misconfigured at start."""

    def give(function: Callable[..., Any], later: str = "") -> Callable[..., Any]:
        wanted = [
            name
            for name, parameter in inspect.signature(function).parameters.items()
            if parameter.kind is parameter.KEYWORD_ONLY and name != later
        ]
        if lacking := [name for name in wanted if name not in needs]:
            raise Misconfigured(f"service {service.name} needs {', '.join(lacking)}")
        return partial(function, **{name: needs[name] for name in wanted})

    later = _REVIEWED if service.review else ""  # without a review nobody could give it
    return Bound(
        service,
        give(service.fulfil, later),
        give(service.review) if service.review else None,
        {slot: give(function) for slot, function in service.options.items()},
        {event: give(function) for event, function in service.events.items()},
        _REVIEWED in inspect.signature(service.fulfil).parameters,
    )
