"""Takes the words away that citizens have had erased, as soon as nothing needs them any more."""

from collections.abc import Sequence
from typing import Any, Final

import sqlalchemy as sa

from storage.instants import Instant
from storage.retention_rows import add_to_run, begin_run, erasure
from storage.retention_words import (
    DEALT_WITH,
    HAS_WORDS,
    MOST,
    PART_HAS_WORDS,
    PART_OVER,
    bare,
    bare_parts,
    some,
)
from storage.tables import inbox, outbox
from storage.transaction import Kind, Transaction
from storage.veiled import VEILED_LANE

ERASED: Final = "erased"  # at once

_lane = sa.bindparam("of_lane", type_=VEILED_LANE)
_since, _until = sa.bindparam("since", type_=Instant()), sa.bindparam("until", type_=Instant())
_asked = sa.and_(inbox.c.lane == _lane, inbox.c.received_at >= _since, inbox.c.received_at <= _until)
_asked_parts = sa.and_(
    outbox.c.channel == sa.bindparam("of_channel", type_=sa.Text()),
    outbox.c.address == sa.bindparam("of_address"),
    outbox.c.created_at >= _since,
    outbox.c.created_at <= _until,
)
_ERASE = (
    bare(some(inbox, DEALT_WITH, HAS_WORDS, _asked)),
    bare_parts(some(outbox, PART_OVER, PART_HAS_WORDS, _asked_parts)),
)
# What is kept for an open request now goes once that is answered.
_UNDONE = sa.select(erasure).where(erasure.c.done_at.is_(None)).order_by(erasure.c.until).limit(MOST)
_LEFT = sa.select(sa.exists().where(_asked, HAS_WORDS) | sa.exists().where(_asked_parts, PART_HAS_WORDS))
_ERASED_NOW = (
    sa.update(erasure)
    .where(
        erasure.c.citizen == sa.bindparam("of_citizen"),
        erasure.c.lane == _lane,
        erasure.c.until == sa.bindparam("of_until", type_=Instant()),
    )
    .values(done_at=sa.bindparam("now", type_=Instant()))
)


def _erase_all(transaction: Transaction, limits: Sequence[int]) -> list[int]:
    return [_erase_some(transaction, most) for most in limits]


def _erase_some(transaction: Transaction, most: int) -> int:
    begin_run(transaction.connection, ERASED, transaction.now, transaction.now)
    rows = transaction.connection.execute(_UNDONE, {"most": most}).all()
    removed = sum(_erase_one(transaction, row, most) for row in rows)
    add_to_run(transaction.connection, ERASED, removed, transaction.now)
    return removed


def _erase_one(transaction: Transaction, row: Any, most: int) -> int:
    channel, _, address = row.lane.partition(":")
    where = {
        "of_lane": row.lane,
        "of_channel": channel,
        "of_address": address,
        "since": row.since,
        "until": row.until,
    }
    execute = transaction.connection.execute
    removed = sum(execute(each, {**where, "most": most}).rowcount for each in _ERASE)
    if not removed and not execute(_LEFT, where).scalar():
        done = {"of_citizen": row.citizen, "of_lane": row.lane, "of_until": row.until, "now": transaction.now}
        execute(_ERASED_NOW, done)
    return removed


# Takes the words away that citizens have had erased; how many rows. Takes how many at most of each.
ERASE_WORDS: Kind[int, int] = Kind("erase-words", _erase_all)


def waiting_to_be_erased(connection: sa.Connection) -> bool:
    """Tell whether any citizen waits for their words to go."""
    return connection.execute(_UNDONE, {"most": 1}).first() is not None
