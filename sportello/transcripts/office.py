"""The office of a stage: a person who answers in the conversations that were handed over to them."""

from bot.errors import BadRequest
from sportello.talking import Talking
from storage.database import Database
from storage.talk_rows import Talk
from storage.talks import Did, Talks

_MANY = 100
_CLOSE = "close"


async def answer_as_staff(database: Database, lane: str, said: str, line: int) -> None:
    """Write in the open conversation of a lane; with `close` before it, or alone, close it."""
    talk = await _talk(database, lane, line)
    first, _, last = said.partition(" ")
    talking = Talking(database)
    did = (
        await talking.close(talk, "staff", last)
        if first == _CLOSE
        else await talking.say(talk, "staff", said)
    )
    if did is not Did.DONE:
        raise BadRequest(f"line {line}: the office was {did.value}")


async def _talk(database: Database, lane: str, line: int) -> Talk:
    for talk in await Talks(database).open(_MANY):
        if talk.lane == lane:
            return talk
    raise BadRequest(f"line {line}: nobody of the office has this conversation")
