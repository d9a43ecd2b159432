"""Strangers' files seen as pictures of our own: what they hide stays behind, and a bad one harms nobody."""

import io

import pytest
from PIL import Image

from platforms.paper.preview import PreviewBusy, Previews
from tests.platforms.paper.papers import document_of

HIDDEN = b"GPS 43.55 10.31"
TWO_PAGES = document_of(blank=2)


def picture(kind, size=(40, 20), **more):
    made = io.BytesIO()
    Image.new("RGB", size, (200, 30, 30)).save(made, kind, **more)
    return made.getvalue()


def turned():
    """A photograph that is to be seen upright, with words in it that are not to be seen at all."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = 6, HIDDEN.decode()  # Exif 2.32: Orientation, ImageDescription
    return picture("JPEG", exif=exif, comment=HIDDEN)


def bomb():
    """A PNG that says it has 40,000 pixels a side."""
    return picture("PNG").replace((40).to_bytes(4, "big") + (20).to_bytes(4, "big"), b"\0\0\x9c\x40" * 2, 1)


# A document that runs something when it is opened (ISO 32000-1, 12.6.4.16).
SCRIPTED = (
    b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 144 72]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
)
DRAWN = {
    "a document with a script": (SCRIPTED, 0, (300, 150), 1),
    "a photograph": (turned(), 0, (20, 40), 1),
    "a large one": (picture("PNG", (4000, 1000)), 0, (1600, 400), 1),
    "one that lets through": (picture("GIF"), 0, (40, 20), 1),
    "the second page of a document": (TWO_PAGES, 1, None, 2),
}


@pytest.mark.parametrize("case", DRAWN)
async def test_a_page_is_drawn(case):
    content, number, size, pages = DRAWN[case]
    page = await Previews().page("hash", content, number)
    assert page.pages == pages
    assert not any(word in page.jpeg for word in (HIDDEN, b"JavaScript", b"alert"))
    drawn = Image.open(io.BytesIO(page.jpeg))
    assert (drawn.format, dict(drawn.getexif())) == ("JPEG", {})
    assert size is None or drawn.size == size


NOT_DRAWN = {
    "a page that there is not": (TWO_PAGES, 2),
    "a damaged document": (b"%PDF-1.7 and nothing more", 0),
    "a damaged photograph": (turned()[:200], 0),
    "a bomb": (bomb(), 0),
    "a page of the web": (b"<!doctype html><script>alert(1)</script>", 0),
    "a drawing with a script": (b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", 0),
    "a program": (b"MZ\x90\0" + bytes(60), 0),
    "nothing": (b"", 0),
}


@pytest.mark.parametrize("case", NOT_DRAWN)
async def test_what_cannot_be_drawn_is_not(case):
    content, number = NOT_DRAWN[case]
    assert await Previews().page("hash", content, number) is None


async def test_what_takes_too_long_is_ended():
    assert await Previews(seconds=0.01).page("hash", TWO_PAGES, 0) is None


async def test_too_many_at_once_are_sent_away():
    with pytest.raises(PreviewBusy):
        await Previews(room=0).page("hash", TWO_PAGES, 0)


async def test_a_page_turned_back_to_is_not_drawn_again():
    previews = Previews()
    first = await previews.page("hash", turned(), 0)
    assert await previews.page("hash", b"no longer at hand", 0) is first
