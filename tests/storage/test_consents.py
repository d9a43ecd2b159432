"""A consent is said in so many words, kept with its proof, and taken back by STOP."""

from storage.consents import (
    ASKED,
    STOPPED,
    VERSION,
    SqlConsents,
    Topic,
    consents_of,
    say_consent,
    withdraw_consents,
)
from storage.records import RECORDS
from tests.clock import Ticker
from tests.storage.conftest import Desk
from tests.storage.samples import message, turn

MARIO, ANNA = "sms:+390001", "sms:+390002"


async def says(desk: Desk, name: str, *records: object, sender: str = "+390001") -> int:
    await desk.inbox.accept(message(name, sender), "c")
    (work,) = await desk.inbox.claim(1)
    given = [each.for_lane(work.inbound.lane) for each in records]  # type: ignore[attr-defined] # all are Records
    await desk.inbox.finish(turn(work, records=given))
    return work.id


async def test_the_last_word_holds_and_every_word_is_kept(desk: Desk, clock: Ticker) -> None:
    first = await says(desk, "a", say_consent(Topic.CULTURE, clock(), given=True))
    second = await says(desk, "b", say_consent(Topic.CULTURE, clock(), given=False))
    held = await SqlConsents(desk.database).of(MARIO)
    assert {topic: each.given for topic, each in held.items()} == {Topic.CULTURE: False}
    history = await desk.database.reader.fetch(lambda connection: consents_of(connection, MARIO))
    assert [(each.given, each.message, each.how, each.version) for each in history] == [
        (True, first, ASKED, VERSION),
        (False, second, ASKED, VERSION),
    ]


async def test_stop_takes_all_of_ones_own_back(desk: Desk, clock: Ticker) -> None:
    both = [say_consent(topic, clock(), given=True) for topic in (Topic.CULTURE, Topic.ROADS)]
    await says(desk, "a", *both)
    await says(desk, "b", *both, sender="+390002")
    clock.tick(hours=1)
    stopped = await says(desk, "c", withdraw_consents())
    consents = SqlConsents(desk.database)
    held = await consents.of(MARIO)
    assert {(each.given, each.how, each.at, each.message) for each in held.values()} == {
        (False, STOPPED, clock(), stopped)
    }
    assert await consents.agreed(Topic.CULTURE) == [ANNA]
    await says(desk, "d", withdraw_consents())
    history = await desk.database.reader.fetch(lambda connection: consents_of(connection, MARIO))
    assert len(history) == len(both) * 2  # who has nothing to take back takes nothing back


async def test_who_said_nothing_has_not_agreed(desk: Desk) -> None:
    assert await SqlConsents(desk.database).of(MARIO) == {}
    assert await SqlConsents(desk.database).agreed(Topic.DEADLINES) == []


async def test_outside_a_turn_they_are_records_too(desk: Desk, clock: Ticker) -> None:
    record = say_consent(Topic.ROADS, clock(), given=True).for_lane(ANNA)
    await desk.database.writer.submit(RECORDS, [record])
    assert (await SqlConsents(desk.database).of(ANNA))[Topic.ROADS].message is None
