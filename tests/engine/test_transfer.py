"""The turns of a conversation that a person has: what is written with each, and what brings it back."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest

from bot.conversation import Conversation, Handled
from bot.ledger import Timer
from bot.message import Assurance, File
from bot.person import AGAIN, CLOSED, LATE, Expected, Progress
from bot.records import LANE, Record
from bot.service import bind
from bot.session import Caller
from tests.engine.counter import CHAT, KEEP, PERMIT, Counter, desk
from tests.engine.peers import SMS

DAY = timedelta(days=1)
TIMER = "telegram:7", LATE


@dataclass
class Office:
    """The people of an office, and how far they got with the one conversation that there is."""

    stands: Progress | None = None
    patience: timedelta = DAY
    asked: list[str] = field(default_factory=list)

    async def expected(self) -> Expected:
        return Expected()

    async def progress(self, lane: str) -> Progress | None:
        self.asked.append(lane)
        return self.stands

    def heard(self, message: int, at: datetime) -> Sequence[Record]:
        return [Record("heard", {"message": message, "at": at, "lane": LANE})]

    def left(self, at: datetime) -> Sequence[Record]:
        return [Record("left", {"at": at, "lane": LANE})]


class Turns(Counter):
    """A counter with people of an office behind it."""

    def __init__(self) -> None:
        super().__init__()
        self.office = Office()
        bound = {"permit": bind(PERMIT, {"registry": self.registry, "more": None})}
        self.conversation = Conversation(
            desk(), bound, {"sms": SMS, "telegram": CHAT}, self.clock, keep=KEEP, persons=self.office
        )

    async def turn(self, text: str = "", caller: Caller | None = None, **rest: object) -> Handled:
        return await self.conversation.handle(self.work(text, caller, **rest))

    async def handed_over(self, *before: str) -> Caller:
        return await self.hear(*before, "operatore")

    async def event(self, name: str, caller: Caller) -> Handled:
        return await self.turn("", caller, event=name, payload={})


def written(handled: Handled) -> list[object]:
    return [record.statement for record in handled.turn.records]


def said(handled: Handled) -> str:
    return "\n".join(part.text for part in handled.turn.parts)


def timers(handled: Handled) -> dict[tuple[str, str], datetime | None]:
    return {(each.lane, each.event): each.due_at for each in handled.turn.timers}


async def test_asking_for_a_person_is_written_with_its_turn() -> None:
    turns = Turns()
    handled = await turns.turn("operatore")
    assert not handled.wants_person
    assert handled.turn.records == (
        Record("heard", {"message": 5, "at": turns.clock(), "lane": "telegram:7"}),
    )
    assert timers(handled)[TIMER] == turns.clock() + DAY


async def test_what_is_for_the_person_goes_to_them_in_silence_and_without_waiting() -> None:
    turns = Turns()
    caller = await turns.handed_over()
    work = turns.work("buongiorno", caller)
    talk = turns.conversation.begin(work, {})
    handled = turns.conversation.at_once(work, talk)
    assert handled is not None
    assert (written(handled), handled.turn.parts, handled.turn.timers) == (["heard"], (), ())


async def test_a_turn_without_a_person_writes_nothing_of_them() -> None:
    turns = Turns()
    handled = await turns.turn("ciao")
    assert (written(handled), timers(handled), turns.office.asked) == ([], {}, [])


@pytest.mark.parametrize(
    ("assurance", "persons"),
    [
        pytest.param(Assurance("verified", (), "gestore@example.it"), True, id="a PEC"),
        pytest.param(None, False, id="nobody there"),
    ],
)
async def test_a_message_alone_is_set_aside(assurance: Assurance | None, persons: bool) -> None:  # noqa: FBT001 - a table's column
    turns: Counter = Turns() if persons else Counter()
    handled = await turns.conversation.handle(turns.work("operatore", assurance=assurance))
    assert handled.wants_person
    assert handled.turn.caller.session.person is None
    assert "Intanto può continuare con me" in said(handled)


async def test_closed_by_staff_it_is_ours_again_with_what_was_open() -> None:
    turns = Turns()
    caller = await turns.handed_over("permesso", "AB123CD")
    handled = await turns.event(CLOSED, caller)
    assert "L'ufficio ha chiuso la conversazione" in said(handled)
    assert "Riprendo la sua richiesta" in said(handled)
    assert written(handled) == ["left"]
    assert timers(handled)[TIMER] is None
    assert handled.turn.caller.session.person is None


async def test_who_has_written_since_it_was_closed_stays_with_staff() -> None:
    turns = Turns()
    caller = await turns.handed_over()
    turns.office.stands = Progress(turns.clock(), turns.clock())
    handled = await turns.event(CLOSED, caller)
    assert (said(handled), written(handled)) == ("", [])
    assert handled.turn.caller == caller


@pytest.mark.parametrize(
    ("waiting", "last", "told", "looks_again"),
    [
        pytest.param(DAY, DAY, "nessuno dell'ufficio ha ancora potuto", None, id="nobody has answered"),
        pytest.param(DAY / 2, DAY, "", DAY / 2, id="an answer is due later"),
        pytest.param(None, DAY, "è ferma da un po'", None, id="all is answered, and rests"),
        pytest.param(None, DAY / 3, "", DAY * 2 / 3, id="all is answered, just now"),
    ],
)
async def test_after_a_while_somebody_looks(
    waiting: timedelta | None, last: timedelta, told: str, looks_again: timedelta | None
) -> None:
    turns = Turns()
    caller = await turns.handed_over()
    turns.clock.tick(days=1)
    now = turns.clock()
    turns.office.stands = Progress(now - last, None if waiting is None else now - waiting)
    handled = await turns.event(LATE, caller)
    assert told in said(handled)
    assert bool(said(handled)) == bool(told)
    expected = None if looks_again is None else now + looks_again
    assert handled.turn.timers == (Timer(*TIMER, expected),)
    assert (handled.turn.caller.session.person is None) == bool(told)


async def test_at_night_nobody_is_told() -> None:
    turns = Turns()
    caller = await turns.handed_over()
    turns.clock.tick(hours=13)
    turns.office.stands = Progress(turns.clock() - DAY, turns.clock() - DAY)
    (part,) = (await turns.event(LATE, caller)).turn.parts
    assert part.not_before is not None
    assert part.not_before.hour == 8


async def test_staff_who_write_where_we_answer_again_have_it_again() -> None:
    turns = Turns()
    caller = await turns.hear("permesso", "AB123CD")
    turns.office.stands = Progress(turns.clock())
    handled = await turns.event(AGAIN, caller)
    assert "le risponde di nuovo l'ufficio" in said(handled)
    assert handled.turn.caller.session.person == turns.clock()
    assert timers(handled)[TIMER] == turns.clock() + DAY
    assert written(await turns.turn("centro", handled.turn.caller)) == ["heard"]


@pytest.mark.parametrize("event", [CLOSED, LATE, AGAIN])
async def test_an_event_that_comes_too_late_changes_nothing(event: str) -> None:
    turns = Turns()
    caller = await turns.hear("permesso", "AB123CD")
    handled = await turns.event(event, caller)
    assert (said(handled), written(handled), handled.turn.caller) == ("", [], caller)


async def test_files_are_not_looked_through_for_the_person() -> None:
    turns, read = Turns(), list[str]()
    caller = await turns.handed_over()

    async def codes(file: File) -> Sequence[str]:
        read.append(file.name)
        return ("AB123CD",)

    turns.conversation._read_codes = codes
    photo = File("foto.png", "image/png", b"png")
    assert written(await turns.turn("", caller, files=(photo,))) == ["heard"]
    assert read == []
