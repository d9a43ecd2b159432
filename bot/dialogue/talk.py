"""The moves of a conversation: open a service, ask, accept answers, review, go back, put aside.

A Talk lives for one message. It changes only itself; the shell reads from it what to keep and to send.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.desk import Desk
from bot.errors import WrongAnswer
from bot.form import Options, Slot, build, missing, slot_named, slots, value_of
from bot.message import Asking, File, Traits
from bot.reading import Read, Reader
from bot.records import Record
from bot.service import Outcome, Service, Then
from bot.session import CONFIRM, REPAIR, Caller, Offer, Request
from bot.values.value import Option
from bot.words import COUNTER, Voice

_TRIES = 3  # misses in a row after which a person is offered


@dataclass(frozen=True, slots=True)
class Review:
    """Look up what the form asks for, and show it before the citizen confirms."""

    service: str
    form: Any


@dataclass(frozen=True, slots=True)
class Fulfil:
    """Do what the form asks for."""

    service: str
    form: Any


class Talk:
    """One message's worth of conversation with one caller."""

    def __init__(
        self,
        desk: Desk,
        caller: Caller,
        traits: Traits,
        now: datetime,
        options: Mapping[str, Options],
    ) -> None:
        self.desk = desk
        self.caller = caller
        self.session = caller.session
        self.traits = traits
        self.now = now
        self.options = options
        self.voice: Voice = desk.words.voice(caller.language or "it", traits.kind)
        self.lines: list[str] = []
        self.offers: list[Offer] = []
        self.files: list[File] = []
        self.records: list[Record] = []
        self.todo: Review | Fulfil | None = None
        self.wants_person = False
        self.kept = False
        self.topic = COUNTER  # the service that this message was about, for the metrics

    # -- saying

    def say(self, text: str, /, scope: str = COUNTER, **values: object) -> None:
        """Add a paragraph to the answer."""
        self.lines.append(self.voice.say(scope, text, **values))

    def offer(self, offers: Sequence[Offer]) -> None:
        """Offer things to choose from: the last offer of an answer is the live one."""
        self.offers = list(offers)

    def title(self, service: str) -> str:
        """A service's name in the caller's language."""
        return self.voice.say(service, "title")

    def speak(self, language: str, *, chosen: bool) -> None:
        """Go on in another language."""
        self.caller = replace(self.caller, language=language, chosen=chosen)
        self.voice = self.desk.words.voice(language, self.traits.kind)

    # -- looking

    @property
    def request(self) -> Request | None:
        """The request that an answer belongs to; none while it is put aside."""
        return None if self.session.paused_at else self.session.current

    def service(self, name: str) -> Service:
        """A service by its name."""
        return self.desk.services[name]

    def options_of(self, service: str) -> Options:
        """The options of each choice of a service, worded in the caller's language."""
        given = dict(self.options.get(service, {}))
        for slot in slots(self.service(service).form):
            if slot.choices is not None:
                given[slot.name] = tuple(self._option(service, slot, member.name) for member in slot.choices)
        return given

    def _option(self, service: str, slot: Slot, key: str) -> Option:
        name = f"option-{slot.name}-{key}"
        return Option(key, self.voice.say(service, name), self.desk.words.terms(service, f"{name}.aliases"))

    def read(self, service: str, text: str, answers: Mapping[str, str], awaiting: str) -> Read:
        """Read a message into a service's form."""
        form = self.service(service).form
        labels = self.desk.labels[service]
        return Reader(form, answers, labels, self.options_of(service), self.now.date(), awaiting).read(text)

    def show(self, request: Request, name: str) -> str:
        """Name a slot and its answer, as the citizen would."""
        slot = slot_named(self.service(request.service).form, name)
        label = self.voice.say(request.service, f"slot-{name}")
        if slot is None or name not in request.answers:
            return label
        options = self.options_of(request.service)
        for option in options.get(name, ()):
            if option.key == request.answers[name]:
                return f"{label} {option.label}"
        value = value_of(slot, request.answers[name], options, self.now.date())
        return f"{label} {self.voice.show(value)}"

    # -- the stack of requests

    def open(self, service: str, text: str = "") -> None:
        """Begin a service, on top of what is open, with what the message already gives."""
        self.topic = service
        request = Request(service, {}, self.now)
        self.session = replace(self.session, stack=(*self.session.stack, request))
        self.accept(self.read(service, text, {}, ""), opened=True)

    def drop(self) -> Request | None:
        """Take the innermost request away, and return it."""
        current = self.session.current
        self.session = replace(self.session, stack=self.session.stack[:-1])
        return current

    def put(self, request: Request) -> None:
        """Keep a change to the innermost request."""
        self.session = self.session.with_current(request)

    def unpause(self) -> None:
        """Take up again what was put aside, and say so."""
        current = self.session.current
        if current is None or self.session.paused_at is None:
            return
        self.session = replace(self.session, paused_at=None)
        self.say("resumed", title=self.title(current.service), day=current.opened_at.date())

    def pause(self) -> None:
        """Put the open request aside until the citizen comes back to it, and say so."""
        current = self.session.current
        if current is None or self.session.paused_at:
            return
        self.session = replace(self.session, paused_at=self.now, offers=())
        self.say("paused", title=self.title(current.service))

    def return_to_outer(self) -> None:
        """After a digression: come back to the question that was open."""
        outer = self.session.current
        if outer is None:
            return
        if self.session.paused_at:
            self.say("still-paused", title=self.title(outer.service))
            return
        self.say("back-to", title=self.title(outer.service))
        self.proceed()

    # -- answers

    def accept(self, read: Read, *, opened: bool = False) -> None:
        """Take what was read, say what was understood, and go on."""
        request = self.session.current
        if request is None:
            return
        told = opened or len(read.filled) > 1 or (read.filled and read.filled[0] != request.awaiting)
        request = replace(request, answers=read.answers, misses=0)
        self.put(request)
        complete = not missing(self.service(request.service).form, request.answers)
        if read.corrected:
            self.say("corrected", items=self._items(request, read.corrected))
        elif read.filled and told and not complete:
            self.say("understood", items=self._items(request, read.filled))
        self._complain(request, read)
        self.proceed()

    def _items(self, request: Request, names: Sequence[str]) -> str:
        return ", ".join(self.show(request, name) for name in names)

    def _complain(self, request: Request, read: Read) -> None:
        for name, reason in read.wrong.items():
            self.lines.append(self._wrong(request.service, name, reason))
        if read.unsure:
            names = [self.voice.say(request.service, f"slot-{name}") for name in read.unsure]
            self.say("unsure", first=names[0], second=names[-1])

    def _wrong(self, service: str, slot: str, reason: str) -> str:
        precise = f"slot-{slot}.wrong-{reason}"
        return self.voice.say(service, precise if self.voice.has(service, precise) else f"slot-{slot}.wrong")

    def miss(self, read: Read) -> None:
        """Say that an answer could not be read, and ask again; after some misses, offer a person."""
        request = self.session.current
        if request is None:
            return
        request = replace(request, misses=request.misses + 1)
        self.put(request)
        before = len(self.lines)
        self._complain(request, read)
        if len(self.lines) == before:
            self.say("not-understood")
        if request.misses >= _TRIES:
            self.say("stuck")
        self.ask(briefly=len(self.lines) > before and request.awaiting in read.wrong)

    # -- what comes next

    def proceed(self) -> None:
        """Ask for what is missing; when nothing is, review or fulfil."""
        request = self.session.current
        if request is None:
            return
        service = self.service(request.service)
        if missing(service.form, request.answers):
            self.ask()
            return
        form = self._build(request)
        if form is not None:
            self.todo = (Review if service.review else Fulfil)(service.name, form)

    def _build(self, request: Request) -> Any:
        """Build the form; an answer that does not read any more (the code has changed) is asked again."""
        service = self.service(request.service)
        options = self.options_of(request.service)
        try:
            return build(service.form, request.answers, options, self.now.date())
        except WrongAnswer:
            kept = {
                slot.name: text
                for slot in slots(service.form)
                if (text := request.answers.get(slot.name)) and _reads(slot, text, options, self.now)
            }
            self.put(replace(request, answers=kept))
            self.ask()
            return None

    def confirmed(self) -> None:
        """The citizen has said yes."""
        request = self.session.current
        if request is not None and (form := self._build(request)) is not None:
            self.todo = Fulfil(request.service, form)

    def ask(self, *, briefly: bool = False) -> None:
        """Ask the open question: one slot, all that is missing, or yes or no."""
        request = self.session.current
        if request is None:
            return
        service = self.service(request.service)
        wanted = missing(service.form, request.answers)
        if not wanted:
            self._ask_settled(request)
        elif self.traits.asking is Asking.ONE_BY_ONE or len(wanted) == 1:
            self._ask_one(request, wanted[0], briefly=briefly)
        else:
            self._ask_all(request, wanted)

    def _ask_settled(self, request: Request) -> None:
        if request.awaiting == CONFIRM:
            self.ask_confirmation()
        elif request.awaiting == REPAIR:
            self.ask_repair()
        else:
            self.say("correct-hint", example=self.voice.say(request.service, "correction-example"))

    def _ask_one(self, request: Request, name: str, *, briefly: bool) -> None:
        self.put(replace(request, awaiting=name))
        if not briefly:
            self.say(f"slot-{name}.ask", request.service)
        options = self.options_of(request.service).get(name, ())
        self.offer([Offer(option.label, f"slot {name} {option.key}", option.aliases) for option in options])

    def _ask_all(self, request: Request, wanted: Sequence[str]) -> None:
        self.put(replace(request, awaiting=""))
        needs = "\n".join(f"- {self.voice.say(request.service, f'slot-{name}.need')}" for name in wanted)
        self.say("needs", title=self.title(request.service), needs=needs)
        if not request.answers:
            self.say("example", request.service)

    def ask_confirmation(self) -> None:
        """Ask whether to go on."""
        request = self.session.current
        if request is None:
            return
        self.put(replace(request, awaiting=CONFIRM))
        self.say("confirm")
        self.offer([Offer(self.voice.say(COUNTER, word), f"confirm {word}") for word in ("yes", "no")])

    def ask_repair(self, names: Sequence[str] = ()) -> None:
        """Ask what to correct."""
        request = self.session.current
        if request is None:
            return
        self.put(replace(request, awaiting=REPAIR))
        self.say("repair", example=self.voice.say(request.service, "correction-example"))
        self.offer_repairs(request, names or tuple(request.answers))

    def offer_repairs(self, request: Request, names: Sequence[str]) -> None:
        """Offer each slot to be answered anew, and to give up."""
        repairs = [Offer(self.voice.say(request.service, f"slot-{name}"), f"repair {name}") for name in names]
        self.offer([*repairs, Offer(self.voice.say(COUNTER, "command-cancel"), "command cancel")])

    # -- what a handler has said

    def outcome(self, outcome: Outcome) -> None:
        """Say how a review or a fulfilment went, and go on from there."""
        request, done = self.session.current, self.todo
        self.todo = None
        if request is None or done is None:
            return
        self.topic = request.service
        self.say(outcome.text, request.service, **outcome.values)
        self.files += outcome.files
        self.records += outcome.records
        if outcome.then is Then.CONFIRM:
            self.ask_confirmation()
        elif outcome.then is Then.STAY:
            self.put(replace(request, awaiting=""))
            self.say("correct-hint", example=self.voice.say(request.service, "correction-example"))
            self.offer_repairs(request, outcome.blame or tuple(request.answers))
        else:
            self.drop()
            self.return_to_outer()

    def keep_question(self) -> None:
        """Leave what the last question offered as it is: this message was not an answer to it."""
        self.kept = True

    def close(self) -> Caller:
        """What to keep of the caller after this message."""
        if self.kept:
            return replace(self.caller, session=self.session)
        question = self.session.question + bool(self.offers)
        session = replace(self.session, offers=tuple(self.offers), question=question)
        return replace(self.caller, session=session)


def _reads(slot: Slot, text: str, options: Options, now: datetime) -> bool:
    try:
        value_of(slot, text, options, now.date())
    except WrongAnswer:
        return False
    return True
