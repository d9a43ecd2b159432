"""tg-auto-test on a local port: its Bot API is an object inside one process, ours is asked over HTTP.

Nothing of what it answers is changed. It has neither getUpdates nor deleteWebhook, which a client that polls
calls: these two are the bridge's own, and give out the updates that its user makes.
"""

import asyncio
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web

PATIENCE = 20.0  # seconds until something that must happen has happened


@dataclass
class Form:
    """A request as tg-auto-test reads it: python-telegram-bot's RequestData, as far as it looks."""

    json_parameters: dict[str, str] = field(default_factory=dict)
    multipart_data: dict[str, tuple[str, bytes, str]] = field(default_factory=dict)

    @property
    def contains_files(self):
        return bool(self.multipart_data)


class Bridge:
    """`at_rest` is awaited after each update: it returns when the counter has answered all it will."""

    def __init__(self, at_rest):
        self.stub = None
        self.url = ""
        self._at_rest = at_rest
        self._pending = []
        self._changed = asyncio.Condition()

    @asynccontextmanager
    async def running(self):
        app = web.Application(client_max_size=60 * 1024 * 1024)
        app.add_routes([web.post("/bot{token}/{method}", self._call), web.get("/file/{path:.*}", self._file)])
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        try:
            yield self
        finally:
            await runner.cleanup()

    async def bring(self, update):
        """Give an update to whoever polls, and wait until it is confirmed and answered."""
        async with self._changed, asyncio.timeout(PATIENCE):
            self._pending.append(update)
            self._changed.notify_all()
            await self._changed.wait_for(lambda: update not in self._pending)
        await self._at_rest()

    async def _call(self, request):
        form, method = await _read(request), request.match_info["method"]
        if method == "getUpdates":
            return web.json_response({"ok": True, "result": await self._updates(form.json_parameters)})
        if method == "deleteWebhook":
            return web.json_response({"ok": True, "result": True})
        status, body = await self.stub.do_request(f"/{method}", "POST", form)
        return web.Response(status=status, body=body, content_type="application/json")

    async def _updates(self, asked):
        async with self._changed:
            offset = int(asked.get("offset", 0))
            self._pending = [update for update in self._pending if update["update_id"] >= offset]
            self._changed.notify_all()
            try:
                async with asyncio.timeout(float(asked["timeout"])):
                    await self._changed.wait_for(lambda: self._pending)
            except TimeoutError:
                return []
            return list(self._pending)

    async def _file(self, request):
        status, body = await self.stub.do_request(request.path, "GET")
        return web.Response(status=status, body=body)


async def _read(request):
    form = Form()
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            form.multipart_data[name] = value.filename, value.file.read(), value.content_type
            value.file.close()
        else:
            form.json_parameters[name] = value
    return form
