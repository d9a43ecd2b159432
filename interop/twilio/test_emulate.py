"""Our channel and our webhooks against `emulate`, a stateful Twilio that signs what it sends."""

import asyncio
import json
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import aiohttp
import pytest
from aiohttp import web

from bot.ledger import Turn
from bot.message import Part
from bot.session import Caller
from channels.sms import Account, Sms, Wire
from interop.peer import free_port, running
from sportello.web.twilio import Hooks, routes
from storage.database import open_database
from storage.inbox import SqlInbox
from storage.outbox import SqlOutbox
from storage.schema import upgrade
from tests.veiled_rows import rows_in

SID = "AC" + "0" * 32
TOKEN = "a-made-up-token"
OURS, CITIZEN = "+393399900000", "+393331234567"
WORDS = "È pronta la Sua ricevuta: costa 28,70 €."


def now():
    return datetime.now(UTC)


class Counter:
    """The edge of the counter on a real store: what comes in is kept, what goes out is folded."""

    def __init__(self, file, account, session):
        self.file, self.account, self.session = file, account, session
        self.database = open_database(f"sqlite:///{file}", clock=now, owner="interop")
        self.inbox, self.outbox = SqlInbox(self.database), SqlOutbox(self.database)
        self.sms = Sms(account, Wire(session), now)
        self.counted = []

    @asynccontextmanager
    async def open(self, port):
        ids = (f"c{number}" for number in range(1000))
        hooks = Hooks(self.inbox, self.outbox, self.sms, self.account, ids.__next__, self.counted.append)
        app = web.Application()
        app.add_routes(routes(hooks))
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", port).start()
        try:
            yield self
        finally:
            await runner.cleanup()
            await asyncio.to_thread(self.database.close)

    def rows(self, query):
        """Ask the file itself, by another connection."""
        return rows_in(self.file, query)

    async def simulate(self, what, **form):
        """Make the other side do something; returns what it answers."""
        url = f"{self.account.api_url}/_twilio/simulate/{what}"
        headers = {"Authorization": aiohttp.encode_basic_auth(SID, TOKEN)}
        async with self.session.post(url, data=form, headers=headers) as got:
            return await got.json()

    async def answer(self, key):
        """Take the one message in hand and queue an answer; returns the part as the sender gets it."""
        [work] = await self.inbox.claim(1)
        part = Part(key, "sms", work.inbound.sender, WORDS)
        await self.inbox.finish(Turn(work, Caller(work.inbound.lane), [part]))
        [taken] = await self.outbox.take("sms", 10)
        return taken


@pytest.fixture
async def counter(tmp_path):
    theirs, ours = free_port(), free_port()
    seed = tmp_path / "seed.yaml"  # JSON is YAML
    number = {"phone_number": OURS, "sms_url": f"http://127.0.0.1:{ours}/twilio/sms", "sms_method": "POST"}
    seed.write_text(
        json.dumps({"twilio": {"account": {"sid": SID, "auth_token": TOKEN}, "phone_numbers": [number]}})
    )
    account = Account(SID, TOKEN, OURS, f"http://127.0.0.1:{ours}", f"http://127.0.0.1:{theirs}")
    upgrade(f"sqlite:///{tmp_path / 'counter.db'}")
    start = ("start", "--service", "twilio", "--port", str(theirs), "--seed", str(seed))
    async with (
        aiohttp.ClientSession() as session,
        running("emulate", *start, ready=b"Ready"),
        Counter(tmp_path / "counter.db", account, session).open(ours) as counter,
    ):
        yield counter


async def write_in(counter, text="MULTA AB123CD"):
    return await counter.simulate("inbound-message", From=CITIZEN, To=OURS, Body=text)


async def test_a_signed_message_is_on_the_disk_when_it_is_acknowledged(counter):
    written = await write_in(counter, "Perché? 10 € + 5 & così")
    assert counter.rows("select external_id, sender, text from inbox") == [
        (written["sid"], CITIZEN, "Perché? 10 € + 5 & così")
    ]
    assert counter.counted == ["kept"]


async def test_an_answer_is_created_and_its_statuses_are_folded(counter):
    await write_in(counter)
    part = await counter.answer("1-0-0")
    sid = await counter.sms.send(part)
    # "queued" was told while the message was being created, before we knew its id.
    assert counter.rows("select key, status, provider_id from outbox") == [("1-0-0", "sent", sid)]
    await counter.outbox.sent(part, sid)
    for state in ("sending", "sent", "delivered", "sent"):
        await counter.simulate("message-status", MessageSid=sid, Status=state)
    assert counter.rows("select status, provider_id from outbox") == [("delivered", sid)]
    assert counter.counted == ["kept"] + ["folded"] * 5


async def test_a_failure_is_folded(counter):
    await write_in(counter)
    sid = await counter.sms.send(await counter.answer("1-0-0"))
    await counter.simulate("message-status", MessageSid=sid, Status="undelivered")
    assert counter.rows("select status, code from outbox") == [("failed", "other:none")]


async def test_a_lost_answer_is_settled_by_the_list(counter):
    await write_in(counter)
    part = await counter.answer("1-0-0")
    sid = await counter.sms.send(part)
    later = Sms(counter.account, Wire(counter.session), lambda: now() + timedelta(minutes=2))
    assert await later.settle(part) == sid


async def test_twenty_at_once_are_twenty_messages(counter):
    await asyncio.gather(*(write_in(counter, f"messaggio {number}") for number in range(20)))
    assert counter.rows("select count(*), count(distinct external_id) from inbox") == [(20, 20)]


async def test_a_wrong_signature_leaves_no_trace(counter):
    form = {"AccountSid": SID, "MessageSid": "SM" + "a" * 32, "From": CITIZEN, "To": OURS, "Body": "x"}
    headers = {"X-Twilio-Signature": "d3Jvbmc="}
    url = counter.account.public_url + "/twilio/sms"
    async with counter.session.post(url, data=form, headers=headers) as got:
        assert got.status == 403
    assert counter.rows("select count(*) from inbox") == [(0,)]
    assert counter.counted == ["forged"]
