"""Staff who look at what a citizen wrote, asked for or paid are noted by name, before anything is shown."""

import os
from collections.abc import Iterable
from getpass import getuser

import sqlalchemy as sa

from storage.access_log import NOTE_ACCESS, Access
from storage.contacts import contact
from storage.database import Database

MESSAGE, REQUEST, PAYMENT = "message-shown", "request-shown", "payment-shown"


def operator() -> str:
    """Name the account that types."""
    try:
        return getuser()
    except (KeyError, OSError):  # an account without a name
        return f"uid {os.getuid()}"


async def note_look(
    database: Database, what: str, about: str, lanes: Iterable[str], citizens: Iterable[str] = ()
) -> None:
    """Note for every citizen to whom these conversations belong now that staff looked.

    A conversation that belongs to nobody we know is nobody's log: nothing is noted for it. `about` holds no
    personal data: a channel, a kind.
    """
    found = await citizens_of(database, lanes)
    for citizen in sorted(found | {each for each in citizens if each}):
        await database.writer.submit(NOTE_ACCESS, Access(citizen, operator(), what, about))


async def citizens_of(database: Database, lanes: Iterable[str]) -> set[str]:
    """Tell to which citizens some conversations belong now, by their opaque ids."""
    asked = sorted(set(lanes))
    living = sa.and_(contact.c.revoked_at.is_(None), contact.c.expires_at > database.clock())
    query = sa.select(contact.c.citizen).where(contact.c.lane.in_(asked), living)
    return await database.reader.fetch(lambda connection: set(connection.scalars(query)))
