"""The municipality's seal: what cannot be used is refused at start, in a sentence that shows no secret."""

from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    pkcs12,
)

from bot.errors import Misconfigured
from channels.pec.segnatura import Signer
from tests.channels.pec.authority import NOW, rsa_key
from tests.channels.pec.segnatura_made import CA, PASSWORD, comune, pkcs

LOCK = BestAvailableEncryption(PASSWORD.encode())


def weak():
    return rsa.generate_private_key(65537, 1024)  # noqa: S505 - refused, which is to be seen


REFUSED = [
    ("nothing", lambda: b"", "no PKCS#12 file"),
    ("a text", lambda: b"-----BEGIN CERTIFICATE-----", "no PKCS#12 file"),
    ("another password", lambda: pkcs(comune(), password="chiuso"), "password is not its own"),
    ("half of it", lambda: pkcs(comune())[:-40], "no PKCS#12 file"),
    ("no key", lambda: pkcs12.serialize_key_and_certificates(None, None, comune().certificate, None, LOCK),
     "a private key and its certificate"),
    ("no certificate", lambda: pkcs12.serialize_key_and_certificates(b"x", comune().key, None, None, LOCK),
     "a private key and its certificate"),
    ("a key that is too short", lambda: pkcs(comune(key=weak())), "RSA of 2048 bits"),
    ("a key of a kind that XML has no name for",
     lambda: pkcs(comune(key=ed25519.Ed25519PrivateKey.generate())), "RSA of 2048 bits"),
    ("a small curve", lambda: pkcs(comune(key=ec.generate_private_key(ec.SECP224R1()))), "from P-256"),
    ("a certificate that is for no signatures", lambda: pkcs(comune(signs=False)), "not made for signing"),
    ("an old one", lambda: pkcs(comune(until=NOW - timedelta(days=1))), r"to 2026-11-22, and not now"),
    ("one of tomorrow", lambda: pkcs(comune(since=NOW + timedelta(days=1))), "valid from 2026-11-24"),
]  # fmt: skip


@pytest.mark.parametrize(("_name", "made", "said"), REFUSED, ids=[name for name, *_ in REFUSED])
def test_what_cannot_seal_is_refused(_name, made, said):
    with pytest.raises(Misconfigured, match=said) as refused:
        Signer.load(made(), PASSWORD, NOW)
    assert PASSWORD not in str(refused.value)
    assert refused.value.__cause__ is None


def test_a_certificate_of_another_key_is_refused():
    # the library pairs them by itself, and finds none: either way it is refused
    with pytest.raises(Misconfigured):
        Signer.load(pkcs_of_two_keys(), PASSWORD, NOW)


def pkcs_of_two_keys():
    return pkcs12.serialize_key_and_certificates(b"x", rsa_key("other"), None, [comune().certificate], LOCK)


def test_a_file_without_a_password_is_opened_without_one():
    data = pkcs12.serialize_key_and_certificates(
        None, comune().key, comune().certificate, None, NoEncryption()
    )
    assert Signer.load(data, "", NOW).valid_at(NOW)


def test_the_chain_leaves_the_root_out():
    assert Signer.load(pkcs(comune()), PASSWORD, NOW).chain == (
        comune().certificate.public_bytes(Encoding.DER),
    )
    assert CA.certificate.public_bytes(Encoding.DER) not in Signer.load(pkcs(comune()), PASSWORD, NOW).chain


def test_it_tells_when_it_is_no_longer_valid():
    signer = Signer.load(pkcs(comune(until=NOW + timedelta(days=30))), PASSWORD, NOW)
    assert signer.valid_at(NOW + timedelta(days=29))
    assert not signer.valid_at(NOW + timedelta(days=31))


def test_a_signer_shows_no_key():
    signer = Signer.load(pkcs(comune()), PASSWORD, NOW)
    secret = comune().key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption()).hex()
    assert "Key" not in repr(signer)
    assert secret not in repr(signer)
