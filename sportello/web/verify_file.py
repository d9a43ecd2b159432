"""A PDF that somebody was given, compared with the one that was issued; it is looked at and not kept."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from hashlib import sha256
from typing import Final, Protocol

from bot.clock import Clock
from bot.errors import WrongAnswer
from bot.message import File
from bot.values import VerificationCode
from bot.values.value import Reading
from platforms.certificates.verification import Answer, told
from storage.certificate_records import Certificate

LARGEST: Final = 5 * 1024 * 1024  # bytes
_AT_ONCE = 2  # files that are looked at: each may take some tenths of a second of a core
_SIGNED = re.compile(rb"/ByteRange\s*\[\s*\d{1,9}\s+\d{1,9}\s+(\d{1,9})\s+(\d{1,9})\s*\]")


class Verdict(Enum):
    """What became of a file since it was sealed; its value names the words."""

    UNTOUCHED = "untouched"
    OTHER = "other"  # genuine, or begun as such, but of another code than the one it is shown with
    APPENDED = "appended"
    ALTERED = "altered"
    TRUNCATED = "truncated"
    NOT_OURS = "not-ours"
    NO_SEAL = "no-seal"
    NOT_ISSUED = "not-issued"  # sealed by us, but no certificate: a receipt, for one


Judge = Callable[[bytes], Verdict]  # by the seal alone; CPU work


class KeptFiles(Protocol):
    """Whoever keeps certificates: storage.certificates."""

    async def by_file(self, sha256: str) -> Certificate | None:
        """Find the certificate whose sealed PDF has this hash."""


@dataclass(frozen=True, slots=True)
class FileChecked:
    """What was found; `answer` tells of the certificate that the file is, or began as, if it is known."""

    verdict: Verdict
    answer: Answer | None = None


class FileCheck:
    """Compares files, a few at once, beside the event loop."""

    def __init__(
        self,
        kept: KeptFiles,
        judge: Judge,
        read_codes: Callable[[File], Awaitable[Sequence[str]]],
        clock: Clock,
    ) -> None:
        self._kept = kept
        self._judge = judge
        self._read_codes = read_codes
        self._clock = clock
        self._room = asyncio.Semaphore(_AT_ONCE)

    async def check(self, pdf: bytes, shown_with: VerificationCode | None = None) -> FileChecked:
        """Compare a PDF with what was issued, and with the code that it is shown with."""
        async with self._room:
            whole, begun = await asyncio.to_thread(_hashes, pdf)
            if found := await self._kept.by_file(whole):
                return self._found(found, Verdict.UNTOUCHED, _codes(shown_with))
            if begun and (found := await self._kept.by_file(begun)):
                drawn = await self.codes(File("paper.pdf", "application/pdf", pdf))
                return self._found(found, Verdict.APPENDED, {*_codes(shown_with), *map(str, drawn)})
            verdict = await asyncio.to_thread(self._judge, pdf)
        return FileChecked(Verdict.NOT_ISSUED if verdict is Verdict.UNTOUCHED else verdict)

    async def codes(self, file: File) -> Sequence[VerificationCode]:
        """Read the verification codes that are drawn on a picture or a page."""
        reading = Reading(self._clock().date())
        texts = await self._read_codes(file)
        return [code for text in texts if (code := _as_code(text, reading))]

    def _found(self, found: Certificate, verdict: Verdict, codes: set[str]) -> FileChecked:
        other = any(code != found.code for code in codes)
        return FileChecked(Verdict.OTHER if other else verdict, told(found, self._clock()))


def _hashes(pdf: bytes) -> tuple[str, str]:
    """Hash a file, and what the first seal in it covers if there is more behind; empty if there is not."""
    signed = _SIGNED.search(pdf)
    end = int(signed[1]) + int(signed[2]) if signed else 0
    return sha256(pdf).hexdigest(), sha256(pdf[:end]).hexdigest() if 0 < end < len(pdf) else ""


def _codes(shown_with: VerificationCode | None) -> set[str]:
    return {str(shown_with)} if shown_with else set()


def _as_code(text: str, reading: Reading) -> VerificationCode | None:
    try:
        return VerificationCode.parse(text, reading)
    except WrongAnswer:
        return None
