"""The process that only writes: it commits what comes down the line, until the other end is closed."""

import contextlib
import os
import signal
import socket
from collections.abc import Callable
from datetime import datetime
from typing import Any, NoReturn

from bot import garbage
from storage.committing import LARGEST_BATCH, Committer, Hand
from storage.frames import PIECE, frame_of_answers, frames
from storage.transaction import Job, Kind

NumberedJob = tuple[int, Any]  # the number of a kind, in the order in which they were told, and a payload


def live(line: socket.socket, make_hand: Callable[[], Hand]) -> NoReturn:
    """Be the forked child: open the database with `make_hand`, write, and never return."""
    status = 1
    try:
        # Whoever stops the counter may tell all its processes: this one ends after the last commit.
        for signum in (signal.SIGINT, signal.SIGTERM):
            signal.signal(signum, signal.SIG_IGN)
        signal.set_wakeup_fd(-1)  # it is the loop's, of the other process
        committer = Committer(make_hand())
        garbage.stand_forked()
        _serve(line, committer)
        committer.close()
        status = 0
    finally:
        os._exit(status)  # nothing of the other process is to be cleaned up here


def _serve(line: socket.socket, committer: Committer) -> None:
    coming, kinds = bytearray(), list[Kind[Any, Any]]()
    with contextlib.suppress(ConnectionError):  # the counter was killed
        while piece := line.recv(PIECE):
            coming += piece
            jobs: list[Job] = []
            for seconds, new, numbered in frames(coming):
                now = datetime.fromtimestamp(seconds, committer.zone)
                kinds += new
                jobs += [(kinds[number], payload) for number, payload in numbered]
            for at in range(0, len(jobs), LARGEST_BATCH):
                answers = committer.write(jobs[at : at + LARGEST_BATCH], now)
                line.sendall(frame_of_answers(answers))
