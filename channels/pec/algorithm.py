"""A signature algorithm as CMS and X.509 name it, and the check of one signature by it."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from asn1crypto.core import ObjectIdentifier
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import load_der_public_key

HASHES: dict[str, hashes.HashAlgorithm] = {
    "sha1": hashes.SHA1(),  # noqa: S303 - providers signed with it until 2024 at least: accepted and noted
    "sha256": hashes.SHA256(),
    "sha384": hashes.SHA384(),
    "sha512": hashes.SHA512(),
}
_SALT_AT_MOST = 512  # bytes: as long as a key of 4,096 bits leaves room for, which is openssl's choice

# The kinds of keys that are loaded at all: RSA, RSA for PSS alone, and the curves P-256, P-384, P-521.
_KINDS = tuple(
    ObjectIdentifier(named).dump()
    for named in (
        *("1.2.840.113549.1.1.1", "1.2.840.113549.1.1.10"),
        *("1.2.840.10045.3.1.7", "1.3.132.0.34", "1.3.132.0.35"),
    )
)
_KIND_WITHIN = 40  # bytes from the beginning of a SubjectPublicKeyInfo


@dataclass(frozen=True, slots=True)
class Algorithm:
    """How a signature was made: `scheme` is rsassa_pkcs1v15, rsassa_pss or ecdsa (others are refused).

    `digest` is empty where the name of the algorithm does not tell it (rsaEncryption): it is then the one of
    the content. `mask` and `salt` are of PSS alone (RFC 4055).
    """

    scheme: str
    digest: str
    mask: str = ""
    salt: int = 0

    def with_digest(self, digest: str) -> "Algorithm":
        """Fill in the digest of the content where the algorithm's name leaves it open."""
        return self if self.digest else Algorithm(self.scheme, digest)

    @property
    def accepted(self) -> bool:
        """Whether a signature by it is looked at, at all."""
        if self.digest not in HASHES:
            return False
        if self.scheme == "rsassa_pss":
            return self.mask in HASHES and 0 <= self.salt <= _SALT_AT_MOST
        return self.scheme in ("rsassa_pkcs1v15", "ecdsa")

    def verifies(self, key: bytes, signature: bytes, signed: bytes) -> bool:
        """Check one signature with a public key (SubjectPublicKeyInfo, DER); never raises.

        A key of another kind than the algorithm's, or one that cannot be read, verifies nothing.
        """
        try:
            self._check(_loaded(key), signature, signed)
        except (InvalidSignature, UnsupportedAlgorithm, ValueError, TypeError, KeyError):
            return False
        return True

    def _check(self, key: object, signature: bytes, signed: bytes) -> None:
        digest = HASHES[self.digest]
        if isinstance(key, rsa.RSAPublicKey) and self.scheme == "rsassa_pkcs1v15":
            key.verify(signature, signed, padding.PKCS1v15(), digest)
        elif isinstance(key, rsa.RSAPublicKey) and self.scheme == "rsassa_pss":
            key.verify(signature, signed, padding.PSS(padding.MGF1(HASHES[self.mask]), self.salt), digest)
        elif isinstance(key, ec.EllipticCurvePublicKey) and self.scheme == "ecdsa":
            key.verify(signature, signed, ec.ECDSA(digest))
        else:
            raise InvalidSignature


@lru_cache(maxsize=64)
def _loaded(key: bytes) -> object:
    if not any(kind in key[:_KIND_WITHIN] for kind in _KINDS):
        raise UnsupportedAlgorithm("not a kind of key that a provider has")
    return load_der_public_key(key)


def read_algorithm(named: Any) -> Algorithm:
    """Read asn1crypto's SignedDigestAlgorithm; an unknown one is not accepted, and what is none raises."""
    try:
        scheme = str(named.signature_algo)
    except ValueError:
        return Algorithm("unknown", "")
    if scheme != "rsassa_pss":
        name = str(named["algorithm"].native)
        return Algorithm(scheme, "" if name == scheme else str(named.hash_algo))
    told = named["parameters"]
    return Algorithm(
        scheme,
        str(told["hash_algorithm"]["algorithm"].native),
        str(told["mask_gen_algorithm"]["parameters"]["algorithm"].native),
        int(told["salt_length"].native),
    )
