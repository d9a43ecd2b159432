"""What a notice costs now, as any service may ask it; platforms.pagopa.creditor.Creditor is one."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from platforms.pagopa.creditor import Priced
from platforms.payments import Refused
from storage.notices import PaymentNotice


class Till(Protocol):
    """Knows every notice of ours and its price of now."""

    async def verify(self, nav: str) -> Priced | Refused:
        """Tell what a notice costs now, or why it cannot be paid; changes nothing."""


async def cheapest_of_each_debt(till: Till, notices: Iterable[PaymentNotice]) -> Sequence[Priced]:
    """Price notices now, and keep of each debt the one that asks least: paying it ends the others.

    They stay in the order in which their debts came; what cannot be paid now is left out.
    """
    found: dict[tuple[str, str], Priced] = {}
    for notice in notices:
        priced = await till.verify(notice.nav)
        if isinstance(priced, Refused):
            continue
        debt = (notice.service, notice.reference)
        known = found.get(debt)
        if known is None or priced.quote.amount_cents < known.quote.amount_cents:
            found[debt] = priced
    return list(found.values())
