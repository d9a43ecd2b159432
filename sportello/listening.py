"""The web server's own port: taken before links name it, and opened."""

import os
import socket

from aiohttp import web

from bot.errors import Misconfigured
from sportello.settings import Settings
from sportello.settings.groups import Web


def with_a_port(settings: Settings) -> tuple[Settings, socket.socket | None]:
    """Take the port that 0 stands for now: the links in the answers must name it."""
    if settings.web.port:
        return settings, None
    host = settings.web.host
    door = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    door.bind((host, 0))
    web_settings = settings.web.model_copy(update={"port": door.getsockname()[1]})
    return settings.model_copy(update={"web": web_settings}), door


async def listen(runner: web.AppRunner, group: Web, door: socket.socket | None) -> str:
    """Open the doors; the address, with the port that was taken."""
    await runner.setup()
    host = f"[{group.host}]" if ":" in group.host else group.host
    site = (
        web.SockSite(runner, door, backlog=1024)
        if door
        else web.TCPSite(runner, group.host, group.port, backlog=1024)
    )
    try:
        await site.start()
    except OSError as problem:
        reason = os.strerror(problem.errno).lower() if problem.errno and problem.errno > 0 else "no such host"
        raise Misconfigured(
            f"cannot listen on {host}:{group.port}, {reason}: look at [web] host and port"
        ) from None
    return f"http://{host}:{runner.addresses[0][1]}"
