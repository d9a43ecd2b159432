"""Frames on a line between two processes: a size, then that many bytes of pickle."""

import pickle
import struct
from collections.abc import Iterator, Sequence
from typing import Any

PIECE = 1 << 20  # bytes taken from a line at once

_HEAD = struct.Struct("!I")  # the size of a frame, in bytes


def frame(content: object) -> bytes:
    """Write a frame; raises whatever pickle does for what cannot travel."""
    body = pickle.dumps(content, pickle.HIGHEST_PROTOCOL)
    return _HEAD.pack(len(body)) + body


def frames(coming: bytearray) -> Iterator[Any]:
    """Cut whole frames off what has come."""
    while len(coming) >= _HEAD.size:
        end = _HEAD.size + _HEAD.unpack_from(coming)[0]
        if len(coming) < end:
            return
        body = bytes(coming[_HEAD.size : end])
        del coming[:end]
        yield pickle.loads(body)  # noqa: S301 - written by ourselves, on a line that nobody else has


def frame_of_answers(answers: Sequence[object]) -> bytes:
    """Write the answers of a commit; an error of a driver that cannot travel is named instead."""
    try:
        return frame(answers)
    except Exception:  # noqa: BLE001 - whatever pickle has against one of them
        return frame([_portable(answer) for answer in answers])


def _portable(answer: object) -> object:
    try:
        pickle.dumps(answer)
    except Exception:  # noqa: BLE001 - as above
        return RuntimeError(f"the store answered with {type(answer).__name__}")
    return answer
