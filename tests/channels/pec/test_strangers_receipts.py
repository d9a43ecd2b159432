"""Receipts of providers that we have never met: what became of the message, by what was signed."""

import pytest

from channels.pec.envelope import Kind, Recipient
from channels.pec.reading import read_envelope
from tests.channels.pec.strangers import (
    ARUBA_NOW,
    BEA,
    LEGALMAIL,
    LETTER,
    OFFICE,
    OLD,
    SUAP,
    ber,
    daticert,
    header,
    listed,
    mail,
    trust,
)

BOTH = listed((OFFICE, "certificato"), ("carlo@posta.example.org", "esterno"))
SERVICE = f"From: {OLD.address}"
ABOUT = f"<consegna>&lt;{OFFICE}&gt;</consegna>"
LATE = "<errore-esteso>5.4.1 - Il messaggio non è stato consegnato nelle 24 ore</errore-esteso>"
HASHED = (
    f"From: {BEA}\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
    "--b\r\nContent-Type: text/plain\r\n\r\nx\r\n"
    '--b\r\nContent-Type: text/plain; name="atto.pdf.hash"\r\n\r\n'
    "da39a3ee5e6b4b0d3255bfef95601890afd80709\r\n--b--\r\n"
).encode()
TOO_LATE = "AVVISO DI MANCATA CONSEGNA PER SUP. TEMPO MASSIMO: Richiesta"
RECEIPTS = [
    (
        "accepted, one of two is no PEC",
        mail(OLD, header("accettazione", "ACCETTAZIONE: x", SERVICE), daticert("accettazione", **BOTH), None),
        {
            "kind": Kind.ACCEPTANCE,
            "recipients": (
                Recipient(OFFICE, result="accettazione"),
                Recipient("carlo@posta.example.org", certified=False, result="accettazione"),
            ),
        },
    ),
    (
        "accepted, with a planted transport header",
        mail(
            OLD,
            header("accettazione", "ACCETTAZIONE: x", SERVICE, "X-Trasporto: errore"),
            daticert("accettazione"),
            None,
        ),
        {"kind": Kind.ACCEPTANCE, "disagreements": ("X-Trasporto",)},
    ),
    (
        "on its way to REM",
        mail(
            ARUBA_NOW,
            header("accettazione", "ACCETTAZIONE: x", "X-REM-Subject: REM SubmissionAcceptance: x"),
            daticert("accettazione"),
            None,
            seals=ber,
        ),
        {"kind": Kind.ACCEPTANCE, "disagreements": ()},
    ),
    (
        "delivered, the whole message inside",
        mail(
            OLD,
            header("avvenuta-consegna", "CONSEGNA: x", SERVICE, "X-TipoRicevuta: completa"),
            daticert("avvenuta-consegna", more=f'<ricevuta tipo="completa" />{ABOUT}'),
        ),
        {"kind": Kind.DELIVERY, "receipt": "completa", "about": OFFICE, "message": LETTER},
    ),
    (
        "delivered, hashes inside",
        mail(
            OLD,
            header("avvenuta-consegna", "CONSEGNA: x", SERVICE),
            daticert("avvenuta-consegna", more=f'<ricevuta tipo="breve"/>{ABOUT}'),
            HASHED,
        ),
        {"kind": Kind.DELIVERY, "receipt": "breve", "names": ["atto.pdf.hash"]},
    ),
    (
        "not delivered within 24 hours",
        mail(
            LEGALMAIL,
            header("preavviso-errore-consegna", TOO_LATE),
            daticert("preavviso-errore-consegna", ' errore="altro"', more=ABOUT + LATE),
            None,
        ),
        {"kind": Kind.DELIVERY_WARNING, "final": True, "recipients": (Recipient(OFFICE, result="altro"),)},
    ),
    (
        "taken by two of three",
        mail(
            OLD,
            header("presa-in-carico", "PRESA IN CARICO: x", SERVICE),
            daticert(
                "presa-in-carico",
                **listed((OFFICE, "certificato"), (SUAP, "certificato"), ("z@comune.example", "certificato")),
                more=f"<ricezione>{OFFICE}</ricezione><ricezione>{SUAP}</ricezione>",
            ),
            None,
        ),
        {
            "kind": Kind.TAKING_CHARGE,
            "recipients": (
                Recipient(OFFICE, result="presa-in-carico"),
                Recipient(SUAP, result="presa-in-carico"),
                Recipient("z@comune.example"),
            ),
        },
    ),
]


@pytest.mark.parametrize(("_label", "raw", "expected"), RECEIPTS, ids=[case[0] for case in RECEIPTS])
def test_a_receipt_says_what_was_signed(_label, raw, expected):
    envelope = read_envelope(raw, trust())
    found = {name: getattr(envelope, name, None) for name in expected}
    if "names" in expected:
        found["names"] = [each.name for each in envelope.enclosed]
    assert found == expected
    assert (envelope.verified, envelope.is_receipt) == (True, True)
    assert (envelope.sender, envelope.reference) == (BEA, "<m.1@posta.example>")
