"""Dialogues with a user and a Bot API that we did not write: tg-auto-test."""

import asyncio
import json
import sys
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from telegram import Update
from telegram.ext import TypeHandler

from interop.telegram.bridge import PATIENCE, Bridge
from interop.telegram.site import Site, opened

PEER = Path(__file__).parents[2] / ".venv" / "telegram" / "peer"
TOKEN = "999999:a-made-up-token-of-thirty-five-chars"
PDF = b"%PDF-1.7 \0\xff"


@asynccontextmanager
async def user_of(bridge):
    """Somebody with Telegram on their phone, whose messages go to the counter."""
    sys.path.append(str(PEER))  # behind our own packages: only what it alone has is taken from there
    from tg_auto_test.test_utils.serverless_telegram_client import ServerlessTelegramClient

    async def bring(update, _):
        await bridge.bring(update.to_dict())

    def build(builder):
        application = builder.build()
        application.add_handler(TypeHandler(Update, bring))
        return application

    user = ServerlessTelegramClient(build)
    bridge.stub = user._request  # noqa: SLF001 - its Bot API
    await user.connect()
    try:
        yield user
    finally:
        await user.disconnect()


class Talk:
    """A conversation of this user."""

    def __init__(self, user, conversation, site):
        self.user, self.conversation, self.site = user, conversation, site

    async def says(self, text):
        """Write, without marks of formatting; the answer."""
        await self.conversation.send_message(text, parse_mode=None)
        return await self.conversation.get_response()

    async def does(self, kind="message", **what):
        """Something for which tg-auto-test has no verb; the answer."""
        payload, message = self.user._helpers.base_message_update(9001)  # noqa: SLF001
        message |= {"date": 1770109200, **what}
        update = {"update_id": payload["update_id"], kind: message}
        await self.user._update_processor.process_update(self.user, update)  # noqa: SLF001
        return await self.conversation.get_response()

    async def taps(self, message, label):
        """Tap a button; the answer."""
        await message.click(text=label)
        return await self.conversation.get_response()

    def calls(self, method):
        return [call.parameters for call in self.user._api_calls if call.api_method == method]  # noqa: SLF001


@pytest.fixture
async def talk(tmp_path):
    site = Site(tmp_path / "counter.db")
    async with (
        Bridge(site.at_rest).running() as bridge,
        user_of(bridge) as user,
        opened(site, bridge.url, TOKEN),
        user.conversation("test_bot", timeout=20.0) as conversation,
    ):
        yield Talk(user, conversation, site)


def labels(message):
    return [button.text for row in message.buttons or () for button in row]


async def test_a_fine_is_asked_for_confirmed_and_sent_with_its_reminder(talk):
    [(plate, number, day)] = talk.site.rows("select plate, number, violation_on from fine limit 1")
    welcome = await talk.says("/start")
    assert (welcome.text, len(labels(welcome)) >= 2) == ("Che cosa posso fare per lei:", True)
    services = await talk.taps(welcome, "Multe e pagamenti")
    question = await talk.taps(services, "Pagare una multa")
    assert question.text.endswith("Qual è la targa del veicolo? (per esempio AB123CD)")
    await talk.says(plate)
    await talk.says(number)
    review = await talk.says(day)
    assert number in review.text
    assert labels(review) == ["Sì", "No"]
    notice = await talk.taps(review, "Sì")
    assert "/pay/" in notice.text
    paper, reminder = [await talk.conversation.get_response() for _ in range(2)]
    assert paper.file.mime_type == "application/pdf"
    assert (await paper.download_media()).startswith(b"%PDF-")
    assert reminder.file.mime_type == "text/calendar"
    assert (await reminder.download_media()).startswith(b"BEGIN:VCALENDAR")
    assert len(talk.calls("answerCallbackQuery")) == 3


async def test_an_old_tap_is_explained(talk):
    welcome = await talk.says("/start")
    services = await talk.taps(welcome, "Multe e pagamenti")
    await talk.taps(services, "Pagare una multa")
    again = await talk.taps(welcome, "Uffici: orari e indirizzi")
    assert again.text.startswith("Quel pulsante era di una domanda di prima")


async def test_an_edit_corrects_the_last_answer(talk):
    await talk.says("multa")
    await talk.says("targa AB123CD")
    corrected = await talk.does("edited_message", text="targa AB123CE", edit_date=1770109260)
    assert "AB123CE" in corrected.text


async def test_a_document_comes_in_whole(talk):
    await talk.conversation.send_file(PDF, caption="MULTA AB123CD", force_document=True)
    answer = await talk.conversation.get_response()
    assert "targa AB123CD" in answer.text
    assert answer.text.startswith("Per questa richiesta non servono allegati: non li ho usati.")
    assert talk.site.rows("select content from blob") == [(PDF,)]


async def test_a_photo_comes_in_whole(talk):
    await talk.conversation.send_file(_photo(), caption="ORARI ANAGRAFE")
    assert "Anagrafe" in (await talk.conversation.get_response()).text
    assert talk.site.rows("select content from blob") == [(_photo(),)]


async def test_a_shared_contact_is_a_number(talk):
    contact = {"phone_number": "393331234567", "first_name": "Alice", "user_id": 9001}
    await talk.does(contact=contact)
    assert talk.site.rows("select text from inbox") == [("+393331234567",)]


async def test_what_cannot_be_read_is_told(talk):
    answer = await talk.does(voice={"file_id": "v", "file_unique_id": "u", "duration": 3})
    assert answer.text.startswith("Non posso ascoltare i messaggi vocali")


async def test_english_is_answered_in_english(talk):
    assert (await talk.says("/language english")).text == "From now on I will write to you in English."


async def test_its_menu_is_shown_in_every_language(talk):
    async with asyncio.timeout(PATIENCE):
        while len(talk.calls("setMyCommands")) < 2:  # noqa: ASYNC110 - it happens in a loop of the counter
            await asyncio.sleep(0.02)
    menus = {
        call.get("language_code", ""): json.loads(call["commands"]) for call in talk.calls("setMyCommands")
    }
    # It keeps one menu for all languages, so that the Italian one is there already when it is looked for.
    assert {language: menu[0]["command"] for language, menu in menus.items()} == {"": "multa", "en": "fine"}


def _photo():
    from io import BytesIO

    from PIL import Image

    found = BytesIO()
    Image.new("RGB", (8, 6)).save(found, "JPEG")
    return found.getvalue()
