"""`sportello serve` as a process of its own: it opens, serves, and stops as it was asked to."""

import asyncio
import os
import re
import signal
import sys

import aiohttp

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


async def _stopped(environ, folder, signum):
    """What became of a counter that was stopped while a page was open."""
    folder.mkdir()
    environ = {**environ, "SPORTELLO_DATABASE__URL": f"sqlite:///{folder}/process.db"}
    process, address = await _open(environ, folder)
    async with aiohttp.ClientSession() as session:
        async with session.get(f"{address}/ready") as answer:
            assert answer.status == 200
        async with session.get(f"{address}/phone/events") as open_page:
            assert open_page.status == 200
            process.send_signal(signum)
            _, err = await process.communicate()
    return process.returncode, err


async def test_it_opens_and_stops_with_exit_code_0(environ, tmp_path):
    signals = (signal.SIGTERM, signal.SIGINT)
    ends = await asyncio.gather(*(_stopped(environ, tmp_path / signum.name, signum) for signum in signals))
    for code, err in ends:
        assert code == 0
        assert b"Traceback" not in err
        assert b"stopping" in err
