"""The citizens whom the counter knows: read, found and kept, sealed on the way."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import Any

from bot.clock import Ids
from bot.errors import StoreUnavailable
from storage.citizen_rows import BY_ID, FISCAL_CODE, KEEP_CITIZENS, KNOWN, PEC, Sealed, found_by
from storage.database import Database
from storage.documents import dump, load, storable
from storage.sealing import Keyring

_TAIL = 5  # signs of a fiscal code: enough to tell two of one's own people apart
_ROUNDS = 3  # of writing somebody whom another process makes known at the same moment


@dataclass(frozen=True, slots=True)
class Citizen:
    """A person; `id` is opaque, and empty for one who is not kept yet.

    All but the fiscal code and the names may be missing.
    """

    id: str = ""
    fiscal_code: str = field(default="", repr=False)
    name: str = field(default="", repr=False)
    surname: str = field(default="", repr=False)
    born_on: date | None = field(default=None, repr=False)
    pec: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)


_PERSONAL = tuple(each.name for each in fields(Citizen) if each.name != "id")


def nobody_new() -> str:
    """Give out no id: for who reads citizens alone; raises LookupError."""
    raise LookupError("nobody is made known here")


def called(one: Citizen) -> str:
    """Name a citizen to who knows them; of who has no name here yet, the end of the fiscal code."""
    return f"{one.name} {one.surname}".strip() or f"…{one.fiscal_code[-_TAIL:]}"


def normal_pec(address: str) -> str:
    """Write an address as two of them are compared."""
    return storable(address.strip().lower())


def normal_fiscal_code(code: str) -> str:
    """Write a fiscal code as two of them are compared."""
    return storable("".join(code.split()).upper())


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of some citizens: each is in exactly one."""

    new: int = 0
    changed: int = 0
    same: int = 0


@dataclass(frozen=True, slots=True)
class SqlCitizens:
    """The citizens in the database; all methods raise Unsealable where a key is lacking."""

    database: Database
    keyring: Keyring
    ids: Ids

    async def by_id(self, number: str) -> Citizen | None:
        """Read a citizen."""
        sealed = await self.database.reader.fetch(lambda connection: connection.scalar(BY_ID, {"of": number}))
        return None if sealed is None else self.unseal(number, sealed)

    async def by_fiscal_code(self, code: str) -> Citizen | None:
        """Find a citizen by the fiscal code, however it is spaced."""
        return await self._sole(FISCAL_CODE, normal_fiscal_code(code))

    async def by_pec(self, address: str) -> Citizen | None:
        """Find the citizen whose PEC this is; None also where two have it: it proves neither."""
        return await self._sole(PEC, normal_pec(address))

    async def ids_of(self, codes: Sequence[str]) -> Mapping[str, str]:
        """Tell the ids of those who are known, by the fiscal codes that were given."""
        blinds = {blind: code for code in codes for blind in self._blinds(Citizen(fiscal_code=code))}
        found = await self.database.reader.fetch(
            lambda connection: list(map(tuple, KNOWN.ask(connection, {"blinds": list(blinds)})))
        )
        return {blinds[blind]: number for number, blind, _ in found}

    async def admit(self, person: Citizen, source: str) -> str:
        """Make somebody known from the claims of a login, and give their id; what claims leave out stays."""
        await self.keep([person], source)
        known = await self.by_fiscal_code(person.fiscal_code)
        if known is None:
            raise StoreUnavailable("somebody just made known is not there")
        return known.id

    async def keep(self, people: Sequence[Citizen], source: str) -> Kept:
        """Bring people, no two with the same fiscal code, up to date; what is empty stays as it was.

        Raises StoreUnavailable where others keep changing the same people.
        """
        new = changed = 0
        waiting = list(people)
        for _ in range(_ROUNDS):
            rows = await self._rows(waiting, source)
            written = await self.database.writer.submit(KEEP_CITIZENS, rows) if rows else []
            done = [row for row, each in zip(rows, written, strict=True) if each]
            new += sum(row.before is None for row in done)
            changed += sum(row.before is not None for row in done)
            late = {row.blinds for row, each in zip(rows, written, strict=True) if not each}
            waiting = [one for one in waiting if self._blinds(one) in late]
            if not waiting:
                return Kept(new, changed, len(people) - new - changed)
        raise StoreUnavailable("others keep changing the same people")

    async def _rows(self, people: Sequence[Citizen], source: str) -> list[Sealed]:
        """Seal those who are new or changed."""
        blinds = [blind for one in people for blind in self._blinds(one)]
        found = await self.database.reader.fetch(
            lambda connection: list(map(tuple, KNOWN.ask(connection, {"blinds": blinds})))
        )
        there = {blind: (number, sealed) for number, blind, sealed in found}
        rows = (self._row(one, there, source) for one in people)
        return [row for row in rows if row is not None]

    def _row(self, one: Citizen, there: Mapping[str, tuple[str, str]], source: str) -> Sealed | None:
        known = next((there[blind] for blind in self._blinds(one) if blind in there), None)
        if known is None:
            return self.seal(replace(_tidy(one), id=self.ids()), source, None)
        before = self.unseal(*known)
        after = _merged(before, _tidy(one))
        return None if after == before else self.seal(after, source, known[1])

    def seal(self, one: Citizen, source: str, before: str | None) -> Sealed:
        """Write a citizen as a row that follows the sealed document `before`."""
        return Sealed(
            one.id,
            self.keyring.blind(FISCAL_CODE, one.fiscal_code),
            self.keyring.blind(PEC, one.pec) if one.pec else "",
            self.keyring.seal(dump(_document(one)), f"citizen/{one.id}"),
            self.keyring.name,
            source,
            self._blinds(one),
            before,
        )

    def _blinds(self, one: Citizen) -> tuple[str, ...]:
        return self.keyring.blinds(FISCAL_CODE, normal_fiscal_code(one.fiscal_code))

    async def _sole(self, kind: str, text: str) -> Citizen | None:
        blinds = list(self.keyring.blinds(kind, text))
        rows = await self.database.reader.fetch(lambda connection: found_by(connection, kind, blinds))
        return self.unseal(*rows[0]) if len(rows) == 1 else None

    def unseal(self, number: str, sealed: str) -> Citizen:
        """Read a citizen out of a row."""
        return _read(number, self.keyring.open(sealed, f"citizen/{number}"))


def _tidy(one: Citizen) -> Citizen:
    return replace(
        one,
        fiscal_code=normal_fiscal_code(one.fiscal_code),
        name=storable(one.name).strip(),
        surname=storable(one.surname).strip(),
        pec=normal_pec(one.pec),
        phone=storable(one.phone).strip(),
    )


def _merged(before: Citizen, coming: Citizen) -> Citizen:
    given = {name: getattr(coming, name) for name in _PERSONAL if getattr(coming, name)}
    return replace(before, **given)


def _document(one: Citizen) -> dict[str, str]:
    return {name: str(value) for name in _PERSONAL if (value := getattr(one, name))}


def _read(number: str, document: str) -> Citizen:
    values: dict[str, Any] = load(document)
    if born_on := values.get("born_on"):
        values["born_on"] = date.fromisoformat(born_on)
    return Citizen(number, **values)
