"""Where the files of a run stand: in memory if there is room. Tests kill processes, and pull no plug."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_MEMORY = Path("/dev/shm")  # noqa: S108 - the folder below has a name that nobody can guess
_ROOM = 4 << 30  # three times what the longest run leaves behind
_kept: list[Path] = []


def stand() -> None:
    """Let this process and those it starts put their files in memory, unless TMPDIR says where."""
    if "TMPDIR" in os.environ or not _MEMORY.is_dir() or shutil.disk_usage(_MEMORY).free < _ROOM:
        return
    folder = tempfile.mkdtemp(prefix="sportello-tests-", dir=_MEMORY)
    os.environ["TMPDIR"], tempfile.tempdir = folder, None
    atexit.register(_leave, Path(folder), os.getpid())


def keep() -> None:
    """Leave the files to whoever looks for what went wrong; the next run that goes well removes them."""
    _kept.append(Path(tempfile.gettempdir()))


def _leave(folder: Path, process: int) -> None:
    if os.getpid() != process:  # one that was forked leaves, too
        return
    if folder in _kept:
        (folder / "failed").touch()
        return
    for each in [folder, *(mark.parent for mark in _MEMORY.glob("sportello-tests-*/failed"))]:
        shutil.rmtree(each, ignore_errors=True)
