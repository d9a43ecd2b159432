"""Certificates of made-up people, one of each kind, and seals that nobody trusts."""

from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache

from platforms.certificates.kinds import CertificateKind as Kind
from platforms.certificates.paper import CertificatePaper, Stamp, Use
from platforms.certificates.sandbox_authority import sandbox_seal
from platforms.certificates.sealing import Sealer
from platforms.certificates.setting import certificate_pdf
from platforms.residents.resident import Act, Address, CivilStatus, Family, Place, Resident, Union

AT = datetime(2026, 11, 23, 12, tzinfo=UTC)
CODE = "K7QW-3M9T-XHRB-4C2N-V"
URL = f"https://sportello.example.org/verifica/{CODE}"
HERE = Place("Prova", "XX")
LIVORNO = Place("Livorno", "LI")
PARIS = Place("Parigi", state="Francia")
ADDRESS = Address("Via Roma", "12/A", "57100", HERE, date(2010, 3, 1))
EARLIER = Address("Via Milano", "3", "57100", HERE, date(2001, 1, 1), date(2010, 3, 1))
ABROAD = Address("Rue Neuve", "5", "75001", PARIS, date(2020, 5, 4))
ACT = Act("Livorno", 2009, "12", "II", "A")
WEDDING = Union("marriage", "Bianchi", "Luca", date(2009, 6, 20), LIVORNO, ACT)

MARIA = Resident(
    fiscal_code="RSSMGR84C52E625X",
    surname="Rossi",
    name="Maria Grazia",
    sex="F",
    born_on=date(1984, 3, 12),
    born_in=LIVORNO,
    citizenships=("Italia",),
    civil_status=CivilStatus.MARRIED,
    family="12",
    relation=1,
    address=ADDRESS,
)
LUCA = replace(MARIA, surname="Bianchi", name="Luca", sex="M", born_on=date(1980, 1, 1), relation=2)
ZOE = replace(
    MARIA,
    surname="Bianchi",
    name="Zoë",
    born_on=date(2012, 12, 8),
    born_in=PARIS,
    relation=3,
    civil_status=CivilStatus.SINGLE,
)
FAMILY = Family("12", (MARIA, LUCA, ZOE))

# What differs from a plain paper about Maria, by kind.
SPECIAL = {
    Kind.BIRTH: {
        "person": replace(MARIA, birth_act=Act("Livorno", 1984, "245", "I", "A")),
        "valid_until": None,
        "stamp": Stamp(),
    },
    Kind.DEATH: {
        "person": replace(LUCA, died_on=date(2026, 2, 1), died_in=LIVORNO, death_act=ACT),
        "valid_until": None,
        "stamp": Stamp(),
    },
    Kind.MARRIAGE: {"person": replace(MARIA, union=WEDDING)},
    Kind.CANCELLATION: {
        "person": replace(MARIA, cancelled_on=date(2025, 1, 2), cancelled_because="emigrazione")
    },
    Kind.CITIZENSHIP: {"person": replace(LUCA, citizenships=("Italia", "Germania"))},
    Kind.PAST_CITIZENSHIP: {"as_of": date(2015, 1, 1)},
    Kind.PAST_RESIDENCE: {"person": replace(MARIA, addresses=(EARLIER,))},
    Kind.AIRE_RESIDENCE: {
        "person": replace(
            MARIA, aire=True, aire_since=date(2020, 5, 4), consulate="Consolato a Parigi", address=ABROAD
        )
    },
    Kind.CIVIL_STATUS: {"person": replace(MARIA, union=WEDDING)},
    Kind.FREE_STATUS: {"person": replace(LUCA, civil_status=CivilStatus.SINGLE)},
    Kind.CIVIL_UNION: {"person": replace(LUCA, union=replace(WEDDING, kind="civil-union"))},
    Kind.COHABITATION: {"person": replace(MARIA, union=replace(WEDDING, kind="cohabitation"))},
    Kind.AIRE_FAMILY: {"person": replace(MARIA, aire=True, address=ABROAD)},
    Kind.RESIDENCE_ON_DAY: {"person": replace(MARIA, addresses=(EARLIER,)), "as_of": date(2005, 7, 1)},
}


def paper(kind, **changes):
    plain = {
        "number": "123/2026",
        "issued_on": AT.date(),
        "valid_until": date(2027, 2, 23),
        "person": MARIA,
        "family": FAMILY,
        "use": Use.PRIVATE,
        "stamp": Stamp(1600, "PGP-0001"),
        "municipality": "Comune di Prova",
        "code": CODE,
        "url": URL,
        "facsimile": True,
    }
    return CertificatePaper(kind=kind, **{**plain, **SPECIAL.get(kind, {}), **changes})


@cache
def _made(municipality):
    return sandbox_seal(municipality, AT)


def seal_file(municipality="Comune di Prova"):
    return _made(municipality)


@cache
def sealer(municipality="Comune di Prova"):
    return Sealer.from_pkcs12(seal_file(municipality), "", municipality, lambda: AT)


@cache
def sealed():
    """One sealed certificate of residence."""
    return sealer().seal(certificate_pdf(paper(Kind.RESIDENCE)), "Certificato di residenza")
