"""Any bytes are read without a fault, and what we write is read again as it was meant."""

from datetime import UTC, datetime
from email import message_from_bytes, policy

from hypothesis import example, given
from hypothesis import strategies as st

from bot.message import File, Part
from channels.mail.enclosures import safe_name
from channels.mail.headers import Unreadable
from channels.mail.letter import Letter, Silence
from channels.mail.mailbox import Bounds, Mailbox
from channels.mail.reading import parse_mail, read_mail
from channels.mail.senders import is_address
from channels.mail.writing import write_mail
from tests.channels.mail.letters import ADA, ME, mail

AT = datetime(2026, 11, 23, 9, 15, tzinfo=UTC)
BOUNDS = Bounds(mail=20_000, headers=5_000, parts=20, text=2_000, file=1_000, files=3)
NOT_US = Mailbox("altro@altro.example.it")

# What mails are made of, to be put together in any way.
FRAGMENTS = [
    *(
        b"\n",
        b"\r\n",
        b"\r",
        b"\n\n",
        b" ",
        b"\t",
        b"\0",
        b"--",
        b"--b",
        b"--b--",
        b"-- \n",
        b"> ",
        b"\xff",
        b"\xe8",
    ),
    *(b"From: ", b"Subject: ", b"Message-ID: <a@b>", b"References: ", b"Return-Path: <>", b"Date: ", b"To: "),
    *(
        b"Content-Type: ",
        b"multipart/mixed; boundary=b",
        b"multipart/alternative; boundary=",
        b"text/html",
        b"text/",
    ),
    *(
        b"Content-Transfer-Encoding: ",
        b"base64",
        b"quoted-printable",
        b"=C3=A8",
        b"=",
        b"VGFyZ2E=",
        b"; charset=",
    ),
    *(
        b"utf-8",
        b"utf-7",
        b"utf-16",
        b"iso-2022-jp",
        b"idna",
        b"punycode",
        b"+2AA-",
        b"\x1b$B",
        b"=?utf-8?Q?",
        b"?=",
    ),
    *(
        b"Content-Disposition: attachment; filename",
        b'="',
        b"*0*=",
        b"*=utf-8''%C3",
        b'\\"',
        b"(",
        b"<",
        b">",
        b"@",
    ),
    *(
        b"<p>",
        b"<blockquote>",
        b"<!--",
        b"<a href='https://x'>",
        b"&#9999999999;",
        b"<style>",
        b"</",
        b"cid:x",
        b'"',
    ),
    *(
        b"ha scritto:",
        b"Da: ",
        b"Inviato: ",
        b"Il 23/11/2026 09:15, ",
        b"ada@example.org",
        b"format=flowed",
        b";",
        b":",
    ),
]
MADE = st.lists(st.sampled_from(FRAGMENTS) | st.binary(max_size=8), max_size=60).map(b"".join)
SPOILT = st.tuples(st.integers(0, 400), st.binary(max_size=20)).map(lambda cut: _spoil(*cut))


def _spoil(at: int, more: bytes) -> bytes:
    raw = mail("Targa AB123CD\n\nIl 23/11/2026 09:15, A ha scritto:\n> x")
    return raw[:at] + more + raw[at + len(more) :]


@given(st.binary(max_size=500) | MADE | SPOILT)
@example(b"Content-Type: text/html; charset=utf-7\n\n+AGEAYg-")
def test_any_bytes_are_read_without_a_fault(raw: bytes) -> None:
    try:
        letter = parse_mail(raw, BOUNDS, ME)
    except Unreadable:
        letter = read_mail(raw, BOUNDS, ME)
        assert letter.silence is Silence.POISON
    assert letter == read_mail(raw, BOUNDS, ME)
    _check(letter)


def _check(letter: Letter) -> None:
    """What the transport and the store may count on."""
    inbound = letter.inbound("mail", AT)
    assert len(inbound.external_id) == 64
    assert letter.sender == "" or is_address(letter.sender)
    assert letter.answerable <= bool(letter.sender)
    for word in (
        inbound.text,
        inbound.language,
        *letter.context.values(),
        *(file.name for file in letter.files),
    ):
        assert "\0" not in word
        word.encode("utf-8")
    assert not any("\n" in value or "\r" in value for value in letter.context.values())
    assert len(letter.text) <= BOUNDS.text
    assert len(letter.files) <= BOUNDS.files
    assert all(
        safe_name(file.name) == file.name and 0 < len(file.content) <= BOUNDS.file for file in letter.files
    )


SAID = st.text(st.characters(codec="utf-8"), max_size=400)
LINE = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), max_size=200)
FILES = st.lists(
    st.builds(
        File, LINE, st.sampled_from(["application/pdf", "image/png", "text/plain"]), st.binary(max_size=300)
    ),
    max_size=3,
)


@given(SAID, LINE, FILES)
def test_any_part_is_a_mail_to_an_independent_reader(said: str, subject: str, files: list[File]) -> None:
    part = Part(
        "5-0", "mail", ADA, said, files=tuple(files), context={"subject": subject, "message_id": "<a@b>"}
    )
    raw = write_mail(part, ME, AT)
    assert raw == write_mail(part, ME, AT)
    assert all(len(line) <= 998 for line in raw.split(b"\r\n"))
    assert b"\n" not in raw.replace(b"\r\n", b"")
    read = message_from_bytes(raw, policy=policy.SMTP)
    assert [defect for each in read.walk() for defect in each.defects] == []
    assert sorted({name.lower() for name in read}) == sorted(name.lower() for name in read)
    names = [each.get_filename() for each in read.iter_attachments()]
    contents = [each.get_payload(decode=True) for each in read.iter_attachments()]
    assert contents == [file.content for file in files]
    assert names == [safe_name(file.name) or "attachment" for file in files]


WORD = st.text(st.characters(codec="utf-8", categories=("L", "N")), min_size=1, max_size=20)
TAME = st.lists(st.lists(WORD, min_size=1, max_size=12).map(" ".join), min_size=1, max_size=8).map("\n".join)
GIVEN = st.lists(
    st.builds(
        File, WORD.map("{}.pdf".format), st.just("application/pdf"), st.binary(min_size=1, max_size=300)
    ),
    max_size=3,
)


@given(TAME, WORD, GIVEN)
def test_what_we_write_we_read(said: str, subject: str, files: list[File]) -> None:
    part = Part(
        "5-0", "mail", ADA, said, files=tuple(files), context={"subject": subject, "message_id": "<a@b>"}
    )
    letter = read_mail(write_mail(part, ME, AT), BOUNDS, NOT_US)
    assert letter.text == said
    assert letter.subject == f"Re: {subject}"
    assert [file.content for file in letter.files] == [file.content for file in files]
    assert [file.name for file in letter.files] == [safe_name(file.name) for file in files]
    assert letter.silence is Silence.LOOP
