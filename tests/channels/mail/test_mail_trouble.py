"""Nothing is lost and nothing is answered twice: restarts, cuts, a new numbering, refusals on both sides."""

from dataclasses import replace

import pytest

from bot.errors import StoreUnavailable
from tests.certificates import AUTHORITY, for_a_server
from tests.channels.mail.scene import mail, opened
from tests.mail_peer import providing

ONCE = [("done", 1)]
BY_STATE = "select status, count(*) from inbox group by status"
PARTS = "select status, code from outbox"


async def test_a_restart_between_fetch_and_commit_loses_nothing(peer, desk, clock, tmp_path):
    class Gone:
        async def accept(self, *_):
            raise StoreUnavailable("gone")

    def without_a_store(watch):
        desk = watch._party.desk
        desk._books = replace(desk._books, reception=Gone())

    async with opened(peer, desk, clock, tmp_path, watching=without_a_store) as scene:
        await scene.heard.until("well")
        await peer.deliver(mail("stato"), clock())
        await scene.heard.until("StoreUnavailable")
        assert (await scene.rows(BY_STATE), scene.sent) == ([], [])
    async with opened(peer, desk, clock, tmp_path) as scene:
        await scene.turn()
        assert (await scene.rows(BY_STATE), len(scene.sent)) == (ONCE, 1)


async def test_a_restart_between_commit_and_the_next_place_repeats_nothing(peer, desk, clock, tmp_path):
    class Places:
        def __init__(self, places):
            self.read = places.read
            self._places = places

        async def write(self, place):
            if place.uid > 100:  # pymap's first mail is the 101st
                raise StoreUnavailable("gone")
            await self._places.write(place)

    def forgetful(watch):
        watch._places = Places(watch._places)

    async with opened(peer, desk, clock, tmp_path, watching=forgetful) as scene:
        await scene.heard.until("well")
        await peer.deliver(mail("stato"), clock())
        await scene.heard.until("StoreUnavailable")
        await scene.counter.settle_down()
        assert len(scene.sent) == 1
    async with opened(peer, desk, clock, tmp_path) as scene:
        await scene.turn()
        assert (await scene.rows(BY_STATE), len(scene.sent)) == (ONCE, 1)
        assert scene.counted == {"repeated": 1}


async def test_after_a_new_numbering_nothing_is_answered_twice(scene):
    mails = [
        mail("stato", name=f"<{number}@example.org>", sender=f"n{number}@example.org") for number in range(3)
    ]
    assert len(await scene.writes(*mails)) == 3
    await scene.peer.renumber()
    await scene.heard.until("lost")
    scene.heard.woken.set()
    assert len(await scene.writes(mail("stato", name="<new@example.org>"))) == 1
    assert scene.counted == {"kept": 4, "away-lost": 1, "renumbered": 1, "repeated": 3}


async def test_a_cut_line_and_a_server_that_restarts(scene):
    scene.peer.cut()
    await scene.heard.until("lost")
    scene.heard.woken.set()
    assert len(await scene.writes(mail("stato"))) == 1
    await scene.peer.shut()
    await scene.heard.until("lost", 2)
    scene.heard.woken.set()
    await scene.heard.until("connect")
    await scene.peer.open()
    scene.heard.woken.set()
    assert len(await scene.writes(mail("stato", name="<2@example.org>"))) == 1


async def test_a_wrong_password_is_told_on_both_sides(peer, desk, clock, tmp_path):
    async with opened(peer, desk, clock, tmp_path) as scene:
        await scene.heard.until("well")
        await scene.peer.deliver(mail("stato"), clock())
        await scene.caught_up()
    async with opened(peer, desk, clock, tmp_path, password="not this one") as scene:
        await scene.heard.until("login")
        await scene.counter.settle_down()
        assert (await scene.rows(PARTS), scene.sent) == ([("queued", "account:login")], [])
        scrape = await scene.serving.metrics.scrape(scene.serving.views)
        assert b'sportello_network_reachable{channel="email"} 0.0' in scrape
    async with opened(peer, desk, clock, tmp_path) as scene:
        await scene.heard.until("well")
        clock.tick(hours=1)
        await scene.counter.settle_down()
        assert len(scene.sent) == 1


async def test_a_refused_certificate_and_one_that_is_trusted(desk, clock, tmp_path):
    async with providing(secure=for_a_server()) as peer:
        secure = {"imap_security": "tls", "smtp_security": "tls"}
        async with opened(peer, desk, clock, tmp_path, **secure) as scene:
            await scene.heard.until("certificate")
        async with opened(peer, desk, clock, tmp_path, **secure, ca_file=str(AUTHORITY)) as scene:
            await scene.heard.until("well")
            await peer.deliver(mail("stato"), clock())
            await scene.caught_up()
        async with opened(peer, desk, clock, tmp_path, **secure) as scene:
            await scene.counter.settle_down()
            assert await scene.rows(PARTS) == [("queued", "server:certificate")]
        async with opened(peer, desk, clock, tmp_path, **secure, ca_file=str(AUTHORITY)) as scene:
            clock.tick(hours=1)
            await scene.counter.settle_down()
            assert len(scene.sent) == 1


# What our server answers to a verb; what stands beside the part then; how often the mail is taken in all.
REFUSALS = {
    "busy at the sender": ("MAIL", "451 4.3.0 Try again", ("queued", "later:451"), 1),
    "grey listed": ("RCPT", "450 4.2.0 Greylisted", ("queued", "later:450"), 1),
    "their mailbox full for now": ("RCPT", "452 4.2.2 Full", ("queued", "full:452"), 1),
    "going down": ("MAIL", "421 4.3.2 Shutting down", ("queued", "later:421"), 1),
    "busy after the mail": ("DATA", "451 4.3.0 Try again", ("queued", "later:451"), 1),
    "nobody there": ("RCPT", "550 5.1.1 No such user", ("failed", "address:550"), 0),
    "no such domain": ("RCPT", "550 5.1.2 No such domain", ("failed", "address:550"), 0),
    "their mailbox full for good": ("RCPT", "552 5.2.2 Full", ("failed", "full:552"), 0),
    "no relaying": ("RCPT", "554 5.7.1 Relay access denied", ("queued", "relay:554"), 1),
    "not our address": ("MAIL", "553 5.7.1 Not yours", ("queued", "sender:553"), 1),
    "too large": ("DATA", "552 5.3.4 Too large", ("failed", "size:552"), 0),
    "taken for unwanted": ("DATA", "554 5.7.1 Spam", ("failed", "spam:554"), 0),
    "cut at the sender": ("MAIL", "", ("queued", "lost:sender"), 1),
    "cut at the recipient": ("RCPT", "", ("queued", "lost:recipient"), 1),
    "cut after the mail": ("DATA", "", ("unknown", "lost:data"), 2),
}  # fmt: skip


@pytest.mark.parametrize(("verb", "answer", "beside", "taken"), REFUSALS.values(), ids=REFUSALS)
async def test_what_our_server_answers(scene, verb, answer, beside, taken):
    scene.peer.submission.answers[verb] = [answer]
    await scene.writes(mail("stato"))
    assert await scene.rows(PARTS) == [beside]
    scene.clock.tick(hours=1)
    await scene.counter.senders["email"]._settle_round()
    await scene.counter.settle_down()
    assert len(scene.sent) == taken
    assert len({each.raw for each in scene.sent}) <= 1, "a second copy is the first, to the byte"


async def test_our_server_is_away(scene):
    await scene.peer.deliver(mail("stato"), scene.clock())
    await scene.caught_up()
    await scene.peer.shut()
    await scene.counter.settle_down()
    assert await scene.rows(PARTS) == [("queued", "server:connect")]
    await scene.peer.open()
    scene.clock.tick(hours=1)
    await scene.counter.settle_down()
    assert len(scene.sent) == 1
