"""A PDF that somebody was given, compared with the one that was issued; it is looked at and not kept."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
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

LARGEST: Final = 5_000_000  # bytes, as checking has it, which takes a while to load
_AT_ONCE = 2  # files that are looked at


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
    UNREADABLE = "unreadable"


_BY_SEAL: Mapping[str, Verdict] = {
    "untouched": Verdict.UNTOUCHED,
    "extended": Verdict.UNTOUCHED,  # by proofs of the seal alone
    "appended": Verdict.APPENDED,
    "altered": Verdict.ALTERED,
    "truncated": Verdict.TRUNCATED,
    "somebody-elses": Verdict.NOT_OURS,
    "unsealed": Verdict.NO_SEAL,
}


class BusyNow(Exception):  # noqa: N818 - a state of affairs
    """So many files wait that one more would come too late."""


# By the seal alone, in a process of its own: the word of checking.Verdict, and the
# hash of what was sealed, empty where that is not known. Raises BusyNow.
Judge = Callable[[bytes], Awaitable[tuple[str, str]]]


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
        """Compare a PDF with what was issued, and with the code that it is shown with; raises BusyNow."""
        async with self._room:
            if found := await self._kept.by_file(await asyncio.to_thread(_hash, pdf)):
                return self._found(found, Verdict.UNTOUCHED, _codes(shown_with))
            word, sealed = await self._judge(pdf)
            verdict = _BY_SEAL.get(word, Verdict.UNREADABLE)
            if sealed and (found := await self._kept.by_file(sealed)):
                drawn = await self.codes(File("paper.pdf", "application/pdf", pdf))
                return self._found(found, verdict, {*_codes(shown_with), *map(str, drawn)})
        return FileChecked(Verdict.NOT_ISSUED if verdict is Verdict.UNTOUCHED else verdict)

    async def codes(self, file: File) -> Sequence[VerificationCode]:
        """Read the verification codes that are drawn on a picture or a page."""
        reading = Reading(self._clock().date())
        texts = await self._read_codes(file)
        return [code for text in texts if (code := _as_code(text, reading))]

    def _found(self, found: Certificate, verdict: Verdict, codes: set[str]) -> FileChecked:
        other = any(code != found.code for code in codes)
        return FileChecked(Verdict.OTHER if other else verdict, told(found, self._clock()))


def _hash(pdf: bytes) -> str:
    return sha256(pdf).hexdigest()


def _codes(shown_with: VerificationCode | None) -> set[str]:
    return {str(shown_with)} if shown_with else set()


def _as_code(text: str, reading: Reading) -> VerificationCode | None:
    try:
        return VerificationCode.parse(text, reading)
    except WrongAnswer:
        return None
