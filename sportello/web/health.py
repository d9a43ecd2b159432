"""What machines ask: is the process alive, may traffic come, what are the figures."""

import asyncio
from collections.abc import AsyncIterator
from typing import Protocol

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST

from sportello.metrics import Metrics, Views

DATABASE_SECONDS = 1.0


class Vitals(Protocol):
    """What readiness depends on."""

    @property
    def stopping(self) -> bool:
        """Whether a stop was asked for: what is in hand is finished, nothing new is taken."""

    @property
    def writing(self) -> bool:
        """Whether the writer lives."""

    async def schema_current(self) -> bool:
        """Ask the database which migration it is at; raises anything if it cannot be asked."""


def routes(metrics: Metrics, views: Views, vitals: Vitals, version: str) -> list[web.RouteDef]:
    """Give the three addresses: /health, /ready and /metrics; none tells anything of a citizen."""

    async def health(_: web.Request) -> web.Response:
        return web.json_response({"alive": True, "version": version})

    async def ready(_: web.Request) -> web.Response:
        reasons = [reason async for reason in _reasons(vitals)]
        return web.json_response({"ready": not reasons, "reasons": reasons}, status=503 if reasons else 200)

    async def figures(_: web.Request) -> web.Response:
        return web.Response(body=await metrics.scrape(views), headers={"Content-Type": CONTENT_TYPE_LATEST})

    return [web.get("/health", health), web.get("/ready", ready), web.get("/metrics", figures)]


async def _reasons(vitals: Vitals) -> AsyncIterator[str]:
    """Say why no traffic should come; fixed sentences, for an error's own may hold a password."""
    if vitals.stopping:
        yield "the counter is stopping"
    if not vitals.writing:
        yield "the writer has died: restart the process"
    try:
        current = await asyncio.wait_for(vitals.schema_current(), DATABASE_SECONDS)
    except TimeoutError:
        yield f"the database did not answer within {DATABASE_SECONDS:g} s"
    except Exception:  # noqa: BLE001 - any trouble of any driver means the same here
        yield "the database cannot be reached"
    else:
        if not current:
            yield "the database is at an older schema: run `sportello db upgrade`"
