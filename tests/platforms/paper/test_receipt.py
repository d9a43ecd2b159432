"""The receipt as a page: what was paid and what proves it."""

from dataclasses import replace
from datetime import datetime

from platforms.paper.receipt import ReceiptPaper, receipt_pdf
from tests.clock import ROME
from tests.platforms.paper.papers import CITY, SUBJECT, text_of

PAPER = ReceiptPaper(
    creditor=CITY,
    subject=SUBJECT,
    nav="301000000000004285",
    iuv="01000000000004285",
    amount_cents=4258,
    paid_at=datetime(2026, 2, 5, 10, 12, tzinfo=ROME),
    psp="Banca di Prova S.p.A.",
    receipt_id="c110729d258c4ab1b765fe902aae41d6",
)


def test_it_says_what_was_paid_and_what_proves_it():
    title, text = text_of(receipt_pdf(PAPER))
    assert title == "Attestazione di pagamento"
    for said in (
        "Pagato: 42,58 € il 05/02/2026.",
        "non deve fare altro",
        "Pagato il 05/02/2026 alle 10:12",
        SUBJECT,
        "Ente creditore Comune di Prova",
        "01234567897",
        "3010 0000 0000 0042 85",
        "Codice IUV 01000000000004285",
        "Pagato tramite Banca di Prova S.p.A.",
        "c110729d258c4ab1b765fe902aae41d6",
        "Il pagamento è provato dalla ricevuta che pagoPA ha trasmesso",
    ):
        assert said in text


def test_it_can_be_kept_and_heard_and_is_the_same_each_time():
    content = receipt_pdf(PAPER)
    assert content == receipt_pdf(PAPER)
    for mark in (b"pdfaid:part>2<", b"pdfuaid:part>1<", b"/StructTreeRoot"):
        assert mark in content


def test_what_is_not_known_has_no_line_and_any_letter_is_printed():
    _, text = text_of(receipt_pdf(replace(PAPER, psp="", subject="漢", receipt_id="x" * 140)))
    assert "Pagato tramite" not in text
    assert "[U+6F22]" in text
    assert "x" * 140 in text.replace(" ", "").replace("\u200b", "")
