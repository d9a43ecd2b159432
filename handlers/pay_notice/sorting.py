"""Notices that were asked for together, sorted into those that can be paid now and those that cannot."""

from dataclasses import dataclass

from bot.values import Money, NoticeNumber, NoticeNumbers
from bot.values.notice_numbers import GivenNotice
from handlers.till import Till
from platforms.pagopa.creditor import Priced
from platforms.payments import Refused
from storage.notices import PaymentNotice

_NOBODY = "none"  # what the words select on where there is nothing to tell


@dataclass(frozen=True, slots=True)
class Sorted:
    """What became of each notice.

    `twice` are those whose debt another one of `payable` pays already, `wrong` those with a wrong digit.
    """

    payable: tuple[Priced, ...]
    refused: tuple[tuple[GivenNotice, Refused], ...]
    twice: tuple[NoticeNumber, ...]
    wrong: tuple[NoticeNumber, ...] = ()

    @property
    def all(self) -> tuple[NoticeNumber, ...]:
        """Every number that was asked for."""
        payable = tuple(NoticeNumber(each.notice.nav) for each in self.payable)
        return (*payable, *(given.number for given, _ in self.refused), *self.twice, *self.wrong)

    @property
    def lines(self) -> "Lines":
        """The notices that can be paid, one a line."""
        return Lines(tuple((each.notice, each.quote.amount_cents) for each in self.payable))

    def left_out(self) -> dict[str, object]:
        """The numbers that cannot be paid, by their reason, for the words."""
        groups: dict[str, list[NoticeNumber]] = {reason.name.lower(): [] for reason in Refused}
        for given, reason in self.refused:
            groups[reason.name.lower()].append(given.number)
        groups |= {"twice": list(self.twice), "wrong": list(self.wrong)}
        return {name: _Numbers(tuple(numbers)) if numbers else _NOBODY for name, numbers in groups.items()}


async def sort(numbers: NoticeNumbers, till: Till, our_code: str) -> Sorted:
    """Ask what each notice costs now; of one that is somebody else's nothing is asked."""
    payable: dict[tuple[str, str], Priced] = {}
    refused: list[tuple[GivenNotice, Refused]] = []
    twice: list[NoticeNumber] = []
    wrong = tuple(given.number for given in numbers.given if given.wrong)
    for given in numbers.given:
        if given.wrong:
            continue
        foreign = given.creditor not in ("", our_code)
        priced = Refused.UNKNOWN if foreign else await till.verify(given.number.digits)
        if isinstance(priced, Refused):
            refused.append((given, priced))
            continue
        debt = (priced.notice.service, priced.notice.reference)
        known = payable.get(debt)
        dearer = priced
        if known is None or priced.quote.amount_cents < known.quote.amount_cents:
            payable[debt] = priced
            dearer = known or priced
        if known is not None:
            twice.append(NoticeNumber(dearer.notice.nav))
    return Sorted(tuple(payable.values()), tuple(refused), tuple(twice), wrong)


@dataclass(frozen=True, slots=True)
class Lines:
    """Notices and what they cost now, in cents, one a line."""

    notices: tuple[tuple[PaymentNotice, int], ...]

    def show(self, language: str) -> str:
        """Write `- Verbale n. V12345/2026: 116,90 €`; a notice that says nothing of itself by its number."""
        return "\n".join(
            f"- {notice.subject or NoticeNumber(notice.nav).show(language)}: {Money(cents).show(language)}"
            for notice, cents in self.notices
        )


@dataclass(frozen=True, slots=True)
class _Numbers:
    numbers: tuple[NoticeNumber, ...]

    def show(self, language: str) -> str:
        """Write them as the papers do."""
        return ", ".join(number.show(language) for number in self.numbers)
