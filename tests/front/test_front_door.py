"""The web server as `serve` wires it: the phone, the figures, the log, the pay page, what it refuses."""

import io
import re
import sqlite3
from datetime import timedelta

import pytest

from bot.message import Inbound
from sportello.trial import sample_fines
from storage.aside import Aside, SqlAside
from storage.notices import find_notice
from storage.parked import ParkedMessages
from storage.payment_receipts import TAKE_RECEIPT, PaymentReceipt, TakenReceipt
from tests.front.conftest import MARIO


async def one_shot(front, clock, state="discounted"):
    fine = next(fine for fine in sample_fines(clock().date()) if fine["state"] == state)
    await front.say(f"MULTA {fine['plate']} {fine['number']} {fine['date']}")
    return fine


async def pay_link(front, clock):
    await one_shot(front, clock)
    await front.say("SI")
    return re.search(r"/pay/[\w-]+", (await front.heard())[-1])[0]


async def figures(front):
    answer = await front.client.get("/metrics")
    return await answer.text()


async def set_aside(front, text="OPERATORE", name="aside"):
    """Something is set aside for staff: a message of a network that had too much to do."""
    inbound = Inbound("try-sms", name, MARIO, text, front.counter.clock())
    await SqlAside(front.counter.database).keep(Aside(inbound, "c", "crowd"))


async def test_the_figures_are_filled_by_a_conversation(front, clock):
    await front.say("OPERATORE")
    await front.say("MENU")
    await front.say("SI")
    await one_shot(front, clock)
    await front.counter.reception.accept(
        Inbound("try-sms", "unheard", MARIO, "", clock(), event="nobody.knows"), "c"
    )
    await front.counter.settle_down()
    text = await figures(front)
    assert 'sportello_turn_seconds_count{service="pay_fine"} 1.0' in text
    assert 'sportello_turn_seconds_count{service="counter"} 3.0' in text
    assert 'sportello_messages_received_total{channel="try-sms"} 5.0' in text
    assert 'sportello_messages_parked_total{reason="crash"} 1.0' in text
    assert "sportello_inbox_parked 1.0" in text
    assert re.search(r'sportello_parts_sent_total\{channel="try-sms"\} [2-9]', text)


async def test_one_correlation_id_from_the_acceptance_to_the_parts_and_nothing_personal(front, clock, log):
    fine = await one_shot(front, clock)
    lines = log.getvalue().splitlines()
    assert [re.split(r"  +", line.partition("] ")[2])[0] for line in lines] == [
        "message accepted", "message handled", "part sent",
    ]  # fmt: skip
    assert len({re.search(r"correlation=(\w+)", line)[1] for line in lines}) == 1
    assert "service=pay_fine" in lines[1]
    for personal in (MARIO, MARIO.removeprefix("+39"), "MULTA", *fine.values()):
        assert personal not in log.getvalue()


async def test_ready_says_why_not(front):
    assert (await front.client.get("/ready")).status == 200
    front.serving.stopping = True
    answer = await front.client.get("/ready")
    assert (answer.status, (await answer.json())["reasons"]) == (503, ["the counter is stopping"])


async def test_ready_knows_a_dead_writer(front):
    front.serving.database.writer.close()
    answer = await front.client.get("/ready")
    assert answer.status == 503
    assert "the writer has died: restart the process" in (await answer.json())["reasons"]


async def test_ready_knows_a_schema_that_is_not_ours(front, tmp_path):
    with sqlite3.connect(tmp_path / "front.db") as beside:
        beside.execute("update alembic_version set version_num = 'of-another-age'")
    beside.close()
    answer = await front.client.get("/ready")
    assert answer.status == 503
    assert "sportello db upgrade" in (await answer.json())["reasons"][0]


@pytest.mark.parametrize("path", ["/health", "/phone", "/nowhere", "/pay/no-such-link", "/metrics"])
async def test_every_answer_wears_the_strict_headers(front, path):
    answer = await front.client.get(path)
    assert answer.headers["Server"] == "sportello"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "X-Real-IP", "Via"])
async def test_the_phone_is_closed_to_what_a_proxy_relays(front, header):
    answer = await front.client.get("/phone", headers={header: "192.0.2.7"})
    assert answer.status == 404
    fields = {"channel": "try-sms", "sender": MARIO, "text": "ciao", "id": "message-9999"}
    posted = await front.client.post(
        "/phone/api/messages", json=fields, headers={header: "192.0.2.7", "Origin": front.origin}
    )
    assert posted.status == 404


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        ("/phone", {"Host": "elsewhere.example"}, 421),
        ("/static/x/../../pages.py", {}, 404),
        ("/static/x/..%2f..%2fpages.py", {}, 404),
        ("/twilio/sms", {}, 404),
    ],
)
async def test_what_is_refused(front, path, headers, status):
    assert (await front.client.get(path, headers=headers)).status == status


async def test_a_body_that_is_too_large_is_refused(front):
    answer = await front.client.post(
        "/phone/api/messages", data=io.BytesIO(bytes(21_000_000)), headers={"Origin": front.origin}
    )
    assert answer.status in {400, 413}


async def test_a_paid_notice_comes_back_as_a_receipt(front, clock):
    """How a browser gets there is in tests/web/test_paying.py: here what a receipt does is enough."""
    link = await pay_link(front, clock)
    token = link.rpartition("/")[2]
    found = await front.serving.database.reader.fetch(lambda connection: find_notice(connection, token))
    receipt = PaymentReceipt(
        "rt-0001",
        found.nav,
        found.iuv,
        found.amount_cents,
        clock(),
        "Banca",
        "node",
        executed=True,
        original=b"",
    )
    await front.serving.database.writer.submit(TAKE_RECEIPT, TakenReceipt(receipt, "test"))
    await front.counter.settle_down()
    assert "ricevuta" in (await front.heard())[-1].lower()


async def test_a_notice_past_its_last_day_is_expired_before_anybody_taps(front, clock):
    link = await pay_link(front, clock)
    clock.now += timedelta(days=400)
    for answer in (await front.client.get(link), await front.client.post(link)):
        assert answer.status == 410
        assert "Avviso scaduto" in await answer.text()


async def test_a_fine_that_was_settled_elsewhere_cannot_be_paid_again(front, clock, sportello, tmp_path):
    link = await pay_link(front, clock)
    fine = next(fine for fine in sample_fines(clock().date()) if fine["state"] == "discounted")
    row = await _exported(front, fine["number"])
    sheet = tmp_path / "settled.csv"
    sheet.write_text(row, encoding="utf-8")
    assert "changed 1" in (await sportello.beside("import", "fines", str(sheet))).out
    for answer in (await front.client.get(link), await front.client.post(link)):
        assert answer.status == 410
        assert "Avviso non più valido" in await answer.text()


async def _exported(front, number):
    """The register of the police, in which that fine is paid."""
    from samples.make_fines import COLUMNS, make_fines

    row = next(row for row in make_fines(front.counter.clock().date()) if row["number"] == number)
    return ",".join(COLUMNS) + "\n" + ",".join({**row, "status": "paid"}[name] for name in COLUMNS) + "\n"


async def test_staff_work_beside_the_counter(front, sportello):
    """The counter holds the lock of the file all the while."""
    await set_aside(front)
    told = await sportello.beside("parked", "list")
    assert "OPERATORE" in told.out
    assert MARIO in (await sportello.beside("parked", "show", "1")).out
    assert (await sportello.beside("parked", "answer", "1", "La richiamo alle 11.")).code == 0
    await front.counter.settle_down()
    assert (await front.heard())[-1] == "La richiamo alle 11."
    assert (await sportello.beside("parked", "list")).out == "Nothing is set aside.\n"


async def test_a_message_that_is_put_back_is_answered_anew(front, sportello):
    await set_aside(front, "AIUTO")
    assert (await sportello.beside("parked", "retry", "1")).out == "1 is back in the queue.\n"
    await front.counter.settle_down()
    assert len(await front.heard()) == 1
    await set_aside(front, name="another")
    assert (await sportello.beside("parked", "close", "2")).out == "2 is off the list.\n"
    assert await ParkedMessages(front.counter.database).one(2) is None


async def test_an_empty_answer_is_refused(front, sportello):
    await set_aside(front)
    assert (await sportello.beside("parked", "answer", "1", "  ")).err == "an answer needs a text\n"
