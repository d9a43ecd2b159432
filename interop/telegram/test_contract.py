"""Every request of ours and every answer of our own stand-in, beside a Bot API that others described."""

import asyncio
from datetime import UTC, datetime

import aiohttp
import pytest

from bot.errors import SendError
from channels.telegram import Account, CountersBot, Telegram, Wire
from interop.telegram.bot_api import BotApi
from interop.telegram.site import PATIENCE, Site, opened
from tests.channels.telegram.conftest import a_part
from tests.channels.telegram.test_telegram_decode import MESSAGES, TAPS
from tests.channels.telegram.test_telegram_send import REQUESTS
from tests.telegram_calls import Stored, refusal
from tests.telegram_peer import TelegramPeer
from tests.telegram_updates import ANNA, MARIO, TOKEN, document, photo

PDF = b"%PDF-1.7 \0\xff"


@pytest.fixture(scope="module")
def api():
    return BotApi()


@pytest.fixture
async def peer():
    async with TelegramPeer().running() as peer:
        yield peer


def judged(api, peer):
    """Everything that was asked and answered and is not as described."""
    files = {"sendDocument": ("document",)}
    faults = [api.call(a.method, a.params, files.get(a.method, ()) if a.file else ()) for a in peer.asked]
    # An answer that a test prepared to be none of Telegram's is no answer of ours.
    faults += [api.answer(asked.method, body) for asked, body in peer.replied if isinstance(body, dict)]
    return [fault for found in faults for fault in found]


async def until(true):
    async with asyncio.timeout(PATIENCE):
        while not true():  # noqa: ASYNC110 - it happens in another task
            await asyncio.sleep(0.02)


class Chat:
    """Somebody with a phone before a running counter."""

    def __init__(self, peer, site, webhook):
        self.peer, self.site, self.webhook = peer, site, webhook

    async def does(self, update):
        """Let an update come in and be answered; the newest message."""
        if self.webhook:
            assert await self.peer.deliver(update) == 200
        else:
            await until(lambda: not self.peer.pending)
        await self.site.at_rest()
        return self.peer.messages[-1]

    async def says(self, text, chat=MARIO):
        return await self.does(self.peer.says(text, chat))

    async def taps(self, label, message):
        return await self.does(self.peer.taps(label, message))


@pytest.fixture(params=["polling", "webhook"])
async def chat(request, peer, tmp_path):
    site = Site(tmp_path / "counter.db")
    webhook = request.param == "webhook"
    async with opened(site, peer.url, TOKEN, SPORTELLO_TELEGRAM__MODE=request.param):
        await until(lambda: len(peer.calls("setMyCommands")) == 3)
        if webhook:
            await until(lambda: peer.webhook.get("url"))
            assert peer.webhook["url"] == f"{site.address}/telegram/update"
        yield Chat(peer, site, webhook)


async def test_a_day_of_a_counter(chat, api):
    """Everything that a citizen can do, and everything that Telegram can refuse."""
    peer, make = chat.peer, chat.peer.make
    [(plate, number, day)] = chat.site.rows("select plate, number, violation_on from fine limit 1")
    welcome = await chat.says("/start")
    services = await chat.taps("Multe e pagamenti", welcome)
    await chat.taps("Pagare una multa", services)
    old = await chat.taps("Uffici: orari e indirizzi", welcome)
    assert old["text"].startswith("Quel pulsante era di una domanda di prima")
    review = await chat.says(f"{plate} {number} {day}")
    peer.files |= {"doc-1": Stored(PDF), "photo-1-1280": Stored(b"\xff\xd8")}
    notice = await chat.taps("Sì", review)
    assert "document" in notice
    await chat.does(peer.bring(make.message(document=document(), caption="ORARI ANAGRAFE")))
    await chat.does(peer.bring(make.message(photo=photo())))
    await chat.does(peer.bring(make.message(kind="edited_message", text="ORARI TRIBUTI")))
    contact = {"phone_number": "393331234567", "first_name": "Mario", "user_id": MARIO}
    await chat.does(peer.bring(make.message(contact=contact)))
    await chat.does(peer.bring(make.said_in_group("/multa")))
    peer.answers["sendMessage"] += [refusal(429, "Too Many Requests: retry after 1", retry_after=1)]
    peer.answers["sendMessage"] += [refusal(502, "Bad Gateway")]
    await chat.says("/aiuto")
    peer.blocked.add(ANNA)
    await chat.does(peer.bring(make.membership(ANNA)))
    await chat.says("/start", ANNA)
    assert chat.site.rows("select status, code from outbox where status <> 'sent'") == [
        ("failed", "blocked:403")
    ]
    assert judged(api, peer) == []
    met = {asked.method for asked in peer.asked}
    ways_in = {"setWebhook"} if chat.webhook else {"getUpdates", "deleteWebhook"}
    assert met - {"sendChatAction"} == {
        *ways_in, "answerCallbackQuery", "getFile", "getMe", "getMyCommands", "sendDocument", "sendMessage",
        "setMyCommands",
    }  # fmt: skip


async def test_every_part_that_can_leave(peer, api):
    async with aiohttp.ClientSession() as session:
        account = Account(TOKEN, peer.url)
        telegram = Telegram(account, CountersBot(account, Wire(session)), lambda: datetime.now(UTC))
        for _, changes, _ in REQUESTS:
            try:
                await telegram.send(a_part(**changes))
            except SendError:
                continue  # our stand-in knows less than Telegram; what was asked is judged all the same
    assert len(peer.asked) >= 15
    assert judged(api, peer) == []


async def test_what_the_doctor_and_the_manners_ask(peer, api):
    async with aiohttp.ClientSession() as session:
        bot = CountersBot(Account(TOKEN, peer.url), Wire(session))
        await bot.get_me()
        await bot.get_webhook_info()
        await bot.send_chat_action(MARIO, "typing")
        await bot.answer_callback_query("q1", text="Sì")
    assert judged(api, peer) == []


@pytest.mark.parametrize("case", [*MESSAGES, *TAPS], ids=lambda case: case[0])
def test_the_updates_of_our_tables_are_telegrams(case, api):
    label, update, *_ = case
    faults = api.update(update)
    if any(words in label for words in ("new to us", "the library cannot read")):
        assert faults
    else:
        assert faults == [], label


FORGED = [
    ("an unknown field", "sendMessage", {"chat_id": 1, "text": "a", "reply_to": 3}, "unknown reply_to"),
    ("a field that lacks", "sendMessage", {"chat_id": 1}, "no text"),
    ("a method that is none", "sendText", {}, "no such method"),
    ("a number that is none", "getUpdates", {"offset": "first"}, "is no Integer"),
    ("a button without a label", "sendMessage",
     {"chat_id": 1, "text": "a", "reply_markup": {"inline_keyboard": [[{"callback_data": "1"}]]}}, "no text"),
]  # fmt: skip


@pytest.mark.parametrize(("label", "method", "params", "fault"), FORGED, ids=[case[0] for case in FORGED])
def test_the_judge_sees_what_is_wrong(label, method, params, fault, api):
    assert any(fault in found for found in api.call(method, params)), label
