"""A counter with one made-up service, the permit, and everything that it needs, in memory."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from pathlib import Path

import bot.words
from bot.conversation import Conversation
from bot.desk import Desk
from bot.intents import Example, Intents
from bot.ledger import Work
from bot.message import Asking, File, Inbound, Traits
from bot.records import LANE, Record
from bot.service import Outcome, Service, bind, confirm, done
from bot.session import Caller
from bot.values import Choice, Plate
from bot.values.value import Option
from bot.words import COUNTER, Catalogue, Words
from tests.clock import Ticker
from tests.engine.peers import SMS

KEEP = timedelta(days=30)
CHAT = Traits("telegram", Asking.ONE_BY_ONE, lambda text: len(text) <= 4096, buttons=True, files=True)
PDF = File("permesso.pdf", "application/pdf", b"pdf")
STOP = Record("no more notices", {"lane": LANE})
_ENGINE = Path(bot.words.__file__).parent
_HERE = Path(__file__).parent / "words"


@dataclass(frozen=True)
class Permit:
    plate: Plate
    zone: Choice


@dataclass
class Registry:
    """What the permit needs: it has a price, and may be broken."""

    price: int = 10
    broken: BaseException | None = None
    asked: list[str] = field(default_factory=list)

    def look(self, what: str) -> int:
        self.asked.append(what)
        if self.broken:
            raise self.broken
        return self.price


async def review(form: Permit, *, registry: Registry) -> Outcome:
    return confirm("shown", plate=form.plate, price=registry.look("review"))


async def fulfil(form: Permit, *, registry: Registry) -> Outcome:
    registry.look("fulfil")
    record = Record("insert permit", {"plate": str(form.plate), "lane": LANE})
    return done("granted", records=[record], files=[PDF], plate=form.plate)


async def zones(*, registry: Registry) -> Sequence[Option]:
    registry.look("zones")
    return [Option("centre", "Centro"), Option("harbour", "Porto")]


async def ready(facts: Mapping[str, object], *, registry: Registry) -> Outcome:
    registry.look("ready")
    record = Record("note", {"number": facts["number"], "lane": LANE})
    return done("ready", records=[record], files=[PDF], number=str(facts["number"]))


PERMIT = Service("permit", Permit, fulfil, review, {"zone": zones}, {"ready": ready})


@cache
def words() -> Words:
    def load(scope: str, language: str) -> Catalogue:
        counter = _ENGINE / f"counter.{language}.ftl"
        own = [] if scope == COUNTER else [_HERE / f"{scope}.{language}.ftl"]
        return Catalogue.load(scope, language, [counter, *own])

    catalogues = {(scope, lang): load(scope, lang) for scope in (COUNTER, "permit") for lang in ("it", "en")}
    common = {"city": "Borgo", "office_phone": "none", "office_hours": "none"}
    return Words(catalogues, common)


@cache
def desk() -> Desk:
    examples = [
        Example("service permit", "it", "vorrei un permesso per il centro"),
        Example("service permit", "en", "I need a permit for the centre"),
        Example("none", "it", "che tempo fa domani"),
        Example("none", "en", "what is the weather like"),
    ]
    return Desk.build([PERMIT], words(), Intents.learn(examples))


class Counter:
    """A conversation, and a way to talk to it without a store."""

    def __init__(self, service: Service = PERMIT) -> None:
        self.clock = Ticker()
        self.registry = Registry()
        bound = {service.name: bind(service, {"registry": self.registry, "more": None})}
        traits = {"sms": SMS, "telegram": CHAT}
        self.conversation = Conversation(desk(), bound, traits, self.clock, keep=KEEP, on_stop=[STOP])

    def work(self, text: str = "", caller: Caller | None = None, **rest: object) -> Work:
        """Take a message in hand."""
        values = {"channel": "telegram", "external_id": "1", "sender": "7", "received_at": self.clock()}
        inbound = Inbound(**{**values, "text": text, **rest})
        return Work(5, inbound, caller, 0, "c5")

    async def hear(self, *texts: str, caller: Caller | None = None, **rest: object) -> Caller:
        """What is known of the caller after some messages."""
        for text in texts:
            handled = await self.conversation.handle(self.work(text, caller, **rest))
            caller = handled.turn.caller
        assert caller is not None
        return caller
