"""Conversations with a person in the store: one open at most for each lane, and no word of anybody lost."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta

import pytest

from bot.person import AGAIN, CLOSED, Expected, Progress
from bot.records import Record
from storage.holding import Holding
from storage.latest import latest
from storage.offices import MERGE_OFFICES, OfficeRow, SqlOffices
from storage.persons import SqlPersons
from storage.talk_rows import Talk, hear_for_person, leave_person
from storage.talks import Act, Did, Talks
from tests.clock import Ticker
from tests.storage.conftest import Desk, Store
from tests.storage.samples import message, turn

MARIO, ANNA = "+390001", "+390002"
LANE = f"sms:{MARIO}"


class Talking:
    """Citizens who write to a person, and the office that answers."""

    def __init__(self, desk: Desk, clock: Ticker, hours: str = "") -> None:
        self.desk, self.clock = desk, clock
        self.talks = Talks(desk.database)
        self.persons = SqlPersons(desk.database, SqlOffices(desk.database), "urp", timedelta(hours=72))
        self.hours = hours
        self._said = 0

    async def opens(self) -> None:
        row = OfficeRow("urp", "URP", "", "", "", "", self.hours, "")
        await self.desk.database.writer.submit(MERGE_OFFICES, [row])

    async def writes(self, sender: str = MARIO) -> int:
        """A citizen writes to the person; a second passes."""
        return await self._turn(sender, hear_for_person)

    async def leaves(self, sender: str = MARIO) -> None:
        """A citizen goes back to the counter."""
        await self._turn(sender, lambda _, now: leave_person(now))

    async def _turn(self, sender: str, record: Callable[[int, datetime], Record]) -> int:
        self.clock.tick(seconds=1)
        self._said += 1
        inbound = message(f"{self._said}", sender, context={"thread": f"t{self._said}"})
        await self.desk.inbox.accept(inbound, "c")
        (work,) = await self.desk.inbox.claim(1)
        written = record(work.id, self.clock()).for_lane(inbound.lane)
        await self.desk.inbox.finish(turn(work, records=[written]))
        return work.id

    async def the_open(self) -> Talk:
        (talk,) = await self.talks.open(9)
        return talk

    async def answers(self, text: str = "Buongiorno", *, close: bool = False) -> Did:
        talk = await self.the_open()
        self.clock.tick(seconds=1)
        return await self.talks.do(Act(talk.id, "l.rossi", talk.version, text, close=close, heard=talk.heard))

    async def events(self) -> Sequence[str]:
        """Take the events that wait, and end their turns."""
        works = await self.desk.inbox.claim(9)
        for work in works:
            await self.desk.inbox.finish(turn(work))
        return [work.inbound.event for work in works]


@pytest.fixture
def talking(desk: Desk, clock: Ticker) -> Talking:
    return Talking(desk, clock)


async def test_whatever_a_citizen_writes_is_in_one_conversation(talking: Talking) -> None:
    first, _, third = [await talking.writes() for _ in range(3)]
    talk = await talking.the_open()
    assert (talk.lane, talk.channel, talk.message, talk.heard) == (LANE, "sms", third, 3)
    assert talk.waiting_since == talk.opened_at < talk.last_in
    assert first < third


async def test_who_waits_longest_is_first_and_who_is_answered_last(talking: Talking) -> None:
    for sender in (MARIO, ANNA, "+390003"):
        await talking.writes(sender)
    found = await talking.talks.open(9)
    await talking.talks.do(Act(found[0].id, "l.rossi", 0, "Eccomi"))
    assert [talk.lane for talk in await talking.talks.open(9)] == [f"sms:{ANNA}", "sms:+390003", LANE]
    await talking.writes(MARIO)
    assert [talk.lane for talk in await talking.talks.open(2)] == [f"sms:{ANNA}", "sms:+390003"]


async def test_an_answer_leaves_once_in_the_thread_of_the_newest_message(
    talking: Talking, store: Store
) -> None:
    await talking.writes()
    newest = await talking.writes()
    seen = await talking.the_open()
    act = Act(seen.id, "l.rossi", seen.version, "Buongiorno \0")
    assert await talking.talks.do(act) is Did.DONE
    assert await talking.talks.do(act) is Did.BEHIND
    rows = store.rows("SELECT key, inbox_id, channel, address, text, context FROM outbox")
    text = "Buongiorno \N{REPLACEMENT CHARACTER}"
    assert [row[:4] for row in rows] == [(f"talk-{seen.id}-1", newest, "sms", MARIO)]
    assert rows[0][4] in (text, "Buongiorno ")
    assert '"t2"' in str(rows[0][5])
    talk = await talking.the_open()
    assert (talk.taken_by, talk.changed_by, talk.waiting_since) == ("l.rossi", "l.rossi", None)
    assert talk.first_out == talk.last_out == talking.clock()


async def test_of_two_who_answer_at_once_one_is_told_of_the_other(talking: Talking) -> None:
    await talking.writes()
    seen = await talking.the_open()
    assert await talking.talks.do(Act(seen.id, "l.rossi", seen.version)) is Did.DONE
    assert await talking.talks.do(Act(seen.id, "m.neri", seen.version, "Eccomi")) is Did.BEHIND
    assert (await talking.the_open()).taken_by == "l.rossi"


async def test_who_closes_has_read_all(talking: Talking) -> None:
    await talking.writes()
    seen = await talking.the_open()
    await talking.writes()
    close = Act(seen.id, "l.rossi", seen.version, "", close=True, heard=seen.heard)
    assert await talking.talks.do(close) is Did.BEHIND
    assert await talking.events() == []
    assert await talking.answers("Fatto.", close=True) is Did.DONE
    assert await talking.events() == [CLOSED]
    assert await talking.talks.open(9) == []
    talk = await talking.talks.one(seen.id)
    assert talk is not None
    assert (talk.closed_at, talk.waiting_since) == (talking.clock(), None)
    assert await talking.talks.do(Act(seen.id, "l.rossi", 1, "Ancora")) is Did.GONE
    assert await talking.talks.do(Act(99, "l.rossi", 0, "Chi?")) is Did.GONE


async def test_a_word_that_crosses_with_the_closing_is_not_lost(talking: Talking) -> None:
    await talking.writes()
    await talking.answers(close=True)
    await talking.desk.inbox.accept(message("crossing", MARIO), "c")
    assert await talking.events() == [CLOSED]
    (work,) = await talking.desk.inbox.claim(9)
    heard = hear_for_person(work.id, talking.clock()).for_lane(LANE)
    await talking.desk.inbox.finish(turn(work, records=[heard]))
    talk = await talking.the_open()
    assert (talk.id, talk.heard, talk.message) == (2, 1, work.id)


async def test_what_is_unanswered_when_the_counter_is_back_stays_with_staff(talking: Talking) -> None:
    await talking.writes()
    await talking.leaves()
    talk = await talking.the_open()
    assert talk.back_at is not None
    assert await talking.answers("Mi scusi del ritardo") is Did.DONE
    assert (await talking.the_open()).back_at is None
    assert await talking.events() == [AGAIN]
    assert await talking.answers(close=True) is Did.DONE
    assert await talking.events() == [CLOSED]


async def test_what_is_answered_is_over_when_the_counter_is_back(talking: Talking) -> None:
    await talking.writes()
    await talking.answers()
    await talking.leaves()
    assert await talking.talks.open(9) == []
    await talking.leaves(ANNA)


async def test_closing_where_the_counter_is_back_already_tells_nobody(talking: Talking) -> None:
    await talking.writes()
    await talking.leaves()
    assert await talking.answers("", close=True) is Did.DONE
    assert await talking.events() == []


async def test_how_far_it_got(talking: Talking) -> None:
    assert await talking.persons.progress(LANE) is None
    await talking.writes()
    began = talking.clock()
    assert await talking.persons.progress(LANE) == Progress(began, began)
    await talking.answers()
    assert await talking.persons.progress(LANE) == Progress(talking.clock())


@pytest.mark.parametrize(
    ("now", "hours", "opened", "turns_at"),
    [
        pytest.param("2026-02-03 10:00", "lun-ven 8-13", True, "2026-02-03 13:00", id="open"),
        pytest.param("2026-02-03 13:00", "lun-ven 8-13", False, "2026-02-04 08:00", id="just closed"),
        pytest.param("2026-02-03 13:30", "mar 8-13 15-17", False, "2026-02-03 15:00", id="lunch"),
        pytest.param("2026-02-07 10:00", "lun 9-12", False, "2026-02-09 09:00", id="Saturday"),
        pytest.param("2026-02-03 13:00", "mar 9-12", False, "2026-02-10 09:00", id="next week"),
        pytest.param("2026-02-03 10:00", "", False, None, id="never"),
    ],
)
async def test_when_the_office_is_there(
    talking: Talking,
    now: str,
    hours: str,
    opened: bool,  # noqa: FBT001 - a table's column
    turns_at: str | None,
) -> None:
    zone = talking.clock.now.tzinfo
    talking.clock.now = datetime.fromisoformat(now).replace(tzinfo=zone)
    assert await talking.persons.expected() == Expected()
    talking.hours = hours
    await talking.opens()
    turned = turns_at and datetime.fromisoformat(turns_at).replace(tzinfo=zone)
    fresh = SqlPersons(talking.desk.database, SqlOffices(talking.desk.database), "urp", timedelta(hours=1))
    assert await fresh.expected() == Expected(opened, turned or None)


async def test_the_wait_is_measured_in_office_hours_once_there_are_enough(talking: Talking) -> None:
    talking.hours = "lun-ven 8-13"
    await talking.opens()
    for minutes, number in ((10, 1), (20, 2), (30, 3), (40, 4)):
        await talking.writes(f"+39000{number}")
        talking.clock.tick(minutes=minutes)
        await talking.answers(close=True)
        await talking.events()
    assert (await talking.persons.expected()).wait is None
    talking.clock.now = talking.clock.now.replace(day=6, hour=12, minute=30, second=0)
    await talking.writes("+390009")
    talking.clock.now = talking.clock.now.replace(day=9, hour=9, minute=0, second=0)
    await talking.answers(close=True)
    wait = (await talking.persons.expected()).wait
    assert wait is not None
    assert (
        timedelta(minutes=30) <= wait < timedelta(minutes=31)
    )  # Friday 12:30 to Monday 9:00: an hour and a half
    talking.clock.tick(days=31)
    assert (await talking.persons.expected()).wait is None


async def test_what_was_said_last_is_read_in_order_and_of_that_lane_alone(talking: Talking) -> None:
    for _ in range(3):
        await talking.writes()
    await talking.writes(ANNA)
    first = (await talking.talks.open(9))[0]
    await talking.talks.do(Act(first.id, "l.rossi", 0, "Eccomi"))
    await talking.writes()
    said = await latest(talking.desk.database, LANE, 2)
    assert [(line.inbound, line.text) for line in said] == [
        (True, "testo 3"),
        (False, "Eccomi"),
        (True, "testo 5"),
    ]
    assert await latest(talking.desk.database, "sms:+399999") == []


@pytest.mark.parametrize(("day", "came"), [(2, 0), (3, 2), (4, 1), (5, 0)])
async def test_a_day_is_found_by_its_numbers(talking: Talking, day: int, came: int) -> None:
    await talking.writes()
    await talking.writes(ANNA)
    talking.clock.tick(days=1)
    await talking.writes()
    (found,) = await Holding(talking.desk.database).days(date(2026, 2, day), 1)
    assert (found.came, found.handled, found.left) == (came, came, 0)
