"""Reading a message into a form: labelled values, values that show themselves, the awaited answer.

The order in which data come, and in how many messages, must not matter. Where two readings of the same
characters are equally good, neither is taken and the citizen is asked.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from bot.errors import WrongAnswer
from bot.form import Answers, Options, Slot, slot_named, slots
from bot.labels import Labelled, Labels, first_piece
from bot.values.value import Found, Reading, Sure

_FEW_WORDS = 2  # so many words beside the data still make a telegram, not a sentence
_WORD = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True, slots=True)
class Read:
    """What a message changed. `wrong` maps a slot to the reason why what was written is not it.

    `unsure` names the slots that the same characters could fill; `rest` is the text without the data.
    """

    answers: Answers
    filled: tuple[str, ...] = ()
    corrected: tuple[str, ...] = ()
    wrong: Mapping[str, str] = field(default_factory=dict)
    unsure: tuple[str, ...] = ()
    rest: str = ""

    @property
    def changed(self) -> bool:
        """Whether it gave or corrected anything."""
        return bool(self.filled or self.corrected)


class Reader:
    """Reads one message into one form."""

    def __init__(
        self, form: type[Any], answers: Answers, labels: Labels, options: Options, today: date, awaiting: str
    ) -> None:
        self._form = form
        self._before = answers
        self._answers = dict(answers)
        self._labels = labels
        self._options = options
        self._today = today
        self._awaiting = awaiting
        self._spans: list[tuple[int, int]] = []
        self._wrong: dict[str, str] = {}
        self._unsure: dict[str, None] = {}

    def read(self, text: str) -> Read:
        """Read a whole message."""
        for labelled in self._labels.find(text):
            self._take_labelled(labelled, text)
        self._take_unlabelled(text)
        self._take_awaited(text)
        if not self._new():
            self._take_corrections(text)
        new = self._new()
        return Read(
            self._answers,
            tuple(name for name in new if name not in self._before),
            tuple(name for name in new if name in self._before),
            {name: reason for name, reason in self._wrong.items() if name not in new},
            tuple(self._unsure),
            self._rest(text),
        )

    def _new(self) -> list[str]:
        return [name for name, text in self._answers.items() if self._before.get(name) != text]

    def _reading(self, slot: Slot) -> Reading:
        return Reading(self._today, self._options.get(slot.name, ()))

    def _rest(self, text: str) -> str:
        kept, at = [], 0
        for start, end in sorted(self._spans):
            kept.append(text[at:start])
            at = max(at, end)
        return " ".join((*kept, text[at:]))

    # -- values with their label

    def _take_labelled(self, labelled: Labelled, text: str) -> None:
        slot = self._slot_for(labelled.slots)
        if slot is None:
            return
        segment = text[labelled.value : labelled.end]
        near = next(
            (found for found in slot.value.find(segment, self._reading(slot)) if found.start == 0), None
        )
        if near is not None:
            self._set(slot, near.value, labelled.start, labelled.value + near.end)
            return
        piece = first_piece(segment)
        if not piece or (slot.choices is None and not labelled.explicit and len(piece.split()) > 1):
            return
        try:
            value = slot.value.parse(piece, self._reading(slot))
        except WrongAnswer as wrong:
            if labelled.explicit:
                self._wrong[slot.name] = wrong.reason
                self._spans.append((labelled.start, labelled.value + len(piece)))
        else:
            if labelled.explicit or any(character.isdigit() for character in piece):
                self._set(slot, value, labelled.start, labelled.value + len(piece))

    def _slot_for(self, names: Iterable[str]) -> Slot | None:
        """Of the slots that share a label, the first without an answer, else the first."""
        named = [slot for name in names if (slot := slot_named(self._form, name))]
        return next((slot for slot in named if slot.name not in self._answers), named[0] if named else None)

    def _set(self, slot: Slot, value: Any, start: int, end: int) -> None:
        self._answers[slot.name] = str(value)
        self._spans.append((start, end))

    # -- values that show themselves

    def _take_unlabelled(self, text: str) -> None:
        open_slots = [slot for slot in slots(self._form) if slot.name not in self._answers]
        candidates = [
            (found, slot)
            for slot in open_slots
            for found in slot.value.find(text, self._reading(slot))
            if not self._taken(found)
        ]
        candidates.sort(key=self._preference)
        telegram: bool | None = None
        for found, slot in candidates:
            if slot.name in self._answers or self._taken(found):
                continue
            if found.sure is Sure.MAYBE and slot.name != self._awaiting:
                if telegram is None:
                    telegram = self._is_telegram(text)
                if not telegram:
                    continue
            rivals = self._rivals(found, slot, candidates)
            if rivals:
                self._unsure |= dict.fromkeys((slot.name, *rivals))
                continue
            self._set(slot, found.value, found.start, found.end)

    def _preference(self, candidate: tuple[Found, Slot]) -> tuple[int, int, int, bool]:
        found, slot = candidate
        return (-found.sure, slot.value.RANK, found.start, slot.name != self._awaiting)

    def _taken(self, found: Found) -> bool:
        return any(start < found.end and found.start < end for start, end in self._spans)

    def _is_telegram(self, text: str) -> bool:
        return len(_WORD.findall(self._rest(text))) <= _FEW_WORDS

    def _rivals(self, found: Found, slot: Slot, candidates: list[tuple[Found, Slot]]) -> list[str]:
        """Other open slots, of another type, that these very characters could fill equally well."""
        if slot.name == self._awaiting or found.sure is Sure.CERTAIN:
            return []
        return [
            other.name
            for rival, other in candidates
            if other.value is not slot.value
            and other.name not in self._answers
            and rival.sure == found.sure
            and (rival.start, rival.end) == (found.start, found.end)
        ]

    # -- the answer to the open question

    def _take_awaited(self, text: str) -> None:
        slot = slot_named(self._form, self._awaiting) if self._awaiting else None
        if slot is None or self._answers.get(slot.name) != self._before.get(slot.name) or self._new():
            return
        try:
            value = slot.value.parse(text.strip(), self._reading(slot))
        except WrongAnswer as wrong:
            self._wrong.setdefault(slot.name, wrong.reason)
        else:
            self._set(slot, value, 0, len(text))

    # -- "no, AB123CE": a value of a type that only one answered slot has

    def _take_corrections(self, text: str) -> None:
        answered = [slot for slot in slots(self._form) if slot.name in self._before]
        for slot in answered:
            if sum(other.value is slot.value for other in answered) > 1:
                continue
            found = [
                one
                for one in slot.value.find(text, self._reading(slot))
                if one.sure > Sure.MAYBE and not self._taken(one)
            ]
            if len(found) == 1 and str(found[0].value) != self._before[slot.name]:
                self._set(slot, found[0].value, found[0].start, found[0].end)
