"""What may be certified of whom, and with which duty: ANPR's controls as a table of our own.

Source: ANPR, "Controlli applicati alla produzione di certificati" (italia/anpr, documentazione tecnica, one
page for each certificate), and its tables tab_motivi_di_non_certificabilita and tab_tipo_di_certificato. What
a clerk may force there (forzaCertificazione) is refused here: the office decides. For how long a certificate
holds is in platforms.certificates.validity.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from handlers.get_certificate.bars import BARRED, Bar, Case
from handlers.get_certificate.form import Exemption
from platforms.certificates.kinds import CertificateKind as K

_EVERYBODY = (Bar.NOT_CERTIFIABLE, Bar.NOT_ENROLLABLE, Bar.GUARDIAN)
_ALL = (*_EVERYBODY, Bar.PARTLY, Bar.OPEN_PROCEDURE)
_RESIDENCE = (*_EVERYBODY, Bar.OPEN_PROCEDURE)  # what may be certified of who is certifiable in part
_HERE = (Bar.CANCELLED, Bar.DEAD)
_FAMILY = (Bar.FAMILY_INCOMPLETE, Bar.COMMUNITY, Bar.NO_FAMILY, Bar.NO_HOLDER)

BARS: Final[Mapping[K, tuple[Bar, ...]]] = {
    K.BIRTH: (*_ALL, *_HERE, Bar.AIRE_BORN_ABROAD),
    K.DEATH: (*_ALL, Bar.AIRE, Bar.ALIVE),
    K.MARRIAGE: (
        *(*_ALL, *_HERE, Bar.STATUS_UNKNOWN, Bar.NOT_MARRIED),
        *(Bar.UNION_MISSING, Bar.PARTNER_MISSING, Bar.UNION_ABROAD),
    ),
    K.CANCELLATION: (*_ALL, Bar.AIRE, Bar.DEAD, Bar.NOT_CANCELLED),
    K.CITIZENSHIP: (*_ALL, *_HERE, Bar.CITIZENSHIP_UNKNOWN, Bar.SEVERAL_CITIZENSHIPS, Bar.FOREIGNER),
    K.PAST_CITIZENSHIP: (*_ALL, Bar.AIRE, Bar.FOREIGNER, Bar.CITIZENSHIP_UNKNOWN),
    K.EXISTENCE: (*_ALL, Bar.AIRE, *_HERE),
    K.RESIDENCE: (*_RESIDENCE, Bar.AIRE, *_HERE),
    K.PAST_RESIDENCE: (*_ALL, Bar.BEFORE_ENROLMENT, Bar.NO_START),
    K.AIRE_RESIDENCE: (*_ALL, Bar.NOT_AIRE, *_HERE),
    K.CIVIL_STATUS: (*_ALL, Bar.AIRE, *_HERE, Bar.STATUS_UNKNOWN, Bar.UNION_MISSING),
    K.FAMILY: (*_RESIDENCE, Bar.AIRE, *_HERE, *_FAMILY, Bar.NO_ABODE),
    K.FAMILY_AND_STATUS: (*_ALL, Bar.AIRE, *_HERE, *_FAMILY, Bar.MINOR_ASKS, Bar.ALONE),
    K.COMMUNITY_RESIDENCE: (*_RESIDENCE, Bar.AIRE, *_HERE),
    K.AIRE_FAMILY: (*_ALL, Bar.NOT_AIRE, *_HERE, Bar.NO_FAMILY, Bar.RELATION_ENDED, Bar.NOT_AIRE_FAMILY),
    K.FAMILY_WITH_RELATIONS: (*_ALL, Bar.AIRE, *_HERE, *_FAMILY, Bar.MINOR_ASKS, Bar.ALONE),
    K.FREE_STATUS: (*_ALL, Bar.AIRE, *_HERE, Bar.NOT_FREE),
    K.CIVIL_UNION: (
        *(*_ALL, *_HERE, Bar.STATUS_UNKNOWN, Bar.NOT_UNITED),
        *(Bar.UNION_MISSING, Bar.PARTNER_MISSING, Bar.UNION_ABROAD),
    ),
    K.COHABITATION: (
        *(*_ALL, *_HERE, Bar.UNION_MISSING, Bar.PARTNER_MISSING),
        *(Bar.NOT_A_PARTNER, Bar.UNION_ABROAD),
    ),
    K.RESIDENCE_ON_DAY: (*_ALL, Bar.BEFORE_ENROLMENT, Bar.NO_START),
}

# Beyond ANPR: who lives in a community has its certificate, and nobody else has.
_OWN: Final[Mapping[K, tuple[Bar, ...]]] = {
    K.COMMUNITY_RESIDENCE: (Bar.NOT_COMMUNITY,),
    K.RESIDENCE: (Bar.NO_ABODE,),
}

# Those of the past and of a cancellation are searched in paper files: at the desk alone (Casal Serugo).
AT_THE_DESK: Final = frozenset({K.CANCELLATION, K.PAST_CITIZENSHIP, K.PAST_RESIDENCE, K.RESIDENCE_ON_DAY})

# Codes of tab_esenzione_bollo under which the dues are waived too.
_FREE_OF_DUES: Final = frozenset(
    {Exemption.EXPERT, Exemption.ADOPTION, Exemption.DIVORCE, Exemption.BETWEEN_BODIES}
)


# law: dpr642-1972/tariffa/4 (duty on certificates, for each sheet, from the origin)
# law: l405-1990/7/5 (what is drawn from the registers of civil status: see `free_of_duty`)
@dataclass(frozen=True, slots=True)
class CertificateTerms:
    """What a municipality decides about certificates, and what the duty is.

    `dues_cents` (diritti di segreteria) are asked for beside the duty, and half of them where the use is
    exempt. `free_of_duty` are kinds that bear neither; by default none does (docs/decisions/021). `category`
    is the code of pagoPA's taxonomy. Unless `offered`, nothing is issued here: declarations alone.
    """

    duty_cents: int = 1600
    dues_cents: int = 0
    days_to_pay: int = 7
    category: str = ""
    free_of_duty: frozenset[K] = frozenset()
    offered: bool = True

    def bears_duty(self, kind: K) -> bool:
        """Whether a kind owes stamp duty unless its use is exempt."""
        return kind not in self.free_of_duty

    def dues(self, kind: K, exemption: Exemption | None) -> int:
        """Tell which dues are asked for, in cents."""
        if not self.bears_duty(kind) or exemption in _FREE_OF_DUES:
            return 0
        return self.dues_cents if exemption in (None, Exemption.NONE) else self.dues_cents // 2

    def price(self, kind: K, exemption: Exemption | None) -> int:
        """Tell what a certificate costs, in cents: duty, unless exempt, and dues."""
        paid = self.bears_duty(kind) and exemption in (None, Exemption.NONE)
        return (self.duty_cents if paid else 0) + self.dues(kind, exemption)


def bars_of(kind: K) -> tuple[Bar, ...]:
    """List what is looked at before a kind is issued, ANPR's controls first."""
    return (*BARS[kind], *_OWN.get(kind, ()))


def refusal(kind: K, case: Case) -> Bar | None:
    """Find the first reason why a certificate is not issued by itself."""
    if kind in AT_THE_DESK:
        return Bar.AT_THE_DESK
    return next((bar for bar in bars_of(kind) if BARRED[bar](kind, case)), None)
