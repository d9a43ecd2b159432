"""The questions: for one slot, for all that is missing, for a yes or no, for what to correct."""

from collections.abc import Sequence
from dataclasses import replace

from bot.dialogue.scene import Scene
from bot.form import missing
from bot.message import Asking
from bot.reading import Read
from bot.session import CONFIRM, REPAIR, Offer, Request
from bot.words import COUNTER


class Questions(Scene):
    """Asks, and says what was understood or was not."""

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

    def items(self, request: Request, names: Sequence[str]) -> str:
        """Name some slots with their answers, in one line."""
        return ", ".join(self.show(request, name) for name in names)

    def complain(self, request: Request, read: Read) -> None:
        """Say which answers could not be read, and which could be two things."""
        for name, reason in read.wrong.items():
            self.lines.append(self._wrong(request.service, name, reason))
        if read.unsure:
            names = [self.voice.say(request.service, f"slot-{name}") for name in read.unsure]
            self.say("unsure", first=names[0], second=names[-1])

    def _wrong(self, service: str, slot: str, reason: str) -> str:
        precise = f"slot-{slot}.wrong-{reason}"
        return self.voice.say(service, precise if self.voice.has(service, precise) else f"slot-{slot}.wrong")
