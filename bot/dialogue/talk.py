"""The moves of a conversation: open a service, accept answers, review, go back, put aside.

A Talk lives for one message. It changes only itself; the shell reads from it what to keep and to send.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.dialogue.questions import Questions
from bot.errors import WrongAnswer
from bot.form import Options, Slot, build, missing, slots, value_of
from bot.reading import Read
from bot.service import Outcome, Then
from bot.session import Caller, Request

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


class Talk(Questions):
    """One message's worth of conversation, with what is left to do for it."""

    todo: Review | Fulfil | None = None

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
            self.say("corrected", items=self.items(request, read.corrected))
        elif read.filled and told and not complete:
            self.say("understood", items=self.items(request, read.filled))
        self.complain(request, read)
        self.proceed()

    def miss(self, read: Read) -> None:
        """Say that an answer could not be read, and ask again; after some misses, offer a person."""
        request = self.session.current
        if request is None:
            return
        request = replace(request, misses=request.misses + 1)
        self.put(request)
        before = len(self.lines)
        self.complain(request, read)
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
