"""Certified mails as a provider writes them: envelopes with and without a file, and their receipts."""

import random
from base64 import encodebytes
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from channels.pec.trust import Trust, read_trust
from platforms.pec.authority import Authority, new_key
from platforms.pec.draft import Draft
from platforms.pec.provider import Provider

_NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
_DOMAIN = "gestore.example.it"
_CITIZEN, _OFFICE = "anna@pec.example.it", "comune@legal.example.it"
_FILE = 60_000  # bytes of the PDF that every fourth message carries


class Post:
    """A provider under an authority of its own, which `trust` believes."""

    def __init__(self, folder: Path) -> None:
        numbers = count(1)
        authority = Authority(_clock, domains=[_DOMAIN], keys=new_key)
        path = folder / "authority.pem"
        path.write_bytes(authority.pem)
        self.trust: Trust = read_trust([path])
        self._provider = Provider(
            _DOMAIN,
            authority.certify(f"posta-certificata@{_DOMAIN}", "Gestore"),
            clock=_clock,
            ids=lambda: f"{next(numbers):08}",
        )

    def mails(self, many: int) -> list[bytes]:
        """Write so many mails, all different: of four messages the envelope, acceptance and delivery each."""
        found: list[bytes] = []
        for number in range(-(-many // 3)):
            draft = message(number, _FILE if number % 4 == 0 else 0)
            dispatch = self._provider.take(draft, lambda _: True)
            made = (
                self._provider.transport(dispatch),
                self._provider.acceptance(dispatch),
                self._provider.delivery(dispatch, _OFFICE),
            )
            found += [mail.raw for mail in made]
        return found[:many]

    def large(self, size: int) -> bytes:
        """Write one envelope of so many bytes, nearly all of them an attached file."""
        dispatch = self._provider.take(message(0, size * 3 // 4), lambda _: True)
        return self._provider.transport(dispatch).raw


def _clock() -> datetime:
    return _NOW


def message(number: int, attached: int) -> Draft:
    """Write what a citizen sends: a page of text, and perhaps a file of so many bytes."""
    text = f"Chiedo accesso alla pratica {number}.\r\n" * 20
    head = (
        f"From: {_CITIZEN}\r\nTo: {_OFFICE}\r\nSubject: Istanza {number}\r\n"
        f"Message-ID: <{number}@example.it>\r\n"
        'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="inside"\r\n\r\n'
        f"--inside\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n"
    )
    file = b"--inside--\r\n"
    if attached:
        content = random.Random(number).randbytes(attached)
        file = (
            b'--inside\r\nContent-Type: application/pdf; name="istanza.pdf"\r\n'
            b"Content-Transfer-Encoding: base64\r\n\r\n"
            + encodebytes(content).replace(b"\n", b"\r\n")
            + b"--inside--\r\n"
        )
    return Draft(_CITIZEN, (_OFFICE,), head.encode() + file)
