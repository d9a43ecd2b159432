"""The whole counter, as `sportello serve` runs it as a station of pagoPA: its door is where it should be."""

import asyncio

import aiohttp
import pytest

from interop.pagopa.conftest import BROKER, CREDITOR, IBAN, STATION
from interop.peer import free_port
from sportello.serve import running
from sportello.settings import Settings
from sportello.settings.groups import City, Database, Web
from sportello.settings.pagopa import PagoPa

BINDING = "{http://pagopa-api.pagopa.gov.it/paForNode}paForNodeBinding"


def settings(folder, networks):
    group = PagoPa(
        mode="node",
        subscription_key="a-made-up-key",
        broker=BROKER,
        station=STATION,
        iban=IBAN,
        networks=networks,
    )
    return Settings().model_copy(
        update={
            "city": City(fiscal_code=CREDITOR),
            "database": Database(url=f"sqlite:///{folder}/counter.db"),
            "web": Web(port=free_port()),
            "pagopa": group,
        }
    )


async def test_the_counter_answers_the_node(wsdl, tmp_path):
    async with running(settings(tmp_path, ("127.0.0.0/8",))) as address:
        service = wsdl.create_service(BINDING, f"{address}/pagopa/node")
        answer = await asyncio.to_thread(
            service.paVerifyPaymentNotice,
            idPA=CREDITOR,
            idBrokerPA=BROKER,
            idStation=STATION,
            qrCode={"fiscalCode": CREDITOR, "noticeNumber": "3" * 18},
        )
        assert answer.fault.faultCode == "PAA_PAGAMENTO_SCONOSCIUTO"
        async with aiohttp.ClientSession() as session, session.get(f"{address}/metrics") as got:
            assert (
                'sportello_pagopa_calls_total{operation="paVerifyPaymentNotice",'
                'outcome="PAA_PAGAMENTO_SCONOSCIUTO"} 1.0'
            ) in await got.text()


@pytest.mark.parametrize("path", ["/pagopa/node", "/pagopa/node?wsdl"])
async def test_nobody_else_is_heard(tmp_path, path):
    async with (
        running(settings(tmp_path, ("203.0.113.0/24",))) as address,
        aiohttp.ClientSession() as session,
        session.post(address + path, data=b"<x/>", headers={"Content-Type": "text/xml"}) as got,
    ):
        assert got.status == 403
