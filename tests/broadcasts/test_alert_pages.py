"""The public pages of alerts: what holds, what held, the feeds, and the messages of CAP."""

from datetime import timedelta

import pytest
from lxml import etree

from platforms.cap.alert import MessageType
from platforms.cap.reading import read_alert
from storage.audience import Audience
from storage.broadcasts import Text
from tests.broadcasts.alert_site import ADDRESS, flood, served
from tests.storage.broadcasting import APPROVER, WRITER, done, draft

ATOM = {"a": "http://www.w3.org/2005/Atom"}


@pytest.fixture
async def site(store, clock):
    async with served(store, clock) as site:
        yield site


async def test_with_nothing_in_force_the_page_says_so_and_may_be_kept_by_anybody(site):
    answer, text = await site.get("")
    assert answer.status == 200
    assert "Adesso non ci sono avvisi in corso." in text
    assert answer.headers["Cache-Control"] == "public, max-age=30"
    assert "X-Robots-Tag" not in answer.headers
    same, nothing = await site.get("", **{"If-None-Match": answer.headers["ETag"]})
    assert (same.status, nothing, same.headers["ETag"]) == (304, "", answer.headers["ETag"])


async def test_what_holds_is_shown_in_both_languages_and_escaped(site, clock):
    code = await site.out(flood(clock))
    _, text = await site.get("")
    assert "Piena &lt;del&gt; Rio" in text
    assert "Gentile cittadino,\nnon scenda in cantina" in text
    assert '<a href="https://a.example/x" rel="nofollow' in text
    assert "Le &lt;Saline&gt;" in text
    _, text = await site.get(f"/{code}?lang=en")
    assert f'<h1 id="a-{code}" lang="en">Flood</h1>' in text
    assert "<script" not in text


async def test_words_in_another_language_are_said_to_be(site, clock):
    await site.out(flood(clock, texts={"it": Text("Piena", "Stia a casa.")}))
    _, text = await site.get("?lang=en")
    assert '<p class="words" lang="it">Stia a casa.</p>' in text
    assert "This text is in another language only." in text


async def test_what_is_over_leaves_the_list_and_says_so_at_its_own_address(site, clock):
    code = await site.out(flood(clock))
    clock.tick(hours=6)
    assert "Adesso non ci sono avvisi" in (await site.get(""))[1]
    answer, text = await site.get(f"/{code}")
    assert (answer.status, "il termine è passato" in text) == (200, True)


async def test_what_is_withdrawn_says_so(site, clock):
    code = await site.out(flood(clock))
    one = await site.hall.broadcasts.by_code(code)
    done(await site.hall.broadcasts.cancel(one.id, APPROVER))
    clock.tick(seconds=6)
    assert "Piena" not in (await site.get(""))[1]
    assert "Ritirato: non ne tenga conto." in (await site.get(f"/{code}"))[1]


async def test_what_is_set_right_leads_to_the_new_one(site, clock):
    code = await site.out(flood(clock))
    await site.hall.send()
    one = await site.hall.broadcasts.by_code(code)
    made = done(await site.hall.broadcasts.correct(one.id, WRITER))
    written = flood(
        clock, texts={"it": Text("Cessata piena", "Tutto a posto.")}, audience=Audience(corrects=one.id)
    )
    edited = done(await site.hall.broadcasts.edit(made.id, written, WRITER, made.version))
    submitted = done(await site.hall.broadcasts.submit(made.id, WRITER, edited.version, 3, 0))
    done(await site.hall.broadcasts.approve(made.id, APPROVER, submitted.version, 3))
    assert await site.hall.broadcasts.start_due() == 1
    clock.tick(seconds=6)
    _, text = await site.get("")
    assert "Cessata piena" in text
    assert "Piena &lt;del&gt;" not in text
    _, text = await site.get(f"/{code}")
    assert f'href="/avvisi/{made.code}?lang=it"' in text
    assert f"Corregge l’avviso {code}" in (await site.get(f"/{made.code}"))[1]


@pytest.mark.parametrize("path", ["/2026-0099", "/%3Cscript%3E", "/feed", "/2026-0001%00"])
async def test_what_is_not_there_is_not_found(site, path):
    answer, text = await site.get(path)
    assert answer.status == 404
    assert "Questo avviso non c’è" in text


async def test_what_is_not_public_is_not_there(site, clock):
    code = await site.out(draft(clock))
    assert (await site.get(f"/{code}"))[0].status == 404


async def test_the_feed_in_atom_leads_to_the_page_and_to_the_message(site, clock):
    code = await site.out(flood(clock))
    answer, text = await site.get("/feed.atom?lang=en")
    assert answer.content_type == "application/atom+xml"
    feed = etree.fromstring(text.encode())
    assert feed.findtext("a:title", namespaces=ATOM) == "Notices and alerts"
    (entry,) = feed.iterfind("a:entry", ATOM)
    assert entry.findtext("a:title", namespaces=ATOM) == "Flood"
    links = {link.get("rel"): link.get("href") for link in entry.iterfind("a:link", ATOM)}
    assert links["alternate"] == f"{ADDRESS}/avvisi/{code}?lang=en"
    message, document = await site.get(links["related"].removeprefix(f"{ADDRESS}/avvisi"))
    assert message.content_type == "application/cap+xml"
    assert message.headers["Cache-Control"] == "public, max-age=86400"
    assert read_alert(document.encode()).kind is MessageType.ALERT


async def test_the_feed_in_rss_says_what_was_called_back(site, clock):
    code = await site.out(flood(clock))
    clock.tick(minutes=1)
    one = await site.hall.broadcasts.by_code(code)
    done(await site.hall.broadcasts.cancel(one.id, APPROVER))
    await site.publisher.publish_due()
    clock.tick(seconds=6)
    answer, text = await site.get("/feed.rss")
    assert answer.content_type == "application/rss+xml"
    titles = [item.findtext("title") for item in etree.fromstring(text.encode()).iterfind(".//item")]
    assert titles == ["Annullato: Piena <del> Rio", "Piena <del> Rio"]
    clock.tick(days=8)
    assert "<item>" not in (await site.get("/feed.rss"))[1]


async def test_a_feed_of_nothing_is_a_feed_and_the_same_all_day(site, clock):
    first, text = await site.get("/feed.atom")
    assert etree.fromstring(text.encode()).find("a:entry", ATOM) is None
    clock.tick(hours=1)
    assert (await site.get("/feed.atom"))[0].headers["ETag"] == first.headers["ETag"]


@pytest.mark.parametrize("named", ["x", "a%2Fb", "..%2Fx", "pc.example,PC-1"])
async def test_a_message_that_is_not_ours_is_not_found(site, named):
    assert (await site.get(f"/cap/{named}.xml"))[0].status == 404


async def test_what_was_read_is_shown_for_some_seconds(site, clock):
    await site.get("")
    await site.hall.running(flood(clock, valid_until=clock() + timedelta(hours=1)))
    assert "Piena" not in (await site.get(""))[1]
    clock.tick(seconds=5)
    assert "Piena" in (await site.get(""))[1]
