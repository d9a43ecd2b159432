"""The register of residents as this counter keeps it: sealed on the way in, opened on the way out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.clock import Ids
from bot.errors import StoreUnavailable
from storage.citizens import Kept, normal_fiscal_code
from storage.database import Database
from storage.documents import dump, load, storable
from storage.omocodia import plain_fiscal_code
from storage.resident_rows import (
    CODE,
    FAMILY,
    MERGE_RESIDENTS,
    PLAIN,
    Row,
    SealedResident,
    known_residents,
    related_residents,
    variant_residents,
)
from storage.sealing import Keyring

_ROUNDS = 3  # of writing somebody whom another process changes at the same moment


@dataclass(frozen=True, slots=True)
class Entry:
    """A resident as the register keeps them: `document` is whatever is known of them, as text.

    Two entries are the same if their documents are. `family` is the number of the sheet, or empty.
    """

    fiscal_code: str = field(repr=False)
    family: str = field(repr=False)
    document: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class SqlResidents:
    """The residents in the database; all methods raise Unsealable where a key is lacking."""

    database: Database
    keyring: Keyring
    ids: Ids

    async def by_fiscal_code(self, code: str) -> Entry | None:
        """Find a resident by this very code, however it is spaced.

        A variant of omocodia is the code of somebody else: that is why there are variants.
        """
        codes = self.keyring.blinds(CODE, normal_fiscal_code(code))
        rows = await self.database.reader.fetch(lambda connection: known_residents(connection, codes))
        return self.unseal(*next(iter(rows.values()))) if rows else None

    async def with_variants(self, code: str) -> Sequence[Entry]:
        """Find everybody whose code this is or is a variant of, for who then compares who they are."""
        plains = self.keyring.blinds(PLAIN, plain_fiscal_code(normal_fiscal_code(code)))
        rows = await self.database.reader.fetch(lambda connection: variant_residents(connection, plains))
        return [self.unseal(*row) for row in rows]

    async def of_family(self, number: str) -> Sequence[Entry]:
        """Read everybody on a family's sheet, whatever became of them, in no order."""
        families = self.keyring.blinds(FAMILY, number) if number else ()
        rows = await self.database.reader.fetch(lambda connection: related_residents(connection, families))
        return [self.unseal(*row) for row in rows]

    async def keep(self, people: Sequence[Entry]) -> Kept:
        """Bring people, no two with the same fiscal code, up to date: what is given replaces what was there.

        Raises StoreUnavailable where others keep changing the same people.
        """
        new = changed = 0
        waiting = list(map(_tidy, people))
        for _ in range(_ROUNDS):
            rows = await self._rows(waiting)
            written = await self.database.writer.submit(MERGE_RESIDENTS, rows) if rows else []
            done = [row for row, each in zip(rows, written, strict=True) if each]
            new += sum(row.before is None for row in done)
            changed += sum(row.before is not None for row in done)
            late = {row.code_blind for row, each in zip(rows, written, strict=True) if not each}
            waiting = [one for one in waiting if self._blinds(one)[0] in late]
            if not waiting:
                return Kept(new, changed, len(people) - new - changed)
        raise StoreUnavailable("others keep changing the same residents")

    async def _rows(self, people: Sequence[Entry]) -> list[SealedResident]:
        """Seal those who are new or changed."""
        blinds = [blind for one in people for blind in self._blinds(one)]
        there = await self.database.reader.fetch(lambda connection: known_residents(connection, blinds))
        rows = (self._row(one, there) for one in people)
        return [row for row in rows if row is not None]

    def _row(self, one: Entry, there: Mapping[str, Row]) -> SealedResident | None:
        known = next((there[blind] for blind in self._blinds(one) if blind in there), None)
        if known is None:
            return self.seal(self.ids(), one, None)
        return None if self.unseal(*known) == one else self.seal(known[0], one, known[1])

    def seal(self, number: str, one: Entry, before: str | None) -> SealedResident:
        """Write a resident as a row that follows the sealed document `before`."""
        blinds = self._blinds(one)
        return SealedResident(
            number,
            blinds[0],
            self.keyring.blind(PLAIN, plain_fiscal_code(one.fiscal_code)),
            self.keyring.blind(FAMILY, one.family) if one.family else "",
            self.keyring.seal(dump(one), f"resident/{number}"),
            self.keyring.name,
            blinds,
            before,
        )

    def unseal(self, number: str, sealed: str) -> Entry:
        """Read a resident out of a row."""
        values: dict[str, Any] = load(self.keyring.open(sealed, f"resident/{number}"))
        return Entry(**values)

    def _blinds(self, one: Entry) -> tuple[str, ...]:
        return self.keyring.blinds(CODE, one.fiscal_code)


def _tidy(one: Entry) -> Entry:
    return Entry(normal_fiscal_code(one.fiscal_code), storable(one.family), storable(one.document))
