"""Subscribers at the desk: signed up with where the consent is kept, looked up, taken off, audited."""

import shutil

import pytest

from sportello.settings import load
from sportello.web.desk.subscribers import SubscribersPage, routes
from storage.audit import Wanted
from storage.subscribers import SqlSubscribers
from tests.clock import Ticker
from tests.storage.conftest import Store
from tests.web.desk_peer import Role, open_desk

MARIO = {"kind": "phone", "address": "350 000 0001"}
LANE = "try-sms:+393500000001"


@pytest.fixture
async def site(sqlite_file, tmp_path):
    clock, file = Ticker(), tmp_path / "sportello.db"
    shutil.copy(sqlite_file, file)
    store = Store(f"sqlite:///{file}", clock, tmp_path / "journal")
    opened = store.open()
    store.run("INSERT INTO zone (code, name, aliases, area) VALUES ('porto', 'Porto <b>', '', '')")

    def made(frame):
        return routes(frame, SubscribersPage(frame, load({}, tmp_path), opened.database, clock))

    async with open_desk(opened, clock, made) as site:
        site.store = store
        site.subscribers = SqlSubscribers(opened.database)
        yield site
    for each in store.opened:
        each.close()


async def test_somebody_is_signed_up_looked_up_and_taken_off(site):
    peer = await site.staff(Role.EDITOR, name="e.finta")
    shown = await peer.get("/desk/subscribers")
    assert (shown.status, shown.heading) == (200, "Iscritti agli avvisi")
    assert "Porto &lt;b&gt;" in shown.text
    shown = await peer.post(
        "/desk/subscribers/add", **MARIO, topics="waste", zones="porto", language="en", proof="Modulo 7"
    )
    assert "Iscritto." in shown.text
    found = await site.subscribers.of(LANE)
    assert ([topic.value for topic in found.topics], found.zones, found.language) == (
        ["waste"],
        ("porto",),
        "en",
    )
    shown = await peer.post("/desk/subscribers/find", **MARIO)
    assert "Un recapito iscritto" in shown.text
    assert "Rifiuti, sì (allo sportello: Modulo 7)" in shown.text
    shown = await peer.post("/desk/subscribers/remove", **MARIO, proof="Lettera del 3/2")
    assert "Tolto da tutti gli avvisi." in shown.text
    assert "Rifiuti, no (allo sportello: Lettera del 3/2)" in shown.text
    assert await site.subscribers.of(LANE) is None
    shown = await peer.post("/desk/subscribers/remove", **MARIO, proof="ancora")
    assert "Non era iscritto." in shown.text
    audit = await site.frame.audit.of(Wanted())
    acts = [(each.act, each.about) for each in audit]
    assert {
        ("subscriber-added", "try-sms"),
        ("subscriber-looked-at", "phone"),
        ("subscriber-removed", "try-sms"),
    } <= set(acts)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"address": "0599 100140"}, "Questo recapito non si legge"),
        ({"address": "boh"}, "Questo recapito non si legge"),
        ({"topics": ""}, "Scelga almeno un argomento"),
        ({"proof": "  "}, "Scriva dove è conservato il consenso"),
    ],
)
async def test_what_is_lacking_is_said_and_what_was_typed_stays(site, fields, message):
    peer = await site.staff(Role.OPERATOR)
    given = {**MARIO, "topics": "waste", "proof": "Modulo 7", **fields}
    shown = await peer.post("/desk/subscribers/add", **given)
    assert shown.status == 400
    assert message in shown.text
    assert f'value="{given["address"]}"' in shown.text
    assert (await site.subscribers.tally()).addresses == 0


async def test_nobody_is_taken_off_without_a_reason(site):
    peer = await site.staff(Role.OPERATOR)
    await peer.post("/desk/subscribers/add", **MARIO, topics="waste", proof="Modulo 7")
    shown = await peer.post("/desk/subscribers/remove", **MARIO, proof="")
    assert (shown.status, "Scriva perché si toglie" in shown.text) == (400, True)
    assert (await site.subscribers.tally()).addresses == 1
    stranger = await site.staff(Role.AUDITOR)
    assert (await stranger.post("/desk/subscribers/remove", **MARIO, proof="x")).status == 403
