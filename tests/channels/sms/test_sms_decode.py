"""Webhook in: the form that Twilio posts, and the message or receipt that it becomes."""

import pytest

from bot.channel import Delivery, Receipt
from bot.errors import BadRequest
from bot.message import Inbound
from channels.sms import Sms, Wire
from tests.channels.sms.conftest import CITIZEN, NOW, OURS, account
from tests.twilio_peer import SID

SM = "SM" + "a" * 32
MM = "MM" + "b" * 32
FORM = {
    "ToCountry": "IT", "MessageSid": SM, "SmsSid": SM, "NumMedia": "0", "NumSegments": "1", "To": OURS,
    "From": CITIZEN, "Body": "MULTA AB123CD", "AccountSid": SID, "ApiVersion": "2010-04-01",
}  # fmt: skip


@pytest.fixture
def sms():
    return Sms(account(), Wire(None), lambda: NOW)


def without(*names):
    return {name: value for name, value in FORM.items() if name not in names}


MESSAGES = [
    ("plain", FORM, {}),
    ("accents", {**FORM, "Body": "Perché è così?"}, {"text": "Perché è così?"}),
    ("a picture", {**FORM, "Body": "👍🏽"}, {"text": "👍🏽"}),
    ("another script", {**FORM, "Body": "Сколько?"}, {"text": "Сколько?"}),
    ("white space is the citizen's", {**FORM, "Body": "  SI \n"}, {"text": "  SI \n"}),
    ("empty", {**FORM, "Body": ""}, {"text": ""}),
    ("a NUL", {**FORM, "Body": "S\0I"}, {"text": "SI"}),
    ("long", {**FORM, "Body": "a" * 1600}, {"text": "a" * 1600}),
    ("media and words", {**FORM, "NumMedia": "2", "MessageSid": MM, "MediaUrl0": "https://x.example/1"},
     {"external_id": MM, "context": {"to": OURS, "media": "2"}}),
    ("media alone", {**without("Body"), "NumMedia": "1"},
     {"text": "", "context": {"to": OURS, "media": "1"}}),
    ("no number of media", without("NumMedia"), {}),
    ("no recipient", without("To"), {"context": {"to": ""}}),
    ("a short code", {**FORM, "From": "12345"}, {"sender": "12345"}),
    ("an alias", {**FORM, "From": "AcquaSpa"}, {"sender": "AcquaSpa"}),
    ("a foreign number", {**FORM, "From": "+4915112345678"}, {"sender": "+4915112345678"}),
    ("a field that is new to us", {**FORM, "Novelty": "1"}, {}),
    ("opted out at Twilio", {**FORM, "Body": "STOP", "OptOutType": "STOP"}, {"text": "STOP"}),
    ("no sid", without("MessageSid"), "MessageSid"),
    ("an empty sid", {**FORM, "MessageSid": ""}, "MessageSid"),
    ("a sid that is none", {**FORM, "MessageSid": "S" * 65}, "MessageSid"),
    ("a sid with a NUL", {**FORM, "MessageSid": "SM\0"}, "MessageSid"),
    ("no sender", without("From"), "From"),
    ("an empty sender", {**FORM, "From": ""}, "From"),
    ("a sender that is none", {**FORM, "From": "+" * 65}, "From"),
    ("a sender of two lines", {**FORM, "From": "+39\n"}, "From"),
    ("no body", without("Body"), "Body"),
    ("media that are no number", {**FORM, "NumMedia": "many"}, "NumMedia"),
    ("too many media", {**FORM, "NumMedia": "9" * 5000}, "NumMedia"),
    ("negative media", {**FORM, "NumMedia": "-1"}, "NumMedia"),
    ("nothing", {}, "MessageSid"),
]  # fmt: skip


@pytest.mark.parametrize(("label", "form", "expected"), MESSAGES, ids=[case[0] for case in MESSAGES])
def test_message(label, form, expected, sms):
    if isinstance(expected, str):
        with pytest.raises(BadRequest, match=f"^{expected}$"):
            sms.decode(form)
        return
    usual = {
        "channel": "sms", "external_id": SM, "sender": CITIZEN, "text": "MULTA AB123CD", "received_at": NOW,
        "context": {"to": OURS},
    }  # fmt: skip
    assert sms.decode(form) == Inbound(**{**usual, **expected}), label


def status(state, **more):
    return {"MessageSid": SM, "MessageStatus": state, "AccountSid": SID, **more}


SENT, DELIVERED, FAILED = Delivery.SENT, Delivery.DELIVERED, Delivery.FAILED
STATUSES = [
    ("accepted by a service", status("accepted"), SENT, ""),
    ("scheduled", status("scheduled"), SENT, ""),
    ("queued", status("queued"), SENT, ""),
    ("sending", status("sending"), SENT, ""),
    ("sent", status("sent"), SENT, ""),
    ("sent in part", status("partially_delivered"), SENT, ""),
    ("delivered", status("delivered"), DELIVERED, ""),
    ("read", status("read"), DELIVERED, ""),
    ("switched off", status("undelivered", ErrorCode="30003"), FAILED, "unreachable:30003"),
    ("blocked", status("undelivered", ErrorCode="30004"), FAILED, "unreachable:30004"),
    ("unknown number", status("undelivered", ErrorCode="30005"), FAILED, "number:30005"),
    ("a landline", status("undelivered", ErrorCode="30006"), FAILED, "number:30006"),
    ("taken for spam", status("undelivered", ErrorCode="30007"), FAILED, "filtered:30007"),
    ("a fault on the way", status("undelivered", ErrorCode="30008"), FAILED, "network:30008"),
    ("its time was up", status("failed", ErrorCode="30036"), FAILED, "limit:30036"),
    ("stopped", status("failed", ErrorCode="21610"), FAILED, "stopped:21610"),
    ("our sender", status("failed", ErrorCode="30024"), FAILED, "sender:30024"),
    ("a number that is new to us", status("failed", ErrorCode="39999"), FAILED, "other:39999"),
    ("no number", status("failed"), FAILED, "other:none"),
    ("a word for a number", status("failed", ErrorCode="what"), FAILED, "other:what"),
    ("taken back", status("canceled"), FAILED, "other:none"),
    ("delivered after all, number left over", status("delivered", ErrorCode="30003"), DELIVERED, ""),
    ("speaks of a message to us", status("received"), None, ""),
    ("a status that is new to us", status("teleported"), None, ""),
    ("no status", {"MessageSid": SM}, "MessageStatus", ""),
    ("an empty status", status(""), "MessageStatus", ""),
    ("no sid", {"MessageStatus": "sent"}, "MessageSid", ""),
]


@pytest.mark.parametrize(("label", "form", "expected", "code"), STATUSES, ids=[case[0] for case in STATUSES])
def test_status(label, form, expected, code, sms):
    if isinstance(expected, str):
        with pytest.raises(BadRequest, match=f"^{expected}$"):
            sms.decode_status(form, "7-0-0")
        return
    receipt = None if expected is None else Receipt("sms", expected, NOW, "7-0-0", SM, code)
    assert sms.decode_status(form, "7-0-0") == receipt, label
