"""The line to a mailbox: cut, refused, silent, poisoned; each case against pymap, which we did not write."""

import asyncio
import threading

import pytest

from channels.mail.arrived import STUCK
from channels.mail.imap import Box
from channels.mail.place import Terms
from tests.certificates import AUTHORITY, for_a_server
from tests.channels.mail.watching import Watched, imap, mail, watched
from tests.mail_peer import providing
from tests.relay import relaying


@pytest.fixture
async def peer():
    async with providing() as running:
        yield running


async def test_a_cut_line_is_told_and_mended(peer):
    async with watched(peer).going() as box:
        await box.until_told("well")
        peer.cut()
        await box.until_told("lost")
        await peer.deliver(mail("after the cut"))
        box.wake()
        await box.until_read("after the cut")
        assert 0 < box.pauses[0] <= 1


async def test_a_server_that_restarts(peer):
    async with watched(peer).going() as box:
        await box.until_told("well")
        await peer.shut()
        await box.until_told("lost")
        for time in (1, 2, 3):
            box.wake()
            await box.until_told("connect", time)
        await peer.open()
        await peer.deliver(mail("after the restart"))
        box.wake()
        await box.until_read("after the restart")
    # Each pause is at most twice the one before it, and none is nothing: no loop at full speed.
    assert all(0.4 * 2**n <= pause <= 2**n for n, pause in enumerate(box.pauses))


async def test_a_wrong_password_is_not_tried_in_a_hurry(peer):
    async with watched(peer, password="not this one").going() as box:
        await box.until_told("login")
        box.wake()
        await box.until_told("login", 2)
    assert box.pauses[0] >= 15


UNTRUSTED = {
    "an authority that nobody knows": ({"security": "tls"}, "certificate"),
    "another name than the certificate's": (
        {"security": "tls", "ca_file": AUTHORITY, "host": "localhost"},
        "certificate",
    ),
    "no secure line is asked for": ({"security": "none", "patience": 0.5}, "connect"),
}


@pytest.mark.parametrize(("server", "reason"), UNTRUSTED.values(), ids=UNTRUSTED)
async def test_a_server_that_cannot_be_trusted_learns_no_password(server, reason):
    async with providing(secure=for_a_server()) as peer, watched(peer, **server).going() as box:
        await box.until(lambda: bool(box.told))
        assert box.told == [reason]


async def test_our_own_authority_is_trusted():
    async with (
        providing(secure=for_a_server()) as peer,
        watched(peer, security="tls", ca_file=AUTHORITY).going() as box,
    ):
        await box.until_told("well")
        await peer.deliver(mail("by a secure line"))
        await box.until_read("by a secure line")
        peer.cut()
        await box.until_told("lost")


async def test_a_server_without_a_secure_line_where_one_is_wanted(peer):
    async with watched(peer, security="starttls").going() as box:
        await box.until_told("refused")


async def test_a_folder_that_is_not_there(peer):
    async with Watched(imap(peer.imap_port), folder="Trattati").going() as box:
        await box.until_told("folder")


async def test_a_server_that_does_not_tell_is_asked():
    async with providing(idles=False) as peer, watched(peer).going(Terms(poll=45.0)) as box:
        await box.until(lambda: box.pauses == [45.0])
        await peer.deliver(mail("asked for"))
        box.wake()
        await box.until_read("asked for")


async def test_news_in_the_packet_that_begins_the_waiting_are_not_overlooked(peer):
    async with relaying(peer.imap_port) as relay:
        box = Box(imap(relay.port), "INBOX")
        relay.spoil = lambda said: said + b"* 1 EXISTS\r\n" if b"Idling" in said else said
        await asyncio.to_thread(box.open)
        await asyncio.to_thread(box.examine)
        async with asyncio.timeout(60):
            await asyncio.to_thread(box.wait, 3600.0)
        box.close()


async def test_news_of_which_the_first_half_comes_first_do_not_cost_the_line(peer):
    async with relaying(peer.imap_port) as relay:
        box = Box(imap(relay.port), "INBOX")
        await asyncio.to_thread(box.open)
        await asyncio.to_thread(box.examine)
        idling = asyncio.Event()
        relay.spoil = lambda said: (b"Idling" in said and idling.set()) or said
        waiting = asyncio.create_task(asyncio.to_thread(box.wait, 3600.0))
        await idling.wait()
        for half in (b"* OK Still he", b"re\r\n* 7 EXI", b"STS\r\n"):
            relay.say(half)
            await asyncio.sleep(0)
        async with asyncio.timeout(60):
            await waiting
        box.close()


async def test_a_line_cut_in_the_middle_of_a_mail(peer):
    async with relaying(peer.imap_port) as relay, Watched(imap(relay.port)).going() as box:
        await box.until_told("well")
        cuts = [True]
        relay.spoil = lambda said: (
            said[: len(said) // 2] if b"BODY[]" in said and cuts and cuts.pop() else said
        )
        await peer.deliver(mail("in two halves", body="x" * 5000))
        await box.until_told("lost")
        assert box.read == []
        box.wake()
        await box.until_read("in two halves")
        assert box.read[0].whole


async def test_a_mail_that_always_breaks_the_line_does_not_stop_the_mailbox(peer):
    async with relaying(peer.imap_port) as relay, Watched(imap(relay.port)).going() as box:
        await box.until_told("well")
        relay.spoil = lambda said: said[:40] if b"poison-body" in said else said
        await peer.deliver(mail("poison", body="poison-body"))
        await peer.deliver(mail("wholesome"))
        for time in range(1, 5):
            await box.until_told("lost", time)
            box.wake()
        await box.until_read("poison", "wholesome")
        stuck = box.read[0]
        assert (stuck.why, stuck.whole, b"poison-body" in stuck.raw) == (STUCK, False, False)


async def test_a_mail_whose_very_header_breaks_the_line(peer):
    async with relaying(peer.imap_port) as relay, Watched(imap(relay.port)).going() as box:
        await box.until_told("well")
        relay.spoil = lambda said: said[:40] if b"Subject: poison" in said else said
        await peer.deliver(mail("poison"))
        await peer.deliver(mail("wholesome"))
        for time in range(1, 7):
            await box.until_told("lost", time)
            box.wake()
        await box.until_read("", "wholesome")
        assert (box.read[0].why, box.read[0].raw) == (STUCK, b"")


async def test_stopping_takes_no_time_and_leaves_no_thread(peer):
    async with watched(peer).going() as box:
        await box.until_told("well")
        assert any(thread.name.startswith("mailbox") for thread in threading.enumerate())
    assert not any(thread.name.startswith("mailbox") for thread in threading.enumerate())
