"""Tokens that a provider has sealed for us: the rules of SPID and CIE seal the citizen's data."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from joserfc import jwe
from joserfc.errors import JoseError
from joserfc.jwk import RSAKey

from platforms.oidc.keys import read_rsa
from platforms.oidc.reason import NotIdentified, Reason

# The rules' own; never RSA1_5, whose padding can be asked about, and nothing compressed, which may swell.
_ALGORITHMS = ("RSA-OAEP", "RSA-OAEP-256", "A128CBC-HS256", "A256CBC-HS512", "A128GCM", "A256GCM")
_REGISTRY = jwe.JWERegistry(algorithms=_ALGORITHMS, strict_check_header=False)
_ODD = (JoseError, ValueError, TypeError, KeyError, AttributeError, RecursionError, AssertionError)
_SEALED_PARTS = 5  # RFC 7516 section 3.1; a token that is only signed has three


@dataclass(frozen=True)
class OpeningKey:
    """A private key of RSA, 2048 bits or more, that opens what was sealed with its public half."""

    _key: RSAKey = field(repr=False)

    @classmethod
    def from_pem(cls, pem: bytes) -> "OpeningKey":
        """Read a PEM file without a password; raises Misconfigured, and repeats nothing of it."""
        return cls(read_rsa(pem))

    @cached_property
    def kid(self) -> str:
        """Its name: the thumbprint (RFC 7638)."""
        return self._key.thumbprint()

    @property
    def public(self) -> Mapping[str, Any]:
        """The public half as a JWK; which of RSA's ways is used is said where we are registered."""
        return {**self._key.as_dict(private=False), "kid": self.kid, "use": "enc"}

    def open(self, token: str) -> str:
        """Open a token; raises ValueError, always the same, whatever is wrong."""
        try:
            plain = jwe.decrypt_compact(token, self._key, registry=_REGISTRY).plaintext
            return (plain or b"").decode("ascii")
        except _ODD:
            raise ValueError("not sealed with this key") from None


def unsealed(token: str, keys: Sequence[OpeningKey]) -> str:
    """Give what is inside of a sealed token, still signed; another token as it is.

    Whoever can seal has proven nothing: the signature inside does. Raises NotIdentified (UNREADABLE).
    """
    if token.count(".") != _SEALED_PARTS - 1:
        return token
    for key in keys:
        try:
            return key.open(token)
        except ValueError:
            continue
    raise NotIdentified(Reason.UNREADABLE, "token:sealed")
