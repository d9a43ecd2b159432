"""Signatures of a provider: a token is opened with the very key that it names, and with no other."""

import binascii
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, RSAKey
from joserfc.util import urlsafe_b64decode

from platforms.oidc.reason import NotIdentified, Reason
from platforms.oidc.wire import read_object

# What SPID's and CIE's rules allow, and RS384 to ES512 of other providers. Never "none", and nothing with a
# shared secret: there the provider's public key would do as the secret (RFC 8725 section 2.1).
ALGORITHMS = frozenset({"RS256", "RS384", "RS512", "ES256", "ES384", "ES512", "PS256", "PS384", "PS512"})
_PUBLIC_PARTS = {"RSA": ("n", "e"), "EC": ("crv", "x", "y")}
_MOST_KEYS = 40
_BITS = range(2048, 8192 + 1)
_ODD = (JoseError, ValueError, TypeError, KeyError, AttributeError, RecursionError)


class _Registry(jws.JWSRegistry):
    """Room for headers with a chain of certificates, which some providers send and nobody here reads."""

    max_header_length = 16 * 1024


_REGISTRY = _Registry(algorithms=sorted(ALGORITHMS), strict_check_header=False)


class UnknownKey(Exception):  # noqa: N818 - it says what the key is
    """The token names a key that is not among those known: it may be a new one."""


@dataclass(frozen=True, slots=True)
class _Public:
    kid: str
    algorithm: str  # empty: any that its kind can do
    key: RSAKey | ECKey


@dataclass(frozen=True, slots=True)
class Token:
    """What a signed token says, its signature verified and nothing else."""

    algorithm: str
    claims: Mapping[str, Any]


class ProviderKeys:
    """The public keys of a provider that verify signatures; what cannot be read is passed by."""

    def __init__(self, given: Iterable[object]) -> None:
        found = [_read(each) for each in list(given)[:_MOST_KEYS]]
        self._keys = [key for key in found if key]

    def __bool__(self) -> bool:
        return bool(self._keys)

    def open(self, token: str) -> Token:
        """Verify a signature; raises UnknownKey, or NotIdentified (FORGED)."""
        header = _header(token)
        algorithm, kid = header.get("alg"), header.get("kid")
        if not isinstance(algorithm, str) or algorithm not in ALGORITHMS:
            raise NotIdentified(Reason.FORGED, "token:algorithm")
        if "crit" in header or "b64" in header:
            raise NotIdentified(Reason.FORGED, "token:extension")
        key = self._named(kid, algorithm)
        try:
            found = jws.deserialize_compact(token, key, registry=_REGISTRY)
        except _ODD:
            raise NotIdentified(Reason.FORGED, "token:signature") from None
        return Token(algorithm, read_object(found.payload or b"", "token"))

    def _named(self, kid: object, algorithm: str) -> RSAKey | ECKey:
        """Find the key of that name; a token without a name can only mean an only key (OIDC Core 10.1)."""
        fitting = [key for key in self._keys if kid is None or key.kid == kid]
        if not fitting:
            raise UnknownKey
        if len(fitting) > 1 or fitting[0].algorithm not in {"", algorithm}:
            raise NotIdentified(Reason.FORGED, "token:key")
        return fitting[0].key


def _header(token: str) -> Mapping[str, Any]:
    """Read the first part of three."""
    parts = token.split(".") if token.isascii() else []
    try:
        header = json.loads(urlsafe_b64decode(parts[0].encode())) if len(parts) == 3 else None  # noqa: PLR2004 - header, claims, signature
    except (ValueError, binascii.Error, RecursionError):
        header = None
    if not isinstance(header, dict):
        raise NotIdentified(Reason.UNREADABLE, "token:no-jwt")
    return header


def _read(given: object) -> _Public | None:
    """Read a JWK: the public parts of a key that signs, of a size that is neither weak nor a burden."""
    if not isinstance(given, dict) or given.get("use", "sig") != "sig":
        return None
    kid, kind, algorithm = given.get("kid", ""), given.get("kty"), given.get("alg", "")
    if not all(isinstance(each, str) for each in (kid, kind, algorithm)) or kind not in _PUBLIC_PARTS:
        return None
    try:
        parts = {name: given[name] for name in _PUBLIC_PARTS[kind]}
        if kind == "EC":
            return _Public(kid, algorithm, ECKey.import_key({"kty": kind, **parts}))
        if int.from_bytes(urlsafe_b64decode(parts["n"].encode())).bit_length() not in _BITS:
            return None
        return _Public(kid, algorithm, RSAKey.import_key({"kty": kind, **parts}))
    except _ODD:
        return None
