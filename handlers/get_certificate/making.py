"""A certificate under way: its order, the notice of its duty, and its delivery."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.message import File
from bot.records import Record
from bot.service import Outcome, done
from bot.values import Money, NoticeNumber
from bot.values.date import Date
from handlers.get_certificate.desk import CertificateDesk, Found
from handlers.get_certificate.form import Exemption, GetCertificate
from handlers.get_certificate.pricing import NAME
from handlers.get_certificate.rules import CertificateTerms
from platforms.certificates.issuing import Issued, Order
from platforms.certificates.paper import Stamp
from platforms.payments import Debt, Payable, Payments
from storage.access_log import CITIZEN, Access, noted
from storage.certificate_orders import CertificateOrder, OrderState
from storage.notices import watch

_PDF = "application/pdf"
_SUBJECTS = {  # banks read them: nobody's data
    "duty": "Imposta di bollo su certificato anagrafico",
    "both": "Imposta di bollo e diritti su certificato anagrafico",
    "dues": "Diritti di segreteria su certificato anagrafico",
}


async def order_of(
    form: GetCertificate,
    found: Found,
    citizen: str,
    lane: str,
    desk: CertificateDesk,
    now: datetime,
    agent: str = "",
) -> CertificateOrder:
    """Find the order that waits for its payment, or make one: the same wish of one day has one name.

    An order whose data have changed since is another; so is that of another `agent` (see agent_of).
    """
    wish = form.wish()
    facts = {
        "fiscal_code": found.case.person.fiscal_code,
        "digest": found.digest,
        "language": found.language,
        **({"agent": agent} if agent else {}),
    }
    for waiting in await desk.orders.unpaid(citizen):
        same = waiting.lane == lane and waiting.wish == wish
        if same and _data(waiting) == facts and now.date() <= _last_day(waiting, desk):
            return waiting
    facts["day"] = now.date().isoformat()
    name = desk.orders.name(citizen, lane, wish, facts)
    return await desk.orders.by_id(name) or CertificateOrder(
        name, citizen, OrderState.UNPAID, now, wish, facts
    )


def _data(order: CertificateOrder) -> dict[str, str]:
    return {name: text for name, text in order.facts.items() if name != "day"}


def _last_day(order: CertificateOrder, desk: CertificateDesk) -> date:
    return order.made_at.date() + timedelta(days=desk.terms.days_to_pay)


async def open_notice(
    form: GetCertificate, order: CertificateOrder, desk: CertificateDesk, payments: Payments
) -> Outcome:
    """Open the notice of the duty; whoever asked hears when it is paid, and gets the certificate."""
    until = _last_day(order, desk)
    amount = desk.terms.price(form.certificate, form.exemption)
    debt = Debt(
        NAME,
        order.id,
        _SUBJECTS[owed(form, desk.terms)],
        desk.terms.category,
        (Payable("duty", amount, until, until),),
    )
    notices = await payments.open(debt)
    if not notices:  # paid this moment: the event is on its way
        return done("being-issued", kind=form.kind.name)
    (notice,) = notices
    records = [desk.orders.keep(order), watch(NAME, order.id, waiting=not notice.ready)]
    if not notice.ready:
        return done("waiting", records=records, kind=form.kind.name)
    return done(
        "to-pay",
        records=records,
        kind=form.kind.name,
        amount=Money(notice.amount_cents),
        owed=owed(form, desk.terms),
        url=notice.url,
        nav=NoticeNumber(notice.nav),
        until=Date(until),
    )


def owed(form: GetCertificate, terms: CertificateTerms) -> str:
    """Name what is to be paid: the duty, the dues, both; or nothing."""
    dues = terms.dues(form.certificate, form.exemption)
    duty = terms.price(form.certificate, form.exemption) - dues
    return ("both" if dues else "duty") if duty else ("dues" if dues else "nothing")


def stamp_of(form: GetCertificate, order: CertificateOrder, desk: CertificateDesk) -> Stamp:
    """Write what the paper says of the duty."""
    if not desk.terms.bears_duty(form.certificate):
        return Stamp()
    if form.exemption in (None, Exemption.NONE):
        return Stamp(desk.terms.duty_cents, order.receipt_id)
    reason = form.reason.text if form.reason and form.exemption is Exemption.OTHER else ""
    return Stamp(exemption=form.exemption.value, reason=reason)


async def deliver(
    form: GetCertificate,
    order: CertificateOrder,
    desk: CertificateDesk,
    lane: str,
    now: datetime,
    text: str = "issued",
) -> Outcome:
    """Issue what was ordered, or give again what was issued; raises RegisterAway and PressBusy."""
    if desk.municipality:  # the register is asked once more, under the order's own number
        await desk.orders.open(replace(order, lane=lane))
    asker = await desk.citizens.by_id(order.agent or order.citizen)
    issued = await desk.certificates.issue(
        Order(
            order.id,
            form.certificate,
            order.facts["fiscal_code"],
            form.use,
            stamp_of(form, order, desk),
            order.agent or order.citizen,
            lane=lane,
            channel=lane.partition(":")[0],
            second_language=order.facts.get("language", ""),
            opened_with=asker.fiscal_code if asker else "",
        )
    )
    kept = desk.orders.keep(replace(order, state=OrderState.ISSUED))
    told = (_told_principal(order, issued, now),) if order.agent else ()
    return done(
        text,
        files=[File(issued.name, _PDF, issued.pdf)],
        records=[*issued.records, kept, *told],
        **_told(form, issued),
    )


def _told_principal(order: CertificateOrder, issued: Issued, now: datetime) -> Record:
    """Write in the access log of whom it is about that somebody else has it."""
    return noted(Access(order.citizen, f"{CITIZEN} {order.agent}", "certificate-issued", issued.number), now)


def _told(form: GetCertificate, issued: Issued) -> dict[str, object]:
    link = issued.link
    return {
        "kind": form.kind.name,
        "number": issued.number,
        "code": issued.code,
        "check": issued.url,
        "until": Date(issued.valid_until) if issued.valid_until else "none",
        "term": "until" if issued.valid_until else "ever",
        "link": link.url if link else "none",
        "by": f"{link.until:%d/%m/%Y %H:%M}" if link else "none",
    }
