"""What a citizen has asked to pay: what is owed, what is paid, and one link for all that is open.

Shown to nobody who has not proven who they are: a number may have become another's, and a fine says where
somebody was. Whoever has sees what they asked for on all their contacts.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.clock import Ids
from bot.level import Level, Standing
from bot.records import Record
from bot.service import Outcome, Service, done
from bot.values import Money
from handlers.links import Links
from handlers.my_payments.listing import Owed, Settled
from handlers.till import Till, cheapest_of_each_debt
from platforms.pagopa.creditor import Priced
from storage.carts import MOST_NOTICES, keep_cart
from storage.notices import NoticeStatus
from storage.theirs import Theirs

_MOST = 10  # debts that are told, of each kind


@dataclass(frozen=True)
class MyPayments:
    """Nothing is asked: who has proven who they are is the key."""


async def fulfil(
    _: MyPayments, *, lane: str, standing: Standing, theirs: Theirs, till: Till, links: Links, ids: Ids
) -> Outcome:
    """List what is owed at the amounts of now, and what has been paid."""
    notices = await theirs.of(standing.subject, "" if standing.acting_for else lane)
    unpaid = [notice for notice in notices if notice.status is NoticeStatus.OPEN]
    owed = await cheapest_of_each_debt(till, unpaid)
    paid = [notice for notice in notices if notice.status is NoticeStatus.PAID]
    if not owed and not paid:
        return done("nothing")
    url, records = _link(owed, links, ids)
    return done(
        "payments",
        records=records,
        owed=Owed(tuple(owed[:_MOST]), links) if owed else "none",
        owed_short=Owed(tuple(owed[:_MOST]), None) if owed else "none",
        open="none" if not owed else "one" if len(owed) == 1 else "some",
        more=str(len(owed) - _MOST) if len(owed) > _MOST else "none",
        total=Money(sum(each.quote.amount_cents for each in owed)),
        url=url,
        cart="all" if len(owed) <= MOST_NOTICES else "first",
        paid=Settled(tuple(paid[:_MOST]), links) if paid else "none",
        paid_short=Settled(tuple(paid[:_MOST]), None) if paid else "none",
    )


def _link(owed: Sequence[Priced], links: Links, ids: Ids) -> tuple[str, list[Record]]:
    """Make the link that pays what is open: of one notice its own, else that of a cart, which holds five."""
    if not owed:
        return "none", []
    if len(owed) == 1:
        return links.pay(owed[0].notice.token), []
    token = ids()
    return links.pay(token), [keep_cart(token, [each.notice.nav for each in owed[:MOST_NOTICES]])]


SERVICE = Service("my_payments", MyPayments, fulfil, level=Level.IDENTIFIED, behalf=True, group="payments")
