"""Part out: what Twilio is asked, and what its answers, or their lack, become."""

import asyncio
import logging
import socket
from dataclasses import replace
from datetime import timedelta

import pytest
import structlog

from bot.bulk import SENDER
from bot.errors import SendDelayed, SendRefused, SendUnknown
from bot.message import Button
from tests.channels.sms.conftest import CITIZEN, NOW, OURS, WORDS, a_part
from tests.twilio_peer import SID, TOKEN, Answer

STATUS = "https://sportello.example.it/twilio/status/7-0-0"
FORM = {"To": CITIZEN, "From": OURS, "Body": WORDS, "StatusCallback": STATUS}

REQUESTS = [
    ("plain", {}, OURS, FORM),
    (
        "a service picks the number",
        {},
        "MG" + "1" * 32,
        {**FORM, "From": None, "MessagingServiceSid": "MG" + "1" * 32},
    ),
    ("an alias", {}, "ComuneLI", {**FORM, "From": "ComuneLI"}),
    ("an alias of one part", {"context": {SENDER: "ComuneLI"}}, OURS, {**FORM, "From": "ComuneLI"}),
    (
        "an alias in place of a service",
        {"context": {SENDER: "ComuneLI"}},
        "MG" + "1" * 32,
        {**FORM, "From": "ComuneLI", "MessagingServiceSid": None},
    ),
    ("plainer letters", {"text": "È l’ora…"}, OURS, {**FORM, "Body": "E' l'ora..."}),
    ("another script stays", {"text": "Добрый день"}, OURS, {**FORM, "Body": "Добрый день"}),
    ("signs that a form must escape", {"text": "a+b & c=d %41 €"}, OURS, {**FORM, "Body": "a+b & c=d %41 €"}),
    ("lines", {"text": "uno\ndue"}, OURS, {**FORM, "Body": "uno\ndue"}),
    ("buttons do not travel", {"buttons": (Button("SI", "t"),)}, OURS, FORM),
    (
        "the key in the address",
        {"key": "a b/ç"},
        OURS,
        {**FORM, "StatusCallback": STATUS[:-5] + "a%20b%2F%C3%A7"},
    ),
    (
        "useful for an hour",
        {"valid_until": NOW + timedelta(hours=1)},
        OURS,
        {**FORM, "ValidityPeriod": "3600"},
    ),
    ("useful for days", {"valid_until": NOW + timedelta(days=3)}, OURS, {**FORM, "ValidityPeriod": "36000"}),
    ("useful no more", {"valid_until": NOW - timedelta(days=3)}, OURS, {**FORM, "ValidityPeriod": "1"}),
]


@pytest.mark.parametrize(("label", "part", "sender", "form"), REQUESTS, ids=[r[0] for r in REQUESTS])
async def test_what_is_asked(label, part, sender, form, peer, make_sms):
    sid = await make_sms(sender).send(a_part(**part))
    [asked] = peer.asked
    assert (asked.method, asked.path) == ("POST", f"/2010-04-01/Accounts/{SID}/Messages.json"), label
    assert asked.form == {name: value for name, value in form.items() if value is not None}
    assert asked.authorization.startswith("Basic ")
    assert sid == peer.messages[0]["sid"]


def fault(status, code):
    body = {"code": code, "message": f"about {CITIZEN}: {WORDS}", "more_info": "", "status": status}
    return Answer(status, body)


def problem(status, code):  # RFC 9457, which Twilio's newer answers follow
    return Answer(status, {"type": "t", "title": CITIZEN, "status": status, "code": code})


SECONDS = {"Retry-After": "7"}
ANSWERS = [
    ("stopped", fault(400, 21610), SendRefused, "stopped:21610", None),
    ("no number", fault(400, 21211), SendRefused, "number:21211", None),
    ("no number either", fault(400, 21217), SendRefused, "number:21217", None),
    ("a landline", fault(400, 21614), SendRefused, "number:21614", None),
    ("no way there", fault(400, 21612), SendRefused, "number:21612", None),
    ("to ourselves", fault(400, 21266), SendRefused, "number:21266", None),
    ("a closed region", fault(403, 21408), SendRefused, "region:21408", None),
    ("not our number", fault(400, 21606), SendRefused, "sender:21606", None),
    ("not a number of ours", fault(400, 21659), SendRefused, "sender:21659", None),
    ("our number is none", fault(400, 21212), SendRefused, "sender:21212", None),
    ("of another account", fault(400, 21660), SendRefused, "sender:21660", None),
    ("an empty service", fault(400, 21704), SendRefused, "sender:21704", None),
    ("an empty text", fault(400, 21602), SendRefused, "content:21602", None),
    ("too long", fault(400, 21617), SendRefused, "content:21617", None),
    ("our address is none", fault(400, 21609), SendRefused, "settings:21609", None),
    ("a trial account", fault(400, 21608), SendRefused, "account:21608", None),
    ("a wrong token", fault(401, 20003), SendDelayed, "account:20003", None),
    ("suspended", fault(403, 20005), SendDelayed, "account:20005", None),
    ("no such account", fault(404, 20404), SendDelayed, "account:20404", None),
    ("our queue is full", fault(400, 21611), SendDelayed, "limit:21611", None),
    ("the day's messages are used up", fault(400, 63038), SendDelayed, "limit:63038", None),
    ("unknown, and the request is wrong", fault(400, 29999), SendRefused, "other:29999", None),
    ("unknown, and forbidden", fault(403, 29999), SendDelayed, "other:29999", None),
    ("no body", Answer(400, ""), SendRefused, "other:400", None),
    ("a page of a proxy", Answer(407, "<html>proxy</html>"), SendDelayed, "other:407", None),
    ("moved", Answer(302, "", {"Location": "/elsewhere"}), SendDelayed, "other:302", None),
    ("the newer form of errors", problem(400, 21610), SendRefused, "stopped:21610", None),
    ("slow down", fault(429, 20429), SendDelayed, "limit:429", None),
    ("slow down by 7 s", Answer(429, {"code": 20429}, SECONDS), SendDelayed, "limit:429", 7),
    ("slow down for ever", Answer(429, {}, {"Retry-After": "99999"}), SendDelayed, "limit:429", 3600),
    (
        "slow down till a date",
        Answer(429, {}, {"Retry-After": "Wed, 21 Oct"}),
        SendDelayed,
        "limit:429",
        None,
    ),
    ("turned away", Answer(503, "busy"), SendDelayed, "http:503", None),
    ("turned away for 7 s", Answer(503, "busy", SECONDS), SendDelayed, "http:503", 7),
    ("broken inside", Answer(500, {"code": 20500}), SendUnknown, "http:500", None),
    ("broken between", Answer(502, "<html>"), SendUnknown, "http:502", None),
    ("slow between", Answer(504, "<html>"), SendUnknown, "http:504", None),
    ("taken and broken inside", Answer(500, {}, keep=True), SendUnknown, "http:500", None),
    ("taken, unreadable", Answer(201, "<html>"), SendUnknown, "lost:unreadable", None),
    ("taken, without a sid", Answer(201, {"status": "queued"}), SendUnknown, "lost:sid", None),
    ("taken, a list", Answer(201, "[]"), SendUnknown, "lost:unreadable", None),
    ("taken, nothing", Answer(201, "null"), SendUnknown, "lost:unreadable", None),
    ("cut off", Answer(drop=True), SendUnknown, "lost:ServerDisconnectedError", None),
    ("cut off after taking", Answer(drop=True, keep=True), SendUnknown, "lost:ServerDisconnectedError", None),
]


@pytest.mark.parametrize(
    ("label", "answer", "error", "code", "seconds"), ANSWERS, ids=[case[0] for case in ANSWERS]
)
async def test_what_an_answer_means(label, answer, error, code, seconds, peer, make_sms):
    peer.answers.append(replace(answer))
    with pytest.raises(error) as caught:
        await make_sms().send(a_part())
    assert type(caught.value) is error, label
    assert caught.value.code == code
    wait = getattr(caught.value, "retry_after", None)
    assert wait == (None if seconds is None else timedelta(seconds=seconds))
    assert len(peer.asked) == 1, "nothing is asked twice behind the sender's back"


async def test_a_silent_twilio_is_given_up_and_the_part_unknown(peer, make_sms):
    peer.answers.append(Answer(keep=True, until=(until := asyncio.Event())))
    with pytest.raises(SendUnknown, match="lost:TimeoutError"):
        await make_sms(answer=0.05, connect=0.04).send(a_part())
    until.set()
    assert len(peer.messages) == 1


async def test_a_closed_door_means_it_never_left(make_sms):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}"
        with pytest.raises(SendDelayed, match="connect:ClientConnectorError"):
            await make_sms(url=url).send(a_part())


async def test_an_unknown_host_means_it_never_left(make_sms):
    with pytest.raises(SendDelayed, match="connect:ClientConnectorDNSError"):
        await make_sms(url="http://twilio.invalid").send(a_part())


async def test_a_wrong_token_keeps_the_message_for_later(make_sms):
    with pytest.raises(SendDelayed, match="account:20003"):
        await make_sms(token="another").send(a_part())


async def test_the_environment_of_the_process_changes_nothing(peer, make_sms, monkeypatch):
    monkeypatch.setenv("TWILIO_EDGE", "dublin")
    monkeypatch.setenv("TWILIO_REGION", "ie1")
    assert await make_sms().send(a_part()) == peer.messages[0]["sid"]


async def test_what_is_told_to_staff_and_logs_is_never_the_citizens(peer, make_sms, caplog):
    caplog.set_level(logging.DEBUG)
    sms = make_sms()
    with structlog.testing.capture_logs() as lines:
        await sms.send(a_part())
        for _, answer, error, *_rest in ANSWERS:
            peer.answers.append(replace(answer))
            with pytest.raises(error) as caught:
                await sms.send(a_part())
            assert caught.value.__cause__ is None
            caplog.records.append(logging.makeLogRecord({"msg": str(caught.value)}))
        await sms.settle(a_part(sent_since=NOW))
    written = repr(lines) + "".join(record.getMessage() for record in caplog.records)
    for secret in (TOKEN, CITIZEN, CITIZEN[1:], WORDS):
        assert secret not in written
    assert TOKEN not in repr(vars(sms))


def test_what_the_engine_must_know_of_it(make_sms):
    sms = make_sms()
    assert (sms.name, sms.traits.kind, sms.traits.buttons, sms.traits.files) == ("sms", "sms", False, False)
    assert sms.limits.per_second == 1
    assert sms.traits.fits("a" * 459)
    assert not sms.traits.fits("a" * 460)
