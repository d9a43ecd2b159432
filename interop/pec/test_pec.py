"""A PEC is answered in its thread by PEC, over Postfix and Dovecot; each receipt finds what it proves."""

import json
from base64 import encodebytes
from datetime import timedelta
from email import message_from_bytes, policy
from hashlib import sha256

import pytest

from channels.pec.envelope import Kind
from interop.mail.mails import fine, hours, mail

ACCEPTED, DELIVERED, ENVELOPE = "accettazione", "avvenuta-consegna", "posta-certificata"
BOTH = frozenset({ACCEPTED, DELIVERED})
OURS = "select kind, state, verdict from receipt where part_key is not null order by kind"
PROVEN = [(ACCEPTED, "accepted", "verified"), (DELIVERED, "delivered", "verified")]
STATUS = "select status, code from outbox"


def only(kind):
    return frozenset({kind})


def inside(envelope):
    return message_from_bytes(envelope.message, policy=policy.default)


async def the_register_is_whole(site, *directions):
    """Every PEC has one number, in order and without a gap, and the chain over them holds."""
    numbered = site.rows("select number, direction from register_entry order by number")
    assert numbered == list(enumerate(directions, 1))
    assert (await site.checked()).whole


async def test_a_request_is_answered_in_its_thread_and_both_receipts_find_the_answer(site):
    async with site.reading():
        await site.write(fine, Message_ID="<1@ada.example>")
        answer = await site.answer()
        await site.until(OURS, PROVEN)
        await site.until(STATUS, [("delivered", "")])
    assert answer.verified
    assert (answer.sender, answer.recipients[0].address) == (site.address, site.ada)
    text = inside(answer)
    assert (text["Subject"], text["In-Reply-To"]) == ("Re: Multa V12345/2026", "<1@ada.example>")
    content = text.get_body(("plain",)).get_content()
    assert "V12345/2026" in content
    assert "0000001/2026" in content
    assert site.rows("select provider_id from outbox") == [(answer.reference,)]
    kept = "select count(*) from receipt join blob using (sha256) where length(content) > 1000"
    assert site.rows(kept) == [(2,)]
    await the_register_is_whole(site, "in", "out")


async def test_what_is_missing_is_asked_for_at_once_and_the_reply_fills_it(site):
    async with site.reading():
        await site.write(lambda to, **fields: mail(to, "Multa V12345/2026", "Buongiorno.", **fields))
        asked = await site.answer()
        reply = {"In_Reply_To": f"<{asked.identifier}>", "References": f"<{asked.identifier}>"}
        told = "La targa è AB123CD, la data il 3 febbraio 2026."
        await site.write(lambda to, **fields: mail(to, "Re: Multa V12345/2026", told, **fields), **reply)
        answer = await site.answer(2)
        await site.until(STATUS, [("delivered", "")] * 2)
    assert "targa" in inside(asked).get_body(("plain",)).get_content()
    assert "AB123CD" in inside(answer).get_body(("plain",)).get_content()
    await the_register_is_whole(site, "in", "out", "in", "out")


TROUBLES = {
    "late": {"late": BOTH},
    "doubled": {"twice": BOTH},
    "out of order": {"backwards": True},
    "late, doubled and out of order": {"late": only(ACCEPTED), "twice": BOTH, "backwards": True},
}


@pytest.mark.parametrize("label", TROUBLES)
async def test_receipts_come_as_they_like_and_end_in_the_same_state(site, label):
    site.troubled(**TROUBLES[label])
    async with site.reading():
        await site.write(fine)
        await site.until("select status = 'sent' or status = 'delivered' from outbox", [(1,)])
        await site.answer()
        await site.office.network.release()
        await site.until(OURS, PROVEN)
        site.troubled()
        await site.write(hours, sender=site.bea)  # what came before it has been read by then
        await site.answer(user=site.bea)
        await site.until(STATUS, [("delivered", "")] * 2)
    assert site.rows("select count(*) from receipt") == [(4,)]
    await the_register_is_whole(site, "in", "out", "in", "out")


async def test_a_receipt_of_nothing_of_ours_is_kept_and_shown_and_moves_nothing(site):
    site.troubled(unknown=only(DELIVERED))
    async with site.reading():
        await site.write(fine)
        await site.until("select reason, status from inbox where id = 2", [("receipt-unknown", "parked")])
        await site.until(STATUS, [("accepted", "")])
        site.troubled()
        await site.write(hours, sender=site.bea)
        await site.answer(user=site.bea)
        await site.until(STATUS, [("accepted", ""), ("delivered", "")])
    assert site.rows("select kind, verdict from receipt where part_key is null") == [(DELIVERED, "verified")]
    await the_register_is_whole(site, "in", "out", "in", "out")


@pytest.mark.parametrize("how", ["altered", "forged"])
async def test_a_receipt_that_is_not_genuine_is_shown_and_moves_nothing(site, how):
    site.troubled(**{how: only(DELIVERED)})
    async with site.reading():
        await site.write(fine)
        parked = "select reason, status from inbox where id = 2"
        await site.until(parked, [("receipt-unverified", "parked")])
        await site.until(STATUS, [("accepted", "")])
    await the_register_is_whole(site, "in", "out")


async def test_a_full_mailbox_is_told_by_its_receipt(site):
    async with site.reading():
        site.office.network.mailbox(site.ada).full = True
        await site.write(fine)
        await site.until(STATUS, [("failed", "pec:altro:5.2.2")])
    await the_register_is_whole(site, "in", "out")


async def test_a_virus_in_what_we_send_is_told_by_the_provider(site):
    site.troubled(virus="leaving")
    async with site.reading():
        await site.write(fine)
        await site.until(STATUS, [("failed", "pec:virus")])


async def test_after_both_warnings_a_delivery_still_wins(site):
    site.troubled(late=only(ENVELOPE))
    office = site.office
    async with site.reading():
        await site.write(fine)
        for state, passed in (("accepted", 0), ("warned", 13), ("expired", 12)):
            office.shift += timedelta(hours=passed)
            await office.network.tend()
            await site.until("select status from outbox", [(state,)])
        await office.network.release()
        await site.until("select status from outbox", [("delivered",)])
        await site.answer()
    await the_register_is_whole(site, "in", "out")


async def test_a_request_that_comes_twice_is_registered_and_answered_once(site):
    site.troubled(sender=site.ada, twice=only(ENVELOPE))
    async with site.reading():
        await site.write(fine)
        await site.answer()
        await site.until_told('sportello_calls_total{channel="pec",outcome="repeated"} 1.0')
        await site.until(STATUS, [("delivered", "")])
    await the_register_is_whole(site, "in", "out")


@pytest.mark.parametrize("how", ["altered", "forged"])
async def test_a_request_that_is_not_genuine_is_registered_and_not_answered(site, how):
    site.troubled(sender=site.ada, **{how: only(ENVELOPE)})
    async with site.reading():
        await site.write(fine)
        await site.until("select reason from inbox where status = 'parked'", [("pec-forged",)])
        await site.write(hours, sender=site.bea)
        await site.answer(user=site.bea)
    assert [each.kind for each in site.lying(site.ada)] == [Kind.ACCEPTANCE, Kind.DELIVERY]
    await the_register_is_whole(site, "in", "in", "out")


async def test_ordinary_mail_has_no_answer_and_no_number(site):
    async with site.reading():
        raw = hours("carlo@example.org", To=site.address)
        await site.office.network.ordinary("carlo@example.org", [site.address], raw)
        await site.until("select reason from inbox where status = 'parked'", [("anomalia",)])
        await site.write(hours, sender=site.bea)
        await site.answer(user=site.bea)
    assert not site.office.network.outside
    await the_register_is_whole(site, "in", "out")


async def test_what_lay_there_while_the_counter_was_away_is_registered_once(site):
    async with site.reading():
        await site.write(fine, Message_ID="<1@ada.example>")
        await site.answer()
    await site.write(hours, sender=site.bea)
    async with site.reading():
        await site.answer(user=site.bea)
        await site.until(STATUS, [("delivered", "")] * 2)
    assert len([each for each in site.lying(site.ada) if each.kind is Kind.TRANSPORT]) == 1
    await the_register_is_whole(site, "in", "out", "in", "out")


async def test_a_large_pec_is_registered_with_the_hash_of_its_file(site):
    content = b"\0\1\2\3" * 4_700_000  # 26 MB on the way
    mixed = {"Content_Type": "multipart/mixed; boundary=b"}
    pdf = "Content-Type: application/pdf; name=atto.pdf\nContent-Transfer-Encoding: base64"
    body = f"--b\n\nQuando siete aperti?\n--b\n{pdf}\n\n{encodebytes(content).decode()}--b--"
    async with site.reading():
        await site.write(lambda to, **fields: mail(to, "Orari anagrafe", body, **mixed, **fields))
        await site.answer(patience=60)  # it passes three servers, and its receipt has all of it
        await site.until(STATUS, [("delivered", "")])
    [(enclosed,)] = site.rows("select enclosed from register_entry where direction = 'in'")
    assert json.loads(enclosed) == [["atto.pdf", sha256(content).hexdigest()]]
    await the_register_is_whole(site, "in", "out")
