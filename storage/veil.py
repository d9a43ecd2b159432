"""What citizens write and are reached by, sealed and opened on its way to the columns of a database.

A sealed text begins with a character that nobody types and the name of its key: a text that was written
before anything was sealed is read as it is.
"""

from binascii import Error as NotBase64
from binascii import a2b_base64, b2a_base64
from collections.abc import Callable
from os import urandom
from typing import Any, Final, NoReturn

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM, AESSIV

from storage.sealing import Keyring, Unsealable

MARK: Final = "\x02"
_NAME = 8  # characters of the name of a key
_START = len(MARK) + _NAME + 1
_NONCE_BYTES = 12  # NIST SP 800-38D, 8.2; drawn at random, a key is good for 2^32 values (8.3)
_BYTES_MARK = b"\x02sealed."  # no file that anybody sends begins so
_BYTES_START = len(_BYTES_MARK) + _NAME
_NOT_OURS, _ALTERED = "sealed with a key that is not ours", "altered, or sealed for another column"


class Veil:
    """The ciphers of a keyring: one key seals, all of them open. It stays in its process, and in its forks.

    `about` is the column, or the columns that are compared with each other: what is sealed for one opens for
    no other. Empty texts stay empty.
    """

    def __init__(self, keyring: Keyring, name: str = "") -> None:
        """Seal with the key of that name, without one with the newest; Unsealable if it is not there."""
        self._ciphers = keyring.veils
        self.name = name or keyring.name
        if self.name not in self._ciphers:
            raise Unsealable("a key that is not ours")
        self.start = f"{MARK}{self.name}."
        self._bytes_start = _BYTES_MARK + self.name.encode()
        self._veiling, self._finding = self._ciphers[self.name]
        self.hands: dict[object, tuple[Callable[[Any], Any], Callable[[Any], Any]]] = {}  # of each column

    def __reduce__(self) -> NoReturn:
        raise TypeError("keys do not travel")

    def seal(self, text: str, about: bytes) -> str:
        """Seal a text, differently each time (AES-GCM)."""
        return self.sealer(about)(text)

    def sealer(self, about: bytes) -> Callable[[str], str]:
        """Give `seal` for one column: this runs for every value, and what never changes is looked up once."""
        start, encrypt = self.start, self._veiling.encrypt

        def seal(text: str) -> str:
            if not text:
                return text
            nonce = urandom(_NONCE_BYTES)
            return start + b2a_base64(nonce + encrypt(nonce, text.encode(), about), newline=False).decode()

        return seal

    def open(self, sealed: str, about: bytes) -> str:
        """Open what `seal` gave; what is not sealed stays as it is. Raises Unsealable."""
        return self.opener(about)(sealed)

    def opener(self, about: bytes) -> Callable[[str], str]:
        """Give `open` for one column, as `sealer`."""
        decrypts = {f"{MARK}{name}.": cipher.decrypt for name, (cipher, _) in self._ciphers.items()}

        def open_(sealed: str) -> str:
            if not sealed.startswith(MARK):
                return sealed
            decrypt = decrypts.get(sealed[:_START])
            if decrypt is None:
                raise Unsealable(_NOT_OURS)
            try:
                raw = a2b_base64(sealed[_START:])
                return decrypt(raw[:_NONCE_BYTES], raw[_NONCE_BYTES:], about).decode()
            except (InvalidTag, NotBase64, ValueError):
                raise Unsealable(_ALTERED) from None

        return open_

    def seal_bytes(self, content: bytes, about: bytes) -> bytes:
        """Seal a file, as `seal`."""
        nonce = urandom(_NONCE_BYTES)
        return self._bytes_start + nonce + self._veiling.encrypt(nonce, content, about)

    def open_bytes(self, sealed: bytes, about: bytes) -> bytes:
        """Open what `seal_bytes` gave, as `open`."""
        if not sealed.startswith(_BYTES_MARK):
            return sealed
        cipher, _ = self._of(sealed[len(_BYTES_MARK) : _BYTES_START].decode("ascii", "replace"))
        nonce, body = sealed[_BYTES_START:][:_NONCE_BYTES], sealed[_BYTES_START + _NONCE_BYTES :]
        try:
            return cipher.decrypt(nonce, body, about)
        except (InvalidTag, ValueError):
            raise Unsealable(_ALTERED) from None

    def is_newest(self, value: str | bytes) -> bool:
        """Tell whether a value, not empty, is sealed with the key that seals."""
        return value.startswith(self._bytes_start) if isinstance(value, bytes) else self.start in value

    def mark(self, text: str, about: bytes) -> str:
        """Seal a text, the same each time (AES-SIV, RFC 5297): it can be looked up, and a key of a table."""
        if not text:
            return text
        return self.start + _written(self._finding.encrypt(text.encode(), [about]))

    def read(self, sealed: str, about: bytes) -> str:
        """Open what `mark` gave, as `open`."""
        if not sealed.startswith(MARK):
            return sealed
        _, cipher = self._of(sealed[len(MARK) : _START - 1])
        try:
            return cipher.decrypt(a2b_base64(sealed[_START:]), [about]).decode()
        except (InvalidTag, NotBase64, ValueError):
            raise Unsealable(_ALTERED) from None

    def _of(self, name: str) -> tuple[AESGCM, AESSIV]:
        found = self._ciphers.get(name)
        if found is None:
            raise Unsealable(_NOT_OURS)
        return found


def _written(raw: bytes) -> str:
    return b2a_base64(raw, newline=False).decode()
