"""What is past its time goes, a stretch at a time; what is still needed stays, whatever the order."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.message import File
from sportello.retention_chores import Retention
from sportello.settings import Settings
from storage.access_log import Access, SqlAccessLog
from storage.records import RECORDS
from storage.requests import OPEN, SqlRequests, request, withdraw_request
from storage.retention import ACCESS_LOG, LET_GO, MESSAGES, STATEMENTS, WALKED, Round
from storage.retention_rows import runs
from storage.tables import inbox, outbox
from tests.clock import Ticker
from tests.storage.conftest import Desk, Store
from tests.storage.samples import message, part, turn

MARIO, ANNA = "+390001", "+390002"


# Who writes makes no difference here but where two do: test_personal_data tries both.
pytestmark = pytest.mark.parametrize("writes", ["thread"], indirect=True)


@dataclass
class Street:
    """Citizens who write, long ago or lately."""

    desk: Desk
    clock: Ticker
    store: Store

    async def says(self, name: str, sender: str = MARIO, *, answered: bool = True, **rest: object) -> int:
        """A message that came, was answered, and whose answer has left unless `answered` says no."""
        inbound = message(name, sender, **rest)
        await self.desk.inbox.accept(inbound, "c")
        (work,) = await self.desk.inbox.claim(1)
        said = part(f"{work.id}-0", sender, channel=inbound.channel)
        await self.desk.inbox.finish(turn(work, said))
        if answered:
            self.store.run(f"UPDATE outbox SET status = 'sent' WHERE inbox_id = {work.id}")  # noqa: S608 - a number
        return work.id

    def words(self) -> list[tuple[object, ...]]:
        return self.store.rows("SELECT id, text FROM inbox ORDER BY id")

    def answers(self) -> list[object]:
        return [text for (text,) in self.store.rows("SELECT text FROM outbox ORDER BY id")]

    async def night(self) -> int:
        return await Retention(self.desk.database, self.clock, Settings()).all_at_once()


def chosen(**privacy: object) -> Settings:
    """Settings of which these differ from what they are by default."""
    return Settings().model_copy(update={"privacy": Settings().privacy.model_copy(update=privacy)})


@pytest.fixture
def street(desk: Desk, clock: Ticker, store: Store) -> Street:
    return Street(desk, clock, store)


async def test_words_go_first_then_that_anybody_wrote(street: Street) -> None:
    await street.says("old")
    street.clock.tick(days=364)
    new = await street.says("new", answered=False)
    await street.night()
    assert [text for _, text in street.words()] == ["testo old", "testo new"]
    street.clock.tick(days=2)
    assert await street.night() > 0
    assert [text for _, text in street.words()] == ["", "testo new"]
    assert street.answers() == ["", "risposta 2-0"]
    street.clock.tick(days=3650)
    await street.night()
    assert [number for number, _ in street.words()] == [new]  # its answer has not left: nothing of it goes
    assert street.answers() == ["risposta 2-0"]


async def test_it_is_done_once(street: Street) -> None:
    await street.says("old")
    street.clock.tick(days=400)
    assert await street.night() == 3  # the message, its answer, and what is known of who wrote
    assert await street.night() == 0
    found = {run.kind: run for run in await street.desk.database.reader.fetch(runs)}
    assert set(found) >= set(STATEMENTS)
    assert (found[MESSAGES].in_all, found[MESSAGES].before) == (1, street.clock() - timedelta(days=365))


async def test_the_conversation_of_an_open_request_stays(street: Street) -> None:
    await street.says("asks")
    numbers = count(1)
    opened = SqlRequests(street.desk.database, lambda: f"r{next(numbers)}", street.clock, 30).open(
        "x", "", {}
    )
    submit = street.desk.database.writer.submit
    await submit(RECORDS, [each.for_lane(f"sms:{MARIO}") for each in opened.records])
    street.clock.tick(days=800)
    await street.night()
    assert [text for _, text in street.words()] == ["testo asks"]
    await submit(
        RECORDS,
        [each.for_lane(f"sms:{MARIO}") for each in withdraw_request(opened.reference, street.clock())],
    )
    await street.night()
    await street.night()
    assert street.words() == []
    assert street.store.rows("SELECT count(*) FROM request") == [(1,)]


async def test_a_mail_that_comes_again_years_later_is_known(street: Street) -> None:
    await street.says("<id@example.org>", "anna@example.org", channel="email")
    street.clock.tick(days=4000)
    await street.night()
    await street.night()
    assert street.store.rows("SELECT lane, sender, text, body FROM inbox") == [("", "", "", "")]
    again = message("<id@example.org>", "anna@example.org", channel="email")
    await street.desk.inbox.accept(again, "c")
    assert await street.desk.inbox.claim(9) == ()


async def test_files_go_with_the_last_that_names_them(street: Street) -> None:
    shared, own = File("a.txt", "text/plain", b"both"), File("b.txt", "text/plain", b"one")
    await street.says("first", files=(shared, own))
    street.clock.tick(days=300)
    await street.says("second", ANNA, files=(shared,))
    street.clock.tick(days=100)
    await street.night()
    assert street.store.rows("SELECT sha256 FROM blob") == [(shared.sha256,)]
    street.clock.tick(days=400)
    await street.night()
    assert street.store.rows("SELECT sha256 FROM blob") == []


async def test_the_access_log_lets_go_of_what_is_old_and_of_nothing_else(street: Street) -> None:
    log = SqlAccessLog(street.desk.database)
    await log.note(Access("anna", "counter", "old"))
    street.clock.tick(days=1000)
    await log.note(Access("anna", "counter", "new"))
    before = street.clock() - timedelta(days=500)
    assert await street.desk.database.writer.submit(LET_GO, Round(ACCESS_LOG, before, 100)) == 1
    assert [each.what for each in await log.of("anna")] == ["new"]


async def test_who_said_stop_is_known_for_ever(street: Street) -> None:
    for number, sender in enumerate((MARIO, ANNA)):
        await street.says(f"m{number}", sender)
    street.store.run(f"UPDATE caller SET stopped = (1 = 1) WHERE lane = 'sms:{MARIO}'")  # noqa: S608 - our own
    street.clock.tick(days=4000)
    await street.night()
    assert street.store.rows("SELECT lane FROM caller") == [(f"sms:{MARIO}",)]


async def test_a_look_is_short_and_the_next_goes_on(street: Street) -> None:
    await street.says("old")
    street.clock.tick(days=400, hours=2)
    chore = Retention(street.desk.database, street.clock, Settings())
    for _ in range(5):
        assert await chore.look() == 0
    assert [text for _, text in street.words()] == [""]
    assert {run.kind for run in await street.desk.database.reader.fetch(runs)} >= set(STATEMENTS)


async def test_off_nothing_goes(street: Street) -> None:
    await street.says("old")
    street.clock.tick(days=4000)
    await Retention(street.desk.database, street.clock, chosen(retention="off")).look()
    assert [text for _, text in street.words()] == ["testo old"]


_lives = st.lists(
    st.tuples(st.sampled_from(["sms", "email"]), st.integers(0, 1500), st.booleans(), st.booleans()),
    min_size=1,
    max_size=4,
)
_rounds = st.lists(st.tuples(st.sampled_from(sorted(STATEMENTS)), st.integers(0, 2000)), max_size=8)
_names = count(1)


@pytest.mark.parametrize("made_url", ["sqlite"], indirect=True)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lives=_lives, rounds=_rounds)
async def test_in_whatever_order_nothing_needed_is_lost(
    desk: Desk,
    clock: Ticker,
    store: Store,
    lives: Sequence[tuple[str, int, bool, bool]],
    rounds: Sequence[tuple[str, int]],
) -> None:
    """Of each life: its channel, how many days pass after it, whether its answer left, whether it asks."""
    street, kept, mails = Street(desk, clock, store), set(), set()
    requests = SqlRequests(desk.database, lambda: f"q{next(_names)}", clock, 30)
    for channel, days, left, asks in lives:
        name = f"n{next(_names)}"
        number = await street.says(name, f"{name}@example.org", answered=left, channel=channel)
        if asks:
            record = requests.open("x", "", {}).record.for_lane(f"{channel}:{name}@example.org")
            await desk.database.writer.submit(RECORDS, [record])
        kept |= {number} if asks or not left else set()
        mails |= {name} if channel == "email" else set()
        clock.tick(days=days)
    opened = store.rows(f"SELECT count(*) FROM {request.name} WHERE state = {OPEN}")  # noqa: S608 - our own names
    for kind, days in rounds:
        before: datetime = clock() - timedelta(days=days)
        await desk.database.writer.submit(LET_GO, Round(kind, before, 100_000))
    words = {number: text for number, text in street.words()}  # noqa: C416 - its types are known so
    assert all(words.get(number) for number in kept)
    assert mails <= {name for (name,) in store.rows("SELECT external_id FROM inbox")}
    assert store.rows(f"SELECT count(*) FROM {request.name} WHERE state = {OPEN}") == opened  # noqa: S608 - as above
    for number in kept:
        ((said,),) = store.rows(f"SELECT text FROM outbox WHERE inbox_id = {number}")  # noqa: S608 - a number
        assert said


@pytest.mark.usefixtures("writes")
def test_every_long_table_is_walked() -> None:
    assert {table.name for table in WALKED.values()} == {inbox.name, outbox.name}
