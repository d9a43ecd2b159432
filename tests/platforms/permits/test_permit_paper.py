"""A permit as a page: what the half behind the windscreen shows, what the other one keeps; the same bytes."""

import json
import subprocess
import sys
from datetime import date
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from platforms.certificates.checking import Verdict, check_pdf
from platforms.permits.handing_back import HandingBack, handing_back_pdf
from platforms.permits.rules import PermitKind
from platforms.permits.setting import machine_readable, permit_pdf
from platforms.permits.wording import kind_title, shown_title
from tests.platforms.certificates.made_up import sealer
from tests.platforms.paper.papers import pictures, text_of
from tests.platforms.permits.made_up import ANNA, CODE, PAPER, URL, paper, sealed

ROOT = Path(__file__).parents[3]
LARGE = 60  # points: read from two metres away


def shown_half(pdf):
    """The text above the fold."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        page = document[0]
        width, height = page.get_size()
        text = page.get_textpage().get_text_bounded(0, height / 2, width, height)
        return " ".join(text.split()), len(document)
    finally:
        document.close()


def drawn(pdf, text):
    """How large the letters of a text are on the first page, in points."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        letters = document[0].get_textpage()
        found = letters.search(text).get_next()
        _, bottom, _, top = letters.get_charbox(found[0], loose=True)
        return top - bottom
    finally:
        document.close()


SHOWN = {
    "as it is": (paper(), "Permesso ZTL Comune di Prova · Residenti ZONA C TARGA AB123CD VALIDO FINO AL"),
    "two plates": (paper(plates=("AB123CD", "ZZ999ZZ")), "TARGHE AB123CD ZZ999ZZ"),
    "no plate": (paper(plates=()), "ZONA C VALIDO FINO AL 31/12/2027"),
    "no end": (paper(valid_until=None), "AB123CD SENZA SCADENZA"),
    "every zone": (paper(zone=""), "ZONA TUTTE"),
    "a long name of a zone": (paper(zone="K barrata, M barrata e C"), "ZONA K barrata, M barrata e C"),
    "of no kind that is told": (paper(kind="disabled"), "Comune di Prova · Permesso di accesso"),
    "with English beside it": (paper(language="en"), "TARGA AB123CD"),
}  # fmt: skip


@pytest.mark.parametrize(("made", "says"), SHOWN.values(), ids=SHOWN)
def test_the_shown_half_names_nobody(made, says):
    text, pages = shown_half(permit_pdf(made))
    assert says in text
    assert pages == 1
    for secret in (ANNA.name, "Bragonelli", ANNA.fiscal_code, ANNA.address, CODE, "disabilità"):
        assert secret not in text
    _, whole = text_of(permit_pdf(made))
    for kept in (ANNA.name, ANNA.fiscal_code, ANNA.address, CODE, kind_title(made.kind)):
        assert kept in whole


@pytest.mark.parametrize(
    ("plates", "least"),
    [
        pytest.param(("AB123CD",), LARGE, id="one"),
        pytest.param(("AB123CD", "ZZ999ZZ"), LARGE, id="two"),
        pytest.param(("AB123CD", "ZZ999ZZ", "BB111BB"), 45, id="three"),
        pytest.param(("WXYZ-1234567890",), 35, id="a long one from abroad"),
        pytest.param(tuple(f"AA{n:03}AA" for n in range(10)), 24, id="ten"),
    ],
)
def test_plates_are_read_through_a_windscreen(plates, least):
    pdf = permit_pdf(paper(plates=plates))
    assert shown_half(pdf)[1] == 1
    assert min(drawn(pdf, plate) for plate in plates) >= least


def test_the_square_code_is_read_back_and_is_on_the_shown_half():
    for picture in pictures(permit_pdf(paper()), dpi=100):
        (code,) = zxingcpp.read_barcodes(picture)
        assert code.text == URL
        assert code.position.bottom_right.y < picture.height / 2


def test_an_electric_car_has_nothing_to_display():
    _, text = text_of(permit_pdf(paper(kind="electric")))
    assert "Non c'è nulla da esporre" in text
    assert "parabrezza" not in text


def test_a_real_permit_says_nothing_of_facsimile():
    assert "facsimile" not in text_of(permit_pdf(paper(facsimile=False)))[1].lower()
    assert text_of(permit_pdf(paper()))[1].count("FACSIMILE") == 1


def test_what_programs_read_is_what_the_paper_says():
    said = json.loads(machine_readable(PAPER))
    assert (said["permit"], said["plates"], said["zone"]) == ("2026/000123", ["AB123CD"], "C")
    reader = PdfFileReader(BytesIO(sealed()))
    names = reader.root["/Names"]["/EmbeddedFiles"]["/Names"]
    content = names[1].get_object()["/EF"]["/F"].get_object().data
    assert json.loads(content) == said


@pytest.mark.parametrize("language", ["it", "en"])
@pytest.mark.parametrize("kind", PermitKind)
def test_every_kind_of_the_rules_has_a_name(kind, language):
    assert kind_title(kind.value, language) != kind_title("other", language)
    hidden = shown_title(kind.value, language) != kind_title(kind.value, language)
    assert hidden is (kind is PermitKind.DISABLED)


def test_it_is_sealed_and_others_can_tell():
    pdf = sealed()
    assert check_pdf(pdf, [sealer().der]).verdict is Verdict.UNTOUCHED
    changed = pdf[:5000] + bytes([pdf[5000] ^ 1]) + pdf[5001:]
    assert check_pdf(changed, [sealer().der]).verdict is Verdict.ALTERED
    (seal,) = PdfFileReader(BytesIO(pdf)).embedded_signatures
    status = validate_pdf_signature(seal, ValidationContext(trust_roots=[seal.signer_cert]))
    assert status.intact
    assert status.valid


ANOTHER_PROCESS = """
from hashlib import sha256
from tests.platforms.permits.made_up import PAPER
from platforms.permits.setting import permit_pdf
print(sha256(permit_pdf(PAPER)).hexdigest())
"""


def test_the_same_paper_is_the_same_bytes_in_another_process():
    other = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-c", ANOTHER_PROCESS], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert other.stdout.strip() == sha256(permit_pdf(PAPER)).hexdigest()


@pytest.mark.parametrize(
    ("new", "says"),
    [
        pytest.param("2026/000123", "sostituito dal duplicato n. 2026/000123", id="worn"),
        pytest.param("", "Il titolare ha rinunciato al permesso", id="given up"),
    ],
)
def test_the_sheet_of_what_is_handed_back_has_a_part_for_each(new, says):
    sheet = HandingBack("2026/000007", ("AB123CD",), new, date(2026, 11, 23), "Comune di Prova")
    pdf = handing_back_pdf(sheet)
    title, text = text_of(pdf)
    assert title == "Restituzione di un permesso ZTL"
    assert says in text
    assert text.count("L'ufficio ha ricevuto l'originale del permesso n. 2026/000007.") == 2
    assert len(pictures(pdf, dpi=20)) == 1
    assert pdf == handing_back_pdf(sheet)


def test_what_no_font_draws_is_printed_by_number():
    odd = paper(zone="王", holder=ANNA, plates=("#set page",), issued_on=date(2026, 1, 1))
    assert "[U+738B] TARGA #set page" in text_of(permit_pdf(odd))[1]
