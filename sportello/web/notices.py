"""The notices behind links as the pay page shows them: from our own store, at the amount of now."""

from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa
import structlog

from platforms.pagopa.checkout import MOST_NOTICES, Checkout, Item, Returns
from platforms.pagopa.creditor import Creditor, Priced
from platforms.pagopa.wire import PlatformDown, TurnedDown
from platforms.payments import Refused
from sportello.printing import Printer, taken_for
from sportello.settings import Settings
from sportello.web.bill import Bill, Line, Standing
from sportello.web.pay import Unavailable
from storage.carts import find_cart
from storage.database import Database
from storage.notices import NoticeStatus, PaymentNotice, find_notice, notices_of

log = structlog.get_logger()

_MOST_WAYS = 2  # of paying one debt, side by side on one sheet

_STANDINGS: Mapping[Refused, Standing] = {
    Refused.UNKNOWN: Standing.ANNULLED,
    Refused.ANNULLED: Standing.ANNULLED,
    Refused.EXPIRED: Standing.EXPIRED,
    Refused.IN_PROGRESS: Standing.BUSY,
}


@dataclass(frozen=True)
class Notices:
    """Implements `pay.Desk`."""

    settings: Settings
    database: Database
    creditor: Creditor
    checkout: Checkout
    printer: Printer

    async def find(self, token: str) -> Bill | None:
        """Look up what a link leads to; nothing is written."""
        notices = await self.database.reader.fetch(lambda connection: _behind(connection, token))
        if not notices:
            return None
        city = self.settings.city
        return Bill(city.name, city.fiscal_code, tuple([await self._line(one) for one in notices]))

    async def begin(self, bill: Bill, home: str) -> str:
        """Make a cart of what can be paid."""
        items = [Item(line.nav, line.amount_cents, line.subject) for line in bill.payable[:MOST_NOTICES]]
        at = f"{self.settings.web.address}{home}"
        try:
            return await self.checkout.cart(items, Returns(f"{at}/ok", f"{at}/cancelled", f"{at}/error"))
        except (PlatformDown, TurnedDown) as error:
            log.warning("no cart", navs=[item.nav for item in items], reason=str(error))
            raise Unavailable from None

    async def paper(self, token: str) -> bytes | None:
        """Print the notice behind a link, and beside it the other one of its debt that can be paid."""
        found = await self.database.reader.fetch(lambda connection: find_notice(connection, token))
        if found is None:
            return None
        payable = await self._payable(found)
        asked = [one for one in payable if one.notice.nav == found.nav]
        others = [one for one in payable if one.notice.nav != found.nav]
        ways = sorted([*asked, *others][:_MOST_WAYS], key=_cheapest)
        return await self.printer.notice([(one.notice, one.quote) for one in ways]) if asked else None

    async def receipt(self, token: str) -> bytes | None:
        """Print the receipt of the notice behind a link."""
        found = await self.database.reader.fetch(lambda connection: find_notice(connection, token))
        if found is None or found.status is not NoticeStatus.PAID:
            return None
        return await self.printer.receipt(found)

    async def _line(self, notice: PaymentNotice) -> Line:
        verified = await self.creditor.verify(notice.nav)
        if isinstance(verified, Priced):
            quote = verified.quote
            return Line(
                notice.nav,
                notice.subject,
                quote.amount_cents,
                notice.amount_cents,
                quote.due_on,
                Standing.OPEN,
            )
        if verified is Refused.PAID:
            return await self._paid(notice)
        instead = "" if verified is Refused.IN_PROGRESS else await self._instead(notice)
        return _closed(notice, _STANDINGS[verified], instead)

    async def _paid(self, notice: PaymentNotice) -> Line:
        """Tell of a notice that is paid, or of one whose debt was paid with another."""
        if notice.status is NoticeStatus.PAID:
            paid_at = notice.paid_at and notice.paid_at.astimezone(self.database.zone)
            taken = await self.database.reader.fetch(lambda connection: taken_for(connection, notice))
            amount = taken[0] if taken else notice.amount_cents
            return Line(
                notice.nav,
                notice.subject,
                amount,
                amount,
                notice.due_on,
                Standing.PAID,
                paid_at=paid_at,
                receipt=notice.receipt_id,
            )
        debt = await self._debt(notice)
        payers = (one.token for one in debt if one.status is NoticeStatus.PAID)
        return _closed(notice, Standing.SETTLED, next(payers, ""))

    async def _instead(self, notice: PaymentNotice) -> str:
        return next((one.notice.token for one in await self._payable(notice)), "")

    async def _payable(self, notice: PaymentNotice) -> list[Priced]:
        """Price the notices of a debt that can be paid now."""
        verified = [await self.creditor.verify(one.nav) for one in await self._debt(notice)]
        return [one for one in verified if isinstance(one, Priced)]

    async def _debt(self, notice: PaymentNotice) -> list[PaymentNotice]:
        return await self.database.reader.fetch(
            lambda connection: notices_of(connection, notice.service, notice.reference)
        )


def _behind(connection: sa.Connection, token: str) -> list[PaymentNotice]:
    found = find_notice(connection, token)
    return find_cart(connection, token) if found is None else [found]


def _closed(notice: PaymentNotice, standing: Standing, instead: str) -> Line:
    amount = notice.amount_cents
    return Line(notice.nav, notice.subject, amount, amount, notice.due_on, standing, instead)


def _cheapest(one: Priced) -> int:
    return one.quote.amount_cents
