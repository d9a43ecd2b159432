"""The notices of a fine as they are handed over: both numbers, their papers, and the day to remember."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.message import File
from bot.service import Sketch
from bot.values import Money, NoticeNumber
from handlers.papers import Papers
from handlers.pay_fine.calendar_entry import calendar_entry
from handlers.pay_fine.pricing import debt_of, subject_of
from handlers.pay_fine.rules import FineRules, Refusal, amount_due, refusal_of
from handlers.reminder_hour import reminder_at
from platforms.paper.notice import Way
from platforms.payments import Notice, Payments
from storage.fines import Fine, Fines


@dataclass(frozen=True, slots=True)
class Given:
    """The notices of a fine that can be paid at a moment, the cheapest first."""

    fine: Fine
    notices: Sequence[Notice]
    option: str  # what the first one asks: "discounted", "reduced" or "increased"
    now: datetime

    @property
    def ready(self) -> bool:
        """Whether pagoPA knows of all of them."""
        return all(notice.ready for notice in self.notices)

    def files(self, papers: Papers) -> list[File | Sketch]:
        """The notice on paper, and an entry for the calendar where there is a day to remember."""
        first, *others = self.notices
        ways = [_way(first, self.option), *(_way(other, other.option) for other in others)]
        files: list[File | Sketch] = [papers.notice(subject_of(self.fine), ways, self.now.date())]
        if first.due_on:
            files.append(calendar_entry(first, first.due_on, self.now))
        return files


async def open_notices(
    fine: Fine, fines: Fines, payments: Payments, rules: FineRules, category: str, now: datetime
) -> Given | Refusal:
    """Open whatever can be paid on a fine at a moment, or say why nothing can; safe to repeat.

    The `fine` was read a moment ago: if it has been paid or has ended since, `fines` says which.
    """
    debt = debt_of(fine, now.date(), rules, category)
    due = amount_due(fine, now.date(), rules)
    if isinstance(debt, Refusal):
        return debt
    if isinstance(due, Refusal):
        return due
    notices = await payments.open(debt)
    if notices:
        return Given(fine, notices, due.option.value, now)
    ended = await fines.by_number(fine.number)
    return (refusal_of(ended, rules) if ended else None) or Refusal.CANCELLED


def notices_given(given: Given) -> dict[str, object]:
    """What the words may tell of the notices; a word stands for what there is nothing to tell of."""
    first, *others = given.notices
    second = others[0] if others else None
    return {
        "number": given.fine.number,
        "nav": NoticeNumber(first.nav),
        "url": first.url,
        "amount": Money(first.amount_cents),
        "until": first.due_on or "none",
        "term": "until" if first.due_on else "open",
        "second": "some" if second else "none",
        "nav2": NoticeNumber(second.nav) if second else "none",
        "amount2": Money(second.amount_cents) if second else "none",
        "until2": (second.due_on if second else None) or "none",
        "remind": "some" if reminder_at(first.due_on, given.now) else "none",
    }


def _way(notice: Notice, option: str) -> Way:
    return Way(option, notice.nav, notice.amount_cents, notice.due_on)
