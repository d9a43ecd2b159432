"""What reading one message into a form has found."""

from collections.abc import Mapping
from dataclasses import field

from bot.fixed import fixed
from bot.form import Answers


@fixed
class Read:
    """What a message changed. `wrong` maps a slot to the reason why what was written is not it.

    `unsure` names the slots that the same characters could fill, `doubts` the values between which one
    slot could be filled, as stored; `same` those told again as they were, `mentioned` those named without
    a value; `rest` is the text without the data.
    """

    answers: Answers
    filled: tuple[str, ...] = ()
    corrected: tuple[str, ...] = ()
    wrong: Mapping[str, str] = field(default_factory=dict)
    unsure: tuple[str, ...] = ()
    doubts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    same: tuple[str, ...] = ()
    mentioned: tuple[str, ...] = ()
    rest: str = ""

    @property
    def changed(self) -> bool:
        """Whether it gave or corrected anything."""
        return bool(self.filled or self.corrected)

    @property
    def told(self) -> bool:
        """Whether it held any datum at all, clear or not."""
        return self.changed or bool(self.unsure or self.doubts or self.same)
