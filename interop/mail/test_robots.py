"""Machines that answer machines: what says that it is one has no answer, and every exchange ends."""

import asyncio
from contextlib import asynccontextmanager

import pytest

from interop.mail.mails import hours, mail

SILENT = {
    "an automatic answer": {"Auto_Submitted": "auto-replied"},
    "a list": {"List_Id": "<giunta.example.org>"},
    "bulk": {"Precedence": "bulk"},
    "ours": {"X_Sportello_Loop": "comune.example.it"},
}


@pytest.mark.parametrize("label", SILENT)
async def test_what_says_that_it_is_a_machine_has_no_answer(site, label):
    async with site.reading():
        await site.post(hours(site.ada, **SILENT[label]))
        await site.post(hours(site.bea))
        await site.answers(1, site.bea)
        await site.until("select count(*) from outbox where status = 'sent'", [(1,)])
    assert site.provider.lying(site.ada) == []
    mine = f"select status from inbox where lane = 'email:{site.ada}'"  # noqa: S608 - an address of ours
    assert site.rows(mine) == [("done",)]


async def test_what_has_no_sender_has_no_answer(site):
    async with site.reading():
        await site.post(hours(site.ada), sender="")
        await site.post(hours(site.bea))
        await site.answers(1, site.bea)
    assert site.provider.lying(site.ada) == []


async def test_what_comes_from_ourselves_has_no_answer(site):
    async with site.reading():
        await site.post(hours(site.address), sender=site.address)
        await site.post(hours(site.bea))
        await site.answers(1, site.bea)
    assert len(site.provider.lying(site.address)) == 2


@asynccontextmanager
async def answering_everything(site):
    """A robot that never read RFC 3834 answers from Bea's mailbox whatever lies there, hiding what it is."""

    async def work():
        done = 0
        while True:
            for found in site.provider.lying(site.bea)[done:]:
                done += 1
                subject = f"Re: {found['Subject']}"
                await site.post(mail(site.bea, subject, "Orari anagrafe"), sender=site.bea)
            await asyncio.sleep(0.05)

    robot = asyncio.create_task(work())
    try:
        yield
    finally:
        robot.cancel()


async def test_two_robots_facing_each_other_stop(site):
    async with site.reading(hourly=5), answering_everything(site):
        await site.post(hours(site.bea), sender=site.bea)
        await site.until("select count(*) from inbox where reason = 'crowd'", [(1,)])
        await site.post(hours(site.ada))
        await site.answers(1)
    assert len(site.provider.lying(site.bea)) == 5
    hers = f"select count(*) from inbox where lane = 'email:{site.bea}'"  # noqa: S608 - an address of ours
    assert site.rows(hers) == [(6,)]


async def test_two_counters_facing_each_other_stop(make_site):
    """Somebody writes to one in the name of the other, who hears the answer and keeps it."""
    one, other = make_site(), make_site()
    async with one.reading(), other.reading():
        await one.post(hours(other.address), sender=other.address)
        await other.until("select status, reason from inbox", [("done", "loop")])
        await one.post(hours(one.ada))
        await one.answers(1)
    assert one.rows("select count(*) from outbox") == [(2,)]
    assert other.rows("select count(*) from outbox") == [(0,)]
