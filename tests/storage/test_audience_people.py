"""Whatever a crowd looks like, each of its people is reached once, and nobody who may not be."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from shutil import copy

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage.audience import RANKS, Audience, Policy, count_in
from storage.audience_query import Condition
from storage.database import read_url, set_zone, writing_engine
from storage.instants import to_ms
from storage.recipient_rows import recipient
from tests.clock import ROME
from tests.storage.audience_rows import Crowd
from tests.storage.recipients_made import made_rows
from tests.storage.samples import NINE
from tests.storage.test_audience_query import conditions, written

CHANNELS = ("telegram", "sms")
LANES = [f"{channel}:{number}" for channel in (*CHANNELS, "email") for number in range(3)]
_lanes, _people = st.sampled_from(LANES), st.sampled_from(["", "p", "q"])
_words = st.sets(st.sampled_from("AB"), max_size=2).map(lambda found: " ".join(sorted(found)))


@dataclass(frozen=True)
class Life:
    """What each address has been through; `listed` are rows of a list, `excluded` addresses of another."""

    subscribers: dict[str, tuple[str, str, str]]  # topics, zones, person
    citizens: dict[str, str]
    stopped: set[str]
    dead: set[str]
    listed: list[frozenset[str]]
    excluded: set[str]

    def crowd(self) -> Crowd:
        crowd = Crowd()
        for lane, (topics, zones, person) in self.subscribers.items():
            crowd.subscriber(lane, topics, zones, person=person)
        for lane, citizen in self.citizens.items():
            crowd.contact(lane, citizen)
        for lane in self.stopped:
            crowd.caller(lane, stopped=True)
        for lane in self.dead:
            crowd.dead(lane)
        taken = set[str]()
        for lanes in self.listed:
            assert not taken & lanes
            taken |= lanes
        crowd.listed(4, *(" ".join(sorted(lanes)) for lanes in self.listed))
        return crowd.listed(5, *sorted(self.excluded))

    def named(self, audience: Audience) -> set[str]:
        """Tell whom an audience names, before anything keeps anybody out."""
        found = {lane for lanes in self.listed for lane in lanes} if audience.list else set()
        for lane, (topics, zones, _) in self.subscribers.items():
            asked = audience.everyone or set(topics.split()) & set(audience.topics)
            if asked and (not audience.zones or not zones or set(zones.split()) & set(audience.zones)):
                found.add(lane)
        return {lane for lane in found if lane.split(":")[0] in CHANNELS}

    def are_one(self, one: str, other: str) -> bool:
        """Tell whether two addresses are surely one person's."""
        if one in self.citizens and other in self.citizens:
            return self.citizens[one] == self.citizens[other]
        known = {one, other} & (self.citizens.keys() | self.subscribers.keys())
        if not known and any({one, other} <= lanes for lanes in self.listed):
            return True
        persons = {self.subscribers[lane][2] if lane in self.subscribers else "" for lane in (one, other)}
        return len(persons) == 1 and persons != {""} and not {one, other} & self.citizens.keys()


@st.composite
def lives(draw: st.DrawFn) -> Life:
    order = draw(st.permutations(LANES))
    cuts = sorted(draw(st.lists(st.integers(0, 5), max_size=3)))
    listed = [frozenset(order[start:end]) for start, end in zip([0, *cuts], cuts, strict=False)]
    return Life(
        draw(st.dictionaries(_lanes, st.tuples(_words, _words, _people))),
        draw(st.dictionaries(_lanes, st.sampled_from(["carla", "dino"]))),
        draw(st.sets(_lanes, max_size=2)),
        draw(st.sets(_lanes, max_size=2)),
        [lanes for lanes in listed if lanes],
        draw(st.sets(_lanes, max_size=2)),
    )


audiences = st.builds(
    Audience,
    topics=_words.map(lambda found: tuple(found.split())),
    zones=_words.map(lambda found: tuple(found.split())),
    everyone=st.booleans(),
    list=st.sampled_from([None, 4]),
    excluded_list=st.sampled_from([None, 5]),
)


@pytest.fixture
def engine(sqlite_file: Path, tmp_path: Path) -> Iterator[sa.Engine]:
    copy(sqlite_file, tmp_path / "sportello.db")
    made = set_zone(writing_engine(read_url(f"sqlite:///{tmp_path / 'sportello.db'}")), ROME)
    yield made
    made.dispose()


@dataclass(frozen=True)
class Made:
    """A row: whether it is sent to at once, and the place among those of its person."""

    lane: str
    person: str
    first: bool
    rank: int


def made(connection: sa.Connection, audience: Audience, policy: Policy) -> list[Made]:
    now = to_ms(NINE)
    people = made_rows(connection, 1, audience, policy, CHANNELS, now)
    count = count_in(connection, audience, policy, CHANNELS, now)
    found = [
        Made(f"{row.channel}:{row.address}", row.person, row.status == "queued", row.rank)
        for row in connection.execute(sa.select(recipient))
    ]
    assert count.people == people == len({each.person for each in found})
    assert count.messages == sum(each.first for each in found) == len(found) - count.spare
    return found


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lives(), audiences, st.sampled_from(Policy))
def test_each_once_and_nobody_else(engine: sa.Engine, life: Life, audience: Audience, policy: Policy) -> None:
    with engine.connect() as connection:
        life.crowd().write(connection)
        found = made(connection, audience, policy)
        connection.rollback()
    lanes = [each.lane for each in found]
    named, barred = life.named(audience), life.stopped | life.dead
    excluded = life.excluded if audience.excluded_list else set[str]()
    assert len(lanes) == len(set(lanes))
    assert set(lanes) <= named - barred - excluded
    if not excluded:
        assert set(lanes) == named - barred
    for each in found:
        for other in found:
            assert not life.are_one(each.lane, other.lane) or each.person == other.person
    firsts = Counter(each.person for each in found if each.first)
    assert all(number == 1 for number in firsts.values()) or policy is Policy.ALL
    assert all(each.first for each in found) or policy is Policy.CHEAPEST
    for each in found:
        theirs = [one for one in found if one.person == each.person]
        assert sorted(one.rank for one in theirs) == list(range(len(theirs)))
        by_rank = [RANKS[one.lane.split(":")[0]] for one in sorted(theirs, key=lambda one: one.rank)]
        assert by_rank == sorted(by_rank)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20)
@given(lives(), conditions)
def test_a_query_or_its_contrary_holds_of_everybody(
    engine: sa.Engine, life: Life, condition: Condition
) -> None:
    """Nothing is lost on what is not known: a subscriber without a citizen, a zone, a conversation."""
    query = written(condition)

    def addresses(text: str) -> int:
        audience = Audience(everyone=True, query=text)
        count = count_in(connection, audience, Policy.ALL, CHANNELS, to_ms(NINE))
        return count.messages + count.stopped + count.suppressed

    with engine.connect() as connection:
        life.crowd().write(connection)
        found = addresses(query), addresses(f"not ({query})"), addresses("")
        connection.rollback()
    assert found[0] + found[1] == found[2]
