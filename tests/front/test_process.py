"""`sportello serve` as a process of its own: it opens, serves, and stops as it was asked to."""

import asyncio
import os
import re
import signal
import sys
from pathlib import Path

import aiohttp

from sportello.rehearsal import rehearse
from sportello.settings import Settings
from sportello.transcripts.stage import SAMPLES


async def _open(environ, folder):
    """Start the counter; the process and its address."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "sportello", "serve", "--try", cwd=folder,
        env={**os.environ, **environ, "PYTHONPATH": str(SAMPLES.parent)},
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    line = (await process.stdout.readline()).decode()
    return process, re.search(r"http://\S+", line)[0]


async def test_ctrl_c_ends_it_with_exit_code_0_while_a_page_is_open(environ, tmp_path):
    """SIGTERM takes the same way: every test of tests/crash stops its counter by it."""
    process, address = await _open(environ, tmp_path)
    async with aiohttp.ClientSession() as session:
        async with session.get(f"{address}/ready") as answer:
            assert answer.status == 200
        async with session.get(f"{address}/phone/events") as open_page:
            assert open_page.status == 200
            process.send_signal(signal.SIGINT)
            _, err = await process.communicate()
    assert process.returncode == 0
    assert b"Traceback" not in err
    assert b"stopping" in err
    assert b"rehearsal failed" not in err
    assert b"cannot be sealed" not in err
    assert (tmp_path / "sandbox-seal.p12").exists()  # the seal was opened before anybody came


async def test_the_rehearsal_goes_well(desk, log):
    assert await rehearse(desk, Settings())
    assert "rehearsal failed" not in log.getvalue()


def _child(pid):
    return int(Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()[0])


async def test_without_its_writer_it_ends_and_says_so(environ, tmp_path):
    """Whatever supervises it starts it anew, and nothing that was promised is lost: see tests/crash."""
    process, _ = await _open(environ, tmp_path)
    os.kill(_child(process.pid), signal.SIGKILL)
    _, err = await process.communicate()
    assert process.returncode == 1
    assert b"the process that writes to the database is gone" in err
    assert b"Traceback" not in err
