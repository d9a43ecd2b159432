"""What becomes of a PEC of ours: receipts late, doubled, out of order, unknown, forged, or none at all."""

from platforms.pec.trouble import FINE, Trouble
from tests.front.pec_scene import ADA, BEA, written
from tests.mail_peer import USER

ACCEPTED, DELIVERED, LETTER = "accettazione", "avvenuta-consegna", "posta-certificata"
LATE = Trouble(late=frozenset({ACCEPTED, DELIVERED}))

FATES = {
    "all well": (FINE, "delivered", ""),
    "out of order": (Trouble(backwards=True), "delivered", ""),
    "doubled": (Trouble(twice=frozenset({ACCEPTED, DELIVERED})), "delivered", ""),
    "no acceptance": (Trouble(lost=frozenset({ACCEPTED})), "delivered", ""),
    "no delivery": (Trouble(lost=frozenset({DELIVERED})), "accepted", ""),
    "nothing comes": (LATE, "sent", ""),
    "the envelope is held up": (Trouble(late=frozenset({LETTER})), "accepted", ""),
    "a forged delivery": (Trouble(forged=frozenset({DELIVERED})), "accepted", ""),
    "an altered delivery": (Trouble(altered=frozenset({DELIVERED})), "accepted", ""),
    "a delivery of something else": (Trouble(unknown=frozenset({DELIVERED})), "accepted", ""),
    "a virus, found by our provider": (Trouble(virus="leaving"), "failed", "pec:virus"),
    "a virus, found by theirs": (Trouble(virus="arriving"), "failed", "pec:virus:5.5.1"),
}


async def test_each_part_ends_in_the_state_that_its_receipts_prove(pec):
    for number, (trouble, _, _) in enumerate(FATES.values(), 1):
        citizen = f"citizen{number}@pec.example.it"
        pec.providers.network.open(citizen)
        await pec.writes(written(sender=citizen, number=number), sender=citizen)
        await pec.posts(trouble)
    ended = await pec.rows("select status, code from outbox order by id")
    assert dict(zip(FATES, ended, strict=True)) == {name: fate[1:] for name, fate in FATES.items()}
    assert len(pec.scene.sent) == len(FATES)
    assert await pec.rows("select count(*) from register_entry") == [(2 * len(FATES),)]


async def test_what_comes_late_counts_all_the_same(pec):
    await pec.writes(written())
    await pec.posts(LATE)
    await pec.providers.network.release()
    await pec.scene.turn()
    assert await pec.states() == ["delivered"]


async def test_a_warning_is_not_final_and_a_delivery_wins_over_both(pec):
    await pec.writes(written())
    await pec.posts(Trouble(late=frozenset({LETTER})))
    for hours, status in ((13, "warned"), (12, "expired")):
        pec.scene.clock.tick(hours=hours)
        await pec.providers.network.tend()
        await pec.scene.turn()
        assert await pec.states() == [status]
    await pec.providers.network.release()
    await pec.scene.turn()
    assert await pec.states() == ["delivered"]


async def test_a_mailbox_that_is_not_there_is_a_failure_that_staff_see(pec):
    await pec.providers.network.submit("gone@pec.example.it", [USER], written(sender="gone@pec.example.it"))
    await pec.scene.turn()
    await pec.posts()
    assert await pec.rows("select status, code from outbox") == [("failed", "pec:no-dest:5.1.1")]
    assert await pec.rows("select reason from inbox where status = 'parked'") == [("pec-failed",)]


async def test_a_genuine_receipt_of_a_message_of_somebody_else_moves_nothing(pec):
    [answer] = await pec.writes(written())
    copied = f"From: {BEA}\r\nTo: {ADA}\r\nMessage-ID: {answer.mail['Message-ID']}\r\n\r\nciao\r\n".encode()
    await pec.providers.network.submit(BEA, [ADA], copied)
    for receipt in pec.providers.network.mailbox(BEA).mails:
        await pec.lies(receipt.lying)
    assert await pec.states() == ["sent"]
    assert await pec.rows("select kind, state, part_key from receipt order by kind") == [
        (ACCEPTED, "", None),
        (DELIVERED, "", None),
    ]
    assert await pec.rows("select reason from inbox where status = 'parked'") == [("receipt-unknown",)]


async def test_a_receipt_of_nothing_of_ours_is_kept_counted_and_shown_once(pec):
    await pec.writes(written())
    await pec.posts(Trouble(unknown=frozenset({ACCEPTED}), twice=frozenset({ACCEPTED})))
    assert await pec.rows("select reason, status from inbox where reason != ''") == [
        ("receipt-unknown", "parked")
    ]
    assert await pec.rows("select kind from receipt where part_key is null") == [(ACCEPTED,)]
    assert pec.scene.counted["receipt-unknown"] == 1
    assert await pec.states() == ["delivered"]


async def test_a_receipt_that_is_not_proven_moves_nothing_and_is_shown(pec):
    await pec.writes(written())
    await pec.posts(Trouble(forged=frozenset({ACCEPTED, DELIVERED})))
    assert await pec.states() == ["sent"]
    assert await pec.rows("select reason from inbox where status = 'parked'") == [("receipt-unverified",)] * 2
    assert await pec.rows("select verdict, state from receipt") == [("forged", "")] * 2


async def test_whoever_has_no_certified_mailbox_gives_no_receipt_and_that_is_known(pec):
    """The citizen's provider has gone meanwhile: ours knows the address as an ordinary one."""
    await pec.writes(written())
    pec.providers.network._providers.pop("pec.example.it")
    await pec.posts()
    assert await pec.rows("select status, code from outbox") == [("accepted", "external")]


async def test_an_answer_lost_on_the_wire_is_settled_by_the_receipts_and_not_sent_again(pec):
    pec.scene.peer.submission.answers["DATA"] = [""]
    await pec.writes(written())
    assert await pec.states() == ["unknown"]
    await pec.posts()
    assert await pec.states() == ["delivered"]
    assert len(pec.scene.sent) == 1


async def test_no_word_for_a_quarter_of_an_hour_is_told_to_staff(pec):
    await pec.writes(written())
    overdue = pec.scene.serving.ways_in[0].loops[1].__self__
    pec.scene.clock.tick(minutes=16)
    await overdue.look()
    await overdue.look()
    assert await pec.rows("select reason from inbox where status = 'parked'") == [("pec-not-accepted",)]
