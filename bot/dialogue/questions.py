"""The questions: for one slot, for all that is missing, for a yes or no, for what to correct."""

from collections.abc import Sequence

from bot.dialogue.scene import Scene
from bot.form import missing, slot_named, slots
from bot.message import Asking
from bot.read import Read
from bot.session import CONFIRM, REPAIR, Offer, Request
from bot.values.value import Option
from bot.words import COUNTER

_LISTED = 6  # options that an SMS still lists unasked


class Questions(Scene):
    """Asks, and says what was understood or was not."""

    full = False  # whether a long list is written out although nothing went wrong yet

    def introduce(self, request: Request) -> None:
        """Say what is begun, where the question that follows does not."""
        if self.asks_one(missing(self.service(request.service).form, request.answers)):
            self.say("opening", title=self.title(request.service))

    def asks_one(self, lacking: Sequence[str]) -> bool:
        """Whether the next question is about one datum alone."""
        return self.traits.asking is Asking.ONE_BY_ONE or len(lacking) == 1

    def ask(self, *, briefly: bool = False) -> None:
        """Ask the open question: one slot, all that is missing, or yes or no."""
        request = self.session.stack[-1]
        lacking = missing(self.service(request.service).form, request.answers)
        if request.awaiting in request.answers or (not lacking and self._asked_for_more(request)):
            self.ask_slot(request.awaiting, briefly=briefly)
        elif not lacking:
            self.ask_repair()
        elif self.asks_one(lacking):
            self.ask_slot(lacking[0], briefly=briefly)
        else:
            self._ask_all(request, lacking)

    def _asked_for_more(self, request: Request) -> bool:
        """Whether an optional datum was asked for, which has turned out to be needed."""
        return slot_named(self.service(request.service).form, request.awaiting) is not None

    def ask_slot(self, name: str, *, briefly: bool = False, only: Sequence[str] = ()) -> None:
        """Ask for one datum; briefly, only offer what can be chosen: all, or what `only` has the keys of."""
        request = self.session.stack[-1]
        self.put(request.asking(name))
        if not briefly:
            self.say(f"slot-{name}.ask", request.service)
        options = [
            option
            for option in self.options_of(request.service).get(name, ())
            if not only or option.key in only
        ]
        if self._too_long(options, request):
            self.say("list-hint")
            return
        self.offer([Offer(option.label, f"slot {name} {option.key}", option.aliases) for option in options])

    def _too_long(self, options: Sequence[Option], request: Request) -> bool:
        """Whether a list would cost more than it helps: by SMS, before anything has gone wrong."""
        plain = not self.traits.buttons and not self.traits.letter
        return plain and len(options) > _LISTED and not request.misses and not self.full

    def _ask_all(self, request: Request, lacking: Sequence[str]) -> None:
        self.put(request.asking(""))
        needs = [self.voice.say(request.service, f"slot-{name}.need") for name in lacking]
        start = "no" if request.answers else "yes"
        bulleted = "\n".join(f"- {need}" for need in needs)
        self.say(
            "needs", title=self.title(request.service), start=start, needs=bulleted, inline=", ".join(needs)
        )
        if not request.answers:
            self.say("example", request.service)

    def ask_which(self, request: Request, name: str, values: Sequence[str]) -> None:
        """Ask which of several values one slot is to have."""
        shown = [str(self.show_value(request.service, name, text)) for text in values]
        self.put(request.asking(name))
        self.say("doubt", slot=self.label(request.service, name))
        self.offer([Offer(label, f"slot {name} {text}") for label, text in zip(shown, values, strict=True)])

    def ask_confirmation(self) -> None:
        """Ask whether to go on."""
        request = self.session.stack[-1]
        self.put(request.asking(CONFIRM))
        self.say("confirm")
        self.offer([Offer(self.voice.say(COUNTER, word), f"confirm {word}") for word in ("yes", "no")])

    def ask_repair(self, names: Sequence[str] = ()) -> None:
        """Ask what to correct."""
        request = self.session.stack[-1]
        self.put(request.asking(REPAIR))
        self.say("repair", example=self.voice.say(request.service, "correction-example"))
        self.offer_repairs(request, names)

    def offer_repairs(self, request: Request, names: Sequence[str]) -> None:
        """Offer each answer, or those named, to be given anew, and to give up."""
        form = self.service(request.service).form
        names = names or [slot.name for slot in slots(form) if slot.name in request.answers]
        repairs = [Offer(self.label(request.service, name), f"repair {name}") for name in names]
        self.offer([*repairs, Offer(self.voice.say(COUNTER, "command-cancel"), "command cancel")])

    def items(self, request: Request, names: Sequence[str]) -> str:
        """Name some slots with their answers, in one line."""
        return ", ".join(self.show(request, name) for name in names)

    def complain(self, request: Request, read: Read) -> None:
        """Say which answers could not be read, and which could be two things."""
        for name, reason in read.wrong.items():
            self.lines.append(self._wrong(request.service, name, reason))
        if read.unsure:
            names = [self.label(request.service, name) for name in read.unsure]
            self.say("unsure", first=names[0], second=names[-1])

    def _wrong(self, service: str, slot: str, reason: str) -> str:
        precise = f"slot-{slot}.wrong-{reason}"
        return self.voice.say(service, precise if self.voice.has(service, precise) else f"slot-{slot}.wrong")
