"""What the doctor says of pagoPA, asked of one that knows two keys."""

from collections.abc import AsyncIterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer, unused_port

from sportello import doctor
from sportello.doctor import Finding, Verdict
from sportello.payments_checkup import payment_checks
from sportello.settings import Settings, load
from tests.certificates import AUTHORITY

NOW = datetime(2026, 11, 23, 16, 0, tzinfo=UTC)
SERVER = AUTHORITY.with_name("server.pem")
KEY = "Ocp-Apim-Subscription-Key"
PUBLIC = {"SPORTELLO_WEB__PUBLIC_URL": "https://sportello.example.org"}
NODE = {
    "SPORTELLO_PAGOPA__MODE": "node",
    "SPORTELLO_PAGOPA__SUBSCRIPTION_KEY": "checkout-key",
    "SPORTELLO_PAGOPA__STATION": "01234567897_01",
    "SPORTELLO_PAGOPA__IBAN": "IT60X0542811101000000123456",
    "SPORTELLO_PAGOPA__NETWORKS": "203.0.113.0/24",
}
GPD = NODE | {"SPORTELLO_PAGOPA__MODE": "gpd", "SPORTELLO_PAGOPA__GPD_KEY": "gpd-key"}
TLS = {
    "SPORTELLO_PAGOPA__TLS_PORT": "8443",
    "SPORTELLO_PAGOPA__TLS_CERTIFICATE": str(SERVER),
    "SPORTELLO_PAGOPA__TLS_AUTHORITIES": str(AUTHORITY),
}
Environ = Mapping[str, str]


class Platform:
    """Checkout and GPD, which write down what they were asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str, object]] = []

    async def carts(self, request: web.Request) -> web.Response:
        self.asked.append(("POST", request.path, await request.json()))
        return web.Response(status=400 if request.headers.get(KEY) == "checkout-key" else 401)

    async def position(self, request: web.Request) -> web.Response:
        self.asked.append(("GET", request.path, None))
        return web.Response(status=404 if request.headers.get(KEY) == "gpd-key" else 403)


@pytest.fixture
def platform() -> Platform:
    return Platform()


@pytest.fixture
async def there(platform: Platform) -> AsyncIterator[Environ]:
    """The settings that lead to a pagoPA on this machine."""
    app = web.Application()
    app.router.add_post("/checkout/carts", platform.carts)
    app.router.add_get("/gpd/organizations/{body}/debtpositions/{iupd}", platform.position)
    server = TestServer(app, host="127.0.0.1")
    await server.start_server()
    url = f"http://127.0.0.1:{server.port}"
    yield {"SPORTELLO_PAGOPA__CHECKOUT_URL": f"{url}/checkout", "SPORTELLO_PAGOPA__GPD_URL": f"{url}/gpd"}
    await server.close()


def set_to(*groups: Environ) -> Settings:
    environ: dict[str, str] = {}
    for each in groups:
        environ |= each
    return load(environ, Path("/nonexistent"))


async def findings(settings: Settings, now: datetime = NOW) -> dict[str, Finding]:
    async with aiohttp.ClientSession() as session:
        found = await doctor.examine(payment_checks(settings, session, lambda: now))
    return {each.name: each for each in found}


MODES: dict[str, tuple[list[Environ], str | None, Verdict, str]] = {
    "to try on this machine": ([], "sandbox", Verdict.MISSING, "moves no money"),
    "others can reach it and nothing is said": ([PUBLIC], None, Verdict.WRONG, "set [pagopa] mode"),
    "pretended, where others can reach it": (
        [PUBLIC, {"SPORTELLO_PAGOPA__MODE": "sandbox"}],
        "sandbox",
        Verdict.WRONG,
        "no money moves",
    ),
    "the phone forced open to everybody": (
        [PUBLIC, {"SPORTELLO_WEB__PHONE": "true"}],
        "sandbox",
        Verdict.WRONG,
        "no money moves",
    ),
    "a station": (
        [PUBLIC, NODE],
        "node",
        Verdict.OK,
        "01234567897_01 answers /pagopa/node at https://sportello.example.org, for 203.0.113.0/24 alone",
    ),
    "a station behind certificates": (
        [PUBLIC, NODE, TLS, {"SPORTELLO_PAGOPA__NETWORKS": ""}],
        "node",
        Verdict.OK,
        "at port 8443, with certificates.",
    ),
    "anybody may call": (
        [PUBLIC, NODE, {"SPORTELLO_PAGOPA__NETWORKS": "203.0.113.0/24, ::/0"}],
        "node",
        Verdict.WRONG,
        "Anybody could bring receipts",
    ),
    "in the open": (
        [NODE, {"SPORTELLO_WEB__PUBLIC_URL": "http://sportello.example.org"}],
        "node",
        Verdict.WRONG,
        "https://",
    ),
    "positions, and nobody calls": (
        [PUBLIC, GPD, {"SPORTELLO_PAGOPA__STATION": ""}],
        "gpd",
        Verdict.OK,
        "receipts come by the API alone",
    ),
}


@pytest.mark.parametrize(("groups", "mode", "verdict", "told"), MODES.values(), ids=MODES)
async def test_how_the_counter_is_paid(
    there: Environ, groups: list[Environ], mode: str | None, verdict: Verdict, told: str
) -> None:
    settings = set_to(*groups, there)
    found = (await findings(settings))["pagopa"]
    assert (settings.payment_mode, found.verdict) == (mode, verdict)
    assert told in found.sentence


async def test_the_apis_are_asked_what_changes_nothing(there: Environ, platform: Platform) -> None:
    found = await findings(set_to(PUBLIC, GPD, there))
    assert [found[name].verdict for name in ("pagopa checkout", "pagopa gpd")] == [Verdict.OK] * 2
    assert sorted(platform.asked, key=str) == [
        ("GET", "/gpd/organizations/01234567897/debtpositions/no-such-position", None),
        ("POST", "/checkout/carts", {}),
    ]


async def test_a_key_that_is_refused_is_named_and_not_shown(there: Environ) -> None:
    wrong = {"SPORTELLO_PAGOPA__SUBSCRIPTION_KEY": "old-secret", "SPORTELLO_PAGOPA__GPD_KEY": "old-secret"}
    found = await findings(set_to(PUBLIC, GPD, there, wrong))
    assert found["pagopa checkout"].verdict is found["pagopa gpd"].verdict is Verdict.WRONG
    assert "[pagopa] subscription_key" in found["pagopa checkout"].sentence
    assert "[pagopa] gpd_key" in found["pagopa gpd"].sentence
    assert not any("old-secret" in each.sentence for each in found.values())


@pytest.mark.parametrize(("path", "told"), [("", "Nobody answers"), ("/elsewhere", "An odd answer (404)")])
async def test_an_api_that_is_elsewhere(there: Environ, path: str, told: str) -> None:
    url = there["SPORTELLO_PAGOPA__CHECKOUT_URL"] if path else f"http://127.0.0.1:{unused_port()}"
    found = await findings(set_to(PUBLIC, NODE, {"SPORTELLO_PAGOPA__CHECKOUT_URL": url + path}))
    assert (found["pagopa checkout"].verdict, told in found["pagopa checkout"].sentence) == (
        Verdict.WRONG,
        True,
    )


async def test_where_no_money_moves_nobody_is_asked(there: Environ, platform: Platform) -> None:
    assert list(await findings(set_to(there))) == ["pagopa"]
    assert platform.asked == []


CERTIFICATES: dict[str, tuple[Environ, datetime, Verdict, str]] = {
    "good": ({}, NOW, Verdict.OK, "valid until"),
    "soon over": ({}, datetime(2200, 1, 1, tzinfo=UTC), Verdict.WRONG, "have it renewed"),
    "no key": ({"SPORTELLO_PAGOPA__TLS_CERTIFICATE": str(AUTHORITY)}, NOW, Verdict.WRONG, "tls_certificate"),
    "no file": ({"SPORTELLO_PAGOPA__TLS_AUTHORITIES": "/none.pem"}, NOW, Verdict.WRONG, "tls_authorities"),
    "no PEM": ({"SPORTELLO_PAGOPA__TLS_AUTHORITIES": __file__}, NOW, Verdict.WRONG, "tls_authorities"),
}


@pytest.mark.parametrize(("more", "now", "verdict", "told"), CERTIFICATES.values(), ids=CERTIFICATES)
async def test_the_port_of_its_own(
    there: Environ, more: Environ, now: datetime, verdict: Verdict, told: str
) -> None:
    found = (await findings(set_to(PUBLIC, NODE, TLS, there, more), now))["pagopa tls"]
    assert (found.verdict, told in found.sentence) == (verdict, True), found
