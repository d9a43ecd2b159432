"""Passwords: hashed with argon2id beside the loop, a few at a time."""

import asyncio
import unicodedata
from typing import Final

import argon2
from argon2.exceptions import InvalidHashError, VerificationError

from storage.documents import storable

LONGEST: Final = 256  # characters: beyond it nobody types, and hashing would cost what somebody likes
_AT_ONCE = 2  # each takes 64 MiB while it lasts


class Passwords:
    """Hashes and checks; the default is the second choice of RFC 9106, section 4 (64 MiB, three passes)."""

    def __init__(self, hasher: argon2.PasswordHasher | None = None) -> None:
        self._hasher = hasher or argon2.PasswordHasher.from_parameters(argon2.profiles.RFC_9106_LOW_MEMORY)
        self._nobodys = ""
        self._turnstile = asyncio.Semaphore(_AT_ONCE)

    async def hash(self, password: str) -> str:
        """Hash a password, for ever."""
        async with self._turnstile:
            return await asyncio.to_thread(self._hasher.hash, _normal(password))

    async def fits(self, kept: str, password: str) -> bool:
        """Check a password; with nothing `kept` it takes as long, and does not fit."""
        async with self._turnstile:
            return await asyncio.to_thread(self._fits, kept, _normal(password))

    def _fits(self, kept: str, password: str) -> bool:
        # Made at the first check of all, whosever it is, so that its time tells of nobody.
        self._nobodys = self._nobodys or self._hasher.hash("nobody's")
        try:
            return self._hasher.verify(kept or self._nobodys, password) and bool(kept)
        except (VerificationError, InvalidHashError):
            return False


def _normal(password: str) -> str:
    """Write one password one way, whatever the keyboard (RFC 8265, 4.2: NFC)."""
    return storable(unicodedata.normalize("NFC", password[:LONGEST]))
