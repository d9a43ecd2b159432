"""Certificates that were asked for and cannot be issued yet: they wait for a payment, or for the register."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import Enum
from typing import Any, Final, Protocol

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from bot.message import Inbound
from bot.records import LANE, Record
from storage.access_log import COUNTER, Access, note
from storage.arrivals import arrival
from storage.database import Database
from storage.documents import dump, load
from storage.instants import Instant, to_ms
from storage.prepared import FoundRow, Prepared
from storage.records import write_records
from storage.sealing import Keyring
from storage.tables import metadata
from storage.transaction import Kind, Transaction
from storage.veiled import VEILED_LANE

SERVICE: Final = "get_certificate"  # whose events these are
_BLIND = "certificate-order"
_MOST = 256  # of one round
_FIRST_WAIT, _LONGEST_WAIT = timedelta(minutes=5), timedelta(hours=6)


class OrderState(Enum):
    """Where an order stands."""

    ASKED = "asked"  # a practice: for what the national register was asked, written down before
    UNPAID = "unpaid"
    PAID = "paid"  # the register did not answer when it was to be issued
    HELD = "held"  # the register did not answer when it was asked for
    ISSUED = "issued"
    OFFICE = "office"  # a person goes on with it


@dataclass(frozen=True, slots=True)
class CertificateOrder:
    """What was asked for: `wish` has the answers by the names of their slots, `facts` what was found out.

    `id` is drawn from what was asked for: the same on the same day is the same order, however often a turn
    runs. `citizen` is the opaque id of who asked, or of whom somebody acted for. `wakes` counts how often
    it was taken up again.
    """

    id: str
    citizen: str
    state: OrderState
    made_at: datetime
    wish: Mapping[str, str] = field(repr=False)
    facts: Mapping[str, str] = field(default_factory=dict, repr=False)
    receipt_id: str = ""
    lane: str = field(default=LANE, repr=False)
    wakes: int = 0

    @property
    def agent(self) -> str:
        """Who asked for it on behalf of `citizen`; empty where it was for oneself."""
        return self.facts.get("agent", "")

    def again_at(self, now: datetime) -> datetime:
        """When to ask the register again: later each time, at most after six hours."""
        return now + min(_FIRST_WAIT * int(2 ** min(self.wakes, 10)), _LONGEST_WAIT)


# `sealed` holds the wish and the facts; `wake_at` is when it is to be taken up again by itself.
certificate_order = sa.Table(
    "certificate_order",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("lane", VEILED_LANE, nullable=False),
    sa.Column("citizen", sa.Text, nullable=False, index=True),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("sealed", sa.Text, nullable=False),
    sa.Column("key", sa.Text, nullable=False),
    sa.Column("made_at", Instant, nullable=False),
    sa.Column("wake_at", Instant),
    sa.Column("wakes", sa.Integer, nullable=False, server_default="0"),
)
_wakes = certificate_order.c.wake_at.is_not(None)
sa.Index(
    "ix_certificate_order_wake_at",
    certificate_order.c.wake_at,
    sqlite_where=_wakes,
    postgresql_where=_wakes,
)

_KEPT = ("id", "lane", "citizen", "state", "sealed", "key", "made_at", "wake_at")
_keep = insert(certificate_order).values({name: sa.bindparam(name) for name in _KEPT})
_OPEN = Prepared(_keep.on_conflict_do_nothing(index_elements=["id"]))
_CHANGES = {name: getattr(_keep.excluded, name) for name in ("state", "sealed", "key", "wake_at")}
_KEEP = Prepared(_keep.on_conflict_do_update(index_elements=["id"], set_=_CHANGES))
_BY_ID = sa.select(certificate_order).where(certificate_order.c.id == sa.bindparam("of", type_=sa.Text()))
_OF_CITIZEN = sa.select(certificate_order).where(
    certificate_order.c.citizen == sa.bindparam("of", type_=sa.Text()),
    certificate_order.c.state == OrderState.UNPAID.value,
)
_DUE = (
    sa.select(certificate_order)
    .where(_wakes, certificate_order.c.wake_at <= sa.bindparam("now", type_=Instant()))
    .order_by(certificate_order.c.wake_at)
    .limit(_MOST)
    .with_for_update(skip_locked=True)
)
_WOKEN = (
    sa.update(certificate_order)
    .where(certificate_order.c.id == sa.bindparam("of", type_=sa.Text()))
    .values(wake_at=None, wakes=certificate_order.c.wakes + 1)
)


class CertificateOrders(Protocol):
    """Orders of certificates, as handlers see them."""

    def name(self, citizen: str, lane: str, wish: Mapping[str, str], facts: Mapping[str, str]) -> str:
        """Name an order by what it asks for: nobody can read the one out of the other."""

    def keep(self, order: CertificateOrder, *, wake_at: datetime | None = None) -> Record:
        """Keep an order, or what has become of it, with the turn of its own lane."""

    async def open(self, order: CertificateOrder) -> str:
        """Write an order down at once, unless it is there; its name, under which the register is asked."""

    async def by_id(self, number: str) -> CertificateOrder | None:
        """Find an order; raises Unsealable."""

    async def unpaid(self, citizen: str) -> Sequence[CertificateOrder]:
        """Read what a citizen has not paid; raises Unsealable."""


@dataclass(frozen=True, slots=True)
class SqlCertificateOrders:
    """Implements CertificateOrders; what says anything of a person is sealed before it is written."""

    database: Database
    keyring: Keyring

    def name(self, citizen: str, lane: str, wish: Mapping[str, str], facts: Mapping[str, str]) -> str:
        """As CertificateOrders says."""
        content = dump([citizen, lane, sorted(wish.items()), sorted(facts.items())])
        return self.keyring.blind(_BLIND, content)[:24]

    def keep(self, order: CertificateOrder, *, wake_at: datetime | None = None) -> Record:
        """As CertificateOrders says."""
        return Record(_KEEP, self._row(order) | {"lane": LANE, "wake_at": wake_at and to_ms(wake_at)})

    async def open(self, order: CertificateOrder) -> str:
        """As CertificateOrders says; committed on return."""
        await self.database.writer.submit(OPEN_ORDER, self._row(order))
        return order.id

    def _row(self, order: CertificateOrder) -> dict[str, object]:
        document = {"wish": dict(order.wish), "facts": dict(order.facts), "receipt_id": order.receipt_id}
        return {
            "id": order.id,
            "lane": order.lane,
            "citizen": order.citizen,
            "state": order.state.value,
            "sealed": self.keyring.seal(dump(document), about_order(order.id)),
            "key": self.keyring.name,
            "made_at": to_ms(order.made_at),
            "wake_at": None,
        }

    async def by_id(self, number: str) -> CertificateOrder | None:
        """As CertificateOrders says."""
        found = await self._read(_BY_ID, number)
        return found[0] if found else None

    async def unpaid(self, citizen: str) -> Sequence[CertificateOrder]:
        """As CertificateOrders says."""
        return await self._read(_OF_CITIZEN, citizen)

    async def _read(self, query: sa.Select[Any], of: str) -> list[CertificateOrder]:
        rows = await self.database.reader.fetch(
            lambda connection: connection.execute(query, {"of": of}).all()
        )
        return [self._order(row) for row in rows]

    def _order(self, row: FoundRow) -> CertificateOrder:
        document = load(self.keyring.open(row.sealed, about_order(row.id)))
        kept = CertificateOrder(row.id, row.citizen, OrderState(row.state), row.made_at, document["wish"])
        return replace(
            kept,
            facts=document["facts"],
            receipt_id=document["receipt_id"],
            lane=row.lane,
            wakes=row.wakes,
        )


def about_order(number: str) -> str:
    """Name the place for which an order is sealed."""
    return f"certificate-order/{number}"


def _open_all(transaction: Transaction, rows: Sequence[Mapping[str, object]]) -> list[None]:
    for row in rows:
        if _OPEN.one(transaction.connection, row) == 1:
            note(transaction, [Access(str(row["citizen"]), COUNTER, "register-asked", str(row["id"]))])
    return [None] * len(rows)


def _wake_all(transaction: Transaction, correlations: Sequence[str]) -> list[int]:
    return [_round(transaction, correlation) for correlation in correlations]


def _round(transaction: Transaction, correlation: str) -> int:
    rows = transaction.connection.execute(_DUE, {"now": transaction.now}).all()
    if rows:
        transaction.connection.execute(_WOKEN, [{"of": row.id} for row in rows])
        events = (arrival(_event(row, transaction.now), correlation, transaction.now) for row in rows)
        write_records(transaction.connection, events)
    return len(rows)


def _event(row: FoundRow, now: datetime) -> Inbound:
    channel, _, sender = row.lane.partition(":")
    return Inbound(
        channel=channel,
        external_id=f"certificate-order/{row.id}/{row.wakes}/{to_ms(row.wake_at)}",
        sender=sender,
        text="",
        received_at=now,
        event=f"{SERVICE}.retry",
        payload={"reference": row.id},
    )


# Writes the row of an order, unless it is there, and notes for whom the register is about to be asked.
OPEN_ORDER: Kind[Mapping[str, object], None] = Kind("open-order", _open_all)
# Takes up again what waits for the register; how many. Takes a correlation id.
WAKE_ORDERS: Kind[str, int] = Kind("certificate-orders", _wake_all)
