"""Who asked for a debt hears of a payment that did not settle it, in plain words."""

import pytest

from handlers.pay_notice import unsettled
from tests.clock import Ticker
from tests.desk import real_desk as learnt_desk

TOLD = {
    "nav": "301000000000004285",
    "receipt_id": "r2",
    "amount_cents": 5488,
    "paid_at": "2026-02-03T09:30:00+01:00",
    "subject": "Verbale n. V1/2026",
}


@pytest.fixture(scope="module")
def desk():
    return learnt_desk()


async def say(desk, language, **changes):
    outcome = await unsettled({**TOLD, **changes}, clock=Ticker())
    return desk.words.voice(language, "sms").say("pay_notice", outcome.text, **outcome.values)


@pytest.mark.parametrize(
    ("why", "said"),
    [
        ("twice", "ma era già stato pagato."),
        ("differs", "ma l'importo non è quello richiesto."),
        ("not-owed", "ma non era da pagare."),
    ],
)
async def test_it_is_said_what_was_paid_and_why_it_did_not_count(desk, why, said):
    text = await say(desk, "it", why=why)
    assert said in text
    for piece in (
        "54,88 €",
        "03/02/2026",
        "3010 0000 0000 0042 85 (Verbale n. V1/2026),",
        "ricevuta r2",
        "OPERATORE",
    ):
        assert piece in text


async def test_in_english_and_without_a_subject(desk):
    text = await say(desk, "en", why="twice", subject="")
    assert "€54.88" in text
    assert "notice 3010 0000 0000 0042 85, but it had been paid already." in text
