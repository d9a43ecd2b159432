"""What comes next in a request: a question, or something to be looked up or done."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.dialogue.questions import Questions
from bot.errors import WrongAnswer
from bot.fixed import fixed
from bot.form import Options, Slot, build, missing, slots, value_of
from bot.session import Request


@fixed
class Review:
    """Look up what the form asks for, and show it before the citizen confirms."""

    service: str
    form: Any


@fixed
class Fulfil:
    """Do what the form asks for; `reviewed` is what its review has found in this turn."""

    service: str
    form: Any
    reviewed: object = None


@fixed
class Login:
    """Tell what the conversation has proven, and give a link to prove more (ACCEDI)."""


@fixed
class Logout:
    """End what the conversation has proven (ESCI)."""


@fixed
class HandOver:
    """Leave the conversation to a person of the office (OPERATORE)."""


Todo = Review | Fulfil | Login | Logout | HandOver


class Progress(Questions):
    """Goes on with the innermost request."""

    todo: Todo | None = None
    agreed: str = ""  # the mark of the review that a yes was said to, while it is looked up once more
    worth: str = ""  # the text that says what a filing under review is worth

    def proceed(self) -> None:
        """Ask for what is missing; when nothing is, review or fulfil."""
        request = self.session.stack[-1]
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
            self.put(replace(request, answers=kept, awaiting=""))
        if missing(service.form, kept):
            self.ask()
            return None
        return build(service.form, kept, options, self.now.date())

    def confirmed(self) -> None:
        """The citizen has said yes: what was shown is looked up once more, because it may have changed."""
        request = self.session.stack[-1]
        self.agreed = request.shown
        self.proceed()

    def put_off(self) -> None:
        """Leave what was to be done; a yes that was said to it does not count any more."""
        self.todo, self.agreed = None, ""

    def complete(self, request: Request) -> bool:
        """Whether nothing that must be answered is missing."""
        return not missing(self.service(request.service).form, request.answers)


def _reads(slot: Slot, text: str, options: Options, now: datetime) -> bool:
    try:
        value_of(slot, text, options, now.date())
    except WrongAnswer:
        return False
    return True
