"""Telegram at our door: what shows the secret is kept, then acknowledged; what does not leaves no trace."""

import asyncio
import io
import json
from dataclasses import dataclass

import pytest

from bot.errors import Misconfigured, StoreUnavailable
from channels.telegram import Account
from sportello.networks.telegram.plug import telegram_network
from sportello.settings.groups import Web
from sportello.web.telegram import LARGEST, PATH
from tests.channels.telegram.scene import opened, settings_of
from tests.telegram_calls import Stored
from tests.telegram_updates import ANNA, MARIO, TOKEN, document

HEADER = "X-Telegram-Bot-Api-Secret-Token"
SECRET = Account(TOKEN).secret
WEBHOOK = {"SPORTELLO_TELEGRAM__MODE": "webhook"}


@dataclass
class Door:
    scene: object

    async def call(self, update=None, secret=SECRET, data=None):
        """Post an update as Telegram does; the status."""
        body = io.BytesIO(json.dumps(update).encode() if data is None else data)
        headers = {"Content-Type": "application/json"} | ({HEADER: secret} if secret is not None else {})
        async with self.scene.client.post(PATH, data=body, headers=headers) as got:
            return got.status

    async def texts(self):
        return [text for (text,) in await self.scene.rows("select text from inbox order by id")]

    def says(self, text, chat=MARIO, **what):
        return self.scene.peer.make.message(chat, text=text, **what)


@pytest.fixture
async def door(peer, desk, clock, tmp_path):
    async with opened(peer, desk, clock, tmp_path, **WEBHOOK) as scene:
        yield Door(scene)


async def test_it_is_told_to_telegram_at_the_start(door):
    await door.scene.serving.ways_in[0].loops[0]()
    [told] = door.scene.peer.calls("setWebhook")
    assert told == {
        "url": f"http://127.0.0.1:8080{PATH}",
        "max_connections": 40,
        "allowed_updates": ["message", "edited_message", "callback_query", "my_chat_member"],
        "secret_token": SECRET,
    }
    assert len(SECRET) == 64
    assert TOKEN not in SECRET


async def test_a_message_is_kept_then_acknowledged_then_answered(door):
    door.scene.peer.known.add(MARIO)
    assert await door.call(door.says("/start")) == 200
    assert await door.texts() == ["/start"]
    await door.scene.settle_down()
    assert door.scene.peer.said_to() == ["Che cosa posso fare per lei:"]


FORGERIES = [
    ("no secret", None),
    ("an empty secret", ""),
    ("another", "x" * 64),
    ("one letter less", SECRET[:-1]),
    ("one letter more", SECRET + "0"),
    ("the token itself", TOKEN),
    ("letters that no header should hold", "è" * 64),
]


@pytest.mark.parametrize(("label", "secret"), FORGERIES, ids=[case[0] for case in FORGERIES])
async def test_a_forged_call_leaves_no_trace(label, secret, door):
    assert await door.call(door.says("/start"), secret) == 403, label
    assert (await door.texts(), door.scene.counted) == ([], {"forged": 1})


UNREADABLE = [
    ("not JSON", b"{"),
    ("no object", b"[1]"),
    ("no number", b"{}"),
    ("not UTF-8", b"\xff\xfe\xfd"),
    ("nothing", b""),
    ("too deep", b"[" * 200_000),
    ("too large", b'{"update_id": 1, "x": "' + b"a" * LARGEST + b'"}'),
]


@pytest.mark.parametrize(("label", "data"), UNREADABLE, ids=[case[0] for case in UNREADABLE])
async def test_what_can_never_be_read_does_not_come_again(label, data, door):
    assert await door.call(data=data) == 200, label
    assert (await door.texts(), door.scene.counted) == ([], {"unreadable": 1})


async def test_an_update_longer_than_other_calls_may_be_is_read(door):
    quoted = door.says("a" * 70_000)["message"]
    assert await door.call(door.says("/start", reply_to_message=quoted)) == 200
    assert await door.texts() == ["/start"]


async def test_if_the_store_fails_telegram_is_told_to_come_again(door):
    class Failing:
        def __init__(self, reception):
            self.reception, self.failures = reception, 1

        async def accept(self, inbound, correlation):
            self.failures -= 1
            if self.failures >= 0:
                raise StoreUnavailable
            return await self.reception.accept(inbound, correlation)

    route = door.scene.serving.ways_in[0].routes[0]
    intake = route.handler.__self__._intake
    intake._reception = Failing(intake._reception)
    update = door.says("/start")
    assert (await door.call(update), await door.texts()) == (503, [])
    assert (await door.call(update), await door.texts()) == (200, ["/start"])
    assert (await door.call(update), await door.texts()) == (200, ["/start"])
    assert door.scene.counted == {"unkept": 1, "kept": 1, "repeated": 1}


async def test_ten_copies_at_once_are_one_message(door):
    update = door.says("/start")
    assert await asyncio.gather(*(door.call(update) for _ in range(10))) == [200] * 10
    assert (await door.texts(), door.scene.counted) == (["/start"], {"kept": 1, "repeated": 9})


async def test_a_file_that_is_slow_does_not_let_the_next_message_overtake_it(door):
    door.scene.peer.files["doc-1"] = Stored(b"%PDF")
    first = door.scene.peer.make.message(document=document(), caption="primo")
    calls = [door.call(first), door.call(door.says("secondo"))]
    assert await asyncio.gather(*calls) == [200, 200]
    assert await door.texts() == ["primo", "secondo"]
    turns = door.scene.serving.ways_in[0].routes[0].handler.__self__._turns
    assert turns._turns == {}, "nothing is left of it"


async def test_a_file_that_cannot_be_fetched_is_asked_for_again_and_then_told(door):
    door.scene.peer.known.add(MARIO)
    door.scene.peer.files["doc-1"] = Stored(b"%PDF", broken=502)
    update = door.scene.peer.make.message(document=document(), caption="/start")
    assert [await door.call(update) for _ in range(6)] == [503] * 5 + [200]
    await door.scene.settle_down()
    assert "non mi è arrivato intero: se serve, lo mandi di nuovo." in door.scene.peer.said_to()[0]


async def test_many_citizens_at_once(door):
    calls = [door.call(door.says("/start", chat)) for chat in range(1, 101)]
    assert await asyncio.gather(*calls) == [200] * 100
    assert len(await door.texts()) == 100


async def test_the_way_of_polling_is_closed(peer, desk, clock, tmp_path):
    async with opened(peer, desk, clock, tmp_path) as scene:
        assert await Door(scene).call(scene.peer.make.message(ANNA, text="/start")) == 404


async def test_telegram_cannot_call_an_address_that_is_not_https(peer, clock, tmp_path):
    settings = settings_of(peer, tmp_path, **WEBHOOK)
    group = settings.telegram.model_copy(update={"api_url": ""})
    plain = settings.model_copy(update={"telegram": group})

    class Around:
        settings = plain

    with pytest.raises(Misconfigured, match="public_url to an https address"):
        telegram_network(Around())
    Around.settings = plain.model_copy(update={"web": Web(public_url="https://sportello.example.org")})
    Around.session, Around.clock, Around.pace = None, clock, None
    assert telegram_network(Around()).channel.name == "telegram"
