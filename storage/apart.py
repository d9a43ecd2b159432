"""The writer in a process of its own: the counter thinks on one core while the store writes on another.

Two threads of one Python share one interpreter, and a batch of statements changes hands with whoever is
thinking at every one of them; two processes do not. The child is forked before the counter has started any
thread, does nothing but commit, and ends when the counter's end of the line is closed, however that came
about. If the child dies, nothing more can be written: whoever waits is told StoreUnavailable, `alive` is
False, and the counter is to end and be started anew.
"""

import asyncio
import contextlib
import os
import selectors
import socket
from collections import deque
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from bot.clock import Clock
from bot.errors import StoreUnavailable
from storage.committing import Hand
from storage.frames import PIECE, frame, frames
from storage.handover import Several, Waiting, settle
from storage.scribe import NumberedJob, live
from storage.transaction import Kind

P = TypeVar("P")
R = TypeVar("R")

_LONGEST = 0.004  # seconds that a write is held back for those that the same rounds of the loop bring


class ApartWriter:
    """The counter's end of the line; used from one event loop."""

    def __init__(self, make_hand: Callable[[], Hand], clock: Clock) -> None:
        """Fork the child, which opens the database with `make_hand`; no thread may be running yet."""
        self._clock = clock
        ours, theirs = socket.socketpair()
        self._child = os.fork()
        if self._child == 0:
            ours.close()
            live(theirs, make_hand)
        theirs.close()
        ours.settimeout(0)
        self._line = ours
        self._loop: asyncio.AbstractEventLoop | None = None
        self._numbers: dict[Kind[Any, Any], int] = {}  # a kind goes by name once, then by number
        self._new: list[Kind[Any, Any]] = []  # those that the child has not been told
        self._jobs: list[NumberedJob] = []  # not on the line yet, with `_asked`, who waits for them
        self._asked: list[Waiting] = []
        self._waiting: deque[Waiting] = deque()  # for an answer, in the order of the jobs
        self._unsent = bytearray()
        self._coming = bytearray()
        self._first_at = 0.0
        self._held: asyncio.TimerHandle | None = None
        self._closed = self._dead = False

    def submit(self, kind: Kind[P, R], payload: P) -> "asyncio.Future[R]":
        """As Writer."""
        if self._closed or self._dead:
            raise StoreUnavailable("the store is closed")
        loop = self._loop or self._listen()
        future: asyncio.Future[R] = loop.create_future()
        self._queue(loop, [(self._number(kind), payload)], [future])
        return future

    def submit_all(self, kind: Kind[P, R], payloads: Sequence[P]) -> "asyncio.Future[list[R | Exception]]":
        """As Writer."""
        if self._closed or self._dead:
            raise StoreUnavailable("the store is closed")
        loop = self._loop or self._listen()
        several = Several(loop.create_future(), len(payloads))
        self._queue(loop, [(self._number(kind), payload) for payload in payloads], [several] * len(payloads))
        return several.future

    def _queue(
        self, loop: asyncio.AbstractEventLoop, jobs: Sequence[NumberedJob], asked: Sequence[Waiting]
    ) -> None:
        if not self._jobs:
            self._first_at = loop.time()
            loop.call_soon(self._look, 0)
        self._jobs += jobs
        self._asked += asked

    @property
    def alive(self) -> bool:
        """As Writer."""
        return not self._closed and not self._dead

    def close(self) -> None:
        """As Writer."""
        if self._closed:
            return
        self._closed = True
        self._hand_over()
        if self._loop is not None and not self._loop.is_closed():
            self._loop.remove_reader(self._line)
            self._loop.remove_writer(self._line)
        with contextlib.suppress(OSError):  # the child is gone: there is nobody to wait for
            self._send_the_rest()
            self._line.shutdown(socket.SHUT_WR)
            self._line.settimeout(None)
            while piece := self._line.recv(PIECE):
                self._take(piece)
        self._fail()
        self._line.close()
        os.waitpid(self._child, 0)

    def _send_the_rest(self) -> None:
        """Send what is left, and read meanwhile: with both lines full each end would wait for the other."""
        with selectors.DefaultSelector() as ready:
            ready.register(self._line, selectors.EVENT_READ | selectors.EVENT_WRITE)
            while self._unsent:
                ((_, events),) = ready.select()
                if events & selectors.EVENT_WRITE:
                    del self._unsent[: self._sent(self._unsent)]
                if events & selectors.EVENT_READ:
                    self._take(self._line.recv(PIECE))

    def _listen(self) -> asyncio.AbstractEventLoop:
        self._loop = asyncio.get_running_loop()
        self._loop.add_reader(self._line, self._readable)
        return self._loop

    def _look(self, before: int) -> None:
        """Hand over once a round of the loop has brought nothing more: a large batch costs as a small one."""
        loop, now = self._loop, len(self._jobs)
        if loop is None or loop.time() - self._first_at >= _LONGEST:
            self._hand_over()
        elif now != before:
            loop.call_soon(self._look, now)
        elif self._waiting:  # the other end is at work: what gathers meanwhile goes in one piece
            self._held = loop.call_at(self._first_at + _LONGEST, self._hand_over)
        else:
            self._hand_over()

    def _hand_over(self) -> None:
        """Put on the line whatever one round of the loop has asked for."""
        jobs, asked = self._jobs, self._asked
        if self._held is not None:
            self._held.cancel()
            self._held = None
        if not jobs:
            return
        self._jobs, self._asked = [], []
        now, self._new, new = self._clock().timestamp(), [], self._new
        try:
            self._send(frame((now, new, jobs)))
        except Exception:  # noqa: BLE001 - one of them cannot travel: find out which
            self._send(frame((now, new, [])))
            for job, future in zip(jobs, asked, strict=True):
                self._hand_over_alone(now, job, future)
        else:
            self._waiting += asked

    def _number(self, kind: Kind[Any, Any]) -> int:
        if kind not in self._numbers:
            frame(kind)  # raises PicklingError for one that stands at the top of no module
            self._numbers[kind] = len(self._numbers)
            self._new.append(kind)
        return self._numbers[kind]

    def _hand_over_alone(self, now: float, job: NumberedJob, future: Waiting) -> None:
        try:
            self._send(frame((now, [], [job])))
        except Exception as problem:  # noqa: BLE001 - it belongs to whoever asked for this
            if not future.done():
                future.set_exception(problem)
        else:
            self._waiting.append(future)

    def _send(self, message: bytes) -> None:
        if not self._unsent:
            message = message[self._sent(message) :]
        if message:
            self._unsent += message
            if self._loop is not None and not self._closed:
                self._loop.add_writer(self._line, self._writable)

    def _sent(self, data: bytes | bytearray) -> int:
        try:
            return self._line.send(data)
        except BlockingIOError:
            return 0
        except OSError:  # the child is gone: reading will tell
            return len(data)

    def _writable(self) -> None:
        del self._unsent[: self._sent(self._unsent)]
        if not self._unsent and self._loop is not None:
            self._loop.remove_writer(self._line)

    def _readable(self) -> None:
        try:
            piece = self._line.recv(PIECE)
        except BlockingIOError:
            return
        except OSError:
            piece = b""
        if piece:
            self._take(piece)
        else:
            self._lose()

    def _take(self, piece: bytes) -> None:
        self._coming += piece
        for answers in frames(self._coming):
            settle([(self._waiting.popleft(), answer) for answer in answers])
        if self._held is not None and not self._waiting and self._loop is not None:
            self._loop.call_soon(self._look, 0)

    def _lose(self) -> None:
        self._dead = True
        if self._loop is not None:
            self._loop.remove_reader(self._line)
            self._loop.remove_writer(self._line)
        self._fail()

    def _fail(self) -> None:
        waiting = [*self._waiting, *self._asked]
        self._waiting.clear()
        self._jobs, self._asked = [], []
        if self._loop is None or not self._loop.is_closed():
            gone = StoreUnavailable("the process that writes is gone")
            settle([(future, gone) for future in waiting])
