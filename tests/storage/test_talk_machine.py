"""Citizen, staff and time in any order: where the counter is silent staff see it, and no word is lost."""

import asyncio
import shutil
import tempfile
from datetime import timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from bot.conversation import Conversation
from bot.lanes import Lanes
from bot.message import Inbound
from bot.service import bind
from storage import schema
from storage.database import Database, open_database
from storage.inbox import SqlInbox
from storage.offices import SqlOffices
from storage.persons import SqlPersons
from storage.talk_rows import Talk
from storage.talks import Act, Did, Talks
from tests.clock import Ticker
from tests.engine.counter import KEEP, PERMIT, Registry, desk
from tests.engine.peers import SMS, Listener

MARIO = "+390001"
WORD, ASKED = "parole per una persona", "Ho avvisato l'ufficio"
STEPS = ("asks", "writes", "says menu", "says yes", "replies", "closes", "closes too soon", "waits", "drains")


class House:
    """One citizen, one officer, and a counter that works only when it is told to."""

    def __init__(self, database: Database, clock: Ticker) -> None:
        self.database, self.clock = database, clock
        self.inbox, self.talks = SqlInbox(database), Talks(database)
        persons = SqlPersons(database, SqlOffices(database), "urp", timedelta(hours=72))
        bound = {"permit": bind(PERMIT, {"registry": Registry(), "more": None})}
        conversation = Conversation(desk(), bound, {"sms": SMS}, clock, keep=KEEP, persons=persons)
        self.lanes = Lanes(self.inbox, conversation, Listener())
        self.seen: Talk | None = None  # as the officer's page shows it
        self.said = 0

    async def does(self, step: str) -> None:
        """Let one thing happen."""
        self.clock.tick(seconds=1)
        texts = {"asks": "OPERATORE", "writes": WORD, "says menu": "MENU", "says yes": "sì"}
        if step in texts:
            self.said += 1
            inbound = Inbound("sms", f"m{self.said}", MARIO, texts[step], self.clock())
            await self.inbox.accept(inbound, "c")
        elif step == "waits":
            self.clock.tick(hours=40)
            await self.inbox.ring()
        elif step == "drains":
            await self.lanes.drain()
        else:
            await self._staff(step)

    async def _staff(self, step: str) -> None:
        if step != "closes too soon" or self.seen is None:
            self.seen = next(iter(await self.talks.open(1)), None)
        if (talk := self.seen) is None:
            return
        close = step != "replies"
        text = "" if close else "Buongiorno"
        did = await self.talks.do(Act(talk.id, "anna", talk.version, text, close=close, heard=talk.heard))
        assert did is Did.DONE or step == "closes too soon"


async def happens(steps: list[str]) -> None:
    clock = Ticker()
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(_template(), Path(folder) / "s.db")
        database = open_database(f"sqlite:///{folder}/s.db", clock=clock, owner="first")
        house = House(database, clock)
        try:
            for step in [*steps, "drains"]:
                await house.does(step)
            await _agrees(house)
        finally:
            database.close()


async def _agrees(house: House) -> None:
    read = house.database.reader.fetch
    session = str(await read(lambda one: one.exec_driver_sql("SELECT max(session) FROM caller").scalar()))
    here = [talk for talk in await house.talks.open(9) if talk.back_at is None]
    assert bool(here) == ('"person"' in session), "silent, and nobody sees it; or seen, and not silent"
    heard = await read(lambda one: one.exec_driver_sql("SELECT coalesce(sum(heard), 0) FROM talk").scalar())
    silent = await read(lambda one: one.exec_driver_sql(_SILENT).scalar())
    asked = await read(lambda one: one.exec_driver_sql(_CALLED, {"asked": f"{ASKED}%"}).scalar())
    assert heard == silent + asked, "what nobody else has answered is before staff, once"


_SILENT = """SELECT count(*) FROM inbox i WHERE i.text <> ''
    AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.inbox_id = i.id AND o.key NOT LIKE 'talk-%')"""
_CALLED = "SELECT count(*) FROM outbox WHERE text LIKE :asked"
_made: list[Path] = []


def _template() -> Path:
    """Make a database without a row once."""
    if not _made:
        file = Path(tempfile.mkdtemp()) / "made.db"
        schema.create(f"sqlite:///{file}")
        _made.append(file)
    return _made[0]


@given(st.lists(st.sampled_from(STEPS), min_size=1, max_size=14))
def test_silence_is_seen_and_no_word_is_lost(steps: list[str]) -> None:
    asyncio.run(happens(["asks", *steps]))
