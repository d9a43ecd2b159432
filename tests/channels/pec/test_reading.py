"""Each kind of certified mail is read by what was signed; a header that says otherwise is not followed."""

from hashlib import sha256

import pytest

from channels.pec.envelope import Enclosed, Kind, Recipient, Verdict
from channels.pec.reading import read_envelope
from tests.channels.pec.authority import ADDRESS, NOW
from tests.channels.pec.envelopes import (
    ADA,
    IDENTIFIER,
    MESSAGE,
    OFFICE,
    OTHER,
    REFERENCE,
    TEXT,
    data,
    daticert,
    headers,
    message,
    mixed,
    part,
    receipt,
    sealed,
    transport,
    trust,
)

ABOUT = f"<consegna>{OFFICE}</consegna>"


def read(raw, **more):
    return read_envelope(raw, trust(), **more)


def test_a_message_and_all_that_is_certified_of_it():
    envelope = read(transport())
    assert (envelope.kind, envelope.proof.verdict, envelope.proof.reasons) == (
        Kind.TRANSPORT,
        Verdict.VERIFIED,
        (),
    )
    assert envelope.verified
    assert not envelope.is_receipt
    assert (envelope.proof.signer, envelope.proof.signed_at) == (ADDRESS, NOW)
    assert (envelope.sender, envelope.recipients) == (ADA, (Recipient(OFFICE),))
    assert (envelope.subject, envelope.provider) == ("Una domanda", "Gestore S.p.A.")
    assert (envelope.identifier, envelope.reference) == (IDENTIFIER, REFERENCE)
    assert envelope.at.isoformat() == "2026-11-23T10:30:00+01:00"
    assert envelope.message == MESSAGE
    assert (envelope.disagreements, envelope.wrote) == ((), ADDRESS)
    digest = sha256(b"%PDF-1.4\n").hexdigest()
    assert envelope.enclosed == (Enclosed("verbale.pdf", "application/pdf", 9, digest),)


RECEIPTS = [
    ("accettazione", "nessuno", "", Kind.ACCEPTANCE, "accettazione"),
    ("non-accettazione", "altro", "", Kind.NON_ACCEPTANCE, "altro"),
    ("non-accettazione", "virus", "", Kind.NON_ACCEPTANCE, "virus"),
    ("presa-in-carico", "nessuno", f"<ricezione>{OFFICE}</ricezione>", Kind.TAKING_CHARGE, "presa-in-carico"),
    ("avvenuta-consegna", "nessuno", ABOUT, Kind.DELIVERY, "avvenuta-consegna"),
    ("errore-consegna", "no-dest", ABOUT, Kind.DELIVERY_ERROR, "no-dest"),
    ("errore-consegna", "no-dominio", ABOUT, Kind.DELIVERY_ERROR, "no-dominio"),
    ("preavviso-errore-consegna", "nessuno", ABOUT, Kind.DELIVERY_WARNING, "preavviso-errore-consegna"),
    ("rilevazione-virus", "virus", "", Kind.VIRUS, "virus"),
]


@pytest.mark.parametrize(("tipo", "errore", "facts", "kind", "result"), RECEIPTS)
def test_a_receipt_and_what_became_of_the_recipient(tipo, errore, facts, kind, result):
    security = {"X-VerificaSicurezza": "errore"} if errore == "virus" else {}
    envelope = read(receipt(tipo, errore, facts, **security))
    assert (envelope.kind, envelope.proof.reasons, envelope.disagreements) == (kind, (), ())
    assert envelope.verified
    assert envelope.is_receipt
    assert envelope.recipients == (Recipient(OFFICE, result=result),)
    assert envelope.error == ("" if errore == "nessuno" else errore)
    assert [each.name for each in envelope.enclosed] == ["daticert.xml"]
    assert envelope.message is None


def test_a_receipt_is_about_one_of_several():
    listed = ((OFFICE, "certificato"), (OTHER, "certificato"), ("bea@example.org", "esterno"))
    xml = daticert("avvenuta-consegna", facts=f"<consegna>{OTHER.upper()}</consegna>", recipients=listed)
    envelope = read(sealed(mixed(TEXT, data(xml))))
    assert envelope.recipients == (
        Recipient(OFFICE),
        Recipient(OTHER, result="avvenuta-consegna"),
        Recipient("bea@example.org", certified=False),
    )


def test_a_recipient_that_is_not_on_the_list_is_told_all_the_same():
    envelope = read(receipt("errore-consegna", "no-dest", f"<consegna>{OTHER}</consegna>"))
    assert envelope.recipients == (Recipient(OFFICE), Recipient(OTHER, result="no-dest"))
    assert envelope.about == OTHER


@pytest.mark.parametrize(
    ("explained", "final"),
    [
        ("5.4.1 - Messaggio non consegnato in 24 ore", True),
        ("5.4.1", True),
        ("5.4.10 - altro", False),
        ("", False),
        ("Nessuna consegna nelle prime 12 ore: 5.4.1 seguirà", False),
    ],
)
def test_a_warning_is_final_by_the_code_at_its_beginning(explained, final):
    facts = f"{ABOUT}<errore-esteso>{explained}</errore-esteso>"
    envelope = read(receipt("preavviso-errore-consegna", facts=facts))
    assert (envelope.final, envelope.explained) == (final, explained)
    assert not read(receipt("errore-consegna", "altro", facts)).final


@pytest.mark.parametrize("receipt_type", ["completa", "breve", "sintetica"])
def test_a_delivery_may_bring_the_message_back(receipt_type):
    xml = daticert("avvenuta-consegna", facts=f'<ricevuta tipo="{receipt_type}"/>{ABOUT}')
    inside = [] if receipt_type == "sintetica" else [message()]
    envelope = read(sealed(mixed(TEXT, data(xml), *inside), headers(X_Trasporto="", Subject="")))
    assert (envelope.receipt, envelope.verified) == (receipt_type, True)
    assert envelope.message == (MESSAGE if inside else None)
    assert [each.name for each in envelope.enclosed] == ["verbale.pdf" if inside else "daticert.xml"]


FORGED_DATA = message(
    b"From: a@example.org\r\nContent-Type: multipart/mixed; boundary=q\r\n\r\n--q\r\n"
    + data(daticert("avvenuta-consegna", facts=ABOUT))
    + b"\r\n--q--\r\n"
)


def test_an_anomaly_certifies_nothing_whatever_it_carries():
    envelope = read(sealed(mixed(TEXT, FORGED_DATA), headers(X_Trasporto="errore", Subject="")))
    assert (envelope.kind, envelope.proof.verdict) == (Kind.ANOMALY, Verdict.VERIFIED)
    assert not envelope.verified
    assert (envelope.sender, envelope.reference, envelope.recipients) == ("", "", ())
    assert envelope.disagreements == ()
    assert envelope.message


def test_a_forged_daticert_inside_the_message_is_never_found():
    envelope = read(sealed(mixed(TEXT, FORGED_DATA, data(daticert()))))
    assert (envelope.kind, envelope.verified, envelope.about) == (Kind.TRANSPORT, True, "")
    anomaly = read(sealed(mixed(TEXT, FORGED_DATA)))
    assert (anomaly.kind, anomaly.verified) == (Kind.ANOMALY, False)
    assert anomaly.disagreements == ("X-Trasporto", "Subject")


PLANTED = [
    ("nothing", {}, ()),
    ("case of letters", {"X-Trasporto": "", "x-trasporto": "Posta-Certificata"}, ()),
    ("a receipt", {"X-Ricevuta": "avvenuta-consegna"}, ("X-Ricevuta",)),
    ("an anomaly", {"X-Trasporto": "errore"}, ("X-Trasporto",)),
    ("twice", {"X-trasporto": "errore"}, ("X-Trasporto",)),
    ("another reference", {"X-Riferimento-Message-ID": "<altro@x>"}, ("X-Riferimento-Message-ID",)),
    ("a reference without brackets", {"X-Riferimento-Message-ID": REFERENCE[1:-1]}, ()),
    ("a folded reference", {"X-Riferimento-Message-ID": f"\r\n {REFERENCE}"}, ()),
    ("a virus", {"X-VerificaSicurezza": "errore"}, ("X-VerificaSicurezza",)),
    ("the subject of a receipt", {"Subject": "ACCETTAZIONE: Una domanda"}, ("Subject",)),
    ("a subject in words", {"Subject": "=?utf-8?q?AVVISO_DI_MANCATA_CONSEGNA=3A?= x"}, ("Subject",)),
    ("a subject that contains one", {"Subject": "Re: ACCETTAZIONE: x"}, ()),
    ("no subject", {"Subject": ""}, ()),
]


@pytest.mark.parametrize(("_label", "planted", "named"), PLANTED, ids=[case[0] for case in PLANTED])
def test_a_header_that_disagrees_is_named_and_not_followed(_label, planted, named):
    envelope = read(transport(header=headers(planted)))
    assert (envelope.kind, envelope.verified, envelope.disagreements) == (Kind.TRANSPORT, True, named)
    assert envelope.reference == REFERENCE


def test_words_are_compared_as_a_whole():
    envelope = read(receipt("accettazione", X_Ricevuta="non-accettazione"))
    assert (envelope.kind, envelope.disagreements) == (Kind.ACCEPTANCE, ("X-Ricevuta",))


ORDINARY = b"From: ada@example.org\r\nTo: b@example.org\r\nSubject: =?utf-8?q?Perch=C3=A9?=\r\n"


def test_ordinary_mail_claims_nothing():
    envelope = read(ORDINARY + b"\r\nciao")
    assert (envelope.kind, envelope.proof.verdict, envelope.proof.reasons) == (
        Kind.ORDINARY,
        Verdict.NONE,
        (),
    )
    assert (envelope.subject, envelope.sender, envelope.wrote) == ("Perché", "", "ada@example.org")


@pytest.mark.parametrize(
    ("claim", "named"),
    [
        (b"X-Trasporto: posta-certificata\r\n", ("X-Trasporto",)),
        (b"X-Ricevuta: avvenuta-consegna\r\n", ("X-Ricevuta",)),
        (b"Subject: POSTA CERTIFICATA: x\r\n", ("Subject",)),
        (b"From: posta-certificata@pec.aruba.it\r\n", ()),
    ],
)
def test_ordinary_mail_that_pretends_is_not_believed(claim, named):
    envelope = read(claim + b"To: b@example.org\r\n\r\nciao")
    assert (envelope.kind, envelope.proof.verdict) == (Kind.ORDINARY, Verdict.UNVERIFIED)
    assert (envelope.proof.reasons, envelope.disagreements) == (("no-signature",), named)


@pytest.mark.parametrize(
    ("own", "kind"),
    [({"Subject": "CONSEGNA: x"}, Kind.DELIVERY), ({"Subject": "I: CONSEGNA: x"}, Kind.ORDINARY)],
)
def test_a_receipt_that_lost_its_seal_is_known_by_how_it_is_headed(own, kind):
    parts = mixed(TEXT, data(daticert("avvenuta-consegna", facts=ABOUT)))
    envelope = read(headers(own, X_Trasporto="", From="bea@example.org") + parts)
    assert (envelope.kind, envelope.verified) == (kind, False)


def test_a_forwarded_paper_is_an_attachment_of_ordinary_mail():
    parts = mixed(
        TEXT, data(daticert()), message(), part(transport(), "Content-Type: message/rfc822"), boundary="x"
    )
    envelope = read(ORDINARY + parts)
    assert (envelope.kind, envelope.proof.verdict) == (Kind.ORDINARY, Verdict.NONE)
    assert [each.name for each in envelope.enclosed] == ["daticert.xml", "postacert.eml", ""]


def test_a_genuine_mail_inside_another_is_not_what_the_other_is():
    parts = mixed(TEXT, part(transport(), "Content-Type: message/rfc822"), boundary="x")
    envelope = read(headers() + parts)
    assert (envelope.kind, envelope.proof.verdict) == (Kind.ORDINARY, Verdict.UNVERIFIED)
    assert envelope.disagreements == ("X-Trasporto", "Subject")


def test_a_provider_writes_ordinary_mail_too():
    envelope = read(sealed(mixed(TEXT, part(b"%PDF", "Content-Type: application/pdf; name=x.pdf", "base64"))))
    assert envelope.kind is Kind.ORDINARY
    assert not envelope.verified
    digest = sha256(b"%PDF").hexdigest()
    assert envelope.enclosed == (Enclosed("x.pdf", "application/pdf", 4, digest),)
