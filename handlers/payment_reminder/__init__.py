"""A reminder, the day before, of the terms of what this conversation has asked to pay."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.clock import Clock
from bot.service import Outcome, Service, done
from bot.values.date import Date
from handlers.reminder_hour import reminder_at
from handlers.till import Till, cheapest_of_each_debt
from platforms.pagopa.creditor import Priced
from storage.asked import Asked
from storage.notices import NoticeStatus
from storage.reminders import remind


@dataclass(frozen=True)
class PaymentReminder:
    """Nothing is asked: everything that is open here will be reminded of."""


async def fulfil(_: PaymentReminder, *, lane: str, asked: Asked, till: Till, clock: Clock) -> Outcome:
    """Set a reminder for each open debt whose term ends after tomorrow; the nearer ones are told at once."""
    notices = await asked.of(lane)
    unpaid = [notice for notice in notices if notice.status is NoticeStatus.OPEN]
    owed = await cheapest_of_each_debt(till, unpaid)
    now = clock()
    later = [(debt, when) for debt in owed if (when := reminder_at(debt.quote.due_on, now)) is not None]
    remembered = {debt.notice.nav for debt, _ in later}
    near = [debt for debt in owed if debt.notice.nav not in remembered]
    if not later:
        return done("too-near" if near else "nothing", near=Terms(tuple(near)))
    return done(
        "set",
        records=[remind(debt.notice.nav, when) for debt, when in later],
        terms=Terms(tuple(debt for debt, _ in later)),
        near=Terms(tuple(near)) if near else "none",
    )


@dataclass(frozen=True, slots=True)
class Terms:
    """Debts and the last days of their amounts, one a line."""

    debts: Sequence[Priced]

    def show(self, language: str) -> str:
        """Write `- Verbale n. V12345/2026: 09/02/2026`."""
        return "\n".join(
            f"- {debt.notice.subject}: {Date(debt.quote.due_on).show(language)}"
            if debt.quote.due_on
            else f"- {debt.notice.subject}"
            for debt in self.debts
        )


SERVICE = Service("payment_reminder", PaymentReminder, fulfil, group="payments")
