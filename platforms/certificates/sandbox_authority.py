"""A throw-away authority and a seal of its own, for trying out: nobody else trusts them, nor should."""

import os
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import NoEncryption, pkcs12
from cryptography.x509.oid import NameOID

FILE: Final = "sandbox-seal.p12"
_YEARS = timedelta(days=3650)
_EARLIER = timedelta(days=1)
_LONGEST = 64  # characters of a common name (RFC 5280, ub-common-name)


def kept_sandbox_seal(folder: Path, municipality: str, at: datetime) -> bytes:
    """Give the seal of a folder as an unlocked PKCS#12 file, made at the first call.

    Its owner alone can read the file. Of two processes that begin at once, both get what the first
    has written.
    """
    file = folder / FILE
    if not file.exists():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        made = folder / f"{FILE}.{os.getpid()}"
        made.touch(mode=0o600)
        made.write_bytes(sandbox_seal(municipality, at))
        try:
            os.link(made, file)  # fails where there is one by now, and never shows half a file
        except FileExistsError:
            pass
        finally:
            made.unlink()
    return file.read_bytes()


def sandbox_seal(municipality: str, at: datetime) -> bytes:
    """Make an authority and a seal that says FACSIMILE, for ten years; the authority's key is forgotten."""
    ours, key = ec.generate_private_key(ec.SECP256R1()), rsa.generate_private_key(65537, 2048)
    issuer = _named(f"FACSIMILE CA {municipality}", municipality)
    authority = _begun(issuer, issuer, ours.public_key(), at).add_extension(
        x509.BasicConstraints(ca=True, path_length=0), critical=True
    )
    authority = authority.add_extension(_usage(signs=False), critical=True)
    root = authority.sign(ours, hashes.SHA256())
    seal = _begun(_named(f"FACSIMILE {municipality}", municipality), issuer, key.public_key(), at)
    seal = seal.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    seal = seal.add_extension(_usage(signs=True), critical=True).add_extension(
        x509.AuthorityKeyIdentifier.from_issuer_public_key(ours.public_key()), critical=False
    )
    certificate = seal.sign(ours, hashes.SHA256())
    return pkcs12.serialize_key_and_certificates(b"seal", key, certificate, [root], NoEncryption())


def _begun(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey | rsa.RSAPublicKey, at: datetime
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(at - _EARLIER)
        .not_valid_after(at + _YEARS)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
    )


def _named(name: str, municipality: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "IT"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, municipality[:_LONGEST]),
            x509.NameAttribute(NameOID.COMMON_NAME, name[:_LONGEST]),
        ]
    )


def _usage(*, signs: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=False,
        content_commitment=signs,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=not signs,
        crl_sign=not signs,
        encipher_only=False,
        decipher_only=False,
    )
