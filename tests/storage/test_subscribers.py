"""Who asks for alerts gets them by topic and zone, and whoever leaves is forgotten; every word is kept."""

from collections.abc import Sequence
from datetime import timedelta

from bot.records import Record
from storage.audience import Audience, Policy
from storage.broadcasts import Broadcasts, Done, Draft, Kind, Text
from storage.bulk_stopping import stop_waiting
from storage.consents import AT_DESK, consents_of
from storage.stopping import take_all_back
from storage.subscriber_writes import REMOVE_SUBSCRIBER, SIGN_UP, Came, Removal, SignUp
from storage.subscribers import SqlSubscribers, subscribe, unsubscribe
from storage.topics import Topic
from tests.clock import Ticker
from tests.storage.conftest import Desk, Store
from tests.storage.samples import message, turn

MARIO = "sms:+390001"


async def says(desk: Desk, name: str, records: Sequence[Record], sender: str = "+390001") -> None:
    await desk.inbox.accept(message(name, sender), "c")
    (work,) = await desk.inbox.claim(1)
    await desk.inbox.finish(turn(work, records=[each.for_lane(work.inbound.lane) for each in records]))


async def test_topics_come_and_go_one_by_one(desk: Desk, clock: Ticker) -> None:
    await says(desk, "a", subscribe(MARIO, [Topic.WASTE, Topic.SCHOOL], None, clock()))
    await says(desk, "b", subscribe(MARIO, [Topic.WASTE, Topic.ROADS], ["porto"], clock()))
    found = await SqlSubscribers(desk.database).of(MARIO)
    assert found is not None
    assert (found.topics, found.zones) == ((Topic.ROADS, Topic.SCHOOL, Topic.WASTE), ("porto",))
    assert (found.channel, found.address, found.source) == ("sms", "+390001", "message")
    await says(desk, "c", unsubscribe([Topic.WASTE], clock()))
    await says(desk, "d", subscribe(MARIO, [], [], clock()))  # the whole city again
    found = await SqlSubscribers(desk.database).of(MARIO)
    assert found is not None
    assert (found.topics, found.zones) == ((Topic.ROADS, Topic.SCHOOL), ())
    assert (await SqlSubscribers(desk.database).tally()).by_topic == {"roads": 1, "school": 1}


async def test_the_last_topic_takes_the_address_along_and_leaves_its_consents(
    desk: Desk, store: Store, clock: Ticker
) -> None:
    await says(desk, "a", subscribe(MARIO, [Topic.WASTE], ["porto"], clock()))
    await says(desk, "b", unsubscribe([Topic.WASTE], clock()))
    assert await SqlSubscribers(desk.database).of(MARIO) is None
    for table in ("subscriber", "subscription", "subscriber_zone"):
        assert store.rows(f"SELECT count(*) FROM {table}") == [(0,)]  # noqa: S608 - the names are above
    said = await desk.database.reader.fetch(lambda connection: consents_of(connection, MARIO))
    assert [(each.topic, each.given) for each in said] == [("waste", True), ("waste", False)]


async def test_stop_takes_all_topics_and_who_asks_again_is_heard(
    desk: Desk, store: Store, clock: Ticker
) -> None:
    both = [Topic.WASTE, Topic.SCHOOL]
    await says(desk, "a", subscribe(MARIO, both, ["porto"], clock()))
    await says(desk, "b", subscribe("sms:+390002", both, None, clock()), "+390002")
    await says(desk, "c", take_all_back())
    store.run("UPDATE caller SET stopped = true WHERE lane LIKE 'sms:%'")
    assert await SqlSubscribers(desk.database).of(MARIO) is None
    assert (await SqlSubscribers(desk.database).tally()).addresses == 1
    await says(desk, "d", subscribe(MARIO, [Topic.WASTE], None, clock()))
    assert store.rows("SELECT count(*) FROM caller WHERE stopped") == [(1,)]  # of the other


async def test_what_waits_for_who_stops_does_not_leave(desk: Desk, store: Store, clock: Ticker) -> None:
    for number, lane in enumerate(("sms:+390001", "sms:+390002", "sms:+390003")):
        given = subscribe(lane, [Topic.WASTE], None, clock())
        await says(desk, f"a{number}", given, lane.partition(":")[2])
    await _run_one(desk, clock)
    await says(desk, "b", take_all_back())
    await says(desk, "c", [*unsubscribe([Topic.WASTE], clock()), stop_waiting("waste")], "+390002")
    statuses = store.rows("SELECT status FROM recipient ORDER BY id")
    assert statuses == [("stopped",), ("stopped",), ("queued",)]


async def _run_one(desk: Desk, clock: Ticker) -> None:
    """A broadcast on waste that is under way."""
    broadcasts = Broadcasts(desk.database, ("sms",), 500_000_000)
    draft = Draft(
        Kind.NOTICE,
        Policy.CHEAPEST,
        {"it": Text("Raccolta", "Domani la raccolta salta.")},
        Audience(topics=("waste",)),
        valid_until=clock() + timedelta(days=1),
    )
    made = await broadcasts.make(draft, "e.finta")
    submitted = await broadcasts.submit(made.id, "e.finta", made.version, 3, 0)
    assert isinstance(submitted, Done)
    assert isinstance(await broadcasts.approve(made.id, "a.finta", submitted.version, 3), Done)
    assert await broadcasts.start_due() == 1


async def test_the_desk_signs_up_and_takes_off_with_where_it_is_written(
    desk: Desk, store: Store, clock: Ticker
) -> None:
    given = SignUp((MARIO,), "it", ("waste",), ("porto",), "desk", AT_DESK, "Modulo 7", clock(), by="e.finta")
    await says(desk, "a", take_all_back())
    assert await desk.database.writer.submit(SIGN_UP, [given]) == [Came.NEW]
    assert await desk.database.writer.submit(SIGN_UP, [given]) == [Came.SAME]
    removal = Removal(MARIO, "e.finta", "Lettera del 3/2")
    assert await desk.database.writer.submit(REMOVE_SUBSCRIBER, removal) is True
    assert await desk.database.writer.submit(REMOVE_SUBSCRIBER, removal) is False
    said = await desk.database.reader.fetch(lambda connection: consents_of(connection, MARIO))
    assert [(each.given, each.how, each.proof) for each in said] == [
        (True, AT_DESK, "Modulo 7"),
        (False, AT_DESK, "Lettera del 3/2"),
    ]
    done = store.rows("SELECT act, about FROM audit ORDER BY id")
    assert done == [("subscriber-added", "sms"), ("subscriber-removed", "sms")]
    assert await desk.database.writer.submit(SIGN_UP, [given]) == [Came.NEW]  # in person, they may again
