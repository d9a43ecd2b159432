"""What the counter does not issue by itself: handed to the office, or kept until the register answers."""

from dataclasses import replace
from datetime import datetime
from typing import Final

from bot.level import Standing
from bot.service import Outcome, done
from handlers.get_certificate.desk import CertificateDesk, agent_of
from handlers.get_certificate.form import GetCertificate
from storage.certificate_orders import CertificateOrder, OrderState
from storage.requests import Requests

KIND: Final = "certificate"  # of the requests


async def to_the_office(
    why: str,
    form: GetCertificate,
    standing: Standing,
    lane: str,
    desk: CertificateDesk,
    requests: Requests,
    now: datetime,
) -> Outcome:
    """Leave it to a person, with the reason in plain words; asked again, the same reference is told."""
    order = _order(form, standing, lane, desk, now, OrderState.OFFICE)
    return await hand_over(why, form, order, lane, desk, requests)


async def hand_over(
    why: str,
    form: GetCertificate,
    order: CertificateOrder,
    lane: str,
    desk: CertificateDesk,
    requests: Requests,
) -> Outcome:
    """Give an order to the office: the request names it, and whoever may open it reads what was asked."""
    pending = await requests.pending(lane, KIND, order.id)
    if pending is not None:
        return done("office", why=why, kind=form.kind.name, reference=pending.reference, by=pending.answer_by)
    details = {
        "why": why,
        "kind": form.kind.name,
        "recipient": form.recipient.name,
        "whom": form.whom.name if form.whom else "SELF",
        "citizen": order.citizen,
        "agent": order.agent,
        "order": order.id,
        "receipt": order.receipt_id,
    }
    opened = requests.open(KIND, order.id, details, citizen=order.citizen)
    records = [*opened.records, desk.orders.keep(replace(order, state=OrderState.OFFICE))]
    return done(
        "office",
        records=records,
        why=why,
        kind=form.kind.name,
        reference=opened.reference,
        by=opened.answer_by,
    )


def held(
    text: str, form: GetCertificate, standing: Standing, lane: str, desk: CertificateDesk, now: datetime
) -> Outcome:
    """Keep what was asked for: it is taken up again by itself."""
    order = _order(form, standing, lane, desk, now, OrderState.HELD)
    return done(text, records=[desk.orders.keep(order, wake_at=order.again_at(now))], kind=form.kind.name)


def _order(
    form: GetCertificate,
    standing: Standing,
    lane: str,
    desk: CertificateDesk,
    now: datetime,
    state: OrderState,
) -> CertificateOrder:
    wish = form.wish()
    agent, citizen = agent_of(standing), standing.subject
    facts = {"agent": agent} if agent else {}
    marks = {**facts, "state": state.value, "day": now.date().isoformat()}
    return CertificateOrder(desk.orders.name(citizen, lane, wish, marks), citizen, state, now, wish, facts)
