"""Our counter's station on a port of this machine, with a store that has a notice in every state."""

import asyncio
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import zeep
from aiohttp import web
from aiohttp.test_utils import TestServer

from platforms.payments import Quote, Refused
from sportello.metrics import Metrics
from sportello.pagopa_door import make_door, public_routes
from sportello.settings import Settings
from sportello.settings.groups import City
from sportello.settings.pagopa import PagoPa
from storage import schema
from storage.database import open_database
from storage.notice_opening import OPEN_NOTICES, Payable, Wanted

WSDL = Path(__file__).parents[3] / "shared/domain/specs/pagopa/wsdl/paForNode.wsdl"
CREDITOR, BROKER, STATION = "01234560017", "98765432103", "98765432103_07"
IBAN = "IT60X0542811101000000123456"
NOW = datetime(2026, 2, 3, 10, 0, tzinfo=ZoneInfo("Europe/Rome"))


async def priced(notice, _today):
    """Say of a notice what its reference says."""
    if notice.reference == "expired":
        return Refused.EXPIRED
    if notice.reference == "annulled":
        return Refused.ANNULLED
    return Quote(notice.amount_cents, notice.due_on, notice.payable_until)


@dataclass
class Site:
    """The counter's station, and its notices: the numbers of each debt by its name."""

    url: str
    database: object
    client: object = None

    async def opens(self, reference):
        """Open the two notices of a debt; their numbers."""
        until = date(2026, 2, 8)
        payables = tuple(
            Payable(option, cents, until, until + timedelta(days=2))
            for option, cents in (("discounted", 4258), ("reduced", 5488))
        )
        tokens = (f"{reference}-1", f"{reference}-2")
        wanted = Wanted("pay_fine", reference, "Violazione", "9/0102100SA/", payables, 1, tokens)
        opened = await self.database.writer.submit(OPEN_NOTICES, wanted)
        return [each.nav for each in opened]

    async def call(self, operation, **fields):
        """Call by zeep, which reads the answer strictly by pagoPA's own description."""
        to = {"idPA": CREDITOR, "idBrokerPA": BROKER, "idStation": STATION}
        return await asyncio.to_thread(getattr(self.client, operation), **to | fields)

    async def ask(self, operation, nav, **fields):
        return await self.call(operation, qrCode={"fiscalCode": CREDITOR, "noticeNumber": nav}, **fields)


@pytest.fixture(scope="session")
def wsdl():
    if not WSDL.exists():
        pytest.skip("pagoPA's WSDL is not beside the repository")
    return zeep.Client(str(WSDL), settings=zeep.Settings(strict=True, xml_huge_tree=False))


@pytest.fixture
async def site(wsdl, tmp_path):
    url = f"sqlite:///{tmp_path}/counter.db"
    schema.create(url)
    database = open_database(url, clock=lambda: NOW, owner="interop")
    settings = Settings().model_copy(
        update={
            "city": City(name="Comune di Prova", fiscal_code=CREDITOR),
            "pagopa": PagoPa(broker=BROKER, station=STATION, iban=IBAN),
        }
    )
    door = make_door(
        settings, database, lambda: NOW, lambda: "c1", Metrics().node_called, {"pay_fine": priced}
    )
    app = web.Application()
    app.add_routes(public_routes(settings.pagopa, door))
    async with TestServer(app, host="127.0.0.1") as server:
        address = str(server.make_url("/pagopa/node"))
        service = wsdl.create_service("{http://pagopa-api.pagopa.gov.it/paForNode}paForNodeBinding", address)
        yield Site(address, database, service)
    database.close()
