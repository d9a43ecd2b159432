"""The page behind the link to one's own data: for who knows whose they are, in one browser, for an hour."""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from handlers.my_data.desk import DataDesk
from platforms.paper.press import Press
from sportello.web.identity.browser import new_secret
from sportello.web.my_data import routes
from sportello.web.pages import Pages, Static
from storage.access_log import SqlAccessLog
from storage.database import open_database
from storage.inbox import SqlInbox
from storage.outbox import SqlOutbox
from storage.personal_data import SqlPersonalData
from storage.records import RECORDS
from storage.schema import create
from storage.sealing import Keyring
from tests.clock import Ticker
from tests.storage.conftest import Desk
from tests.storage.identities import ANNA, KEY, Town

ADDRESS = "http://127.0.0.1:8080"


@dataclass
class Scene:
    client: TestClient[web.Request, web.Application]
    town: Town
    desk: DataDesk
    citizen: str
    path: str

    async def post(
        self, code: str, once: str, origin: str = ADDRESS, kind: str = "json"
    ) -> tuple[int, bytes]:
        form = {"once": once, "code": code, "as": kind}
        answer = await self.client.post(self.path, data=form, headers={"Origin": origin})
        return answer.status, await answer.read()


@pytest.fixture
async def scene(tmp_path: Path) -> AsyncIterator[Scene]:
    url, clock, press = f"sqlite:///{tmp_path}/page.db", Ticker(), Press()
    create(url)
    database = open_database(url, clock=clock, owner="test")
    town = Town(Desk(database, SqlInbox(database), SqlOutbox(database)), clock, Keyring([KEY]))
    number = await town.citizens.admit(ANNA, "import")
    data = SqlPersonalData(database, town.citizens)
    desk = DataDesk(data, SqlAccessLog(database), press, "Comune di Prova", ADDRESS, clock)
    handed = desk.hand(number, "sms:+390001")
    await database.writer.submit(RECORDS, list(handed.records))
    app = web.Application()
    app.add_routes(routes(desk, town.links, Pages(Static()), ADDRESS))
    async with TestClient(TestServer(app)) as client:
        yield Scene(client, town, desk, number, handed.url.removeprefix(ADDRESS))
    press.close()
    database.close()


async def test_who_knows_whose_they_are_has_both_files(scene: Scene) -> None:
    page = await scene.client.get(scene.path)
    assert (page.status, page.headers["Cache-Control"]) == (200, "no-store")
    assert ANNA.surname not in await page.text()
    once = new_secret()
    status, body = await scene.post(f" {ANNA.fiscal_code.lower()} ", once)
    assert (status, json.loads(body)["tables"]["citizen"][0]["surname"]) == (200, ANNA.surname)
    status, body = await scene.post(ANNA.fiscal_code, once, kind="pdf")
    assert (status, body[:5]) == (200, b"%PDF-")
    seen = await scene.desk.seen(scene.citizen, 9)
    assert [each.about for each in seen if each.what == "data-exported"] == ["pdf", "json", ""]


async def test_another_browser_has_nothing(scene: Scene) -> None:
    assert (await scene.post(ANNA.fiscal_code, new_secret()))[0] == 200
    status, body = await scene.post(ANNA.fiscal_code, new_secret())
    assert (status, ANNA.surname.encode() in body) == (404, False)


async def test_five_errors_end_it(scene: Scene) -> None:
    once = new_secret()
    told = [(await scene.post("SMPBRN75C03F205C", once))[0] for _ in range(5)]
    assert told == [400, 400, 400, 400, 404]
    assert (await scene.post(ANNA.fiscal_code, once))[0] == 404


async def test_it_ends_by_itself(scene: Scene) -> None:
    scene.town.clock.tick(minutes=61)
    assert (await scene.client.get(scene.path)).status == 404
    assert (await scene.post(ANNA.fiscal_code, new_secret()))[0] == 404


async def test_only_our_own_page_may_post(scene: Scene) -> None:
    assert (await scene.post(ANNA.fiscal_code, new_secret(), "https://elsewhere.example.org"))[0] == 403


async def test_a_link_for_something_else_opens_nothing_here(scene: Scene) -> None:
    token = await scene.town.invited("sms:+390001")
    assert (await scene.client.get(f"/dati/{token}")).status == 404
    assert (await scene.client.get("/dati/perhaps")).status == 404
