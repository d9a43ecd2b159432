"""The pay page: it says where a notice stands, pays it once, and is honest about every other case."""

import pytest


async def show(site, token, query=""):
    answer = await site.client.get(f"/pay/{token}{query}")
    return answer.status, await answer.text()


async def test_open_notice_is_shown_in_full_and_escaped(site):
    status, text = await show(site, "sample-open")
    assert status == 200
    for piece in ("3020 1000 0001 2345 67", "1.234,56 €", "08/02/2026", "Da pagare", "Multa V1 &amp; spese"):
        assert piece in text
    assert "Comune di &lt;Esempio&gt;" in text
    assert "Banco di prova: qui non si muove denaro" in text
    assert "<script" not in text


async def test_paying_leads_back_to_a_page_that_says_paid(site):
    answer = await site.client.post("/pay/sample-open?lang=it", allow_redirects=False)
    assert answer.status == 303
    assert answer.headers["Location"] == "/pay/sample-open?lang=it"
    status, text = await show(site, "sample-open")
    assert status == 200
    assert "Pagamento eseguito" in text
    assert "La ricevuta arriva nella conversazione" in text
    assert "<form" not in text


@pytest.mark.parametrize(
    ("token", "status", "said"),
    [
        ("sample-paid", 409, "Avviso già pagato"),
        ("sample-gone", 410, "Avviso annullato"),
        ("sample-late", 410, "Avviso scaduto"),
        ("no-such-link", 404, "Avviso non trovato"),
        ("%3Cscript%3E", 404, "Avviso non trovato"),
    ],
)
async def test_what_cannot_be_paid_is_told(site, token, status, said):
    answer = await site.client.post(f"/pay/{token}", allow_redirects=False)
    assert answer.status == status
    assert said in await answer.text()


@pytest.mark.parametrize(
    ("token", "status"), [("sample-paid", 200), ("sample-gone", 410), ("no-such-link", 404)]
)
async def test_looking_tells_the_same(site, token, status):
    assert (await show(site, token))[0] == status


async def test_paid_by_another_while_the_page_was_open(site):
    await site.client.post("/pay/sample-open", allow_redirects=False)
    answer = await site.client.post("/pay/sample-open", allow_redirects=False)
    assert answer.status == 409
    assert "non è stato pagato due volte" in await answer.text()


async def test_pay_page_speaks_english(site):
    assert "Pay 1.234,56 €" in (await show(site, "sample-open", "?lang=en"))[1]


async def test_pay_page_is_neither_kept_nor_framed(site):
    answer = await site.client.get("/pay/sample-open")
    assert answer.headers["Cache-Control"] == "no-store"
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
