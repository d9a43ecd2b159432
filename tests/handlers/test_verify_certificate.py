"""VERIFICA says of a paper what its record says, to anybody, and nothing more than the paper."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

import pytest
from pypdfium2 import PdfDocument

from bot.evidence import Evidence
from bot.message import File
from bot.service import Outcome, Then
from bot.values import VerificationCode
from handlers.verify_certificate import SERVICE, VerifyCertificate, fulfil
from platforms.certificates.comparing import BusyNow, FileCheck
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

PHOTO = File("foto.jpg", "image/jpeg", b"\xff\xd8\xff")
SENT = File("c.pdf", "application/pdf", b"%PDF-1.7")


@dataclass
class Kept:
    """Keeps one certificate, or none."""

    certificate: Certificate | None

    async def find(self, code: str) -> Certificate | None:
        return self.certificate if code == str(CODE) else None

    async def by_file(self, sha256: str) -> Certificate | None:
        return self.certificate if sha256 == "sealed" else None


async def asked(
    verifier: Verifier | None,
    lane: str = "sms:+39",
    files: FileCheck | None = None,
    sent: tuple[File, ...] = (),
) -> Outcome:
    return await fulfil(
        VerifyCertificate(CODE),
        certificate_verifier=verifier,
        certificate_files=files,
        lane=lane,
        evidence=Evidence(files=sent),
    )


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
    outcome = await asked(verifier)
    assert (outcome.text, outcome.then) == (text, Then.END)
    assert outcome.values["holder"] == "Bragonelli Anna"
    assert "BRGNNA80A41M999R" not in str(outcome.values)


async def test_what_is_not_found_may_be_corrected_and_guessing_ends_for_that_conversation() -> None:
    verifier = Verifier(Kept(None), Ticker(), lambda: 0.0, misses=2)
    said = [await asked(verifier, lane) for lane in ("sms:1", "sms:1", "sms:1", "sms:2")]
    assert [each.text for each in said] == ["not-found", "not-found", "too-many", "not-found"]
    assert said[0].blame == ("code",)
    assert said[2].values == {"minutes": 60}


async def test_a_right_code_waits_too_and_is_told_how_long() -> None:
    kept, seconds = Kept(None), iter([0.0, 61.0])
    verifier = Verifier(kept, Ticker(), lambda: next(seconds), misses=1)
    await asked(verifier)
    kept.certificate = PAPER
    outcome = await asked(verifier)
    assert (outcome.text, outcome.values) == ("too-many", {"minutes": 59})
    voice = load_words([SERVICE], Settings()).voice("it", "sms")
    assert "per 59 minuti non controllo più nessun codice, nemmeno uno giusto" in voice.say(
        SERVICE.name, "too-many", **outcome.values
    )


async def test_a_counter_without_a_register_says_so() -> None:
    assert (await asked(None)).text == "not-here"


async def nothing_drawn(_: File) -> tuple[str, ...]:
    return ()


async def too_many(_: bytes) -> tuple[str, str]:
    raise BusyNow


JUDGED = [
    ("untouched", "sealed", PAPER, "file-untouched"),
    ("extended", "sealed", replace(PAPER, valid_until=date(2026, 2, 1)), "file-untouched"),
    ("appended", "sealed", replace(PAPER, revoked_at=datetime(2026, 2, 2, tzinfo=UTC)), "file-appended"),
    ("untouched", "sealed", replace(PAPER, code="2222-2222-2222-2222-2222"), "file-other"),
    ("untouched", "else", PAPER, "file-not-issued"),
    ("altered", "", PAPER, "file-altered"),
    ("altered", "", None, "file-altered"),
    ("truncated", "", PAPER, "file-truncated"),
    ("somebody-elses", "", None, "file-not-ours"),
    ("unsealed", "", PAPER, "file-no-seal"),
    ("unreadable", "", PAPER, "file-unreadable"),
]


@pytest.mark.parametrize("language", ["it", "en"])
@pytest.mark.parametrize(("word", "sealed", "kept", "text"), JUDGED)
async def test_a_paper_is_judged_by_its_seal_and_the_record(
    word: str, sealed: str, kept: Certificate | None, text: str, language: str
) -> None:
    async def judge(_: bytes) -> tuple[str, str]:
        return word, sealed

    files = FileCheck(Kept(kept), judge, nothing_drawn, Ticker())
    verifier = Verifier(Kept(kept), Ticker(), lambda: 0.0)
    outcome = await asked(verifier, files=files, sent=(PHOTO, SENT))
    assert (outcome.text, outcome.then) == (text, Then.END)
    voice = load_words([SERVICE], Settings()).voice(language, "sms")
    said = voice.say(SERVICE.name, outcome.text, **outcome.values)
    assert ("Bragonelli Anna" if kept else str(CODE)) in said
    assert "{" not in said


async def test_who_sends_a_file_when_too_many_wait_is_told_of_the_code_alone() -> None:
    files = FileCheck(Kept(PAPER), too_many, nothing_drawn, Ticker())
    outcome = await asked(Verifier(Kept(PAPER), Ticker(), lambda: 0.0), files=files, sent=(SENT,))
    assert (outcome.text, outcome.values["worth"]) == ("file-busy", "valid")


def test_anybody_may_ask() -> None:
    assert SERVICE.level == 0


@pytest.mark.parametrize(
    ("language", "title"), [("it", "Certificato di residenza n."), ("en", "residence no.")]
)
async def test_the_kind_is_named(language: str, title: str) -> None:
    verifier = Verifier(Kept(PAPER), Ticker(), lambda: 0.0)
    outcome = await asked(verifier)
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
