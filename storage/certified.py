"""Certified messages: accepted and entered in the register in one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import sqlalchemy as sa

from bot.message import Entry, Inbound, Part
from storage.aside import PUT, told
from storage.blobs import KEEP
from storage.database import Database
from storage.departures import depart
from storage.documents import storable
from storage.inbox_rows import carried, inbound_row
from storage.instants import to_ms
from storage.prepared import Prepared, Row
from storage.register_chain import hold
from storage.register_entries import enter
from storage.register_records import Registration
from storage.tables import inbox
from storage.transaction import Kind, Transaction

_WRITE_BODY = Prepared(
    sa.update(inbox)
    .where(inbox.c.id == sa.bindparam("message", type_=sa.BigInteger()))
    .values(body=sa.bindparam("body"))
)


@dataclass(frozen=True, slots=True)
class Setting:
    """Why a message is entered and heard by no conversation, as storage.aside.Aside has it."""

    reason: str
    detail: str = ""
    parked: bool = True
    parts: Sequence[Part] = ()


@dataclass(frozen=True, slots=True)
class Certified:
    """A message with what the register enters of it; with `aside` None it waits to be answered."""

    inbound: Inbound
    correlation: str
    registration: Registration
    aside: Setting | None = None


class SqlCertified:
    """The door for messages that get a number: kept and numbered, or neither."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def keep(self, certified: Certified) -> Entry | None:
        """Keep a message under a number, which its Inbound then carries; committed on return.

        None if (channel, external id) is known, whichever way the first one went: nothing is written. The
        term for the answer runs from the day of `received_at`, unless `registration.arrived` says otherwise.
        """
        return await self._database.writer.submit(_KEEP_CERTIFIED, certified)


def _keep_all(transaction: Transaction, messages: Sequence[Certified]) -> list[Entry | None]:
    hashes = [[file.sha256 for file in carried(each.inbound)] for each in messages]
    new = _put(transaction, messages, hashes)
    if not new:
        return [None] * len(messages)
    entries = enter(hold(transaction), [_dated(messages[place], transaction) for place in new])
    numbered = dict(zip(new, entries, strict=True))
    bodies, contents, parts = list[Row](), list[Row](), list[tuple[int, Part]]()
    for place, entry in numbered.items():
        one = messages[place]
        inbound = replace(one.inbound, entry=entry)
        bodies.append({"message": new[place], "body": inbound_row(inbound, hashes[place], "")["body"]})
        kept = zip(hashes[place], carried(inbound), strict=True)
        contents += [{"sha256": sha256, "content": file.content} for sha256, file in kept]
        parts += told(new[place], one.aside.parts) if one.aside else []
    _WRITE_BODY.many(transaction.connection, bodies)
    KEEP.many(transaction.connection, contents)
    depart(transaction.connection, parts, to_ms(transaction.now))
    return [numbered.get(place) for place in range(len(messages))]


def _put(
    transaction: Transaction, messages: Sequence[Certified], hashes: Sequence[Sequence[str]]
) -> dict[int, int]:
    """Put all into the inbox at once: the places of the new ones, and the number of each.

    Of a message that is twice among them the first is new. This comes before the register is held: whoever
    waits here for another's message does not hold up everybody's numbers.
    """
    rows = [
        {**inbound_row(each.inbound, its, each.correlation), **_status(each.aside, to_ms(transaction.now))}
        for each, its in zip(messages, hashes, strict=True)
    ]
    put = PUT.insert(transaction.connection, rows)
    numbers = {(channel, external_id): number for number, channel, external_id in put}
    places = {}
    for place, row in enumerate(rows):
        if (number := numbers.pop((row["channel"], row["external_id"]), None)) is not None:
            places[place] = number
    return places


def _status(aside: Setting | None, now: int) -> dict[str, object]:
    if aside is None:
        return {"accepted_at": now, "status": "waiting", "reason": "", "detail": "", "done_at": None}
    return {
        "accepted_at": now,
        "status": "parked" if aside.parked else "done",
        "reason": aside.reason,
        "detail": storable(aside.detail),
        "done_at": now,
    }


def _dated(certified: Certified, transaction: Transaction) -> Registration:
    """Let the term run from the day of arrival, which is no later than today."""
    if certified.registration.arrived is not None:
        return certified.registration
    arrived = min(certified.inbound.received_at, transaction.now).astimezone(transaction.now.tzinfo)
    return replace(certified.registration, arrived=arrived.date())


_KEEP_CERTIFIED = Kind("certified", _keep_all)
