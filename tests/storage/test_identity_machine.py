"""Whatever the order of binding, ending, identifying and time: no path gives a level that was not proven."""

import asyncio
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import ClassVar

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from bot.level import Level
from storage.binding import BIND, IDENTIFY, WORTH, Proof
from storage.contacts import EXPIRE, REVOKE, Ending, sign_out
from storage.identity import Rules, SqlIdentity
from storage.links import END_LINK, MISS_LINK, MOST_ATTEMPTS, OPEN_LINK, Opening
from storage.proving import USE_LINK, Proven
from storage.records import RECORDS
from storage.sealing import Keyring
from tests.clock import ROME, Ticker
from tests.storage.identities import KEY
from tests.storage.payment_world import Store, made_store
from tests.storage.samples import message

LANES = st.sampled_from(["sms:+390001", "telegram:2"])
CITIZENS = st.sampled_from(["anna", "bruno"])
PROOFS = st.sampled_from(["spid-2", "spid-2", "contact"])
BROWSERS = st.sampled_from(["mine", "theirs"])
START = datetime(2026, 2, 3, 10, 0, tzinfo=ROME)


@dataclass
class Given:
    """A proof as it was given."""

    at: datetime
    lane: str
    citizen: str
    level: Level


@dataclass
class Sent:
    """A link as it was sent, and what became of it."""

    lane: str
    token: str
    until: datetime
    level: Level
    browser: str = ""
    attempts: int = 0
    over: bool = False


@dataclass
class History:
    """What was proven and what was ended, in its order: nothing else can give a level."""

    proofs: list[Given] = field(default_factory=list)
    ends: list[tuple[int, str, str]] = field(default_factory=list)  # after so many proofs: lane, citizen
    outs: list[tuple[int, str]] = field(default_factory=list)

    def most(self, lane: str, now: datetime, days: int, hours: float) -> tuple[Level, str]:
        """The most that a conversation may count for, and whose it may be."""
        level, citizen, lives = Level.OPEN, "", False
        for number, proof in enumerate(self.proofs):
            if proof.lane != lane:
                continue
            if any(other.lane == lane and other.citizen != proof.citizen for other in self.proofs[number:]):
                continue
            if any(
                number < at and end == (lane, proof.citizen)
                for at, *pair in self.ends
                for end in [tuple(pair)]
            ):
                continue
            left = any(number < at and lane == out for at, out in self.outs)
            fresh = now < proof.at + timedelta(hours=hours) and not left
            worth = min(proof.level, Level.IDENTIFIED if fresh else Level.REGISTERED)
            lives = lives or now < proof.at + timedelta(days=days)  # a later proof keeps the contact alive
            level, citizen = max(level, worth), proof.citizen
        return (level, citizen) if lives else (Level.OPEN, "")


class Identities(RuleBasedStateMachine):
    """The store beside its history."""

    store: ClassVar[Store]
    runner: ClassVar[asyncio.Runner]

    @initialize(days=st.sampled_from([1, 2]), hours=st.sampled_from([12.0, 36.0]))
    def begin(self, days: int, hours: float) -> None:
        self.clock, self.days, self.hours = Ticker(START), days, hours
        self.store.empty()
        self.history, self.links = History(), list[Sent]()
        rules = Rules("https://x.example", 15, days, hours, local_credentials=True)
        database = SimpleNamespace(reader=self)
        self.identity = SqlIdentity(database, Keyring([KEY]), self.clock, rules)  # type: ignore[arg-type]

    async def fetch(self, query):
        with self.store.connect() as connection:
            return query(connection)

    def write(self, kind, payload):
        self.store.now = self.clock()
        (answer,) = self.store.write(kind, payload)
        return answer

    def proven(self, lane: str, citizen: str, proof: str) -> None:
        self.history.proofs.append(Given(self.clock(), lane, citizen, WORTH[proof]))

    @rule(lane=LANES, citizen=CITIZENS, proof=PROOFS)
    def bind(self, lane: str, citizen: str, proof: str) -> None:
        self.write(BIND, Proof(lane, citizen, proof, self.days, self.hours, "c"))
        self.proven(lane, citizen, proof)
        self.is_complete(lane, citizen, proof)

    @rule(lane=LANES, citizen=CITIZENS, proof=PROOFS)
    def identify(self, lane: str, citizen: str, proof: str) -> None:
        level, whose = self.history.most(lane, self.clock(), self.days, self.hours)
        before = self.seen(lane)
        identified = self.write(IDENTIFY, Proof(lane, citizen, proof, self.days, self.hours, "c"))
        if before.citizen != citizen:
            assert not identified
            assert self.seen(lane) == before
            return
        assert (level >= Level.REGISTERED, whose) == (True, citizen)
        assert identified is (WORTH[proof] is Level.IDENTIFIED)
        self.proven(lane, citizen, proof)

    @rule(lane=LANES, citizen=CITIZENS)
    def revoke(self, lane: str, citizen: str) -> None:
        before = self.seen(lane)
        done = self.write(REVOKE, Ending(lane, citizen))
        assert done or before.citizen != citizen
        self.history.ends.append((len(self.history.proofs), lane, citizen))

    @rule(lane=LANES)
    def leave(self, lane: str) -> None:
        self.write(RECORDS, [sign_out(lane)])
        self.history.outs.append((len(self.history.proofs), lane))
        assert self.seen(lane).level < Level.IDENTIFIED

    @rule()
    def expire(self) -> None:
        self.write(EXPIRE, None)

    @rule(passed=st.sampled_from([1, 15, 12 * 60, 12 * 60, 24 * 60]))
    def pass_time(self, passed: int) -> None:
        self.clock.tick(minutes=passed)

    @rule(
        lane=LANES,
        level=st.sampled_from([Level.REGISTERED, Level.IDENTIFIED]),
        opened_by=st.sampled_from(["", "mine", "theirs"]),
    )
    def invite(self, lane: str, level: Level, opened_by: str) -> None:
        invitation = self.runner.run(self.identity.invite(lane, level, "red"))
        self.write(RECORDS, invitation.records)
        for sent in self.links:
            sent.over |= sent.lane == lane
        self.links.append(Sent(lane, invitation.url.rpartition("/")[2], invitation.until, level, opened_by))
        if opened_by:
            assert self.write(OPEN_LINK, Opening.of(self.links[-1].token, opened_by))

    @precondition(lambda self: self.links)
    @rule(which=st.integers(0, 1), browser=BROWSERS, then=st.sampled_from(["open", "miss", "end"]))
    def come(self, which: int, browser: str, then: str) -> None:
        sent = self.links[-1 - which % len(self.links)]
        opens = self.opens(sent, browser)
        kind = {"open": OPEN_LINK, "miss": MISS_LINK, "end": END_LINK}[then]
        answer = self.write(kind, Opening.of(sent.token, browser))
        if not opens:
            assert not answer
            return
        sent.browser = browser
        sent.attempts += then == "miss"
        sent.over |= then == "end" or sent.attempts >= MOST_ATTEMPTS
        assert bool(answer) is (then != "miss" or not sent.over)

    @precondition(lambda self: self.links)
    @rule(which=st.integers(0, 1), browser=BROWSERS, citizen=CITIZENS, proof=PROOFS)
    def prove(self, which: int, browser: str, citizen: str, proof: str) -> None:
        sent = self.links[-1 - which % len(self.links)]
        opens = bool(sent.browser) and self.opens(sent, browser)
        opening = Opening.of(sent.token, browser)
        used = self.write(USE_LINK, Proven(opening, citizen, proof, self.days, self.hours, "c"))
        assert (used is not None) is opens
        if used is not None:
            assert (used.lane, used.enough) == (sent.lane, WORTH[proof] >= sent.level)
            sent.over = True
            self.proven(sent.lane, citizen, proof)
            self.is_complete(sent.lane, citizen, proof)

    def opens(self, sent: Sent, browser: str) -> bool:
        """Whether a link opens; another browser that tries counts against it."""
        if sent.over or self.clock() >= sent.until:
            return False
        if sent.browser not in ("", browser):
            sent.attempts += 1
            sent.over = sent.attempts >= MOST_ATTEMPTS
            return False
        return True

    def seen(self, lane: str):
        channel, _, sender = lane.partition(":")
        return self.runner.run(self.identity.standing(message("m", sender, channel=channel)))

    def is_complete(self, lane: str, citizen: str, proof: str) -> None:
        """What was proven just now counts."""
        seen = self.seen(lane)
        assert seen.citizen == citizen
        assert seen.level >= WORTH[proof]

    @invariant()
    def nothing_counts_that_was_not_proven(self) -> None:
        if not hasattr(self, "history"):
            return
        for lane in ("sms:+390001", "telegram:2"):
            seen = self.seen(lane)
            level, citizen = self.history.most(lane, self.clock(), self.days, self.hours)
            assert seen.level <= level
            assert seen.citizen == (citizen if seen.level else "")
            assert seen.until is None or self.clock() < seen.until


class TestIdentities(Identities.TestCase):
    settings = settings(max_examples=60, stateful_step_count=40, deadline=None)

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        Identities.store = cls.enterClassContext(made_store())
        Identities.runner = cls.enterClassContext(asyncio.Runner())
