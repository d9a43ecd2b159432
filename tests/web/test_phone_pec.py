"""Certified mail from the page: sealed, believed, registered, answered, and followed by its receipts."""

import asyncio
import base64
from dataclasses import replace
from hashlib import sha256

import pytest

from channels.sandbox import Posting
from tests.clock import Ticker
from tests.web.trial import FINE, GIULIA, MARIO, trial

TAKEN, BROUGHT = "accettazione", "avvenuta-consegna"
SENT = ("in", "done", TAKEN, BROUGHT)


async def test_a_letter_is_registered_answered_and_followed_to_its_delivery(trying):
    answer = await trying.write()
    assert answer.status == 202
    await trying.until([SENT, ("out", "delivered")])
    asked, answered = (await trying.talk())["lines"]
    assert (asked["subject"], asked["text"]) == ("Multa", f"Multa\n{FINE}")
    assert "protocollo con il n. 0000001/2026" in answered["text"]
    assert "entro il 05/03/2026" in answered["text"]
    assert not asked["open"]
    assert not answered["open"]
    proofs = await trying.rows("select kind, part_key, verdict from receipt order by arrived_at, kind")
    assert proofs == [(TAKEN, "1-0", "verified"), (BROUGHT, "1-0", "verified")]
    [assurance] = await trying.rows("select sender, recipients from register_entry where number = 1")
    assert MARIO in assurance[0]


async def test_what_is_still_to_come_keeps_a_line_open(trying):
    await trying.choose("late")
    await trying.write()
    await trying.until([SENT, ("out", "accepted")])
    asked, answered = (await trying.talk())["lines"]
    assert (asked["open"], answered["open"]) == (False, True)


# What the citizen chooses, what the pane comes to show, and why the letter waits for staff.
TROUBLES = {
    "their mailbox is full": ("full", [SENT, ("out", "failed")], "pec-failed"),
    "another authority has sealed it": ("forged", [("in", "parked", TAKEN, BROUGHT)], "pec-forged"),
    "it is ordinary mail": ("ordinary", [("in", "parked")], "anomalia"),
}


@pytest.mark.parametrize(("trouble", "seen", "reason"), TROUBLES.values(), ids=TROUBLES)
async def test_what_goes_wrong_is_shown_and_set_aside_for_staff(trying, trouble, seen, reason):
    assert (await trying.choose(trouble)).status == 204
    assert (await trying.talk())["trouble"] == trouble
    await trying.write()
    await trying.until(seen)
    assert await trying.rows("select reason from inbox where status = 'parked'") == [(reason,)]


async def test_late_receipts_come_once_they_are_no_longer_wanted_late(trying):
    await trying.choose("late")
    await trying.write()
    await trying.until([SENT, ("out", "accepted")])
    await trying.choose("")
    await trying.until([SENT, ("out", "delivered")])


async def test_a_trouble_is_that_of_one_citizen(trying):
    await trying.choose("full")
    await trying.write(sender=GIULIA)
    await trying.until([SENT, ("out", "delivered")], GIULIA)
    assert (await trying.talk(GIULIA))["trouble"] == ""


async def test_files_arrive_with_their_letter(trying):
    content = b"%PDF-1.4 made up"
    card = {"name": "verbale è.pdf", "media_type": "application/pdf"}
    await trying.write(files=[{**card, "content": base64.b64encode(content).decode()}])
    [file] = (await trying.talk())["lines"][0]["files"]
    assert (file["name"], file["sha256"]) == ("verbale è.pdf", sha256(content).hexdigest())
    shown = await trying.client.get(f"/phone/files/{file['sha256']}", params={"name": file["name"]})
    assert await shown.read() == content


async def test_an_answer_to_the_answer_goes_on_in_its_thread(trying):
    await trying.write(text="Vorrei pagare la multa V12345/2026")
    asked = (await trying.talk())["lines"][-1]
    await trying.write("Re: Multa", "AB123CD, 3 febbraio 2026", thread=asked["thread"])
    await trying.until([SENT, ("out", "delivered")] * 2)
    assert "116,90" in (await trying.talk())["lines"][-1]["text"]
    entries = await trying.rows("select number, direction from register_entry order by number")
    assert entries == [(1, "in"), (2, "out"), (3, "in"), (4, "out")]


async def test_a_double_click_is_one_letter(trying):
    answers = await asyncio.gather(*(trying.post(id="double-click") for _ in range(5)))
    assert [answer.status for answer in answers] == [202] * 5
    await trying.counter.settle_down()
    await trying.until([SENT, ("out", "delivered")])
    assert await trying.rows("select count(*) from register_entry") == [(2,)]


REFUSED = {
    "an empty letter": {"subject": "", "text": " "},
    "two lines of subject": {"subject": "a\nBcc: b@example.org"},
    "NUL": {"text": "a\x00b"},
    "an id that is none": {"id": "x"},
    "nobody's address": {"sender": "stranger@pec.example.org"},
    "an address of other mail": {"sender": "mario@example.org"},
}


async def test_what_no_mail_can_be_is_refused(trying):
    refused = {case: (await trying.post(**fields)).status for case, fields in REFUSED.items()}
    assert refused == dict.fromkeys(REFUSED, 400)
    assert await trying.rows("select count(*) from register_entry") == [(0,)]


async def test_there_are_no_other_troubles_and_no_other_citizens(trying):
    assert (await trying.choose("flood")).status == 400
    assert (await trying.choose("late", "stranger@pec.example.org")).status == 400


async def test_other_sites_cannot_make_trouble(trying):
    query = {"sender": MARIO, "trouble": "late"}
    for headers in ({}, {"Origin": "https://evil.example"}):
        answer = await trying.client.post("/phone/api/trouble", params=query, headers=headers)
        assert answer.status == 403


async def test_what_could_not_be_kept_can_be_posted_again(trying):
    town, posting = trying.pec._town, Posting("once-and-again", MARIO, FINE)
    heard = town.ears

    async def fails(_filed):
        raise BlockingIOError

    town.ears = replace(heard, letter=fails)
    with pytest.raises(BlockingIOError):
        await trying.pec.post(posting)
    town.ears = heard
    await trying.pec.post(posting)
    await trying.until([("in", "waiting", TAKEN, TAKEN, BROUGHT)])


async def test_after_a_restart_the_letters_are_there_and_nothing_is_awaited_of_them(desk, keys, tmp_path):
    clock = Ticker()
    async with trial(desk, clock, keys, tmp_path) as before:
        await before.write()
        await before.until([SENT, ("out", "delivered")])
    async with trial(desk, clock, keys, tmp_path) as after:
        await after.until([("in", "done"), ("out", "delivered")])
        await after.write(subject="ORARI", text="orari della biblioteca", id="after-it-0")
        await after.until([("in", "done"), ("out", "delivered"), SENT, ("out", "delivered")])


MAILBOX = {"ADDRESS": "a@pec.example.it", "PASSWORD": "x", "IMAP_HOST": "127.0.0.1", "SMTP_HOST": "127.0.0.1"}
REAL = {f"SPORTELLO_PEC__{name}": value for name, value in MAILBOX.items()}


@pytest.mark.parametrize(("trying", "more"), [(False, {}), (True, REAL)], ids=["not trying", "a real PEC"])
async def test_made_up_letters_take_no_numbers_of_a_true_register(desk, keys, tmp_path, trying, more):
    async with trial(desk, Ticker(), keys, tmp_path, trying=trying, **more) as opened:
        assert 'id="pane-pec"' not in await (await opened.client.get("/phone")).text()
        assert (await opened.write()).status == 400
        assert (await opened.choose("late")).status == 404


async def test_the_page_has_the_pane_where_there_is_pec(trying):
    page = await (await trying.client.get("/phone")).text()
    assert 'data-address="protocollo@pec.comune.example"' in page
    assert all(f'id="tab-{pane}"' in page for pane in ("sms", "chat", "mail", "pec"))
    assert page.count('data-copy="pec"') == page.count('data-copy="sms"') > 0
