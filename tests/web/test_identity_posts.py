"""Every page about who somebody is, as a counter serves them: none takes a post of another's page."""

import re

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from sportello.entering import Entering
from sportello.identities import open_known
from sportello.serve import new_id
from sportello.settings.identity import Identity
from sportello.web.identity.entrance import entrance
from sportello.web.pages import Pages, Static

FOREIGN = ["", "null", "https://evil.example", "http://127.0.0.1:1"]
LEAST = {"/accedi/{token}", "/accedi/credenziali", "/attiva", "/attiva/{token}", "/recupera", "/pin/{token}"}


@pytest.fixture
async def pages(trying):
    """The routes as they are wired where the municipality gives out credentials of its own."""
    counter = trying.counter
    counter.settings = counter.settings.model_copy(update={"identity": Identity(local_credentials="on")})
    known = open_known(counter.settings, trying.database, trying.clock, new_id)
    app = web.Application()
    app.add_routes(entrance(counter, known, Entering())(Pages(Static())))
    async with TestClient(TestServer(app)) as client:
        yield client


async def test_csrf_no_page_takes_a_post_of_another_page(pages):
    posts = {route.resource.canonical for route in pages.server.app.router.routes() if route.method == "POST"}
    assert posts >= LEAST
    for path in sorted(posts):
        for origin in FOREIGN:
            asked = re.sub(r"\{[^}]+\}", "x" * 43, path)
            async with pages.post(asked, data={"do": "yes"}, headers={"Origin": origin}) as answer:
                assert (path, answer.status) == (path, 403)
