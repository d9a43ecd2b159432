"""Writing and reading: what the page posts reaches the counter once; bad input is told in one sentence."""

import asyncio
import base64
import io

import pytest
from aiohttp import FormData

from bot.message import Button, File

MARIO = {"channel": "try-chat", "sender": "900000001"}
PDF = b"%PDF-1.4 made up"


async def read(site, after=""):
    answer = await site.client.get("/phone/api/messages", params={**MARIO, "after": after})
    assert answer.status == 200
    return (await answer.json())["lines"]


async def test_message_reaches_the_counter(site):
    answer = await site.post(text="  MULTA AB123CD  ")
    assert answer.status == 202
    assert await answer.json() == {"id": "a" * 32}
    [inbound] = site.kept.received
    assert (inbound.lane, inbound.text, inbound.external_id) == (
        "try-chat:900000001",
        "MULTA AB123CD",
        "a" * 32,
    )
    assert inbound.received_at.tzinfo is not None


async def test_double_click_is_one_message(site):
    answers = await asyncio.gather(*(site.post(text="ciao") for _ in range(5)))
    assert [answer.status for answer in answers] == [202] * 5
    assert len(site.kept.received) == 1
    assert len(await read(site)) == 1


async def test_only_the_chat_tells_a_language(site):
    await site.post(sender="900000003", text="hello")
    await site.post(channel="try-sms", sender="+393500000003", text="hello")
    assert [inbound.language for inbound in site.kept.received] == ["en", ""]


async def test_tap_comes_as_its_token(site):
    await site.post(tap="slot:1:yes")
    [inbound] = site.kept.received
    assert (inbound.tap, inbound.text) == ("slot:1:yes", "")


async def test_mail_has_subject_body_files_and_no_quotes(site):
    form = FormData(
        {"channel": "try-mail", "sender": "mario@example.org", "id": "b" * 32}, quote_fields=False
    )
    form.add_field("subject", "Re: Multa")
    form.add_field("thread", "t-1")
    form.add_field(
        "text", "Targa:\r\nAB123CD\r\n\r\nIl 3 feb, il Comune ha scritto:\r\n> Quale targa?\r\n> Grazie\r\n"
    )
    form.add_field("files", PDF, filename="../../verbale.pdf", content_type="application/pdf")
    form.add_field("files", b"", filename="", content_type="application/octet-stream")
    answer = await site.client.post("/phone/api/messages", data=form, headers={"Origin": site.origin})
    assert answer.status == 202
    [inbound] = site.kept.received
    assert inbound.text == "Targa:\nAB123CD"  # the subject only repeats that of the letter answered
    assert inbound.context == {"subject": "Re: Multa", "thread": "t-1"}
    assert [(file.name, file.media_type, file.content) for file in inbound.files] == [
        ("verbale.pdf", "application/pdf", PDF)
    ]


async def test_json_is_taken_too(site):
    file = {
        "name": "C:\\dir\\a.pdf",
        "media_type": "application/pdf",
        "content": base64.b64encode(PDF).decode(),
    }
    body = {**MARIO, "id": "c" * 32, "text": "ecco", "files": [file]}
    answer = await site.client.post("/phone/api/messages", json=body, headers={"Origin": site.origin})
    assert answer.status == 202
    assert site.kept.received[0].files == (File("a.pdf", "application/pdf", PDF),)


BAD = {
    "empty": {"text": "  "},
    "short id": {"text": "a", "id": "x"},
    "id with a blank": {"text": "a", "id": "x" * 20 + " "},
    "unknown channel": {"text": "a", "channel": "twilio"},
    "unknown sender": {"text": "a", "sender": "+393331234567"},
    "sender of another network": {"text": "a", "channel": "try-sms"},
    "too long for a chat": {"text": "a" * 4097},
    "too long for an SMS": {"text": "a" * 1531, "channel": "try-sms", "sender": "+393500000001"},
    "tap by SMS": {"tap": "yes", "channel": "try-sms", "sender": "+393500000001"},
    "NUL": {"text": "a\x00b"},
    "long tap": {"tap": "t" * 999},
    "two-line subject": {"subject": "a\nBcc: b", "channel": "try-mail", "sender": "mario@example.org"},
}


@pytest.mark.parametrize("fields", BAD.values(), ids=BAD)
async def test_bad_input_is_told_in_one_sentence(site, fields):
    answer = await site.post(**fields)
    assert answer.status == 400
    sentence = (await answer.json())["error"]
    assert sentence.count(".") == 1
    assert sentence.endswith(".")
    assert not site.kept.received


BAD_JSON = {
    "not JSON": "{",
    "not UTF-8": b"\xff\xfe\xfa",
    "a list": "[]",
    "a number": "1",
    "text as a number": '{"channel":"try-chat","sender":"900000001","id":"aaaaaaaa","text":1}',
    "half a surrogate": '{"channel":"try-chat","sender":"900000001","id":"aaaaaaaa","text":"\\ud800"}',
    "file without a name": '{"channel":"try-chat","sender":"900000001","id":"aaaaaaaa","files":[{}]}',
    "file that is not base64": '{"id":"aaaaaaaa","files":[{"name":"a","media_type":"b","content":"é"}]}',
    "file name as a number": '{"id":"aaaaaaaa","files":[{"name":1,"media_type":"b","content":""}]}',
    "no end of nesting": "[" * 20_000,
}


@pytest.mark.parametrize("body", BAD_JSON.values(), ids=BAD_JSON)
async def test_bad_json_is_told(site, body):
    headers = {"Origin": site.origin, "Content-Type": "application/json"}
    answer = await site.client.post("/phone/api/messages", data=body, headers=headers)
    assert answer.status == 400
    assert not site.kept.received


async def test_broken_form_is_told(site):
    headers = {"Origin": site.origin, "Content-Type": "multipart/form-data"}
    answer = await site.client.post("/phone/api/messages", data=b"--x\r\n\r\n", headers=headers)
    assert answer.status == 400


@pytest.mark.parametrize("count", [1, 11])
async def test_sms_has_no_files_and_a_mail_at_most_ten(site, count):
    sender = {"channel": "try-sms", "sender": "+393500000001"} if count == 1 else MARIO
    form = FormData({**sender, "id": "d" * 32})
    for _ in range(count):
        form.add_field("files", b"x", filename="x.txt")
    answer = await site.client.post("/phone/api/messages", data=form, headers={"Origin": site.origin})
    assert answer.status == 400


@pytest.mark.parametrize("told", [True, False])
async def test_too_large_is_413_whether_its_length_is_told_or_not(site, told):
    async def chunks():
        for _ in range(60):
            yield b"x" * 1000

    body = b"x" * 60_000 if told else chunks()
    headers = {"Origin": site.origin, "Content-Type": "application/json"}
    answer = await site.client.post("/phone/api/messages", data=body, headers=headers)
    assert answer.status == 413
    assert "under 50000 bytes" in (await answer.json())["error"]


async def test_room_is_the_phone_s_own_whatever_the_application_allows(roomy):
    form = FormData({**MARIO, "id": "f" * 32})
    form.add_field("files", io.BytesIO(b"x" * 3_000_000), filename="foto.jpg", content_type="image/jpeg")
    answer = await roomy.client.post("/phone/api/messages", data=form, headers={"Origin": roomy.origin})
    assert answer.status == 202
    assert len(roomy.kept.received[0].files[0].content) == 3_000_000


@pytest.mark.parametrize(
    "origin", [None, "null", "https://evil.example", "http://127.0.0.1:1", "ftp://127.0.0.1", "http://["]
)
async def test_other_sites_cannot_post(site, origin):
    headers = {"Origin": origin} if origin else {}
    answer = await site.client.post(
        "/phone/api/messages", data={**MARIO, "id": "e" * 32, "text": "a"}, headers=headers
    )
    assert answer.status == 403
    assert not site.kept.received


async def test_lines_come_past_a_cursor_with_all_that_they_carry(site):
    lane = "try-chat:900000001"
    site.kept.say(
        lane,
        "out",
        "<b>Conferma?</b>",
        buttons=(Button("Sì", "yes"), Button("Paga", "", "https://x.example")),
    )
    site.kept.say(lane, "out", "", (File("avviso.pdf", "application/pdf", PDF),), status="queued")
    lines = await read(site)
    assert [line["text"] for line in lines] == ["<b>Conferma?</b>", ""]
    assert lines[0]["buttons"][1] == {"label": "Paga", "token": "", "url": "https://x.example"}
    assert lines[1]["files"][0]["size"] == len(PDF)
    assert lines[1]["status"] == "queued"
    assert [line["text"] for line in await read(site, after="1")] == [""]


async def test_answers_are_data_and_never_a_page(site):
    site.kept.say("try-chat:900000001", "out", "<script>alert(1)</script>")
    answer = await site.client.get("/phone/api/messages", params=MARIO)
    assert answer.content_type == "application/json"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"channel": "twilio", "sender": "+393331234567"},
        {**MARIO, "after": "x"},
    ],
)
async def test_only_pretended_citizens_can_be_read(site, query):
    answer = await site.client.get("/phone/api/messages", params=query)
    assert answer.status == 400


async def test_file_that_a_browser_shows_is_shown_and_all_else_is_downloaded(site):
    pdf, page = (
        File("a.pdf", "application/pdf", PDF),
        File("a.html", "text/html", b"<script>alert(1)</script>"),
    )
    site.kept.say("try-chat:900000001", "out", "", (pdf, page))
    shown = await site.client.get(f"/phone/files/{pdf.sha256}", params={"name": "avviso più.pdf"})
    assert (await shown.read(), shown.content_type) == (PDF, "application/pdf")
    assert shown.headers["Content-Disposition"] == "inline; filename*=UTF-8''avviso%20pi%C3%B9.pdf"
    kept = await site.client.get(f"/phone/files/{page.sha256}", params={"name": 'a"\r\nX: y'})
    assert kept.content_type == "application/octet-stream"
    assert kept.headers["Content-Disposition"] == "attachment; filename*=UTF-8''a%22%0D%0AX%3A%20y"
    assert "script-src" not in kept.headers["Content-Security-Policy"]


@pytest.mark.parametrize("name", ["a.html", "a.svg", "a.js", "a.xml", "a.txt", "a", ""])
async def test_what_could_run_is_only_downloaded(site, name):
    page = File(name, "text/html", b"<script>alert(1)</script>")
    site.kept.say("try-chat:900000001", "out", "", (page,))
    answer = await site.client.get(f"/phone/files/{page.sha256}", params={"name": name})
    assert answer.content_type == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment;")


@pytest.mark.parametrize("sha256", ["0" * 64, "0" * 63, "../secret"])
async def test_unknown_file_is_not_found(site, sha256):
    assert (await site.client.get(f"/phone/files/{sha256}")).status == 404


async def test_events_tell_the_lanes_of_pretended_citizens_only(site):
    answer = await site.client.get("/phone/events")
    assert answer.content_type == "text/event-stream"
    assert await answer.text() == ': listening\n\ndata: {"lane": "try-sms:+393500000001"}\n\n'


async def test_without_a_stream_the_page_is_told_to_poll(polled):
    assert (await polled.client.get("/phone/events")).status == 204
