"""The moves of a conversation: open a service, accept answers, review, go back, put aside.

A Talk lives for one message. It changes only itself; the shell reads from it what to keep and to send.
"""

from dataclasses import replace
from hashlib import sha256

from bot.dialogue.answers import Answers
from bot.dialogue.progress import Fulfil, Review
from bot.read import Read
from bot.service import Outcome, Then
from bot.session import REPAIR, Caller, Request

__all__ = ["Fulfil", "Review", "Talk"]


class Talk(Answers):
    """One message's worth of conversation, with what is left to do for it."""

    # -- the stack of requests

    def enter(self, service: str, text: str = "", read: Read | None = None) -> None:
        """Begin a service on top of what is open; one that is open already is gone on with.

        `read` is what the text gives to an empty form, where that is known already.
        """
        stack = self.session.stack
        self.topic = service
        at = next((at for at, request in enumerate(stack) if request.service == service), None)
        if at is None:
            request = Request(service, {}, self.now)
            self.session = replace(self.session, stack=(*stack, request))
            self.accept(read or self.read(service, text, {}), opened=True)
            return
        self.session = replace(self.session, stack=stack[: at + 1])
        self._reenter(service, self.read(service, text, stack[at].answers), outer=at + 1 < len(stack))

    def _reenter(self, service: str, read: Read, *, outer: bool) -> None:
        if self.session.paused_at:
            self.unpause()
        elif outer:
            self.say("back-to", title=self.title(service))
        elif not read.told:
            self.say("already-there", title=self.title(service))
        self.accept(read)

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

    # -- what a handler has said

    def outcome(self, outcome: Outcome) -> None:
        """Say how a review or a fulfilment went, and go on from there."""
        request, agreed, form = self.session.stack[-1], self.agreed, self.todo.form if self.todo else None
        self.todo, self.agreed = None, ""
        self.topic = request.service
        line = self.voice.say(request.service, outcome.text, **outcome.values)
        mark = _mark(line)
        if outcome.then is Then.CONFIRM and agreed == mark:
            self.todo = Fulfil(request.service, form)
            return
        if outcome.then is Then.CONFIRM and agreed:
            self.say("changed")
        self.lines.append(line)
        self.files += outcome.files
        self.records += outcome.records
        self._follow(outcome, request, mark)

    def _follow(self, outcome: Outcome, request: Request, mark: str) -> None:
        if outcome.then is Then.CONFIRM:
            self.put(replace(request, shown=mark))
            self.ask_confirmation()
        elif outcome.then is Then.STAY:
            self.put(replace(request, awaiting=REPAIR, shown=""))
            self.say("correct-hint", example=self.voice.say(request.service, "correction-example"))
            self.offer_repairs(request, outcome.blame)
        else:
            self.drop()
            self.return_to_outer()

    def keep_question(self) -> None:
        """Leave what the last question offered as it is: this message was not an answer to it."""
        self.kept = True

    def close(self) -> Caller:
        """What to keep of the caller after this message."""
        session = self.session
        if session.paused_at and session.stack and session.stack[-1].opened_at > session.paused_at:
            session = replace(
                session, paused_at=None
            )  # something newer is open: what was put aside lies under it
        if not self.waiting:
            session = replace(session, pending="")
        if not self.kept:
            question = session.question + bool(self.offers)
            session = replace(session, offers=tuple(self.offers), question=question)
        return replace(self.caller, session=session)


def _mark(line: str) -> str:
    """Shorten what was shown to what tells it from anything else that might be shown."""
    return sha256(line.encode()).hexdigest()[:16]
