"""The notice as a page: what it says, what its codes say to a scanner, and that it can be kept and heard."""

from dataclasses import replace

import pytest

from platforms.paper.codes import post_code
from platforms.paper.eye import texts_in
from platforms.paper.notice import notice_pdf
from tests.platforms.paper.papers import (
    CITY,
    DISCOUNTED,
    POSTAL,
    REDUCED,
    SQUARES,
    SUBJECT,
    notice,
    photograph,
    pictures,
    text_of,
)

LONG = replace(POSTAL, name="Unione dei Comuni della Valle di Prova e dei Comuni montani di Esempio")
POST_CODES = [
    post_code(way.nav, POSTAL.fiscal_code, POSTAL.postal_account, way.amount_cents, SUBJECT)
    for way in (DISCOUNTED, REDUCED)
]


def scanned(content):
    """What is read on each page at 200 points an inch."""
    return [sorted(texts_in(photograph(page, height=page.height, quality=90))) for page in pictures(content)]


@pytest.mark.parametrize(
    ("paper", "codes"),
    [
        (notice(), SQUARES),
        (notice(REDUCED), SQUARES[1:]),
        (notice(creditor=POSTAL), SQUARES + POST_CODES),
        (notice(REDUCED, creditor=POSTAL), SQUARES[1:] + POST_CODES[1:]),
    ],
    ids=["two", "one", "two and the post", "one and the post"],
)
def test_a_scanner_reads_every_code_of_the_page(paper, codes):
    assert scanned(notice_pdf(paper)) == [sorted(codes)]


def test_it_says_what_is_due_and_what_follows():
    title, text = text_of(notice_pdf(notice()))
    assert title == f"Avviso di pagamento: {SUBJECT}"
    for said in (
        "Comune di Prova pagoPA",
        SUBJECT,
        "Importo scontato 42,58 € entro il 09/02/2026",
        "Importo ridotto 54,88 € entro il 04/04/2026",
        "3010 0000 0000 0042 85",
        "3020 3200 2700 0002 51",
        "01234567897",
        "Paghi uno solo dei due importi",
        "Lo sconto vale fino al 09/02/2026",
        "Dopo il 04/04/2026 l'importo aumenta",
        "L'importo può essere aggiornato",
        "Avviso preparato il 03/02/2026.",
    ):
        assert said in text
    assert "Bollettino" not in text
    assert "CBILL" not in text.replace("voce CBILL", "")


def test_one_amount_alone_excludes_no_other():
    _, text = text_of(notice_pdf(notice(replace(REDUCED, option="fee", due_on=None))))
    assert "Importo da pagare 54,88 €" in text
    for absent in ("entro il", "uno solo", "ricorso", "aumenta"):
        assert absent not in text


def test_the_part_of_the_post_says_what_the_post_asks_for():
    _, text = text_of(notice_pdf(notice(creditor=POSTAL)))
    for said in (
        "Codice CBILL AB12C",
        "Bollettino Postale PA",
        "sul conto corrente n. 1630209310 intestato a Comune di Prova",
        "Tipo P1",
        "Aut. 1234 del 5/1/2026",
    ):
        assert said in text


def test_it_can_be_kept_and_heard_and_is_the_same_each_time():
    content = notice_pdf(notice(creditor=POSTAL))
    assert content == notice_pdf(notice(creditor=POSTAL))
    for mark in (b"pdfaid:part>2<", b"pdfaid:conformance>A<", b"pdfuaid:part>1<", b"/StructTreeRoot"):
        assert mark in content


@pytest.mark.parametrize("subject", ["", "漢 \U0001f600 *#$[x]\\ @a", "x" * 140, "à\n" * 70])
def test_any_subject_can_be_printed(subject):
    assert scanned(notice_pdf(notice(subject=subject)))[0] == SQUARES


def test_long_names_keep_the_codes_readable():
    pages = scanned(notice_pdf(notice(creditor=LONG, subject="Sanzione amministrativa " * 5)))
    assert sorted(SQUARES) == [code for code in pages[0] if code.startswith("PAGOPA")]
    assert sum(map(len, pages)) == 4


@pytest.mark.parametrize(
    "paper",
    [
        replace(notice(), ways=()),
        notice(REDUCED, REDUCED, REDUCED),
        notice(replace(REDUCED, nav="1")),
        notice(creditor=replace(CITY, fiscal_code="1")),
        notice(creditor=replace(CITY, postal_account="x")),
    ],
)
def test_what_cannot_be_paid_is_not_printed(paper):
    with pytest.raises(ValueError, match=r"one way|code needs|postal account"):
        notice_pdf(paper)
