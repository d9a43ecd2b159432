"""The key of a seal: opened once, kept, and good for as many signatures as are asked for."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding, pkcs12
from pyhanko.sign.signers import Signer
from pyhanko_certvalidator.registry import SimpleCertificateStore

from bot.errors import Misconfigured

Key = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey

_SMALLEST_RSA: Final = 2048
_DIGESTS: Final = {"secp256r1": "sha256", "secp384r1": "sha384", "secp521r1": "sha512"}
_HASHES: Final = {"sha256": hashes.SHA256(), "sha384": hashes.SHA384(), "sha512": hashes.SHA512()}


class KeptKey(Signer):
    """Signs with a key in memory. pyHanko's own signer reads and checks the key again for each signature."""

    def __init__(self, key: Key, certificate: x509.Certificate, others: Iterable[x509.Certificate]) -> None:
        known = SimpleCertificateStore()  # type: ignore[no-untyped-call]
        known.register_multiple(as_asn1(each) for each in others)
        super().__init__(signing_cert=as_asn1(certificate), cert_registry=known)
        self._key = key

    @property
    def digest(self) -> str:
        """Name the hash that goes with the key."""
        return digest_for(self._key.public_key())

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:  # noqa: FBT001, FBT002 - pyHanko's
        """Sign; a dry run asks only how long a signature can be."""
        key, kind = self._key, _HASHES[digest_algorithm]
        if isinstance(key, rsa.RSAPrivateKey):
            if dry_run:
                return bytes((key.key_size + 7) // 8)
            return key.sign(data, padding.PKCS1v15(), kind)
        if dry_run:
            return bytes(2 * ((key.key_size + 7) // 8) + 9)  # two numbers in DER, each at most one longer
        return key.sign(data, ec.ECDSA(kind, deterministic_signing=True))


def opened(data: bytes, password: str) -> tuple[KeptKey, x509.Certificate]:
    """Open a PKCS#12 file; raises Misconfigured, naming no secret, if it is no good for a seal."""
    try:
        key, certificate, others = pkcs12.load_key_and_certificates(data, password.encode() or None)
    except UnsupportedAlgorithm:
        raise Misconfigured(
            "the seal's PKCS#12 file is locked in a way that is no longer supported: export it anew"
        ) from None
    except (ValueError, TypeError):
        raise Misconfigured(
            "the seal's file cannot be opened: it is no PKCS#12 file, or the password is not its own"
        ) from None
    if key is None or certificate is None:
        raise Misconfigured("the seal's PKCS#12 file must hold a private key and its certificate")
    usable = _usable(key)
    if certificate.public_key() != usable.public_key():
        raise Misconfigured("the certificate in the seal's PKCS#12 file is not that of its key")
    return KeptKey(usable, certificate, others), certificate


def check_certificate(certificate: x509.Certificate, at: datetime) -> None:
    """Raise Misconfigured for a certificate that may not seal documents, or not at that time."""
    if not signs(certificate):
        raise Misconfigured("the seal's certificate is not made for signing")
    first, last = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    if not first <= at <= last:
        raise Misconfigured(
            f"the seal's certificate is valid from {first:%Y-%m-%d} to {last:%Y-%m-%d}, and not now"
        )


def digest_for(key: object) -> str:
    """Name the hash that goes with a public key."""
    return _DIGESTS[key.curve.name] if isinstance(key, ec.EllipticCurvePublicKey) else "sha256"


def signs(certificate: x509.Certificate) -> bool:
    """Tell whether a certificate's key usage lets it sign (RFC 5280, 4.2.1.3); without one it may."""
    try:
        use = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except (x509.ExtensionNotFound, ValueError):  # an extension that cannot be read says nothing
        return True
    return use.digital_signature or use.content_commitment


def as_asn1(certificate: x509.Certificate) -> asn1.Certificate:
    """Give a certificate as pyHanko takes it."""
    return asn1.Certificate.load(certificate.public_bytes(Encoding.DER))


def _usable(key: object) -> Key:
    if isinstance(key, rsa.RSAPrivateKey) and key.key_size >= _SMALLEST_RSA:
        return key
    if isinstance(key, ec.EllipticCurvePrivateKey) and key.curve.name in _DIGESTS:
        return key
    raise Misconfigured(
        f"the seal's key must be RSA of {_SMALLEST_RSA} bits or more, or on a NIST curve from P-256"
    )
