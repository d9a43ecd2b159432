"""The gates read who may pass, and every change in its order; nobody does without the token."""

import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime

import pytest
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer

from sportello.gate_door import with_gate_token
from sportello.settings import Settings
from sportello.web.gates import gate_routes
from sportello.web.pages import Pages, Static
from storage.gates import Change, Entry, LetGo, Op, WhiteList

TOKEN = "a-token-of-the-gates-that-nobody-guesses"
ONE = Entry("AB123CD", "K barrata", date(2026, 1, 1), date(2026, 12, 31), "2026/000001")
TWO = Entry("ZZ999ZZ", "B", date(2026, 1, 1), None, "2026/000002")
AT = datetime(2026, 2, 3, 9, 0, tzinfo=UTC)
CHANGES = [Change(8, AT, Op.ADD, ONE), Change(9, AT, Op.CHANGE, TWO), Change(10, AT, Op.REMOVE, ONE)]


class Gates:
    """Three changes, of which those up to 7 are kept no more."""

    async def whitelist(self) -> WhiteList:
        return WhiteList([ONE, TWO], 10)

    async def changes(self, after: int, most: int = 100) -> Sequence[Change]:
        if after < 7:
            raise LetGo
        return [each for each in CHANGES if each.number > after][:most]

    async def passes(self, plate: str) -> Sequence[Entry]:
        return [each for each in (ONE, TWO) if each.plate == plate]


@asynccontextmanager
async def door(token: str = TOKEN) -> AsyncIterator[tuple[ClientSession, str]]:
    app = web.Application()
    app.add_routes(gate_routes(Gates(), token)(Pages(Static(), "Comune di Prova")))
    async with TestServer(app) as server, ClientSession() as session:
        yield session, str(server.make_url("/gates")).rstrip("/")


def bearing(token: str, scheme: str = "Bearer") -> dict[str, str]:
    return {"Authorization": f"{scheme} {token}"}


async def test_the_list_is_a_file_that_says_where_to_go_on() -> None:
    async with door() as (session, address):
        answer = await session.get(f"{address}/whitelist.csv", headers=bearing(TOKEN))
        assert answer.status == 200
        assert answer.content_type == "text/csv"
        assert (await answer.text()).splitlines() == [
            "plate,zone,from,until,permit",
            "AB123CD,K barrata,2026-01-01,2026-12-31,2026/000001",
            "ZZ999ZZ,B,2026-01-01,,2026/000002",
        ]
        assert answer.headers["Sportello-Change"] == "10"
        assert answer.headers["Cache-Control"] == "no-store"


async def test_changes_come_in_their_order_as_many_as_are_asked_for() -> None:
    async with door() as (session, address):
        answer = await session.get(f"{address}/changes?after=7&limit=2", headers=bearing(TOKEN, "bearer"))
        first, second = map(json.loads, (await answer.text()).splitlines())
        assert first == {
            "number": 8,
            "at": "2026-02-03T09:00:00.000+00:00",
            "op": "ADD",
            "plate": "AB123CD",
            "zone": "K barrata",
            "from": "2026-01-01",
            "until": "2026-12-31",
            "permit": "2026/000001",
        }
        assert (second["number"], second["until"]) == (9, None)
        assert answer.headers["Sportello-Change"] == "9"
        last = await session.get(f"{address}/changes?after=10", headers=bearing(TOKEN))
        assert (last.status, await last.text(), last.headers["Sportello-Change"]) == (200, "", "10")


@pytest.mark.parametrize(
    ("query", "status"), [("after=6", 410), ("", 410), ("after=x", 400), ("after=-1", 400), ("limit=²", 400)]
)
async def test_what_cannot_be_given_is_said(query: str, status: int) -> None:
    async with door() as (session, address):
        answer = await session.get(f"{address}/changes?{query}", headers=bearing(TOKEN))
        assert answer.status == status


@pytest.mark.parametrize(
    "headers",
    [
        {},
        bearing(""),
        bearing(TOKEN[:-1]),
        bearing(f"{TOKEN}x"),
        bearing(TOKEN, "Basic"),
        bearing("tòken"),
        {"Cookie": TOKEN},
    ],
)
@pytest.mark.parametrize("path", ["whitelist.csv", "changes?after=7", "changes?after=x"])
async def test_nobody_comes_in_without_the_token(headers: dict[str, str], path: str) -> None:
    async with door() as (session, address):
        answer = await session.get(f"{address}/{path}", headers=headers)
        assert answer.status == 401
        assert answer.headers["WWW-Authenticate"] == 'Bearer realm="gates"'
        assert "AB123CD" not in await answer.text()


async def test_without_a_token_there_is_no_door() -> None:
    async with door("") as (session, address):
        answer = await session.get(f"{address}/whitelist.csv", headers=bearing(""))
        assert answer.status == 404


def test_for_a_trial_a_token_is_drawn_and_one_that_is_set_stays() -> None:
    settings, drawn = with_gate_token(Settings())
    assert len(drawn) >= 24
    assert settings.ztl.gate_token.get_secret_value() == drawn
    assert drawn not in repr(settings)
    assert with_gate_token(settings) == (settings, "")
