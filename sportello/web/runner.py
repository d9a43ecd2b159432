"""The web application at work: how patient it is with requests in hand, and with silent connections."""

from aiohttp import web

from sportello.web.app import Entrance, build
from sportello.web.service import Serving

_GRACE = 5.0  # seconds that a request in hand has when the counter stops
_IDLE = 75.0  # seconds that a connection may say nothing, or take over the head of a request


def runner_of(serving: Serving, *entrances: Entrance) -> web.AppRunner:
    """Make what runs it, not yet listening."""
    app = build(serving, *entrances)
    return web.AppRunner(app, access_log=None, shutdown_timeout=_GRACE, keepalive_timeout=_IDLE)
