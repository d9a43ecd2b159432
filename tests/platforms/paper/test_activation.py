"""The letter with an activation link: a scanner opens it, an eye reads it, it can be kept and heard."""

from dataclasses import replace
from datetime import datetime

import pytest
import zxingcpp

from platforms.paper.activation import ActivationLetter, letter_pdf
from tests.clock import ROME
from tests.platforms.paper.papers import pictures, text_of

URL = "https://sportello.comune.esempio.example/attiva/Zq3vYwq0b1m2n3B4v5C6x7Z8l9K0j1H2g3F4d5S6a7P"
LETTER = ActivationLetter(
    city="Comune di Prova",
    holder="Niccolò D'Angelo",
    username="niccolo.dangelo",
    url=URL,
    until=datetime(2026, 2, 10, 9, 30, tzinfo=ROME),
    printed_at=datetime(2026, 2, 3, 9, 30, tzinfo=ROME),
    by="m.rossi",
)


def test_a_scanner_opens_the_link_and_an_eye_finds_it():
    content = letter_pdf(LETTER)
    (page,) = pictures(content)
    assert [code.text for code in zxingcpp.read_barcodes(page)] == [URL]
    title, text = text_of(content)
    assert title == "Credenziali per i servizi del comune"
    assert URL in text.replace("\u200b", "").replace(" ", "").replace("\ufffe", "")
    for said in (
        "Comune di Prova",
        "Niccolò D'Angelo".replace("'", "’"),
        "niccolo.dangelo",
        "entro il 10/02/2026 alle 09:30",
        "vale una volta sola",
        "Lettera preparata il 03/02/2026 da m.rossi",
    ):
        assert said in text.replace("'", "’")


def test_whose_password_was_lost_is_told_so():
    assert text_of(letter_pdf(replace(LETTER, recovery=True)))[0] == "Nuova password per i servizi del comune"


def test_it_can_be_kept_and_heard_and_is_the_same_each_time():
    content = letter_pdf(LETTER)
    assert content == letter_pdf(LETTER)
    for mark in (b"pdfaid:part>2<", b"pdfaid:conformance>A<", b"pdfuaid:part>1<", b"/StructTreeRoot"):
        assert mark in content


@pytest.mark.parametrize("holder", ["漢 *#$[x]\\ @a", "Maria " * 40, "à\n"])
def test_any_name_can_be_printed_on_one_page(holder):
    assert len(pictures(letter_pdf(replace(LETTER, holder=holder)))) == 1


def test_the_link_is_in_no_trace_of_a_fault():
    assert URL not in repr(LETTER)
