"""Certificates of the population register: asked for, paid or exempt, issued as a sealed file."""

from bot.clock import Clock
from bot.level import Level, Standing
from bot.service import Outcome, Service, ask, confirm, done, switch
from bot.values import Money
from handlers.get_certificate.desk import CertificateDesk, Found, Unclear, agent_of, look_up, practice_of
from handlers.get_certificate.family import Members, full_name
from handlers.get_certificate.form import (
    LONGEST_REASON,
    MUST_BE_EXEMPT,
    PUBLIC,
    Exemption,
    GetCertificate,
    Kind,
    Whom,
    level_of,
)
from handlers.get_certificate.later import paid, ready, remind, retry
from handlers.get_certificate.making import deliver, open_notice, order_of, owed
from handlers.get_certificate.office import held, to_the_office
from handlers.get_certificate.pricing import NAME
from platforms.paper.press import PressBusy
from platforms.payments import Payments
from platforms.residents.resident import RegisterAway
from storage.certificate_orders import OrderState
from storage.requests import Requests

_DECLARED = {
    Kind.RESIDENCE: "RESIDENCE",
    Kind.COMMUNITY_RESIDENCE: "RESIDENCE",
    Kind.AIRE_RESIDENCE: "RESIDENCE",
    Kind.PAST_RESIDENCE: "RESIDENCE",
    Kind.FAMILY: "FAMILY",
    Kind.FAMILY_WITH_RELATIONS: "FAMILY",
    Kind.AIRE_FAMILY: "FAMILY",
    Kind.FAMILY_AND_STATUS: "FAMILY",
    Kind.CIVIL_STATUS: "CIVIL_STATUS",
    Kind.FREE_STATUS: "CIVIL_STATUS",
    Kind.MARRIAGE: "CIVIL_STATUS",
    Kind.CIVIL_UNION: "CIVIL_STATUS",
    Kind.COHABITATION: "OTHER",
    Kind.CITIZENSHIP: "CITIZENSHIP",
    Kind.PAST_CITIZENSHIP: "CITIZENSHIP",
    Kind.EXISTENCE: "EXISTENCE",
    Kind.BIRTH: "BIRTH",
    Kind.DEATH: "DEATH",
}  # the fact of handlers.self_declaration that says the same


async def review(
    form: GetCertificate,
    *,
    standing: Standing,
    lane: str,
    certificate_desk: CertificateDesk | None,
    requests: Requests,
    clock: Clock,
) -> Outcome:
    """Say what will be issued, about whom and what it costs; or why it is not, and what to do instead."""
    if certificate_desk is None or not certificate_desk.terms.offered:
        return done("not-offered")
    if level_of(form) is Level.OPEN:
        return _elsewhere(form)
    subject, now = standing.subject, clock()
    try:
        practice = await practice_of(certificate_desk, subject, lane, form.purpose, now)
        found = await look_up(form, subject, certificate_desk, now.date(), practice)
    except RegisterAway:
        return held("register-away", form, standing, lane, certificate_desk, clock())
    if isinstance(found, Found) and found.barred is None:
        return _duty(form, found, certificate_desk)
    if isinstance(found, Unclear) and found.slot:
        return _unclear(found)
    why = certificate_desk.why(found)
    return await to_the_office(why, form, standing, lane, certificate_desk, requests, clock())


def _elsewhere(form: GetCertificate) -> Outcome:
    """Say why this is not the way, and offer the one that is."""
    if form.recipient in PUBLIC:
        return confirm("public-body", kind=form.kind.name, who=form.recipient.name)
    return confirm("stranger", kind=form.kind.name)


def _unclear(found: Unclear) -> Outcome:
    if found.slot == "member":
        return ask("whose", "member", members=Members(found.people), again=found.why)
    return ask("whose-death", "deceased")


def _duty(form: GetCertificate, found: Found, desk: CertificateDesk) -> Outcome:
    """Ask for the exemption where duty is due, then show it all."""
    must = form.use in MUST_BE_EXEMPT
    terms = desk.terms
    dutiable = terms.bears_duty(form.certificate)
    if dutiable and (form.exemption is None or (must and form.exemption is Exemption.NONE)):
        return ask("duty", "exemption", amount=Money(terms.duty_cents), must="yes" if must else "no")
    if dutiable and form.exemption is Exemption.OTHER:
        if form.reason is None:
            return ask("exemption-reason", "reason", most=str(LONGEST_REASON), long="no")
        if len(form.reason.text) > LONGEST_REASON:
            return ask("exemption-reason", "reason", most=str(LONGEST_REASON), long="yes")
    exempt = dutiable and form.exemption is not Exemption.NONE
    return confirm(
        "summary",
        reviewed=found,
        kind=form.kind.name,
        name=full_name(found.case.person),
        recipient=form.recipient.name,
        amount=Money(terms.price(form.certificate, form.exemption)),
        owed=owed(form, terms),
        cost="free" if not dutiable else "exempt" if exempt else "duty",
        days=str(terms.days_to_pay),
        exemption=form.exemption.name if exempt and form.exemption else "NONE",
        reason=form.reason.text if exempt and form.reason else "",
        alone="yes" if form.whom in (None, Whom.SELF) and form.kind is not Kind.DEATH else "no",
    )


async def fulfil(
    form: GetCertificate,
    *,
    reviewed: object,
    standing: Standing,
    lane: str,
    certificate_desk: CertificateDesk | None,
    payments: Payments,
    requests: Requests,
    clock: Clock,
) -> Outcome:
    """Issue it, or open the payment of its duty; hand over to a declaration, or to the office."""
    if certificate_desk is None or not certificate_desk.terms.offered:
        return done("not-offered")
    if form.recipient in PUBLIC:
        answers = {"fact": _DECLARED[form.kind], "recipient": "PUBLIC"}
        return switch("to-declaration", "self_declaration", answers=answers)
    if form.whom is Whom.STRANGER or not isinstance(reviewed, Found):
        return await to_the_office("stranger", form, standing, lane, certificate_desk, requests, clock())
    subject, now, agent = standing.subject, clock(), agent_of(standing)
    order = await order_of(form, reviewed, subject, lane, certificate_desk, now, agent)
    if order.state is OrderState.UNPAID and certificate_desk.terms.price(form.certificate, form.exemption):
        return await open_notice(form, order, certificate_desk, payments)
    try:
        return await deliver(form, order, certificate_desk, lane, now)
    except (RegisterAway, PressBusy):
        return held("register-away", form, standing, lane, certificate_desk, clock())


SERVICE = Service(
    NAME,
    GetCertificate,
    fulfil,
    review=review,
    events={"paid": paid, "ready": ready, "retry": retry, "reminder": remind},
    level=Level.IDENTIFIED,
    asks=level_of,
    behalf=True,
    group="certificates",
)
