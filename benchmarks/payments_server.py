"""The processes that benchmarks.payments compares: `counter`, `bare`, and `inside`, which has no network.

`counter` is `sportello serve` whose loops tell payers of their receipts by SMS while more receipts come.
`bare` keeps the same bytes in the same store. `inside` hands messages to a station, without any HTTP.
"""

import asyncio
import json
import pickle
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from aiohttp import web

from benchmarks.counter import Nowhere
from benchmarks.figures import percentile
from benchmarks.payments_floor import floor
from benchmarks.payments_store import STATION
from benchmarks.twilio_calls import SID, TOKEN
from bot import garbage
from platforms.pagopa.creditor import Creditor
from platforms.pagopa.soap import answers
from platforms.pagopa.station import Station
from sportello import logs, loop
from sportello.needs import pricing, store_needs
from sportello.serve import new_id, running
from sportello.settings import Settings, load
from sportello.stores import wall_clock
from storage.database import open_database

_AT_ONCE = 64


def settings_for(url: str, port: int = 0, api_url: str = "http://127.0.0.1:9") -> Settings:
    """The settings of a counter on this machine that pagoPA's node may call, and whose SMS come to us."""
    environ = {
        "SPORTELLO_DATABASE__URL": url,
        "SPORTELLO_WEB__PORT": str(port),
        "SPORTELLO_WEB__PHONE": "false",
        "SPORTELLO_ENGINE__GRACE_SECONDS": "1",
        "SPORTELLO_PAGOPA__MODE": "node",
        "SPORTELLO_PAGOPA__SUBSCRIPTION_KEY": "none",
        "SPORTELLO_PAGOPA__STATION": STATION,
        "SPORTELLO_PAGOPA__IBAN": "IT60X0542811101000000123456",
        "SPORTELLO_PAGOPA__NETWORKS": "127.0.0.0/8",
        "SPORTELLO_SMS__ACCOUNT_SID": SID,
        "SPORTELLO_SMS__AUTH_TOKEN": TOKEN,
        "SPORTELLO_SMS__NUMBER": "+390691234567",
        "SPORTELLO_SMS__API_URL": api_url,
    }
    return load(environ, Path.cwd())


async def _counter(settings: Settings, stopped: asyncio.Event) -> None:
    async with running(settings) as address:
        garbage.stand()
        print(address, flush=True)
        await stopped.wait()


async def _bare(settings: Settings, stopped: asyncio.Event) -> None:
    clock = wall_clock(settings)
    database = open_database(settings.database.url, clock=clock, owner="bare", apart=True)
    app = web.Application()
    app.add_routes([floor(database)])
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, settings.web.host, settings.web.port, backlog=1024).start()
    print(settings.web.address, flush=True)
    await stopped.wait()
    await runner.cleanup()
    database.close()


async def _serve(name: str, settings: Settings) -> None:
    stopped = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stopped.set)
    await {"counter": _counter, "bare": _bare}[name](settings, stopped)


async def _inside(settings: Settings, coming: Iterator[bytes], seconds: float) -> None:
    """Answer messages for so long, some at a time, and tell how many a second it were."""
    clock = wall_clock(settings)
    database = open_database(settings.database.url, clock=clock, owner="inside", apart=True)
    needs = store_needs(settings, database, clock, new_id)
    identity = answers.Creditor(settings.city.fiscal_code, settings.city.name, settings.pagopa.iban)
    broker = settings.city.fiscal_code
    creditor = Creditor(database, clock, pricing(needs))
    station = Station(creditor, identity, broker=broker, name=STATION, clock=clock)
    took: list[float] = []
    started = time.perf_counter()
    until = started + seconds

    async def work() -> None:
        for message in coming:
            began = time.perf_counter()
            answer = await station.answer(message, new_id())
            assert answer.outcome in {"paid", "ok"}, answer.outcome
            took.append(time.perf_counter() - began)
            if began > until:
                return

    garbage.stand()
    await asyncio.gather(*(work() for _ in range(_AT_ONCE)))
    rate = len(took) / (time.perf_counter() - started)
    database.close()
    print(json.dumps({"rate": rate, "p99": percentile(took, 0.99), "done": len(took)}))


def _main() -> None:
    which, url, *more = sys.argv[1:]
    logs.configure("info", "json", Nowhere(), for_good=True)
    if which == "inside":
        file, seconds = more
        messages = pickle.loads(Path(file).read_bytes())  # noqa: S301 - written by the benchmark
        loop.run(_inside(settings_for(url), iter(messages), float(seconds)))
    else:
        port, api_url = more
        loop.run(_serve(which, settings_for(url, int(port), api_url)))


if __name__ == "__main__":
    _main()
