"""What a person of the office says in a conversation, in the language that its citizen reads."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import sqlalchemy as sa

from bot.words import Catalogue
from storage.database import Database
from storage.tables import caller
from storage.talk_rows import Talk
from storage.talks import Act, Did, Talks
from storage.veiled import VEILED_LANE

_PAPERS = Path(__file__).parent / "papers"
_LANGUAGES = ("it", "en")
_CANNED = ("welcome", "wait", "more", "proof", "office", "elsewhere", "done")
_LANGUAGE = sa.select(caller.c.language).where(caller.c.lane == sa.bindparam("its_lane", type_=VEILED_LANE))


@dataclass(frozen=True, slots=True)
class Canned:
    """A ready answer: what staff call it, in their own language, and its text, in the citizen's."""

    name: str
    title: str
    text: str


async def language_of(database: Database, lane: str) -> str:
    """Tell the language that the counter speaks in a conversation; Italian where it is not known."""
    found = await database.reader.fetch(
        lambda connection: connection.scalar(_LANGUAGE, {"its_lane": lane}) or ""
    )
    return found if found in _LANGUAGES else _LANGUAGES[0]


def canned(citizen: str, staff: str) -> Sequence[Canned]:
    """List the ready answers, in the languages of the citizen and of who reads the list."""
    ours = _words(staff if staff in _LANGUAGES else _LANGUAGES[0])
    names = [f"canned-{name}" for name in _CANNED]
    return [Canned(name, ours.text(f"{name}.title", {}), _words(citizen).text(name, {})) for name in names]


@dataclass(frozen=True)
class Talking:
    """An officer at work on the conversations with a person."""

    database: Database

    async def say(self, talk: Talk, by: str, text: str) -> Did:
        """Write to the citizen, so that they know that no machine does."""
        return await Talks(self.database).do(Act(talk.id, by, talk.version, await self._framed(talk, text)))

    async def close(self, talk: Talk, by: str, text: str = "") -> Did:
        """Close it, with a last word or without: the counter answers the citizen again."""
        last = await self._framed(talk, text) if text.strip() else ""
        return await Talks(self.database).do(
            Act(talk.id, by, talk.version, last, close=True, heard=talk.heard)
        )

    async def take(self, talk: Talk, by: str) -> Did:
        """Take charge of it."""
        return await Talks(self.database).do(Act(talk.id, by, talk.version))

    async def _framed(self, talk: Talk, text: str) -> str:
        language = await language_of(self.database, talk.lane)
        return _words(language).text("said", {"text": text.strip()})


@cache
def _words(language: str) -> Catalogue:
    return Catalogue.load("talks", language, [_PAPERS / f"talks.{language}.ftl"])
