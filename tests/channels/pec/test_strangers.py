"""Certified mail of providers that we have never met: what a specialist says that each is."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from channels.pec.envelope import Kind, Recipient, Verdict
from channels.pec.reading import read_envelope
from tests.channels.pec.strangers import (
    ALTERNATIVE,
    ARUBA,
    BEA,
    LETTER,
    OFFICE,
    OLD,
    STYLES,
    ber,
    daticert,
    der,
    header,
    library,
    listed,
    mail,
    piece,
    trust,
)

TOP = header()
REFERENCE = "<m.1@posta.example>"


def read(raw):
    return read_envelope(raw, trust())


@pytest.mark.parametrize("seals", [der, ber, library])
@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.name + style.digest)
def test_the_message_of_every_provider_is_believed(style, seals):
    envelope = read(mail(style, TOP, daticert(), seals=seals))
    assert (envelope.kind, envelope.proof.verdict, envelope.proof.reasons) == (
        Kind.TRANSPORT,
        Verdict.VERIFIED,
        (),
    )
    assert (envelope.sender, envelope.recipients) == (BEA, (Recipient(OFFICE),))
    assert (envelope.identifier, envelope.reference) == ("id.1@gestore.example", REFERENCE)
    assert envelope.disagreements == ()
    assert envelope.message.replace(b"\r\n", b"\n") == LETTER.replace(b"\r\n", b"\n")
    assert ("sha1" in envelope.proof.notes) is (style.digest == "sha1" and seals is not library)
    assert ("dates" in envelope.proof.notes) is (seals is library)


NESTED = mail(
    replace(ARUBA, outer="----F0E1D2C3", inner="----------=_999"), TOP, daticert(sender="altra@posta.example")
)
BOUNCE = (
    b"From: MAILER-DAEMON@mx.example\r\nSubject: Undelivered Mail Returned to Sender\r\n"
    b"Content-Type: multipart/report; boundary=rr\r\n\r\n--rr\r\nContent-Type: text/plain\r\n\r\n5.1.1\r\n"
    b"--rr\r\nContent-Type: message/rfc822\r\n\r\n" + NESTED + b"\r\n--rr--\r\n"
)
ANOMALY = header("errore", "ANOMALIA MESSAGGIO: Richiesta")
MANY = listed(*((f"ufficio{number}@comune.example", "certificato") for number in range(18)))
INVOICE = (
    b"From: sdi01@pec.fatturapa.it\r\nContent-Type: multipart/mixed; boundary=f\r\n\r\n"
    b"--f\r\nContent-Type: application/pkcs7-mime; name=IT01234567890_1.xml.p7m\r\n"
    b"Content-Transfer-Encoding: base64\r\n\r\nMIIB\r\n"
    b"--f\r\nContent-Type: application/xml; name=IT01234567890_1_MT_001.xml\r\n\r\n<x/>\r\n--f--\r\n"
)
CHANGED = "=?ISO-8859-1?Q?POSTA_CERTIFI?=\r\n =?ISO-8859-1?Q?CATA=3A?= [x] =?utf-8?B?w6g=?="
MESSAGES = [
    ("18 recipients", mail(OLD, TOP, daticert(**MANY)), {"kind": Kind.TRANSPORT, "count": 18}),
    (
        "a planted receipt",
        mail(OLD, f"{TOP}\r\nX-Ricevuta: avvenuta-consegna", daticert()),
        {"kind": Kind.TRANSPORT, "disagreements": ("X-Ricevuta",)},
    ),
    (
        "another sender's name",
        mail(OLD, f'{TOP}\r\nFrom: "Per conto di: sindaco@comune.example" <{OLD.address}>', daticert()),
        {"kind": Kind.TRANSPORT, "sender": BEA, "disagreements": ("From",)},
    ),
    (
        "its own name in other letters",
        mail(OLD, f'{TOP}\r\nFrom: "PER CONTO DI: {BEA.upper()}" <{OLD.address}>', daticert()),
        {"sender": BEA, "disagreements": ()},
    ),
    ("names in lower case", mail(OLD, TOP.replace("X-", "x-"), daticert()), {"disagreements": ()}),
    (
        "another receipt asked for",
        mail(OLD, f"{TOP}\r\nX-Tiporicevuta: breve", daticert(more='<ricevuta tipo="completa"/>')),
        {"kind": Kind.TRANSPORT, "disagreements": ("X-TipoRicevuta",)},
    ),
    ("a subject in pieces", mail(OLD, header(subject=CHANGED), daticert()), {"disagreements": ()}),
    (
        "a reference folded within",
        mail(OLD, TOP.replace("m.1@", "m.1@\r\n\t"), daticert()),
        {"reference": REFERENCE, "disagreements": ()},
    ),
    (
        "seen by 900 servers",
        mail(
            OLD,
            "Received: from a.example by b.example; Wed, 31 Jan 2024 10:00:00 +0100\r\n" * 900 + TOP,
            daticert(),
        ),
        {"kind": Kind.TRANSPORT},
    ),
    (
        "a sender with a comma",
        mail(OLD, f'{TOP}\r\nFrom: "Per conto di: Rossi, Bea <x@y>" <{OLD.address}>', daticert()),
        {"wrote": OLD.address},
    ),
    (
        "signed in 2006",
        mail(OLD, TOP, daticert(), at=datetime(2006, 3, 1, tzinfo=UTC)),
        {"kind": Kind.TRANSPORT},
    ),
    ("a PEC forwarded in a PEC", mail(OLD, TOP, daticert(), NESTED), {"sender": BEA, "message": NESTED}),
    (
        "one more mail beside it",
        mail(OLD, TOP, daticert(), more=[piece("Content-Type: message/rfc822", NESTED, "7bit")]),
        {"sender": BEA, "message": LETTER},
    ),
    (
        "an invoice",
        mail(ARUBA, f"{TOP}\r\nX-Fattura-PA: si", daticert(sender="sdi01@pec.fatturapa.it"), INVOICE),
        {
            "sender": "sdi01@pec.fatturapa.it",
            "names": ["IT01234567890_1.xml.p7m", "IT01234567890_1_MT_001.xml"],
        },
    ),
    (
        "an anomaly that has a daticert",
        mail(OLD, ANOMALY, daticert()),
        {"kind": Kind.TRANSPORT, "disagreements": ("X-Trasporto", "Subject")},
    ),
]
ANOMALIES = [
    ("an anomaly", mail(OLD, ANOMALY, None), {"kind": Kind.ANOMALY, "sender": "", "disagreements": ()}),
    (
        "an anomaly around a PEC that came back",
        mail(OLD, ANOMALY, None, BOUNCE),
        {"kind": Kind.ANOMALY, "sender": "", "reference": "", "message": BOUNCE, "disagreements": ()},
    ),
    (
        "a daticert in the name of an archive",
        mail(
            OLD,
            TOP,
            None,
            more=[piece('Content-Type: application/zip; name="daticert.xml.zip"', b"PK", "base64")],
        ),
        {"kind": Kind.ANOMALY, "disagreements": ("X-Trasporto", "Subject")},
    ),
    (
        "a daticert in an alternative text",
        mail(replace(OLD, text=ALTERNATIVE.replace("text/html", "text/xml; name=daticert.xml")), TOP, None),
        {"kind": Kind.ANOMALY, "sender": ""},
    ),
]
ALL = [(*case, True) for case in MESSAGES] + [(*case, False) for case in ANOMALIES]


@pytest.mark.parametrize(("_label", "raw", "expected", "certified"), ALL, ids=[case[0] for case in ALL])
def test_each_is_what_was_signed(_label, raw, expected, certified):
    envelope = read(raw)
    found = {
        "count": len(envelope.recipients),
        "names": [each.name for each in envelope.enclosed],
        **{name: getattr(envelope, name, None) for name in expected.keys() - {"count", "names"}},
    }
    assert {name: found[name] for name in expected} == expected
    assert (envelope.proof.verdict, envelope.verified) == (Verdict.VERIFIED, certified)


DAMAGED = [
    ("a file of Outlook", bytes.fromhex("d0cf11e0a1b11ae1") + bytes(5_000), ("outlook",)),
    ("an archive", b"PK\3\4" + bytes(5_000), ("not-a-mail",)),
    ("quoted in another mail", b"> " + mail(OLD, TOP, daticert()).replace(b"\n", b"\n> "), ("not-a-mail",)),
    ("9,000 servers", b"Received: from a.example by b.example; on some day\r\n" * 9_000, ("headers",)),
]


@pytest.mark.parametrize(("_label", "raw", "reasons"), DAMAGED, ids=[case[0] for case in DAMAGED])
def test_what_is_no_mail_says_what_is_wrong(_label, raw, reasons):
    envelope = read(raw)
    assert (envelope.kind, envelope.proof.reasons) == (Kind.UNREADABLE, reasons)


WHOLE = mail(OLD, TOP, daticert())
INSIDE = WHOLE[WHOLE.find(b"Content-Type: multipart/signed") :]
WRAPPED = [
    ("as the content of an ordinary mail", b"Content-Type: message/rfc822\r\n\r\n" + WHOLE),
    (
        "with a footer of an antivirus",
        b"Content-Type: multipart/mixed; boundary=zz\r\n\r\n--zz\r\n"
        + INSIDE
        + b"\r\n--zz\r\n\r\nno virus\r\n--zz--\r\n",
    ),
    ("after another type", b"Content-Type: text/plain\r\n" + INSIDE),
]


@pytest.mark.parametrize(("_label", "content"), WRAPPED, ids=[case[0] for case in WRAPPED])
def test_a_genuine_one_within_another_mail_does_not_certify_the_other(_label, content):
    envelope = read(f"{TOP}\r\nFrom: {OLD.address}\r\n".encode() + content)
    assert (envelope.kind, envelope.sender, envelope.reference) == (Kind.ORDINARY, "", "")
    assert (envelope.proof.verdict, envelope.proof.reasons) == (Verdict.UNVERIFIED, ("no-signature",))
