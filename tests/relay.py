"""A line between a client and a server on this machine that a test can cut, hold or listen to."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager


class Relay:
    """Carries bytes both ways; `spoil` sees what the server says and may shorten it: then the line is cut.

    `heard` is what the client has said so far.
    """

    def __init__(self, port: int) -> None:
        self.port = 0
        self.spoil: Callable[[bytes], bytes] = lambda said: said
        self.heard = bytearray()
        self.lines = 0
        self._to = port
        self._writers: set[asyncio.StreamWriter] = set()
        self._clients: set[asyncio.StreamWriter] = set()
        self._tasks: set[asyncio.Task[None]] = set()

    async def carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.lines += 1
        there_reader, there_writer = await asyncio.open_connection("127.0.0.1", self._to)
        self._writers |= {writer, there_writer}
        self._clients.add(writer)
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        try:
            async with asyncio.TaskGroup() as both:
                both.create_task(self._forth(reader, there_writer))
                both.create_task(self._back(there_reader, writer))
        except* (ConnectionError, OSError):
            pass
        finally:
            for each in (writer, there_writer):
                each.transport.abort()
                self._writers.discard(each)
            self._clients.discard(writer)
            self._tasks.discard(task)

    def cut(self) -> None:
        """Cut every line."""
        for writer in self._writers:
            writer.transport.abort()

    def say(self, words: bytes) -> None:
        """Say something to every client, as if the server had."""
        for writer in self._clients:
            writer.write(words)

    async def _forth(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while said := await reader.read(65536):
            self.heard += said
            writer.write(said)
            await writer.drain()
        raise ConnectionAbortedError

    async def _back(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while said := await reader.read(65536):
            passed = self.spoil(said)
            writer.write(passed)
            await writer.drain()
            if len(passed) < len(said):
                break
        raise ConnectionAbortedError

    async def finish(self) -> None:
        """Cut every line and wait until nobody carries any more."""
        self.cut()
        await asyncio.gather(*self._tasks, return_exceptions=True)


@asynccontextmanager
async def relaying(port: int) -> AsyncIterator[Relay]:
    """Stand between clients and a port of this machine."""
    relay = Relay(port)
    server = await asyncio.start_server(relay.carry, "127.0.0.1", 0)
    relay.port = server.sockets[0].getsockname()[1]
    try:
        yield relay
    finally:
        server.close()
        await relay.finish()
        with contextlib.suppress(asyncio.CancelledError):
            await server.wait_closed()
