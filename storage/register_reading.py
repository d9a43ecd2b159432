"""How the register is looked up, entry by entry and day by day: all of it is read from its events."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Any

import sqlalchemy as sa

from bot.message import Entry
from storage.instants import Instant
from storage.register_chain import START
from storage.register_entries import ENTRY, SEALED
from storage.register_records import Annulment, Day, Direction, Filed, Seal
from storage.register_tables import register_event

_ONE = (
    sa.select(register_event.c.document)
    .where(
        register_event.c.year == sa.bindparam("in_year"),
        register_event.c.number == sa.bindparam("its_number"),
    )
    .order_by(register_event.c.sequence)
)
_begins: sa.BindParameter[datetime] = sa.bindparam("begins", type_=Instant)
_ends: sa.BindParameter[datetime] = sa.bindparam("ends", type_=Instant)
_DAY = (
    sa.select(register_event.c.document, register_event.c.hash)
    .where(register_event.c.at >= _begins, register_event.c.at < _ends)
    .order_by(register_event.c.sequence)
)
_BEFORE = (
    sa.select(register_event.c.hash)
    .where(register_event.c.at < _begins)
    .order_by(register_event.c.sequence.desc())
    .limit(1)
)


@dataclass(slots=True)
class _Told:
    """What a run of events comes to."""

    zone: tzinfo
    entries: dict[str, Filed] = field(default_factory=dict)
    annulments: list[Annulment] = field(default_factory=list)
    seals: list[Seal] = field(default_factory=list)

    def hear(self, document: dict[str, Any]) -> None:
        """Take one event in."""
        entry = _entry(document, self.zone)
        if document["what"] == ENTRY:
            self.entries[entry.text] = _filed(document, entry)
        elif document["what"] == SEALED:
            self._seal(Seal(entry.text, entry.at, document["message_sha256"]))
        else:
            self._annul(Annulment(entry.text, entry.at, document["reason"], document["by"]))

    def _seal(self, seal: Seal) -> None:
        if (filed := self.entries.get(seal.entry)) is not None:
            self.entries[seal.entry] = replace(filed, message_sha256=seal.sha256)
        else:
            self.seals.append(seal)

    def _annul(self, annulment: Annulment) -> None:
        self.annulments.append(annulment)
        if (filed := self.entries.get(annulment.entry)) is not None:
            self.entries[annulment.entry] = replace(filed, annulment=annulment)


def find_entry(connection: sa.Connection, year: int, number: int, zone: tzinfo) -> Filed | None:
    """Look an entry up, with what was added to it; None if there is none."""
    documents = connection.scalars(_ONE, {"in_year": year, "its_number": number})
    return next(iter(_tell(documents, zone).entries.values()), None)


def find_day(connection: sa.Connection, on: date, zone: tzinfo) -> Day:
    """Read what happened from midnight to midnight on the clocks of a zone."""
    begins, ends = (datetime.combine(day, time.min, zone) for day in (on, on + timedelta(days=1)))
    rows: Sequence[Any] = connection.execute(_DAY, {"begins": begins, "ends": ends}).all()
    told = _tell((row.document for row in rows), zone)
    before = connection.scalar(_BEFORE, {"begins": begins}) or START
    return Day(
        on=on,
        entries=tuple(told.entries.values()),
        annulments=tuple(told.annulments),
        seals=tuple(told.seals),
        events=len(rows),
        before=before,
        last=rows[-1].hash if rows else before,
    )


def _tell(documents: Iterable[str], zone: tzinfo) -> _Told:
    told = _Told(zone)
    for document in documents:
        told.hear(json.loads(document))
    return told


def _entry(document: dict[str, Any], zone: tzinfo) -> Entry:
    """Read where an event stands; the day by which to answer is that of an entry alone."""
    at = datetime.fromisoformat(document["at"]).astimezone(zone)
    answer_by = date.fromisoformat(document["answer_by"]) if "answer_by" in document else at.date()
    return Entry(document["year"], document["number"], at, answer_by)


def _filed(document: dict[str, Any], entry: Entry) -> Filed:
    return Filed(
        entry=entry,
        direction=Direction(document["direction"]),
        sender=document["sender"],
        recipients=tuple(document["recipients"]),
        subject=document["subject"],
        reference=document["reference"],
        theirs=document["theirs"],
        answers=document["answers"],
        message_sha256=document["message_sha256"],
        enclosed=tuple((name, sha256) for name, sha256 in document["enclosed"]),
    )
