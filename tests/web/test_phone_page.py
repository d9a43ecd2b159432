"""The page itself: its headers, its languages, its escaping, and who may ask for it."""

import re

import pytest

from sportello.web.pages import LANGUAGES, Words


async def test_page_forbids_whatever_is_not_its_own(site):
    answer = await site.client.get("/phone")
    policy = answer.headers["Content-Security-Policy"]
    assert answer.status == 200
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"


async def test_page_holds_no_inline_script_style_or_handler(site):
    text = await (await site.client.get("/phone")).text()
    scripts = re.findall(r"<script[^>]*>", text)
    assert scripts
    assert all("src=" in tag or 'type="application/json"' in tag for tag in scripts)
    assert not re.search(r"<style|\sstyle=|\son\w+=", text)


async def test_page_asks_nothing_of_other_machines(site):
    page = await (await site.client.get("/phone")).text()
    assert "//" not in re.sub(r"<script type=\"application/json\".*?</script>", "", page)


async def test_page_says_that_it_is_a_sandbox_in_two_languages(site):
    italian = await (await site.client.get("/phone")).text()
    english = await (await site.client.get("/phone?lang=en")).text()
    assert "Banco di prova: nessun messaggio esce da qui" in italian
    assert '<html lang="it">' in italian
    assert "Sandbox: no message leaves this page" in english
    assert '<html lang="en">' in english


async def test_unknown_language_is_italian(site):
    assert '<html lang="it">' in await (await site.client.get("/phone?lang=%22%3E%3Cscript%3E")).text()


async def test_samples_are_shown_in_words_and_escaped(site):
    text = await (await site.client.get("/phone")).text()
    assert "MULTA AB123CD V12345/2026 03/02/2026" in text
    assert "Da pagare, ridotta del 30%" in text
    assert "&lt;i&gt;other&lt;/i&gt;" in text
    assert "<i>other" not in text


async def test_people_have_an_address_on_each_network(site):
    people = (await (await site.client.get("/phone/api/people")).json())["people"]
    assert {"Mario Prova", "John Sample"} <= {person["name"] for person in people}
    assert all(set(person["senders"]) == {"try-sms", "try-chat", "try-mail", "try-pec"} for person in people)
    senders = [sender for person in people for sender in person["senders"].values()]
    assert len(senders) == len(set(senders))


async def test_static_files_may_be_kept_for_ever(site):
    for name, media_type in (
        ("phone.js", "text/javascript"),
        ("base.css", "text/css"),
        ("icon.svg", "image/svg+xml"),
    ):
        answer = await site.client.get(f"/static/{site.static.version}/{name}")
        assert answer.status == 200
        assert answer.content_type == media_type
        assert "immutable" in answer.headers["Cache-Control"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("path", ["{v}/../pages.py", "{v}/%2e%2e%2fpages.py", "{v}/none.js", "0000/phone.js"])
async def test_other_static_addresses_are_not_found(site, path):
    answer = await site.client.get("/static/" + path.format(v=site.static.version))
    assert answer.status == 404


async def test_page_names_only_static_files_that_exist(site):
    pages = [await (await site.client.get(path)).text() for path in ("/phone", "/pay/sample-open")]
    for address in set(re.findall(r'"(/static/[^"]+)"', "".join(pages))):
        assert (await site.client.get(address)).status == 200


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8080", "127.0.0.1.evil.example", "[::1", ""])
async def test_foreign_host_is_refused(site, host):
    for path in ("/phone", "/phone/api/people", "/phone/events"):
        answer = await site.client.get(path, headers={"Host": host})
        assert answer.status in {400, 421}


@pytest.mark.parametrize("host", ["localhost:1234", "127.0.0.1", "[::1]:8080"])
async def test_own_names_are_answered_on_any_port(site, host):
    assert (await site.client.get("/phone", headers={"Host": host})).status == 200


@pytest.mark.parametrize("page", ["phone", "pay"])
def test_both_languages_have_the_same_words(page):
    first, second = (Words(page, language, "X").all() for language in LANGUAGES)
    values = re.compile(r"\{\w+\}")
    assert first.keys() == second.keys()
    for key, text in first.items():
        assert set(values.findall(text)) == set(values.findall(second[key])), key


def test_unknown_word_is_an_error():
    with pytest.raises(KeyError):
        Words("phone", "it", "X")("no-such-word")
    with pytest.raises(KeyError):
        Words("pay", "it", "X")("pay")
