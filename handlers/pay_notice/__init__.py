"""Pay payment notices by their numbers, typed or read from their square codes: one, or a few in one go."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.clock import Clock, Ids
from bot.service import Outcome, Service, again, confirm, done
from bot.values import Money, NoticeNumber, NoticeNumbers
from handlers.links import Links
from handlers.paid import Paid
from handlers.papers import Papers
from handlers.pay_notice.sorting import Sorted, sort
from handlers.till import Till
from platforms.pagopa.creditor import Priced
from platforms.pagopa.payee import Payee
from platforms.paper.notice import Way
from platforms.payments import Refused
from storage.carts import keep_cart
from storage.notices import watch


@dataclass(frozen=True)
class PayNotice:
    """What we ask: the number of a notice, or of up to five."""

    notices: NoticeNumbers


_REFUSALS = {
    Refused.PAID: "already-paid",
    Refused.EXPIRED: "expired",
    Refused.ANNULLED: "annulled",
    Refused.IN_PROGRESS: "in-progress",
}


async def review(form: PayNotice, *, till: Till, payee: Payee) -> Outcome:
    """Say what is due now on each, and what cannot be paid, with the reason."""
    found = await sort(form.notices, till, payee.fiscal_code)
    if not found.payable:
        return _nothing_payable(found, payee)
    if len(form.notices.given) == 1:
        (priced,) = found.payable
        return confirm("due", reviewed=found, **_figures(priced))
    total = sum(each.quote.amount_cents for each in found.payable)
    return confirm("cart", reviewed=found, total=Money(total), lines=found.lines, **found.left_out())


def _nothing_payable(found: Sorted, payee: Payee) -> Outcome:
    if len(found.all) > 1:
        return done("none-payable", files=(), records=(), **found.left_out())
    ((given, refused),) = found.refused
    nav = given.number
    if refused is Refused.UNKNOWN and given.creditor not in ("", payee.fiscal_code):
        return done("other-creditor", nav=nav)
    if refused is Refused.UNKNOWN:
        return again("unknown", blame=("notices",), nav=nav)
    return done(_REFUSALS[refused], nav=nav)


async def fulfil(
    _: PayNotice, *, reviewed: Sorted, links: Links, papers: Papers, ids: Ids, clock: Clock
) -> Outcome:
    """Give the link; who asked will get the receipt of each."""
    watches = [watch(each.notice.service, each.notice.reference, by_number=True) for each in reviewed.payable]
    if len(reviewed.payable) == 1:
        (priced,) = reviewed.payable
        sketch = papers.notice(priced.notice.subject, [_way(priced)], clock().date())
        url = links.pay(priced.notice.token)
        return done("link", files=[sketch], records=watches, url=url, **_figures(priced))
    token = ids()
    cart = keep_cart(token, [each.notice.nav for each in reviewed.payable])
    total = sum(each.quote.amount_cents for each in reviewed.payable)
    return done(
        "cart-link",
        records=[cart, *watches],
        url=links.pay(token),
        total=Money(total),
        count=str(len(reviewed.payable)),
    )


def _figures(priced: Priced) -> dict[str, object]:
    notice, quote = priced.notice, priced.quote
    return {
        "nav": NoticeNumber(notice.nav),
        "subject": notice.subject or "none",
        "amount": Money(quote.amount_cents),
        "until": quote.due_on or "none",
        "term": "until" if quote.due_on else "open",
    }


def _way(priced: Priced) -> Way:
    notice, quote = priced.notice, priced.quote
    # Without a name of its amount: the reduced one may have become another since the notice was opened.
    return Way("", notice.nav, quote.amount_cents, quote.due_on)


async def paid(payload: Mapping[str, object], *, papers: Papers, links: Links, clock: Clock) -> Outcome:
    """Tell who asked for a notice that it has been paid."""
    told = Paid.read(payload, clock().tzinfo)
    url = links.receipt(told.token)
    files = [papers.receipt(told)]
    subject = told.subject or "none"
    return done("receipt", files=files, records=(), url=url, subject=subject, **told.words())


async def unsettled(payload: Mapping[str, object], *, clock: Clock) -> Outcome:
    """Tell who asked for a debt, of whatever service, that somebody paid what was not to be paid."""
    told = Paid.read(payload, clock().tzinfo)
    subject, why = told.subject or "none", str(payload["why"])
    return done("unsettled", files=(), records=(), subject=subject, why=why, **told.words())


async def remind(payload: Mapping[str, object], *, till: Till, links: Links) -> Outcome:
    """Remind whoever asked for it that the term of a notice ends."""
    nav = NoticeNumber(str(payload["nav"]))
    priced = await till.verify(nav.digits)
    if isinstance(priced, Refused):
        return done(_REFUSALS.get(priced, "annulled"), nav=nav)
    url = links.pay(str(payload["token"]))
    return done("reminder", files=(), records=(), url=url, **_figures(priced))


SERVICE = Service(
    "pay_notice",
    PayNotice,
    fulfil,
    review=review,
    events={"paid": paid, "unsettled": unsettled, "reminder": remind},
    group="payments",
)
