"""Papers to print, and what they look like to eyes: pictures of their pages, and their text."""

import io
from datetime import date

import pypdfium2
from PIL import Image, ImageFilter

from platforms.paper.notice import Creditor, NoticePaper, Way

CITY = Creditor("Comune di Prova", "01234567897")
POSTAL = Creditor("Comune di Prova", "01234567897", "AB12C", "1630209310", "Aut. 1234 del 5/1/2026")
SUBJECT = "Violazione del Codice della Strada, verbale V12345/2026"
DISCOUNTED = Way("discounted", "301000000000004285", 4258, date(2026, 2, 9))
REDUCED = Way("reduced", "302032002700000251", 5488, date(2026, 4, 4))
SQUARES = ["PAGOPA|002|301000000000004285|01234567897|4258", "PAGOPA|002|302032002700000251|01234567897|5488"]


def notice(*ways, creditor=CITY, subject=SUBJECT):
    return NoticePaper(creditor, subject, ways or (DISCOUNTED, REDUCED), date(2026, 2, 3))


def pictures(content, dpi=200):
    """Each page as a grey picture."""
    document = pypdfium2.PdfDocument(content)
    try:
        return [page.render(scale=dpi / 72, grayscale=True).to_pil() for page in document]
    finally:
        document.close()


def text_of(content):
    document = pypdfium2.PdfDocument(content)
    try:
        text = " ".join(page.get_textpage().get_text_range() for page in document)
        return document.get_metadata_value("Title"), " ".join(text.split())
    finally:
        document.close()


def photograph(picture, *, angle=0.0, height=1600, blur=0.0, quality=70, kind="JPEG", light=(0, 255)):
    """Take a picture of a page: turned, `height` pixels high before that, blurred, between two greys."""
    dark, bright = light
    picture = picture.resize((height * picture.width // picture.height, height), Image.Resampling.BOX)
    picture = picture.rotate(angle, Image.Resampling.BICUBIC, expand=True, fillcolor=230)
    picture = picture.filter(ImageFilter.GaussianBlur(blur))
    picture = picture.point([dark + grey * (bright - dark) // 255 for grey in range(256)])
    file = io.BytesIO()
    picture.save(file, kind, quality=quality)
    return file.getvalue()


def document_of(*contents, blank=0):
    """A PDF of so many empty pages and then those of others."""
    made = pypdfium2.PdfDocument.new()
    for _ in range(blank):
        made.new_page(595, 842)
    for content in contents:
        other = pypdfium2.PdfDocument(content)
        made.import_pages(other)
        other.close()
    file = io.BytesIO()
    made.save(file)
    made.close()
    return file.getvalue()
