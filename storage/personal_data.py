"""Everything that is held about a citizen, for them to read and to take away (GDPR art. 15 and 20)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from typing import Any, Final

import sqlalchemy as sa

from storage.access_log import CITIZEN, COUNTER
from storage.certificate_rows import SUBJECT
from storage.citizens import Citizen, SqlCitizens
from storage.contacts import contact
from storage.credential_rows import credential
from storage.database import Database
from storage.documents import load
from storage.notices import notice, watcher
from storage.personal_sheets import SHEETS
from storage.residents import SqlResidents
from storage.theirs import BEFORE_BINDING
from storage.whose import Sheet, Whose, Window

MOST: Final = 5000  # rows of one table, the newest: beyond it staff write the rest out
STAFF, DELEGATE = "staff", "delegate"  # who looked, beside CITIZEN and COUNTER
_SIGN = 6  # letters that tell one of the staff from another
Row = Mapping[str, object]
Sheets = Mapping[str, Sequence[Row]]


_DOCUMENTS = frozenset({"body", "details", "file", "session"})  # columns of JSON


@dataclass(frozen=True, slots=True)
class SqlPersonalData:
    """Reads what is held about somebody."""

    database: Database
    citizens: SqlCitizens

    async def of(self, number: str, lane: str = "") -> Sheets:
        """Read everything, by the name of the table, the newest first; also of `lane`, if that is theirs.

        A certified mailbox is its owner's for each message, without a contact. Raises LookupError for
        nobody we know, Unsealable where a key is lacking.
        """
        one = await self.citizens.by_id(number)
        if one is None:
            raise LookupError("nobody is known under this number")
        fetch = self.database.reader.fetch
        windows = await self.windows(one, lane)
        blinds = self.citizens.keyring.blinds(SUBJECT, one.fiscal_code) if one.fiscal_code else ()
        whose = await fetch(lambda connection: _asked(connection, Whose(one, windows, blinds=blinds)))
        sheets: dict[str, Sequence[Row]] = {}
        for sheet in SHEETS:
            sheets[sheet.table.name] = await fetch(partial(_rows, sheet=sheet, whose=whose))
        sheets["citizen"] = [{**_person(one), **row} for row in sheets["citizen"]]
        sheets["credential"] = [
            {"username": await self._username(number), **row} for row in sheets["credential"]
        ]
        sheets["request"] = [self._unsealed(row) for row in sheets["request"]]
        sheets["mandate"] = [self._sided(row, number) for row in sheets["mandate"]]
        sheets["resident"] = await self._resident(one)
        sheets["access_log"] = [{**row, "who": self.sign(str(row["who"]))} for row in sheets["access_log"]]
        return sheets

    def sign(self, who: str) -> str:
        """Stand for who looked: staff by a sign that nobody can guess a name from, and that stays the same.

        It changes with the key. A citizen with a mandate is not named either.
        """
        if who in {CITIZEN, COUNTER}:
            return who
        if who.startswith(f"{CITIZEN} "):
            return DELEGATE
        return f"{STAFF} {self.citizens.keyring.blind('operator', who)[:_SIGN]}"

    async def windows(self, one: Citizen, lane: str = "") -> Sequence[Window]:
        """Tell which conversations are or were somebody's, and when."""
        now = self.database.clock()
        query = sa.select(contact).where(contact.c.citizen == one.id)
        found = await self.database.reader.fetch(
            lambda connection: [
                Window(
                    row.lane,
                    row.theirs_since or row.bound_at - BEFORE_BINDING,
                    min(row.revoked_at or row.expires_at, now),
                )
                for row in connection.execute(query)
            ]
        )
        if lane == f"pec:{one.pec}" and all(each.lane != lane for each in found):
            found.append(Window(lane, datetime.fromtimestamp(0, now.tzinfo), now))
        return found

    def _sided(self, row: Row, number: str) -> Row:
        """Say of a mandate whether they gave it or have it, and who made it; the other is not named."""
        others = {name: self.sign(str(row[name])) if row[name] else "" for name in ("made_by", "revoked_by")}
        given = row["principal"] == number
        kept = {name: value for name, value in row.items() if name != "principal"}
        return {"side": "given" if given else "taken", **kept, **others}

    async def _resident(self, one: Citizen) -> Sequence[Row]:
        """Read their own record in the copy of the register of residents."""
        if not one.fiscal_code:
            return []
        residents = SqlResidents(self.database, self.citizens.keyring, self.citizens.ids)
        entry = await residents.by_fiscal_code(one.fiscal_code)
        return [] if entry is None else [load(entry.document)]

    async def _username(self, number: str) -> str:
        query = sa.select(credential.c.username).where(credential.c.citizen == number)
        sealed = await self.database.reader.fetch(lambda connection: connection.scalar(query))
        return self.citizens.keyring.open(sealed, f"username/{number}") if sealed else ""

    def _unsealed(self, row: Row) -> Row:
        details = row["details"]
        if not isinstance(details, dict) or "applicant" not in details:
            return row
        opened = load(self.citizens.keyring.open(details["applicant"], f"request/{row['reference']}"))
        return {**row, "details": {**details, "applicant": opened}}


def _asked(connection: sa.Connection, whose: Whose) -> Whose:
    """Find the notices that were asked for in their conversations, while those were theirs."""
    navs: dict[str, str] = {}
    for each in whose.windows:
        query = (
            sa.select(notice.c.nav, notice.c.reference)
            .join(
                watcher,
                sa.and_(watcher.c.service == notice.c.service, watcher.c.reference == notice.c.reference),
            )
            .where(watcher.c.lane == each.lane, notice.c.made_at.between(each.since, each.until))
        )
        navs |= {row.nav: row.reference for row in connection.execute(query)}
    return replace(whose, navs=sorted(navs), references=sorted(set(navs.values())))


def _rows(connection: sa.Connection, sheet: Sheet, whose: Whose) -> list[Row]:
    columns = [sheet.table.c[name] for name in sheet.columns]
    key = next(iter(sheet.table.primary_key.columns))
    query = sa.select(*columns).where(sheet.theirs(whose)).order_by(key.desc()).limit(MOST)
    return [dict(_values(sheet.columns, row)) for row in connection.execute(query)]


def _values(names: Sequence[str], row: Sequence[Any]) -> Iterator[tuple[str, object]]:
    for name, value in zip(names, row, strict=True):
        if name in _DOCUMENTS:
            yield name, load(value)
        else:
            yield name, value.isoformat() if isinstance(value, date) else value


def _person(one: Citizen) -> Row:
    names = ("fiscal_code", "name", "surname", "pec", "phone")
    born = one.born_on.isoformat() if one.born_on else ""
    return {**{name: getattr(one, name) for name in names}, "born_on": born}
