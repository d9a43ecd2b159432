"""VERIFICA says of a paper what its record says, to anybody, and nothing more than the paper."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

import pytest
from pypdfium2 import PdfDocument

from bot.service import Then
from bot.values import VerificationCode
from handlers.verify_certificate import SERVICE, VerifyCertificate, fulfil
from platforms.certificates.evidence import CheckPaper, check_pdf_receipt
from platforms.certificates.verification import Verifier, told
from sportello.settings import Settings
from sportello.vocabulary import load_words
from storage.certificate_records import Certificate, Facts
from tests.clock import Ticker

CODE = VerificationCode("7K3MQ9XD2FHT8WPRC366")
PAPER = Certificate(
    id="id-1",
    year=2026,
    number=12,
    state="issued",
    kind=8,
    code=str(CODE),
    facts=Facts("BRGNNA80A41M999R", "Bragonelli", "Anna", "1980-01-01"),
    asked_by="citizen",
    by_hand="",
    issued_on=date(2026, 2, 1),
    valid_until=date(2026, 5, 1),
    made_at=datetime(2026, 2, 1, tzinfo=UTC),
    sha256="0" * 64,
    revoked_at=None,
    revoked_by="",
    revoked_because="",
)


@dataclass
class Kept:
    """Keeps one certificate, or none."""

    certificate: Certificate | None

    async def find(self, code: str) -> Certificate | None:
        return self.certificate if code == str(CODE) else None


@pytest.mark.parametrize(
    ("kept", "text"),
    [
        pytest.param(PAPER, "valid", id="valid"),
        pytest.param(replace(PAPER, valid_until=date(2026, 2, 1)), "expired", id="expired"),
        pytest.param(replace(PAPER, valid_until=None), "valid", id="without end"),
        pytest.param(replace(PAPER, revoked_at=datetime(2026, 2, 2, tzinfo=UTC)), "revoked", id="revoked"),
    ],
)
async def test_what_is_said(kept: Certificate, text: str) -> None:
    verifier = Verifier(Kept(kept), Ticker(), lambda: 0.0)
    outcome = await fulfil(VerifyCertificate(CODE), certificate_verifier=verifier, lane="sms:+39")
    assert (outcome.text, outcome.then) == (text, Then.END)
    assert outcome.values["holder"] == "Bragonelli Anna"
    assert "BRGNNA80A41M999R" not in str(outcome.values)


async def test_what_is_not_found_may_be_corrected_and_guessing_ends_for_that_conversation() -> None:
    verifier = Verifier(Kept(None), Ticker(), lambda: 0.0, misses=2)
    said = [
        await fulfil(VerifyCertificate(CODE), certificate_verifier=verifier, lane=lane)
        for lane in ("sms:1", "sms:1", "sms:1", "sms:2")
    ]
    assert [each.text for each in said] == ["not-found", "not-found", "too-many", "not-found"]
    assert said[0].blame == ("code",)


async def test_a_counter_without_a_register_says_so() -> None:
    assert (await fulfil(VerifyCertificate(CODE), certificate_verifier=None, lane="")).text == "not-here"


def test_anybody_may_ask() -> None:
    assert SERVICE.level == 0


@pytest.mark.parametrize(
    ("language", "title"), [("it", "Certificato di residenza n."), ("en", "residence no.")]
)
async def test_the_kind_is_named(language: str, title: str) -> None:
    verifier = Verifier(Kept(PAPER), Ticker(), lambda: 0.0)
    outcome = await fulfil(VerifyCertificate(CODE), certificate_verifier=verifier, lane="sms:+39")
    said = (
        load_words([SERVICE], Settings()).voice(language, "sms").say(SERVICE.name, "valid", **outcome.values)
    )
    assert title in said
    assert "Bragonelli Anna" in said


def test_the_receipt_of_a_check_names_it_too() -> None:
    paper = CheckPaper("Comune", "https://example.org", str(CODE), told(PAPER, Ticker()()))
    pdf = check_pdf_receipt(paper)
    assert pdf == check_pdf_receipt(paper)
    text = PdfDocument(pdf)[0].get_textpage().get_text_range()
    assert "di residenza, n. 12/2026" in text
    assert str(CODE) in text
