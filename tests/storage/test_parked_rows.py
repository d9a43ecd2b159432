"""What staff may put back: messages that the counter would have answered, and nothing else."""

from dataclasses import replace
from datetime import date

import pytest

from bot.message import Assurance, Entry
from storage.aside import Aside, SqlAside
from storage.views import Views
from tests.storage.samples import NINE, message

PROVEN = Assurance("verified", (), "posta-certificata@gestore.example.it", NINE)
FORGED = Assurance("forged", ("digest",), "posta-certificata@gestore.example.it")
NOTHING = Assurance("none")

CASES = {
    "an SMS that failed": (None, "", "crash", True),
    "a mail too large": (None, "", "unreadable", True),
    "an event of a service that failed": (None, "pay_fine.paid", "crash", True),
    "an alarm": (None, "pec-failed", "pec-failed", False),
    "a PEC that failed": (PROVEN, "", "crash", True),
    "a PEC for a person": (PROVEN, "", "person", True),
    "one PEC too many in an hour": (PROVEN, "", "crowd", True),
    "a PEC of a robot": (PROVEN, "", "pec-robot", False),
    "a receipt of nothing of ours": (PROVEN, "", "receipt-unknown", False),
    "a forged PEC": (FORGED, "", "pec-forged", False),
    "ordinary mail to the PEC box": (NOTHING, "", "anomalia", False),
}


@pytest.mark.parametrize(("assurance", "event", "reason", "answerable"), CASES.values(), ids=CASES)
async def test_what_may_be_put_back(desk, assurance, event, reason, answerable):
    inbound = replace(message("a"), assurance=assurance, event=event)
    await SqlAside(desk.database).keep(Aside(inbound, "c", reason))
    (parked,) = await Views(desk.database).parked(10)
    assert (parked.answerable, parked.assurance, parked.event) == (answerable, assurance, event)


async def test_what_proves_a_message_and_where_it_is_registered_come_back(desk):
    entry = Entry(2026, 12, NINE, date(2026, 3, 30))
    told = replace(message("a"), assurance=PROVEN, entry=entry)
    await desk.inbox.accept(told, "c")
    (work,) = await desk.inbox.claim(1)
    assert work.inbound == told
    assert work.inbound.entry.text == "0000012/2026"


SENDERS = {
    "an SMS": ("sms", "crash", True),
    "somebody who was not told of a payment": ("sms", "payment-untold", True),
    "money that matches nothing": ("pagopa", "payment-unknown", False),
    "what pagoPA was not told": ("pagopa", "position-stuck", False),
}


@pytest.mark.parametrize(("channel", "reason", "known"), SENDERS.values(), ids=SENDERS)
async def test_whom_staff_can_answer(desk, channel, reason, known):
    event = "" if reason == "crash" else reason
    await SqlAside(desk.database).keep(Aside(message("a", channel=channel, event=event), "c", reason))
    (parked,) = await Views(desk.database).parked(10)
    assert parked.has_sender is known
