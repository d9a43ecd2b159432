"""Signed tokens (RFC 7515, RFC 7518) with elliptic keys, and those of clients with RSA too."""

import base64
import binascii
import hashlib
import json
from collections.abc import Mapping
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature

_SIZE = 32  # bytes of a number of the curve P-256
_SHA256 = hashes.SHA256()


class Unsigned(Exception):  # noqa: N818 - it says what the token is
    """A token that no published key of its maker has signed."""


class Key:
    """A private key of the curve P-256, made now."""

    def __init__(self) -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())
        numbers = self._key.public_key().public_numbers()
        self._point = {
            name: encoded(value.to_bytes(_SIZE)) for name, value in (("x", numbers.x), ("y", numbers.y))
        }
        self.kid = encoded(hashlib.sha256(json.dumps(self._point).encode()).digest()[:12])

    @property
    def public(self) -> Mapping[str, str]:
        """The public half, as it is published."""
        return {"kty": "EC", "crv": "P-256", **self._point, "kid": self.kid, "use": "sig", "alg": "ES256"}

    def sign(self, claims: Mapping[str, Any], kid: str = "") -> str:
        """Sign claims; `kid` names another key than this one, for trouble."""
        header = {"alg": "ES256", "typ": "JWT", "kid": kid or self.kid}
        text = f"{_encoded_json(header)}.{_encoded_json(claims)}"
        first, second = decode_dss_signature(self._key.sign(text.encode(), ec.ECDSA(_SHA256)))
        return f"{text}.{encoded(first.to_bytes(_SIZE) + second.to_bytes(_SIZE))}"


def verified(token: str, keys: Mapping[str, Any]) -> Mapping[str, Any]:
    """Give the claims of a token that one of the keys of a client has signed; raises Unsigned."""
    try:
        head, body, signature = token.split(".")
        header = json.loads(_decoded(head))
        key = next(each for each in keys["keys"] if each.get("kid") == header["kid"])
        _verify(key, header["alg"], f"{head}.{body}".encode(), _decoded(signature))
        claims = json.loads(_decoded(body))
    except (ValueError, KeyError, TypeError, AttributeError, StopIteration, InvalidSignature, RecursionError):
        raise Unsigned from None
    if not isinstance(claims, dict):
        raise Unsigned
    return claims


def encoded(value: bytes) -> str:
    """Base64 for addresses, without padding (RFC 7515 section 2)."""
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()


def _verify(key: Mapping[str, str], algorithm: str, text: bytes, signature: bytes) -> None:
    if (key["kty"], algorithm) == ("EC", "ES256"):
        numbers = ec.EllipticCurvePublicNumbers(_number(key["x"]), _number(key["y"]), ec.SECP256R1())
        halves = (int.from_bytes(signature[:_SIZE]), int.from_bytes(signature[_SIZE:]))
        numbers.public_key().verify(encode_dss_signature(*halves), text, ec.ECDSA(_SHA256))
    elif (key["kty"], algorithm) == ("RSA", "RS256"):
        public = rsa.RSAPublicNumbers(_number(key["e"]), _number(key["n"])).public_key()
        public.verify(signature, text, padding.PKCS1v15(), _SHA256)
    else:
        raise Unsigned


def _number(text: str) -> int:
    return int.from_bytes(_decoded(text))


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except binascii.Error:
        raise ValueError(text[:0]) from None


def _encoded_json(value: Mapping[str, Any]) -> str:
    return encoded(json.dumps(value, separators=(",", ":")).encode())
