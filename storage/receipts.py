"""Receipts (ricevute) of a network that proves: each kept as it came, and folded into its part."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from enum import Enum
from typing import NamedTuple

import sqlalchemy as sa

from bot.channel import Delivery, Receipt
from storage import blobs
from storage import receipt_statements as statements
from storage.alarms import Trouble, Troubled, alarm
from storage.database import Database
from storage.documents import storable
from storage.folding import fold, moves
from storage.instants import from_ms, to_ms
from storage.prepared import FoundRow, RawRow
from storage.transaction import Kind, Transaction

# Our own record of a sending comes within so long after a receipt of it; later, it is a stranger's.
_LATEST = timedelta(days=7)
_BAD = frozenset({Delivery.EXPIRED, Delivery.FAILED})


@dataclass(frozen=True, slots=True)
class PostalReceipt:
    """A receipt as its channel has read it.

    `external_id` is the receipt's own identity: a second copy is known by it. Of a receipt that is not
    verified let it be made from its bytes, lest a fake take the place of a true one. `kind` is the
    norm's word, `reference` the id that the network knows the message by, `about` the recipient of whom
    it speaks (empty: of them all), `at` when its issuer says. `state` None moves nothing. `code` is the
    network's reason for a failure, or "external" of an acceptance after which none comes. `key` is that
    of our part, if it can be read from the reference.
    """

    channel: str
    external_id: str
    kind: str
    reference: str
    about: str
    at: datetime
    state: Delivery | None
    code: str
    raw: bytes = field(repr=False)
    verdict: str
    key: str = ""


class Fate(Enum):
    """What became of a receipt; all but a repeat are kept."""

    MATCHED = "matched"
    UNMATCHED = "unmatched"  # it speaks of nothing that we have sent
    REPEATED = "repeated"  # it was here before, and its part is known


@dataclass(frozen=True, slots=True)
class Kept:
    """A receipt as it is kept; `key` is that of its part, empty for none. `raw` is only in `of_part`."""

    channel: str
    external_id: str
    kind: str
    reference: str
    about: str
    at: datetime
    arrived_at: datetime
    state: Delivery | None
    code: str
    verdict: str
    key: str
    sha256: str
    raw: bytes = field(default=b"", repr=False)


class _Part(NamedTuple):
    """A part of which a receipt speaks."""

    key: str
    address: str
    status: str


class SqlReceipts:
    """The receipts, on SQLite and on PostgreSQL; none is ever deleted."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def keep(self, receipt: PostalReceipt) -> Fate:
        """Keep a receipt and fold it into its part, both or neither. Committed on return.

        It speaks of the part that the network knows by `reference`, or else of that of `key` while the
        network's id is not known; and only if `about` is its recipient. A part that expires or fails by
        it is set aside for staff (storage.alarms).
        """
        return await self._database.writer.submit(_KEEP_RECEIPT, receipt)

    async def of_part(self, key: str) -> Sequence[Kept]:
        """Read what proves a part, in the order of arrival, each with its bytes."""

        def read(connection: sa.Connection) -> list[Kept]:
            rows = connection.execute(statements.OF_PART, {"by_key": key}).all()
            contents = blobs.find(connection, (row.sha256 for row in rows))
            return [replace(_read(row), raw=contents[row.sha256]) for row in rows]

        return await self._database.reader.fetch(read)

    async def unmatched(self, channel: str, limit: int = 100) -> Sequence[Kept]:
        """Read the receipts of a channel that speak of nothing of ours, the latest first."""
        asked = {"on_channel": channel, "most": limit}
        return await self._database.reader.fetch(
            lambda connection: [_read(row) for row in connection.execute(statements.UNMATCHED, asked)]
        )

    async def count_unmatched(self) -> Mapping[str, int]:
        """Count them all, by channel."""
        return await self._database.reader.fetch(
            lambda connection: {row[0]: row[1] for row in connection.execute(statements.COUNT_UNMATCHED)}
        )


def match_late(connection: sa.Connection, channel: str, now: int) -> int:
    """Fold the receipts that came before our own record of the sending; how many. `now` in milliseconds."""
    since = now - _LATEST // timedelta(milliseconds=1)
    late = statements.LATE.ask(connection, {"on_channel": channel, "since": since})
    return sum(_match(connection, channel, row, now) for row in late)


def _match(connection: sa.Connection, channel: str, row: RawRow, now: int) -> bool:
    external_id, reference, about, state, code, at = row
    part = _part_of(connection, channel, reference, "", about)
    if part is None:
        return False
    named = {"on_channel": channel, "external_id": external_id, "by_key": part.key}
    if not statements.ATTACH.one(connection, named):  # another process was faster
        return False
    if state:
        said = Receipt(channel, Delivery(state), from_ms(at, UTC), part.key, reference, code)
        _fold(connection, part, said, now)
    return True


def _keep_all(transaction: Transaction, receipts: Sequence[PostalReceipt]) -> list[Fate]:
    return [_keep_one(transaction.connection, receipt, to_ms(transaction.now)) for receipt in receipts]


def _keep_one(connection: sa.Connection, receipt: PostalReceipt, now: int) -> Fate:
    channel, reference = receipt.channel, storable(receipt.reference.strip())
    part = _part_of(connection, channel, reference, storable(receipt.key), receipt.about)
    row = {**_row(receipt, now), "part_key": None if part is None else part.key}
    if not statements.KEEP_RECEIPT.insert(connection, [row]):
        ((known,),) = statements.PART_KEY.ask(connection, row)
        return Fate.REPEATED if known else Fate.UNMATCHED  # whoever died before showing it is told once more
    blobs.KEEP.one(connection, {"sha256": row["sha256"], "content": receipt.raw})
    if part is None:
        return Fate.UNMATCHED
    if receipt.state is not None:
        said = Receipt(channel, receipt.state, receipt.at, part.key, reference, receipt.code)
        _fold(connection, part, said, now)
    return Fate.MATCHED


def _part_of(connection: sa.Connection, channel: str, reference: str, key: str, about: str) -> _Part | None:
    asked = {"on_channel": channel, "reference": reference, "by_key": key}
    found = statements.PART_BY_REFERENCE.ask(connection, asked) if reference else ()
    if not found and key:
        found = statements.PART_BY_KEY.ask(connection, asked)
    parts = (_Part(*row) for row in found)
    # Providers change the case of what they certify.
    return next((part for part in parts if not about or part.address.casefold() == about.casefold()), None)


def _fold(connection: sa.Connection, part: _Part, said: Receipt, now: int) -> None:
    if said.state is Delivery.WARNED and _is_warned_again(connection, part.key):
        said = replace(said, state=Delivery.EXPIRED)
    fold(connection, said, now)
    if said.state in _BAD and moves(part.status, said.state):
        troubled = Troubled(said.channel, part.key, part.address, said.state.value, said.code)
        alarm(connection, troubled, Trouble.FAILED, now)


def _is_warned_again(connection: sa.Connection, key: str) -> bool:
    ((warnings,),) = statements.WARNINGS.ask(connection, {"by_key": key})
    return bool(warnings > 1)


def _row(receipt: PostalReceipt, now: int) -> dict[str, object]:
    return {
        "channel": receipt.channel,
        "external_id": storable(receipt.external_id),
        "kind": storable(receipt.kind),
        "reference": storable(receipt.reference.strip()),
        "about": storable(receipt.about),
        "at": to_ms(receipt.at),
        "arrived_at": now,
        "state": "" if receipt.state is None else receipt.state.value,
        "code": storable(receipt.code),
        "verdict": receipt.verdict,
        "sha256": hashlib.sha256(receipt.raw).hexdigest(),
    }


def _read(row: FoundRow) -> Kept:
    return Kept(
        channel=row.channel,
        external_id=row.external_id,
        kind=row.kind,
        reference=row.reference,
        about=row.about,
        at=row.at,
        arrived_at=row.arrived_at,
        state=Delivery(row.state) if row.state else None,
        code=row.code,
        verdict=row.verdict,
        key=row.part_key or "",
        sha256=row.sha256,
    )


_KEEP_RECEIPT = Kind("receipt", _keep_all)
