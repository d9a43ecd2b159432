"""Strangers' files shown as pictures of our own, so that nothing of theirs reaches a browser."""

import asyncio
import contextlib
import sys
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path

_PANE = Path(__file__).with_name("pane.py")
_LARGEST = 20 * 1024 * 1024  # bytes
_SECONDS = 6.0
_ROOM = 20  # pages that may wait
_REMEMBERED = 32  # pages, of a few hundred kilobytes each: staff turn back to what they have just read
_HEADS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF", b"GIF8")
_PDF_WITHIN = 1024  # bytes: where readers look for the beginning of a PDF


class PreviewBusy(Exception):  # noqa: N818 - a state of affairs, of which the caller makes what is fit
    """So many pages wait that one more would come too late."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a file as a JPEG, and how many pages there are."""

    jpeg: bytes
    pages: int


def can_be_drawn(content: bytes) -> bool:
    """Tell by its first bytes whether a file is a PDF or a picture (JPEG, PNG, WebP, GIF), not too large."""
    return len(content) <= _LARGEST and (content.startswith(_HEADS) or b"%PDF-" in content[:_PDF_WITHIN])


class Previews:
    """Draws pages, each in a process of its own that is ended if it takes too long; one at a time."""

    def __init__(self, seconds: float = _SECONDS, room: int = _ROOM) -> None:
        self._seconds = seconds
        self._room = room
        self._waiting = 0
        self._pane = asyncio.Semaphore(1)
        self._drawn: OrderedDict[tuple[str, int], Page] = OrderedDict()

    async def page(self, name: str, content: bytes, number: int) -> Page | None:
        """Draw a page (from 0) of a file of which `name` is the hash.

        None for what is no picture and no PDF, is damaged, locked, too large or too slow, or has no such
        page. Raises PreviewBusy.
        """
        if (known := self._drawn.get((name, number))) is not None:
            self._drawn.move_to_end((name, number))
            return known
        if not can_be_drawn(content):
            return None
        if self._waiting >= self._room:
            raise PreviewBusy
        self._waiting += 1
        try:
            async with self._pane:
                found = _read(await self._draw(content, number))
        finally:
            self._waiting -= 1
        if found is not None:
            self._remember(name, number, found)
        return found

    def _remember(self, name: str, number: int, page: Page) -> None:
        self._drawn[name, number] = page
        if len(self._drawn) > _REMEMBERED:
            self._drawn.popitem(last=False)

    async def _draw(self, content: bytes, number: int) -> bytes:
        try:
            pane = await asyncio.create_subprocess_exec(
                sys.executable,
                "-I",
                str(_PANE),
                str(number),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.DEVNULL,  # it might quote the file
                env={},
            )
        except OSError:  # no process is to be had just now
            return b""
        try:
            async with asyncio.timeout(self._seconds):
                said, _ = await pane.communicate(content)
        except TimeoutError:
            return b""
        finally:
            if pane.returncode is None:
                with contextlib.suppress(ProcessLookupError):
                    pane.kill()
                await pane.wait()
        return said


def _read(said: bytes) -> Page | None:
    pages, _, jpeg = said.partition(b"\n")
    return Page(jpeg, int(pages)) if pages.isdigit() and jpeg.startswith(b"\xff\xd8\xff") else None
