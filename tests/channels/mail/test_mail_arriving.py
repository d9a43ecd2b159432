"""Reading a mailbox: each case against pymap, a server that we did not write."""

from datetime import UTC, datetime, timedelta

import pytest
from pymap.parsing.specials.flag import Seen

from bot.errors import StoreUnavailable
from channels.mail.arrived import LARGE
from channels.mail.imap import Box
from channels.mail.place import Place, Terms
from tests.channels.mail.watching import NOW, Watched, imap, mail, watched
from tests.mail_peer import providing
from tests.relay import relaying


@pytest.fixture
async def peer():
    async with providing() as running:
        yield running


async def test_only_what_arrives_from_then_on_is_read(peer):
    for number in range(3):
        await peer.deliver(mail(f"old {number}"))
    async with relaying(peer.imap_port) as relay, Watched(imap(relay.port)).going() as box:
        await box.until_told("well")
        assert (box.read, b"FETCH" in relay.heard, b"SEARCH" in relay.heard) == ([], False, False)
        await peer.deliver(mail("new"))
        await box.until_read("new")
        assert relay.heard.count(b"BODY.PEEK[]") == 1


async def test_with_a_day_what_lies_there_since_then_is_read_too(peer):
    for days in (40, 12, 3):
        at = NOW - timedelta(days=days)
        await peer.deliver(mail(f"{days} days old", f"Date: {at:%d %b %Y %H:%M:%S} +0000"), at)
    since = (NOW - timedelta(days=20)).date()
    async with watched(peer).going(Terms(since=since)) as box:
        await box.until_read("12 days old", "3 days old")
        assert len(box.read) == 2


async def test_the_oldest_first_in_batches(peer):
    box = watched(peer)
    async with box.going():
        await box.until_told("well")
    for number in range(10):
        await peer.deliver(mail(f"number {number}"))
    keeps = []
    box.meet = keeps.append
    async with box.going(Terms(batch=4)):
        await box.until_read(*[f"number {number}" for number in range(10)])
        await box.until_told("well", 2)
    assert keeps == ["kept", "placed"] * 3


async def test_a_batch_is_no_larger_than_fits(peer):
    box = watched(peer)
    async with box.going():
        await box.until_told("well")
    for number in range(4):
        await peer.deliver(mail(f"number {number}", body="x" * 1000))
    keeps = []
    box.meet = keeps.append
    async with box.going(Terms(load=2500)):
        await box.until_told("well", 2)
    assert keeps == ["kept", "placed"] * 2


async def test_a_mail_that_somebody_has_read_is_read_all_the_same_and_none_is_marked_by_us(peer):
    box = watched(peer)
    async with box.going():
        await box.until_told("well")
        await peer.deliver(mail("seen"), None, Seen)
        await peer.deliver(mail("unseen"))
        await box.until_read("seen", "unseen")
        flags = [set(each.permanent_flags) for each in (await peer.folder())._messages.values()]
        assert flags == [{Seen}, set()]


async def test_deleted_mails_are_passed_over(peer):
    box = watched(peer)
    async with box.going():
        await box.until_told("well")
    uids = [await peer.deliver(mail(f"number {number}")) for number in range(4)]
    await peer.delete(uids[0], uids[3])
    async with box.going():
        await box.until_told("well", 2)
        assert box.subjects == ["number 1", "number 2"]
        await peer.deliver(mail("later"))
        await box.until_read("later")


async def test_a_mail_deleted_between_being_found_and_being_loaded_is_passed_over(peer):
    box = watched(peer)
    async with box.going():
        await box.until_told("well")
    uids = [await peer.deliver(mail(f"number {number}")) for number in range(3)]

    class Hasty(Box):
        def mails(self, wanted):
            return {uid: raw for uid, raw in super().mails(wanted).items() if uid != uids[1]}

    box.kind = Hasty
    async with box.going():
        await box.until_told("well", 2)
    assert box.subjects == ["number 0", "number 2"]


async def test_what_could_not_be_kept_is_read_again(peer):
    box = watched(peer)
    box.failures = [StoreUnavailable("away"), StoreUnavailable("still away")]
    async with box.going():
        await box.until_told("well")
        before = box.place
        await peer.deliver(mail("precious"))
        await box.until_told("StoreUnavailable")
        assert (box.read, box.place) == ([], before)
        box.wake()
        await box.until_told("StoreUnavailable", 2)
        box.wake()
        await box.until_read("precious")


async def test_another_life_goes_on_where_the_last_one_was(peer):
    box = watched(peer)
    async with box.going():
        await box.until_told("well")
        await peer.deliver(mail("first"))
        await box.until_read("first")
        await box.until_told("well", 2)
    await peer.deliver(mail("meanwhile"))
    other = Watched(box.server, place=box.place)
    async with other.going():
        await other.until_read("meanwhile")
    assert other.subjects == ["meanwhile"]


async def test_after_a_new_numbering_what_came_since_we_began_is_looked_at_again(peer):
    for number in range(3):
        await peer.deliver(mail(f"old {number}"), NOW - timedelta(days=10))
    box = watched(peer)
    async with box.going(now=NOW - timedelta(days=5)):
        await box.until_told("well")
        await peer.deliver(mail("ours"))
        await box.until_read("ours")
        await peer.renumber()
        await box.until_told("lost")
        await peer.deliver(mail("new"))
        box.wake()
        await box.until_read("ours", "ours", "new")
        assert ("renumbered", 2) in box.told
        await box.until_told("well", 3)
        assert (box.place.uid, box.place.again_to) == (5, 5)


async def test_a_mailbox_moved_with_all_its_mails_arriving_today_brings_no_old_ones(peer):
    old = f"Date: {NOW - timedelta(days=300):%d %b %Y %H:%M:%S} +0000"
    for number in range(3):
        await peer.deliver(mail(f"old {number}", old))
    await peer.deliver(mail("undated"))
    folder = await peer.folder()
    place = Place(folder.uid_validity - 1, 1, NOW - timedelta(hours=1))
    box = Watched(imap(peer.imap_port), place=place)
    async with box.going():
        await box.until_told("well")
    assert box.subjects == ["undated"]


async def test_a_mailbox_that_counts_backwards_is_taken_for_renumbered(peer):
    folder = await peer.folder()
    box = Watched(imap(peer.imap_port), place=Place(folder.uid_validity, 5000, NOW - timedelta(hours=1)))
    await peer.deliver(mail("after a restore"))
    async with box.going():
        await box.until_read("after a restore")
    assert box.told[0] == ("renumbered", 1)


async def test_of_a_mail_that_is_too_large_the_header_alone_is_loaded(peer):
    async with (
        relaying(peer.imap_port) as relay,
        Watched(imap(relay.port)).going(Terms(largest=10_000)) as box,
    ):
        await box.until_told("well")
        carried = []
        relay.spoil = lambda said: carried.append(len(said)) or said
        await peer.deliver(mail("large", body="x" * 300_000))
        await peer.deliver(mail("small"))
        await box.until_read("large", "small")
        assert [each.why for each in box.read] == [LARGE, ""]
        assert box.read[0].size > 300_000 > sum(carried)


async def test_when_it_arrived_is_told(peer):
    async with watched(peer).going() as box:
        await box.until_told("well")
        at = datetime(2026, 11, 20, 8, 30, tzinfo=UTC)
        uid = await peer.deliver(mail("dated"), at)
        await box.until_read("dated")
        validity = (await peer.folder()).uid_validity
        assert (box.read[0].arrived_at, box.read[0].name) == (at, f"{validity}/{uid}")


async def test_another_folder_is_read_where_one_is_set(peer):
    await peer.folder("Sportello")
    async with Watched(imap(peer.imap_port), folder="Sportello").going() as box:
        await box.until_told("well")
        await peer.deliver(mail("elsewhere"))
        await peer.deliver(mail("here"), folder="Sportello")
        await box.until_read("here")
        assert len(box.read) == 1
