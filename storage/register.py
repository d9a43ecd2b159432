"""The register (protocollo informatico): every message in and out has a number, for good.

What is entered cannot be changed, only annulled, with a reason and the name of who did it (D.P.R.
445/2000 art. 53-57). What goes in and out is in register_records, how it is written in register_entries
and register_chain, how it is looked up in register_reading, how it is verified in register_checking.
"""

from collections.abc import Sequence
from datetime import date

import sqlalchemy as sa

from bot.errors import SportelloError
from bot.message import Entry
from storage.database import Database
from storage.documents import load, storable
from storage.register_chain import hold
from storage.register_checking import Broken, Checked, check
from storage.register_entries import ANNULLED, ENTRY, SEALED, enter, find_known
from storage.register_reading import find_day, find_entry
from storage.register_records import Annulment, Day, Direction, Filed, Registration, Seal
from storage.register_tables import register_entry, register_event
from storage.transaction import Kind, Transaction

__all__ = [
    "Annulment",
    "Broken",
    "Checked",
    "Day",
    "Direction",
    "Filed",
    "NotRegistered",
    "Registration",
    "Seal",
    "SealedOtherwise",
    "SqlRegister",
]

_SEALS = (
    sa.select(
        register_entry.c.key,
        register_entry.c.year,
        register_entry.c.number,
        register_entry.c.message_sha256,
        register_event.c.document,
    )
    .outerjoin(
        register_event,
        sa.and_(
            register_event.c.year == register_entry.c.year,
            register_event.c.number == register_entry.c.number,
            register_event.c.what == SEALED,
        ),
    )
    .where(register_entry.c.key.in_(sa.bindparam("keys", expanding=True)))
)
_HAPPENED = sa.select(register_event.c.what).where(
    register_event.c.year == sa.bindparam("in_year"), register_event.c.number == sa.bindparam("its_number")
)


class NotRegistered(SportelloError):  # noqa: N818 - it says what the message is
    """Nothing is entered under this key: what has no number cannot be sealed."""


class SealedOtherwise(SportelloError):  # noqa: N818 - it says what the entry is
    """The entry stands for other bytes: these were never what it is about."""


class SqlRegister:
    """The register in the database; every write is committed on return."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def enter(self, registration: Registration) -> Entry:
        """Give a message its number; one whose key is known keeps its entry, whatever else differs."""
        return await self._database.writer.submit(_ENTER, registration)

    async def seal(self, key: str, sha256: str) -> None:
        """Add the hash of the raw message to its entry; the same one again changes nothing.

        Raises NotRegistered, or SealedOtherwise if the entry has another hash already.
        """
        await self._database.writer.submit(_SEAL, (storable(key), sha256))

    async def annul(self, year: int, number: int, reason: str, by: str) -> bool:
        """Annul an entry, which stays; False if there is none, or if it is annulled already.

        `by` names the person, `reason` also what authorises it.
        """
        return await self._database.writer.submit(_ANNUL, (year, number, storable(reason), storable(by)))

    async def entry(self, year: int, number: int) -> Filed | None:
        """Look an entry up; None if there is none."""
        zone = self._database.zone
        return await self._database.reader.fetch(
            lambda connection: find_entry(connection, year, number, zone)
        )

    async def known(self, key: str) -> Entry | None:
        """Tell under which number a message was entered; None if it was not."""
        return await self._database.reader.fetch(lambda connection: find_known(connection, key))

    async def day(self, on: date) -> Day:
        """Read all that happened on a day of the city's clocks; held in memory."""
        zone = self._database.zone
        return await self._database.reader.fetch(lambda connection: find_day(connection, on, zone))

    async def verify(self, hashes: Sequence[str] = ()) -> Checked:
        """Go through the whole chain, a piece at a time; a counter may be at work meanwhile.

        `hashes` are ends of the chain as they were printed earlier: each must still be in it. Only so is it
        found out that the end was cut off, or everything written anew.
        """
        return await check(self._database.reader, hashes)


def _enter_all(transaction: Transaction, registrations: Sequence[Registration]) -> list[Entry]:
    return enter(hold(transaction), registrations)


def _seal_all(transaction: Transaction, seals: Sequence[tuple[str, str]]) -> list[None]:
    chain = hold(transaction)
    rows = chain.connection.execute(_SEALS, {"keys": sorted({key for key, _ in seals})})
    entries = {
        row.key: (row.year, row.number, row.message_sha256 or load(row.document or "").get("message_sha256"))
        for row in rows
    }
    new = []
    for key, sha256 in seals:
        if key not in entries:
            raise NotRegistered(key)
        year, number, known = entries[key]
        if known and known != sha256:
            raise SealedOtherwise(key)
        if not known:
            new.append({"what": SEALED, "year": year, "number": number, "message_sha256": sha256})
            entries[key] = year, number, sha256
    chain.append(new)
    return [None] * len(seals)


def _annul_all(transaction: Transaction, wishes: Sequence[tuple[int, int, str, str]]) -> list[bool]:
    chain, answers = hold(transaction), []
    for year, number, reason, by in wishes:
        asked = {"in_year": year, "its_number": number}
        happened = set(chain.connection.scalars(_HAPPENED, asked))
        answers.append(ENTRY in happened and ANNULLED not in happened)
        if answers[-1]:
            chain.append([{"what": ANNULLED, "year": year, "number": number, "reason": reason, "by": by}])
    return answers


_ENTER = Kind("register", _enter_all)
_SEAL = Kind("seal", _seal_all)
_ANNUL = Kind("annul", _annul_all)
