"""Fakes are told apart, and none is believed: each way to forge, and any byte that is altered."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels.pec.envelope import Kind, Verdict
from channels.pec.reading import read_envelope, read_strictly
from channels.pec.trust import Trust
from tests.channels.pec.authority import ADDRESS, Authority
from tests.channels.pec.envelopes import (
    ADA,
    OTHER,
    TEXT,
    data,
    daticert,
    headers,
    message,
    mixed,
    provider,
    sealed,
    transport,
    trust,
)
from tests.channels.pec.sealing import seal

SIGNED = mixed(TEXT, data(daticert()), message())
GOOD = seal(provider(), SIGNED)
SWAPPED = mixed(TEXT, data(daticert().replace(ADA, OTHER)), message())
IMPOSTOR = Authority(key="an impostor's").provider()
STRANGER = Authority("Altra autorità", "a stranger's").provider()


def writer(text):
    return sealed(SIGNED, headers(From=text), seal=GOOD)


FAKES = [
    ("one letter of the text", sealed(SIGNED.replace(b"Ricevuta", b"Ricevute"), seal=GOOD), "digest"),
    ("another daticert", sealed(SWAPPED, seal=GOOD), "digest"),
    ("an impostor's seal", sealed(SIGNED, by=IMPOSTOR), "issuer-forged"),
    ("another domain in From", writer("posta-certificata@pec.gestore.example.org"), "from"),
    ("the name only", writer(f'"{ADDRESS}" <mallory@example.org>'), "from"),
    ("two writers", writer(f"{ADDRESS}, mallory@example.org"), "from"),
    ("From twice", writer(f"{ADDRESS}\r\nFrom: mallory@example.org"), "from"),
    ("a daticert beside", sealed(SIGNED, seal=GOOD, more=[data(daticert())]), "daticert-outside"),
    (
        "a daticert beside, none inside",
        sealed(mixed(TEXT, message()), more=[data(daticert())]),
        "daticert-outside",
    ),
]


@pytest.mark.parametrize(("_label", "raw", "reason"), FAKES, ids=[case[0] for case in FAKES])
def test_a_forgery_says_how(_label, raw, reason):
    envelope = read_envelope(raw, trust())
    assert envelope.proof.verdict is Verdict.FORGED
    assert envelope.proof.reasons[0] == reason
    assert not envelope.verified


DOUBTFUL = [
    ("a stranger's seal", sealed(SIGNED, by=STRANGER), "issuer-unknown"),
    ("no From", writer(""), "from-missing"),
    ("two daticerts", sealed(mixed(TEXT, data(daticert()), message(), data(daticert()))), "daticert-doubled"),
    ("no message", sealed(mixed(TEXT, data(daticert()))), "message-missing"),
    ("a type that is none", sealed(mixed(TEXT, data(daticert("posta-incerta")), message())), "tipo"),
    ("not XML", sealed(mixed(TEXT, data("postacert"), message())), "daticert-broken"),
]


@pytest.mark.parametrize(("_label", "raw", "reason"), DOUBTFUL, ids=[case[0] for case in DOUBTFUL])
def test_what_is_doubtful_says_why(_label, raw, reason):
    envelope = read_envelope(raw, trust())
    assert (envelope.proof.verdict, envelope.proof.reasons) == (Verdict.UNVERIFIED, (reason,))
    assert not envelope.verified


def test_the_gravest_comes_first():
    raw = sealed(SWAPPED, headers(From="a@example.org"), seal=GOOD, more=[TEXT])
    proof = read_envelope(raw, trust()).proof
    assert (proof.verdict, proof.reasons) == (Verdict.FORGED, ("from", "digest", "structure"))


def test_another_day_and_other_authorities():
    raw = transport()
    assert not read_envelope(raw, trust(), datetime(2044, 1, 1, tzinfo=UTC)).verified
    assert read_envelope(raw, Trust.agid()).proof.reasons == ("issuer-unknown",)
    assert read_envelope(raw, Trust()).kind is Kind.TRANSPORT


RAW = transport()


@given(st.integers(RAW.find(SIGNED), RAW.find(SIGNED) + len(SIGNED) - 1), st.integers(1, 255))
def test_whatever_byte_of_the_signed_part_is_altered_nothing_is_believed(place, mask):
    altered = RAW[:place] + bytes([RAW[place] ^ mask]) + RAW[place + 1 :]
    envelope = read_strictly(altered, trust())
    assert not envelope.verified
    assert envelope.proof.verdict in {Verdict.FORGED, Verdict.UNVERIFIED}


@given(st.integers(0, len(RAW) - 1), st.binary(max_size=3))
def test_what_is_believed_is_what_was_signed(place, more):
    envelope = read_strictly(RAW[:place] + more + RAW[place + 1 :], trust())
    if envelope.verified:
        assert (envelope.kind, envelope.sender) == (Kind.TRANSPORT, ADA)
        assert envelope.proof.signer == ADDRESS
