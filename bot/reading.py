"""Reading a message into a form: labelled values, values that show themselves, the awaited answer.

The order in which data come, and in how many messages, must not matter. Where two readings of the same
characters are equally good, neither is taken and the citizen is asked.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from bot.candidates import Candidate, candidates_in
from bot.errors import WrongAnswer
from bot.form import Answers, Options, Slot, slot_named, slots, slots_by_rank
from bot.labels import Labelled, Labels, first_piece
from bot.read import Read
from bot.spans import Spans
from bot.values.choice import Choice
from bot.values.free_text import FreeText
from bot.values.value import Found, Reading, Sure

_FEW_WORDS = 2  # so many words beside the data still make a telegram, not a sentence
_VAGUE = "shape"  # the reason that tells nothing of what was written instead
_LENGTH = "length"  # that of a code with signs too many or too few: a sentence is none
_WORD = re.compile(r"[^\W\d_]{2,}")


class Reader:
    """Reads one message into one form; `awaiting` is the slot that was asked for, if one was."""

    def __init__(
        self, form: type[Any], answers: Answers, labels: Labels, options: Options, today: date, awaiting: str
    ) -> None:
        self._slots = tuple(slots(form))
        self._form = form
        self._before = answers
        self._answers = dict(answers)
        self._labels = labels
        self._options = options
        self._bare = Reading(today)  # what all slots without options are read against
        self._awaiting = awaiting
        self._spans = Spans()
        self._wrong: dict[str, str] = {}
        self._unsure: dict[str, None] = {}
        self._doubts: dict[str, tuple[str, ...]] = {}
        self._same: dict[str, None] = {}
        self._mentioned: dict[str, None] = {}
        self._suspects: list[tuple[str, str, tuple[int, int]]] = []  # wrong, if they are nothing else

    def read(self, text: str, short: Sequence[str] = (), *, repairing: bool = False) -> Read:
        """Read a whole message; `repairing` says that a label and its new value are expected.

        `short` are the pieces that may be the whole answer to the awaited slot; the text itself without them.
        """
        awaited = slot_named(self._form, self._awaiting) if self._awaiting else None
        if awaited is None or not issubclass(awaited.value, FreeText):  # own words may hold anything
            for labelled in self._labels.find(text):
                self._take_labelled(labelled, text, repairing=repairing)
            self._take_unlabelled(text)
            if self._before and not self._spans.cover(text):
                self._take_corrections(text)
            for name, reason, (start, end) in self._suspects:
                if not self._spans.touch(start, end):
                    self._wrong[name] = reason
                    self._spans.take(start, end)
        found = self._new() or self._doubts or self._wrong
        if awaited is not None and not found:
            self._take_awaited(awaited, text, short or (text,))
        elif not (found or self._same or self._unsure):
            self._notice_wrong(text)
        return self._read(text)

    def _read(self, text: str) -> Read:
        new = self._new()
        in_form_order = [slot.name for slot in self._slots if slot.name in new] if new else []
        return Read(
            {**self._before, **{name: self._answers[name] for name in in_form_order}},
            tuple(name for name in in_form_order if name not in self._before),
            tuple(name for name in in_form_order if name in self._before),
            {name: reason for name, reason in self._wrong.items() if name not in new},
            tuple(self._unsure),
            self._doubts,
            tuple(self._same),
            tuple(name for name in self._mentioned if name not in new),
            self._spans.rest(text),
        )

    def _new(self) -> list[str]:
        return [name for name, text in self._answers.items() if self._before.get(name) != text]

    def _reading(self, slot: Slot) -> Reading:
        options = self._options.get(slot.name)
        return Reading(self._bare.today, options) if options else self._bare

    # -- values with their label

    def _take_labelled(self, labelled: Labelled, text: str, *, repairing: bool) -> None:
        slot = self._slot_for(labelled.slots)
        segment = text[labelled.value : labelled.end]
        piece = first_piece(segment)
        reach = len(piece) if labelled.explicit else 0  # after a colon: "targa: è AB123CD"
        near = next(
            (one for one in slot.value.find(segment, self._reading(slot)) if one.start <= reach), None
        )
        if near is not None:
            self._set(slot, near.value, labelled.start, labelled.value + near.end)
            return
        firm = labelled.explicit or (repairing and not text[: labelled.start].strip())
        if not self._take_piece(slot, piece, labelled, firm=firm):
            self._mentioned[slot.name] = None

    def _take_piece(self, slot: Slot, piece: str, labelled: Labelled, *, firm: bool) -> bool:
        """Read what follows a label; a firm one says that a value must be there."""
        if not piece or (slot.choices is None and not firm and len(piece.split()) > 1):
            return False
        span = (labelled.start, labelled.value + len(piece))
        try:
            value = slot.value.parse(piece, self._reading(slot))
        except WrongAnswer as wrong:
            if labelled.explicit:
                self._wrong[slot.name] = wrong.reason
                self._spans.take(*span)
            elif wrong.reason != _VAGUE:
                self._suspects.append((slot.name, wrong.reason, span))
            return labelled.explicit
        if firm or any(character.isdigit() for character in piece):
            self._set(slot, value, *span)
            return True
        return False

    def _slot_for(self, names: Sequence[str]) -> Slot:
        """Of the slots that share a label, the first without an answer, else the first."""
        named = [slot for slot in self._slots if slot.name in names]
        return next((slot for slot in named if slot.name not in self._answers), named[0])

    def _set(self, slot: Slot, value: Any, start: int, end: int) -> None:
        text = str(value)
        if self._before.get(slot.name) == text:
            self._same[slot.name] = None
        self._answers[slot.name] = text
        self._spans.take(start, end)

    # -- values that show themselves

    def _take_unlabelled(self, text: str) -> None:
        candidates = candidates_in(text, self._open_slots(), self._reading, self._spans, self._awaiting)
        telegram: bool | None = None
        for found, slot in candidates:
            if (
                slot.name in self._answers
                or slot.name in self._doubts
                or self._spans.touch(found.start, found.end)
            ):
                continue
            if found.sure is Sure.MAYBE and slot.name != self._awaiting:
                if telegram is None:
                    telegram = len(_WORD.findall(self._spans.rest(text))) <= _FEW_WORDS
                if not telegram or self._misses_the_question():
                    continue
            if not self._unclear(found, slot, candidates):
                self._set(slot, found.value, found.start, found.end)

    def _open_slots(self) -> Iterator[Slot]:
        return (slot for slot in slots_by_rank(self._form) if slot.name not in self._answers)

    def _misses_the_question(self) -> bool:
        """Whether one datum was asked for and is not there: what is loose is then a poor answer to it."""
        return self._awaiting != "" and self._answers.get(self._awaiting) == self._before.get(self._awaiting)

    def _unclear(self, found: Found, slot: Slot, candidates: Sequence[Candidate]) -> bool:
        """Whether these characters could fill another slot, or this slot be filled by others; tell which."""
        peers = [one.name for one in self._kin(slot) if one.name not in self._answers]
        equal = [
            (other, rival)
            for other, rival in candidates
            if other.sure is found.sure
            and rival.name not in self._answers
            and not self._spans.touch(other.start, other.end)
        ]
        values = {str(other.value): other for other, rival in equal if rival is slot}
        if len(values) > len(peers):
            self._doubts[slot.name] = tuple(values)
            for other in values.values():
                self._spans.take(other.start, other.end)
            return True
        rivals = [
            rival.name
            for other, rival in equal
            if rival not in self._kin(slot) and (other.start, other.end) == (found.start, found.end)
        ]
        rivals = [] if slot.name == self._awaiting or found.sure is Sure.CERTAIN else rivals
        if len(values) < len(peers) and self._awaiting not in peers:
            rivals += peers
        if rivals:
            self._unsure |= dict.fromkeys((slot.name, *rivals))
            self._spans.take(found.start, found.end)
        return bool(rivals)

    def _kin(self, slot: Slot) -> list[Slot]:
        """List the slots, this one among them, that take the very same answers."""
        options = self._options.get(slot.name)
        return [
            one for one in self._slots if one.value is slot.value and self._options.get(one.name) == options
        ]

    # -- the answer to the open question

    def _take_awaited(self, slot: Slot, text: str, short: Sequence[str]) -> None:
        for answer in short:
            try:
                value = slot.value.parse(answer.strip(), self._reading(slot))
            except WrongAnswer as wrong:
                if not self._same:
                    self._wrong.setdefault(slot.name, wrong.reason)
            else:
                self._set(slot, value, 0, len(text))
                return

    def _notice_wrong(self, text: str) -> None:
        """Tell what is nearly an answer to some slot, although no slot was asked for: "31/02/2026"."""
        vague = (_VAGUE, _LENGTH) if len(_WORD.findall(text)) > _FEW_WORDS else (_VAGUE,)
        for slot in (one for one in self._open_slots() if one.value.RANK < Choice.RANK):
            try:
                slot.value.parse(text, self._reading(slot))
            except WrongAnswer as wrong:
                if wrong.reason not in vague:
                    self._wrong[slot.name] = wrong.reason
                    self._spans.take(0, len(text))
                    return

    # -- "no, AB123CE": a value of a type that only one slot has

    def _take_corrections(self, text: str) -> None:
        for slot in self._slots:
            if self._answers.get(slot.name) != self._before.get(slot.name, "") or slot.name in self._same:
                continue
            found = {
                str(one.value): one
                for one in slot.value.find(text, self._reading(slot))
                if one.sure > Sure.MAYBE and not self._spans.touch(one.start, one.end)
            }
            peers = [one.name for one in self._kin(slot)]
            if len(peers) > 1 and slot.name != self._awaiting:
                if found and self._awaiting not in peers:
                    self._unsure |= dict.fromkeys(peers)
            elif len(found) > 1:
                self._doubts[slot.name] = tuple(found)
            else:
                for one in found.values():
                    self._set(slot, one.value, one.start, one.end)
