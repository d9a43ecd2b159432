"""Personal data sealed before it is written, and found again by what says nothing to who reads the file."""

import binascii
import hmac
import os
from base64 import b64decode, b64encode, urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Final, NoReturn

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM, AESSIV
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES: Final = 32
_NONCE_BYTES = 12  # NIST SP 800-38D, 8.2: what AES-GCM takes without hashing it first
_NAME_BYTES = 4
_BETWEEN = "."


class Unsealable(Exception):  # noqa: N818 - it says what cannot be done
    """A sealed value that no key of ours opens, that was altered, or that stands where it does not belong."""


def new_key() -> bytes:
    """Draw a key."""
    return os.urandom(KEY_BYTES)


def write_key(key: bytes) -> str:
    """Write a key as settings and key files hold it."""
    return b64encode(key).decode()


def read_key(text: str) -> bytes:
    """Read a key in base64, in either alphabet; ValueError, which does not show it, if it is none."""
    try:
        key = b64decode(text.strip().translate(str.maketrans("-_", "+/")), validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if len(key) != KEY_BYTES:
        raise ValueError("must be 32 random bytes in base64, such as `openssl rand -base64 32` writes")
    return key


@dataclass(frozen=True, slots=True, repr=False)
class _Key:
    """One key and what is derived from it (RFC 5869): no two purposes share their bytes."""

    name: str
    cipher: AESGCM = field(compare=False)
    blinding: bytes
    veiling: AESGCM = field(
        compare=False
    )  # of what storage.veil seals: citizens' records share no key with it
    finding: AESSIV = field(compare=False)

    @classmethod
    def of(cls, secret: bytes) -> "_Key":
        if len(secret) != KEY_BYTES:
            raise ValueError(f"a key has {KEY_BYTES} bytes")
        name = _derive(secret, "name", _NAME_BYTES).hex()
        return cls(
            name,
            AESGCM(_derive(secret, "seal", KEY_BYTES)),
            _derive(secret, "blind", KEY_BYTES),
            AESGCM(_derive(secret, "veil", KEY_BYTES)),
            AESSIV(_derive(secret, "find", 2 * KEY_BYTES)),
        )

    def blind(self, kind: str, text: str) -> str:
        return hmac.digest(self.blinding, f"{kind}\0{text}".encode(), sha256).hex()


def _derive(secret: bytes, purpose: str, length: int) -> bytes:
    return HKDF(SHA256(), length, salt=None, info=f"sportello {purpose}".encode()).derive(secret)


def key_of(sealed: str) -> str:
    """Name the key with which a value is sealed."""
    return sealed.partition(_BETWEEN)[0]


class Keyring:
    """The keys of a counter, the newest first: the first one seals, all of them open and find.

    It never travels. What is sealed with it goes to the writer sealed; of what storage.veil seals, the
    process that writes has the keys from the one that forked it.
    """

    def __init__(self, keys: Sequence[bytes]) -> None:
        """Take keys of 32 bytes; ValueError for none, or for one of another length."""
        if not keys:
            raise ValueError("a keyring without a key")
        self._keys = {key.name: key for key in map(_Key.of, keys)}
        self._newest = next(iter(self._keys.values()))

    def __repr__(self) -> str:
        return f"<Keyring {', '.join(self._keys)}>"

    def __reduce__(self) -> NoReturn:
        raise TypeError("keys do not travel")

    @property
    def name(self) -> str:
        """The name of the key that seals: derived from it, and telling nothing of it."""
        return self._newest.name

    @property
    def names(self) -> frozenset[str]:
        """The names of all keys."""
        return frozenset(self._keys)

    @property
    def veils(self) -> Mapping[str, tuple[AESGCM, AESSIV]]:
        """The ciphers of storage.veil, by the name of their key."""
        return {key.name: (key.veiling, key.finding) for key in self._keys.values()}

    def seal(self, text: str, about: str) -> str:
        """Seal a text for one place (`citizen/<id>`): it opens for the same `about` and for no other."""
        nonce, key = os.urandom(_NONCE_BYTES), self._newest
        sealed = nonce + key.cipher.encrypt(nonce, text.encode(), about.encode())
        return f"{key.name}{_BETWEEN}{urlsafe_b64encode(sealed).decode().rstrip('=')}"

    def open(self, sealed: str, about: str) -> str:
        """Open what was sealed for this place; raises Unsealable."""
        name, _, body = sealed.partition(_BETWEEN)
        key = self._keys.get(name)
        if key is None:
            raise Unsealable("sealed with a key that is not ours")
        try:
            raw = urlsafe_b64decode(body + "=" * (-len(body) % 4))
            return key.cipher.decrypt(raw[:_NONCE_BYTES], raw[_NONCE_BYTES:], about.encode()).decode()
        except (InvalidTag, ValueError):
            raise Unsealable("altered, or sealed for another place") from None

    def seal_bytes(self, content: bytes, about: str) -> bytes:
        """Seal a file as `seal` does a text, without making it a third longer."""
        nonce, key = os.urandom(_NONCE_BYTES), self._newest
        return bytes.fromhex(key.name) + nonce + key.cipher.encrypt(nonce, content, about.encode())

    def open_bytes(self, sealed: bytes, about: str) -> bytes:
        """Open what `seal_bytes` sealed for this place; raises Unsealable."""
        key, body = self._keys.get(sealed[:_NAME_BYTES].hex()), sealed[_NAME_BYTES:]
        if key is None:
            raise Unsealable("sealed with a key that is not ours")
        try:
            return key.cipher.decrypt(body[:_NONCE_BYTES], body[_NONCE_BYTES:], about.encode())
        except (InvalidTag, ValueError):
            raise Unsealable("altered, or sealed for another place") from None

    def blind(self, kind: str, text: str) -> str:
        """Give what stands for a text in an index, under the newest key; `kind` keeps columns apart."""
        return self._newest.blind(kind, text)

    def blinds(self, kind: str, text: str) -> tuple[str, ...]:
        """Give what may stand for a text in an index while keys change: under each key, the newest first."""
        return tuple(key.blind(kind, text) for key in self._keys.values())
