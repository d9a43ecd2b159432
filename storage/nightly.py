"""What is done once a night, whatever restarts meanwhile: when it was done last, and what it found then."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from storage.documents import dump, load
from storage.tables import metadata

# `found` is JSON: how many of each kind of trouble.
nightly = sa.Table(
    "nightly",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("done_on", sa.Date, nullable=False),
    sa.Column("found", sa.Text, nullable=False),
)

_LAST = sa.select(nightly.c.done_on, nightly.c.found).where(
    nightly.c.name == sa.bindparam("of", type_=sa.Text())
)


@dataclass(frozen=True, slots=True)
class Night:
    """The day on which a check was done, and how many of each kind of trouble there were then."""

    done_on: date
    found: Mapping[str, int]


def last_night(connection: sa.Connection, name: str) -> Night | None:
    """Read when a check was done last; None if it never was."""
    row = connection.execute(_LAST, {"of": name}).one_or_none()
    return None if row is None else Night(row.done_on, load(row.found))


def keep_night(connection: sa.Connection, name: str, night: Night) -> None:
    """Write down that a check is done, in the transaction that writes what it found."""
    row = insert(nightly).values(name=name, done_on=night.done_on, found=dump(dict(night.found)))
    newer = {"done_on": row.excluded.done_on, "found": row.excluded.found}
    connection.execute(row.on_conflict_do_update(index_elements=["name"], set_=newer))
