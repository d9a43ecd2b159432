"""What befalls a mailbox: numbered anew, tidied by others, cut off, restarted, shut, full."""

from datetime import UTC, datetime

import pytest

from interop.mail.mails import fine, hours, mail
from interop.peer import free_port


async def test_a_mailbox_that_is_numbered_anew_is_not_answered_anew(site):
    async with site.reading(since=datetime.now(UTC).date()):  # so that all of them are ours
        for number in range(3):
            await site.post(hours(site.ada, Message_ID=f"<{number}@ada.example>"))
        await site.answers(3)
        with site.provider.opened(site.address) as box:  # so that every mail has another number
            box.store("1", "+FLAGS", "\\Deleted")
            box.expunge()
        await site.provider.renumber(site.address)
        await site.until_told('sportello_calls_total{channel="email",outcome="renumbered"} 1.0')
        await site.post(hours(site.bea))
        await site.answers(1, site.bea)
        await site.until_told('sportello_calls_total{channel="email",outcome="repeated"} 2.0')
    assert len(site.provider.lying(site.ada)) == 3
    assert site.rows("select count(*), max(uid_validity) > 1 from inbox, mailbox") == [(4, 1)]


async def test_a_mailbox_that_is_numbered_anew_while_the_counter_is_away(site):
    async with site.reading():
        await site.post(hours(site.ada))
        await site.answers(1)
    await site.post(hours(site.bea))
    await site.provider.until(site.address, 2)
    await site.provider.renumber(site.address)
    async with site.reading():
        await site.answers(1, site.bea)
        await site.until("select count(*) from inbox", [(2,)])
    assert len(site.provider.lying(site.ada)) == 1


async def test_a_mail_that_somebody_has_read_is_answered_and_a_deleted_one_is_not(site):
    async with site.reading():
        pass
    for number in range(3):
        await site.post(hours(site.ada, Message_ID=f"<{number}@ada.example>"))
    await site.provider.until(site.address, 3)
    with site.provider.opened(site.address) as box:
        box.store("1", "+FLAGS", "\\Seen \\Answered")
        box.store("2", "+FLAGS", "\\Deleted")
        box.expunge()
    async with site.reading():
        found = await site.answers(2)
        await site.until("select count(*), count(distinct status) from outbox", [(2, 1)])
    assert [each["In-Reply-To"] for each in found] == ["<0@ada.example>", "<2@ada.example>"]


async def test_a_wait_that_is_cut_begins_again(site):
    async with site.reading():
        await site.provider.cut(site.address)
        await site.until_told('sportello_calls_total{channel="email",outcome="away-lost"} 1.0')
        await site.post(hours(site.ada))
        await site.answers(1)
        await site.until_told('sportello_network_reachable{channel="email"} 1.0')


async def test_dovecot_restarts(site):
    async with site.reading():
        await site.provider.shut_boxes()
        await site.until_told('sportello_network_reachable{channel="email"} 0.0')
        await site.post(hours(site.ada))  # Postfix keeps it meanwhile
        await site.provider.open_boxes()
        await site.answers(1)


async def test_postfix_restarts_and_no_answer_is_lost(site):
    async with site.reading():
        await site.post(hours(site.ada))
        await site.provider.until(site.address, 1)
        await site.provider.shut_doors()
        await site.until("select status from inbox", [("done",)])
        await site.provider.open_doors()
        await site.answers(1)
    assert len(site.provider.lying(site.ada)) == 1


REFUSED = {
    "wrong password": ({"password": "another"}, "login"),
    "refused certificate": ({"ca_file": None}, "certificate"),
    "no such folder": ({"folder": "Posta"}, "folder"),
}


@pytest.mark.parametrize("label", REFUSED)
async def test_a_door_that_stays_shut_is_told_and_the_mail_is_answered_once_it_opens(site, label):
    changed, reason = REFUSED[label]
    async with site.reading():
        pass
    async with site.open(**changed):
        await site.post(hours(site.ada))
        await site.until_told(f'sportello_calls_total{{channel="email",outcome="away-{reason}"}} 1.0')
        assert site.rows("select count(*) from inbox") == [(0,)]
    async with site.reading():
        await site.answers(1)


UNTAKEN = {
    "no login": {"smtp_login": False},
    "nobody there": {"smtp_port": free_port()},
    "a certificate of another name": {"smtp_host": "localhost"},
}


@pytest.mark.parametrize("label", UNTAKEN)
async def test_an_answer_waits_until_the_operator_has_mended_the_way_out(site, label):
    async with site.reading(**{"smtp_port": site.provider.ports["smtp"], **UNTAKEN[label]}):
        await site.post(hours(site.ada))
        await site.until("select status, attempts > 1 from outbox", [("queued", 1)])
    async with site.reading():
        await site.answers(1)
        await site.until("select status from outbox", [("sent",)])
    assert len(site.provider.lying(site.ada)) == 1


async def test_a_citizens_full_mailbox_is_told_by_the_bounce_and_by_nothing_else(site):
    async with site.reading():
        await site.provider.post(mail("x@example.org", "Tutto pieno", ("x" * 75 + "\n") * 255), site.small)
        await site.provider.until(site.small, 1)
        await site.post(fine(site.small), sender=site.small)
        await site.until("select status, code from outbox", [("failed", "bounced:5.2.2")])
        await site.until("select reason, status from inbox where id = 2", [("bounce", "done")])
    assert site.rows("select count(*) from outbox") == [(1,)]


async def test_a_citizen_who_has_no_mailbox_is_told_by_the_bounce(site):
    async with site.reading():
        await site.post(fine("gone@example.org"), sender="gone@example.org")
        await site.until("select status, code from outbox", [("failed", "bounced:5.1.1")])


async def test_our_own_full_mailbox_is_told_and_goes_on_being_read(site):
    """Postfix returns to its sender what does not fit: Ada knows of it, and so do we."""
    address = site.address = site.address.replace("sportello", "small")
    async with site.reading():
        await site.post(mail(site.ada, "Orari anagrafe", "Quando siete aperti?\n-- \n" + "x" * 18_500))
        await site.answers(1)
        await site.until_told('sportello_calls_total{channel="email",outcome="nearly-full"} 1.0')
        await site.post(hours(site.ada, X_Filler="x" * 900 + "\r\n " + "y" * 900))
        returned = (await site.answers(2))[1]
        assert returned.get_content_type() == "multipart/report"
        with site.provider.opened(address) as box:
            box.store("1", "+FLAGS", "\\Deleted")
            box.expunge()
        await site.post(hours(site.ada))
        await site.answers(3)
