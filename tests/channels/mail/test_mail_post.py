"""Handing mails over: what each answer of a server comes to, against aiosmtpd, which we did not write."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.channel import Unsettled
from bot.errors import SendDelayed, SendRefused, SendUnknown
from bot.message import Part
from channels.mail import codes
from channels.mail.codes import Stage
from channels.mail.imap import Box
from channels.mail.mail import Mail
from channels.mail.mailbox import Mailbox
from channels.mail.post import Post
from channels.mail.server import Server
from channels.mail.writing import message_id
from tests.certificates import AUTHORITY, for_a_server
from tests.channels.mail.watching import imap
from tests.mail_peer import PASSWORD, USER, providing

ME = Mailbox(USER, "Comune di Prova")
PART = Part("7-0", "email", "anna@example.org", "Ecco l'avviso.", context={"subject": "Multa"})


def smtp(peer, **changed):
    return replace(Server("127.0.0.1", peer.smtp_port, "none", USER, PASSWORD, patience=5.0), **changed)


@pytest.fixture
async def post(peer):
    opened = Post(smtp(peer))
    yield opened
    await opened.close()


@pytest.fixture
def channel(post, clock):
    return Mail(ME, post, clock)


async def test_a_part_leaves_as_one_mail_under_its_own_id(channel, peer):
    assert await channel.send(PART) == message_id(PART, ME)
    (taken,) = peer.submission.taken
    assert (taken.sender, taken.recipient) == (USER, "anna@example.org")
    assert taken.mail["Message-ID"] == message_id(PART, ME)


async def test_a_second_attempt_is_the_same_mail_to_the_byte(channel, peer, clock):
    since = clock()
    await channel.send(replace(PART, sent_since=since, attempts=1))
    clock.tick(hours=1)
    await channel.send(replace(PART, sent_since=since, attempts=2))
    first, second = peer.submission.taken
    assert first.raw == second.raw


async def test_one_connection_is_kept_and_let_go_after_a_while(peer):
    passed = [0.0]
    post = Post(smtp(peer), seconds=lambda: passed[0])
    for _ in range(3):
        await post.hand_over(USER, "anna@example.org", b"Subject: a\r\n\r\nb\r\n")
    assert peer.submission.connections == 1
    passed[0] = 3600.0
    await post.hand_over(USER, "anna@example.org", b"Subject: a\r\n\r\nb\r\n")
    assert peer.submission.connections == 2
    await post.close()


async def test_many_at_once_go_over_a_few_connections(peer, channel):
    parts = [replace(PART, key=f"{number}-0") for number in range(40)]
    await asyncio.gather(*map(channel.send, parts))
    assert len({each.mail["Message-ID"] for each in peer.submission.taken}) == 40
    assert peer.submission.connections <= 4


ANSWERS = {
    "no such mailbox": ("RCPT", "550 5.1.1 no such user", SendRefused, "address:550"),
    "no such mailbox, in plain digits": ("RCPT", "550 unknown", SendRefused, "address:550"),
    "their mailbox is full, for now": ("RCPT", "452 4.2.2 over quota", SendDelayed, "full:452"),
    "their mailbox is full, for good": ("RCPT", "552 5.2.2 over quota", SendRefused, "full:552"),
    "greylisted": ("RCPT", "451 4.7.1 try again", SendDelayed, "later:451"),
    "our server does not relay": ("RCPT", "554 5.7.1 relay access denied", SendDelayed, "relay:554"),
    "the domain wants no mail": ("RCPT", "556 5.1.10 null MX", SendRefused, "address:556"),
    "not our address there": ("MAIL", "553 5.7.1 not owned by user", SendDelayed, "sender:553"),
    "too large": ("MAIL", "552 5.3.4 too big", SendRefused, "size:552"),
    "busy at MAIL": ("MAIL", "451 4.3.0 busy", SendDelayed, "later:451"),
    "taken for spam": ("DATA", "554 5.7.1 spam", SendRefused, "spam:554"),
    "content refused": ("DATA", "554 5.6.0 bad content", SendRefused, "content:554"),
    "queue full": ("DATA", "452 4.3.1 no room", SendDelayed, "later:452"),
    "too large after all": ("DATA", "552 too much", SendRefused, "size:552"),
}


@pytest.mark.parametrize(("verb", "answer", "error", "code"), ANSWERS.values(), ids=ANSWERS)
async def test_an_answer_is_understood_and_the_next_mail_passes(peer, channel, verb, answer, error, code):
    peer.submission.answers[verb] = [answer]
    with pytest.raises(error) as raised:
        await channel.send(PART)
    assert raised.value.code == code
    assert "anna" not in repr(raised.value)
    await channel.send(PART)
    assert peer.submission.connections == 1


HANG_UPS = {
    "before the mail": ("RCPT", SendDelayed, "lost:recipient"),
    "after the mail": ("DATA", SendUnknown, "lost:data"),
}


@pytest.mark.parametrize(("verb", "error", "code"), HANG_UPS.values(), ids=HANG_UPS)
async def test_a_server_that_hangs_up(peer, channel, verb, error, code):
    peer.submission.answers[verb] = [""]
    with pytest.raises(error) as raised:
        await channel.send(PART)
    assert raised.value.code == code
    await channel.send(PART)


SERVERS = {
    "nobody there": ({"port": 1}, "server:connect"),
    "wrong password": ({"password": "not this one"}, "account:login"),
    "no secure line there": ({"security": "starttls"}, "server:protocol"),
}


@pytest.mark.parametrize(("changed", "code"), SERVERS.values(), ids=SERVERS)
async def test_a_server_that_cannot_be_used_is_tried_again_later(peer, clock, changed, code):
    channel = Mail(ME, Post(smtp(peer, **changed)), clock)
    with pytest.raises(SendDelayed) as raised:
        await channel.send(PART)
    assert raised.value.code == code


async def test_a_certificate_that_is_refused_and_one_of_our_own_authority(clock):
    async with providing(secure=for_a_server()) as peer:
        with pytest.raises(SendDelayed) as raised:
            await Mail(ME, Post(smtp(peer, security="tls")), clock).send(PART)
        assert raised.value.code == "server:certificate"
        post = Post(smtp(peer, security="tls", ca_file=AUTHORITY))
        await Mail(ME, post, clock).send(PART)
        await post.close()


async def test_without_a_folder_of_sent_mails_nobody_can_tell(channel, clock):
    assert await channel.settle(replace(PART, sent_since=clock())) is Unsettled.CANNOT_TELL


async def test_a_lost_answer_is_looked_up_among_the_sent_mails(peer, post, clock):
    await peer.folder("Sent")
    part = replace(PART, sent_since=clock())
    channel = Mail(ME, post, clock, sent=lambda: Box(imap(peer.imap_port), "Sent"))
    with pytest.raises(SendDelayed) as raised:  # it may still be on its way into the folder
        await channel.settle(part)
    assert raised.value.code == "settle:young"
    clock.tick(minutes=2)
    assert await channel.settle(part) is Unsettled.NOT_SENT
    await channel.send(part)
    await peer.deliver(peer.submission.taken[0].raw, folder="Sent")
    assert await channel.settle(part) == message_id(part, ME)


async def test_a_mailbox_that_is_away_is_asked_later(post, clock):
    channel = Mail(ME, post, clock, sent=lambda: Box(imap(1), "Sent"))
    with pytest.raises(SendDelayed) as raised:
        await channel.settle(replace(PART, sent_since=clock() - timedelta(hours=1)))
    assert raised.value.code == "settle:connect"


JUDGED = {
    "login refused": (Stage.LOGIN, 535, "5.7.8 bad credentials", "account", True),
    "login refused, in plain digits": (Stage.LOGIN, 535, "no", "account", True),
    "login at a bad moment": (Stage.LOGIN, 454, "4.7.0 later", "later", True),
    "password needed": (Stage.SENDER, 530, "5.7.0 must authenticate", "sender", True),
    "sender's domain unknown": (Stage.SENDER, 550, "5.1.8 no such domain", "sender", True),
    "letters beyond ASCII": (Stage.RECIPIENT, 553, "5.6.7 no UTF-8", "address", False),
    "mailbox closed": (Stage.RECIPIENT, 550, "5.2.1 closed", "address", False),
    "user not local": (Stage.RECIPIENT, 551, "try elsewhere", "address", False),
    "transaction failed at the recipient": (Stage.RECIPIENT, 554, "no", "relay", True),
    "a code inside the text is none": (Stage.RECIPIENT, 550, "see 5.7.1 there", "address", False),
    "a code without its text": (Stage.RECIPIENT, 550, "5.7.1", "relay", True),
    "shutting down": (Stage.DATA, 421, "4.3.2 closing", "later", True),
    "too large for the recipient": (Stage.DATA, 550, "5.2.3 too large", "size", False),
    "no valid recipients": (Stage.DATA, 554, "no valid recipients", "content", False),
    "a code nobody knows": (Stage.DATA, 599, "5.9.9 strange", "content", False),
}  # fmt: skip


@pytest.mark.parametrize(("stage", "code", "text", "reason", "again"), JUDGED.values(), ids=JUDGED)
def test_the_table_of_codes(stage, code, text, reason, again):
    assert codes.verdict(stage, code, text) == codes.Verdict(reason, again)
