"""A counter whose services ask for a level, and whoever knows citizens, in memory."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.conversation import Conversation, Handled
from bot.desk import Desk
from bot.ledger import Turn, Work
from bot.level import NOBODY, Invitation, Level, Standing
from bot.message import Inbound
from bot.patience import DROP, PAUSE
from bot.records import Record
from bot.service import Outcome, Service, bind, done
from bot.session import Caller, Request
from channels.sandbox import sandboxes
from tests.clock import Ticker
from tests.dialogue.made_up import SERVICES, Bicycle, BookRoom, build_desk, offer_room

SPID = "spid-2"
GOOD_FOR = timedelta(minutes=30)  # a link
HOURS = timedelta(hours=12)  # an identification
TRAITS = {box.traits.kind: box.traits for box in sandboxes().values()}


@dataclass
class FakeIdentity:
    """bot.level.Identity in memory: who has proven what in which lane, and the links that were made."""

    clock: Ticker
    known: dict[str, Standing] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    made: list[tuple[str, Level, str]] = field(default_factory=list)
    certified: Mapping[str, Standing] = field(default_factory=dict)  # by the verdict on a PEC
    pins: list[tuple[str, str, str]] = field(default_factory=list)  # links to give a PIN that were made
    away: bool = False  # no way to prove anything is set up

    async def standing(self, inbound: Inbound) -> Standing:
        self.asked.append(inbound.lane)
        if inbound.assurance is not None and inbound.assurance.verdict in self.certified:
            return self.certified[inbound.assurance.verdict]
        known = self.known.get(inbound.lane, NOBODY)
        return known if known.until is None or known.until > self.clock() else NOBODY

    async def invite(self, lane: str, level: Level, service: str) -> Invitation:
        if self.away:
            raise LookupError("there is no way")
        self.made.append((lane, level, service))
        number = len(self.made)
        record = Record("link", {"number": number})
        url = f"https://city.example/accedi/{number}"
        return Invitation(url, f"CODE{number}", self.clock() + GOOD_FOR, (record,))

    async def ask_pin(self, lane: str, citizen: str, service: str) -> Invitation:
        self.pins.append((lane, citizen, service))
        record = Record("pin link", {"number": len(self.pins)})
        url = f"https://city.example/pin/{len(self.pins)}"
        return Invitation(url, f"PIN{len(self.pins)}", self.clock() + GOOD_FOR, (record,))

    async def leave(self, lane: str) -> Sequence[Record]:
        return (Record("leave", {"lane": lane}),)

    def knows(self, lane: str, proof: str = SPID, level: Level = Level.IDENTIFIED) -> None:
        """Somebody has proven who they are in a lane."""
        self.known[lane] = Standing(level, "ada", proof, self.clock() + HOURS)


async def book(form: BookRoom, *, standing: Standing) -> Outcome:
    """Book it, and note for whom."""
    del form
    return done("booked", records=[Record("booking", {"citizen": standing.citizen, "proof": standing.proof})])


async def take(form: Bicycle, *, lane: str) -> Outcome:
    """Take it."""
    return done("taken", records=[Record("bicycle", {"lane": lane, "on": str(form.on)})])


RED = replace(SERVICES[0], fulfil=book, review=offer_room, level=Level.IDENTIFIED)
YELLOW = replace(SERVICES[2], fulfil=take, level=Level.REGISTERED)
FILING = replace(RED, shown_to=Level.OPEN, filing=True)


def desk_of(*changed: Service) -> Desk:
    """A desk of the made-up services, with some of them changed."""
    by_name = {service.name: service for service in changed}
    return build_desk([by_name.get(service.name, service) for service in SERVICES])


@dataclass
class Person:
    """Talks to a counter in one lane, and lets time pass."""

    desk: Desk
    way: str = "telegram"
    clock: Ticker = field(default_factory=Ticker)
    caller: Caller | None = None
    turn: Turn | None = None
    _number: int = 0

    def __post_init__(self) -> None:
        """Set a counter up for this conversation alone."""
        self.identity = FakeIdentity(self.clock)
        bound = {name: bind(service, {}) for name, service in self.desk.services.items()}
        keep = timedelta(days=30)
        self.conversation = Conversation(
            self.desk, bound, TRAITS, self.clock, keep=keep, identity=self.identity
        )

    @property
    def lane(self) -> str:
        """Where they write."""
        return f"{self.way}:7"

    @property
    def request(self) -> Request:
        """What is open."""
        assert self.caller is not None
        assert self.caller.session.current is not None
        return self.caller.session.current

    async def says(self, text: str, **rest: object) -> str:
        """Write something, and read the answer."""
        return await self._bring(text, **rest)

    async def proves(self, proof: str = SPID, level: Level = Level.IDENTIFIED) -> str:
        """Log in, on whatever device, and read what comes into the conversation."""
        self.identity.knows(self.lane, proof, level)
        return await self.hears_of_a_proof()

    async def hears_of_a_proof(self) -> str:
        """Read what is said when a proof is told."""
        return await self._bring(event="session.proven", payload={"level": 2, "proof": SPID})

    async def stays_silent(self, event: str = PAUSE) -> str:
        """Let the open question expire, or be forgotten."""
        assert event in (PAUSE, DROP)
        return await self._bring(event=event)

    async def _bring(self, text: str = "", **rest: object) -> str:
        self._number += 1
        message = Inbound(self.way, str(self._number), "7", text, self.clock(), **rest)
        handled: Handled = await self.conversation.handle(Work(self._number, message, self.caller, 0, "c"))
        self.turn, self.caller = handled.turn, handled.turn.caller
        return "\n".join(part.text for part in handled.turn.parts)

    @property
    def records(self) -> list[tuple[object, dict[str, object]]]:
        """What the last turn writes."""
        assert self.turn is not None
        return [(record.statement, dict(record.values)) for record in self.turn.records]


def at(day: datetime) -> str:
    """Write an hour as the counter does."""
    return f"{day:%H:%M}"
