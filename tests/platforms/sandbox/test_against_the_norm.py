"""What the embedded node writes, held against pagoPA's own schema."""

import pytest
from lxml import etree

from platforms.sandbox.station import Station
from platforms.sandbox.trouble import Trouble
from tests.platforms.pagopa.official import needs_official, official_schema
from tests.platforms.sandbox.conftest import NAMES

pytestmark = needs_official


def body_of(message):
    """The one element of an envelope."""
    [body] = etree.fromstring(message)[1]
    return body


@pytest.fixture
async def written(town):
    """The messages that were written while a notice was looked at and paid, by their elements."""
    messages, call = {}, town.pagopa.node._station._call

    async def listening(action, message):
        messages[etree.QName(body_of(message)).localname] = message
        return await call(action, message)

    station = Station(listening, NAMES)
    town.pagopa.node._station = station
    town.pagopa.deliveries._send = station.send
    for trouble in (Trouble.NONE, Trouble.OLD):
        town.pagopa.node.receipts.clear()
        cart = await town.cart()
        await town.pagopa.checkout.bill(cart)
        await town.pagopa.checkout.pay(cart, 4258, trouble)
    return messages


@pytest.mark.parametrize(
    "element", ["paVerifyPaymentNoticeReq", "paGetPaymentV2Request", "paSendRTV2Request", "paSendRTReq"]
)
async def test_every_message_is_valid(written, element):
    official_schema().assertValid(body_of(written[element]))
