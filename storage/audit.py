"""What was done at the desk: only added to until its time is over, for auditors to read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa

from bot.records import Record
from storage.access_log import Access, note
from storage.database import Database
from storage.documents import storable
from storage.instants import Instant, to_ms
from storage.prepared import Prepared
from storage.staff_rows import Officer
from storage.tables import RowId, metadata
from storage.transaction import Kind, Transaction
from storage.veiled import Veiled

NOBODY: Final = ""  # who: a try of nobody that we know


@dataclass(frozen=True, slots=True)
class Deed:
    """Something done, or looked at, at the desk.

    `who` is the name of somebody of the staff, `act` a word ("request-accepted", "plate-checked"), `about`
    what it was done to, by a reference that names no person; `detail` may be personal, and is kept sealed.
    """

    who: str
    act: str
    about: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Audited:
    """A deed as it stands in the log."""

    id: int
    at: datetime
    who: str
    act: str
    about: str
    detail: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which deeds are looked for, empty for all; `before` is the number of the last that was shown."""

    who: str = ""
    act: str = ""
    about: str = ""
    since: datetime | None = None
    until: datetime | None = None
    before: int = 0


audit = sa.Table(
    "audit",
    metadata,
    sa.Column("id", RowId, primary_key=True),
    sa.Column("at", Instant, nullable=False),
    sa.Column("who", sa.Text, nullable=False),
    sa.Column("act", sa.Text, nullable=False),
    sa.Column("about", sa.Text, nullable=False),
    sa.Column("detail", Veiled("audit.detail"), nullable=False),
    sa.Index("ix_audit_who", "who", "id"),
    sa.Index("ix_audit_about", "about", "id"),
)

SAYING: Final = "the audit is only ever added to"
# What is older than the keeping of time limits has let go (storage/retention_rows.py) may leave it; its
# sealed column is written anew with another key (storage/veiling.py), and nothing else ever is.
_KEPT = "OLD.at >= COALESCE((SELECT before FROM retention_run WHERE kind = 'audit'), 0)"
_ON_SQLITE = (
    (
        "CREATE TRIGGER audit_stays_update BEFORE UPDATE OF id, at, who, act, about ON audit"
        f" BEGIN SELECT RAISE(ABORT, '{SAYING}'); END"
    ),
    (
        f"CREATE TRIGGER audit_stays_delete BEFORE DELETE ON audit WHEN {_KEPT}"
        f" BEGIN SELECT RAISE(ABORT, '{SAYING}'); END"
    ),
)
_ON_POSTGRESQL = (
    (
        "CREATE OR REPLACE FUNCTION audit_stays() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        " IF TG_OP = 'UPDATE' AND (OLD.id, OLD.at, OLD.who, OLD.act, OLD.about)"
        " IS NOT DISTINCT FROM (NEW.id, NEW.at, NEW.who, NEW.act, NEW.about) THEN RETURN NEW; END IF;"
        f" IF TG_OP = 'UPDATE' OR {_KEPT} THEN RAISE EXCEPTION '{SAYING}'; END IF; RETURN OLD; END $$"
    ),
    (
        "CREATE TRIGGER audit_stays BEFORE UPDATE OR DELETE ON audit"
        " FOR EACH ROW EXECUTE FUNCTION audit_stays()"
    ),
)
for _dialect, _statements in (("sqlite", _ON_SQLITE), ("postgresql", _ON_POSTGRESQL)):
    for _statement in _statements:
        _ddl = sa.DDL(_statement)  # type: ignore[no-untyped-call] # theirs
        sa.event.listen(audit, "after_create", _ddl.execute_if(dialect=_dialect))

_NOTE = Prepared(
    sa.insert(audit).values({name: sa.bindparam(name) for name in ("at", "who", "act", "about", "detail")})
)


def noted_deed(deed: Deed, at: datetime) -> Record:
    """Note a deed within a turn: of what staff do in chat."""
    return Record(_NOTE, _row(deed, to_ms(at)))


def note_deeds(transaction: Transaction, deeds: Sequence[Deed]) -> None:
    """Note deeds within the transaction that does them."""
    _NOTE.many(transaction.connection, [_row(each, to_ms(transaction.now)) for each in deeds])


def _row(deed: Deed, at: int) -> dict[str, object]:
    told = {name: storable(getattr(deed, name)) for name in ("who", "act", "about", "detail")}
    return {"at": at, **told}


def _note_all(transaction: Transaction, deeds: Sequence[Deed]) -> list[None]:
    note_deeds(transaction, deeds)
    return [None] * len(deeds)


def _look_all(transaction: Transaction, looks: Sequence[tuple[Deed, str]]) -> list[None]:
    note_deeds(transaction, [deed for deed, _ in looks])
    note(transaction, [Access(citizen, deed.who, deed.act, "desk") for deed, citizen in looks if citizen])
    return [None] * len(looks)


# Notes a deed: to be committed before what was asked for is shown.
NOTE_DEED: Kind[Deed, None] = Kind("deed", _note_all)
# (deed, citizen): the same, where the citizen reads it too: in their own access log, without the detail.
NOTE_LOOK: Kind[tuple[Deed, str], None] = Kind("look", _look_all)


@dataclass(frozen=True, slots=True)
class SqlAudit:
    """The audit as pages write and read it."""

    database: Database

    async def note(self, officer: Officer, act: str, about: str = "", detail: str = "") -> None:
        """Note what somebody did; committed on return."""
        await self.database.writer.submit(NOTE_DEED, Deed(officer.name, act, about, detail))

    async def looked(self, officer: Officer, act: str, about: str, citizen: str) -> None:
        """Note that somebody looked at what is a citizen's, who may read it; committed on return."""
        await self.database.writer.submit(NOTE_LOOK, (Deed(officer.name, act, about), citizen))

    async def of(self, wanted: Wanted, limit: int = 50) -> Sequence[Audited]:
        """Read deeds, the latest first."""
        query = _query(wanted).limit(limit)
        return await self.database.reader.fetch(
            lambda connection: [Audited(*row) for row in connection.execute(query)]
        )


def _query(wanted: Wanted) -> sa.Select[Any]:
    column = audit.c
    query: sa.Select[Any] = sa.select(
        column.id, column.at, column.who, column.act, column.about, column.detail
    ).order_by(column.id.desc())
    for name in ("who", "act", "about"):
        if value := getattr(wanted, name):
            query = query.where(column[name] == storable(value))
    if wanted.since is not None:
        query = query.where(column.at >= wanted.since)
    if wanted.until is not None:
        query = query.where(column.at < wanted.until)
    return query.where(column.id < wanted.before) if wanted.before else query
