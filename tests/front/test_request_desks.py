"""The desk of requests knows what each channel carries, and speaks the citizen's language."""

from datetime import date, timedelta

import pytest

from bot.values.reference import Reference
from channels.mail.mail import TRAITS as MAIL
from channels.pec.pec import TRAITS as PEC
from channels.telegram.telegram import TRAITS as TELEGRAM
from sportello.request_desks import CARRIAGE
from sportello.request_frames import framed
from storage.request_rows import Request, Stage, State, What
from tests.storage.samples import NINE

TODAY = NINE.date()


@pytest.mark.parametrize(("name", "traits"), [("telegram", TELEGRAM), ("email", MAIL), ("pec", PEC)])
def test_what_a_channel_carries_is_known(name, traits):
    assert (name in CARRIAGE.files, name in CARRIAGE.letters) == (traits.files, traits.letter)
    assert "sms" not in CARRIAGE.files


def one(lane="sms:1", **rest):
    values = {"answer_by": TODAY + timedelta(days=30), "state": State.OPEN, "accepted": None, **rest}
    fixed = (Reference("00062T4K"), "instalments", "V/1", lane, 1, {}, NINE)
    return Request(*fixed, **values, answer="", answered_by="", answered_at=None)


FRAMES = [
    ("it", What.ACCEPTED, {}, "Rif. 0006-2T4K: la richiesta è accolta.\nSì."),
    ("en", What.REFUSED, {}, "Ref. 0006-2T4K: your request is not granted.\nSì."),
    ("de", What.MESSAGE, {}, "Rif. 0006-2T4K: le scrive l'ufficio.\nSì."),
    ("en", What.DOCUMENT, {}, "Ref. 0006-2T4K: here is what you asked for.\nSì."),
]


@pytest.mark.parametrize(("language", "what", "rest", "said"), FRAMES)
def test_the_words_of_staff_stand_in_the_language_of_the_citizen(language, what, rest, said):
    assert framed(language, what, one(**rest), "Sì.", None, TODAY) == said


def test_who_cannot_send_files_is_not_asked_for_them():
    until = date(2026, 2, 13)
    asked = {lane: framed("it", What.ASKED, one(lane), "?", until, TODAY) for lane in ("sms:1", "telegram:1")}
    assert "Entro il 13/02/2026" in asked["sms:1"]
    assert "mandi qui il file" not in asked["sms:1"]
    assert "mandi qui il file" in asked["telegram:1"]


def test_what_is_decided_late_says_by_when_it_was_due_unless_the_term_stood_still():
    late = TODAY + timedelta(days=31)
    assert "ne sono passati 31" in framed("it", What.ACCEPTED, one(), "Sì.", None, late)
    waited = one(stage=Stage.ASKED, asked_on=late - timedelta(days=1), asked_until=late)
    assert "ne sono passati" not in framed("it", What.ACCEPTED, waited, "Sì.", None, late)
