"""The two sides that benchmarks.broadcast compares with: a bare aiohttp client, and the twilio library alone.

Run as a program with its name, the port, how many messages and how many at a time; it prints how many it sent
in a second, and the microseconds of the processor for one.
"""

import asyncio
import json
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import aiohttp
from twilio.http.async_http_client import AsyncTwilioHttpClient
from twilio.rest import Client

from benchmarks.twilio_calls import SID, TOKEN
from sportello import loop

FROM = "+390691234567"
BODY = (
    "Comune di Portoreale: allerta meteo arancione dalle 14 alle 22 di oggi. "
    "Eviti sottopassi e argini. Info 0123456789"
)
Send = Callable[[str], Awaitable[None]]


@asynccontextmanager
async def _bare(url: str, most: int) -> AsyncIterator[Send]:
    """Post the form, read the answer as JSON, and nothing else."""
    own = {"Authorization": aiohttp.encode_basic_auth(SID, TOKEN)}
    address = f"{url}/2010-04-01/Accounts/{SID}/Messages.json"
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=most), headers=own) as session:

        async def send(to: str) -> None:
            form = {"To": to, "From": FROM, "Body": BODY, "StatusCallback": f"{url}/twilio/status/{to}"}
            async with session.post(address, data=form) as answer:
                assert (await answer.json())["sid"]

        yield send


@asynccontextmanager
async def _library(url: str, most: int) -> AsyncIterator[Send]:
    """Create a message as the library's page says."""
    async with AsyncTwilioHttpClient(pool_connections=True) as http:
        await http.session.close()
        http.session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=most))
        client = Client(SID, TOKEN, http_client=http)
        client.api.base_url = url

        async def send(to: str) -> None:
            made = await client.messages.create_async(
                to=to, from_=FROM, body=BODY, status_callback=f"{url}/twilio/status/{to}"
            )
            assert made.sid

        yield send


SIDES = {"bare": _bare, "twilio": _library}


async def _run(name: str, port: int, messages: int, most: int) -> None:
    async with SIDES[name](f"http://127.0.0.1:{port}", most) as send:
        numbers = iter(range(messages))
        await asyncio.gather(*(send(f"+39348{7_000_000 + number}") for number in range(most)))

        async def work() -> None:
            for number in numbers:
                await send(f"+39347{1_000_000 + number}")

        started, used = time.perf_counter(), time.process_time()
        await asyncio.gather(*(work() for _ in range(most)))
        took, used = time.perf_counter() - started, time.process_time() - used
    print(json.dumps({"per_s": round(messages / took), "cpu_us": round(used / messages * 1e6)}))


def client_pace(name: str, port: int, messages: int, most: int) -> dict[str, float]:
    """Run one side in a process of its own: its messages in a second, and its processor time for one."""
    command = [sys.executable, "-W", "ignore", "-m", "benchmarks.broadcast_clients", name]
    ran = subprocess.run(  # noqa: S603 - ourselves
        [*command, str(port), str(messages), str(most)], check=True, stdout=subprocess.PIPE, text=True
    )
    found: dict[str, float] = json.loads(ran.stdout)
    return found


if __name__ == "__main__":
    side, *figures = sys.argv[1:]
    loop.run(_run(side, *map(int, figures)))
