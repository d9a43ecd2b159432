"""What a made-up citizen's mail program writes, and what it never lets through."""

from email import message_from_bytes
from email.policy import default

import pytest

from bot.message import File
from channels.sandbox import Posting
from sportello.networks.try_letter import name_of, write_letter
from tests.web.pretended_counter import NOW

COUNTER = "protocollo@pec.comune.example"


def written(**fields):
    posting = Posting("letter-0001", "mario@pec.example.org", **fields)
    return message_from_bytes(write_letter(posting, COUNTER, NOW), policy=default)


def test_a_letter_is_a_mail():
    mail = written(subject="Perché è così", text="Buongiorno,\nè già pagata.\n")
    assert (mail["From"], mail["To"], mail["Subject"]) == ("mario@pec.example.org", COUNTER, "Perché è così")
    assert mail["Message-ID"] == "<letter-0001@pec.example.org>"
    assert mail.get_content().replace("\r\n", "\n") == "Buongiorno,\nè già pagata.\n"
    assert name_of(Posting("letter-0001", "mario@pec.example.org")) == mail["Message-ID"]


@pytest.mark.parametrize(
    ("thread", "answered"),
    [("<1.ab@comune.example>", "<1.ab@comune.example>"), ("", None), ("a\r\nBcc: b@example.org", None)],
)
def test_only_an_id_is_answered(thread, answered):
    mail = written(thread=thread)
    assert (mail["In-Reply-To"], mail["References"], mail["Bcc"]) == (answered, answered, None)


@pytest.mark.parametrize(
    ("said", "carried"),
    [
        ("application/pdf", "application/pdf"),
        ("image/svg+xml", "image/svg+xml"),
        ("text/plain", "text/plain"),
        ("message/rfc822", "application/octet-stream"),
        ("multipart/mixed", "application/octet-stream"),
        ("text/html; charset=x", "application/octet-stream"),
        ("a/b\r\nX: y", "application/octet-stream"),
        ("", "application/octet-stream"),
    ],
)
def test_a_file_is_a_file_whatever_it_is_said_to_be(said, carried):
    [part] = written(files=(File("nome è.bin", said, b"\x00\xff"),)).iter_attachments()
    assert (part.get_content_type(), part.get_filename()) == (carried, "nome è.bin")
    assert part.get_payload(decode=True) == b"\x00\xff"
