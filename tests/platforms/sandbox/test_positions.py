"""Debt positions and receipts of the embedded pagoPA, by HTTP: real statuses, real refusals."""

import aiohttp
import pytest

from platforms.sandbox.checkout import Result
from platforms.sandbox.weather import Weather
from tests.platforms.sandbox.creditor import CREDITOR, NAV, OTHER

AT = f"/gpd/debt-positions-service/v3/organizations/{CREDITOR}/debtpositions"
RECEIPTS = f"/gpd/payments-receipts-service/v1/payments/{CREDITOR}/receipts"
NEW = "301000000000099977"
ELSE = "301000000000099960"


def option(nav, cents=4258, due="2026-02-08T22:59:59", *, ends=False, **changed):
    transfer = {
        "idTransfer": "1",
        "amount": cents,
        "remittanceInformation": "x",
        "category": "9/0102100SA/",
        "iban": "IT60X0542811101000000123456",
    }
    part = {
        "iuv": nav[1:],
        "nav": nav,
        "amount": cents,
        "description": "Verbale n. V1/2026",
        "dueDate": due,
        "transfer": [transfer],
    }
    debtor = {"type": "F", "fiscalCode": "ANONIMO", "fullName": "ANONIMO"}
    return {"switchToExpired": ends, "debtor": debtor, "installments": [part | changed]}


def position(iupd="sportello-1", *options):
    options = options or (option(NEW), option(ELSE, 5488, "2026-04-04T22:59:59"))
    return {"iupd": iupd, "companyName": "Comune di Prova", "paymentOption": list(options)}


async def create(town, body=None, *, publish=True):
    answer = await town.ask("POST", AT, body or position(), params={"toPublish": str(publish).lower()})
    return answer.status, await answer.json()


def statuses(found):
    return [part["status"] for each in found["paymentOption"] for part in each["installments"]]


async def test_a_draft_is_published_and_then_payable(town):
    status, made = await create(town, publish=False)
    assert (status, made["status"], statuses(made)) == (201, "DRAFT", ["UNPAID"] * 2)
    assert (await (await town.ask("POST", f"{AT}/sportello-1/publish")).json())["status"] == "VALID"
    assert (await town.ask("POST", f"{AT}/sportello-1/publish")).status == 409


@pytest.mark.parametrize(
    ("said", "body"),
    [
        ("companyName", position() | {"companyName": ""}),
        ("iupd", position() | {"iupd": None}),
        ("paymentOption", position() | {"paymentOption": []}),
        ("the amount", position("a", option(NEW, transfer=option(NEW, 1)["installments"][0]["transfer"]))),
        ("dueDate is over", position("a", option(NEW, due="2026-02-03T08:59:59"))),
        ("dueDate must", position("a", option(NEW, due="tomorrow"))),
        ("description", position("a", option(NEW, description="x" * 141))),
        ("stands twice", position("a", option(NEW), option(NEW))),
    ],
)
async def test_a_position_that_breaks_the_contract_is_refused(town, said, body):
    status, answer = await create(town, body)
    assert status == 400
    assert said in answer["detail"]


async def test_an_iupd_or_an_iuv_is_taken_once(town):
    await create(town)
    assert (await create(town))[0] == 409
    assert (await create(town, position("sportello-2")))[0] == 409


async def test_paying_one_option_ends_the_other(town):
    await create(town)
    cart = await town.cart(NEW)
    assert await town.pagopa.checkout.pay(cart, 4258) is Result.PAID
    assert town.creditor.heard == ["paSendRTV2"]  # pagoPA answered for the notice by itself
    found = await (await town.ask("GET", f"{AT}/sportello-1")).json()
    assert (found["status"], statuses(found)) == ("PAID", ["PAID", "UNPAYABLE"])
    bill = await town.pagopa.checkout.bill(await town.cart(ELSE))
    assert bill.entries[0].fault.code == "PAA_PAGAMENTO_DUPLICATO"
    assert (await town.ask("PUT", f"{AT}/sportello-1", position())).status == 409
    assert (await town.ask("DELETE", f"{AT}/sportello-1")).status == 409


async def test_what_expires_by_itself_cannot_be_paid(town):
    await create(town, position("a", option(NEW, ends=True)))
    town.clock.tick(days=6)
    found = await (await town.ask("GET", f"{AT}/a")).json()
    assert (found["status"], statuses(found)) == ("UNPAYABLE", ["EXPIRED"])
    bill = await town.pagopa.checkout.bill(await town.cart(NEW))
    assert bill.entries[0].fault.code == "PAA_PAGAMENTO_SCADUTO"


async def test_an_update_is_a_draft_unless_it_is_published(town):
    await create(town)
    other = position("sportello-1", option(NEW, 9788))
    assert (await (await town.ask("PUT", f"{AT}/sportello-1", other)).json())["status"] == "DRAFT"
    answer = await town.ask("PUT", f"{AT}/sportello-1", other, params={"toPublish": "true"})
    assert (await answer.json())["status"] == "VALID"
    assert (await town.pagopa.checkout.bill(await town.cart(NEW))).total == 9788


async def test_what_is_deleted_is_gone(town):
    await create(town)
    assert (await town.ask("DELETE", f"{AT}/sportello-1")).status == 200
    for method in ("GET", "DELETE"):
        assert (await town.ask(method, f"{AT}/sportello-1")).status == 404


async def test_another_creditor_is_none_of_ours(town):
    assert (await town.ask("GET", AT.replace(CREDITOR, "77777777777"))).status == 403


async def test_positions_are_listed_in_pages(town):
    for number, nav in enumerate((NEW, ELSE)):
        await create(town, position(f"sportello-{number}", option(nav)))
    listed = await (await town.ask("GET", AT, params={"limit": "1", "page": "1"})).json()
    assert [each["iupd"] for each in listed["payment_position_list"]] == ["sportello-1"]
    assert listed["page_info"] == {"page": 1, "limit": 1, "items_found": 2, "total_pages": 2}


async def test_receipts_are_listed_and_read_as_they_were_sent(town):
    await town.pagopa.checkout.pay(await town.cart(NAV), 4258)
    town.clock.tick(days=3)
    await town.pagopa.checkout.pay(await town.cart(OTHER), 5488)
    query = {"from": "2026-02-03T09:00:00", "to": "2026-02-04"}
    listed = await (await town.ask("GET", RECEIPTS, params=query)).json()
    assert [each["iuv"] for each in listed["results"]] == [NAV[1:]]
    answer = await town.ask("GET", f"{RECEIPTS}/{NAV[1:]}")
    assert answer.content_type == "application/xml"
    assert "<receiptId>id000002</receiptId>" in await answer.text()
    assert (await town.ask("GET", f"{RECEIPTS}/{NEW[1:]}")).status == 404


@pytest.mark.parametrize(
    ("weather", "status", "kept"),
    [(Weather.ERROR, 500, 0), (Weather.BUSY, 429, 0), (Weather.SLOW, 201, 1), (Weather.FAIR, 201, 1)],
)
async def test_the_weather_of_a_call(town, weather, status, kept):
    town.pagopa.forecast.coming.append(weather)
    assert (await create(town))[0] == status
    assert len(town.pagopa.positions.all()) == kept


@pytest.mark.parametrize(("weather", "kept"), [(Weather.DOWN, 0), (Weather.LOST, 1)])
async def test_a_call_that_is_not_answered(town, weather, kept):
    town.pagopa.forecast.coming.append(weather)
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await create(town)
    assert len(town.pagopa.positions.all()) == kept
