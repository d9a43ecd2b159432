"""The shell round a handover: who may expect what of a person, and when the conversation is ours again."""

from collections.abc import Sequence
from datetime import datetime

from bot.dialogue import Talk
from bot.dialogue.handover import come_back, go_on_with_person, hand_over, park_for_person
from bot.ledger import Timer
from bot.message import Inbound
from bot.person import LATE, Persons, Progress
from bot.records import Record


class Transfer:
    """Stands there for one message; without `persons` nobody can take a conversation over.

    Then, and where the network proves who wrote (a PEC is a letter with a term of its own, which is answered
    as one), the message alone is set aside for staff.
    """

    def __init__(self, persons: Persons | None, talk: Talk, inbound: Inbound) -> None:
        self._persons = persons
        self._talk = talk
        self._inbound = inbound

    async def hand_over(self) -> None:
        """Leave the conversation to a person (OPERATORE)."""
        if self._persons is None or self._inbound.assurance is not None:
            park_for_person(self._talk)
        else:
            hand_over(self._talk, await self._persons.expected())

    async def closed(self) -> None:
        """Staff have closed it: it is ours again, unless the citizen has written to them since."""
        talk = self._talk
        if talk.session.person is None or self._persons is None or await self._progress() is not None:
            talk.keep_question()
        else:
            come_back(talk, "person-closed")

    async def again(self) -> None:
        """Staff have written in a conversation that was ours again: what is answered to that is for them."""
        if self._talk.session.person is not None or await self._progress() is None:
            self._talk.keep_question()
        else:
            go_on_with_person(self._talk)

    async def late(self) -> None:
        """Look whether nobody answers any more: then it is ours again."""
        talk, progress = self._talk, await self._progress()
        if talk.session.person is None or self._persons is None or progress is None:
            talk.keep_question()  # it was closed while the event waited, and that is told by itself
            return
        due = (progress.waiting_since or progress.last) + self._persons.patience
        if due > talk.now:
            talk.look_again_at = due
            talk.keep_question()
        else:
            come_back(talk, "person-late" if progress.waiting_since else "person-quiet")

    async def _progress(self) -> Progress | None:
        return None if self._persons is None else await self._persons.progress(self._inbound.lane)


def told_to_staff(persons: Persons, talk: Talk, message: int) -> Sequence[Record]:
    """What staff must know of a message, by its number."""
    heard = persons.heard(message, talk.now) if talk.for_person else ()
    return [*heard, *(persons.left(talk.now) if talk.left_person else ())]


def looked_after(persons: Persons, talk: Talk, lane: str, before: datetime | None) -> Sequence[Timer]:
    """Have somebody look after a time whether the citizen is answered; a person had it since `before`."""
    since = talk.session.person
    if talk.look_again_at is not None:
        return (Timer(lane, LATE, talk.look_again_at),)
    if before == since:
        return ()
    return (Timer(lane, LATE, None if since is None else since + persons.patience),)
