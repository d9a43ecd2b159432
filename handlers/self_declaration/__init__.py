"""Self-declarations (autocertificazioni): filled in with what the register has, to be signed by hand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum, auto
from typing import Final

from bot.clock import Clock
from bot.level import Level, Standing
from bot.service import Outcome, Service, Sketch, ask, confirm, done
from bot.values import FreeText
from handlers.get_certificate.desk import CertificateDesk, practice_of
from handlers.links import Links
from handlers.self_declaration.declarant import Declarant, declarant
from platforms.paper.press import Press, PressBusy
from platforms.paper.self_declaration import SelfDeclaration, self_declaration_pdf
from platforms.residents.resident import CivilStatus, RegisterAway, Resident
from storage.links import make_link

LINK: Final = "declaration"  # what its link is for
_LIVES: Final = timedelta(hours=2)  # of that link
_LONGEST = 600  # signs of a statement: what fits on the page


class Fact(Enum):
    """What is declared: the first ones are filled in, the others in the citizen's own words."""

    RESIDENCE = auto()
    FAMILY = auto()
    CIVIL_STATUS = auto()
    CITIZENSHIP = auto()
    BIRTH = auto()
    EXISTENCE = auto()
    DEATH = auto()  # of a spouse, a parent, a child
    STUDIES = auto()
    INCOME = auto()
    UNEMPLOYED = auto()
    CONVICTIONS = auto()
    OTHER = auto()  # of what art. 46 lists
    FIRST_HAND = auto()  # anything else (art. 47)


_HELD: Final = {
    Fact.RESIDENCE: "residence",
    Fact.FAMILY: "family",
    Fact.CIVIL_STATUS: "civil-status",
    Fact.CITIZENSHIP: "citizenship",
    Fact.BIRTH: "birth",
    Fact.EXISTENCE: "existence",
}


class To(Enum):
    """Who will read it."""

    PUBLIC = auto()
    PRIVATE = auto()


@dataclass(frozen=True)
class Declare:
    """What is asked: the fact, and its text only where the register does not have it."""

    fact: Fact
    recipient: To | None = None
    statement: FreeText | None = None


async def review(
    form: Declare, *, standing: Standing, lane: str, certificate_desk: CertificateDesk | None, clock: Clock
) -> Outcome:
    """Show what will be declared, or ask for what the register does not have."""
    if certificate_desk is None:
        return done("not-offered")
    subject, purpose = standing.subject, {"declared": form.fact.name}
    try:
        practice = await practice_of(certificate_desk, subject, lane, purpose, clock())
        found = await declarant(subject, certificate_desk, practice)
    except RegisterAway:
        return done("register-away")
    if found is None:
        return done("not-registered")
    held = _HELD.get(form.fact, "")
    if not held or _lacks(form.fact, found.person):
        if form.statement is None:
            return ask("statement", "statement", fact=form.fact.name)
        if len(form.statement.text) > _LONGEST:
            return ask("too-long", "statement", most=str(_LONGEST))
    paper = _paper(form, found, clock().date())
    return confirm(
        "summary",
        reviewed=paper,
        name=f"{found.person.name} {found.person.surname}",
        fact=form.fact.name,
        statement=paper.statement or "none",
        first_hand="yes" if paper.first_hand else "no",
    )


def _lacks(fact: Fact, person: Resident) -> bool:
    """Whether the register does not have what is to be declared."""
    if fact is Fact.CITIZENSHIP:
        return not person.citizenships
    if fact is Fact.RESIDENCE:
        return not person.address.street
    return fact is Fact.CIVIL_STATUS and person.civil_status is CivilStatus.UNKNOWN


def _paper(form: Declare, found: Declarant, today: date) -> SelfDeclaration:
    held = "" if _lacks(form.fact, found.person) else _HELD.get(form.fact, "")
    own_words = form.statement.text if form.statement and not held else ""
    members: Sequence[Resident] = found.members if form.fact is Fact.FAMILY else ()
    first_hand = form.fact is Fact.FIRST_HAND
    return SelfDeclaration(found.person, today, held, own_words, tuple(members), first_hand)


async def fulfil(
    form: Declare, *, reviewed: SelfDeclaration, standing: Standing, press: Press, links: Links, clock: Clock
) -> Outcome:
    """Print it; nothing of it is kept. Where no file goes a link does, unless it has words of their own."""

    async def make() -> bytes:
        try:
            return await press.make(self_declaration_pdf, reviewed)
        except PressBusy:
            return b""

    until = clock() + _LIVES
    made = make_link(LINK, now=clock(), until=until, citizen=standing.subject, service=form.fact.name)
    return done(
        "declared",
        files=[Sketch("autocertificazione.pdf", "application/pdf", make)],
        records=made.records if reviewed.fact else (),
        url=links.declaration(made.token) if reviewed.fact else "none",
        by=f"{until:%H:%M}",
        to=form.recipient.name if form.recipient else "NONE",
        first_hand="yes" if reviewed.first_hand else "no",
    )


async def printed(citizen: str, fact: str, desk: CertificateDesk, press: Press, now: datetime) -> bytes:
    """Print what a link leads to, of a fact by its name, as the register has it now.

    Raises RegisterAway, PressBusy, and LookupError for whom the register does not have.
    """
    practice = await practice_of(desk, citizen, "", {"declared": fact}, now)
    found = await declarant(citizen, desk, practice)
    if found is None:
        raise LookupError("the register does not have who declares")
    return await press.make(self_declaration_pdf, _paper(Declare(Fact[fact]), found, now.date()))


SERVICE = Service(
    "self_declaration",
    Declare,
    fulfil,
    review=review,
    level=Level.IDENTIFIED,
    behalf=False,
    group="certificates",
)
