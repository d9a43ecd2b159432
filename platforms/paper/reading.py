"""Codes of payment notices read out of the pictures and PDFs that citizens send."""

import asyncio
import contextlib
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from bot.message import File
from platforms.paper.codes import as_square_code

_EYE = Path(__file__).with_name("eye.py")
_LARGEST = 20 * 1024 * 1024  # bytes
_SECONDS = 6.0
_ROOM = 20  # files that may wait
_HEADS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF")  # JPEG, PNG, WebP
_PDF_WITHIN = 1024  # bytes: where readers look for the beginning of a PDF

KnownCode = Callable[[str], str | None]


class CodeReader:
    """Reads codes, each file in a process of its own that is ended if it takes too long.

    Nothing that a file does to its decoder reaches the counter or the next file. One is read at a time:
    the other core keeps answering.
    """

    def __init__(
        self,
        seconds: float = _SECONDS,
        room: int = _ROOM,
        known: Callable[[str], str | None] = as_square_code,
    ) -> None:
        """`known` brings what a code says to the form in which services read it; None: not for us."""
        self._seconds = seconds
        self._known = known
        self._room = room
        self._waiting = 0
        self._eye = asyncio.Semaphore(1)

    async def codes_in(self, file: File) -> Sequence[str]:
        """Find the square codes in a photograph (JPEG, PNG, WebP) or the first five pages of a PDF.

        Each is PAGOPA|002|notice|creditor|cents, also where the code was the post's Data Matrix, and comes
        once. A file of another kind, damaged, locked, too large or too slow has none; nothing is raised.
        """
        if not _may_have_codes(file.content) or self._waiting >= self._room:
            return ()
        self._waiting += 1
        try:
            async with self._eye:
                texts = await self._look(file.content)
        finally:
            self._waiting -= 1
        return tuple(dict.fromkeys(code for text in texts if (code := self._known(text))))

    async def _look(self, content: bytes) -> Sequence[str]:
        try:
            eye = await asyncio.create_subprocess_exec(
                sys.executable,
                "-I",
                str(_EYE),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.DEVNULL,  # it might quote the file
                env={},
            )
        except OSError:  # no process is to be had just now
            return ()
        try:
            async with asyncio.timeout(self._seconds):
                said, _ = await eye.communicate(content)
        except TimeoutError:
            return ()
        finally:
            if eye.returncode is None:
                with contextlib.suppress(ProcessLookupError):
                    eye.kill()
                await eye.wait()
        return _texts(said)


def _may_have_codes(content: bytes) -> bool:
    return len(content) <= _LARGEST and (content.startswith(_HEADS) or b"%PDF-" in content[:_PDF_WITHIN])


def _texts(said: bytes) -> Sequence[str]:
    try:
        return [text for text in json.loads(said) if isinstance(text, str)]
    except ValueError:
        return ()
