"""The embedded pagoPA on a port of its own, beside a small creditor on another."""

from dataclasses import dataclass
from itertools import count

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from platforms.sandbox.pagopa import SandboxPagoPa
from platforms.sandbox.routes import KEY
from platforms.sandbox.station import Creditor, over_http
from tests.clock import Ticker
from tests.platforms.sandbox.creditor import CREDITOR, NAV, SmallCreditor

NAMES = Creditor(CREDITOR, CREDITOR, f"{CREDITOR}_01")


@dataclass
class Town:
    """The creditor, pagoPA, and whoever calls its interfaces."""

    creditor: SmallCreditor
    pagopa: SandboxPagoPa
    client: TestClient
    clock: Ticker

    async def ask(self, method, path, body=None, key="a-made-up-key", **more):
        return await self.client.request(
            method, path, json=body, headers={KEY: key}, allow_redirects=False, **more
        )

    async def cart(self, *navs, **changed):
        """Make a cart and give it as it is kept."""
        answer = await self.ask("POST", "/checkout/ec/v1/carts", a_cart(*navs or (NAV,), **changed))
        assert answer.status == 302
        return self.pagopa.carts.find(answer.headers["Location"].rpartition("/")[2])


def a_cart(*navs, **changed):
    notices = [
        {
            "noticeNumber": nav,
            "fiscalCode": CREDITOR,
            "amount": 4258,
            "companyName": "Comune di Prova",
            "description": "Verbale n. V1/2026",
        }
        for nav in navs
    ]
    here = "https://portoreale.example/pay/abcdef"
    returns = {
        "returnOkUrl": f"{here}/ok",
        "returnCancelUrl": f"{here}/cancelled",
        "returnErrorUrl": f"{here}/error",
    }
    return {"paymentNotices": notices, "returnUrls": returns} | changed


async def at_once(_seconds):
    """Wait for nothing."""


@pytest.fixture
async def town():
    numbers, clock = count(1), Ticker()
    async with SmallCreditor().running() as creditor, aiohttp.ClientSession() as session:
        pagopa = SandboxPagoPa(
            NAMES,
            over_http(session, creditor.url, 5.0),
            key="a-made-up-key",
            place=lambda cart: f"https://checkout.example/c/{cart}",
            clock=clock,
            ids=lambda: f"id{next(numbers):06}",
            sleep=at_once,
        )
        app = web.Application()
        app.add_routes(pagopa.routes())
        client = TestClient(TestServer(app))
        await client.start_server()
        yield Town(creditor, pagopa, client, clock)
        await client.close()
