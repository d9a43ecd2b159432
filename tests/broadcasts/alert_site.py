"""A counter with broadcasts, and its public pages on a port of this machine."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from sportello.cap_publishing import Publisher
from sportello.web.alerts import AlertPages, Board
from sportello.web.pages import Pages, Static
from storage.audience import Audience
from storage.broadcasts import Text
from storage.zones import MERGE_ZONES, ZoneRow
from tests.storage.broadcasting import Hall, emergency, lay_subscribers

ADDRESS = "https://sportello.portoreale.example"


@dataclass
class Site:
    """A counter with broadcasts, and its public pages."""

    hall: Hall
    client: TestClient
    publisher: Publisher

    @property
    def address(self):
        return str(self.client.make_url("")).rstrip("/")

    async def get(self, path, **headers):
        answer = await self.client.get(f"/avvisi{path}", headers=headers)
        return answer, await answer.text()

    async def out(self, written):
        """Let one begin; by its code."""
        number = await self.hall.running(written)
        await self.publisher.publish_due()
        self.hall.clock.tick(seconds=6)  # what is held is read again
        return (await self.hall.one(number)).code


@asynccontextmanager
async def served(store, clock) -> AsyncIterator[Site]:
    """Serve the pages of a store."""
    desk = store.open()
    hall = Hall.of(store, desk, clock)
    lay_subscribers(store, 3)
    await desk.database.writer.submit(MERGE_ZONES, [ZoneRow("saline", "Le <Saline>", "", "")])
    static = Static()
    pages = Pages(static, "Comune di Portoreale")
    app = web.Application()
    app.add_routes([static.route(), *AlertPages(Board(desk.database), pages, ADDRESS).routes()])
    client = TestClient(TestServer(app, host="127.0.0.1", port=0))
    await client.start_server()
    yield Site(hall, client, Publisher(desk.database, ADDRESS, "Comune di Portoreale"))
    await client.close()


def flood(clock, **rest):
    texts = {
        "it": Text(
            "Piena <del> Rio", "Gentile {nome|cittadino},\nnon scenda in cantina: https://a.example/x"
        ),
        "en": Text("Flood", "Stay out of cellars."),
    }
    audience = Audience(topics=("roads",), zones=("saline",))
    return emergency(clock, **{"public": True, "texts": texts, "audience": audience, **rest})
