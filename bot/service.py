"""What a handler offers: a form to fill, an optional review, and a function that fulfils it."""

import inspect
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from functools import partial
from typing import Any

from bot.errors import Misconfigured
from bot.level import Level
from bot.message import File
from bot.records import Record
from bot.values.value import Option

OTHER = "other"  # the group of the menu for what belongs to no other
FILES = "files"  # what a service may answer beside its own words: files that come alone
QUIET = ""  # the text of an event of which nobody is to be told

_REVIEWED, _LANE, _STANDING, _EVIDENCE = "reviewed", "lane", "standing", "evidence"


class Then(Enum):
    """What happens to the request after an outcome."""

    END = "end"  # it is done with
    CONFIRM = "confirm"  # the citizen is asked whether to go on
    STAY = "stay"  # it stays open: an answer may be corrected
    ASK = "ask"  # one more datum is needed, and asked for
    SWITCH = "switch"  # another service goes on with it


@dataclass(frozen=True)
class Sketch:
    """A file that is made only where the channel carries files: `make` may take its time, and run again."""

    name: str
    media_type: str
    make: Callable[[], Awaitable[bytes]]


@dataclass(frozen=True)
class Outcome:
    """What a review or a fulfilment has to say: the name of a text and the values that fill it.

    `records` are written in the turn's own transaction; `files` go along where the channel carries
    files, and a Sketch is made for it only there; with STAY, `blame` names the slots that the citizen
    may want to correct, with ASK the one that is asked for; with CONFIRM, `reviewed` is what the fulfilment
    is to act on; with SWITCH, `service` goes on from `answers`, the texts of some of its slots by name.
    With ASK, `only` names the options that are offered, by their keys; none for all.
    `acting` is for whom the conversation acts from now on, empty for its own citizen; None changes nothing.
    """

    text: str
    values: Mapping[str, object] = field(default_factory=dict)
    then: Then = Then.END
    files: tuple[File | Sketch, ...] = ()
    records: tuple[Record, ...] = ()
    blame: tuple[str, ...] = ()
    reviewed: object = None
    service: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)
    acting: str | None = None
    only: tuple[str, ...] = ()


def done(
    text: str, /, *, files: Sequence[File | Sketch] = (), records: Sequence[Record] = (), **values: object
) -> Outcome:
    """End the request with a text."""
    return Outcome(text, values, files=tuple(files), records=tuple(records))


def act_for(citizen: str, text: str, /, *, records: Sequence[Record], **values: object) -> Outcome:
    """End all that is open: from now on the conversation acts for another citizen, or for its own (empty)."""
    return Outcome(text, values, records=tuple(records), acting=citizen)


def confirm(text: str, /, *, reviewed: object = None, **values: object) -> Outcome:
    """Show what will happen and ask whether to go on.

    A yes leads to a second review, and if that says the same, to the fulfilment, which gets its `reviewed`.
    """
    return Outcome(text, values, Then.CONFIRM, reviewed=reviewed)


def again(text: str, /, *, blame: Sequence[str] = (), **values: object) -> Outcome:
    """Say why it cannot be done like this, and leave the form open for a correction."""
    return Outcome(text, values, Then.STAY, blame=tuple(blame))


def ask(text: str, slot: str, /, *, only: Sequence[str] = (), **values: object) -> Outcome:
    """Ask, in words of its own, for an optional datum that has turned out to be needed."""
    return Outcome(text, values, Then.ASK, blame=(slot,), only=tuple(only))


def switch(text: str, service: str, /, *, answers: Mapping[str, str], **values: object) -> Outcome:
    """End the request with a text, and go on in another service with what is known of its answers."""
    return Outcome(text, values, Then.SWITCH, service=service, answers=answers)


Act = Callable[..., Awaitable[Outcome]]
Offering = Callable[..., Awaitable[Sequence[Option]]]


@dataclass(frozen=True)
class Service:
    """One citizen service.

    `form` is a frozen dataclass of values: the order of its fields is the order of the questions, a
    default makes one optional. `review` looks things up before the citizen confirms; `fulfil` does it.
    `options` gives the options of a Choice slot; `events` answers what comes later (`<service>.<event>`
    in the inbox). What each function needs are its keyword-only parameters. Four come with the turn:
    `reviewed`, of `fulfil` alone, is what its review has found; `lane`, of all but `options`, stands for
    whose conversation it is, to look up what was done in it before, and says nothing else of anybody;
    `standing`, of `fulfil` and `review`, is what that conversation has proven (bot.level.Standing), and
    `evidence` what this very message brings (bot.evidence.Evidence).
    `level` is what must be proven before it is reviewed or fulfilled; `shown_to` is what is enough for its
    review, where that shows nothing of a person, so that nobody proves anything in vain; `asks` tells the
    level of one form, where some need less. `filing` tells that it is an application (istanza), which is
    valid only in certain forms (CAD art. 65), `wants_files` that what is attached is for it: nobody is told
    that it was not needed. `confirms` tells that it has effect, as a filing does: who has a PIN gives it
    before. `behalf` tells that it may be done for another: it asks `standing.subject` whose affairs they are.
    `also_on` names what else it answers: a reserved word ("status"), or FILES that come without a word.
    `group` is where it stands in the menu; its name is `services-<group>` in the counter's words.
    `staff` names the role of staff that it is for: it stands in no menu, is learnt from no sentence, opens by
    its keyword in conversations of who has the role, and for anybody else is not there (bot.for_staff).
    """

    name: str
    form: type[Any]
    fulfil: Act
    review: Act | None = None
    options: Mapping[str, Offering] = field(default_factory=dict)
    events: Mapping[str, Act] = field(default_factory=dict)
    level: Level = Level.OPEN
    shown_to: Level | None = None  # None: as `level`
    asks: Callable[[Any], Level] | None = None  # None: `level` for every form
    filing: bool = False
    wants_files: bool = False
    confirms: bool = False
    behalf: bool = False
    also_on: str = ""
    group: str = OTHER
    staff: str = ""


@dataclass(frozen=True)
class Bound:
    """A service whose functions have what they need."""

    service: Service
    fulfil: Act
    review: Act | None
    options: Mapping[str, Offering]
    events: Mapping[str, Act]
    of_the_turn: Mapping[Act, frozenset[str]] = field(default_factory=dict)  # what each takes of a turn

    def takes(self, act: Act, name: str) -> bool:
        """Whether one of the functions takes something of the turn."""
        return name in self.of_the_turn.get(act, ())

    def call(self, act: Act, subject: object, **turn: object) -> Awaitable[Outcome]:
        """Call one of the functions with a form or a payload, and with what it takes of this turn."""
        return act(subject, **{name: turn[name] for name in self.of_the_turn.get(act, ())})


def bind(service: Service, needs: Mapping[str, object]) -> Bound:
    """Give a service's functions what their keyword-only parameters name; raises Misconfigured at start."""
    taken: dict[Act, frozenset[str]] = {}

    def give(function: Callable[..., Any], *later: str) -> Callable[..., Any]:
        parameters = inspect.signature(function).parameters.items()
        wanted = [name for name, parameter in parameters if parameter.kind is parameter.KEYWORD_ONLY]
        if lacking := [name for name in wanted if name not in needs and name not in later]:
            raise Misconfigured(f"service {service.name} needs {', '.join(lacking)}")
        given = partial(function, **{name: needs[name] for name in wanted if name not in later})
        taken[given] = frozenset(wanted).intersection(later)
        return given

    later = (_LANE, _STANDING, _EVIDENCE)
    fulfilling = (_REVIEWED, *later) if service.review else later  # without a review nobody could give it
    return Bound(
        service,
        give(service.fulfil, *fulfilling),
        give(service.review, *later) if service.review else None,
        {slot: give(function) for slot, function in service.options.items()},
        {event: give(function, _LANE) for event, function in service.events.items()},
        taken,
    )
