"""What certificates take, in one place; and what was found out for one of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Protocol

from bot.level import Standing
from bot.values.spelling import plain
from handlers.get_certificate.bars import Bar, Case
from handlers.get_certificate.family import called, meant
from handlers.get_certificate.form import GetCertificate, Kind, Whom
from handlers.get_certificate.rules import CertificateTerms, refusal
from platforms.certificates.issuing import Certificates
from platforms.residents.resident import Family, Resident, Residents
from storage.certificate_orders import CertificateOrder, CertificateOrders, OrderState
from storage.citizens import Citizen


class Citizens(Protocol):
    """Whoever knows citizens by their opaque ids."""

    async def by_id(self, number: str) -> Citizen | None:
        """Read a citizen."""


@dataclass(frozen=True, slots=True)
class CertificateDesk:
    """All that it takes to issue a certificate.

    `municipality` is its bare name where the register holds everybody in Italy (ANPR), empty where it holds
    our own: there each look-up is for a practice, and who lives elsewhere is not certified here.
    """

    citizens: Citizens
    residents: Residents
    certificates: Certificates
    orders: CertificateOrders
    terms: CertificateTerms
    municipality: str = ""

    def keeps(self, person: Resident) -> bool:
        """Whether somebody is enrolled in this municipality."""
        return not self.municipality or plain(person.address.place.name) == plain(self.municipality)

    def why(self, found: "Found | Unclear | None") -> str:
        """The word for why it is not done by itself; ANPR tells nobody's family, so nobody is without one."""
        if found is None:
            return "not-registered"
        return "family-unknown" if self.municipality and found.why == Bar.NO_FAMILY.value else found.why


@dataclass(frozen=True, slots=True)
class Unclear:
    """Nobody was found, or several may be meant: then `slot` is to be asked for, else it is empty."""

    why: str
    slot: str
    people: tuple[Resident, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """Who is to be certified; `barred` says why it is not done by itself."""

    case: Case
    barred: Bar | None

    @property
    def why(self) -> str:
        """The word for the reason why it is not done by itself; empty for none."""
        return self.barred.value if self.barred else ""

    @property
    def digest(self) -> str:
        """What tells these data from others of the same people."""
        return sha256(repr((self.case.person, self.case.family)).encode()).hexdigest()[:32]

    @property
    def language(self) -> str:
        """The language beside Italian for who is better served in it, as the register has it."""
        return "" if self.case.person.language == "it" else self.case.person.language


def agent_of(standing: Standing) -> str:
    """Name who asks on behalf of somebody else; empty for who asks for themselves."""
    return standing.citizen if standing.acting_for else ""


async def practice_of(
    desk: CertificateDesk, citizen: str, lane: str, purpose: Mapping[str, str], now: datetime
) -> str:
    """Write down for what the national register is about to be asked, and give its number; empty for our own.

    One of a day for each purpose: to ask again is the same practice.
    """
    if not desk.municipality:
        return ""
    name = desk.orders.name(citizen, lane, purpose, {"practice": now.date().isoformat()})
    return await desk.orders.open(CertificateOrder(name, citizen, OrderState.ASKED, now, purpose, lane=lane))


async def look_up(
    form: GetCertificate, citizen: str, desk: CertificateDesk, today: date, protocol: str = ""
) -> Found | Unclear | None:
    """Find who is meant, as the register has them now; None for an asker whom it does not have.

    Raises RegisterAway.
    """
    known = await desk.citizens.by_id(citizen)
    asker = await desk.residents.person(known.fiscal_code, protocol=protocol) if known else None
    if asker is None or not desk.keeps(asker):
        return None
    family = await desk.residents.family(asker.fiscal_code, protocol=protocol)
    if form.kind is Kind.DEATH:
        return await _deceased(form, asker, desk, today, protocol)
    whom = form.whom or Whom.SELF
    if whom is Whom.SELF:
        return _judged(form, asker, family, asker, today)
    people = meant(asker, family.members if family else (), whom)
    if form.member is not None:
        people = called(people, form.member.text) or called(
            family.members if family else (), form.member.text
        )
    if len(people) != 1:
        others = meant(asker, family.members if family else (), whom)
        if not others:
            return Unclear("no-family", "")
        return Unclear("whose" if form.member is None else "whose-again", "member", others)
    return _judged(form, people[0], family, asker, today)


async def _deceased(
    form: GetCertificate, asker: Resident, desk: CertificateDesk, today: date, protocol: str
) -> Found | Unclear:
    """Find somebody dead by the fiscal code, of one's own sheet alone: of others nobody learns anything."""
    if form.deceased is None:
        return Unclear("whose-death", "deceased")
    person = await desk.residents.person(form.deceased.text, protocol=protocol)
    if person is None or not person.family or person.family != asker.family:
        return Unclear("not-your-family", "")
    return _judged(form, person, None, asker, today)


def _judged(
    form: GetCertificate, person: Resident, family: Family | None, asker: Resident, today: date
) -> Found:
    case = Case(person, family, asker, today)
    return Found(case, refusal(form.certificate, case))
