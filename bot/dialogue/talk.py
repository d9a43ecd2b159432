"""The moves of a conversation: open a service, accept answers, review, go back, put aside.

A Talk lives for one message. It changes only itself; the shell reads from it what to keep and to send.
"""

from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256

from bot.dialogue.answers import Answers
from bot.dialogue.progress import Fulfil, Review
from bot.read import Read
from bot.service import Outcome, Then
from bot.session import REPAIR, Caller, Request, Session

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
            self.session = self.session.with_stack((*stack, request))
            self.accept(read or self.read(service, text, {}), opened=True)
            return
        self.session = self.session.with_stack(stack[: at + 1])
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
        self.session = self.session.with_stack(self.session.stack[:-1])
        return current

    def drop_all(self) -> None:
        """Take all requests away, and say of each that nothing was done."""
        dropped, self.session = self.session.stack, replace(self.session, stack=(), paused_at=None)
        for request in reversed(dropped):
            self.say("cancelled", title=self.title(request.service))

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
        request, agreed = self.session.stack[-1], self.agreed
        form = self.todo.form if isinstance(self.todo, Review | Fulfil) else None
        self.put_off()
        self.topic = request.service
        line = self.voice.say(request.service, outcome.text, **outcome.values)
        mark = _mark(line + self.worth)
        if outcome.then is Then.CONFIRM and agreed == mark:
            self.todo = Fulfil(request.service, form, outcome.reviewed)
            return
        if outcome.then is Then.CONFIRM and agreed:
            self.say("changed")
        self.lines.append(line)
        self.files += outcome.files
        self.records += outcome.records
        self._follow(outcome, request, mark)

    def _follow(self, outcome: Outcome, request: Request, mark: str) -> None:
        if outcome.then is Then.CONFIRM:
            if self.worth:
                self.say(self.worth)
            self.put(request.showing(mark))
            self.ask_confirmation()
        elif outcome.then is Then.STAY:
            self.put(request.asking(REPAIR).showing(""))
            self.say("correct-hint", example=self.voice.say(request.service, "correction-example"))
            self.offer_repairs(request, outcome.blame)
        elif outcome.then is Then.ASK:
            self.put(request.showing(""))
            self.ask_slot(outcome.blame[0], briefly=True, only=outcome.only)
        elif outcome.then is Then.SWITCH:
            self.ended.append(request.service)
            self.drop()
            self.enter(outcome.service, read=Read(dict(outcome.answers), tuple(outcome.answers)))
        else:
            self.used.append(request.service)
            self.ended.append(request.service)
            self._leave(outcome)

    def _leave(self, outcome: Outcome) -> None:
        """Come back to what was open before; nothing is, where it acts for somebody else now."""
        self.drop()
        if outcome.acting is None:
            self.return_to_outer()
            return
        self.drop_all()
        self.session = replace(self.session, acting=outcome.acting)

    def forget_link(self) -> None:
        """Know no more of the link that was given: it has ended, or was used."""
        self.session = replace(self.session, link=None)

    def keep_question(self) -> None:
        """Leave what the last question offered as it is: this message was not an answer to it."""
        self.kept = True

    def close(self, context: Mapping[str, str] | None = None) -> Caller:
        """What to keep of the caller after a message; `context` is its channel's own, None for an event."""
        session = self.session
        paused_at = session.paused_at
        if paused_at and session.stack and session.stack[-1].opened_at > paused_at:
            paused_at = None  # something newer is open: what was put aside lies under it
        kept = Session(
            session.stack,
            session.offers if self.kept else tuple(self.offers),
            session.question + (not self.kept and bool(self.offers)),
            session.pending if self.waiting else "",
            paused_at,
            session.context if context is None else context,
            session.link if session.link is None or session.link.until > self.now else None,
            session.acting,
            session.person,
        )
        return self.caller.with_session(kept)


def _mark(line: str) -> str:
    """Shorten what was shown to what tells it from anything else that might be shown."""
    return sha256(line.encode()).hexdigest()[:16]
