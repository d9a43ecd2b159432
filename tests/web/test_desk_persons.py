"""The pages of what waits for a person: conversations, messages set aside, the check; nothing done twice."""

import asyncio
import json
import re
import shutil

import pytest

from bot.message import Assurance, File, Inbound
from bot.person import CLOSED
from sportello.web.desk import holding, parked, talks
from sportello.web.desk.frame import Role
from sportello.web.desk.lanes import Lanes
from sportello.web.desk.live import Listener
from sportello.web.desk.talks_live import TalksWatch
from sportello.web.desk.worktop import Naming
from storage.access_log import SqlAccessLog
from storage.aside import Aside, SqlAside
from storage.audit import SqlAudit, Wanted
from storage.binding import BIND, Proof
from storage.citizens import SqlCitizens
from storage.holding import Holding
from storage.offices import SqlOffices
from storage.sealing import Keyring
from storage.staff import SqlStaff
from storage.talk_rows import hear_for_person
from tests.clock import Ticker
from tests.storage.conftest import Store
from tests.storage.identities import KEY, QUICK
from tests.storage.samples import turn
from tests.web.desk_peer import open_desk

MARIO = "+390001"
SCRIPT = "<script>alert(1)</script>"


@pytest.fixture
async def site(sqlite_file, tmp_path):
    clock, file = Ticker(), tmp_path / "sportello.db"
    shutil.copy(sqlite_file, file)
    store = Store(f"sqlite:///{file}", clock, tmp_path / "journal")
    opened = store.open()
    database = opened.database
    citizens = SqlCitizens(database, Keyring([KEY]), lambda: "mario")

    def routes(frame):
        lanes = Lanes(frame, database, citizens)
        naming = Naming(SqlStaff(database, Keyring([KEY]), QUICK, clock), SqlOffices(database))
        return [
            *talks.routes(talks.TalksPage(lanes, naming)),
            *parked.routes(parked.ParkedPage(lanes)),
            *holding.routes(holding.HoldingPage(frame, Holding(database), clock)),
        ]

    async with open_desk(opened, clock, routes) as site:
        site.store, site.inbox, site.database = store, opened.inbox, database
        yield site
    for each in store.opened:
        each.close()


async def says(site, text, name, **rest):
    """A citizen writes to a person, in a turn of its own."""
    site.clock.tick(seconds=1)
    await site.inbox.accept(Inbound("sms", name, MARIO, text, site.clock(), **rest), "c")
    (work,) = await site.inbox.claim(1)
    heard = hear_for_person(work.id, site.clock()).for_lane(work.inbound.lane)
    await site.inbox.finish(turn(work, records=[heard]))


async def aside(site, text, name="aside", reason="crowd", **rest):
    inbound = Inbound("sms", name, MARIO, text, site.clock(), **rest)
    await SqlAside(site.database).keep(Aside(inbound, "c", reason))


def left(site):
    """What has left, in order."""
    return [row[0] for row in site.store.rows("SELECT key FROM outbox ORDER BY id")]


def fields(shown):
    return dict(re.findall(r'name="(version|heard)" value="(\d+)"', shown.text))


@pytest.fixture
async def waiting(site):
    """A citizen waits for a person."""
    await says(site, "OPERATORE", "1")
    await says(site, f"buongiorno {SCRIPT}", "2", files=(File('a"b.html', "text/html", b"<b>"),))
    return site


async def test_a_conversation_from_the_list_to_its_end(waiting):
    peer = await waiting.staff(Role.OPERATOR)
    shown = await peer.get("/desk/talks")
    assert "/desk/talks/1" in shown.text
    assert "buongiorno" not in shown.text
    page = await peer.get("/desk/talks/1")
    assert "buongiorno &lt;script&gt;" in page.text
    assert SCRIPT not in page.text
    answered = await peer.post("/desk/talks/1", do="reply", text="Eccomi", **fields(page))
    assert answered.status == 303
    assert "La risposta è in partenza" in (await peer.follow(answered)).text
    page = await peer.get("/desk/talks/1?lang=en")
    assert "The office writes to you: Eccomi" not in page.text  # it is the citizen's language
    assert "L&#39;ufficio le scrive: Eccomi" in page.text
    closed = await peer.post("/desk/talks/1", do="close", text="", **fields(page))
    assert (closed.status, closed.headers["Location"]) == (303, "/desk/talks")
    assert left(waiting) == ["talk-1-1"]
    (work,) = await waiting.inbox.claim(9)
    assert work.inbound.event == CLOSED
    assert "chiusa il" in (await peer.get("/desk/talks/1?lang=it")).text


async def test_two_who_answer_at_once_and_the_second_keeps_the_text(waiting):
    first, second = await waiting.staff(Role.OPERATOR, name="anna"), await waiting.staff(Role.APPROVER)
    seen = fields(await first.get("/desk/talks/1"))
    await second.get("/desk/talks/1")
    assert (await first.post("/desk/talks/1", do="reply", text="Da Anna", **seen)).status == 303
    late = await second.post("/desk/talks/1", do="reply", text="Da un altro", **seen)
    assert late.status == 409
    assert "Ha agito Olga Prova" in late.text
    assert ">Da un altro</textarea>" in late.text
    assert left(waiting) == ["talk-1-1"]


async def test_who_closes_without_having_read_all_is_told(waiting):
    peer = await waiting.staff(Role.OPERATOR)
    seen = fields(await peer.get("/desk/talks/1"))
    await says(waiting, "un'altra cosa", "3")
    late = await peer.post("/desk/talks/1", do="close", text="", **seen)
    assert late.status == 409
    assert "Il cittadino ha scritto ancora" in late.text


@pytest.mark.parametrize(
    ("fields", "status", "told"),
    [
        pytest.param({"do": "reply", "text": "  "}, 422, "Scriva il testo", id="nothing written"),
        pytest.param({"do": "reply", "text": "a" * 2001}, 422, "troppo lungo", id="too long"),
        pytest.param(
            {"do": "reply", "text": "a", "version": "99999999999"}, 409, "cambiata", id="no number of ours"
        ),
        pytest.param({"do": "reply", "text": "a", "version": "1' OR 1"}, 409, "cambiata", id="SQL"),
        pytest.param({"do": "erase"}, 400, "", id="nothing of ours"),
        pytest.param(
            {"do": "insert", "canned": "canned-wait", "text": "Salve."}, 200, "Sto controllando", id="ready"
        ),
        pytest.param(
            {"do": "insert", "canned": SCRIPT, "text": "Salve."}, 200, ">Salve.<", id="none of ours"
        ),
    ],
)
async def test_what_is_not_done(waiting, fields, status, told):
    peer = await waiting.staff(Role.OPERATOR)
    shown = await peer.post("/desk/talks/1", **{"version": "0", "heard": "2", **fields})
    assert shown.status == status
    assert told in shown.text
    assert left(waiting) == []


async def test_a_file_is_saved_and_never_shown(waiting):
    peer = await waiting.staff(Role.OPERATOR)
    page = await peer.get("/desk/talks/1")
    (where,) = re.findall(r"/desk/talks/1/files/[0-9a-f]{64}", page.text)
    file = await peer.get(where)
    assert (file.status, file.body) == (200, b"<b>")
    assert file.headers["Content-Type"] == "application/octet-stream"
    assert file.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in file.headers["Content-Security-Policy"]
    assert (await peer.get(f"/desk/talks/1/files/{'0' * 64}")).status == 404
    assert (await peer.get(where.replace("talks/1", "talks/2"))).status == 404


async def test_every_look_is_written_down_where_the_citizen_reads_it(waiting):
    database = waiting.database
    bound = Proof(f"sms:{MARIO}", "mario", "cie-3", 90, 12, "c")
    await database.writer.submit(BIND, bound)
    peer = await waiting.staff(Role.OPERATOR, name="anna")
    await peer.get("/desk/talks/1")
    await aside(waiting, "aiuto")
    await peer.get("/desk/parked/3")
    looks = await SqlAccessLog(database).of("mario")
    assert [(each.who, each.what) for each in looks if each.who == "anna"] == [
        ("anna", "message-shown"),
        ("anna", "talk-shown"),
    ]
    deeds = await SqlAudit(database).of(Wanted(who="anna"))
    assert [each.about for each in deeds if each.act.endswith("shown")] == ["message 3", "talk 1"]


async def test_a_message_is_answered_put_back_and_taken_off(site):
    for number in range(4):
        await aside(site, f"aiuto {number} {SCRIPT}", f"aside-{number}")
    peer = await site.staff(Role.OPERATOR)
    assert (await peer.get("/desk/parked")).text.count("troppi messaggi insieme") == 4
    assert SCRIPT not in (await peer.get("/desk/parked/1")).text
    empty = await peer.post("/desk/parked/1", do="answer", text=" ")
    assert (empty.status, "Scriva il testo" in empty.text) == (422, True)
    for number, fields, said in (
        (1, {"do": "answer", "text": "Venga domani"}, "La risposta al messaggio 1"),
        (2, {"do": "retry"}, "Il messaggio 2 è di nuovo in coda"),
        (3, {"do": "close"}, "Il messaggio 3 non è più"),
        (3, {"do": "close"}, "se n’è occupato qualcun altro"),
    ):
        done = await peer.post(f"/desk/parked/{number}", **fields)
        assert said in (await peer.follow(done)).text
    assert left(site) == ["1-person"]
    assert [work.id for work in await site.inbox.claim(9)] == [2]
    assert (await peer.get("/desk/parked/3")).status == 404


async def test_what_nobody_proved_is_neither_answered_nor_put_back(site):
    await aside(site, "falsa", reason="pec-forged", assurance=Assurance("forged", ("seal",)))
    peer = await site.staff(Role.OPERATOR)
    page = await peer.get("/desk/parked/1")
    assert "PEC falsa" in page.text
    assert 'value="answer"' not in page.text
    assert 'value="retry"' not in page.text
    for what in ("answer", "retry"):
        assert (await peer.post("/desk/parked/1", do=what, text="Salve")).status == 422
    assert left(site) == []


async def test_nothing_is_left(waiting):
    await aside(waiting, "aiuto")
    await aside(waiting, "altro", "another")
    peer = await waiting.staff(Role.OPERATOR, Role.AUDITOR)
    await peer.post("/desk/parked/4", do="close")
    page = await peer.get("/desk/holding")
    assert "nessun messaggio è senza un posto" in page.text
    cells = re.findall(r'data-label="([^"]+)">(?:<strong>)?(\d+)', page.text)
    assert cells[:6] == [
        ("Arrivati", "4"),
        ("Trattati dallo sportello", "2"),
        ("Chiusi da una persona", "1"),
        ("Da parte", "1"),
        ("In lavorazione", "0"),
        ("Resto", "0"),
    ]


async def test_what_is_in_no_place_is_told(waiting):
    waiting.store.run("UPDATE inbox SET status = 'lost' WHERE id = 1")
    peer = await waiting.staff(Role.AUDITOR)
    assert "1 messaggi non sono in nessun posto" in (await peer.get("/desk/holding")).text


async def test_pages_hear_of_what_is_new():
    """One look for all pages; of the first nothing is told."""
    looks = [{1: (1, 0)}, {1: (1, 0)}, {1: (2, 0), 2: (1, 0)}, {2: (1, 0)}]
    told, going = asyncio.Event(), iter(looks)

    class Looked:
        async def marks(self):
            found = next(going, None)
            if found is None:
                told.set()
                await asyncio.Event().wait()
            return found

    async def at_once(_):
        await asyncio.sleep(0)

    watch = TalksWatch(Looked(), pause=at_once)
    with (
        watch.listening(Listener("anna", (), "it")) as anna,
        watch.listening(Listener("ugo", (), "it")) as ugo,
    ):
        await told.wait()
        heard = await anna.read()
        assert heard == await ugo.read()
        events = [json.loads(line[6:]) for line in heard.decode().splitlines() if line.startswith("data: ")]
        assert events == [{"talks": [1, 2]}, {"talks": [1]}]
        watch.stop()
        assert await anna.read() == b""
