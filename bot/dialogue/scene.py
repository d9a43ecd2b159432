"""What is at hand while one message is answered: the caller, the session, the words, what was said so far."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from bot.desk import Desk
from bot.errors import WrongAnswer
from bot.form import Options, slot_named, value_of
from bot.message import File, Traits
from bot.read import Read
from bot.reading import Reader
from bot.records import Record
from bot.service import Service, Sketch
from bot.session import REPAIR, Caller, Offer, Request
from bot.values.free_text import FreeText
from bot.values.person_name import PersonName
from bot.words import COUNTER, Voice

_NO_OPTIONS: Options = {}
_NO_HEADINGS: Mapping[int, str] = {}


class Scene:
    """One message's worth of conversation with one caller: what is known of it, and what was said."""

    secret = False  # whether the message holds what must not be kept
    registered = False  # whether it stands in the register, where nothing is erased
    wants_person = False  # whether it is to be set aside for a person, and the conversation stays ours
    for_person = False  # whether it is for the person who has the conversation
    left_person = False  # whether the conversation is ours again
    look_again_at: datetime | None = None  # when to look whether that person answers

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
        self.headings = _NO_HEADINGS
        self.files: list[File | Sketch] = []
        self.records: list[Record] = []
        self.stopping = False  # whether this message asks for no more notices
        self.kept = False
        self.waiting = False  # whether this message waits for a service to be chosen
        self.topic = COUNTER  # the service that this message was about, for the metrics
        self.used: list[str] = []  # the services that were done with, for statistics
        self.ended: list[str] = []  # these, and those that led to another one

    def say(self, text: str, /, scope: str = COUNTER, **values: object) -> None:
        """Add a paragraph to the answer."""
        self.lines.append(self.voice.say(scope, text, **values))

    def offer(self, offers: Sequence[Offer], headings: Mapping[int, str] = _NO_HEADINGS) -> None:
        """Offer things to choose from: the last offer of an answer is the live one.

        `headings` stand before the offers of those indexes, where offers are listed by number.
        """
        self.offers = list(offers)
        self.headings = headings

    def title(self, service: str) -> str:
        """A service's name in the caller's language."""
        return self.voice.say(service, "title")

    def speak(self, language: str, *, chosen: bool) -> None:
        """Go on in another language."""
        self.caller = replace(self.caller, language=language, chosen=chosen)
        self.voice = self.desk.words.voice(language, self.traits.kind)

    def set_aside(self, text: str) -> None:
        """Keep what was written until it is clear which service it is for: for the next message only."""
        self.session = replace(self.session, pending=text)
        self.waiting = True

    @property
    def request(self) -> Request | None:
        """The request that an answer belongs to; none while it is put aside."""
        return None if self.session.paused_at else self.session.current

    def service(self, name: str) -> Service:
        """A service by its name."""
        return self.desk.services[name]

    def takes_own_words(self, request: Request) -> bool:
        """Whether the open question takes whatever is written but a reserved word."""
        slot = slot_named(self.service(request.service).form, request.awaiting)
        return slot is not None and issubclass(slot.value, FreeText | PersonName)

    def options_of(self, service: str) -> Options:
        """The options of each choice of a service, worded in the caller's language."""
        return self.desk.options(service, self.voice, self.options.get(service, _NO_OPTIONS))

    def read(
        self,
        service: str,
        text: str,
        answers: Mapping[str, str],
        awaiting: str = "",
        short: Sequence[str] = (),
    ) -> Read:
        """Read a message into a service's form; `awaiting` is a slot, REPAIR, or anything else for none.

        `short` are the pieces of it that may be the whole answer to the question (the lines of a letter).
        """
        form, labels = self.service(service).form, self.desk.labels[service]
        options, today = self.options_of(service), self.now.date()
        if not (answers or awaiting):
            return self.desk.reads.read(form, labels, options, today, text)
        slot = "" if awaiting.startswith("!") else awaiting
        reader = Reader(form, answers, labels, options, today, slot)
        return reader.read(text, short, repairing=awaiting == REPAIR)

    def show(self, request: Request, name: str) -> str:
        """Name a slot and its answer, as the citizen would."""
        value = self.show_value(request.service, name, request.answers[name])
        return f"{self.label(request.service, name)} {value}"

    def label(self, service: str, name: str) -> str:
        """Name a slot."""
        return self.voice.say(service, f"slot-{name}")

    def show_value(self, service: str, name: str, text: str) -> object:
        """Write a stored answer for a reader; one that cannot be read any more is written as it is stored."""
        options = self.options_of(service)
        for option in options.get(name, ()):
            if option.key == text:
                return option.label
        slot = slot_named(self.service(service).form, name)
        try:
            return self.voice.show(value_of(slot, text, options, self.now.date())) if slot else text
        except WrongAnswer:
            return text

    def put(self, request: Request) -> None:
        """Keep a change to the innermost request."""
        self.session = self.session.with_current(request)
