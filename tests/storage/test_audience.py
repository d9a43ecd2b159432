"""Whom a broadcast is for: counted, and made into rows, on SQLite and on PostgreSQL."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest
import sqlalchemy as sa

from storage.audience import Audience, Count, Policy, count_in
from storage.audience_query import BadQuery
from storage.database import read_url, set_veil, set_zone, writing_engine
from storage.instants import to_ms
from storage.recipient_rows import recipient
from tests.clock import ROME
from tests.storage.audience_rows import DAY, Crowd
from tests.storage.conftest import Store
from tests.storage.recipients_made import made_rows
from tests.storage.samples import NINE

CHANNELS = ("telegram", "email", "sms")
ROADS = Audience(topics=("roads",))
TELEGRAM, MAIL, SMS, OTHER = "telegram:7", "email:a@example.org", "sms:+1", "sms:+2"


def lines(*parts: str) -> list[str]:
    return [part for part in parts if part]


@dataclass
class World:
    """A database, the crowd in it, and what is made of them."""

    store: Store
    engine: sa.Engine

    def write(self, crowd: Crowd) -> None:
        with self.engine.begin() as connection:
            crowd.write(connection)

    def made(self, audience: Audience, policy: str = Policy.CHEAPEST, number: int = 1) -> int:
        with self.engine.begin() as connection:
            return made_rows(connection, number, audience, policy, CHANNELS, to_ms(NINE))

    def rows(self, number: int = 1) -> list[str]:
        """Who gets it: `sms:+1 it`, or `+ sms:+1 it` for an address that is spare."""
        found = self.store.rows(
            "SELECT channel, address, language, status, rank FROM recipient"  # noqa: S608 - a number of ours
            f" WHERE broadcast = {number}"
        )
        shown = [
            (f"{'+ ' if status == 'spare' else ''}{channel}:{address} {language}", rank)
            for channel, address, language, status, rank in found
        ]
        return [text for text, _ in sorted(shown, key=lambda each: (each[1], each[0]))]

    def count(self, audience: Audience, policy: str = Policy.CHEAPEST) -> Count:
        with self.engine.connect() as connection:
            return count_in(connection, audience, policy, CHANNELS, to_ms(NINE))


@pytest.fixture
def world(store: Store) -> Iterator[World]:
    engine = set_veil(set_zone(writing_engine(read_url(store.url)), ROME), store.veil)
    yield World(store, engine)
    engine.dispose()


def three() -> Crowd:
    """One citizen with an address of each kind."""
    crowd = Crowd()
    for lane in (SMS, MAIL, TELEGRAM):
        crowd.subscriber(lane).contact(lane, "carla")
    return crowd


def query(text: str) -> Audience:
    return Audience(everyone=True, query=text)


REACHED: dict[str, tuple[Crowd, Audience, list[str]]] = {
    "nobody by naming nobody": (three(), Audience(query="language = it"), []),
    "who has asked for the topic": (
        Crowd().subscriber(SMS, "roads").subscriber(OTHER, "waste"),
        ROADS,
        ["sms:+1 it"],
    ),
    "once, who has asked for both": (
        Crowd().subscriber(SMS, "roads waste"),
        Audience(topics=("roads", "waste")),
        ["sms:+1 it"],
    ),
    "everyone, whatever they have asked for": (
        Crowd().subscriber(SMS, "waste").subscriber(OTHER, ""),
        Audience(topics=("roads",), everyone=True),
        ["sms:+1 it", "sms:+2 it"],
    ),
    "nobody over a channel that is off": (Crowd().subscriber("try-sms:+1"), ROADS, []),
    "who cares for the zone, or for none": (
        Crowd().subscriber(SMS, zones="A").subscriber(OTHER, zones="B").subscriber(MAIL),
        replace(ROADS, zones=("A", "C")),
        ["email:a@example.org it", "sms:+1 it"],
    ),
    "who reads the language": (
        Crowd().subscriber(SMS, language="en").subscriber(OTHER),
        replace(ROADS, languages=("en",)),
        ["sms:+1 en"],
    ),
    "in the language that they chose in conversation": (
        Crowd().subscriber(SMS, language="it").caller(SMS, language="en").subscriber(OTHER).caller(OTHER),
        ROADS,
        ["sms:+1 en", "sms:+2 it"],
    ),
    "a citizen once, by the cheapest": (
        three(),
        ROADS,
        lines(f"{TELEGRAM} it", f"+ {MAIL} it", f"+ {SMS} it"),
    ),
    "whom an import says to be one": (
        Crowd().subscriber(SMS, person="9").subscriber(MAIL, person="9"),
        ROADS,
        [f"{MAIL} it", f"+ {SMS} it"],
    ),
    "by an import and a proof together": (
        Crowd()
        .subscriber(SMS, person="9")
        .subscriber(MAIL, person="9")
        .contact(MAIL, "carla")
        .subscriber(TELEGRAM)
        .contact(TELEGRAM, "carla"),
        ROADS,
        [f"{TELEGRAM} it", f"+ {MAIL} it", f"+ {SMS} it"],
    ),
    "also where the one that proves it has another topic": (
        Crowd()
        .subscriber(SMS, person="9")
        .subscriber(MAIL, "waste", person="9")
        .contact(MAIL, "carla")
        .subscriber(TELEGRAM)
        .contact(TELEGRAM, "carla"),
        ROADS,
        [f"{TELEGRAM} it", f"+ {SMS} it"],
    ),
    "twice, if the proof is revoked": (
        Crowd()
        .subscriber(SMS)
        .contact(SMS, "carla", revoked_at=NINE)
        .subscriber(OTHER)
        .contact(OTHER, "carla"),
        ROADS,
        [f"{SMS} it", f"{OTHER} it"],
    ),
    "twice, if the proof is over": (
        Crowd()
        .subscriber(SMS)
        .contact(SMS, "carla", expires_at=NINE)
        .subscriber(OTHER)
        .contact(OTHER, "carla"),
        ROADS,
        [f"{SMS} it", f"{OTHER} it"],
    ),
    "where they wrote last, of two numbers": (
        three()
        .subscriber(OTHER)
        .contact(OTHER, "carla")
        .caller(OTHER, at=NINE + DAY)
        .dead(TELEGRAM)
        .dead(MAIL),
        ROADS,
        [f"{OTHER} it", f"+ {SMS} it"],
    ),
    "nobody who has said STOP there": (
        three().caller(TELEGRAM, stopped=True),
        ROADS,
        [f"{MAIL} it", f"+ {SMS} it"],
    ),
    "nobody whose address is dead": (three().dead(TELEGRAM), ROADS, [f"{MAIL} it", f"+ {SMS} it"]),
    "who has written since it was dead": (
        Crowd().subscriber(SMS).dead(SMS).caller(SMS, at=NINE + DAY),
        ROADS,
        [f"{SMS} it"],
    ),
    "nobody who wrote before it was dead": (
        Crowd().subscriber(SMS).dead(SMS).caller(SMS, at=NINE - DAY),
        ROADS,
        [],
    ),
    "the rows of a list": (
        Crowd().listed(4, f"{SMS} {MAIL}", OTHER).listed(5, "sms:+3"),
        Audience(list=4),
        [f"{MAIL} it", f"{OTHER} it", f"+ {SMS} it"],
    ),
    "nobody of a list who has said STOP": (
        Crowd().listed(4, SMS, OTHER).caller(SMS, stopped=True),
        Audience(list=4),
        [f"{OTHER} it"],
    ),
    "somebody of a list in the language that they chose": (
        Crowd().listed(4, SMS, OTHER, language="en").caller(SMS, language="it").caller(OTHER),
        Audience(list=4),
        [f"{SMS} it", f"{OTHER} en"],
    ),
    "a list whole, whatever narrows the subscribers": (
        Crowd().listed(4, SMS).subscriber(OTHER, language="en"),
        Audience(topics=("roads",), languages=("en",), zones=("A",), query="channel = sms", list=4),
        [f"{SMS} it", f"{OTHER} en"],
    ),
    "once, who is listed and has asked": (
        Crowd().listed(4, f"{SMS} {OTHER}").subscriber(SMS),
        replace(ROADS, list=4),
        [f"{SMS} it", f"+ {OTHER} it"],
    ),
    "once, who is listed by one address and has asked by another": (
        three().listed(4, SMS),
        replace(ROADS, list=4),
        [f"{TELEGRAM} it", f"+ {MAIL} it", f"+ {SMS} it"],
    ),
    "once, of whom the list knows one address more": (
        Crowd()
        .subscriber(TELEGRAM)
        .contact(TELEGRAM, "carla")
        .contact(SMS, "carla")
        .listed(4, f"{SMS} {MAIL}"),
        replace(ROADS, list=4),
        [f"{TELEGRAM} it", f"+ {MAIL} it", f"+ {SMS} it"],
    ),
    "two citizens whom a list takes for one": (
        Crowd().contact(SMS, "carla").contact(MAIL, "dino").listed(4, f"{SMS} {MAIL}"),
        Audience(list=4),
        [f"{MAIL} it", f"{SMS} it"],
    ),
    "nobody who is excluded": (
        Crowd().subscriber(SMS).subscriber(OTHER).listed(5, SMS),
        replace(ROADS, excluded_list=5),
        [f"{OTHER} it"],
    ),
    "nobody of whom another address is excluded": (
        three().subscriber(OTHER).listed(5, SMS),
        replace(ROADS, excluded_list=5),
        [f"{OTHER} it"],
    ),
    "nobody of whom an address is excluded that is no subscriber's": (
        Crowd().subscriber(TELEGRAM).contact(TELEGRAM, "carla").contact(SMS, "carla").listed(5, SMS),
        replace(ROADS, excluded_list=5),
        [],
    ),
    "nobody of a list whose row has an excluded address": (
        Crowd().listed(4, f"{SMS} {MAIL}", OTHER).listed(5, MAIL),
        Audience(list=4, excluded_list=5),
        [f"{OTHER} it"],
    ),
    "by a language": (
        Crowd()
        .subscriber(SMS, language="en")
        .subscriber(OTHER)
        .caller(OTHER, language="en")
        .subscriber(MAIL),
        query("language = en"),
        [f"{SMS} en", f"{OTHER} en"],
    ),
    "by a channel": (Crowd().subscriber(SMS).subscriber(MAIL), query("channel != sms"), [f"{MAIL} it"]),
    "by topics": (
        Crowd().subscriber(SMS, "roads").subscriber(OTHER, "waste").subscriber(MAIL, "school roads"),
        query("topic = roads and not topic = school or topic = waste"),
        [f"{SMS} it", f"{OTHER} it"],
    ),
    "by a zone": (
        Crowd().subscriber(SMS, zones="A B").subscriber(OTHER, zones="B").subscriber(MAIL),
        query("zone = A"),
        [f"{MAIL} it", f"{SMS} it"],
    ),
    "by not a zone": (
        Crowd().subscriber(SMS, zones="A B").subscriber(OTHER, zones="B").subscriber(MAIL),
        query("not zone = A"),
        [f"{OTHER} it"],
    ),
    "by a permit": (
        Crowd()
        .subscriber(SMS)
        .contact(SMS, "carla")
        .permit("carla", "C,B")
        .subscriber(OTHER)
        .contact(OTHER, "dino")
        .permit("dino", "BB"),
        query("permit = B"),
        [f"{SMS} it"],
    ),
    "by no permit, nor by being nobody's": (
        Crowd().subscriber(SMS).contact(SMS, "carla").permit("carla", "B").subscriber(OTHER),
        query("not permit = B"),
        [f"{OTHER} it"],
    ),
    "by a permit that counts: small letters are another zone": (
        Crowd().subscriber(SMS).contact(SMS, "carla").permit("carla", "B"),
        query("permit = b"),
        [],
    ),
    "by a permit of whom an import says to be one": (
        Crowd()
        .subscriber(SMS, person="9")
        .subscriber(MAIL, "", person="9")
        .contact(MAIL, "c")
        .permit("c", "B"),
        query("permit = B and channel = sms"),
        [f"{SMS} it"],
    ),
    "what is typed and means nothing in SQL": (
        Crowd().subscriber(SMS, zones="A'OR'1'='1").subscriber(OTHER, zones="%"),
        query('zone = "A\'OR\'1\'=\'1" or permit = "%" or language = "\'; DROP TABLE subscriber"'),
        [f"{SMS} it"],
    ),
}


@pytest.mark.parametrize(("crowd", "audience", "expected"), REACHED.values(), ids=REACHED.keys())
def test_it_reaches(world: World, crowd: Crowd, audience: Audience, expected: list[str]) -> None:
    world.write(crowd)
    people = world.made(audience)
    assert world.rows() == expected
    count = world.count(audience)
    assert (count.people, count.messages, count.spare) == (people, people, len(expected) - people)
    assert people == sum(not each.startswith("+") for each in expected)


NEVER = {
    "is over": {"valid_until": NINE.date() - DAY},
    "begins tomorrow": {"valid_from": NINE.date() + DAY},
    "is revoked": {"state": "revoked"},
    "waits for its payment": {"state": "pending"},
    "was replaced": {"replaced_by": "2026/000009"},
}


@pytest.mark.parametrize("rest", NEVER.values(), ids=NEVER.keys())
def test_a_permit_counts_for_nothing_that(world: World, rest: dict[str, object]) -> None:
    world.write(Crowd().subscriber(SMS).contact(SMS, "carla").permit("carla", "B", **rest))
    assert (world.count(query("permit = B"))).people == 0


SINCE = {
    "= 2026-02-03": [False, True, True, False],
    "!= 2026-02-03": [True, False, False, True],
    "< 2026-02-03": [True, False, False, False],
    "<= 2026-02-03": [True, True, True, False],
    "> 2026-02-03": [False, False, False, True],
    ">= 2026-02-03": [False, True, True, True],
}


def test_days_are_those_of_the_city(world: World) -> None:
    midnight = NINE.replace(month=2, day=3, hour=0, minute=0, second=0, microsecond=0)
    crowd, second = Crowd(), DAY / 86_400
    for number, added_at in enumerate((midnight - second, midnight, midnight + DAY - second, midnight + DAY)):
        crowd.subscriber(f"sms:{number}", added_at=added_at)
    world.write(crowd)
    found = {}
    for number, condition in enumerate(SINCE, start=1):
        world.made(query(f"since {condition}"), number=number)
        found[condition] = [f"sms:{each} it" in world.rows(number) for each in range(4)]
    assert found == SINCE


def test_by_all_addresses_nothing_is_spare(world: World) -> None:
    world.write(three().dead(MAIL))
    assert world.made(ROADS, Policy.ALL) == 1
    assert world.rows() == [f"{TELEGRAM} it", f"{SMS} it"]
    assert world.count(ROADS, Policy.ALL) == Count(1, {("telegram", "it"): 1, ("sms", "it"): 1}, 0, 1)


def test_a_count_tells_who_is_left_out_and_why(world: World) -> None:
    crowd = three().caller(TELEGRAM, stopped=True).dead(TELEGRAM).dead(MAIL)
    crowd.subscriber(OTHER, language="en").subscriber("sms:+3").listed(5, "sms:+3")
    world.write(crowd)
    expected = Count(2, {("sms", "it"): 1, ("sms", "en"): 1}, 0, 1, 1, 1)
    assert world.count(replace(ROADS, excluded_list=5)) == expected


def test_what_a_list_says_of_somebody_goes_where_they_are_reached(world: World) -> None:
    world.write(three().listed(4, SMS, OTHER))
    world.made(replace(ROADS, list=4))
    own = world.store.rows("SELECT id FROM recipient_list_row WHERE address = '+1'")
    assert set(world.store.rows("SELECT list_row FROM recipient WHERE address != '+2'")) == set(own)


def test_a_correction_goes_to_those_who_were_reached_and_to_nobody_else(world: World) -> None:
    ends = ("sent", "accepted", "delivered", "unknown", "sending", "queued", "failed", "spare", "stale")
    crowd = Crowd()
    for number in range(len(ends)):
        crowd.subscriber(f"sms:{number}")
    world.write(crowd.subscriber("sms:gone").subscriber("sms:new"))
    world.made(ROADS)
    world.store.run("DELETE FROM recipient WHERE address = 'new'")
    for number, end in enumerate(ends):
        world.store.run(f"UPDATE recipient SET status = '{end}' WHERE address = '{number}'")  # noqa: S608 - ours
    world.store.run("UPDATE recipient SET status = 'sent' WHERE address = 'gone'")
    world.write(Crowd().caller("sms:gone", stopped=True).caller("sms:0", language="en"))
    again = Audience(topics=("roads",), corrects=1)
    assert world.made(again, number=2) == (world.count(again)).people == 5
    assert world.rows(2) == ["sms:0 en", "sms:1 it", "sms:2 it", "sms:3 it", "sms:4 it"]


def test_a_query_that_cannot_be_read_reaches_nobody(world: World) -> None:
    with pytest.raises(BadQuery):
        world.count(query("zone"))
    with pytest.raises(BadQuery):
        world.made(query("zone"))


def test_the_rows_are_ready_to_be_sent_from(world: World) -> None:
    world.write(Crowd().subscriber(SMS))
    world.made(ROADS, number=7)
    with world.engine.connect() as connection:
        row = connection.execute(sa.select(recipient)).one()._mapping
    rest = {"owner", "lease_until", "provider_id", "first_tried_at", "list_row"}
    assert {name: row[name] for name in row if name not in rest} == {
        "id": 1,
        "broadcast": 7,
        "channel": "sms",
        "address": "+1",
        "language": "it",
        "person": "s1",
        "subscriber": 1,
        "rank": 0,
        "status": "queued",
        "due_at": NINE,
        "attempts": 0,
        "resent": 0,
        "segments": 0,
        "code": "",
        "updated_at": NINE,
    }
    assert {row[name] for name in rest} == {None}
