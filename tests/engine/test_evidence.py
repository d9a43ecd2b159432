"""What a message brings that proves something reaches a service that asks for it, and no other message's."""

from dataclasses import replace
from datetime import date

import pytest

from bot.evidence import Evidence, evidence_of
from bot.message import Assurance, Entry, File
from bot.service import confirm
from tests.engine.counter import PERMIT, Counter

CARD = File("carta.jpg", "image/jpeg", b"jpeg")


@pytest.mark.parametrize(
    ("verdict", "address"),
    [("verified", "ada@pec.example.it"), ("unverified", ""), ("forged", ""), ("none", ""), (None, "")],
)
def test_only_a_verified_seal_names_a_sender(verdict, address):
    work = Counter().work("permesso", sender="Ada@pec.example.it", files=(CARD,))
    assurance = Assurance(verdict) if verdict else None
    inbound = replace(work.inbound, assurance=assurance)
    assert evidence_of(inbound) == Evidence(address, (CARD,))


def test_an_event_proves_nothing_and_a_registered_message_has_its_number():
    at = Counter().clock()
    work = Counter().work("x", assurance=Assurance("verified"), entry=Entry(2026, 7, at, date(2026, 3, 5)))
    assert evidence_of(work.inbound).practice == "0000007/2026"
    assert evidence_of(replace(work.inbound, event="permit.ready")) == Evidence()


async def test_a_service_sees_the_evidence_of_the_message_that_sets_it_off():
    seen = []

    async def review(form, *, evidence):
        seen.append(evidence)
        return confirm("shown", plate=form.plate, price=10)

    counter = Counter(replace(PERMIT, review=review))
    caller = await counter.hear("permesso", "AB123CD", assurance=Assurance("verified"), files=(CARD,))
    await counter.hear("Centro", caller=caller, assurance=Assurance("unverified"))
    assert seen == [Evidence()]
    await counter.hear("permesso AB123CD Centro", assurance=Assurance("verified"), files=(CARD,))
    assert seen[1:] == [Evidence("7", (CARD,))]


@pytest.mark.parametrize("wanted", [True, False])
async def test_nobody_is_told_that_a_file_was_not_needed_which_the_service_looks_at(wanted):
    counter = Counter(replace(PERMIT, wants_files=wanted))
    desk = replace(counter.conversation._desk, services={"permit": replace(PERMIT, wants_files=wanted)})
    counter.conversation._desk = desk
    handled = await counter.conversation.handle(counter.work("permesso AB123CD Centro", files=(CARD,)))
    told = "\n".join(part.text for part in handled.turn.parts)
    assert ("non servono allegati" in told) is not wanted
