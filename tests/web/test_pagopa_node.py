"""The door for pagoPA's node: who is heard, what is answered before anything is read, what is counted."""

import asyncio
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from io import BytesIO
from ipaddress import ip_network

import aiohttp
import pytest
import structlog
from aiohttp import web
from aiohttp.test_utils import TestServer
from yarl import URL

from platforms.pagopa.soap.envelope import LARGEST
from platforms.pagopa.station import Answer
from sportello.metrics import Metrics, Queues
from sportello.web.pagopa import Door, routes

HERE = (ip_network("127.0.0.0/8"), ip_network("::1/128"))
ELSEWHERE = (ip_network("203.0.113.0/24"),)
XML = {"Content-Type": "text/xml; charset=utf-8", "SOAPAction": '"paSendRTV2"'}
BODY = "<è>Rosa Prova RSSRSO80A01H501U</è>".encode()


KEPT = Answer(b"<yes/>", "paSendRTV2", "paid", nav="3" * 18, receipt_id="r1")


@dataclass
class Pretended:
    """A station that has one answer."""

    answered: Answer = KEPT
    heard: list = field(default_factory=list)

    async def answer(self, data, correlation, charset=None):
        self.heard.append((data, correlation, charset))
        return self.answered


@dataclass
class Site:
    station: Pretended
    counted: list
    session: aiohttp.ClientSession
    url: str

    async def post(self, data=BODY, **headers):
        data = BytesIO(data) if isinstance(data, bytes) else data
        async with self.session.post(self.url, data=data, headers=XML | headers) as got:
            return got.status, await got.read()


@asynccontextmanager
async def opened(networks=HERE, *, direct=False, station=None):
    station, counted = station or Pretended(), []
    door = Door(station, networks, lambda *call: counted.append(call), lambda: "c1", direct=direct)
    app = web.Application(client_max_size=64 * 1024)  # as the web server of the counter
    app.add_routes(routes(door))
    async with TestServer(app, host="127.0.0.1") as server, aiohttp.ClientSession() as session:
        yield Site(station, counted, session, str(server.make_url("/pagopa/node")))


async def test_a_message_is_handed_on_as_it_came():
    async with opened() as site:
        assert await site.post() == (200, b"<yes/>")
        assert site.station.heard == [(BODY, "c1", "utf-8")]
        assert site.counted == [("paSendRTV2", "paid")]


async def test_the_answer_is_xml_with_the_status_of_the_station():
    station = Pretended(Answer(b"<no/>", "", "unreadable", 500))
    async with (
        opened(station=station) as site,
        site.session.post(site.url, data=BODY, headers=XML) as got,
    ):
        assert (got.status, got.headers["Content-Type"]) == (500, "text/xml; charset=utf-8")


ACTIONS = [
    pytest.param({}, id="none"),
    pytest.param({"SOAPAction": "paSendRT"}, id="bare"),
    pytest.param({"SOAPAction": '""'}, id="empty"),
]


@pytest.mark.parametrize("headers", ACTIONS)
async def test_the_action_of_the_header_decides_nothing(headers):
    async with opened() as site:
        plain = {"Content-Type": "text/xml"} | headers
        async with site.session.post(site.url, data=BODY, headers=plain) as got:
            assert got.status == 200
        assert site.station.heard == [(BODY, "c1", None)]


async def test_a_large_receipt_passes_the_limit_of_the_other_routes():
    async with opened() as site:
        assert (await site.post(b"x" * LARGEST))[0] == 200


async def in_pieces(size):
    for _ in range(size // 1024):
        yield b"x" * 1024


BEFORE_READING = [
    pytest.param(b"x" * (LARGEST + 1), {}, 413, "large", id="too large"),
    pytest.param(BODY, {"Content-Type": "application/soap+xml"}, 415, "media-type", id="SOAP 1.2"),
    pytest.param(BODY, {"Content-Type": "application/json"}, 415, "media-type", id="JSON"),
    pytest.param(BODY, {"Content-Type": ""}, 415, "media-type", id="no type"),
]


@pytest.mark.parametrize(("data", "headers", "status", "outcome"), BEFORE_READING)
async def test_what_cannot_be_a_message_is_not_read(data, headers, status, outcome):
    async with opened() as site:
        assert (await site.post(data, **headers))[0] == status
        assert (site.station.heard, site.counted) == ([], [("", outcome)])


async def test_what_hides_its_size_is_cut_off():
    async with opened() as site:
        assert (await site.post(in_pieces(LARGEST + 2048)))[0] == 413
        assert (site.station.heard, site.counted) == ([], [("", "large")])


async def test_a_stranger_is_turned_away_before_he_is_heard():
    async with opened(ELSEWHERE) as site:
        reader, writer = await asyncio.open_connection("127.0.0.1", URL(site.url).port)
        head = (
            "POST /pagopa/node HTTP/1.1\r\nHost: x\r\nContent-Type: text/xml\r\nContent-Length: 9999\r\n\r\n"
        )
        writer.write(head.encode())  # and not a byte of the body
        assert (await reader.readline()).startswith(b"HTTP/1.1 403 ")
        writer.close()
        await writer.wait_closed()
        assert (site.station.heard, site.counted) == ([], [("", "stranger")])


CLAIMS = [
    pytest.param({"X-Forwarded-For": "203.0.113.7"}, id="X-Forwarded-For"),
    pytest.param({"Forwarded": "for=203.0.113.7"}, id="Forwarded"),
    pytest.param({"X-Real-IP": "203.0.113.7"}, id="X-Real-IP"),
]


@pytest.mark.parametrize("headers", CLAIMS)
async def test_nobody_is_let_in_for_what_he_says_of_himself(headers):
    async with opened(ELSEWHERE) as site:
        assert (await site.post(**headers))[0] == 403


@pytest.mark.parametrize("headers", CLAIMS)
async def test_where_only_this_machine_is_heard_no_proxy_is(headers):
    async with opened(direct=True) as site:
        assert (await site.post(**headers))[0] == 403
        assert (await site.post())[0] == 200


@pytest.mark.parametrize("headers", CLAIMS)
async def test_a_proxy_that_is_listed_is_heard(headers):
    async with opened() as site:
        assert (await site.post(**headers))[0] == 200


async def test_without_a_list_everybody_is_heard():
    async with opened(()) as site:
        assert (await site.post())[0] == 200


@pytest.mark.parametrize("query", ["", "?wsdl", "?singleWsdl"])
async def test_no_description_is_served(query):
    async with opened() as site, site.session.get(site.url + query) as got:
        assert got.status == 405


async def test_logs_hold_ids_and_nothing_of_what_was_written():
    with structlog.testing.capture_logs() as lines:
        async with opened() as site:
            await site.post()
    assert lines == [
        {
            "event": "pagopa call",
            "log_level": "info",
            "operation": "paSendRTV2",
            "outcome": "paid",
            "reason": "",
            "nav": "3" * 18,
            "receipt_id": "r1",
            "correlation": "c1",
        }
    ]


class Empty:
    async def queues(self):
        return Queues()


async def test_calls_are_counted_by_operation_and_outcome():
    metrics = Metrics()
    metrics.node_called("paSendRTV2", "paid")
    metrics.node_called("", "stranger")
    text = (await metrics.scrape(Empty())).decode()
    assert 'sportello_pagopa_calls_total{operation="paSendRTV2",outcome="paid"} 1.0' in text
    assert 'sportello_pagopa_calls_total{operation="none",outcome="stranger"} 1.0' in text
