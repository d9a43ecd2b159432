"""The whole counter by Telegram: asked, tapped, edited, sent files, blocked, slowed down, and restarted."""

import pytest

from bot.message import File, Part
from storage.departures import departure
from storage.payment_receipts import Settled
from storage.records import RECORDS
from tests.receipts_of_links import pay_link
from tests.telegram_calls import Answer, Stored, refusal
from tests.telegram_updates import ANNA, MARIO, document, group, photo

FINE = "MULTA AB123CD V12345/2026 03/02/2026"
PDF = b"%PDF-1.7 \0\xff"


async def fine(scene):
    [(plate, number, day)] = await scene.rows("select plate, number, violation_on from fine limit 1")
    return plate, number, day


def labels(message):
    return [key["text"] for row in message["reply_markup"]["inline_keyboard"] for key in row]


async def test_a_fine_is_asked_for_and_paid_by_taps(scene):
    plate, number, day = await fine(scene)
    welcome = await scene.says("/start")
    assert welcome["text"] == "Che cosa posso fare per lei:"
    await scene.taps("Multe e pagamenti")
    question = await scene.taps("Pagare una multa")
    assert question["text"].endswith("Qual è la targa del veicolo? (per esempio AB123CD)")
    await scene.says(plate)
    await scene.says(number)
    review = await scene.says(str(day))
    assert number in review["text"]
    assert labels(review) == ["Sì", "No"]
    reminder = await scene.taps("Sì")
    assert reminder["document"]["mime_type"] == "text/calendar"
    sent, notice = scene.peer.messages[-3:-1]
    assert "/pay/" in sent["text"]
    assert notice["document"]["mime_type"] == "application/pdf"
    assert [call["text"] for call in scene.peer.calls("answerCallbackQuery")] == [
        "Multe e pagamenti",
        "Pagare una multa",
        "Sì",
    ]
    link = next(word for word in sent["text"].split() if "/pay/" in word)
    assert await pay_link(scene.counter.database, link) is Settled.PAID
    await scene.settle_down()
    receipt, paper = scene.peer.messages[-2:]
    assert number in receipt["text"]
    assert paper["document"]["mime_type"] == "application/pdf"
    assert scene.counted == {"kept": 7}


async def test_an_old_tap_is_explained_and_the_question_asked_again(scene):
    welcome = await scene.says("/start")
    services = await scene.taps("Multe e pagamenti", welcome)
    await scene.taps("Pagare una multa", services)
    again = await scene.taps("Uffici: orari e indirizzi", welcome)
    assert again["text"].startswith("Quel pulsante era di una domanda di prima")
    assert again["text"].endswith("Qual è la targa del veicolo? (per esempio AB123CD)")


async def test_an_edit_of_the_last_answer_corrects_it(scene):
    await scene.says("multa")
    await scene.says("targa AB123CD")
    message = scene.peer.asked[-1].params["text"]
    assert "AB123CD" not in message
    scene.peer.bring(scene.peer.make.message(kind="edited_message", text="targa AB123CE"))
    await scene.turn()
    assert "AB123CE" in scene.peer.messages[-1]["text"]


async def test_a_document_and_a_photo_are_kept_whole(scene):
    scene.peer.files |= {"doc-1": Stored(PDF), "photo-1-1280": Stored(b"\xff\xd8")}
    scene.peer.bring(scene.peer.make.message(document=document("verbale è.pdf"), caption=FINE))
    scene.peer.bring(scene.peer.make.message(photo=photo()))
    await scene.turn()
    assert await scene.rows("select content from blob order by length(content)") == [(b"\xff\xd8",), (PDF,)]
    first, second = scene.peer.said_to(MARIO)
    assert first.startswith("Per questa richiesta non servono allegati: non li ho usati.")
    assert first.endswith("Va bene così?")
    assert second.startswith("Ho ricevuto il suo file")


async def test_a_document_goes_out(scene, clock):
    await scene.says("/start")
    part = Part("7-9", "telegram", str(MARIO), files=(File("ricevuta è.pdf", "application/pdf", PDF),))
    await scene.database.writer.submit(RECORDS, departure(part, clock()))
    await scene.settle_down()
    assert scene.peer.asked[-1].file == ("ricevuta è.pdf", "application/pdf", PDF)
    assert scene.peer.messages[-1]["document"]["file_name"] == "ricevuta è.pdf"


async def test_a_file_that_is_too_large_is_refused_with_a_reason(scene):
    scene.peer.bring(scene.peer.make.message(document=document("video.mov", 10_000_001)))
    await scene.turn()
    assert scene.peer.said_to()[0].startswith('Il file "video.mov" è troppo grande (al massimo 10 MB)')
    assert not scene.peer.calls("getFile")


async def test_a_file_that_cannot_be_fetched_for_now_is_waited_for(scene):
    scene.peer.files["doc-1"] = Stored(PDF, broken=502)
    scene.peer.bring(scene.peer.make.message(document=document()))
    scene.peer.says("prima il file", MARIO)
    scene.peer.says("/start", ANNA)
    pause = await scene.poller.ask()
    await scene.settle_down()
    assert pause > 0
    assert [chat for (chat,) in await scene.rows("select sender from inbox")] == [str(ANNA)]
    scene.peer.files["doc-1"].broken = 0
    await scene.turn()
    assert [text for (text,) in await scene.rows("select text from inbox order by id")] == [
        "/start",
        "",
        "prima il file",
    ]
    assert scene.counted == {"kept": 3, "later": 1, "repeated": 1}
    await scene.turn()
    assert scene.peer.pending == []


async def test_a_file_that_never_comes_is_told_as_missing(scene):
    scene.peer.files["doc-1"] = Stored(PDF, broken=502)
    scene.peer.bring(scene.peer.make.message(document=document("verbale.pdf"), caption="/start"))
    for _ in range(6):
        await scene.turn()
    [answer] = scene.peer.said_to()
    assert answer.startswith('Il file "verbale.pdf" non mi è arrivato intero: se serve, lo mandi di nuovo.')
    assert scene.counted == {"later": 5, "kept": 1}


async def test_a_shared_contact_is_a_number_that_was_typed(scene):
    contact = {"phone_number": "393331234567", "first_name": "Mario", "user_id": MARIO}
    scene.peer.bring(scene.peer.make.message(contact=contact))
    await scene.turn()
    assert await scene.rows("select text from inbox") == [("+393331234567",)]
    told = await scene.serving.metrics.scrape(scene.serving.views)
    assert b'sportello_network_reachable{channel="telegram"} 1.0' in told


async def test_what_cannot_be_read_is_told(scene):
    scene.peer.bring(scene.peer.make.message(voice={"file_id": "v", "file_unique_id": "u", "duration": 3}))
    await scene.turn()
    assert scene.peer.said_to()[0].startswith("Non posso ascoltare i messaggi vocali")


async def test_a_blocked_bot_gives_up_and_others_are_served(scene):
    scene.peer.says("/start")
    scene.peer.says("/start", ANNA)
    scene.peer.blocked.add(MARIO)
    await scene.turn()
    found = await scene.rows("select address, status, code from outbox order by id")
    assert found[0] == (str(MARIO), "failed", "blocked:403")
    assert found[1][:2] == (str(ANNA), "sent")
    scene.peer.blocked.clear()
    assert (await scene.says("/start"))["text"] == "Che cosa posso fare per lei:"


async def test_a_429_is_waited_out(scene, clock):
    scene.peer.answers["sendMessage"].append(refusal(429, "Too Many Requests: retry after 7", retry_after=7))
    scene.peer.says("/start")
    await scene.turn()
    assert await scene.rows("select status, code from outbox") == [("queued", "limit:429")]
    clock.tick(seconds=6)
    await scene.settle_down()
    assert not scene.peer.messages
    clock.tick(seconds=2)
    await scene.settle_down()
    assert len(scene.peer.messages) == 1


@pytest.mark.parametrize("answer", [refusal(502, "Bad Gateway"), Answer(503, "<html>")], ids=["502", "503"])
async def test_a_5xx_is_waited_out(answer, scene, clock):
    scene.peer.answers["sendMessage"].append(answer)
    scene.peer.says("/start")
    await scene.turn()
    clock.tick(minutes=1)
    await scene.settle_down()
    assert len(scene.peer.messages) == 1


async def test_a_lost_answer_is_sent_again_and_counted(scene, clock):
    scene.peer.answers["sendMessage"].append(Answer(drop=True, keep=True))
    scene.peer.says("/start")
    await scene.turn()
    assert await scene.rows("select status from outbox") == [("unknown",)]
    clock.tick(seconds=20)
    await scene.counter.senders["telegram"]._settle_round()
    await scene.settle_down()
    assert await scene.rows("select status from outbox") == [("sent",)]
    assert len(scene.peer.messages) == 2, "Telegram cannot tell: better twice than never"
    told = await scene.serving.metrics.scrape(scene.serving.views)
    assert b'sportello_parts_resent_total{channel="telegram",twice="maybe"} 1.0' in told


async def test_a_group_is_shown_the_private_chat_once_a_day(scene, clock):
    scene.peer.answers["getMe"].append(Answer(502, "<html>"))
    for text in ("/multa", FINE, "/start@comune_prova_bot"):
        scene.peer.bring(scene.peer.make.said_in_group(text))
    await scene.turn()
    there = scene.peer.said_to(group()["id"])
    assert there == ["Per la sua riservatezza rispondo solo in privato: apra il mio profilo e mi scriva lì."]
    scene.peer.bring(scene.peer.make.said_in_group("/multa"))
    await scene.turn()
    assert len(scene.peer.messages) == 1
    clock.tick(days=1)
    scene.peer.bring(scene.peer.make.said_in_group("/fine", language="en"))
    await scene.turn()
    assert scene.peer.messages[-1]["text"] == (
        "For your privacy I answer in private only: write to me here https://t.me/comune_prova_bot"
    )
    assert await scene.rows("select count(*) from inbox") == [(0,)]
    assert scene.counted == {"pointed": 4, "idle": 1}


async def test_two_citizens_and_two_networks_know_nothing_of_each_other(scene):
    await scene.says("multa AB123CD")
    answer = await scene.says("stato", ANNA)
    assert answer["text"].startswith("Qui non risultano sue richieste")
    origin = {"Origin": str(scene.client.make_url("/")).rstrip("/")}
    posted = {"channel": "try-chat", "sender": "900000001", "text": "stato", "id": "message-0001"}
    assert (await scene.client.post("/phone/api/messages", json=posted, headers=origin)).status == 202
    await scene.settle_down()
    [(text,)] = await scene.rows("select text from outbox where channel = 'try-chat'")
    assert text.startswith("Qui non risultano sue richieste")
