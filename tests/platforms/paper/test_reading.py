"""Codes read out of what citizens send: photographs as they come, documents, and files made to harm."""

import io
import zlib

import pytest
import segno
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from bot.message import File
from bot.values import NoticeNumber
from platforms.paper.eye import texts_in
from platforms.paper.notice import Way, notice_pdf
from platforms.paper.reading import CodeReader
from tests.platforms.paper.papers import (
    CITY,
    POSTAL,
    REDUCED,
    SQUARES,
    document_of,
    notice,
    photograph,
    pictures,
)

TWO = notice_pdf(notice())
(PAGE,) = pictures(TWO)
POST_PART = pictures(notice_pdf(notice(REDUCED, creditor=POSTAL)))[-1]


def chunk(kind, data):
    return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")


def png(width, height, rows):
    """A PNG of one bit a pixel that says it is of this size."""
    header = width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes((1, 0, 0, 0, 0))
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(rows, 9))
        + chunk(b"IEND", b"")
    )


def transparent(picture):
    """Black on nothing, as a screenshot of a code may be."""
    made = Image.new("RGBA", picture.size, (0, 0, 0, 0))
    made.putalpha(picture.point([255 - grey for grey in range(256)]))
    file = io.BytesIO()
    made.save(file, "PNG")
    return file.getvalue()


def locked():
    """A document that opens with a password only (ISO 32000-1, 7.6.3)."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[]/Count 0>>",
        b"<</Filter/Standard/V 1/R 2/P -4/O<" + b"41" * 32 + b">/U<" + b"42" * 32 + b">>>",
    ]
    body, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj%s endobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer<</Size 4/Root 1 0 R/Encrypt 3 0 R/ID[<00><00>]>>\nstartxref\n%d\n%%%%EOF" % len(body)
    return body + b"xref\n0 4\n0000000000 65535 f \n" + table + trailer


GOOD = {
    "a photograph": photograph(PAGE),
    "as a messenger makes it small": photograph(PAGE, height=1280, quality=60),
    "upside down": photograph(PAGE, angle=180),
    "askew": photograph(PAGE, angle=33.3),
    "blurred": photograph(PAGE, blur=2, height=2300),
    "in the dark": photograph(PAGE, light=(40, 110)),
    "webp": photograph(PAGE, kind="WEBP"),
    "png": photograph(PAGE, kind="PNG"),
    "black on nothing": transparent(PAGE),
    "of a large camera": photograph(PAGE, height=6000),
    "a document": TWO,
    "the fifth page": document_of(TWO, blank=4),
}

HARMFUL = {
    "empty": b"",
    "a text": b"PAGOPA|002|301000000000004285|01234567897|4258",
    "half a photograph": GOOD["a photograph"][:20_000],
    "half a document": TWO[:9_000],
    "only a head": b"\x89PNG\r\n\x1a\n",
    "rubbish after a head": b"\xff\xd8\xff" + bytes(range(256)) * 40,
    "a bomb": png(50_000, 50_000, bytes(1_000_000)),
    "a bomb that it is not": png(4_000_000_000, 4_000_000_000, b""),
    "a locked document": locked(),
    "no document": b"%PDF-1.7\n" + b"x" * 4000,
    "a thousand pages": document_of(blank=1000),
    "the sixth page": document_of(TWO, blank=5),
    "a photograph of nothing": photograph(Image.new("L", (1200, 1600), 200)),
    "too large": b"\xff\xd8\xff" + bytes(20 * 1024 * 1024),
}


@pytest.mark.parametrize("content", GOOD.values(), ids=GOOD)
async def test_codes_are_read(content):
    assert sorted(await CodeReader().codes_in(File("foto", "image/jpeg", content))) == SQUARES


@pytest.mark.parametrize("content", HARMFUL.values(), ids=HARMFUL)
async def test_of_a_bad_file_there_is_nothing(content):
    assert await CodeReader().codes_in(File("multa.png", "image/png", content)) == ()


async def test_the_code_of_the_post_is_read_as_the_square_code_and_once():
    page = photograph(POST_PART, height=POST_PART.height)
    assert await CodeReader().codes_in(File("a.jpg", "image/jpeg", page)) == (SQUARES[1],)


async def test_codes_of_others_are_left_out():
    file = io.BytesIO()
    segno.make_qr("https://example.it/").save(file, kind="png", scale=12)
    assert texts_in(file.getvalue()) == ["https://example.it/"]
    assert await CodeReader().codes_in(File("a.png", "image/png", file.getvalue())) == ()


async def test_what_takes_too_long_is_ended_and_the_next_is_read():
    assert await CodeReader(seconds=0).codes_in(File("a.pdf", "application/pdf", TWO)) == ()
    assert await CodeReader().codes_in(File("a.pdf", "application/pdf", TWO))


async def test_more_files_than_have_room_are_not_read():
    assert await CodeReader(room=0).codes_in(File("a.pdf", "application/pdf", TWO)) == ()


@settings(max_examples=12, deadline=None)
@given(
    segregation=st.integers(0, 99),
    base=st.integers(0, 10**13 - 1),
    cents=st.integers(0, 10**10 - 1),
    angle=st.floats(0, 360),
    height=st.integers(1100, 2300),
    quality=st.integers(40, 95),
)
def test_any_notice_is_read_from_its_photograph(segregation, base, cents, angle, height, quality):
    nav = str(NoticeNumber.make(segregation, base))
    (page,) = pictures(notice_pdf(notice(Way("reduced", nav, cents, None))))
    taken = photograph(page, angle=angle, height=height, quality=quality)
    assert texts_in(taken) == [f"PAGOPA|002|{nav}|{CITY.fiscal_code}|{cents}"]
