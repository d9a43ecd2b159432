"""What is said to an answer: what was understood, corrected, or could not be read."""

from dataclasses import replace

from bot.dialogue.progress import Progress
from bot.form import missing
from bot.read import Read
from bot.session import CONFIRM, PIN, PROOF, REPAIR, Request

_TRIES = 3  # misses in a row after which a person is offered


_SETTLED = (CONFIRM, REPAIR, PROOF, PIN)


class Answers(Progress):
    """Takes answers."""

    def accept(self, read: Read, *, opened: bool = False) -> None:
        """Take what was read, say what was understood, and go on."""
        before = self.session.stack[-1]
        request = before.answered(
            read.answers,
            before.awaiting if before.awaiting in _SETTLED else "",
            0 if opened or read.changed else before.misses,
        )
        self.put(request)
        complete = self.complete(request)
        if opened and not complete:
            self.introduce(request)
        if read.corrected:
            self.say("corrected", items=self.items(request, (*read.corrected, *read.filled)))
        elif not complete and (opened or read.filled != (before.awaiting,)):
            self._tell_filled(request, read)
        if read.same and not read.changed:
            self.say("same", items=self.items(request, read.same))
        self.complain(request, read)
        self._after(read)

    def _tell_filled(self, request: Request, read: Read) -> None:
        if read.filled:
            self.say("understood", items=self.items(request, read.filled))

    def _after(self, read: Read) -> None:
        """Ask which of two readings was meant before anything else is done with them."""
        request = self.session.current
        if request is not None and read.doubts:
            self.ask_which(request, *next(iter(read.doubts.items())))
        elif request is not None and read.unsure:
            self.put(request.asking(REPAIR if self.complete(request) else ""))
        else:
            self.proceed()

    def miss(self, read: Read) -> None:
        """Say that an answer could not be read, and ask again; after some misses, offer a person."""
        request = self._missed()
        before = len(self.lines)
        self.complain(request, read)
        told = len(self.lines) > before
        if not told:
            self.say("not-understood")
        self._offer_person(request)
        self.ask(briefly=told and request.awaiting in read.wrong)

    def explain(self, names: tuple[str, ...]) -> None:
        """Tell where an answer is to be found; after some times, offer a person."""
        request = self._missed()
        for name in names:
            text = f"slot-{name}.help"
            known = self.voice.has(request.service, text)
            self.say(text if known else f"slot-{name}.ask", request.service)
        self._offer_person(request)
        lacking = missing(self.service(request.service).form, request.answers)
        if self.asks_one(lacking):
            self.ask(briefly=lacking[0] in names)
        elif set(names) != set(lacking):
            self.ask()

    def _missed(self) -> Request:
        request = self.session.stack[-1]
        request = replace(request, misses=request.misses + 1)
        self.put(request)
        return request

    def _offer_person(self, request: Request) -> None:
        if request.misses >= _TRIES:
            self.say("stuck")
