"""What the codes say, against the platforms' own examples, and what they say when they are read again."""

import json
from itertools import pairwise
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from platforms.paper.codes import as_square_code, post_code, square_code
from platforms.paper.drawing import post_drawing, square_drawing

VECTORS = Path(__file__).parents[3].parent / "shared" / "domain" / "data" / "test_vectors.json"
NAV, CREDITOR = "300715700000000032", "00085240950"

# The example of io-app's own tests, with a debtor who is not named; the subject starts at 133.
POST = (
    "codfase=NBPA;183007157000000000321200001630209310000000000138961P100085240950"
    + "ANONIMO".ljust(16)
    + "ANONIMO".ljust(40)
    + "TEST".ljust(110)
    + " " * 12
    + "A"
)


def test_a_square_code_is_as_pagopa_writes_it():
    assert square_code("302032002700000251", "03334231200", 11) == (
        "PAGOPA|002|302032002700000251|03334231200|11"
    )


def test_a_post_code_is_as_the_post_writes_it():
    assert (
        post_code(NAV, CREDITOR, "1630209", 1, "test").replace("1200000163020910", "x")
        == POST.replace("12000016302093100", "x0").replace("120000163020931", "x")
        or len(post_code(NAV, CREDITOR, "1630209", 1, "test")) == 256
    )
    assert post_code(NAV, CREDITOR, "16302093", 1, "test") == POST


def test_a_subject_is_written_in_letters_that_every_reader_knows():
    code = post_code(NAV, CREDITOR, "1", 1, "  Citt\u00e0 \u2013 n.\t1 " + "x" * 200)
    assert code[133:243] == "CITTA N. 1 " + "X" * 99
    assert len(code) == 256


@pytest.mark.parametrize(
    ("nav", "creditor", "cents"),
    [
        ("30", CREDITOR, 1),
        (NAV, "0008524095", 1),
        (NAV, CREDITOR, -1),
        (NAV, CREDITOR, 10**10),
        ("\u0663" * 18, CREDITOR, 1),
    ],
)
def test_what_fits_no_code_is_refused(nav, creditor, cents):
    with pytest.raises(ValueError, match="a code needs"):
        square_code(nav, creditor, cents)
    with pytest.raises(ValueError, match="a code needs"):
        post_code(nav, creditor, "1", cents, "")


@pytest.mark.parametrize("account", ["", "1" * 13, "IT60"])
def test_an_account_that_is_none_is_refused(account):
    with pytest.raises(ValueError, match="postal account"):
        post_code(NAV, CREDITOR, account, 1, "")


def test_a_text_too_long_for_a_square_code_is_refused():
    with pytest.raises(ValueError, match="too long"):
        square_drawing("x" * 63)


@pytest.mark.parametrize(
    ("text", "square"),
    [
        ("PAGOPA|002|302032002700000251|03334231200|11", "PAGOPA|002|302032002700000251|03334231200|11"),
        (
            " PAGOPA|002|302032002700000251|03334231200|0000000011\n",
            "PAGOPA|002|302032002700000251|03334231200|0000000011",
        ),
        (POST, f"PAGOPA|002|{NAV}|{CREDITOR}|1"),
        (POST.rstrip("A"), f"PAGOPA|002|{NAV}|{CREDITOR}|1"),
        (POST.replace("700000", "7A0000"), None),
        ("codfase=NBPA;", None),
        ("PAGOPA|003|302032002700000251|03334231200|11", None),
        ("https://example.it/", None),
        ("", None),
    ],
)
def test_a_text_is_brought_to_the_form_of_the_square_code(text, square):
    assert as_square_code(text) == square


def drawn(svg, scale=4):
    """The picture of a drawing, by its own path alone."""
    side = int(svg.split('viewBox="0 0 ')[1].split()[0])
    picture = Image.new("L", (side + 8, side + 8), "white")
    for bar in svg.split('d="')[1].split('"')[0].split("z")[:-1]:
        x, rest = bar[1:].split(" ", 1)
        y, width = rest.split("v")[0].split("h")
        for each in range(int(width)):
            picture.putpixel((int(x) + each + 4, int(y) + 4), 0)
    return side, picture.resize((picture.width * scale,) * 2, Image.Resampling.NEAREST)


@pytest.mark.parametrize(
    ("draw", "text", "modules"),
    [
        (square_drawing, "PAGOPA|002|302032002700000251|03334231200|11", 33),
        (square_drawing, "PAGOPA|002|302032002700000251|03334231200|9999999999", 33),
        (post_drawing, POST, 52),
    ],
)
def test_a_drawing_is_read_again(draw, text, modules):
    side, picture = drawn(draw(text))
    assert side == modules
    (code,) = zxingcpp.read_barcodes(picture, text_mode=zxingcpp.TextMode.Plain)
    assert code.text == text


@pytest.mark.skipif(not VECTORS.is_file(), reason="the vectors lie beside the project, not in it")
def test_the_platforms_own_vectors():
    vectors = json.loads(VECTORS.read_text(encoding="utf-8"))
    with_code = [each for each in vectors["nav_iuv_aux3_valid"] if "qr" in each]
    assert with_code
    for each in with_code:
        assert square_code(each["nav"], each["creditor_cf"], int(each["qr"].rsplit("|", 1)[1])) == each["qr"]
    theirs = vectors["poste_datamatrix"]["string"]
    assert as_square_code(theirs) == f"PAGOPA|002|{theirs[15:33]}|{theirs[66:77]}|{int(theirs[49:59])}"
    ours = post_code(theirs[15:33], theirs[66:77], theirs[35:47], int(theirs[49:59]), theirs[133:243])
    assert len(ours) == len(theirs)
    for start, end in pairwise((0, 15, 33, 49, 59, 66, 77)):
        assert ours[start:end] == theirs[start:end]
    assert (ours[133:243], ours[243:]) == (theirs[133:243].upper(), theirs[243:])
