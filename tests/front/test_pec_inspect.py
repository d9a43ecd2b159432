"""`sportello pec inspect`: one certified mail, without a database, for a person or for a program."""

import io
import json
import sys
from hashlib import sha256

import pytest

from tests.channels.pec.authority import ADDRESS, Authority
from tests.channels.pec.envelopes import (
    ADA,
    IDENTIFIER,
    OFFICE,
    REFERENCE,
    headers,
    receipt,
    transport,
)

KEYS = [
    *("kind", "verdict", "reasons", "sender", "subject", "identifier", "reference", "recipients"),
    *("signed_at", "signer", "attachments", "disagreements"),
]


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "mail.eml"
    path.write_bytes(transport(header=headers({"X-Ricevuta": "accettazione"})))
    return str(path)


@pytest.fixture
def authority(tmp_path):
    return str(Authority().written(tmp_path))


def test_a_program_gets_every_key(sportello, file, authority):
    told = sportello("pec", "inspect", file, "--json", "--trust", authority)
    assert (told.code, told.err) == (0, "")
    found = json.loads(told.out)
    assert list(found) == KEYS
    assert found == {
        "kind": "posta-certificata",
        "verdict": "verified",
        "reasons": [],
        "sender": ADA,
        "subject": "Una domanda",
        "identifier": IDENTIFIER,
        "reference": REFERENCE,
        "recipients": [{"address": OFFICE, "type": "certificato", "result": ""}],
        "signed_at": "2026-11-23T09:30:00+00:00",
        "signer": ADDRESS,
        "attachments": [
            {
                "name": "verbale.pdf",
                "type": "application/pdf",
                "bytes": 9,
                "sha256": sha256(b"%PDF-1.4\n").hexdigest(),
            }
        ],
        "disagreements": ["X-Ricevuta"],
    }


def test_a_person_gets_a_page(sportello, file, authority):
    told = sportello("pec", "inspect", file, "--trust", authority)
    lines = told.out.splitlines()
    assert lines[:2] == [
        "What it is    posta-certificata: a certified message, in its transport envelope",
        "Proof         verified: the seal holds, and it is the provider's",
    ]
    assert f"Sender        {ADA}" in lines
    assert f"Recipients    {OFFICE} (certificato)" in lines
    assert "Attachments   verbale.pdf (application/pdf, 9 bytes)" in lines
    assert (
        "Beware        the header X-Ricevuta says otherwise; it is not signed, and was not followed" in lines
    )


def test_a_stranger_is_not_believed_and_the_page_says_why(sportello, file):
    told = sportello("pec", "inspect", file)
    assert told.code == 0
    assert (
        "Because       the certificate's issuer is not among the trusted authorities [issuer-unknown]"
        in told.out
    )
    assert f"Sender        {ADA} (not proven)" in told.out


@pytest.mark.parametrize("day", ["2044-01-01", "2044-01-01T09:30:00+01:00", "2044-01-01T09:30"])
def test_another_day(sportello, file, authority, day):
    told = sportello("pec", "inspect", file, "--json", "--trust", authority, "--at", day)
    assert json.loads(told.out)["reasons"] == ["not-valid-then"]


def test_a_receipt_tells_what_became_of_each_recipient(sportello, tmp_path):
    facts = f"<consegna>{OFFICE}</consegna><errore-esteso>5.1.1 - indirizzo non valido</errore-esteso>"
    tmp_path.joinpath("r.eml").write_bytes(receipt("errore-consegna", "no-dest", facts))
    told = sportello("pec", "inspect", str(tmp_path / "r.eml"))
    assert f"Recipients    {OFFICE} (certificato): no-dest" in told.out
    assert "Provider says 5.1.1 - indirizzo non valido" in told.out


def test_ordinary_mail_is_read(sportello, tmp_path):
    tmp_path.joinpath("o.eml").write_bytes(b"From: ada@example.org\nSubject: Ciao\n\nCiao\n")
    told = sportello("pec", "inspect", str(tmp_path / "o.eml"))
    assert told.code == 0
    assert told.out.splitlines() == [
        "What it is    ordinary: an ordinary mail: it certifies nothing",
        "Proof         none: it claims nothing",
        "Sender        not certified; it says ada@example.org",
        "Subject       Ciao",
    ]


def test_what_cannot_be_read_is_exit_code_1(sportello, tmp_path):
    tmp_path.joinpath("x.eml").write_bytes(b"%PDF-1.4")
    told = sportello("pec", "inspect", str(tmp_path / "x.eml"))
    assert told.code == 1
    assert "it does not begin with the header of a mail [not-a-mail]" in told.out
    found = json.loads(sportello("pec", "inspect", str(tmp_path / "x.eml"), "--json").out)
    assert (found["kind"], found["verdict"], found["reasons"]) == ("unreadable", "none", ["not-a-mail"])


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("nowhere.eml",), "nowhere.eml: no such file or directory\n"),
        (("mail.eml", "--trust", "nowhere.pem"), "nowhere.pem: no such file or directory\n"),
        (("mail.eml", "--trust", "mail.eml"), "mail.eml: a certificate that cannot be read\n"),
    ],
)
def test_a_file_that_is_not_there_is_a_sentence(sportello, file, words, said):
    assert file.endswith("mail.eml")
    told = sportello("pec", "inspect", *words)
    assert (told.code, told.out, told.err) == (1, "", said)


def test_a_day_that_is_none_is_not_understood(sportello, file):
    told = sportello("pec", "inspect", file, "--at", "ieri")
    assert told.code == 2
    assert "write it as 2026-11-23" in told.err


def test_a_mail_may_come_through_a_pipe(sportello, authority, monkeypatch):
    class Piped:
        buffer = io.BytesIO(transport())

    monkeypatch.setattr(sys, "stdin", Piped)
    told = sportello("pec", "inspect", "-", "--json", "--trust", authority)
    assert json.loads(told.out)["verdict"] == "verified"


def test_no_database_is_made_and_help_explains(sportello, tmp_path, file):
    sportello("pec", "inspect", file)
    assert not list(tmp_path.glob("front.db*"))
    assert "Exit code 1 if it cannot be read" in " ".join(sportello("pec", "inspect", "--help").out.split())
