"""How far mailboxes are read, mails kept aside, and how many somebody has sent: on both engines."""

from dataclasses import replace
from datetime import timedelta

from bot.message import File, Inbound
from storage.aside import Aside, SqlAside
from storage.crowding import SqlCrowding
from storage.mailboxes import Reading, SqlMailboxes
from storage.parked import ParkedMessages
from storage.views import Views
from tests.storage.samples import message
from tests.veiled_rows import clear


async def test_a_folder_that_was_never_read(desk):
    assert await SqlMailboxes(desk.database).find("me", "INBOX") is None


async def test_a_later_word_replaces_the_earlier_and_each_folder_has_its_own(desk, clock):
    mailboxes = SqlMailboxes(desk.database)
    first = Reading(17, 4_000_000_000, 0, clock())
    await mailboxes.put("me", "INBOX", first)
    await mailboxes.put("me", "Trattati", replace(first, uid=7))
    await mailboxes.put("me", "INBOX", replace(first, uid_validity=18, uid=2, again_to=2))
    assert await mailboxes.find("me", "INBOX") == Reading(18, 2, 2, clock())
    assert await mailboxes.find("me", "Trattati") == replace(first, uid=7)


async def test_what_is_kept_aside_is_in_nobodys_way_and_known_for_ever(desk):
    aside = SqlAside(desk.database)
    assert await aside.keep(Aside(message("a"), "c-1", "automatic", parked=False))
    assert await aside.keep(Aside(message("b"), "c-2", "unreadable", "size\0"))
    assert not await aside.keep(Aside(message("b"), "c-3", "crowd"))
    assert not await desk.inbox.accept(message("a"), "c-4")
    assert len(await desk.inbox.claim(10)) == 0
    (parked,) = await Views(desk.database).parked(10)
    assert (parked.reason, parked.detail, parked.correlation) == ("unreadable", "size\ufffd", "c-2")


async def test_what_is_set_aside_keeps_its_original_and_can_be_put_back(desk):
    mail = replace(message("a"), original=File("mail.eml", "message/rfc822", b"From: ..."))
    await SqlAside(desk.database).keep(Aside(mail, "c-1", "crowd"))
    (parked,) = await Views(desk.database).parked(10)
    kept = await desk.database.reader.fetch(
        lambda connection: connection.exec_driver_sql("select content from blob").scalars().all()
    )
    assert [clear(bytes(each), desk.database.veil) for each in kept] == [b"From: ..."]
    assert await desk.inbox.unpark(parked.id)
    (work,) = await desk.inbox.claim(10)
    assert work.inbound.external_id == "a"
    assert await ParkedMessages(desk.database).one(parked.id) is None


async def test_how_many_lately(desk, clock):
    crowding, aside = SqlCrowding(desk.database), SqlAside(desk.database)

    async def lately(most=10):
        return await crowding.lately(["email:anna", "email:bruno"], clock() - timedelta(hours=1), most)

    def sent(number):
        return Inbound("email", f"m-{number}", "anna", "ciao", clock())

    await desk.inbox.accept(sent(1), "c")
    clock.tick(minutes=30)
    await desk.inbox.accept(sent(2), "c")
    await aside.keep(Aside(sent(3), "c", "crowd"))
    assert await lately() == {"email:anna": 3, "email:bruno": 0}
    assert await lately(most=2) == {"email:anna": 2, "email:bruno": 0}
    clock.tick(minutes=31)
    assert await lately() == {"email:anna": 2, "email:bruno": 0}
