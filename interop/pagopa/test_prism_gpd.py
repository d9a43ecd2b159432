"""Our debt positions before Prism, which holds them against pagoPA's own OpenAPI description of GPD v3."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import aiohttp
import pytest

from interop.pagopa.mended import prism
from platforms.pagopa.gpd import Gpd
from platforms.pagopa.payee import Payee
from platforms.pagopa.position import write
from platforms.pagopa.wire import NotAllowed, PlatformDown, TurnedDown, Wire
from storage.notices import NoticeStatus, PaymentNotice

ROME = ZoneInfo("Europe/Rome")
PAYEE = Payee("01234567897", "Comune di Prova", "IT60X0542811101000000123456")
IUPD = "sportello-47000000000000128"


def notice(number, option, amount_cents, due_on, payable_until):
    return PaymentNotice(
        f"347000000000000{number}", f"47000000000000{number}", "pay_fine", "1/2026", option, "Verbale 1/2026",
        "9/0102100SA/", amount_cents, due_on, payable_until, NoticeStatus.OPEN, "t",
        datetime(2026, 2, 1, tzinfo=ROME), None, "",
    )  # fmt: skip


NOTICES = [
    notice("128", "discounted", 2870, date(2026, 2, 6), date(2026, 2, 10)),
    notice("221", "reduced", 4100, date(2026, 4, 6), None),
]
POSITION = write(IUPD, NOTICES, PAYEE, date(2026, 2, 3), ROME)
CALLS = {
    "create": lambda gpd: gpd.create(POSITION),
    "find": lambda gpd: gpd.find(IUPD),
    "update": lambda gpd: gpd.update(POSITION),
    "publish": lambda gpd: gpd.publish(IUPD),
    "annul": lambda gpd: gpd.annul(IUPD),
}
# What is described of each call, and what we take it for; all others raise.
CONFLICT, MISSING = "409", "404"
SAID = {
    ("create", CONFLICT): False,
    ("find", MISSING): None,
    ("update", CONFLICT): False,
    ("publish", CONFLICT): False,
    ("annul", MISSING): True,
    ("annul", CONFLICT): False,
}
ERRORS = {
    "400": (TurnedDown, ("create", "update")),
    "401": (NotAllowed, tuple(CALLS)),
    "403": (NotAllowed, tuple(CALLS)),
    "404": (TurnedDown, ("update", "publish")),
    "500": (PlatformDown, tuple(CALLS)),
}


@pytest.fixture(scope="module")
async def url(tmp_path_factory):
    async with prism("gpd_v3.json", tmp_path_factory.mktemp("mended")) as url:
        yield url


async def asked(url, call, code=""):
    headers = {"Prefer": f"code={code}"} if code else {}
    async with aiohttp.ClientSession(headers=headers) as session:
        return await CALLS[call](Gpd(Wire(session, "a-made-up-key", 15.0), url, PAYEE.fiscal_code))


@pytest.mark.parametrize("call", [call for call in CALLS if call != "find"])
async def test_our_call_is_as_gpd_describes_it(call, url):
    assert await asked(url, call) is True


async def test_a_position_is_read(url):
    found = await asked(url, "find")
    assert found.status in {"DRAFT", "PUBLISHED", "VALID", "UNPAYABLE", "PARTIALLY_PAID", "PAID"}
    ((_, amount, _, due, expires),) = found.terms.values()
    assert isinstance(amount, int)
    assert isinstance(due, datetime)
    assert isinstance(expires, bool)


@pytest.mark.parametrize(("call", "code"), SAID, ids=str)
async def test_what_is_described_is_understood(call, code, url):
    assert await asked(url, call, code) is SAID[call, code]


@pytest.mark.parametrize(
    ("call", "code", "error"),
    [(call, code, error) for code, (error, calls) in ERRORS.items() for call in calls],
)
async def test_each_error_that_is_described_is_understood(call, code, error, url):
    with pytest.raises(error) as raised:
        await asked(url, call, code)
    assert type(raised.value) is error


async def test_what_is_not_as_described_is_turned_down(url):
    position = {**POSITION, "paymentOption": [{"switchToExpired": True}]}
    async with aiohttp.ClientSession() as session:
        gpd = Gpd(Wire(session, "a-made-up-key", 15.0), url, PAYEE.fiscal_code)
        with pytest.raises(TurnedDown, match=r"^4(00|22) "):
            await gpd.create(position)
