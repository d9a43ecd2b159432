"""Part out: what Telegram is asked, and what its answers, or their lack, become."""

import asyncio
import json
import logging
import socket
from dataclasses import replace
from datetime import timedelta

import pytest
import structlog

from bot.channel import Unsettled
from bot.errors import SendDelayed, SendRefused, SendUnknown
from bot.message import Button, File
from tests.channels.telegram.conftest import WORDS, a_part
from tests.telegram_calls import Answer, refusal
from tests.telegram_updates import MARIO, TOKEN

PLAIN = {"chat_id": MARIO, "text": WORDS, "link_preview_options": {"is_disabled": True}}
PDF = File("certificato è.pdf", "application/pdf", b"%PDF-1.7\r\n\0\xff")
DOCUMENT = {"chat_id": MARIO, "disable_content_type_detection": True}
TOPIC = {"thread": "42"}


def keys(*rows):
    rows = [[{"text": label, "callback_data": data} for label, data in row] for row in rows]
    return {**PLAIN, "reply_markup": {"inline_keyboard": rows}}


def buttons(*labels):
    return {"buttons": tuple(Button(label, f"3.{at}") for at, label in enumerate(labels))}


LONG = "Confermo i dati della multa"
REQUESTS = [
    ("plain", {}, PLAIN),
    ("accents and pictures", {"text": "Perché no? 🚗 €"}, {**PLAIN, "text": "Perché no? 🚗 €"}),
    ("another script", {"text": "Добрый день"}, {**PLAIN, "text": "Добрый день"}),
    ("lines", {"text": "uno\n\ndue"}, {**PLAIN, "text": "uno\n\ndue"}),
    ("marks of no meaning", {"text": "_a_ *b* <b>c</b> &amp;"}, {**PLAIN, "text": "_a_ *b* <b>c</b> &amp;"}),
    ("signs that a form must escape", {"text": "a+b & c=d %41"}, {**PLAIN, "text": "a+b & c=d %41"}),
    ("the longest", {"text": "a" * 4096}, {**PLAIN, "text": "a" * 4096}),
    ("one button", buttons("Riprendi"), keys([("Riprendi", "3.0")])),
    ("yes and no side by side", buttons("Sì", "No"), keys([("Sì", "3.0"), ("No", "3.1")])),
    ("two long ones below each other", buttons(LONG, "No"), keys([(LONG, "3.0")], [("No", "3.1")])),
    ("three, one a row", buttons("A", "B", "C"), keys([("A", "3.0")], [("B", "3.1")], [("C", "3.2")])),
    (
        "an address to open",
        {"buttons": (Button("Sito", "", "https://comune.example/"),)},
        {
            **PLAIN,
            "reply_markup": {"inline_keyboard": [[{"text": "Sito", "url": "https://comune.example/"}]]},
        },
    ),
    ("a token of 64 bytes", {"buttons": (Button("A", "a" * 64),)}, keys([("A", "a" * 64)])),
    ("in a topic", {"context": TOPIC}, {**PLAIN, "message_thread_id": 42}),
    ("in a topic, first attempt", {"context": TOPIC, "attempts": 1}, {**PLAIN, "message_thread_id": 42}),
    ("in a topic that may be gone", {"context": TOPIC, "attempts": 2}, PLAIN),
    ("in a topic that is none", {"context": {"thread": "x"}}, PLAIN),
    ("a file", {"text": "", "files": (PDF,)}, DOCUMENT),
    (
        "a file in a topic",
        {"text": "", "files": (PDF,), "context": TOPIC},
        {**DOCUMENT, "message_thread_id": 42},
    ),
]


@pytest.mark.parametrize(("label", "part", "asked"), REQUESTS, ids=[case[0] for case in REQUESTS])
async def test_what_is_asked(label, part, asked, peer, make_telegram):
    provider_id = await make_telegram().send(a_part(**part))
    [call] = peer.asked
    assert call.method == ("sendDocument" if "files" in part else "sendMessage"), label
    assert call.params == asked
    assert provider_id == f"{MARIO}/{peer.messages[0]['message_id']}"


FILES = [
    ("accents and spaces", PDF, "certificato è.pdf", "application/pdf"),
    ("quotes", File('di "A".pdf', "application/pdf", b"a"), 'di "A".pdf', "application/pdf"),
    ("lines", File("a\r\nX: b.pdf", "application/pdf", b"a"), "a X: b.pdf", "application/pdf"),
    ("no name", File(" ", "application/pdf", b"a"), "documento", "application/octet-stream"),
    ("an ending that nobody knows", File("a.p7m9", "x/y", b"a"), "a.p7m9", "application/octet-stream"),
    ("large", File("a.txt", "text/plain", b"a" * 3_000_000), "a.txt", "text/plain"),
]


@pytest.mark.parametrize(("label", "file", "name", "kind"), FILES, ids=[case[0] for case in FILES])
async def test_a_file_arrives_as_it_was(label, file, name, kind, peer, make_telegram):
    await make_telegram().send(a_part(text="", files=(file,)))
    assert peer.asked[0].file == (name, kind, file.content), label


REFUSED_BY_US = [
    ("an address that is no chat", {"to": "+393331234567"}, "recipient:none"),
    ("a token of 65 bytes", {"buttons": (Button("A", "è" * 33),)}, "content:token"),
    ("no token", {"buttons": (Button("A", ""),)}, "content:token"),
    ("an empty file", {"files": (File("a.txt", "text/plain", b""),)}, "content:size"),
    ("a file of 51 MB", {"files": (File("a.txt", "text/plain", b"a" * 51_000_000),)}, "content:size"),
]


@pytest.mark.parametrize(("label", "part", "code"), REFUSED_BY_US, ids=[case[0] for case in REFUSED_BY_US])
async def test_what_is_not_even_asked(label, part, code, peer, make_telegram):
    with pytest.raises(SendRefused, match=code):
        await make_telegram().send(a_part(**part))
    assert not peer.asked, label


def bad(sentence):
    return refusal(400, f"Bad Request: {sentence}")


def forbidden(sentence):
    return refusal(403, f"Forbidden: {sentence}")


OK = {"ok": True}
HTML = "<html>Bad Gateway</html>"
SLOW = refusal(429, "Too Many Requests: retry after 7", retry_after=7)
ANSWERS = [
    ("blocked", forbidden("bot was blocked by the user"), SendRefused, "blocked:403", None),
    ("deactivated", forbidden("user is deactivated"), SendRefused, "gone:403", None),
    ("deleted", bad("INPUT_USER_DEACTIVATED"), SendRefused, "gone:400", None),
    ("a group deleted", forbidden("the group chat was deleted"), SendRefused, "gone:403", None),
    ("kicked", forbidden("bot was kicked from the supergroup chat"), SendRefused, "rights:403", None),
    ("no member", forbidden("bot is not a member of the channel chat"), SendRefused, "rights:403", None),
    (
        "never met",
        forbidden("bot can't initiate conversation with a user"),
        SendRefused,
        "stranger:403",
        None,
    ),
    ("a bot", forbidden("bot can't send messages to bots"), SendRefused, "recipient:403", None),
    ("forbidden in other words", forbidden("the stars are wrong"), SendDelayed, "other:403", None),
    ("no such chat", bad("chat not found"), SendRefused, "recipient:400", None),
    ("no such user", bad("user not found"), SendRefused, "recipient:400", None),
    ("no such peer", bad("PEER_ID_INVALID"), SendRefused, "recipient:400", None),
    (
        "a group that has moved",
        refusal(
            400,
            "Bad Request: group chat was upgraded to a supergroup chat",
            migrate_to_chat_id=-1009,
        ),
        SendRefused,
        "recipient:400",
        None,
    ),
    (
        "no rights",
        bad("not enough rights to send text messages to the chat"),
        SendRefused,
        "rights:400",
        None,
    ),
    ("no right to write", bad("CHAT_WRITE_FORBIDDEN"), SendRefused, "rights:400", None),
    ("restricted", bad("have no rights to send a message"), SendRefused, "rights:400", None),
    ("empty", bad("message text is empty"), SendRefused, "content:400", None),
    ("too long", bad("message is too long"), SendRefused, "content:400", None),
    ("a token that is none", bad("BUTTON_DATA_INVALID"), SendRefused, "content:400", None),
    ("an address that is none", bad("BUTTON_URL_INVALID"), SendRefused, "content:400", None),
    ("too many buttons", bad("reply_markup is too long"), SendRefused, "content:400", None),
    ("a bad file", bad("file must be non-empty"), SendRefused, "content:400", None),
    ("no such topic", bad("message thread not found"), SendDelayed, "thread:400", None),
    ("a closed topic", bad("TOPIC_CLOSED"), SendDelayed, "thread:400", None),
    ("unknown, and the request is wrong", bad("FROBNICATE"), SendRefused, "other:400", None),
    ("a wrong token", refusal(401, "Unauthorized"), SendDelayed, "account:401", None),
    ("a token that is none, or no method", refusal(404, "Not Found"), SendDelayed, "account:404", None),
    ("a conflict", refusal(409, "Conflict: something"), SendDelayed, "other:409", None),
    ("too large", refusal(413, "Request Entity Too Large"), SendRefused, "content:413", None),
    ("too large for a server in between", Answer(413, HTML), SendRefused, "content:413", None),
    ("slow down by 7 s", SLOW, SendDelayed, "limit:429", 7),
    (
        "slow down for ever",
        refusal(429, "Too Many Requests", retry_after=99999),
        SendDelayed,
        "limit:429",
        3600,
    ),
    (
        "slow down by nothing",
        refusal(429, "Too Many Requests", retry_after=0),
        SendDelayed,
        "limit:429",
        None,
    ),
    (
        "slow down by a word",
        refusal(429, "Too Many Requests", retry_after="x"),
        SendDelayed,
        "limit:429",
        None,
    ),
    ("slow down, a page", Answer(429, HTML), SendDelayed, "limit:429", None),
    ("moved", Answer(302, HTML), SendDelayed, "other:302", None),
    ("a proxy", Answer(407, HTML), SendDelayed, "other:407", None),
    ("no body", Answer(400, ""), SendRefused, "other:400", None),
    ("broken inside, says Telegram", refusal(500, "Internal Server Error"), SendDelayed, "other:500", None),
    ("restarting, says Telegram", refusal(502, "Bad Gateway"), SendDelayed, "other:502", None),
    ("turned away", Answer(503, HTML), SendDelayed, "other:503", None),
    ("broken between", Answer(502, HTML), SendUnknown, "lost:http 502", None),
    ("slow between", Answer(504, HTML), SendUnknown, "lost:http 504", None),
    ("broken somewhere", Answer(500, "[]"), SendUnknown, "lost:http 500", None),
    ("taken and broken between", Answer(502, HTML, keep=True), SendUnknown, "lost:http 502", None),
    ("taken, a page", Answer(200, HTML), SendUnknown, "lost:unreadable", None),
    ("taken, a list", Answer(200, "[]"), SendUnknown, "lost:unreadable", None),
    ("taken, nothing", Answer(200, "null"), SendUnknown, "lost:unreadable", None),
    ("taken, no result", Answer(200, OK), SendUnknown, "lost:unreadable", None),
    ("taken, a result that is no message", Answer(200, {**OK, "result": {}}), SendUnknown, "lost:*", None),
    ("taken, a result that is true", Answer(200, {**OK, "result": True}), SendUnknown, "lost:*", None),
    ("cut off", Answer(drop=True), SendUnknown, "lost:ServerDisconnectedError", None),
    (
        "cut off after taking",
        Answer(drop=True, keep=True),
        SendUnknown,
        "lost:ServerDisconnectedError",
        None,
    ),
]


@pytest.mark.parametrize(
    ("label", "answer", "error", "code", "seconds"), ANSWERS, ids=[case[0] for case in ANSWERS]
)
async def test_what_an_answer_means(label, answer, error, code, seconds, peer, make_telegram):
    peer.answers["sendMessage"].append(replace(answer))
    with pytest.raises(error) as caught:
        await make_telegram().send(a_part())
    assert type(caught.value) is error, label
    assert caught.value.code == code or (code == "lost:*" and caught.value.code.startswith("lost:"))
    wait = getattr(caught.value, "retry_after", None)
    assert wait == (None if seconds is None else timedelta(seconds=seconds))
    assert len(peer.asked) == 1, "nothing is asked twice behind the sender's back"
    assert len(peer.messages) == answer.keep


async def test_the_same_holds_for_files(peer, make_telegram):
    peer.answers["sendDocument"].append(forbidden("bot was blocked by the user"))
    with pytest.raises(SendRefused, match="blocked:403"):
        await make_telegram().send(a_part(text="", files=(PDF,)))


async def test_a_silent_telegram_is_given_up_and_the_part_unknown(peer, make_telegram):
    peer.answers["sendMessage"].append(Answer(keep=True, until=(until := asyncio.Event())))
    with pytest.raises(SendUnknown, match="lost:TimeoutError"):
        await make_telegram(answer=0.05, connect=0.04).send(a_part())
    until.set()
    assert len(peer.messages) == 1


async def test_a_closed_door_means_it_never_left(make_telegram):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}"
        with pytest.raises(SendDelayed, match="connect:ClientConnectorError"):
            await make_telegram(url=url).send(a_part())


async def test_an_unknown_host_means_it_never_left(make_telegram):
    with pytest.raises(SendDelayed, match="connect:ClientConnectorDNSError"):
        await make_telegram(url="http://telegram.invalid").send(a_part())


async def test_a_wrong_token_keeps_the_message_for_later(peer, make_telegram):
    with pytest.raises(SendDelayed, match="account:401"):
        await make_telegram(token="9:another").send(a_part())
    assert not peer.messages


async def test_nobody_can_tell_whether_a_lost_message_arrived(peer, make_telegram):
    assert await make_telegram().settle(a_part()) is Unsettled.CANNOT_TELL
    assert not peer.asked


async def test_what_is_told_to_staff_and_logs_is_never_the_citizens(peer, make_telegram, caplog):
    caplog.set_level(logging.INFO)
    telegram, written = make_telegram(), []
    with structlog.testing.capture_logs() as lines:
        await telegram.send(a_part())
        for _, answer, error, *_rest in ANSWERS:
            told = answer.body if isinstance(answer.body, str) else json.dumps(answer.body)
            peer.answers["sendMessage"].append(replace(answer, body=told and told.replace("html", WORDS)))
            with pytest.raises(error) as caught:
                await telegram.send(a_part())
            assert caught.value.__cause__ is None
            written.append(str(caught.value))
    text = repr(lines) + "".join(written) + "".join(record.getMessage() for record in caplog.records)
    for secret in (TOKEN, str(MARIO), WORDS):
        assert secret not in text
    assert TOKEN not in repr(vars(telegram))


def test_what_the_engine_must_know_of_it(make_telegram):
    traits = make_telegram().traits
    assert (traits.kind, traits.buttons, traits.files, traits.letter) == ("telegram", True, True, False)


@pytest.mark.parametrize(
    ("text", "fitting"),
    [("a" * 4096, True), ("a" * 4097, False), ("🚗" * 2048, True), ("🚗" * 2049, False), ("\ud83d", True)],
    ids=["4096", "4097", "2048 of two units", "2049 of two units", "half of a pair"],
)
def test_a_text_is_counted_as_telegram_counts_it(text, fitting, make_telegram):
    assert make_telegram().traits.fits(text) is fitting
