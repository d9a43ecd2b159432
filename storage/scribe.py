"""The process that only writes: it commits what comes down the line, until the other end is closed."""

import contextlib
import os
import signal
import socket
from collections.abc import Callable
from typing import NoReturn

from storage.committing import LARGEST_BATCH, Committer, Hand
from storage.frames import PIECE, frame_of_answers, frames


def live(line: socket.socket, make_hand: Callable[[], Hand]) -> NoReturn:
    """Be the forked child: open the database with `make_hand`, write, and never return."""
    status = 1
    try:
        # Whoever stops the counter may tell all its processes: this one ends after the last commit.
        for signum in (signal.SIGINT, signal.SIGTERM):
            signal.signal(signum, signal.SIG_IGN)
        signal.set_wakeup_fd(-1)  # it is the loop's, of the other process
        committer = Committer(make_hand())
        _serve(line, committer)
        committer.close()
        status = 0
    finally:
        os._exit(status)  # nothing of the other process is to be cleaned up here


def _serve(line: socket.socket, committer: Committer) -> None:
    coming = bytearray()
    with contextlib.suppress(ConnectionError):  # the counter was killed
        while piece := line.recv(PIECE):
            coming += piece
            come = list(frames(coming))
            jobs = [job for _, some in come for job in some]
            for at in range(0, len(jobs), LARGEST_BATCH):
                answers = committer.write(jobs[at : at + LARGEST_BATCH], come[-1][0])
                line.sendall(frame_of_answers(answers))
