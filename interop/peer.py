"""A program of somebody else's, started for a test and ended after it."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

PROGRAMS = Path(__file__).parent / "node_modules" / ".bin"
PATIENCE = 60.0  # seconds until it must have said that it is ready


def free_port() -> int:
    """Find a port of 127.0.0.1 that nobody uses now."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@asynccontextmanager
async def running(program: str, *arguments: str, ready: bytes) -> AsyncIterator[None]:
    """Start a program and wait until it has written `ready`."""
    process = await asyncio.create_subprocess_exec(
        PROGRAMS / program, *arguments, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
    )
    assert process.stdout is not None
    try:
        async with asyncio.timeout(PATIENCE):
            said = b""
            while ready not in said:
                line = await process.stdout.readline()
                assert line, f"{program} ended: {said.decode(errors='replace')[-2000:]}"
                said += line
        rest = asyncio.create_task(process.stdout.read())  # a full pipe would stop it
        yield
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()
    await rest
