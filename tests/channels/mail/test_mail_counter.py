"""The whole counter by e-mail: asked, answered in the thread, read, deleted, set aside, bounced."""

from pymap.parsing.specials.flag import Seen

from storage.payment_receipts import Settled
from tests.channels.mail.scene import mail
from tests.receipts_of_links import pay_link

ASKED = "Qui non risultano sue richieste"  # how the answer to "stato" begins, after the greeting


async def fine(scene):
    [found] = await scene.rows("select plate, number, violation_on from fine limit 1")
    return found


async def test_a_fine_in_the_subject_is_answered_in_its_thread_and_paid(scene):
    plate, number, day = await fine(scene)
    [review] = await scene.writes(mail(f"Multa {plate} {number} {day}"))
    assert (review.sender, review.recipient) == ("sportello@comune.example.it", "anna@example.org")
    head = review.mail
    assert head["Subject"] == f"Re: Multa {plate} {number} {day}"
    assert (head["In-Reply-To"], head["References"]) == ("<1@example.org>", "<1@example.org>")
    assert head["Auto-Submitted"] == "auto-replied"
    assert number in review.words
    own = head["Message-ID"]
    [link] = await scene.writes(
        mail(
            head["Subject"],
            "Sì\n\nIl giorno 3 febbraio lo Sportello ha scritto:\n> Risponda SI per confermare",
            name="<2@example.org>",
            more=f"In-Reply-To: {own}\nReferences: <1@example.org> {own}\n",
        )
    )
    assert link.mail["Subject"] == head["Subject"]
    assert link.mail["References"].split() == ["<1@example.org>", own, "<2@example.org>"]
    notice, calendar = link.mail.iter_attachments()
    assert (notice.get_content_type(), calendar.get_content_type()) == ("application/pdf", "text/calendar")
    paid = next(word for word in link.words.split() if "/pay/" in word)
    assert await pay_link(scene.counter.database, paid) is Settled.PAID
    await scene.counter.settle_down()
    receipt = scene.sent[-1]
    assert number in receipt.words
    assert receipt.mail["Auto-Submitted"] == "auto-generated"
    assert scene.counted == {"kept": 2}


async def test_everything_missing_is_asked_at_once(scene):
    [answer] = await scene.writes(mail("Informazioni", "Vorrei pagare una multa"))
    for word in ("targa", "verbale", "data"):
        assert word in answer.words.lower()


async def test_the_mail_is_kept_as_it_came_under_its_hash(scene):
    raw = mail("stato", "Grazie.")
    await scene.writes(raw)
    [(kept,)] = await scene.rows("select content from blob")
    assert kept == raw


async def test_read_mail_is_answered_and_deleted_mail_passed_over(scene):
    gone = await scene.peer.deliver(mail("aiuto", name="<gone@example.org>"))
    await scene.peer.delete(gone)
    await scene.peer.deliver(mail("stato"), None, Seen)
    await scene.turn()
    assert [ASKED in words for words in scene.answers()] == [True]
    [left] = (await scene.peer.folder())._messages.values()
    assert set(left.permanent_flags) == {Seen}


async def test_two_citizens_know_nothing_of_each_other(scene):
    plate, number, day = await fine(scene)
    await scene.writes(mail(f"Multa {plate} {number} {day}"))
    await scene.writes(mail("stato", sender="bea@example.org", name="<b@example.org>"))
    assert ASKED in scene.answers("bea@example.org")[0]


MACHINES = {
    "an absence note": (mail("stato", more="Auto-Submitted: auto-replied\n"), "automatic"),
    "a list": (mail("stato", more="List-Id: <citta.example.org>\n"), "list"),
    "a null sender": (mail("stato", more="Return-Path: <>\n"), "bounce"),
    "ourselves": (mail("stato", sender="sportello@comune.example.it"), "ours"),
    "our own mark": (mail("stato", more="X-Sportello-Loop: altrove.example.it\n"), "loop"),
    "nobody reads there": (mail("stato", sender="no-reply@example.org"), "no-reply"),
    "PEC": (mail("stato", more="X-Trasporto: posta-certificata\n"), "certified"),
}


async def test_no_machine_is_answered(scene):
    for raw, became in MACHINES.values():
        await scene.writes(raw.replace(b"<1@", f"<{became}@".encode()))
    assert scene.sent == []
    assert scene.counted == {became: 1 for _, became in MACHINES.values()}
    assert await scene.rows("select status, count(*) from inbox group by status") == [("done", len(MACHINES))]


def poison(name: str, more: str = "") -> bytes:
    return mail("stato", "--x\n\na\n" * 600, name=name, more=more).replace(
        b"text/plain; charset=utf-8", b'multipart/mixed; boundary="x"'
    )


async def test_a_poison_mail_is_parked_and_the_next_is_answered(scene):
    await scene.writes(
        poison("<poison@example.org>"),
        b"\0\xff\xfe nothing of a mail",
        mail("stato", name="<2@example.org>", sender="bea@example.org"),
    )
    assert [ASKED in words for words in scene.answers("bea@example.org")] == [True]
    assert await scene.rows("select reason, status from inbox order by id") == [
        ("unreadable", "parked"),
        ("no-sender", "parked"),
        ("", "done"),
    ]
    assert ["l'ho messo da parte per l'ufficio" in words for words in scene.answers()] == [True]


async def test_of_a_poison_mail_a_person_is_told_within_the_cap_and_a_machine_never(scene):
    await scene.writes(poison("<list@example.org>", "List-Id: <avvisi.example.org>\n"))
    assert scene.sent == []
    await scene.writes(*(poison(f"<p{number}@example.org>") for number in range(25)))
    assert len(scene.sent) == 19  # the one of the list counts as well
    assert await scene.rows("select count(*) from inbox where status = 'parked'") == [(26,)]


async def test_a_mail_that_is_too_large_is_parked_unread(scene):
    large = mail("stato", "x" * 76 + "\n").replace(b"\r\n\r\n", b"\r\n\r\n" + (b"y" * 76 + b"\r\n") * 15000)
    scene.watch._terms = type(scene.watch._terms)(largest=1_000_000)
    scene.peer.cut()
    await scene.heard.until("lost")
    scene.heard.woken.set()
    await scene.writes(large, mail("stato", name="<2@example.org>", sender="bea@example.org"))
    assert await scene.rows("select reason, status from inbox order by id") == [
        ("large", "parked"),
        ("", "done"),
    ]
    assert ["messo da parte" in words for words in scene.answers()] == [True]
    assert len(scene.answers("bea@example.org")) == 1


async def test_no_more_than_the_cap_is_answered_and_others_are(scene):
    many = [mail("stato", f"numero {number}", name=f"<{number}@example.org>") for number in range(25)]
    await scene.writes(*many, mail("stato", name="<b@example.org>", sender="bea@example.org"))
    assert (len(scene.answers()), len(scene.answers("bea@example.org"))) == (20, 1)
    assert await scene.rows("select reason, count(*) from inbox where status = 'parked'") == [("crowd", 5)]
    scene.clock.tick(minutes=61)
    await scene.writes(mail("stato", name="<later@example.org>"))
    assert len(scene.answers()) == 21


async def test_two_robots_facing_each_other_stop(scene):
    """The other one answers whatever comes, and tells by no header that it is a machine."""
    answers, rounds = await scene.writes(mail("stato")), 0
    while answers and rounds < 100:
        rounds += 1
        theirs = f"Ho ricevuto: {answers[-1].mail['Message-ID']}"
        answers = await scene.writes(
            mail(answers[-1].mail["Subject"], theirs, name=f"<r{rounds}@example.org>")
        )
    assert rounds == 20


async def test_two_counters_facing_each_other_say_one_word(scene):
    [answer] = await scene.writes(mail("stato", sender="sportello@altrove.example.it"))
    theirs = answer.raw.replace(b"sportello@comune.example.it", b"sportello@altrove.example.it")
    assert await scene.writes(theirs) == []
    assert scene.counted == {"kept": 1, "loop": 1}


async def test_a_bounce_folds_as_failed(scene):
    [answer] = await scene.writes(mail("stato", sender="lost@example.org"))
    report = (
        'MIME-Version: 1.0\nContent-Type: multipart/report; report-type=delivery-status; boundary="b"\n\n'
        "--b\nContent-Type: text/plain\n\nUndelivered.\n"
        "--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.org\n\n"
        "Final-Recipient: rfc822; lost@example.org\nAction: failed\nStatus: 5.1.1\n\n"
        f"--b\nContent-Type: text/rfc822-headers\n\nMessage-ID: {answer.mail['Message-ID']}\n\n--b--\n"
    )
    head = "Return-Path: <>\nFrom: MAILER-DAEMON@example.org\nMessage-ID: <d@example.org>\n"
    assert await scene.writes((head + report).replace("\n", "\r\n").encode()) == []
    assert await scene.rows("select status, code from outbox") == [("failed", "bounced:5.1.1")]
