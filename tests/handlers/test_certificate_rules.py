"""Rules of certificates: our table against ANPR's files, and each reason seen in the register."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from handlers.get_certificate.bars import BARRED, Bar, Case, age
from handlers.get_certificate.form import Exemption, Kind
from handlers.get_certificate.rules import AT_THE_DESK, BARS, CertificateTerms, refusal
from platforms.certificates.kinds import CertificateKind as K
from platforms.certificates.validity import valid_until
from platforms.residents.resident import CivilStatus, Family
from samples.awkward_residents import awkward_residents

ANPR = Path(__file__).parents[3] / "shared" / "domain" / "data" / "anpr"
here = pytest.mark.skipif(not ANPR.is_dir(), reason="the files of ANPR are not beside the repository")
TODAY = date(2026, 2, 3)
PEOPLE = awkward_residents()

FILES = {
    K.BIRTH: "anagrafico_nascita",
    K.DEATH: "anagrafico_morte",
    K.MARRIAGE: "anagrafico_matrimonio",
    K.CANCELLATION: "cancellazione_anagrafica",
    K.CITIZENSHIP: "cittadinanza",
    K.PAST_CITIZENSHIP: "storico_cittadinanza",
    K.EXISTENCE: "esistenza_in_vita",
    K.RESIDENCE: "residenza",
    K.PAST_RESIDENCE: "storico_residenza",
    K.AIRE_RESIDENCE: "residenza_aire",
    K.CIVIL_STATUS: "stato_civile",
    K.FAMILY: "stato_di_famiglia",
    K.FAMILY_AND_STATUS: "stato_di_famiglia_e_stato_civile",
    K.COMMUNITY_RESIDENCE: "residenza_in_convivenza",
    K.AIRE_FAMILY: "stato_di_famiglia_aire",
    K.FAMILY_WITH_RELATIONS: "stato_di_famiglia_con_relazioni_di_parentela",
    K.FREE_STATUS: "stato_libero",
    K.CIVIL_UNION: "unione_civile",
    K.COHABITATION: "contratto_di_convivenza",
    K.RESIDENCE_ON_DAY: "storico_residenza_alla_data",
}
# What each sentence of the files is in our table. What the files say of who asks for a public body, of
# several certificates on one sheet and of the duty is not about the person: it is looked at elsewhere.
SENTENCES = [
    (r"soggetto non certificabile", Bar.NOT_CERTIFIABLE),
    (r"soggetto non iscrivibile", Bar.NOT_ENROLLABLE),
    (r"soggetto interdetto", Bar.GUARDIAN),
    (r"soggetto parz", Bar.PARTLY),
    (r"procedimento aperto", Bar.OPEN_PROCEDURE),
    (r"per soggetti iscritti all'aire", Bar.AIRE),
    (r"per soggetti residenti", Bar.NOT_AIRE),
    (r"soggetto cancellato anagraficamente", Bar.CANCELLED),
    (r"se il soggetto è cancellato per decesso", Bar.DEAD),
    (r"non è cancellato per decesso", Bar.ALIVE),
    (r"data di cancellazione è assente", Bar.NOT_CANCELLED),
    (r"iscritto all'aire e non è nato in italia", Bar.AIRE_BORN_ABROAD),
    (r"stato civile (?:non è indicato|è mancante)|mancano i dati sullo stato civile", Bar.STATUS_UNKNOWN),
    (r"persona è di stato libero o unito civilmente", Bar.NOT_MARRIED),
    (r"stato civile non è unito civilmente", Bar.NOT_UNITED),
    (r"stato civile è diverso da", Bar.NOT_FREE),
    (r"dati (?:del matrimonio|dell'unione civile|del contratto di convivenza) sono", Bar.UNION_MISSING),
    (r"stato civile da certificare sono integralmente assenti", Bar.UNION_MISSING),
    (r"dati (?:del coniuge|del convivente|della parte unita civilmente) sono", Bar.PARTNER_MISSING),
    (r"già alla data del matrimonio|successiv(?:a|amente) all'espatrio", Bar.UNION_ABROAD),
    (r"diverso da uno dei due conviventi", Bar.NOT_A_PARTNER),
    (r"in definizione o non attribuibile|cittadinanza sono integralmente assenti", Bar.CITIZENSHIP_UNKNOWN),
    (r"più cittadinanze", Bar.SEVERAL_CITIZENSHIPS),
    (r"non è cittadino italiano", Bar.FOREIGNER),
    (r"non risulta certificabile e/o completa", Bar.FAMILY_INCOMPLETE),
    (r"non (?:è|risulta) associato (?:né )?ad una famiglia", Bar.NO_FAMILY),
    (r"priva di intestatario", Bar.NO_HOLDER),
    (r"senza fissa dimora", Bar.NO_ABODE),
    (r"appart\w+ ad una convivenza", Bar.COMMUNITY),
    (r"non è maggiorenne", Bar.MINOR_ASKS),
    (r"soltanto un soggetto", Bar.ALONE),
    (r"legame parentela con l'intestatario non più ammesso", Bar.RELATION_ENDED),
    (r"non è una famiglia aire", Bar.NOT_AIRE_FAMILY),
    (r"antecedente alla data di (?:prima iscrizione|subentro|cancellazione)", Bar.BEFORE_ENROLMENT),
    (r"data di decorrenza della residenza è assente", Bar.NO_START),
]
ELSEWHERE = ("Tipo richiedente PA", "Esenzione bolli", "Combinazioni certificati su cumulativi")


def sentences(file: Path) -> list[str]:
    """The controls of a page, in small letters."""
    lines = file.read_text(encoding="utf-8").splitlines()
    section, found = "", []
    for line, after in zip(lines, [*lines[1:], ""], strict=True):
        if after.startswith("^^^"):
            section = line.strip()
        elif section not in ("", *ELSEWHERE):
            found += [piece.strip(" .;-\t\xa0") for piece in re.split(r"(?:^|;)\s*- ", line)]
    return [each.lower().replace("’", "'") for each in found if each.lower().startswith("se ")]


@here
@pytest.mark.parametrize("kind", list(K), ids=lambda kind: kind.name)
def test_our_table_has_each_control_of_anpr_and_no_other(kind):
    told = sentences(ANPR / "controllo-certificati" / f"CERTIFICATO_{FILES[kind]}.rst")
    bars = {said: {bar for shape, bar in SENTENCES if re.search(shape, said)} for said in told}
    assert [said for said, found in bars.items() if not found] == []
    assert set().union(*bars.values()) == set(BARS[kind])


@here
def test_our_kinds_and_exemptions_are_those_of_the_tables():
    kinds = (ANPR / "tab_tipo_di_certificato.csv").read_text(encoding="utf-8")
    assert {int(code) for code in re.findall(r"^(\d+),", kinds, re.MULTILINE)} == {int(kind) for kind in K}
    codes = (ANPR / "tab_esenzione_bollo.csv").read_text(encoding="utf-8")
    assert {int(code) for code in re.findall(r"^(\d+),", codes, re.MULTILINE)} == {
        each.value for each in Exemption if each is not Exemption.NONE
    }


def test_every_bar_can_be_seen_and_every_kind_is_offered_or_at_the_desk():
    assert set(BARRED) == set(Bar) - {Bar.AT_THE_DESK}
    assert {kind.value for kind in Kind} | AT_THE_DESK == set(K)


def judge(kind, label, asker="", **changes):
    person = replace(PEOPLE[label], **changes)
    members = tuple(
        each
        for each in (replace(person), *PEOPLE.values())
        if each.family == person.family and each.died_on is None and each.cancelled_on is None
    )
    unique = tuple({each.fiscal_code: each for each in reversed(members)}.values())
    who = PEOPLE[asker] if asker else person
    return refusal(kind, Case(person, Family(person.family, unique[::-1]), who, TODAY))


CASES = [
    ("residence of anybody", K.RESIDENCE, "mario", "", None),
    ("residence of a child", K.RESIDENCE, "child of two", "mario", None),
    ("family", K.FAMILY, "mario", "", None),
    ("partly certifiable: residence", K.RESIDENCE, "partly certifiable", "", None),
    ("partly certifiable: birth", K.BIRTH, "partly certifiable", "", Bar.PARTLY),
    ("not certifiable", K.RESIDENCE, "not certifiable", "", Bar.NOT_CERTIFIABLE),
    ("not enrollable", K.RESIDENCE, "not enrollable", "", Bar.NOT_ENROLLABLE),
    ("interdicted", K.RESIDENCE, "interdicted", "", Bar.GUARDIAN),
    ("open procedure", K.RESIDENCE, "open procedure", "", Bar.OPEN_PROCEDURE),
    ("emigrated", K.RESIDENCE, "cancelled by emigration", "", Bar.CANCELLED),
    ("dead", K.EXISTENCE, "deceased", "widow", Bar.DEAD),
    ("death of the dead", K.DEATH, "deceased", "widow", None),
    ("death of the living", K.DEATH, "mario", "", Bar.ALIVE),
    ("AIRE: residence", K.RESIDENCE, "AIRE", "", Bar.AIRE),
    ("AIRE: its own residence", K.AIRE_RESIDENCE, "AIRE", "", None),
    ("AIRE: its own family", K.AIRE_FAMILY, "AIRE", "", None),
    ("here: AIRE residence", K.AIRE_RESIDENCE, "mario", "", Bar.NOT_AIRE),
    ("AIRE, born abroad", K.BIRTH, "AIRE child", "AIRE", Bar.AIRE_BORN_ABROAD),
    ("several citizenships", K.CITIZENSHIP, "double citizenship", "", Bar.SEVERAL_CITIZENSHIPS),
    ("no citizenship", K.CITIZENSHIP, "stateless", "", Bar.CITIZENSHIP_UNKNOWN),
    ("another citizenship", K.CITIZENSHIP, "fatima", "", Bar.FOREIGNER),
    ("married", K.MARRIAGE, "mario", "", None),
    ("not married", K.MARRIAGE, "giulia", "", Bar.NOT_MARRIED),
    ("spouse without data", K.MARRIAGE, "spouse without data", "", Bar.PARTNER_MISSING),
    ("civil union", K.CIVIL_UNION, "civil union", "", None),
    ("no civil union", K.CIVIL_UNION, "mario", "", Bar.NOT_UNITED),
    ("cohabitation", K.COHABITATION, "giulia", "", None),
    ("cohabitation, asked for by the other", K.COHABITATION, "giulia", "cohabitation contract", None),
    ("cohabitation, asked for by a third", K.COHABITATION, "giulia", "mario", Bar.NOT_A_PARTNER),
    ("free to marry", K.FREE_STATUS, "divorced", "", None),
    ("not free to marry", K.FREE_STATUS, "mario", "", Bar.NOT_FREE),
    ("community: family", K.FAMILY, "community", "", Bar.COMMUNITY),
    ("community: its residence", K.COMMUNITY_RESIDENCE, "community", "", None),
    ("no community", K.COMMUNITY_RESIDENCE, "mario", "", Bar.NOT_COMMUNITY),
    ("alone", K.FAMILY_AND_STATUS, "divorced", "", Bar.ALONE),
    ("asked for by a child", K.FAMILY_WITH_RELATIONS, "mario", "child of two", Bar.MINOR_ASKS),
    ("of the past", K.PAST_RESIDENCE, "mario", "", Bar.AT_THE_DESK),
]


@pytest.mark.parametrize(
    ("kind", "label", "asker", "wanted"), [each[1:] for each in CASES], ids=[each[0] for each in CASES]
)
def test_each_case_is_issued_or_barred(kind, label, asker, wanted):
    assert judge(kind, label, asker) is wanted


CHANGED = [
    ("the register has no status", K.CIVIL_STATUS, {"civil_status": CivilStatus.UNKNOWN}, Bar.STATUS_UNKNOWN),
    ("the union is lacking", K.CIVIL_STATUS, {"union": None}, Bar.UNION_MISSING),
    ("no holder", K.FAMILY, {"relation": 13}, Bar.NO_HOLDER),
    ("no family", K.AIRE_FAMILY, {"aire": True, "family": "x", "relation": 99}, Bar.RELATION_ENDED),
    ("not a family of AIRE", K.AIRE_FAMILY, {"aire": True}, Bar.NOT_AIRE_FAMILY),
]


@pytest.mark.parametrize(
    ("kind", "changes", "wanted"), [each[1:] for each in CHANGED], ids=[each[0] for each in CHANGED]
)
def test_data_that_are_lacking_go_to_the_office(kind, changes, wanted):
    assert judge(kind, "mario", **changes) is wanted


def test_a_birthday_counts_on_its_day():
    born = replace(PEOPLE["mario"], born_on=date(2008, 2, 3))
    assert (age(born, date(2026, 2, 2)), age(born, TODAY)) == (17, 18)


PRICES = [
    ("duty", K.RESIDENCE, Exemption.NONE, {}, 1600),
    ("exempt", K.RESIDENCE, Exemption.FOREIGN_PENSION, {}, 0),
    ("birth, of the register of residents", K.BIRTH, Exemption.NONE, {}, 1600),
    ("birth, where a city says that it is free", K.BIRTH, None, {"free_of_duty": {K.BIRTH}}, 0),
    ("free of dues too", K.BIRTH, None, {"free_of_duty": {K.BIRTH}, "dues_cents": 52}, 0),
    ("duty and dues", K.FAMILY, Exemption.NONE, {"dues_cents": 52}, 1652),
    ("exempt: half the dues", K.FAMILY, Exemption.CHARITY, {"dues_cents": 52}, 26),
    ("exempt from both", K.FAMILY, Exemption.ADOPTION, {"dues_cents": 52}, 0),
]


@pytest.mark.parametrize(
    ("kind", "exemption", "terms", "wanted"), [each[1:] for each in PRICES], ids=[each[0] for each in PRICES]
)
def test_what_a_certificate_costs(kind, exemption, terms, wanted):
    assert CertificateTerms(**terms).price(kind, exemption) == wanted


@here
def test_the_exemptions_that_waive_the_dues_are_those_of_anpr():
    rows = (ANPR / "tab_esenzione_bollo.csv").read_text(encoding="utf-8")
    told = {int(row.split(",")[0]) for row in rows.splitlines() if re.search(r"diritti", row, re.IGNORECASE)}
    terms = CertificateTerms(dues_cents=52)
    ours = {each.value for each in Exemption if each.value and not terms.dues(K.FAMILY, each)}
    assert ours == {4, 6, 7, 10}
    assert ours <= told or not told


def test_the_past_and_the_dead_are_certified_for_ever_and_the_rest_for_three_months():
    assert (valid_until(K.DEATH, TODAY), valid_until(K.FAMILY, TODAY)) == (None, date(2026, 5, 3))
    assert {kind for kind in K if valid_until(kind, TODAY) is None} == {K.BIRTH, K.DEATH}
    assert all(CertificateTerms().bears_duty(kind) for kind in K)
