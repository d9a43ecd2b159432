"""A request that is opened while something is still to come from who asks, or that another office decides."""

from datetime import date
from typing import Final

import sqlalchemy as sa

from bot.records import Record
from bot.values.reference import Reference
from storage.prepared import Prepared
from storage.request_rows import Stage, is_open, request
from storage.tables import word

_of = sa.bindparam("of", type_=sa.Text())
_ASKED: Final = word(Stage.ASKED.value)
_AWAIT = Prepared(
    sa.update(request)
    .where(request.c.reference == _of, is_open)
    .values(stage=_ASKED, asked_on=sa.bindparam("today"), asked_until=sa.bindparam("until"))
)
_OFFICE = Prepared(
    sa.update(request).where(request.c.reference == _of, is_open).values(office=sa.bindparam("to_office"))
)


def await_documents(reference: Reference, today: date, until: date) -> Record:
    """Let a request that the same turn opens wait for documents until a day: what comes is for it."""
    return Record(_AWAIT, {"of": str(reference), "today": today.isoformat(), "until": until.isoformat()})


def decided_by(reference: Reference, office: str) -> Record:
    """Give a request that the same turn opens to an office."""
    return Record(_OFFICE, {"of": str(reference), "to_office": office})
