"""The office of a stage: a person who answers in conversations, and takes certificates back."""

import re

from bot.errors import BadRequest
from sportello.certification import Certification
from sportello.talking import Talking
from sportello.transcripts.officers import be_known
from storage.database import Database
from storage.talk_rows import Talk
from storage.talks import Did, Talks

_KNOWN = re.compile(r"(bound|code) (\S+) (\S+)")
_MANY = 100
_CLOSE = "close"


async def answer_as_staff(database: Database, lane: str, said: str, line: int) -> None:
    """Write in the open conversation of a lane; with `close` before it, or alone, close it.

    `bound NAME ROLE` makes the conversation somebody's of the staff, `code NAME DIGITS` gives them a code.
    """
    known = _KNOWN.fullmatch(said)
    if known is not None:
        await be_known(database, lane, *known.groups())
        return
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


async def revoke_as_staff(certification: Certification | None, number: str, line: int) -> None:
    """Take a certificate back, by its number as it is printed."""
    place, _, year = number.partition("/")
    if certification is None or not (place.isdecimal() and year.isdecimal()):
        raise BadRequest(f"line {line}: a certificate is taken back by its number, such as 1/2026")
    kept = certification.office.kept
    found = await kept.by_number(int(place), int(year))
    if found is None or not await kept.revoke(found.id, "staff", "errore"):
        raise BadRequest(f"line {line}: there is no certificate {number} to take back")
