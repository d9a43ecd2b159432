"""A citizen who talks to the dialogue alone; the session is written and read back between two messages."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from bot.desk import Desk
from bot.dialogue import Review, Talk, hear
from bot.dialogue.handover import hand_over
from bot.dialogue.progress import HandOver, Login, Logout
from bot.form import Options
from bot.gate import Gate
from bot.level import NoIdentity
from bot.message import Inbound, Refused, Traits
from bot.person import Expected
from bot.service import Act
from bot.session import Caller, Request
from channels.sandbox import sandboxes
from storage.sessions import dump_session, load_session
from tests.clock import ROME

WAYS: dict[str, Traits] = {box.traits.kind: box.traits for box in sandboxes().values()}
MORNING = datetime(2026, 2, 3, 10, 0, tzinfo=ROME)
_ROUNDS = 8


@dataclass
class Citizen:
    """One conversation; `forms` are those that were fulfilled."""

    desk: Desk
    way: str
    now: datetime = MORNING
    caller: Caller = field(default_factory=lambda: Caller("test:1", "it"))
    options: Mapping[str, Options] = field(default_factory=dict)
    acts: Mapping[tuple[str, bool], Act] = field(default_factory=dict)
    forms: list[Any] = field(default_factory=list)
    reviewed: list[Any] = field(default_factory=list)
    offered: tuple[str, ...] = ()
    person: Expected = field(default_factory=Expected)  # what is known of the people of the office

    async def says(self, text: str = "", tap: str = "", files: int = 0, *refused: Refused) -> str:
        """Write a message and return what is answered."""
        talk = Talk(self.desk, self.caller, WAYS[self.way], self.now, self.options)
        hear(talk, text, tap, files, refused)
        await self._act(talk)
        return self._keep(talk)

    async def _act(self, talk: Talk) -> None:
        for _ in range(_ROUNDS):
            if talk.todo is None:
                return
            if isinstance(talk.todo, HandOver):
                hand_over(talk, self.person)
                continue
            if isinstance(talk.todo, Login | Logout):
                await Gate(NoIdentity(), talk, Inbound(self.way, "1", "1", "", self.now)).act(talk.todo)
                continue
            reviewing = isinstance(talk.todo, Review)
            (self.reviewed if reviewing else self.forms).append(talk.todo.form)
            talk.outcome(await self._function(talk.todo.service, reviewing=reviewing)(talk.todo.form))
        raise AssertionError("the conversation sets itself off again and again")

    def _function(self, name: str, *, reviewing: bool) -> Act:
        service = self.desk.services[name]
        given = self.acts.get((name, reviewing)) or (service.review if reviewing else service.fulfil)
        assert given is not None
        return given

    def _keep(self, talk: Talk) -> str:
        kept = talk.close()
        stored = load_session(dump_session(kept.session), ROME)
        assert stored == kept.session
        self.caller = replace(kept, session=stored)
        self.offered = tuple(offer.label for offer in talk.offers)
        return "\n".join(talk.lines)

    async def taps(self, label: str) -> str:
        """Tap a button of the last answer."""
        at = self.offered.index(label)
        return await self.says(tap=f"{self.caller.session.question}.{at}")

    @property
    def request(self) -> Request:
        """What is open."""
        assert self.caller.session.current is not None
        return self.caller.session.current

    def stores(self, **answers: str) -> None:
        """Put answers into the open request, as another version of the program would have stored them."""
        session = self.caller.session
        request = replace(self.request, answers={**self.request.answers, **answers})
        self.caller = replace(self.caller, session=session.with_current(request))

    def forgets(self) -> None:
        """Lose what is open, as when its service is served no more."""
        self.caller = replace(self.caller, session=replace(self.caller.session, stack=()))
