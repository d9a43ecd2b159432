"""Whatever the order: nobody is worth more than they proved, nor acts for others without what allows it."""

import asyncio
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import count
from types import SimpleNamespace
from typing import Any, ClassVar

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from bot.level import Level, Standing
from platforms.behalf import is_child_of, of_age_on
from platforms.residents.resident import Resident
from storage.acting import begin_acting, end_acting
from storage.arrivals import arrival
from storage.behalf import (
    DELEGATE,
    OPERATOR,
    PARENT,
    STRIKE_MANDATE,
    Mandate,
    accept_mandate,
    give_mandate,
    revoke_mandate,
)
from storage.binding import BIND, Proof
from storage.citizens import SqlCitizens
from storage.contacts import EXPIRE, REVOKE, Ending
from storage.identity import Rules, SqlIdentity
from storage.links import CHOOSE, CONFIRM, Opening, fingerprint, make_link
from storage.locking import LOCK_ALL
from storage.pin_rows import CHOOSE_PIN, GIVE_PIN, NOBODYS_BROWSER, Choice, Given, Told
from storage.records import RECORDS
from storage.sealing import Keyring
from tests.clock import ROME, Ticker
from tests.platforms.residents.test_embedded import ELDER
from tests.storage.identities import ANNA, BRUNO, KEY
from tests.storage.payment_world import Store, made_store
from tests.storage.samples import message

LANES = "sms:+390001", "telegram:2"
DAYS, HOURS, IDLE, PIN_MINUTES = 2, 12.0, 60, 10
START = datetime(2026, 2, 3, 10, 0, tzinfo=ROME)
LANE = st.sampled_from(LANES)
WHO = st.sampled_from([ANNA.name, BRUNO.name])
CHILD = replace(ELDER, fiscal_code="FNTLSE08B43M999D", born_on=START.date().replace(year=2008, day=4))


@dataclass
class Login:
    """What a conversation is worth by what happened in it, and nothing else."""

    citizen: str
    at: datetime  # of the last proof
    heard: datetime  # when its citizen was last heard in it, without a silence since the proof
    out: bool = False  # left, or fell silent


@dataclass
class Book:
    """All that ever happened, as somebody with a pencil writes it down."""

    logins: dict[str, Login] = field(default_factory=dict)
    owner: dict[str, str] = field(default_factory=dict)  # whose a conversation was last
    mandates: dict[str, Mandate] = field(default_factory=dict)
    acting: dict[str, tuple[str, datetime]] = field(default_factory=dict)
    pins: dict[str, int] = field(default_factory=dict)  # failures in a row
    given: dict[str, datetime] = field(default_factory=dict)  # by lane: when the PIN, or a login, came last

    def level(self, lane: str, now: datetime) -> tuple[Level, str]:
        login = self.logins.get(lane)
        if login is None or now >= login.at + timedelta(days=DAYS):
            return Level.OPEN, ""
        silent = now - login.heard >= timedelta(minutes=IDLE)
        fresh = not login.out and not silent and now < login.at + timedelta(hours=HOURS)
        return (Level.IDENTIFIED if fresh else Level.REGISTERED), login.citizen

    def acts_for(self, lane: str, now: datetime) -> str:
        level, citizen = self.level(lane, now)
        name, until = self.acting.get(lane, ("", now))
        given = self.mandates.get(name)
        if level is not Level.IDENTIFIED or given is None or now >= until or given.agent != citizen:
            return ""
        agreed = given.accepted_at is not None and given.revoked_at is None
        return given.principal if agreed and now < given.valid_until else ""

    def gone(self, lane: str) -> None:
        self.logins.pop(lane, None)


class Behalf(RuleBasedStateMachine):
    """The store beside its book."""

    store: ClassVar[Store]
    runner: ClassVar[asyncio.Runner]

    @initialize(acts=st.booleans())
    def begin(self, acts: bool) -> None:  # noqa: FBT001 - drawn
        self.clock, self.book, self.numbers = Ticker(START), Book(), count(1)
        self.store.empty()
        rules = Rules("https://x.example", 15, DAYS, HOURS, idle_minutes=IDLE, pin_minutes=PIN_MINUTES)
        database: Any = SimpleNamespace(reader=self, writer=self)
        self.identity = SqlIdentity(database, Keyring([KEY]), self.clock, rules)
        ids = iter(["anna", "bruno"])
        citizens = SqlCitizens(database, Keyring([KEY]), ids.__next__)
        self.who = {one.name: self.runner.run(citizens.admit(one, "import")) for one in (ANNA, BRUNO)}
        if acts:  # what takes three steps in their order is met more often
            self.login(LANES[0], ANNA.name)
            self.choose_pin(LANES[0], ANNA.name)
            self.give(ANNA.name, 0, agreed=True, kind=DELEGATE)
            self._act(LANES[0], *self.book.mandates)

    async def fetch(self, query: Any) -> Any:
        with self.store.connect() as connection:
            return query(connection)

    async def submit(self, kind: Any, payload: Any) -> Any:
        return self.write(kind, payload)

    def write(self, kind: Any, payload: Any) -> Any:
        self.store.now = self.clock()
        (answer,) = self.store.write(kind, payload)
        return answer

    def turn(self, lane: str, *records: Any) -> None:
        self.write(RECORDS, [each.for_lane(lane) for each in records])

    @rule(lane=LANE, who=WHO)
    def login(self, lane: str, who: str) -> None:
        citizen, now = self.who[who], self.clock()
        self.write(BIND, Proof(lane, citizen, "spid-2", DAYS, HOURS, "c"))
        if self.book.owner.get(lane, citizen) != citizen:
            self.book.acting.pop(lane, None)
        self.book.owner[lane] = citizen
        self.book.logins[lane], self.book.given[lane] = Login(citizen, now, now), now
        assert self.seen(lane).level is Level.IDENTIFIED

    @rule(lane=LANE)
    def leave(self, lane: str) -> None:
        self.turn(lane, *self.runner.run(self.identity.leave(lane)))
        self.book.acting.pop(lane, None)
        self.book.given.pop(lane, None)
        if lane in self.book.logins:
            self.book.logins[lane].out = True

    @rule(lane=LANE, who=WHO)
    def revoke(self, lane: str, who: str) -> None:
        self.write(REVOKE, Ending(lane, self.who[who]))
        login = self.book.logins.get(lane)
        if login is not None and login.citizen == self.who[who]:
            self.book.gone(lane)

    @rule(who=WHO)
    def lock(self, who: str) -> None:
        self.write(LOCK_ALL, (self.who[who], "l.rossi"))
        for lane in LANES:
            if self.book.level(lane, self.clock())[1] == self.who[who]:
                self.book.gone(lane)

    @rule()
    def expire(self) -> None:
        self.write(EXPIRE, None)

    @rule(passed=st.sampled_from([1, 9, 10, 29, 30, 31, 59, 60, 12 * 60, 24 * 60]))
    def pass_time(self, passed: int) -> None:
        self.clock.tick(minutes=passed)

    @rule(lane=LANE)
    def hear(self, lane: str) -> None:
        now, number = self.clock(), next(self.numbers)
        channel, _, sender = lane.partition(":")
        self.write(RECORDS, [arrival(message(f"m{number}", sender, channel=channel), "c", now)])
        login = self.book.logins.get(lane)
        if login is not None:
            login.out |= now - login.heard >= timedelta(minutes=IDLE)
            login.heard = now

    @rule(
        agent=WHO,
        days=st.sampled_from([0, 1]),
        agreed=st.booleans(),
        kind=st.sampled_from([DELEGATE, OPERATOR]),
    )
    def give(self, agent: str, days: int, agreed: bool, kind: str) -> None:  # noqa: FBT001 - drawn
        principal = next(one for name, one in self.who.items() if name != agent)
        self._make(self.who[agent], principal, kind, timedelta(days=days, minutes=30), agreed=agreed)

    @rule(parent=WHO)
    def give_as_parent(self, parent: str) -> None:
        today, now = self.clock().date(), self.clock()
        child: Resident = replace(CHILD, parents=(parent,))
        if not is_child_of(child, parent, today):
            assert today >= of_age_on(CHILD.born_on)
            return
        of_age = datetime.combine(of_age_on(CHILD.born_on), datetime.min.time(), ROME)
        other = next(one for name, one in self.who.items() if name != parent)
        until = min(timedelta(days=1), of_age - now)
        self._make(self.who[parent], other, PARENT, until, agreed=True)

    def _make(self, agent: str, principal: str, kind: str, lasts: timedelta, *, agreed: bool) -> None:
        now = self.clock()
        accepted = now if agreed else None
        name = f"m{next(self.numbers)}"
        made = Mandate(name, agent, principal, kind, (), now, now + lasts, now, "c", accepted_at=accepted)
        self.turn(LANES[0], give_mandate(made))
        self.book.mandates[name] = made

    @precondition(lambda self: self.book.mandates)
    @rule(data=st.data(), who=WHO, what=st.sampled_from(["accept", "take back", "strike"]))
    def change(self, data: st.DataObject, who: str, what: str) -> None:
        name = data.draw(st.sampled_from(sorted(self.book.mandates)))
        made, citizen, now = self.book.mandates[name], self.who[who], self.clock()
        if what == "accept":
            self.turn(LANES[0], accept_mandate(name, citizen, now))
            if made.agent == citizen and made.accepted_at is None and made.revoked_at is None:
                self.book.mandates[name] = replace(made, accepted_at=now)
            return
        if what == "strike":
            self.write(STRIKE_MANDATE, (name, "l.rossi"))
        else:
            self.turn(LANES[0], revoke_mandate(name, citizen, now))
        if made.revoked_at is None:
            self.book.mandates[name] = replace(made, revoked_at=now)

    @precondition(lambda self: self.book.mandates)
    @rule(lane=LANE, data=st.data())
    def act(self, lane: str, data: st.DataObject) -> None:
        self._act(lane, data.draw(st.sampled_from(sorted(self.book.mandates))))

    def _act(self, lane: str, name: str) -> None:
        until = self.clock() + timedelta(minutes=30)
        self.turn(lane, *begin_acting(self.book.mandates[name], until, self.clock()))
        self.book.acting[lane] = name, until

    @rule(lane=LANE)
    def stop(self, lane: str) -> None:
        self.turn(lane, end_acting())
        self.book.acting.pop(lane, None)

    @rule(lane=LANE, who=WHO)
    def choose_pin(self, lane: str, who: str) -> None:
        citizen, now = self.who[who], self.clock()
        made = make_link(CHOOSE, now=now, until=now + timedelta(minutes=15), lane=lane, citizen=citizen)
        self.turn(lane, *made.records)
        had = "sealed" if citizen in self.book.pins else ""
        opening = Opening(fingerprint(made.token), NOBODYS_BROWSER)
        chosen = self.write(CHOOSE_PIN, Choice(opening, lane, citizen, "sealed", "k", had, "c"))
        assert not chosen or self.book.logins[lane].citizen == citizen
        assert not chosen or not had or self._gave(lane)
        if chosen:
            self.book.pins[citizen] = 0

    @rule(lane=LANE, who=WHO, fits=st.sampled_from([True, False, False]))
    def give_pin(self, lane: str, who: str, fits: bool) -> None:  # noqa: FBT001 - drawn
        citizen, now = self.who[who], self.clock()
        made = make_link(CONFIRM, now=now, until=now + timedelta(minutes=15), lane=lane, citizen=citizen)
        self.turn(lane, *made.records)
        opening = Opening(fingerprint(made.token), NOBODYS_BROWSER)
        told = self.write(GIVE_PIN, Given(opening, citizen, "sealed", fits, "c"))
        theirs = self.book.level(lane, now)[1] == citizen and citizen in self.book.pins
        assert (told is not Told.LOST) is theirs
        if not theirs:
            return
        failures = 0 if fits else self.book.pins[citizen] + 1
        assert (told is Told.LOCKED) is (failures == 3)
        self.book.pins[citizen] = failures % 3
        if told is Told.OK:
            self.book.given[lane] = now
        if told is Told.LOCKED:
            self.book.gone(lane)

    def _gave(self, lane: str) -> bool:
        given = self.book.given.get(lane)
        return given is not None and self.clock() < given + timedelta(minutes=PIN_MINUTES)

    def seen(self, lane: str) -> Standing:
        channel, _, sender = lane.partition(":")
        return self.runner.run(self.identity.standing(message("m", sender, channel=channel)))

    @invariant()
    def nobody_is_worth_or_acts_more_than_the_book_says(self) -> None:
        if not hasattr(self, "book"):
            return
        now = self.clock()
        for lane in LANES:
            seen, (level, citizen) = self.seen(lane), self.book.level(lane, now)
            assert (seen.level, seen.citizen) == (level, citizen)
            assert seen.acting_for == self.book.acts_for(lane, now)
            asked = level is not Level.OPEN and citizen in self.book.pins and not self._gave(lane)
            assert seen.unconfirmed is asked


class TestBehalf(Behalf.TestCase):
    settings = settings(max_examples=40, stateful_step_count=30, deadline=None)

    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        Behalf.store = cls.enterClassContext(made_store())
        Behalf.runner = cls.enterClassContext(asyncio.Runner())
