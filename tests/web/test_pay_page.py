"""The pay page: it says where a notice stands, only its button acts, and it is honest about every case."""

import pytest

from sportello.web.bill import euro


async def show(site, path, query=""):
    answer = await site.client.get(f"/pay/{path}{query}")
    return answer.status, await answer.text()


async def test_open_notice_is_shown_in_full_and_escaped(site):
    status, text = await show(site, "sample-open")
    assert status == 200
    for piece in ("3020 1000 0001 2345 67", "1.234,56 €", "08/02/2026", "Da pagare", "Multa V1 &amp; spese"):
        assert piece in text
    for piece in ("Comune di &lt;Esempio&gt;", "01234567897", "Banco di prova: qui non si muove denaro"):
        assert piece in text
    assert "<script" not in text


async def test_the_button_leads_to_checkout(site):
    answer = await site.client.post("/pay/sample-open?lang=it", allow_redirects=False)
    assert answer.status == 303
    assert answer.headers["Location"] == "https://checkout.example/pay/sample-open"
    assert answer.headers["Cache-Control"] == "no-store"
    assert site.notices.begun == [["302010000001234567"]]


@pytest.mark.parametrize("path", ["", "/ok", "/cancelled", "/error", "/avviso.pdf", "/ricevuta.pdf"])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
async def test_looking_does_nothing(site, path, method):
    await site.client.request(method, f"/pay/sample-open{path}")
    assert site.notices.begun == []


CLOSED = [
    ("sample-paid", 200, "Pagato"),
    ("sample-gone", 410, "Avviso non più valido"),
    ("sample-late", 410, "Avviso scaduto"),
    ("sample-else", 410, "Già pagato con un altro avviso"),
    ("sample-busy", 409, "Pagamento in corso"),
    ("no-such-link", 404, "Pagina non trovata"),
    ("%3Cscript%3E", 404, "Pagina non trovata"),
]


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize(("token", "status", "said"), CLOSED)
async def test_what_cannot_be_paid_is_told(site, method, token, status, said):
    answer = await site.client.request(method, f"/pay/{token}", allow_redirects=False)
    text = await answer.text()
    assert answer.status == status
    assert f"<h1>{said}</h1>" in text
    assert "<form" not in text
    assert site.notices.begun == []


@pytest.mark.parametrize(("token", "other"), [("sample-late", "sample-dear"), ("sample-else", "sample-paid")])
async def test_the_notice_that_stands_in_its_place_is_one_click_away(site, token, other):
    assert f'href="/pay/{other}?lang=it"' in (await show(site, token))[1]


async def test_an_amount_that_has_changed_is_explained(site):
    _, text = await show(site, "sample-dear")
    assert "L’avviso è stato fatto per 1.000,00 €. L’importo di oggi è 1.234,56 €" in text
    assert "Paga 1.234,56 €" in text


RETURNS = [
    ("ok", "In attesa della ricevuta", "Intanto non paghi di nuovo", False),
    ("cancelled", "Non ha pagato", "resta da pagare", True),
    ("error", "Il pagamento non è riuscito", "Altrimenti può riprovare", True),
]


@pytest.mark.parametrize(("how", "heading", "said", "payable"), RETURNS)
async def test_coming_back_proves_nothing(site, how, heading, said, payable):
    status, text = await show(site, f"sample-open/{how}")
    assert status == 200
    assert f"<h1>{heading}</h1>" in text
    assert said in text
    assert ("<form" in text) is payable


@pytest.mark.parametrize("how", ["ok", "cancelled", "error"])
async def test_once_the_receipt_is_here_every_way_back_says_paid(site, how):
    _, text = await show(site, f"sample-paid/{how}")
    assert "<h1>Pagato</h1>" in text
    for piece in ("rt-0001", "03/02/2026", "ricevuta.pdf"):
        assert piece in text


BACK_LATE = [
    ("sample-else", "ok", "Già pagato con un altro avviso"),  # its receipt will be of a second payment
    ("sample-else", "cancelled", "Già pagato con un altro avviso"),
    ("sample-else", "error", "Già pagato con un altro avviso"),
    ("sample-gone", "ok", "In attesa della ricevuta"),
    ("sample-gone", "cancelled", "Avviso non più valido"),
    ("sample-gone", "error", "Avviso non più valido"),
    ("sample-late", "ok", "In attesa della ricevuta"),  # paid before midnight, back after it
    ("sample-late", "cancelled", "Avviso scaduto"),
    ("sample-late", "error", "Avviso scaduto"),
    ("sample-busy", "cancelled", "Non ha pagato"),
]


@pytest.mark.parametrize(("token", "how", "heading"), BACK_LATE)
async def test_nobody_who_comes_back_is_told_to_pay_what_cannot_be_paid_any_more(site, token, how, heading):
    assert f"<h1>{heading}</h1>" in (await show(site, f"{token}/{how}"))[1]


async def test_other_ways_back_there_are_none(site):
    assert (await show(site, "sample-open/paid"))[0] == 404
    assert (await show(site, "no-such-link/ok"))[0] == 404


async def test_pagopa_away_is_told_with_what_to_do(site):
    site.notices.down = True
    answer = await site.client.post("/pay/sample-open", allow_redirects=False)
    text = await answer.text()
    assert (answer.status, answer.headers["Retry-After"]) == (503, "120")
    for piece in (
        "pagoPA ora non risponde",
        "Riprova a pagare 1.234,56 €",
        "3020 1000 0001 2345 67",
        "01234567897",
    ):
        assert piece in text


async def test_all_of_a_cart_is_shown_and_paid(site):
    _, text = await show(site, "sample-cart")
    for piece in ("Multa V1 &amp; spese", "Verbale n. V2/2026", "Totale di oggi", "Paga 1.277,14 €"):
        assert piece in text
    await site.client.post("/pay/sample-cart", allow_redirects=False)
    assert site.notices.begun == [["302010000001234567", "302010000007654321"]]


async def test_of_a_cart_what_is_paid_is_not_paid_again(site):
    assert "Paga 42,58 €" in (await show(site, "sample-rest"))[1]
    await site.client.post("/pay/sample-rest", allow_redirects=False)
    assert site.notices.begun == [["302010000007654321"]]


@pytest.mark.parametrize(
    ("path", "status", "media_type"),
    [
        ("sample-open/avviso.pdf", 200, "application/pdf"),
        ("sample-paid/avviso.pdf", 404, "text/html"),
        ("sample-paid/ricevuta.pdf", 200, "application/pdf"),
        ("sample-open/ricevuta.pdf", 404, "text/html"),
        ("sample-busy/ricevuta.pdf", 503, "text/plain"),
        ("%3Cscript%3E/avviso.pdf", 404, "text/html"),
    ],
)
async def test_papers(site, path, status, media_type):
    answer = await site.client.get(f"/pay/{path}")
    assert (answer.status, answer.content_type) == (status, media_type)


async def test_pay_page_speaks_english(site):
    assert "Pay €1,234.56" in (await show(site, "sample-open", "?lang=en"))[1]


@pytest.mark.parametrize("lang", ["it", "en"])
@pytest.mark.parametrize(
    "path", [*(token for token, _, _ in CLOSED), *(f"sample-cart/{how}" for how, *_ in RETURNS)]
)
async def test_every_page_has_its_words(site, lang, path):
    assert f'<html lang="{lang}">' in (await show(site, path, f"?lang={lang}"))[1]


async def test_pay_page_is_neither_kept_nor_framed(site):
    answer = await site.client.get("/pay/sample-open")
    policy = answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == "no-store"
    assert "frame-ancestors 'none'" in policy
    assert "form-action 'self' https://*.pagopa.it;" in policy


@pytest.mark.parametrize(
    ("cents", "italian", "english"),
    [(1, "0,01 €", "€0.01"), (4258, "42,58 €", "€42.58"), (1234567, "12.345,67 €", "€12,345.67")],
)
def test_amounts_are_written_as_each_language_does(cents, italian, english):
    assert (euro(cents, "it"), euro(cents, "en")) == (italian, english)
