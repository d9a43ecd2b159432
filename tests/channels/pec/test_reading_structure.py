"""However a certified mail was put together, stored or damaged: it is read; believed if its seal holds."""

from base64 import encodebytes

import pytest

from channels.pec.envelope import Kind, Verdict
from channels.pec.reading import read_envelope
from tests.channels.pec.authority import ADDRESS
from tests.channels.pec.envelopes import (
    ADA,
    INNER,
    MESSAGE,
    OUTER,
    REFERENCE,
    TEXT,
    data,
    daticert,
    headers,
    message,
    mixed,
    part,
    provider,
    sealed,
    transport,
    trust,
)
from tests.channels.pec.sealing import seal

XML = daticert()
ATTACHED = 'Content-Type: application/xml\r\nContent-Disposition: attachment; filename="daticert.xml"'
TYPED = "Content-Type: {}; name=daticert.xml"


def read(raw):
    return read_envelope(raw, trust())


def wrapped(*parts, **more):
    return sealed(mixed(*parts, **more))


BUILT = [
    ("daticert in quoted-printable", wrapped(TEXT, data(XML, "quoted-printable"), message())),
    ("daticert as it is", wrapped(TEXT, data(XML, "7bit"), message())),
    ("daticert last", wrapped(TEXT, message(), data(XML))),
    ("daticert first", wrapped(data(XML), message(), TEXT)),
    ("named in its disposition alone", wrapped(TEXT, data(XML, header=ATTACHED), message())),
    ("text/xml, name unquoted", wrapped(TEXT, data(XML, header=TYPED.format("text/xml")), message())),
    ("a mere file", wrapped(TEXT, data(XML, header=TYPED.format("application/octet-stream")), message())),
    ("a name in capitals", wrapped(TEXT, data(XML, header=TYPED.format("text/xml").upper()), message())),
    ("no name at all", wrapped(TEXT, data(XML, header="Content-Type: application/xml"), message())),
    ("base64 that nobody announced", wrapped(TEXT, data(encodebytes(XML.encode()), "7bit"), message())),
    ("the message in base64", wrapped(TEXT, data(XML), message(encoding="base64"))),
    ("the message without a name", wrapped(TEXT, data(XML), message(header="Content-Type: message/rfc822"))),
    ("no text", wrapped(data(XML), message())),
    ("multipart/related", wrapped(TEXT, data(XML), message(), kind="related")),
    ("the inner boundary begins like the outer", wrapped(TEXT, data(XML), message(), boundary=f"{OUTER}-2")),
    ("a boundary of signs", wrapped(TEXT, data(XML), message(), boundary="=_(a)+[b]*?.$ ^|x")),
    ("the inner multipart not closed", wrapped(TEXT, data(XML), message(), closed=False)),
    ("the outer multipart not closed", sealed(mixed(TEXT, data(XML), message()), closed=False)),
    ("no preamble", sealed(mixed(TEXT, data(XML), message()), preamble=b"")),
    ("text after the end", transport() + b"--\r\nmailing list footer\r\n"),
    ("the newer type", sealed(mixed(TEXT, data(XML), message()), kind="application/pkcs7-signature")),
    (
        "a seal that is a mere file",
        sealed(mixed(TEXT, data(XML), message()), kind="application/octet-stream"),
    ),
    ("lines of Unix", transport().replace(b"\r\n", b"\n")),
    ("lines of old Macs", transport().replace(b"\r\n", b"\r")),
    ("a mark of UTF-8", b"\xef\xbb\xbf" + transport()),
    ("blank lines before", b"\r\n\r\n" + transport()),
    ("the line of a mailbox file", b"From MAILER-DAEMON Mon Nov 23 10:30:00 2026\r\n" + transport()),
    (
        "headers in capitals",
        transport().replace(b"Content-Type", b"CONTENT-TYPE", 1).replace(b"From", b"FROM", 1),
    ),
    ("a folded type", transport().replace(b"multipart/signed; ", b"Multipart/Signed;\r\n\t")),
]


@pytest.mark.parametrize(("_label", "raw"), BUILT, ids=[case[0] for case in BUILT])
def test_all_that_providers_and_programs_make_of_it_is_believed(_label, raw):
    envelope = read(raw)
    assert (envelope.kind, envelope.sender, envelope.reference) == (Kind.TRANSPORT, ADA, REFERENCE)
    assert envelope.proof.reasons == ()
    assert envelope.verified
    assert envelope.message


@pytest.mark.parametrize("encoding", ["7bit", "8bit", "base64", "quoted-printable"])
def test_the_message_inside_is_what_was_sent(encoding):
    assert read(wrapped(TEXT, data(XML), message(encoding=encoding))).message == MESSAGE


SIGNED = mixed(TEXT, data(XML), message())
DAMAGED = [
    ("no seal", sealed(SIGNED, seal=b""), ("no-signature",)),
    ("no seal, not closed", sealed(SIGNED, seal=b"", closed=False), ("no-signature",)),
    ("cut in the seal", transport()[:-900], ("signature-unreadable",)),
    ("an empty seal", sealed(SIGNED, seal=b" "), ("no-signature",)),
    ("cut after the first part", transport()[: transport().find(b"smime.p7s") - 80], ("no-signature",)),
    (
        "the header names no boundary",
        transport().replace(b'; boundary="----A', b'; bound="----A'),
        ("structure",),
    ),
    ("it names a wrong one", transport().replace(b'boundary="----A', b'boundary="----B'), ("structure",)),
    ("a third part", sealed(SIGNED, more=[TEXT]), ("structure",)),
    ("only the parts are left", headers() + SIGNED, ("no-signature",)),
]


@pytest.mark.parametrize(("_label", "raw", "reasons"), DAMAGED, ids=[case[0] for case in DAMAGED])
def test_what_is_damaged_is_read_and_not_believed(_label, raw, reasons):
    envelope = read(raw)
    assert (envelope.kind, envelope.sender, envelope.reference) == (Kind.TRANSPORT, ADA, REFERENCE)
    assert (envelope.proof.verdict, envelope.proof.reasons) == (Verdict.UNVERIFIED, reasons)


def test_a_seal_that_carries_its_content_is_read():
    opaque = seal(provider(), SIGNED, attached=True)
    kind = "Content-Type: application/pkcs7-mime; smime-type=signed-data; name=smime.p7m"
    envelope = read(headers() + part(opaque, kind, "base64"))
    assert (envelope.kind, envelope.sender) == (Kind.TRANSPORT, ADA)
    assert envelope.proof.reasons == ("attached", "structure")
    assert envelope.message == MESSAGE


STUBS = [
    ("only headers", headers() + b"\r\n", Kind.ORDINARY, ("no-signature",)),
    ("headers without an end", headers(), Kind.ORDINARY, ("no-signature",)),
    (
        "no daticert, but the message",
        sealed(mixed(TEXT, message()), seal=b"1"),
        Kind.ANOMALY,
        ("signature-unreadable",),
    ),
    ("neither", sealed(mixed(TEXT), seal=b"1"), Kind.ORDINARY, ("signature-unreadable",)),
    ("nothing where parts should be", sealed(TEXT, seal=b"1"), Kind.ORDINARY, ("signature-unreadable",)),
    ("an anomaly by its header alone", headers(X_Trasporto="errore"), Kind.ANOMALY, ("no-signature",)),
]


@pytest.mark.parametrize(("_label", "raw", "kind", "reasons"), STUBS, ids=[case[0] for case in STUBS])
def test_what_holds_no_certificate_is_none(_label, raw, kind, reasons):
    envelope = read(raw)
    assert (envelope.kind, envelope.proof.verdict, envelope.proof.reasons) == (
        kind,
        Verdict.UNVERIFIED,
        reasons,
    )
    assert (envelope.sender, envelope.reference) == ("", "")


UNREADABLE = [
    ("nothing", b"", "not-a-mail"),
    ("blanks", b"\r\n \r\n", "not-a-mail"),
    ("a letter", b"Gentile Comune,\r\nscrivo per la multa.\r\n", "not-a-mail"),
    ("another program's header", b"Server: x\r\nHost: y\r\n\r\n", "not-a-mail"),
    ("a PDF", b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\n", "not-a-mail"),
    ("headers without end", headers() + b"X: y\r\n" * 100_000, "headers"),
    ("one header without end", headers() + b"X: " + b"y" * 500_000, "headers"),
    ("parts without end", sealed(SIGNED, preamble=f"--{OUTER}\r\n\r\n".encode() * 2_000), "parts"),
]


@pytest.mark.parametrize(("_label", "raw", "reason"), UNREADABLE, ids=[case[0] for case in UNREADABLE])
def test_what_cannot_be_read_says_why(_label, raw, reason):
    envelope = read(raw)
    assert (envelope.kind, envelope.proof.verdict, envelope.proof.reasons) == (
        Kind.UNREADABLE,
        Verdict.NONE,
        (reason,),
    )


def test_what_is_too_large_is_not_read():
    assert read(headers() + bytes(90_000_001)).proof.reasons == ("large",)


def test_more_files_than_are_looked_at_are_listed_in_part():
    many = b"From: a@b\r\nContent-Type: multipart/mixed; boundary=m\r\n\r\n" + b"--m\r\n\r\nx\r\n" * 2_000
    envelope = read(wrapped(TEXT, data(XML), message(many)))
    assert (envelope.verified, envelope.proof.notes) == (True, ("attachments",))


def test_what_nests_too_deep_is_one_file():
    deep = b"From: a@b\r\n"
    for level in range(50):
        deep += f"Content-Type: multipart/mixed; boundary=n{level}\r\n\r\n--n{level}\r\n".encode()
    envelope = read(wrapped(TEXT, data(XML), message(deep)))
    assert envelope.verified
    assert [each.media_type for each in envelope.enclosed] == ["multipart/mixed"]


def test_a_line_that_only_begins_like_a_boundary_is_none():
    tricky = MESSAGE.replace(
        b"Buongiorno", f"--{INNER}x\r\n--{OUTER} x\r\n --{OUTER}--\r\nBuongiorno".encode()
    )
    envelope = read(wrapped(TEXT, message(tricky), data(XML)))
    assert (envelope.message, envelope.verified) == (tricky, True)


def test_a_message_that_is_a_certified_mail_itself_stays_inside():
    older = sealed(
        mixed(TEXT, data(XML.replace(ADA, "vecchio@pec.example.it")), message(), boundary="older"),
        headers(),
    ).replace(OUTER.encode(), b"----OLDER")
    envelope = read(wrapped(TEXT, message(older), data(XML)))
    assert (envelope.sender, envelope.message, envelope.verified) == (ADA, older, True)
    assert [each.name for each in envelope.enclosed] == ["daticert.xml", "postacert.eml", "smime.p7s"]
    assert envelope.wrote == ADDRESS


def test_doubled_line_ends_are_read_and_not_believed():
    envelope = read(transport().replace(b"\r\n", b"\r\r\n"))
    assert (envelope.kind, envelope.sender, envelope.reference) == (Kind.TRANSPORT, ADA, REFERENCE)
    assert envelope.proof.reasons == ("digest",)


def test_lines_without_end_that_only_begin_like_a_boundary_are_not_gone_through():
    near = f"--{OUTER}x\r\n".encode()
    assert read(sealed(SIGNED, preamble=near * 50_001)).proof.reasons == ("parts",)
    assert read(sealed(SIGNED, preamble=near * 500)).verified
