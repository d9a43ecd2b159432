"""Where Telegram calls in: an update is answered 200 once it is kept.

Source: https://core.telegram.org/bots/api#setwebhook. Telegram takes any other status as a reason to call
again, for hours and with what follows it waiting: so what can never be read is answered 200 too.
"""

import asyncio
import hmac
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from channels.telegram import NotYet
from sportello.networks.telegram.intake import Intake
from sportello.networks.telegram.outcome import Count, Outcome

PATH = "/telegram/update"
LARGEST = 1024 * 1024  # bytes; a message with a quoted one and their keyboards stays far below
_HEADER = "X-Telegram-Bot-Api-Secret-Token"
_LATER = 15  # seconds until Telegram may come again with a file that could not be fetched


def routes(intake: Intake, secret: str, count: Count) -> list[web.RouteDef]:
    """Make POST /telegram/update."""
    return [web.post(PATH, _Calls(intake, secret, count).update)]


class _Calls:
    def __init__(self, intake: Intake, secret: str, count: Count) -> None:
        self._intake = intake
        self._secret = secret.encode()
        self._count = count
        self._turns = _Turns()

    async def update(self, request: web.Request) -> web.Response:
        """Keep what Telegram brings."""
        if not hmac.compare_digest(request.headers.get(_HEADER, "").encode(), self._secret):
            self._count(Outcome.FORGED)
            raise web.HTTPForbidden
        update = await _update(request)
        if update is None:
            self._count(Outcome.UNREADABLE)
            return web.Response()
        arrival = self._intake.read(update)
        if arrival is None:
            return web.Response()
        try:
            async with self._turns.of(arrival.inbound.sender if arrival.inbound else f"{arrival.update_id}"):
                await self._intake.keep(arrival)
        except NotYet as not_yet:
            pause = not_yet.pause.total_seconds() if not_yet.pause else _LATER
            return web.Response(status=503, headers={"Retry-After": str(int(pause))})
        except Exception:  # noqa: BLE001 - whatever the store's reason, told by the intake: Telegram must come again
            return web.Response(status=503)
        return web.Response()


async def _update(request: web.Request) -> dict[str, Any] | None:
    """Read the update; None if it is none, or larger than any of Telegram's."""
    try:
        update = json.loads(await request.clone(client_max_size=LARGEST).read())
    except (web.HTTPRequestEntityTooLarge, ValueError, RecursionError):
        return None
    return update if isinstance(update, dict) else None


@dataclass
class _Turn:
    """A chat's lock, and how many hold it or wait for it."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    users: int = 0


class _Turns:
    """Lets the calls about one chat go one by one, in the order in which they came."""

    def __init__(self) -> None:
        self._turns: dict[str, _Turn] = {}

    @asynccontextmanager
    async def of(self, chat: str) -> AsyncIterator[None]:
        """Wait for the turn of a call."""
        turn = self._turns.setdefault(chat, _Turn())
        turn.users += 1
        try:
            async with turn.lock:
                yield
        finally:
            turn.users -= 1
            if not turn.users:
                del self._turns[chat]
