"""Checks the PDFs that strangers send, each in a process of its own that is ended if it takes too much."""

import asyncio
import contextlib
import json
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from platforms.certificates.checking import LARGEST, Checked, Verdict

_CHILD = Path(__file__).with_name("check_one.py")
_SECONDS = 10.0
_ROOM = 20  # files that may wait


class CheckerBusy(Exception):  # noqa: N818 - a state of affairs, of which the caller makes what is fit
    """So many files wait that one more would come too late."""


class Checker:
    """Checks one file at a time: the other core keeps answering. What a file does ends with its check."""

    def __init__(self, seconds: float = _SECONDS, room: int = _ROOM) -> None:
        self._seconds = seconds
        self._room = room
        self._waiting = 0
        self._turn = asyncio.Semaphore(1)

    async def check(self, data: bytes, trusted: Sequence[bytes]) -> Checked:
        """Check a file as checking.check_pdf does; UNREADABLE if it takes too long or too much memory.

        Raises CheckerBusy at once if too many wait.
        """
        if len(data) > LARGEST:
            return Checked(Verdict.TOO_LARGE)
        if self._waiting >= self._room:
            raise CheckerBusy
        self._waiting += 1
        try:
            async with self._turn:
                return _read(await self._ask(_question(data, trusted)))
        finally:
            self._waiting -= 1

    async def _ask(self, question: bytes) -> bytes:
        child = await asyncio.create_subprocess_exec(
            sys.executable,
            "-I",
            str(_CHILD),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,  # it might quote the file
            env={},
        )
        try:
            async with asyncio.timeout(self._seconds):
                said, _ = await child.communicate(question)
        except TimeoutError:
            return b""
        finally:
            if child.returncode is None:
                with contextlib.suppress(ProcessLookupError):
                    child.kill()
                await child.wait()
        return said


def _question(data: bytes, trusted: Sequence[bytes]) -> bytes:
    head = json.dumps([each.hex() for each in trusted]).encode()
    return head + b"\n" + data


def _read(said: bytes) -> Checked:
    try:
        answer: dict[str, Any] = json.loads(said)
        at = answer["sealed_at"]
        return Checked(
            Verdict(answer["verdict"]),
            answer["by"],
            datetime.fromisoformat(at) if at else None,
            answer["sealed"],
        )
    except (ValueError, KeyError, TypeError):
        return Checked(Verdict.UNREADABLE)
