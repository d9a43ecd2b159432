"""What is kept between two messages of a citizen: raw answers, never a built form.

What changes at nearly every message has a method that makes the copy by hand, which takes a third of the
time of dataclasses.replace.
"""

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime

from bot.fixed import fixed
from bot.level import Level

CONFIRM = "!confirm"  # the open question is "shall I go on?"
REPAIR = "!repair"  # the open question is "what shall I correct?"
PROOF = "!proof"  # nothing is asked: it goes on once the citizen has proven who he is
PIN = "!pin"  # nothing is asked: what was agreed to is done once the citizen has given their PIN


@fixed
class Request:
    """A service half-way: the answers so far, in the order in which they were given.

    Answers hold the canonical text of each value (`str(value)`), read and checked again at every turn.
    """

    service: str
    answers: Mapping[str, str]
    opened_at: datetime
    awaiting: str = ""  # a slot, CONFIRM, REPAIR, PROOF, PIN, or empty: nothing or everything is asked
    misses: int = 0  # answers in a row that could not be read
    shown: str = ""  # a mark of the review that the citizen was shown: yes is said to that and no other

    def asking(self, awaiting: str) -> "Request":
        """Copy it with another open question."""
        return Request(self.service, self.answers, self.opened_at, awaiting, self.misses, self.shown)

    def answered(self, answers: Mapping[str, str], awaiting: str, misses: int) -> "Request":
        """Copy it with other answers, and what follows from them."""
        return Request(self.service, answers, self.opened_at, awaiting, misses, self.shown)

    def showing(self, mark: str) -> "Request":
        """Copy it with the mark of another review."""
        return Request(self.service, self.answers, self.opened_at, self.awaiting, self.misses, mark)


@fixed
class Offer:
    """One thing that may be chosen by tap, number, label, first letters or typo."""

    label: str
    action: str  # "slot <name> <key>", "confirm yes", "open <service>", "command <name>", ...
    aliases: tuple[str, ...] = ()


@fixed
class Link:
    """The newest link that a conversation was given to prove who writes: its level, and when it ends."""

    level: Level
    until: datetime


@fixed
class Session:
    """The open requests of a sender, the innermost last, and what the last question offered."""

    stack: tuple[Request, ...] = ()
    offers: tuple[Offer, ...] = ()
    question: int = 0  # grows with every question: an old button carries an older number
    pending: str = ""  # what was written before a clarification, to be read once it is clear
    paused_at: datetime | None = None
    context: Mapping[str, str] = field(default_factory=dict)  # the channel's own, of the last message
    link: Link | None = None
    acting: str = ""  # the citizen, by their opaque id, for whom the open requests are; empty for oneself
    person: datetime | None = None  # since when a person has the conversation, and we are silent

    @property
    def current(self) -> Request | None:
        """The request that the next answer belongs to."""
        return self.stack[-1] if self.stack else None

    def with_current(self, request: Request) -> "Session":
        """Replace the innermost request."""
        return self.with_stack((*self.stack[:-1], request))

    def with_stack(self, stack: tuple[Request, ...]) -> "Session":
        """Replace the open requests."""
        offers, question, pending = self.offers, self.question, self.pending
        paused_at, link, acting = self.paused_at, self.link, self.acting
        return Session(stack, offers, question, pending, paused_at, self.context, link, acting, self.person)


@fixed
class Caller:
    """One sender on one channel, as we know them between messages."""

    lane: str
    language: str = ""  # empty until it is known or chosen
    chosen: bool = False  # chosen by the citizen: never changed by a guess
    stopped: bool = False  # has asked for no more notices (STOP)
    session: Session = field(default_factory=Session)

    def with_session(self, session: Session) -> "Caller":
        """Copy it with what the dialogue made of its session."""
        return Caller(self.lane, self.language, self.chosen, self.stopped, session)
