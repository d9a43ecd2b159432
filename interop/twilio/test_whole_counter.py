"""The whole counter, as `sportello serve` runs it, with `emulate` for its Twilio."""

import asyncio
import json
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import pytest
from twilio.request_validator import RequestValidator

from interop.peer import free_port
from interop.peer import running as program_running
from sportello.serve import running
from sportello.settings import Settings
from sportello.settings.groups import Database, Web
from sportello.settings.networks import Sms
from tests.veiled_rows import rows_in

SID = "AC" + "0" * 32
TOKEN = "a-made-up-token"
OURS, CITIZEN = "+393399900000", "+393331234567"
PATIENCE = 20.0  # seconds until something that must happen has happened


@dataclass
class Site:
    """A counter, its file, and the Twilio beside it."""

    file: Path
    ours: str
    theirs: str
    session: aiohttp.ClientSession

    def rows(self, query):
        return rows_in(self.file, query)

    async def until(self, query, wanted):
        """Ask the file until it answers what is wanted."""
        async with asyncio.timeout(PATIENCE):
            while (found := self.rows(query)) != wanted:  # noqa: ASYNC110 - it happens in a database
                await asyncio.sleep(0.05)
        return found

    async def simulate(self, what, **form):
        headers = {"Authorization": aiohttp.encode_basic_auth(SID, TOKEN)}
        url = f"{self.theirs}/_twilio/simulate/{what}"
        async with self.session.post(url, data=form, headers=headers) as got:
            return await got.json()

    async def post(self, number, text, *, token=TOKEN):
        """Post a webhook as Twilio does, signed with a token; returns the status."""
        url = f"{self.ours}/twilio/sms"
        form = {
            "MessageSid": f"SM{number:032x}",
            "AccountSid": SID,
            "From": CITIZEN,
            "To": OURS,
            "Body": text,
        }
        headers = {"X-Twilio-Signature": RequestValidator(token).compute_signature(url, form)}
        async with self.session.post(url, data=form, headers=headers) as got:
            return got.status


@asynccontextmanager
async def opened(folder):
    theirs, ours = free_port(), free_port()
    seed = folder / "seed.yaml"  # JSON is YAML
    number = {"phone_number": OURS, "sms_url": f"http://127.0.0.1:{ours}/twilio/sms", "sms_method": "POST"}
    seed.write_text(
        json.dumps({"twilio": {"account": {"sid": SID, "auth_token": TOKEN}, "phone_numbers": [number]}})
    )
    sms = {"account_sid": SID, "auth_token": TOKEN, "number": OURS, "rate": 100, "burst": 100}
    settings = Settings().model_copy(
        update={
            "database": Database(url=f"sqlite:///{folder}/counter.db"),
            "web": Web(port=ours),
            "sms": Sms(**sms, hourly=1000, api_url=f"http://127.0.0.1:{theirs}"),
        }
    )
    start = ("start", "--service", "twilio", "--port", str(theirs), "--seed", str(seed))
    async with (
        aiohttp.ClientSession() as session,
        program_running("emulate", *start, ready=b"Ready"),
        running(settings, trying=True) as address,
    ):
        yield Site(folder / "counter.db", address, f"http://127.0.0.1:{theirs}", session)


@pytest.fixture
async def site(tmp_path):
    async with opened(tmp_path) as site:
        yield site


async def test_a_fine_asked_for_by_sms_is_answered_and_delivered(site):
    written = await site.simulate(
        "inbound-message", From=CITIZEN, To=OURS, Body="MULTA AB123CD V12345/2026 03/02/2026"
    )
    assert site.rows("select external_id, sender from inbox") == [(written["sid"], CITIZEN)]
    await site.until("select status from inbox", [("done",)])
    await site.until("select status from outbox", [("sent",)])
    [(text, sid)] = site.rows("select text, provider_id from outbox")
    for state in ("delivered", "sent"):  # signed callbacks, in an order that no network should use
        await site.simulate("message-status", MessageSid=sid, Status=state)
    await site.until("select status from outbox", [("delivered",)])
    assert "V12345/2026" in text
    headers = {"Authorization": aiohttp.encode_basic_auth(SID, TOKEN)}
    url = f"{site.theirs}/2010-04-01/Accounts/{SID}/Messages/{sid}.json"
    async with site.session.get(url, headers=headers) as got:
        message = await got.json()
    assert (message["to"], message["from"], message["body"]) == (CITIZEN, OURS, text)


async def test_a_forged_message_leaves_no_trace(site):
    assert await site.post(1, "MULTA", token="another-token") == 403
    assert site.rows("select count(*) from inbox") == [(0,)]


async def test_ten_copies_at_once_are_one_message(site):
    assert await asyncio.gather(*(site.post(7, "ORARI ANAGRAFE") for _ in range(10))) == [200] * 10
    await site.until("select status from inbox", [("done",)])
    await site.until("select count(*), max(status) from outbox", [(1, "sent")])


async def test_twenty_at_once_from_one_number_are_one_conversation_in_order(site):
    """Each message gives or corrects the plate: whatever order the network chose, answers follow it."""
    await site.post(100, "multa")
    texts = [f"targa AB{number:03}CD" for number in range(20)]
    assert set(await asyncio.gather(*(site.post(200 + at, text) for at, text in enumerate(texts)))) == {200}
    await site.until("select count(*) from inbox where status = 'done'", [(21,)])
    order = [text.split()[1] for (text,) in site.rows("select text from inbox where id > 1 order by id")]
    answers = [text for (text,) in site.rows("select text from outbox where inbox_id > 1 order by id")]
    assert sorted(order) == sorted(text.split()[1] for text in texts)
    assert len(answers) == 20
    assert [plate in answer for plate, answer in zip(order, answers, strict=True)] == [True] * 20
    [(callers,)] = site.rows("select count(*) from caller")
    [(session,)] = site.rows("select session from caller")
    assert (callers, json.loads(session)["stack"][0]["answers"]["plate"]) == (1, order[-1])
