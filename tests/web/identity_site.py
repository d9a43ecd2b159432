"""The login pages on a port of this machine, and a browser that keeps cookies and sends what forms send."""

import re
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import cache

from aiohttp import DummyCookieJar, web
from aiohttp.test_utils import TestClient, TestServer

from sportello.web.identity import accounts, login
from sportello.web.pages import Pages, Static
from tests.clock import ROME
from tests.web.pretended_identity import title

_ONCE = re.compile(r'name="once" value="([^"]+)"')


@dataclass
class Answered:
    """An answer, read to its end."""

    status: int
    text: str
    headers: object
    cookies: object

    @property
    def once(self):
        return _ONCE.search(self.text)[1]

    @property
    def heading(self):
        found = re.search(r"<h1>(.*?)</h1>", self.text)
        return found[1] if found else ""


class Browser:
    """Somebody's browser: its own cookies, and the Origin that a browser would send."""

    def __init__(self, client):
        self._client = client
        self.cookies = {}
        self.origin = str(client.make_url("/")).rstrip("/")

    async def get(self, path, **headers):
        return await self._ask("GET", path, headers)

    async def post(self, path, origin=None, **fields):
        headers = {"Origin": self.origin if origin is None else origin}
        return await self._ask("POST", path, headers, fields)

    async def follow(self, answered):
        """Go where a redirect leads, on our own pages."""
        return await self.get(answered.headers["Location"])

    async def confirm(self, token, query=""):
        """Open a link and say that the conversation is theirs."""
        asked = await self.get(f"/accedi/{token}{query}")
        return await self.post(f"/accedi/{token}{query}", once=asked.once, do="yes")

    async def begin(self, path):
        """Open the link of an account and begin."""
        return await self.post(path, once=(await self.get(path)).once)

    async def _ask(self, method, path, headers, fields=None):
        answer = await self._client.request(
            method, path, headers=headers, data=fields, cookies=self.cookies, allow_redirects=False
        )
        self.cookies |= {name: morsel.value for name, morsel in answer.cookies.items()}
        return Answered(answer.status, await answer.text(), answer.headers, answer.cookies)


@dataclass
class Site:
    """A running site; `logins` and `accounts` are its desks."""

    client: TestClient
    logins: object
    accounts: object

    def browser(self):
        return Browser(self.client)


@cache
def _made():
    """What a page is made of never changes, and takes a moment to read."""
    static = Static()
    return static, Pages(static)


def page_routes(logins, account_desk, address):
    """List the routes of both desks, and of the static files."""
    static, pages = _made()
    routes = [static.route(), *login.routes(login.LoginPage(logins, pages, address, ROME, title))]
    for home in (accounts.ACTIVATE, accounts.RECOVER):
        page = accounts.AccountPage(account_desk, pages, address, home, "Comune di Esempio")
        routes += accounts.routes(page, home)
    return routes


@asynccontextmanager
async def running(logins, account_desk, address="http://127.0.0.1:8080"):
    """Serve both desks."""
    app = web.Application()
    app.add_routes(page_routes(logins, account_desk, address))
    client = TestClient(TestServer(app, host="127.0.0.1", port=0), cookie_jar=DummyCookieJar())
    await client.start_server()
    try:
        yield Site(client, logins, account_desk)
    finally:
        await client.close()
