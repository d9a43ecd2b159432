"""A lost answer: what Twilio's list says of it."""

from datetime import timedelta
from email.utils import format_datetime

import pytest

from bot.bulk import SENDER
from bot.channel import Unsettled
from bot.errors import SendDelayed, SendUnknown
from channels.sms.sms import LISTED
from tests.channels.sms.conftest import CITIZEN, NOW, OURS, WORDS, a_part
from tests.twilio_peer import Answer

LATER = timedelta(minutes=2)
SERVICE = "MG" + "1" * 32
LOST = a_part(sent_since=NOW, attempts=1)
ALIASED = a_part(sent_since=NOW, attempts=1, context={SENDER: "ComuneLI"})
ACCENTS = a_part(sent_since=NOW, text="È l’ora…")


def at(minutes):
    return {"date_created": format_datetime(NOW + timedelta(minutes=minutes))}


def mine(words=WORDS, to=CITIZEN, sender=OURS, **more):
    return {"to": to, "body": words, "sender": sender, **more}


CASES = [
    ("it is there", LOST, OURS, [mine()], "first"),
    ("it is there, older ones too", LOST, OURS, [mine(), mine(**at(-5)), mine(**at(-500))], "first"),
    ("it is there, other words too", LOST, OURS, [mine(), mine("Altro")], "first"),
    ("it waited for its turn", LOST, OURS, [mine(**at(1.5))], "first"),
    ("a second try, hours later", a_part(sent_since=NOW, attempts=2), OURS, [mine(**at(90))], "first"),
    ("the same words again, hours later", LOST, OURS, [mine(**at(90))], Unsettled.NOT_SENT),
    ("it, and the same words hours later", LOST, OURS, [mine(), mine(**at(90))], "first"),
    ("Twilio's clock is behind", LOST, OURS, [mine(**at(-0.9))], "first"),
    ("it was rewritten on leaving", ACCENTS, OURS, [mine("E' l'ora...")], "first"),
    ("Twilio's own encoding", a_part(sent_since=NOW, text="я “a”"), OURS, [mine('я "a"')], "first"),
    ("a trial account", LOST, OURS, [mine("Sent from your Twilio trial account - " + WORDS)], "first"),
    ("white space at the end", LOST, OURS, [mine(WORDS + " ")], "first"),
    ("through a service", LOST, SERVICE, [mine(sender=SERVICE)], "first"),
    ("under an alias", ALIASED, OURS, [mine(sender="ComuneLI")], "first"),
    ("under an alias, though we have a service", ALIASED, SERVICE, [mine(sender="ComuneLI")], "first"),
    ("not under its alias", ALIASED, OURS, [mine()], Unsettled.NOT_SENT),
    ("already failed", LOST, OURS, [mine(status="undelivered")], "first"),
    ("nothing", LOST, OURS, [], Unsettled.NOT_SENT),
    ("too old", LOST, OURS, [mine(**at(-2))], Unsettled.NOT_SENT),
    ("other words", LOST, OURS, [mine("Altro")], Unsettled.NOT_SENT),
    ("another citizen", LOST, OURS, [mine(to="+393337654321")], Unsettled.NOT_SENT),
    ("another number of ours", LOST, OURS, [mine(sender="+393399900001")], Unsettled.NOT_SENT),
    ("a number, not the service", LOST, SERVICE, [mine()], Unsettled.NOT_SENT),
    ("no words", LOST, OURS, [mine(None)], Unsettled.NOT_SENT),
    ("twice the same words", LOST, OURS, [mine(), mine()], Unsettled.CANNOT_TELL),
    ("a list that does not end", LOST, OURS, [mine("Altro")] * LISTED, Unsettled.CANNOT_TELL),
    ("it never left, as far as we know", a_part(), OURS, None, Unsettled.CANNOT_TELL),
]


@pytest.mark.parametrize(("label", "part", "sender", "messages", "result"), CASES, ids=[c[0] for c in CASES])
async def test_settle(label, part, sender, messages, result, peer, make_sms):
    kept = [peer.keep(**message) for message in messages or ()]
    got = await make_sms(sender, later=LATER).settle(part)
    assert got == (kept[0]["sid"] if result == "first" else result), label
    if messages is not None:
        [asked] = peer.asked
        assert (asked.method, asked.query) == ("GET", {"To": CITIZEN, "PageSize": str(LISTED)})


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (Answer(500), "http:500"),
        (Answer(503), "http:503"),
        (Answer(429, headers={"Retry-After": "7"}), "limit:429"),
        (Answer(200, {"messages": [{"sid": "SM1", "from": OURS, "body": WORDS}]}), "settle:list"),
        (Answer(401, {"code": 20003}), "settle:list"),
        (Answer(404, {"code": 20404}), "settle:list"),
        (Answer(200, "<html>"), "settle:list"),
        (Answer(200, {"meta": {}, "a": [], "b": []}), "settle:list"),
        (Answer(200, "[]"), "settle:list"),
        (Answer(200, {"messages": None}), "settle:list"),
    ],
)
async def test_nobody_knows_while_the_list_cannot_be_read(answer, code, peer, make_sms):
    peer.answers.append(answer)
    with pytest.raises(SendDelayed) as caught:
        await make_sms(later=LATER).settle(LOST)
    assert caught.value.code == code


async def test_a_young_part_may_be_on_its_way_into_the_list(make_sms):
    with pytest.raises(SendDelayed, match="settle:young") as caught:
        await make_sms(later=timedelta(seconds=20)).settle(LOST)
    assert caught.value.retry_after == timedelta(seconds=40)


async def test_a_lost_answer_is_found_and_nothing_is_sent_twice(peer, make_sms):
    peer.answers.append(Answer(drop=True, keep=True))
    with pytest.raises(SendUnknown):
        await make_sms().send(LOST)
    assert await make_sms(later=LATER).settle(LOST) == peer.messages[0]["sid"]


async def test_a_message_that_never_arrived_is_sent_again(peer, make_sms):
    peer.answers.append(Answer(500))
    with pytest.raises(SendUnknown):
        await make_sms().send(LOST)
    assert await make_sms(later=LATER).settle(LOST) is Unsettled.NOT_SENT
