"""A payment intermediary that moves no money: notices in our own database, paid on our own page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

import sqlalchemy as sa

from bot.clock import Ids
from bot.message import Inbound
from platforms.payments import Notice
from storage.arrivals import arrival
from storage.database import Database
from storage.fines import settle_fine
from storage.notice_opening import OPEN_NOTICE, Wanted
from storage.notices import (
    NoticeStatus,
    PaymentNotice,
    annul_notices,
    close_notice,
    find_notice,
    hold_notices,
    take_untold,
)
from storage.records import write_records
from storage.transaction import Kind, Transaction

PAID_EVENT = "pay_fine.paid"


class Settlement(Enum):
    """What became of an attempt to pay."""

    PAID = "paid"
    ALREADY = "already"  # it had been paid before: nothing was taken
    ANNULLED = "annulled"  # another notice was paid, or nothing is owed any more
    EXPIRED = "expired"  # its last day is over: whoever asks again gets the amount of now
    UNKNOWN = "unknown"  # no such link


@dataclass(frozen=True, slots=True)
class _Tap:
    """Somebody taps `pay`."""

    token: str
    segregation: int
    receipt_id: str
    correlation: str
    now: datetime


class SandboxPayments:
    """Implements platforms.payments.Payments, and what its pay page needs.

    `address` is the public address of the counter, `segregation` the code of this intermediary (0–99).
    """

    def __init__(self, database: Database, *, segregation: int, address: str, ids: Ids) -> None:
        self._database = database
        self._segregation = segregation
        self._address = address.rstrip("/")
        self._ids = ids

    async def open(
        self,
        *,
        reference: str,
        option: str,
        amount_cents: int,
        due_on: date | None,
        payable_until: date | None,
    ) -> Notice:
        """Open a notice, or bring the one that is open up to date."""
        wanted = Wanted(
            reference, option, amount_cents, due_on, payable_until, self._segregation, token=self._ids()
        )
        kept = await self._database.writer.submit(OPEN_NOTICE, wanted)
        return Notice(kept.nav, f"{self._address}/pay/{kept.token}", kept.amount_cents, kept.due_on)

    async def find(self, token: str) -> PaymentNotice | None:
        """Find the notice behind a link."""
        return await self._database.reader.fetch(lambda connection: find_notice(connection, token))

    async def pay(self, token: str) -> Settlement:
        """Pay: the notice, the fine and the receipts of all who asked are settled in one transaction."""
        return await self._database.writer.submit(_PAY, self._tap(token))

    async def tell(self) -> int:
        """Send the receipts of notices that were paid before their watcher was kept; how many.

        Somebody who had the link already may pay between the opening and the end of the turn that
        asked; so this runs now and then.
        """
        return await self._database.writer.submit(_TELL, self._tap(""))

    def _tap(self, token: str) -> _Tap:
        return _Tap(token, self._segregation, self._ids(), self._ids(), self._database.clock())


def _pay_all(transaction: Transaction, taps: Sequence[_Tap]) -> list[Settlement]:
    return [_pay(transaction.connection, tap) for tap in taps]


def _pay(connection: sa.Connection, tap: _Tap) -> Settlement:
    hold_notices(connection, tap.segregation)
    notice = _payable(find_notice(connection, tap.token), tap.now.date())
    if isinstance(notice, Settlement):
        return notice
    if not settle_fine(connection, notice.reference):
        annul_notices(connection, notice.reference)
        return Settlement.ANNULLED
    close_notice(connection, notice, tap.receipt_id, tap.now)
    _tell(connection, tap)
    return Settlement.PAID


def _payable(notice: PaymentNotice | None, today: date) -> PaymentNotice | Settlement:
    if notice is None:
        return Settlement.UNKNOWN
    if notice.status is NoticeStatus.PAID:
        return Settlement.ALREADY
    if notice.status is NoticeStatus.ANNULLED:
        return Settlement.ANNULLED
    if notice.payable_until and today > notice.payable_until:
        return Settlement.EXPIRED
    return notice


def _tell_all(transaction: Transaction, taps: Sequence[_Tap]) -> list[int]:
    counts = []
    for tap in taps:
        hold_notices(transaction.connection, tap.segregation)
        counts.append(_tell(transaction.connection, tap))
    return counts


def _tell(connection: sa.Connection, tap: _Tap) -> int:
    """Put the receipt into the lane of everybody who asked and was not told."""
    untold = take_untold(connection)
    events = [_event(notice, lane, tap.now) for notice, lane in untold]
    write_records(connection, (arrival(event, tap.correlation, tap.now) for event in events))
    return len(events)


def _event(notice: PaymentNotice, lane: str, now: datetime) -> Inbound:
    channel, _, sender = lane.partition(":")
    paid_at = notice.paid_at or now
    return Inbound(
        channel=channel,
        external_id=f"receipt/{notice.receipt_id}/{lane}",
        sender=sender,
        text="",
        received_at=paid_at,
        event=PAID_EVENT,
        payload={
            "nav": notice.nav,
            "reference": notice.reference,
            "amount_cents": notice.amount_cents,
            "paid_at": paid_at.isoformat(),
            "receipt_id": notice.receipt_id,
        },
    )


_PAY = Kind("payment", _pay_all)
_TELL = Kind("receipts", _tell_all)
