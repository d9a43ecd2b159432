"""What comes of a certificate later: its duty is paid or can be paid, its register answers again."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from bot.clock import Clock
from bot.service import QUIET, Outcome, done
from bot.values import Money
from bot.values.date import Date
from handlers.get_certificate.desk import CertificateDesk, Found, look_up
from handlers.get_certificate.form import GetCertificate
from handlers.get_certificate.making import deliver, open_notice, order_of
from handlers.get_certificate.office import hand_over
from handlers.links import Links
from handlers.paid import Paid
from platforms.behalf import Behalf
from platforms.paper.press import PressBusy
from platforms.payments import Payments
from platforms.residents.resident import RegisterAway
from storage.certificate_orders import SERVICE, CertificateOrder, OrderState
from storage.requests import Requests


async def paid(
    payload: Mapping[str, object],
    *,
    lane: str,
    certificate_desk: CertificateDesk | None,
    requests: Requests,
    clock: Clock,
    behalf: Behalf | None = None,
) -> Outcome:
    """Issue what has been paid for; where the register or a mandate has changed since, a person decides."""
    told = Paid.read(payload, clock().tzinfo)
    order = await certificate_desk.orders.by_id(told.reference) if certificate_desk else None
    if certificate_desk is None or order is None or order.lane != lane:
        return done("paid", receipt=told.receipt_id)
    order = replace(order, receipt_id=told.receipt_id)
    return await _issue(order, lane, certificate_desk, requests, behalf, clock)


async def retry(
    payload: Mapping[str, object],
    *,
    lane: str,
    certificate_desk: CertificateDesk | None,
    payments: Payments,
    requests: Requests,
    clock: Clock,
    behalf: Behalf | None = None,
) -> Outcome:
    """Take up again what waited for the register."""
    order = await certificate_desk.orders.by_id(str(payload["reference"])) if certificate_desk else None
    if certificate_desk is None or order is None or order.lane != lane:
        return done("ask-again", kind="RESIDENCE")
    if order.state is OrderState.PAID:
        return await _issue(order, lane, certificate_desk, requests, behalf, clock)
    return await _resume(order, lane, certificate_desk, payments, behalf, clock)


async def _may_have(order: CertificateOrder, behalf: Behalf | None, now: datetime) -> bool:
    """Whether who asked may still have it: an agent while their mandate lives. Raises RegisterAway."""
    if not order.agent:
        return True
    return behalf is not None and await behalf.still(order.agent, order.citizen, SERVICE, now)


async def _resume(
    order: CertificateOrder,
    lane: str,
    desk: CertificateDesk,
    payments: Payments,
    behalf: Behalf | None,
    clock: Clock,
) -> Outcome:
    """Do what was asked for, if it is as clear as it is now; else let it be asked for again."""
    form, now = GetCertificate.of(order.wish), clock()
    try:
        if not await _may_have(order, behalf, now):
            return done("acting-over", kind=form.kind.name)
        found = await look_up(form, order.citizen, desk, now.date(), order.id)
        dutiable = desk.terms.bears_duty(form.certificate)
        unclear = not isinstance(found, Found) or found.barred is not None
        if unclear or not isinstance(found, Found) or (dutiable and form.exemption is None):
            return done("ask-again", kind=form.kind.name)
        wanted = await order_of(form, found, order.citizen, lane, desk, now, order.agent)
        if wanted.state is OrderState.UNPAID and desk.terms.price(form.certificate, form.exemption):
            return await open_notice(form, wanted, desk, payments)
        return await deliver(form, wanted, desk, lane, now, "issued-late")
    except (RegisterAway, PressBusy):
        again = desk.orders.keep(order, wake_at=order.again_at(now))
        return done(QUIET, records=[again])


async def _issue(
    order: CertificateOrder,
    lane: str,
    desk: CertificateDesk,
    requests: Requests,
    behalf: Behalf | None,
    clock: Clock,
) -> Outcome:
    form, now = GetCertificate.of(order.wish), clock()
    try:
        if order.state is not OrderState.ISSUED:
            if not await _may_have(order, behalf, now):
                return await hand_over("acting-over", form, order, lane, desk, requests)
            found = await look_up(form, order.citizen, desk, now.date(), order.id)
            same = isinstance(found, Found) and found.digest == order.facts["digest"]
            if not same or not isinstance(found, Found) or found.barred is not None:
                return await hand_over("changed", form, order, lane, desk, requests)
        return await deliver(form, order, desk, lane, now, "issued-paid")
    except (RegisterAway, PressBusy):
        kept = replace(order, state=OrderState.PAID)
        record = desk.orders.keep(kept, wake_at=kept.again_at(now))
        told = order.state is OrderState.PAID  # it was said that the register does not answer
        return done(QUIET if told else "paid-away", records=[record], kind=form.kind.name)


async def ready(
    payload: Mapping[str, object],
    *,
    lane: str,
    certificate_desk: CertificateDesk | None,
    payments: Payments,
) -> Outcome:
    """Send the link of a notice that could not be sent when it was asked for."""
    order = await certificate_desk.orders.by_id(str(payload["reference"])) if certificate_desk else None
    if certificate_desk is None or order is None or order.lane != lane:
        return done("ask-again", kind="RESIDENCE")
    return await open_notice(GetCertificate.of(order.wish), order, certificate_desk, payments)


async def remind(payload: Mapping[str, object], *, links: Links, clock: Clock) -> Outcome:
    """Remind that the term of a notice ends."""
    due = payload.get("due_on")
    return done(
        "reminder",
        amount=Money(int(str(payload["amount_cents"]))),
        until=Date(clock().date() if due is None else clock().date().fromisoformat(str(due))),
        url=links.pay(str(payload["token"])),
    )
