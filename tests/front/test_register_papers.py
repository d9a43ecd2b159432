"""What is printed of the register: a sheet that is no program, a page that can be kept for good."""

import csv
import io
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pypdfium2
import pytest

from bot.message import Entry
from sportello.register_paper import paper
from sportello.register_sheet import sheet
from sportello.register_words import DRAWN, harmless, legible
from sportello.settings import Settings, load
from storage.register import Annulment, Day, Direction, Filed, Seal
from tests.clock import ROME

ON = date(2026, 2, 3)
AT = datetime(2026, 2, 3, 12, 0, tzinfo=ROME)
ANNA, CITY = "anna.prova@pec.example.it", "comune@pec.example.it"

CELLS = {
    "=cmd|' /C calc'!A0": "'=cmd|' /C calc'!A0",
    "  +39 059": "'+39 059",
    "-1": "'-1",
    "@SUM(A1)": "'@SUM(A1)",
    "＝1": "'＝1",
    "\t=1": "'=1",
    "a=1\r\nb": "a=1 b",
    "Richiesta": "Richiesta",
}


@pytest.mark.parametrize(("cell", "written"), CELLS.items())
def test_no_cell_is_a_formula(cell, written):
    assert harmless(cell) == written


def filed(number, **rest):
    entry = Filed(
        entry=Entry(2026, number, AT, date(2026, 3, 5)),
        direction=Direction.IN,
        sender=ANNA,
        recipients=(CITY,),
        subject="Richiesta",
        reference="<1@pec.example.it>",
        theirs="",
        answers="",
        message_sha256="a" * 64,
        enclosed=(),
    )
    return replace(entry, **rest)


GONE = Annulment("0000001/2026", AT, "Doppia: autorizzazione n. 12", "m.verdi")
DAY = Day(
    on=ON,
    entries=(
        filed(1, annulment=GONE, theirs="0004567/2026", enclosed=(("a.pdf", "b" * 64),)),
        filed(
            2,
            direction=Direction.OUT,
            message_sha256="",
            answers="0000001/2026",
            subject="漢 \U0001f600" * 40,
        ),
    ),
    annulments=(GONE,),
    seals=(Seal("0000009/2025", AT, "c" * 64),),
    events=4,
    before="0" * 64,
    last="d" * 64,
)


def printed(content):
    document = pypdfium2.PdfDocument(content)
    text = " ".join(page.get_textpage().get_text_range() for page in document)
    title = document.get_metadata_value("Title")
    document.close()
    return title, " ".join(text.split())


def test_the_page_says_all_that_happened(tmp_path):
    settings = load(
        {"SPORTELLO_CITY__NAME": "Comune di Prova", "SPORTELLO_REGISTER__ADMINISTRATION": "c_x999"}, tmp_path
    )
    content = paper(DAY, settings, unfinished=False)
    assert content == paper(DAY, settings, unfinished=False)
    title, text = printed(content)
    assert title == "Registro giornaliero di protocollo del 03/02/2026"
    for said in (
        "Comune di Prova Codice IPA c_x999",
        "Registrazioni: 2. Annullamenti: 1. Dal n. 0000001/2026 al n. 0000002/2026.",
        "Prot. mittente 0004567/2026 1 allegato",
        "ANNULLATA alle 12:00 da m.verdi: Doppia: autorizzazione n. 12",
        "Partenza comune@pec.example.it [U+6F22] [U+1F600]",
        "0000009/2025 12:00 " + "c" * 64,
        "A fine giornata " + "d" * 64,
        "Pagina 1 di 1",
    ):
        assert said in text
    assert "Provvisorio" not in text


def test_a_day_without_entries_and_a_day_that_is_not_over():
    _, text = printed(paper(replace(DAY, entries=()), Settings(), unfinished=True))
    assert "Nessuna registrazione in questa giornata." in text
    assert "Provvisorio: la giornata non è ancora conclusa." in text


def test_every_letter_that_is_left_in_a_text_can_be_drawn():
    letters = legible(" ".join(chr(code) for first, last in DRAWN for code in range(first, last + 1)))
    assert "\u0416" in letters
    day = replace(DAY, entries=(filed(1, subject=letters, sender="x" * 300),))
    assert paper(day, Settings(), unfinished=False)


def test_the_sheet_has_a_row_for_each_thing_that_happened():
    text = sheet(DAY).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    assert [row["Operazione"] for row in rows] == [
        "registrazione",
        "registrazione",
        "annullamento",
        "impronta",
        "chiusura",
    ]
    assert (rows[0]["Numero"], rows[0]["Anno"], rows[0]["Allegati e impronte"]) == (
        "0000001",
        "2026",
        "a.pdf " + "b" * 64,
    )
    assert rows[4]["Impronta SHA-256"] == "d" * 64
    assert datetime.fromisoformat(rows[2]["Data e ora"]).astimezone(UTC) - AT == timedelta(0)
