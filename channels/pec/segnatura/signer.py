"""The municipality's certificate and key, by which an outgoing Segnatura is sealed."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Self

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, pkcs12

from bot.errors import Misconfigured

_Key = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey
_SMALLEST_RSA = 2048
_MORE = "http://www.w3.org/2001/04/xmldsig-more#"


@dataclass(frozen=True, slots=True)
class _Curve:
    hash: hashes.HashAlgorithm
    method: str


_CURVES = {
    "secp256r1": _Curve(hashes.SHA256(), f"{_MORE}ecdsa-sha256"),
    "secp384r1": _Curve(hashes.SHA384(), f"{_MORE}ecdsa-sha384"),
    "secp521r1": _Curve(hashes.SHA512(), f"{_MORE}ecdsa-sha512"),
}


@dataclass(frozen=True, slots=True)
class Signer:
    """Signs so that the same bytes give the same signature; `load` makes it.

    `chain` begins with the certificate of the key and goes on with its authorities but for the root, each in
    DER. `method` is the name of the algorithm in XML Signature (RFC 9231). A signer never shows its key.
    """

    certificate: x509.Certificate
    chain: tuple[bytes, ...] = field(repr=False)
    method: str
    _key: _Key = field(repr=False)

    @classmethod
    def load(cls, data: bytes, password: str, at: datetime) -> Self:
        """The signer in a PKCS#12 file.

        Raises `Misconfigured` if the file cannot be opened, or holds no key and certificate that belong
        together, are good for signing and are valid `at` that time (aware). No text of it names a secret.
        """
        key, certificate, others = _opened(data, password)
        if certificate is None or key is None:
            raise Misconfigured("the seal's PKCS#12 file must hold a private key and its certificate")
        usable, method = _usable(key)
        if certificate.public_key() != usable.public_key():
            raise Misconfigured("the certificate in the seal's PKCS#12 file is not that of its key")
        _check_use(certificate)
        chain = tuple(each.public_bytes(Encoding.DER) for each in (certificate, *_between(others)))
        made = cls(certificate, chain, method, usable)
        if not made.valid_at(at):
            raise Misconfigured(
                f"the seal's certificate is valid from {certificate.not_valid_before_utc:%Y-%m-%d} to "
                f"{certificate.not_valid_after_utc:%Y-%m-%d}, and not now"
            )
        return made

    def valid_at(self, at: datetime) -> bool:
        """Whether the certificate is valid at that time; a seal made outside of it is worth nothing."""
        return self.certificate.not_valid_before_utc <= at <= self.certificate.not_valid_after_utc

    def sign(self, data: bytes) -> bytes:
        """The signature value as XML Signature wants it: for an elliptic curve r and s, of equal length.

        RSA by PKCS#1 v1.5 has no random part, and of ECDSA the deterministic kind is taken (RFC 6979): a
        letter that is written again after a crash is the same letter.
        """
        if isinstance(self._key, rsa.RSAPrivateKey):
            return self._key.sign(data, padding.PKCS1v15(), hashes.SHA256())
        algorithm = ec.ECDSA(_CURVES[self._key.curve.name].hash, deterministic_signing=True)
        size = (self._key.key_size + 7) // 8
        return b"".join(part.to_bytes(size) for part in decode_dss_signature(self._key.sign(data, algorithm)))


def _opened(data: bytes, password: str) -> tuple[object, x509.Certificate | None, list[x509.Certificate]]:
    try:
        return pkcs12.load_key_and_certificates(data, password.encode() or None)
    except UnsupportedAlgorithm:
        raise Misconfigured(
            "the seal's PKCS#12 file is locked in a way that is no longer supported: export it anew"
        ) from None
    except (ValueError, TypeError):
        raise Misconfigured(
            "the seal's file cannot be opened: it is no PKCS#12 file, or the password is not its own"
        ) from None


def _usable(key: object) -> tuple[_Key, str]:
    if isinstance(key, rsa.RSAPrivateKey) and key.key_size >= _SMALLEST_RSA:
        return key, f"{_MORE}rsa-sha256"
    if isinstance(key, ec.EllipticCurvePrivateKey) and key.curve.name in _CURVES:
        return key, _CURVES[key.curve.name].method
    raise Misconfigured(
        f"the seal's key must be RSA of {_SMALLEST_RSA} bits or more, or on a NIST curve from P-256"
    )


def _check_use(certificate: x509.Certificate) -> None:
    try:
        use = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return
    except ValueError:  # an extension that cannot be read says nothing
        return
    if not (use.digital_signature or use.content_commitment):
        raise Misconfigured("the seal's certificate is not made for signing")


def _between(others: list[x509.Certificate]) -> list[x509.Certificate]:
    return [each for each in others if each.subject != each.issuer]
