"""What is at hand while one message is answered: the caller, the session, the words, what was said so far."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from bot.desk import Desk
from bot.form import Options, Slot, slot_named, slots, value_of
from bot.message import File, Traits
from bot.reading import Read, Reader
from bot.records import Record
from bot.service import Service
from bot.session import Caller, Offer, Request
from bot.values.value import Option
from bot.words import COUNTER, Voice


class Scene:
    """One message's worth of conversation with one caller: what is known of it, and what was said."""

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
        self.wants_person = False
        self.kept = False
        self.topic = COUNTER  # the service that this message was about, for the metrics

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

    def put(self, request: Request) -> None:
        """Keep a change to the innermost request."""
        self.session = self.session.with_current(request)
