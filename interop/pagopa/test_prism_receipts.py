"""Our questions for receipts before Prism, which holds them against pagoPA's own OpenAPI description."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import aiohttp
import pytest

from interop.pagopa.mended import prism
from platforms.pagopa.receipts_api import ReceiptsApi
from platforms.pagopa.wire import NotAllowed, PlatformDown, Wire

NOW = datetime(2026, 2, 3, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
async def url(tmp_path_factory):
    async with prism("gpd_payments.json", tmp_path_factory.mktemp("mended")) as url:
        yield url


def api(session, url):
    wire = Wire(session, "a-made-up-key", 15.0)
    return ReceiptsApi(wire, url, "01234567897", 47, ZoneInfo("Europe/Rome"))


async def listed(session, url):
    return [iuvs async for iuvs in api(session, url).paid(NOW - timedelta(days=30), NOW)]


async def test_our_list_is_asked_for_as_it_is_described(url):
    async with aiohttp.ClientSession() as session:
        assert await listed(session, url) == [[]]  # the description's results are objects, of nothing


async def test_our_receipt_is_asked_for_as_it_is_described(url):
    """The description says XML, and no more: what it makes up is no receipt."""
    async with aiohttp.ClientSession() as session:
        with pytest.raises(ValueError, match=r"XML|receipt"):
            await api(session, url).receipt("47000000000000128", NOW)


@pytest.mark.parametrize("code", ["404", "422"])
async def test_a_receipt_that_is_not_there_yet(code, url):
    async with aiohttp.ClientSession(headers={"Prefer": f"code={code}"}) as session:
        assert await api(session, url).receipt("47000000000000128", NOW) is None


async def test_no_receipts(url):
    async with aiohttp.ClientSession(headers={"Prefer": "code=404"}) as session:
        assert await listed(session, url) == []


@pytest.mark.parametrize(("code", "error"), [("401", NotAllowed), ("403", NotAllowed), ("500", PlatformDown)])
async def test_each_error_that_is_described_is_understood(code, error, url):
    async with aiohttp.ClientSession(headers={"Prefer": f"code={code}"}) as session:
        with pytest.raises(error):
            await listed(session, url)
        with pytest.raises(error):
            await api(session, url).receipt("47000000000000128", NOW)
