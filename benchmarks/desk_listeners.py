"""A process of open pages: each listens to the stream of the desk; at the end it tells how much was heard."""

import asyncio
import json
import signal
import sys

import aiohttp


async def _listen(address: str, cookies: list[str]) -> None:
    heard, ready, stopping = [0] * len(cookies), asyncio.Semaphore(0), asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stopping.set)

    async def page(session: aiohttp.ClientSession, number: int) -> None:
        headers = {"Cookie": f"desk={cookies[number]}"}
        async with session.get(f"{address}/desk/live", headers=headers) as stream:
            assert stream.ok, stream.status
            async for line in stream.content:
                if line.startswith(b"retry"):
                    ready.release()
                heard[number] += line.startswith(b"event: request")

    connector = aiohttp.TCPConnector(limit=0)
    timeout = aiohttp.ClientTimeout(total=None)
    async with aiohttp.ClientSession(connector=connector, timeout=timeout) as session:
        pages = [asyncio.create_task(page(session, number)) for number in range(len(cookies))]
        for _ in pages:
            await ready.acquire()
        print("ready", flush=True)
        await stopping.wait()
        for each in pages:
            each.cancel()
        await asyncio.gather(*pages, return_exceptions=True)
    print(json.dumps({"least": min(heard), "most": max(heard)}), flush=True)


if __name__ == "__main__":
    asyncio.run(_listen(sys.argv[1], sys.argv[2].split(",")))
