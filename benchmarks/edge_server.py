"""The two servers that benchmarks.edge compares, each in a process of its own: `counter` and `bare`.

`counter` is `sportello serve` with an SMS channel: its loops answer what comes in while more comes in.
`bare` checks the signature and keeps the message in the same store, and nothing works behind it.
"""

import asyncio
import base64
import hmac
import signal
import sys
from pathlib import Path
from urllib.parse import parse_qsl

from aiohttp import web

from benchmarks.counter import Nowhere
from benchmarks.twilio_calls import SID, TOKEN
from bot import garbage
from bot.message import Inbound
from sportello import logs, loop
from sportello.serve import new_id, running
from sportello.settings import Settings, load
from sportello.stores import wall_clock
from storage.database import open_database
from storage.inbox import SqlInbox
from storage.schema import upgrade


def settings_for(folder: Path, port: int, api_url: str) -> Settings:
    """The settings of a counter on this machine, whose SMS go to a network of ours."""
    environ = {
        "SPORTELLO_DATABASE__URL": f"sqlite:///{folder / 'edge.db'}",
        "SPORTELLO_WEB__PORT": str(port),
        "SPORTELLO_WEB__PHONE": "false",
        "SPORTELLO_PAGOPA__MODE": "sandbox",
        "SPORTELLO_ENGINE__GRACE_SECONDS": "1",  # what waits for its turn to be sent would hold up the end
        "SPORTELLO_SMS__ACCOUNT_SID": SID,
        "SPORTELLO_SMS__AUTH_TOKEN": TOKEN,
        "SPORTELLO_SMS__NUMBER": "+390691234567",
        "SPORTELLO_SMS__API_URL": api_url,
    }
    return load(environ, folder)


async def _counter(settings: Settings, stopped: asyncio.Event) -> None:
    async with running(settings) as address:
        garbage.stand()
        print(address, flush=True)
        await stopped.wait()


async def _bare(settings: Settings, stopped: asyncio.Event) -> None:
    upgrade(settings.database.url)
    clock = wall_clock(settings)
    database = open_database(settings.database.url, clock=clock, owner="bare", apart=True)
    inbox, url = SqlInbox(database), f"{settings.web.address}/twilio/sms"

    async def message(request: web.Request) -> web.Response:
        pairs = parse_qsl((await request.read()).decode(), keep_blank_values=True)
        signed = url + "".join(name + value for name, value in sorted(pairs))
        digest = base64.b64encode(hmac.digest(TOKEN.encode(), signed.encode(), "sha1")).decode()
        if not hmac.compare_digest(digest, request.headers.get("X-Twilio-Signature", "")):
            raise web.HTTPForbidden
        form = dict(pairs)
        inbound = Inbound("sms", form["MessageSid"], form["From"], form["Body"], clock())
        await inbox.accept(inbound, new_id())
        return web.Response(body=b"<Response/>", content_type="text/xml")

    app = web.Application()
    app.add_routes([web.post("/twilio/sms", message)])
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, settings.web.host, settings.web.port, backlog=1024).start()
    print(settings.web.address, flush=True)
    await stopped.wait()
    await runner.cleanup()
    database.close()


async def _serve(name: str, folder: Path, port: int, api_url: str) -> None:
    logs.configure("info", "json", Nowhere(), for_good=True)
    stopped = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stopped.set)
    await {"counter": _counter, "bare": _bare}[name](settings_for(folder, port, api_url), stopped)


if __name__ == "__main__":
    which, directory, port, api = sys.argv[1:]
    loop.run(_serve(which, Path(directory), int(port), api))
