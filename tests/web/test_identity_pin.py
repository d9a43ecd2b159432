"""The page of a PIN: looked at it does nothing; it sets one, takes one, and says when it was wrong."""

from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from sportello.web.identity import pins
from sportello.web.identity.pins import judge_pin
from storage.database import open_database
from storage.inbox import SqlInbox
from storage.links import CHOOSE, make_link
from storage.outbox import SqlOutbox
from storage.pins import SqlPins
from storage.records import RECORDS
from storage.schema import create
from storage.sealing import Keyring
from tests.clock import ROME, Ticker
from tests.storage.conftest import Desk
from tests.storage.identities import ANNA, KEY, QUICK, Town
from tests.web.identity_site import _made, title

LANE = "sms:+390001"
OURS = {"Origin": "http://127.0.0.1:8080"}


@pytest.mark.parametrize(
    ("digits", "again", "wrong"),
    [
        pytest.param("90217", "90217", "", id="five"),
        pytest.param("902174", "902174", "", id="six"),
        pytest.param("9021", "9021", "pin-shape", id="too short"),
        pytest.param("9021745", "9021745", "pin-shape", id="too long"),
        pytest.param("9021a", "9021a", "pin-shape", id="a letter"),
        pytest.param("٩٠٢١٧", "٩٠٢١٧", "pin-shape", id="digits of another script"),
        pytest.param("11111", "11111", "pin-easy", id="all alike"),
        pytest.param("456789", "456789", "pin-easy", id="in a row"),
        pytest.param("98765", "98765", "pin-easy", id="in a row, backwards"),
        pytest.param("90217", "90218", "pin-unequal", id="typed differently"),
    ],
)
def test_a_pin_is_judged(digits, again, wrong):
    assert judge_pin(digits, again) == wrong


@asynccontextmanager
async def served(tmp_path):
    """Anna's conversation, its PIN page, and what was woken."""
    url, clock, woken = f"sqlite:///{tmp_path}/page.db", Ticker(), []
    create(url)
    database = open_database(url, clock=clock, owner="test")
    town = Town(Desk(database, SqlInbox(database), SqlOutbox(database)), clock, Keyring([KEY]))
    anna = await town.citizens.admit(ANNA, "spid-2")
    await town.bind(LANE, anna)
    _, pages = _made()
    kept = SqlPins(database, town.keyring, QUICK)
    board = pins.PinDesk(town.links, kept, lambda: "c", lambda: woken.append(1))
    app = web.Application()
    app.add_routes(pins.routes(pins.PinPage(board, pages, OURS["Origin"], ROME, title)))
    async with TestClient(TestServer(app)) as client:
        yield town, anna, client, woken
    database.close()


async def link(town, made):
    await town.desk.database.writer.submit(RECORDS, list(made))


async def choosing(town, anna):
    until = town.clock() + timedelta(minutes=15)
    made = make_link(CHOOSE, now=town.clock(), until=until, lane=LANE, citizen=anna)
    await link(town, made.records)
    return f"/pin/{made.token}"


async def asked(town, anna):
    invitation = await town.identity.ask_pin(LANE, anna, "red")
    await link(town, invitation.records)
    return invitation.url.removeprefix(town.rules.address)


async def post(client, path, **form):
    answer = await client.post(
        path, data={name.replace("_", "-"): text for name, text in form.items()}, headers=OURS
    )
    return answer.status, await answer.text()


async def test_it_is_set_and_then_given(tmp_path):
    async with served(tmp_path) as (town, anna, client, woken):
        path = await choosing(town, anna)
        for _ in range(2):  # a scanner and a preview change nothing
            assert "Scelga il suo PIN" in await (await client.get(path)).text()
        assert (await post(client, path, pin="11111", pin_again="11111"))[0] == 400
        assert "PIN impostato" in (await post(client, path, pin="90217", pin_again="90217"))[1]
        assert (await post(client, path, pin="90218", pin_again="90218"))[0] == 404
        path = await asked(town, anna)
        status, page = await post(client, path, pin="90218")
        assert status == 400
        assert "Questo PIN non è giusto" in page
        assert "90218" not in page
        assert (await post(client, path, pin="90217"))[0] == 200
        assert (await post(client, path, pin="90217"))[0] == 404
        assert woken


async def test_the_third_wrong_one_says_that_it_is_locked(tmp_path):
    async with served(tmp_path) as (town, anna, client, _):
        await post(client, await choosing(town, anna), pin="90217", pin_again="90217")
        path = await asked(town, anna)
        told = [(await post(client, path, pin="90218"))[0] for _ in range(4)]
        assert told == [400, 400, 403, 404]


async def test_another_page_may_not_post_and_no_other_link_opens_it(tmp_path):
    async with served(tmp_path) as (town, anna, client, _):
        path = await choosing(town, anna)
        answer = await client.post(path, data={"pin": "90217"}, headers={"Origin": "https://evil.example"})
        assert answer.status == 403
        login = await town.invited(LANE)
        assert (await client.get(f"/pin/{login}")).status == 404
        assert (await client.get("/pin/nothing-of-the-kind-here")).status == 404
