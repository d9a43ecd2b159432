"""A PEC on its way through the whole counter: believed, registered, answered in its thread, and followed."""

from hashlib import sha256

from storage.register import SqlRegister
from tests.front.pec_scene import ADA, BEA, pec_counter, written
from tests.mail_peer import USER


async def test_a_request_is_registered_answered_in_its_thread_and_followed_to_its_delivery(pec):
    [answer] = await pec.writes(written())
    assert (answer.sender, answer.recipient, answer.mail["To"]) == (USER, ADA, ADA)
    assert "protocollo con il n. 0000001/2026" in answer.words
    assert "116,90" in answer.words
    assert answer.mail["In-Reply-To"] == "<1@ada.example>"
    assert "@gestore.example.it> <1@ada.example>" in " ".join(answer.mail["References"].split())
    assert answer.mail["Subject"] == "Re: Multa"
    assert await pec.states() == ["sent"]
    await pec.posts()
    assert await pec.states() == ["delivered"]
    kinds = await pec.rows("select kind, part_key, verdict from receipt order by arrived_at, kind")
    assert kinds == [("accettazione", "1-0", "verified"), ("avvenuta-consegna", "1-0", "verified")]


async def test_the_citizen_goes_on_by_answering_and_each_letter_has_its_own_number(pec):
    [asked] = await pec.writes(written("Multa", "Vorrei pagare la multa V12345/2026"))
    await pec.posts()
    more = f"In-Reply-To: {asked.mail['Message-ID']}\n"
    [shown] = await pec.writes(written("Re: Multa", "AB123CD, 3 febbraio 2026", number=2, more=more))
    assert "n. 0000003/2026" in shown.words
    assert "116,90" in shown.words
    await pec.posts()
    entries = await pec.rows("select number, direction, answers from register_entry order by number")
    assert entries == [(1, "in", ""), (2, "out", "0000001/2026"), (3, "in", ""), (4, "out", "0000003/2026")]
    assert await pec.states() == ["delivered", "delivered"]


async def test_the_register_holds_the_hashes_of_what_came_and_of_what_left(pec):
    [answer] = await pec.writes(written())
    register = SqlRegister(pec.scene.database)
    came, left = await register.entry(2026, 1), await register.entry(2026, 2)
    assert came.message_sha256 == sha256(pec.last).hexdigest()
    assert left.message_sha256 == sha256(answer.raw).hexdigest()
    assert (came.sender, came.recipients, came.subject) == (ADA, (USER,), "Multa")
    assert (left.sender, left.recipients, left.subject) == (USER, (ADA,), "Re: Multa")
    assert (await register.verify()).whole


async def test_what_is_proven_goes_with_the_message(pec):
    await pec.arrives(written())
    [work] = await pec.scene.counter.inbox.claim(1)
    assert (work.inbound.sender, work.inbound.entry.text) == (ADA, "0000001/2026")
    assurance = work.inbound.assurance
    assert (assurance.verdict, assurance.by) == ("verified", "posta-certificata@gestore.example.it")


async def test_after_a_restart_nothing_is_registered_or_answered_again(desk, clock, pec_keys, tmp_path):
    async with pec_counter(desk, clock, tmp_path, pec_keys()) as first:
        await first.writes(written())
        await first.lies(first.last)
        assert await first.rows("select count(*) from register_entry") == [(2,)]
        await first.posts()
        assert first.scene.counted == {"kept": 1, "repeated": 1, "accettazione": 1, "avvenuta-consegna": 1}


async def test_two_citizens_are_two_conversations(pec):
    [ada] = await pec.writes(written())
    [bea] = await pec.writes(written("Stato", "stato", sender=BEA, number=2), sender=BEA)
    assert (ada.recipient, bea.recipient) == (ADA, BEA)
    assert "n. 0000003/2026" in bea.words
