"""Twilio at our door: what is signed is kept or folded, what is not leaves no trace."""

import asyncio
from dataclasses import replace
from urllib.parse import urlencode

import pytest
import structlog
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from twilio.request_validator import RequestValidator

from bot.channel import Delivery
from channels.sms import Sms, Wire
from sportello.web.twilio import LARGEST, Hooks, Outcome, routes
from tests.channels.sms.conftest import CITIZEN, NOW, OURS, PUBLIC, account
from tests.twilio_peer import SID, TOKEN, TwilioPeer

SM = "SM" + "a" * 32
WORDS = "MULTA AB123CD V12345/2026 03/02/2026 però così €"
FORM = {"MessageSid": SM, "AccountSid": SID, "From": CITIZEN, "To": OURS, "Body": WORDS, "NumMedia": "0"}
STATUS = {"MessageSid": SM, "AccountSid": SID, "MessageStatus": "delivered"}


class DiskFullError(Exception):
    """Quotes the values, as a database's errors do."""


class Box:
    """Both ends of the ledger, as far as the door uses them, in memory."""

    def __init__(self):
        self.kept, self.receipts, self.full = {}, [], False
        self.keys = {"7-0-0"}

    async def accept(self, inbound, correlation):
        await asyncio.sleep(0)
        if self.full:
            raise DiskFullError(inbound)
        identity = inbound.channel, inbound.external_id
        return self.kept.setdefault(identity, (correlation, inbound))[0] == correlation

    async def fold(self, receipt):
        if self.full:
            raise DiskFullError(receipt)
        self.receipts.append(receipt)
        return receipt.key in self.keys


class Door:
    """The routes on a free port, and a Twilio that knows their public address."""

    def __init__(self, public=PUBLIC, others=()):
        self.box, self.counted = Box(), []
        self.public, self._numbers, self._peer = public, iter(range(1000)), TwilioPeer()
        own = account(public_url=public)
        sms = Sms(own, Wire(None), lambda: NOW)
        ids = lambda: f"c{next(self._numbers)}"  # noqa: E731 - a source of ids in one line
        app = web.Application()
        app.add_routes(routes(Hooks(self.box, self.box, sms, own, ids, self.counted.append, others)))
        self.client = TestClient(TestServer(app))

    async def call(self, path="/twilio/sms", form=FORM, **changes):
        """Post a form with its right signature, unless changed; returns status and body."""
        headers = changes.pop("headers", None)
        if headers is None:
            headers = self._peer.signed(self.public + changes.pop("signed_path", path), form)
        data = changes.pop("data", urlencode(form))
        headers = {"Content-Type": "application/x-www-form-urlencoded", **headers}
        async with self.client.post(path, data=data, headers=headers) as got:
            return got.status, await got.text()

    @property
    def texts(self):
        return [inbound.text for _, inbound in self.box.kept.values()]


@pytest.fixture
async def door():
    door = Door()
    async with door.client:
        yield door


async def test_a_signed_message_is_kept_and_then_acknowledged(door):
    status, body = await door.call()
    assert (status, body) == (200, '<?xml version="1.0" encoding="UTF-8"?><Response/>')
    assert (door.texts, door.counted) == ([WORDS], [Outcome.KEPT])


async def test_the_query_belongs_to_the_signed_address(door):
    assert (await door.call("/twilio/sms?town=a%20b&x="))[0] == 200
    assert (await door.call("/twilio/sms?town=a%20b", signed_path="/twilio/sms"))[0] == 403


async def test_behind_a_proxy_that_takes_a_prefix_off():
    door = Door("https://sportello.example.it:8443/counter")
    async with door.client:
        assert (await door.call())[0] == 200
        assert (await door.call("/twilio/status/7-0-0", STATUS))[0] == 204


SPARE_SID, SPARE_TOKEN = "AC" + "5" * 32, "another-made-up-token"


def by_the_spare(form, token):
    """A form of the spare account, signed with a token."""
    form = {**form, "AccountSid": SPARE_SID}
    path = "/twilio/status/7-0-0" if "MessageStatus" in form else "/twilio/sms"
    signature = RequestValidator(token).compute_signature(PUBLIC + path, form)
    return {"path": path, "form": form, "headers": {"X-Twilio-Signature": signature}}


@pytest.mark.parametrize(
    ("token", "spared", "statuses"),
    [(SPARE_TOKEN, True, (200, 204)), (TOKEN, True, (403, 403)), (SPARE_TOKEN, False, (403, 403))],
    ids=["its own token", "the token of the other account", "no spare account"],
)
async def test_a_spare_account_calls_by_the_same_routes_with_its_own_token(token, spared, statuses):
    others = [replace(account(), sid=SPARE_SID, token=SPARE_TOKEN)] if spared else []
    door = Door(others=others)
    async with door.client:
        got = [(await door.call(**by_the_spare(form, token)))[0] for form in (FORM, STATUS)]
    assert tuple(got) == statuses


SIGNED = TwilioPeer().signed
FORGERIES = [
    ("no signature", {"headers": {}}),
    ("an empty signature", {"headers": {"X-Twilio-Signature": ""}}),
    ("nonsense", {"headers": {"X-Twilio-Signature": "bm9uc2Vuc2U="}}),
    ("of another text", {"headers": SIGNED(PUBLIC + "/twilio/sms", {**FORM, "Body": "altro"})}),
    ("of another address", {"headers": SIGNED("https://elsewhere.example/twilio/sms", FORM)}),
    ("of the address inside the proxy", {"headers": SIGNED("http://127.0.0.1/twilio/sms", FORM)}),
    ("of another path", {"signed_path": "/twilio/status/7-0-0"}),
    ("a field more", {"data": urlencode({**FORM, "Extra": "1"})}),
    ("a field less", {"data": urlencode(STATUS)}),
    ("an empty body", {"data": ""}),
    ("a body that is no form", {"data": b"\xff\x00{}"}),
    ("another account, rightly signed", {"form": {**FORM, "AccountSid": "AC" + "9" * 32}}),
    ("no account, rightly signed", {"form": {"MessageSid": SM, "From": CITIZEN, "Body": WORDS}}),
]


@pytest.mark.parametrize("path", ["/twilio/sms", "/twilio/status/7-0-0"])
@pytest.mark.parametrize(("label", "call"), FORGERIES, ids=[case[0] for case in FORGERIES])
async def test_a_forged_call_leaves_no_trace(label, call, path, door):
    if path != "/twilio/sms" and label == "of another path":
        call = {"signed_path": "/twilio/sms"}
    with structlog.testing.capture_logs() as lines:
        status, _ = await door.call(path, **call)
    assert status == 403
    assert (door.box.kept, door.box.receipts, door.counted) == ({}, [], [Outcome.FORGED]), label
    assert [(line["correlation"], line["outcome"]) for line in lines] == [("c0", "forged")]


@pytest.mark.parametrize(
    ("path", "form"),
    [
        ("/twilio/sms", {"AccountSid": SID, "From": CITIZEN, "Body": WORDS}),
        ("/twilio/sms", {"AccountSid": SID, "MessageSid": SM, "Body": WORDS}),
        ("/twilio/sms", {"AccountSid": SID, "MessageSid": SM, "From": CITIZEN}),
        ("/twilio/status/7-0-0", {"AccountSid": SID, "MessageSid": SM}),
    ],
)
async def test_a_signed_call_that_cannot_be_read(path, form, door):
    assert (await door.call(path, form))[0] == 400
    assert (door.box.kept, door.box.receipts, door.counted) == ({}, [], [Outcome.UNREADABLE])


@pytest.mark.parametrize(
    "data",
    [b"a" * (LARGEST + 1), b"a=1&" * 300],
    ids=["too large", "too many fields"],
)
async def test_a_body_larger_than_any_of_twilios_is_not_read(data, door):
    assert (await door.call(data=data))[0] == 413
    assert (door.box.kept, door.counted) == ({}, [Outcome.UNREADABLE])


async def test_a_body_that_hides_its_size_is_not_read(door):
    async def pieces():
        yield b"Body=a"

    assert (await door.call(data=pieces()))[0] == 413


@pytest.mark.parametrize(("path", "form"), [("/twilio/sms", FORM), ("/twilio/status/7-0-0", STATUS)])
async def test_while_the_store_fails_twilio_is_told_to_come_again(path, form, door):
    door.box.full = True
    with structlog.testing.capture_logs() as lines:
        assert (await door.call(path, form))[0] == 503
    assert lines[0]["reason"] == "DiskFullError"
    assert door.counted == [Outcome.UNKEPT]
    door.box.full = False
    assert (await door.call(path, form))[0] in {200, 204}


async def test_a_repeat_is_acknowledged_and_not_kept_twice(door):
    assert [(await door.call())[0], (await door.call())[0]] == [200, 200]
    assert (len(door.texts), door.counted) == (1, [Outcome.KEPT, Outcome.REPEATED])


async def test_the_same_webhook_ten_times_in_parallel_is_one_message(door):
    statuses = await asyncio.gather(*(door.call() for _ in range(10)))
    assert {status for status, _ in statuses} == {200}
    assert len(door.texts) == 1
    assert sorted(door.counted) == [Outcome.KEPT] + [Outcome.REPEATED] * 9


async def test_equal_words_with_other_ids_are_other_messages(door):
    for number in range(3):
        await door.call(form={**FORM, "MessageSid": f"SM{number:032}"})
    assert door.texts == [WORDS] * 3


async def test_a_status_is_folded_into_its_part(door):
    assert await door.call("/twilio/status/7-0-0", STATUS) == (204, "")
    [receipt] = door.box.receipts
    assert (receipt.key, receipt.provider_id, receipt.state) == ("7-0-0", SM, Delivery.DELIVERED)
    assert door.counted == [Outcome.FOLDED]


async def test_a_key_that_had_to_be_escaped_comes_back_whole(door):
    address = account().status_url("a b/ç")
    door.box.keys = {"a b/ç"}
    assert (await door.call(address.removeprefix(PUBLIC), STATUS))[0] == 204


async def test_a_status_of_no_part_of_ours_is_acknowledged_and_counted(door):
    assert (await door.call("/twilio/status/9-9-9", STATUS))[0] == 200
    assert door.counted == [Outcome.UNMATCHED]


async def test_a_status_that_tells_nothing_is_acknowledged(door):
    assert (await door.call("/twilio/status/7-0-0", {**STATUS, "MessageStatus": "received"}))[0] == 200
    assert (door.box.receipts, door.counted) == ([], [Outcome.IDLE])


async def test_nothing_of_the_citizen_is_ever_written_down(door):
    with structlog.testing.capture_logs() as lines:
        for _, call in FORGERIES:
            await door.call(**call)
        await door.call()
        await door.call(form={**FORM, "NumMedia": "x"})
        await door.call("/twilio/status/9-9-9", STATUS)
        door.box.full = True
        await door.call()
        await door.call("/twilio/status/7-0-0", STATUS)
    for secret in (TOKEN, CITIZEN, CITIZEN[1:], OURS[1:], WORDS, "AB123CD"):
        assert secret not in repr(lines)
    assert len(lines) == len(FORGERIES) + 4


async def test_only_posts_are_answered(door):
    async with door.client.get("/twilio/sms") as got:
        assert got.status == 405
