"""What is asked for a certificate: who will read it, of what kind, about whom, and with which exemption."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from bot.level import Level
from bot.values import FiscalCode, FreeText
from platforms.certificates.kinds import CertificateKind
from platforms.certificates.paper import Use


class Recipient(Enum):
    """Who will read it, which decides whether a certificate may be given at all, and what it must say."""

    BANK = auto()
    INSURANCE = auto()
    EMPLOYER = auto()
    LANDLORD = auto()
    NOTARY = auto()
    OTHER = auto()  # some other private person or body
    ABROAD = auto()
    COURT = auto()
    IMMIGRATION = auto()
    PUBLIC_BODY = auto()
    PUBLIC_SERVICE = auto()


# law: dpr445-2000/40/2 (bodies and public services must not ask for certificates, nor take them)
# law: dpr445-2000/43/1 (they find out by themselves what was declared)
PUBLIC: Final = frozenset({Recipient.PUBLIC_BODY, Recipient.PUBLIC_SERVICE})
USES: Final[Mapping[Recipient, Use]] = {
    Recipient.ABROAD: Use.ABROAD,
    Recipient.COURT: Use.COURT,
    Recipient.IMMIGRATION: Use.IMMIGRATION,
}
MUST_BE_EXEMPT: Final = frozenset({Use.COURT, Use.IMMIGRATION})  # ANPR: paEstera 2 and 3


class Kind(Enum):
    """The kinds that may be had from home, with those at the desk that people ask for by name."""

    RESIDENCE = CertificateKind.RESIDENCE
    FAMILY = CertificateKind.FAMILY
    CIVIL_STATUS = CertificateKind.CIVIL_STATUS
    FREE_STATUS = CertificateKind.FREE_STATUS
    CITIZENSHIP = CertificateKind.CITIZENSHIP
    EXISTENCE = CertificateKind.EXISTENCE
    BIRTH = CertificateKind.BIRTH
    MARRIAGE = CertificateKind.MARRIAGE
    DEATH = CertificateKind.DEATH
    FAMILY_WITH_RELATIONS = CertificateKind.FAMILY_WITH_RELATIONS
    FAMILY_AND_STATUS = CertificateKind.FAMILY_AND_STATUS
    CIVIL_UNION = CertificateKind.CIVIL_UNION
    COHABITATION = CertificateKind.COHABITATION
    COMMUNITY_RESIDENCE = CertificateKind.COMMUNITY_RESIDENCE
    AIRE_RESIDENCE = CertificateKind.AIRE_RESIDENCE
    AIRE_FAMILY = CertificateKind.AIRE_FAMILY
    PAST_RESIDENCE = CertificateKind.PAST_RESIDENCE
    PAST_CITIZENSHIP = CertificateKind.PAST_CITIZENSHIP


class Whom(Enum):
    """Whom it is about, seen from who asks."""

    SELF = auto()
    CHILD = auto()
    SPOUSE = auto()
    PARENT = auto()
    RELATIVE = auto()
    STRANGER = auto()


class Exemption(Enum):
    """Why no stamp duty is due, by the codes of ANPR's tab_esenzione_bollo; 0 for none: it is paid."""

    NONE = 0
    CHARITY = 1
    SPORTS = 2
    TRIAL = 3
    EXPERT = 4
    GUARDIANSHIP = 5
    ADOPTION = 6
    DIVORCE = 7
    STREET_RENAMED = 8
    FOREIGN_PENSION = 9
    BETWEEN_BODIES = 10
    OTHER = 99


LONGEST_REASON: Final = 256  # signs: ANPR, DescrizioneEsenzioneBollo


@dataclass(frozen=True)
class GetCertificate:
    """Who reads it and what it certifies are asked first; the rest only where it matters."""

    recipient: Recipient
    kind: Kind
    whom: Whom | None = None
    member: FreeText | None = None
    deceased: FiscalCode | None = None
    exemption: Exemption | None = None
    reason: FreeText | None = None

    @property
    def certificate(self) -> CertificateKind:
        """The kind as the register numbers it."""
        return self.kind.value

    @property
    def use(self) -> Use:
        """What it is for."""
        return USES.get(self.recipient, Use.PRIVATE)

    @property
    def purpose(self) -> dict[str, str]:
        """What the register is asked for, whatever is said of the duty."""
        wish = self.wish()
        return {name: wish[name] for name in ("recipient", "kind", "whom", "deceased") if name in wish}

    def wish(self) -> dict[str, str]:
        """Write the answers as they are kept."""
        given = {
            "recipient": self.recipient.name,
            "kind": self.kind.name,
            "whom": self.whom.name if self.whom else "",
            "member": self.member.text if self.member else "",
            "deceased": self.deceased.text if self.deceased else "",
            "exemption": self.exemption.name if self.exemption else "",
            "reason": self.reason.text if self.reason else "",
        }
        return {name: text for name, text in given.items() if text}

    @classmethod
    def of(cls, wish: Mapping[str, str]) -> "GetCertificate":
        """Read answers that were kept; KeyError if the code knows one of them no more."""
        return cls(
            Recipient[wish["recipient"]],
            Kind[wish["kind"]],
            Whom[wish["whom"]] if "whom" in wish else None,
            FreeText(wish["member"]) if "member" in wish else None,
            FiscalCode(wish["deceased"]) if "deceased" in wish else None,
            Exemption[wish["exemption"]] if "exemption" in wish else None,
            FreeText(wish["reason"]) if "reason" in wish else None,
        )


def level_of(form: GetCertificate) -> Level:
    """Tell what must be proven: nobody logs in to read that this is not the way."""
    if form.recipient in PUBLIC or form.whom is Whom.STRANGER:
        return Level.OPEN
    return Level.IDENTIFIED
