"""The certificate as a page: what each kind says, in the order in which it is read, and the same bytes."""

import subprocess
import sys
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
import zxingcpp

from bot.errors import Misconfigured
from platforms.certificates.content import content
from platforms.certificates.kinds import CertificateKind as Kind
from platforms.certificates.letterhead import Letterhead, arms_from
from platforms.certificates.paper import Stamp, Use
from platforms.certificates.setting import certificate_pdf
from platforms.certificates.statement import CannotBeSaid
from tests.platforms.certificates.made_up import CODE, LUCA, MARIA, URL, paper
from tests.platforms.paper.papers import pictures, text_of

ROOT = Path(__file__).parents[3]
HOME = "Via Roma 12/A, 57100 Prova (XX)"
NOT_FOR_OFFICES = (
    "Il presente certificato non può essere prodotto agli organi della pubblica amministrazione "
    "o ai privati gestori di pubblici servizi."
)

SAYS = {
    Kind.BIRTH: "è nata a Livorno (LI) il 12 marzo 1984 (dodici marzo millenovecentottantaquattro). "
    "Atto n. 245, parte I, serie A, anno 1984, Comune di Livorno.",
    Kind.DEATH: "è deceduto a Livorno (LI) il 1º febbraio 2026 (primo febbraio duemilaventisei).",
    Kind.MARRIAGE: "ha contratto matrimonio con Bianchi Luca a Livorno (LI) il 20 giugno 2009 (venti giugno "
    "duemilanove).",
    Kind.CANCELLATION: "è stata cancellata dall'anagrafe della popolazione residente di questo Comune il "
    "2 gennaio 2025. Motivo della cancellazione: emigrazione.",
    Kind.CITIZENSHIP: "è cittadino italiano e ha inoltre la cittadinanza: Germania.",
    Kind.PAST_CITIZENSHIP: "alla data del 1º gennaio 2015 aveva la cittadinanza: Italia.",
    Kind.EXISTENCE: f"è in vita. È residente in questo Comune, in {HOME}.",
    Kind.RESIDENCE: f"è residente in questo Comune, in {HOME}, dal 1º marzo 2010.",
    Kind.PAST_RESIDENCE: "Indirizzo Dal Al Via Milano 3, 57100 Prova (XX) 1º gennaio 2001 1º marzo 2010 "
    f"{HOME} 1º marzo 2010 attuale",
    Kind.AIRE_RESIDENCE: "è iscritta nell'anagrafe degli italiani residenti all'estero (AIRE) di questo "
    "Comune dal 4 maggio 2020 e risiede in Rue Neuve 5, 75001 Parigi (Francia).",
    Kind.CIVIL_STATUS: "è di stato civile: coniugata. ha contratto matrimonio con Bianchi Luca",
    Kind.FAMILY: f"ha la famiglia anagrafica così composta, in {HOME}: Cognome e nome Nascita "
    "Rossi Maria Grazia Livorno (LI), 12 marzo 1984 Bianchi Luca Livorno (LI), 1º gennaio 1980 "
    "Bianchi Zoë Parigi (Francia), 8 dicembre 2012",
    Kind.FAMILY_AND_STATUS: "1984 coniugata Bianchi Luca Livorno (LI), 1º gennaio 1980 coniugato Bianchi Zoë",
    Kind.COMMUNITY_RESIDENCE: f"è residente in questo Comune, nella convivenza anagrafica n. 12, in {HOME}",
    Kind.AIRE_FAMILY: "ha la famiglia così iscritta nell'AIRE di questo Comune, in Rue Neuve 5",
    Kind.FAMILY_WITH_RELATIONS: "intestataria della scheda Bianchi Luca Livorno (LI), 1º gennaio 1980 marito "
    "Bianchi Zoë Parigi (Francia), 8 dicembre 2012 figlia",
    Kind.FREE_STATUS: "è di stato libero (celibe).",
    Kind.CIVIL_UNION: "ha costituito unione civile con Bianchi Luca a Livorno (LI) il 20 giugno 2009",
    Kind.COHABITATION: "ha stipulato con Bianchi Luca un contratto di convivenza, registrato nell'anagrafe",
    Kind.RESIDENCE_ON_DAY: "alla data del 1º luglio 2005 era residente in questo Comune, in Via Milano 3",
}


@pytest.mark.parametrize("kind", Kind, ids=lambda kind: kind.name)
def test_a_certificate_is_read_in_order(kind):
    _, text = text_of(certificate_pdf(paper(kind)))
    about = paper(kind).person
    parts = [
        "Comune di Prova",
        "Facsimile: documento di prova",
        "Certificato",
        "N. 123/2026 · rilasciato il 23 novembre 2026",
        "L'ufficiale d'anagrafe",
        f"{about.surname} {about.name}",
        about.fiscal_code,
        SAYS[kind],
        NOT_FOR_OFFICES,
        "Valid",
        "Verifica",
        CODE,
    ]
    places = [text.find(part) for part in parts]
    assert -1 not in places, parts[places.index(-1)]
    assert places == sorted(places)


USES = [
    (Use.PRIVATE, NOT_FOR_OFFICES),
    (Use.ABROAD, "n. 445, il presente certificato è rilasciato solo per l'estero."),
    (Use.COURT, "il presente certificato è rilasciato per cause giudiziarie."),
    (Use.IMMIGRATION, "procedimenti disciplinati dalle norme sull'immigrazione."),
]  # fmt: skip


@pytest.mark.parametrize(("use", "sentence"), USES, ids=lambda value: getattr(value, "name", ""))
def test_each_use_has_the_sentence_without_which_a_certificate_is_null(use, sentence):
    _, text = text_of(certificate_pdf(paper(Kind.RESIDENCE, use=use)))
    assert sentence in text
    assert (NOT_FOR_OFFICES in text) is (use is Use.PRIVATE)


STAMPS = [
    (
        "paid",
        Stamp(1600, "PGP-0001"),
        "Imposta di bollo di 16,00 € assolta tramite pagoPA, ricevuta PGP-0001.",
    ),
    ("by a norm", Stamp(exemption=7), "separazione o divorzio (art. 19, L. 74/1987)."),
    ("other", Stamp(exemption=99, reason="borsa di studio"), "di chi lo ha chiesto: borsa di studio."),
    ("none", Stamp(), "Non soggetto a imposta di bollo."),
]


@pytest.mark.parametrize(("stamp", "line"), [row[1:] for row in STAMPS], ids=[row[0] for row in STAMPS])
def test_the_stamp_duty_is_told(stamp, line):
    assert line in text_of(certificate_pdf(paper(Kind.RESIDENCE, stamp=stamp)))[1]


VALIDITIES = [
    ("three months", date(2027, 2, 23), "Valido fino al 23 febbraio 2027, tre mesi dal rilascio (art. 33"),
    ("longer", date(2027, 5, 23), "Valido fino al 23 maggio 2027 (art. 41"),
    ("for ever", None, "Validità illimitata"),
]


@pytest.mark.parametrize(
    ("until", "line"), [row[1:] for row in VALIDITIES], ids=[row[0] for row in VALIDITIES]
)
def test_the_validity_is_told(until, line):
    assert line in text_of(certificate_pdf(paper(Kind.RESIDENCE, valid_until=until)))[1]


def test_the_square_code_opens_the_public_address():
    for picture in pictures(certificate_pdf(paper(Kind.RESIDENCE)), dpi=150):
        assert [code.text for code in zxingcpp.read_barcodes(picture)] == [URL]


def test_a_real_certificate_says_nothing_of_facsimile():
    real = certificate_pdf(paper(Kind.RESIDENCE, facsimile=False))
    assert "facsimile" not in text_of(real)[1].lower()
    assert "sigillo elettronico del Comune" in text_of(real)[1]
    assert text_of(certificate_pdf(paper(Kind.RESIDENCE)))[1].count("FACSIMILE") == 1


def test_facsimile_stands_across_each_page():
    many = replace(paper(Kind.FAMILY).family, members=(MARIA, LUCA) * 20)
    made = certificate_pdf(paper(Kind.FAMILY, family=many))
    assert len(pictures(made, dpi=20)) == text_of(made)[1].count("FACSIMILE") > 1


LANGUAGES = [
    ("de", True, "ist seit 1. März 2010 in dieser Gemeinde wohnhaft", ""),
    ("fr", True, "réside dans cette commune", ""),
    ("sl", True, "ima stalno prebivališče v tej občini", ""),
    ("en", False, "is resident in this municipality", "Courtesy translation for information"),
    ("de", False, "ist seit 1. März 2010", "es gilt der italienische Text"),
]


@pytest.mark.parametrize(("language", "protected", "sentence", "courtesy"), LANGUAGES)
def test_a_second_language_stands_after_italian(language, protected, sentence, courtesy):
    head = Letterhead(protected=(language,) if protected else ())
    _, text = text_of(certificate_pdf(paper(Kind.RESIDENCE, second_language=language), head))
    assert 0 < text.find(SAYS[Kind.RESIDENCE]) < text.find(sentence)
    assert courtesy in text
    assert NOT_FOR_OFFICES in text


@pytest.mark.parametrize("language", ["de", "fr", "sl", "en"])
@pytest.mark.parametrize("kind", Kind, ids=lambda kind: kind.name)
def test_every_kind_can_be_said_in_every_language(kind, language):
    said = content(paper(kind, second_language=language))
    assert all(line.it and line.beside for line in (said.title, *said.statement.sentences, said.use))


LACKING = [
    ("no family", paper(Kind.FAMILY, family=None)),
    ("no spouse's name", paper(Kind.MARRIAGE, person=replace(paper(Kind.MARRIAGE).person, union=None))),
    ("no day of death", paper(Kind.DEATH, person=MARIA)),
    ("married, not free", paper(Kind.FREE_STATUS, person=MARIA)),
    ("no citizenship", paper(Kind.CITIZENSHIP, person=replace(MARIA, citizenships=()))),
    ("not here on that day", paper(Kind.RESIDENCE_ON_DAY, as_of=date(1999, 1, 1))),
    ("dead", paper(Kind.EXISTENCE, person=replace(MARIA, died_on=date(2026, 1, 1)))),
]


@pytest.mark.parametrize("wanting", [row[1] for row in LACKING], ids=[row[0] for row in LACKING])
def test_what_the_register_lacks_is_not_certified(wanting):
    with pytest.raises(CannotBeSaid):
        certificate_pdf(wanting)


ANOTHER_PROCESS = """
from hashlib import sha256
from platforms.certificates.kinds import CertificateKind
from platforms.certificates.setting import certificate_pdf
from tests.platforms.certificates.made_up import paper
print(sha256(certificate_pdf(paper(CertificateKind.FAMILY_WITH_RELATIONS))).hexdigest())
"""


def test_the_same_paper_is_the_same_bytes_in_another_process():
    other = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-c", ANOTHER_PROCESS], cwd=ROOT, capture_output=True, text=True, check=True
    )
    made = certificate_pdf(paper(Kind.FAMILY_WITH_RELATIONS))
    assert other.stdout.strip() == sha256(made).hexdigest()


def test_names_that_no_font_draws_are_printed_by_number():
    person = replace(MARIA, surname="王", name="#set page(fill: red)")
    assert (
        "[U+738B] #set page(fill: red)" in text_of(certificate_pdf(paper(Kind.RESIDENCE, person=person)))[1]
    )


ARMS = [
    ("missing", None, "cannot be read"),
    ("a text", b"hello", "neither SVG nor PNG"),
    ("huge", b"<svg" + bytes(500_000), "more than"),
]


@pytest.mark.parametrize(("content", "says"), [row[1:] for row in ARMS], ids=[row[0] for row in ARMS])
def test_a_coat_of_arms_that_cannot_be_used_stops_the_start(tmp_path, content, says):
    file = tmp_path / "arms"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(Misconfigured, match=says):
        arms_from(file)
