"""Debts one a line: without words, so that a line reads the same in every language but for its figures."""

from dataclasses import dataclass

from bot.values import Money, NoticeNumber
from bot.values.date import Date
from handlers.links import Links
from platforms.pagopa.creditor import Priced
from storage.notices import PaymentNotice


@dataclass(frozen=True, slots=True)
class Owed:
    """What is to be paid; each line has its own link where there is room for `links`."""

    debts: tuple[Priced, ...]
    links: Links | None

    def show(self, language: str) -> str:
        """Write `- Verbale n. V12345/2026: 116,90 € (09/02/2026)`, with the day up to which it holds."""
        return "\n".join(self._line(debt, language) for debt in self.debts)

    def _line(self, debt: Priced, language: str) -> str:
        due = debt.quote.due_on
        day = f" ({Date(due).show(language)})" if due else ""
        amount = Money(debt.quote.amount_cents).show(language)
        line = f"- {_name(debt.notice, language)}: {amount}{day}"
        return f"{line}\n  {self.links.pay(debt.notice.token)}" if self.links else line


@dataclass(frozen=True, slots=True)
class Settled:
    """What has been paid; each line has the link of its receipt where there is room for `links`."""

    notices: tuple[PaymentNotice, ...]
    links: Links | None

    def show(self, language: str) -> str:
        """Write `- Verbale n. V12345/2026: 116,90 € (03/02/2026)`, with the day of the payment."""
        return "\n".join(self._line(notice, language) for notice in self.notices)

    def _line(self, notice: PaymentNotice, language: str) -> str:
        day = f" ({Date(notice.paid_at.date()).show(language)})" if notice.paid_at else ""
        line = f"- {_name(notice, language)}: {Money(notice.amount_cents).show(language)}{day}"
        return f"{line}\n  {self.links.receipt(notice.token)}" if self.links else line


def _name(notice: PaymentNotice, language: str) -> str:
    return notice.subject or NoticeNumber(notice.nav).show(language)
