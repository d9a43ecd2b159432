"""What a mail of ours holds, read back: its text, its files, and the id under which it leaves."""

import re
from dataclasses import replace
from datetime import UTC, timedelta

import pytest

from channels.mail.writing import message_id, write_mail
from tests.channels.mail.letters import ME
from tests.channels.mail.written import AT, PART, PDF, body, written

LINK = "https://sportello.comune.example.it/pay/" + "a1B2" * 40
TEXTS = [
    ("plain", "Oggi deve 29,40.\n\nGrazie", "7bit"),
    ("accents", "Perché è così: 29,40 €", "quoted-printable"),
    ("pictures", "Va bene 👍🏽", "quoted-printable"),
    ("empty", "", "7bit"),
    ("a long line", "parola " * 40 + "fine", "quoted-printable"),
    ("a long link stays whole", f"Paghi qui:\n{LINK}", "quoted-printable"),
    ("a line of dots", "uno\n.\n..due", "quoted-printable"),
    ("From at the start of a line", "uno\nFrom qui\nfine", "quoted-printable"),
    ("From at the start of all", "From qui", "quoted-printable"),
    ("a signature", "uno\n-- \nSportello", "quoted-printable"),
    ("blanks at a line's end", "uno  \n\tdue\t", "quoted-printable"),
    ("equals", "a=b = 3D", "7bit"),
    ("what looks like a boundary", "--=_0123", "quoted-printable"),
    ("another script", "您今天要付", "quoted-printable"),
    ("76 letters", "x" * 76, "7bit"),
    ("77 letters", "x" * 77, "quoted-printable"),
    ("5,000 letters", "è" * 5000, "quoted-printable"),
]


@pytest.mark.parametrize(("label", "said", "encoding"), TEXTS, ids=[case[0] for case in TEXTS])
@pytest.mark.parametrize("files", [(), (PDF,)], ids=["alone", "with a file"])
def test_text(label, said, encoding, files):
    got = body(written(text=said, files=files))
    assert got.get_content().replace("\r\n", "\n").rstrip("\n") == said, label
    assert got["Content-Transfer-Encoding"] == encoding
    assert (got.get_content_type(), got.get_content_charset()) == ("text/plain", "utf-8")
    coded = got.get_payload().replace("\r\n", "\n").split("\n")
    assert max(map(len, coded)) <= 76


CLEANED = [
    ("Windows' line ends", "uno\r\ndue\rtre", "uno\ndue\ntre"),
    ("control characters", "uno\x00\x07\x1b[31mdue\x7f", "uno[31mdue"),
    ("half a letter", "uno\ud83d", "uno?"),
    ("lines after the last", "uno\n\n\n", "uno"),
]


@pytest.mark.parametrize(("label", "said", "sent"), CLEANED, ids=[case[0] for case in CLEANED])
def test_text_that_no_mail_carries_as_it_is(label, said, sent):
    assert body(written(text=said)).get_content().replace("\r\n", "\n").rstrip("\n") == sent, label


NAMES = [
    ("plain", "ricevuta.pdf", "ricevuta.pdf"),
    ("blanks", "la mia ricevuta (1).pdf", "la mia ricevuta (1).pdf"),
    ("accents", "perché.pdf", "perché.pdf"),
    ("another script", "收据.pdf", "收据.pdf"),
    ("long", "ricevuta " * 10 + "fine.pdf", "ricevuta " * 10 + "fine.pdf"),
    ("long, with accents", "è" * 100 + ".pdf", "è" * 100 + ".pdf"),
    ("beyond reason", "x" * 400 + ".pdf", "x" * 116 + ".pdf"),
    ("quotes and semicolons", 'a"; filename="b.exe', "a_; filename=_b.exe"),
    ("a percent and a star", "100%25*.pdf", "100%25_.pdf"),
    ("an apostrophe", "l'avviso.pdf", "l'avviso.pdf"),
    (
        "two lines",
        "a\r\nContent-Type: text/html\r\n\r\nb.pdf",
        "a Content-Type_ text/html b.pdf".rpartition("/")[2],
    ),
    ("a way up", "../../etc/passwd", "passwd"),
    ("none", "", "attachment"),
    ("what looks encoded", "=?utf-8?Q?a?=.pdf", "=_utf-8_Q_a_=.pdf"),
]


@pytest.mark.parametrize(("label", "given", "name"), NAMES, ids=[case[0] for case in NAMES])
def test_name_of_a_file(label, given, name):
    (got,) = written(files=(replace(PDF, name=given),)).iter_attachments()
    assert got.get_filename() == name, label
    assert (got.get_content(), got.get_content_disposition()) == (PDF.content, "attachment")


TYPES = [
    ("a document", "application/pdf", "application/pdf"),
    ("capitals", "Image/PNG", "image/png"),
    ("a page, which must not be shown", "text/html", "text/html"),
    ("a mail, which may not be encoded", "message/rfc822", "application/octet-stream"),
    ("parts, which are none", "multipart/mixed", "application/octet-stream"),
    ("none", "", "application/octet-stream"),
    ("parameters", "text/plain; x=y", "application/octet-stream"),
    ("two lines", "text/plain\r\nBcc: bea@example.org", "application/octet-stream"),
]


@pytest.mark.parametrize(("label", "given", "kind"), TYPES, ids=[case[0] for case in TYPES])
def test_type_of_a_file(label, given, kind):
    (got,) = written(files=(replace(PDF, media_type=given),)).iter_attachments()
    assert got.get_content_type() == kind, label
    assert got.get_payload(decode=True) == PDF.content


def test_files_go_with_the_text_in_their_order():
    read = written(files=(PDF, replace(PDF, name="b.pdf", content=b""), PDF))
    assert [each.get_filename() for each in read.iter_attachments()] == [
        "ricevuta.pdf",
        "b.pdf",
        "ricevuta.pdf",
    ]
    assert body(read).get_content().strip() == PART.text


def test_every_attempt_is_the_same_mail():
    assert write_mail(PART, ME, AT) == write_mail(replace(PART, attempts=3, id=9, sent_since=AT), ME, AT)
    assert written()["Message-ID"] == message_id(PART, ME)
    later = write_mail(replace(PART, attempts=2), ME, AT.astimezone(UTC) + timedelta(hours=1))
    assert message_id(PART, ME).encode() in later


def test_ids_tell_parts_apart():
    others = [PART, replace(PART, key="5-1"), replace(PART, to="bea@example.org"), replace(PART, context={})]
    ids = {message_id(part, ME) for part in others}
    assert len(ids) == len(others)
    assert all(re.fullmatch(r"<5-[01]\.[0-9a-f]{16}@comune\.example\.it>", each) for each in ids)
    strange = message_id(replace(PART, key="a>\r\nb"), ME)
    assert re.fullmatch(r"<part\.[0-9a-f]{16}@comune\.example\.it>", strange)
