"""Our own stand-in, asked by a client that we did not write: aiogram, which reads answers strictly."""

import asyncio
import json
from asyncio.subprocess import PIPE
from pathlib import Path

import pytest

from tests.telegram_calls import Answer, Stored, refusal
from tests.telegram_peer import TelegramPeer
from tests.telegram_updates import BOT_ID, MARIO, TOKEN, document, photo

ROOT = Path(__file__).parents[2]
PYTHON = ROOT / ".venv" / "telegram" / "client" / "bin" / "python"
PROGRAM = Path(__file__).with_name("second_client.py")

REFUSALS = [
    refusal(429, "Too Many Requests: retry after 7", retry_after=7),
    refusal(502, "Bad Gateway"),
    refusal(403, "Forbidden: bot was blocked by the user"),
    refusal(400, "Bad Request: chat not found"),
]


@pytest.fixture(scope="module")
async def found():
    """What aiogram made of everything."""
    async with TelegramPeer().running() as peer:
        make = peer.make
        peer.files["doc-1"] = Stored(b"%PDF-1.7")
        peer.bring(make.message(document=document(), caption="la multa"))
        peer.bring(make.message(kind="edited_message", text="AB123CE"))
        peer.bring(make.message(photo=photo()))
        peer.bring(make.membership(new="member", old="kicked"))
        peer.bring(make.said_in_group("/multa"))
        peer.bring(make.tap("3.0"))
        peer.answers["sendMessage"] += [Answer(keep=True), *REFUSALS]  # the first is said
        process = await asyncio.create_subprocess_exec(
            PYTHON, PROGRAM, peer.url, TOKEN, str(MARIO), stdout=PIPE, stderr=PIPE
        )
        said, wrong = await process.communicate()
        assert process.returncode == 0, wrong.decode()[-3000:]
        return json.loads(said)


EXPECTED = {
    "me": [BOT_ID, "comune_prova_bot", False],
    "menu": ["multa"],
    "no menu": [],
    "webhook": "https://sportello.example/telegram/update",
    "conflict": "TelegramConflictError",
    "no webhook": "",
    "kinds": ["message", "edited_message", "message", "my_chat_member", "message", "callback_query"],
    "file": "%PDF-1.7",
    "tap": ["3.0", "Va bene così?", True],
    "left": 0,
    "said": ["Va bene così?", "3.0", True],
    "sent": ["ricevuta è.pdf", 4],
    "typing": True,
    "stranger": "TelegramBadRequest",
    "token": "TelegramUnauthorizedError",
}


@pytest.mark.parametrize("what", EXPECTED)
async def test_it_reads_what_we_answer(what, found):
    assert found[what] == EXPECTED[what]


async def test_it_knows_our_refusals_for_telegrams(found):
    assert found["refusals"] == [
        "TelegramRetryAfter 7",
        "TelegramServerError",
        "TelegramForbiddenError",
        "TelegramBadRequest",
        "TelegramBadRequest",
        "TelegramBadRequest",
    ]
