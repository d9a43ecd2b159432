"""The keys that we sign with, and what of them the world may see."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Protocol

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey

from bot.errors import Misconfigured

_LEAST_BITS = 2048


@dataclass(frozen=True)
class SigningKey:
    """A private key: RSA of 2048 bits or more signs RS256, P-256 signs ES256."""

    _key: RSAKey | ECKey = field(repr=False)

    @classmethod
    def from_pem(cls, pem: bytes) -> "SigningKey":
        """Read a PEM file without a password; raises Misconfigured, and repeats nothing of it."""
        key = _private(pem)
        if isinstance(key, ec.EllipticCurvePrivateKey) and isinstance(key.curve, ec.SECP256R1):
            return cls(ECKey.import_key(key))
        if isinstance(key, rsa.RSAPrivateKey) and key.key_size >= _LEAST_BITS:
            return cls(RSAKey.import_key(key))
        raise Misconfigured("the key of [oidc] must be RSA of 2048 bits or more, or of the curve P-256")

    @classmethod
    def new(cls) -> "SigningKey":
        """Make a key that lives as long as this process, for a provider embedded beside it."""
        return cls(ECKey.generate_key("P-256"))

    @property
    def algorithm(self) -> str:
        """What it signs with (RFC 7518 section 3.1)."""
        return "RS256" if isinstance(self._key, RSAKey) else "ES256"

    @cached_property
    def kid(self) -> str:
        """Its name: the thumbprint (RFC 7638), the same wherever the key is read."""
        return self._key.thumbprint()

    @property
    def public(self) -> Mapping[str, Any]:
        """The public half as a JWK."""
        shown: Mapping[str, Any] = self._key.as_dict(private=False)
        return {**shown, "kid": self.kid, "use": "sig", "alg": self.algorithm}

    def sign(self, claims: Mapping[str, Any]) -> str:
        """Make a signed JWT."""
        return jwt.encode(
            {"alg": self.algorithm, "kid": self.kid}, dict(claims), self._key, algorithms=[self.algorithm]
        )


class Published(Protocol):
    """A key of ours of which the public half is shown."""

    @property
    def kid(self) -> str:
        """Its name."""

    @property
    def public(self) -> Mapping[str, Any]:
        """The public half as a JWK."""


def published(keys: Iterable[Published]) -> Mapping[str, Any]:
    """What `/.well-known/jwks.json` answers: the public half of each key that signs or opens, once."""
    return {"keys": list({key.kid: key.public for key in keys}.values())}


def read_rsa(pem: bytes) -> RSAKey:
    """Read a key of RSA of 2048 bits or more; raises Misconfigured, and repeats nothing of it."""
    key = _private(pem)
    if isinstance(key, rsa.RSAPrivateKey) and key.key_size >= _LEAST_BITS:
        return RSAKey.import_key(key)
    raise Misconfigured("the key of [oidc] that opens must be RSA of 2048 bits or more")


def _private(pem: bytes) -> object:
    try:
        return load_pem_private_key(pem, password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise Misconfigured("a key of [oidc] is no private key in PEM without a password") from None
