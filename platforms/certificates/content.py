"""A certificate turned into its texts: a pure function, the same paper gives the same texts."""

from dataclasses import dataclass
from datetime import timedelta

from bot.values import Money
from platforms.certificates.kinds import CertificateKind
from platforms.certificates.paper import CertificatePaper, Use
from platforms.certificates.statement import Statement, name_of
from platforms.certificates.statements import statement
from platforms.certificates.wording import Line, Speech
from platforms.paper.typesetting import legible

_THREE_MONTHS = timedelta(days=93)
_OF_AIRE = (CertificateKind.AIRE_RESIDENCE, CertificateKind.AIRE_FAMILY)
_OF_THE_PAST = (
    CertificateKind.CANCELLATION,
    CertificateKind.PAST_CITIZENSHIP,
    CertificateKind.PAST_RESIDENCE,
    CertificateKind.RESIDENCE_ON_DAY,
)


@dataclass(frozen=True, slots=True)
class Content:
    """All texts of a certificate, in the order in which they are read."""

    title: Line
    number: Line
    opening: Line
    person: str
    identity: tuple[Line, ...]
    statement: Statement
    use: Line
    stamp: Line
    validity: Line


def content(paper: CertificatePaper) -> Content:
    """Write a certificate; raises statement.CannotBeSaid if the register lacks what it says."""
    speech = Speech(paper.second_language)
    return Content(
        title=speech.say(f"{slug(paper.kind)}-title"),
        number=speech.say("number", number=paper.number, on=paper.issued_on),
        opening=speech.say(_opening(paper.kind)),
        person=legible(name_of(paper.person)),
        identity=tuple(_identity(paper, speech)),
        statement=statement(paper),
        use=_use(paper.use, speech),
        stamp=_stamp(paper, speech),
        validity=_validity(paper, speech),
    )


def slug(kind: CertificateKind) -> str:
    """Name a kind as its template and its texts are named: "family-and-status"."""
    return kind.name.lower().replace("_", "-")


def _opening(kind: CertificateKind) -> str:
    if kind in _OF_AIRE:
        return "opening-aire"
    return "opening-past" if kind in _OF_THE_PAST else "opening"


def _identity(paper: CertificatePaper, speech: Speech) -> list[Line]:
    person = paper.person
    born = speech.say("born", sex=person.sex, place=person.born_in, on=person.born_on)
    code = speech.say("fiscal-code", code=person.fiscal_code)
    return [code] if paper.kind is CertificateKind.BIRTH else [born, code]


def _use(use: Use, speech: Speech) -> Line:
    # law: dpr445-2000/40 - without it the certificate is null
    return speech.say(f"use-{use.value}")


def _stamp(paper: CertificatePaper, speech: Speech) -> Line:
    stamp = paper.stamp
    if stamp.paid_cents:
        return speech.say("stamp-paid", amount=Money(stamp.paid_cents), receipt=stamp.receipt_id)
    if stamp.exemption:
        reason = speech.say(f"exempt-{stamp.exemption}", reason=stamp.reason)
        return speech.say("stamp-exempt", reason=reason)
    return speech.say("stamp-none")


def _validity(paper: CertificatePaper, speech: Speech) -> Line:
    # law: dpr223-1989/33/3, dpr445-2000/41/1
    if paper.valid_until is None:
        return speech.say("valid-always")
    short = paper.valid_until - paper.issued_on <= _THREE_MONTHS
    return speech.say("valid-months" if short else "valid-long", until=paper.valid_until)
