"""Alerts at the desk: written, let go by two people, watched, stopped, set right; nobody alone or late."""

import csv
import html
import json

import pytest
from aiohttp import FormData

from bot.alert_text import KINDS
from bot.bulk import Fate
from channels.mail import codes as mail_codes
from channels.sms import codes as sms_codes
from channels.telegram import codes as telegram_codes
from sportello.settings.broadcasts import Broadcasts as Rules
from sportello.web.desk.broadcast_form import LANGUAGES
from sportello.web.desk.broadcast_progress import STATUSES, Pace, money
from sportello.web.desk.wording import DeskWords
from storage.audience import Policy
from storage.audience_query import REASONS
from storage.audit import SqlAudit, Wanted
from storage.broadcasts import Kind, State, Unfit, What, Why
from storage.staff_rows import Role, staff_lane
from tests.storage.bulk_rows import insert
from tests.storage.samples import NINE
from tests.web.desk_broadcasts import HOME, ZONE, broadcast_desk_of

ATTACK = "</textarea><script>alert(1)</script><img src=x onerror=alert(1)>"


@pytest.fixture
async def scene(sqlite_file, tmp_path):
    async with broadcast_desk_of(sqlite_file, tmp_path, still=0.02) as scene:
        yield scene


async def state(scene, here):
    return (await scene.broadcasts.by_code(here.rsplit("/", 1)[-1])).state


# Writing ------------------------------------------------------------------------------------------


async def test_what_is_written_is_kept_and_comes_back(scene):
    olga = await scene.editor()
    fields = {
        "title-en": "Via Roma",
        "body-en": "Via Roma is closed.",
        "kind": "emergency",
        "basis": "Ord. 7/2026",
        "policy": "all",
        "zones": ZONE,
        "languages": "it",
        "query": "channel = sms",
        "sender": "Portoreale",
        "everyone": "1",
        "training": "1",
        "starts_at": "2026-02-03T18:00",
        "valid_until": "2026-02-03T20:30",
    }
    here = await scene.written(olga, **fields)
    draft = (await scene.broadcasts.by_code(here.rsplit("/", 1)[-1])).draft
    assert (draft.kind, draft.policy, draft.sender, draft.basis) == (
        Kind.EMERGENCY,
        Policy.ALL,
        "Portoreale",
        "Ord. 7/2026",
    )
    assert (draft.audience.topics, draft.audience.zones, draft.audience.query) == (
        ("roads",),
        (ZONE,),
        "channel = sms",
    )
    assert (draft.audience.everyone, draft.training, draft.public) == (True, True, False)
    assert f"{draft.starts_at:%H:%M %z}-{draft.valid_until:%H:%M}" == "18:00 +0100-20:30"
    form = (await olga.get(f"{here}/edit")).text
    for value in ("Via Roma is closed.", "Ord. 7/2026", "channel = sms", "2026-02-03T20:30"):
        assert value in form
    assert form.count(" checked") == 6  # the kind, a topic, everyone, a zone, a language, the training
    page = (await olga.get(f"{here}?lang=en")).text
    assert all(word in page for word in ("Emergency", "La Lanterna", "Ord. 7/2026", "Training", "Portoreale"))


WRONG = {
    "no title": ({"title-it": ""}, "Scriva il titolo in italiano"),
    "no text": ({"body-it": " "}, "Scriva il testo in italiano"),
    "half an English one": ({"title-en": "Via Roma"}, "servono titolo e testo"),
    "too much": ({"body-it": "x" * 1500}, "al massimo 1.400"),
    "what nothing fills": ({"body-it": "Salve {nome}"}, "Segnaposto che nessuno riempie: nome"),
    "a brace too few": ({"body-it": "Salve {nome"}, "graffa"),
    "no condition": ({"query": "language = "}, "al carattere 11: manca un valore"),
    "a zone that is none": ({"query": "zone = Atlantide"}, f"valore sconosciuto: {ZONE}"),
    "no moment": ({"starts_at": "domani"}, "non è una data e un’ora"),
    "over before it begins": (
        {"starts_at": "2026-02-03T18:00", "valid_until": "2026-02-03T17:00"},
        "dopo l’inizio",
    ),
    "somebody else's name": ({"sender": "INPS"}, "non è tra quelli impostati"),
    "a list that is not there": ({"list": "7"}, "non c’è più"),
}


async def test_what_cannot_be_read_is_said_and_what_was_typed_stays(scene):
    olga = await scene.editor()
    for case, (fields, said) in WRONG.items():
        shown = await olga.post(f"{HOME}/new", **scene.typed(**{"body-it": "Parole mie.", **fields}))
        assert (shown.status, said in shown.text) == (422, True), (case, shown.text)
        assert "Parole mie." in shown.text or "body-it" in fields, case
    assert not await scene.broadcasts.list()


async def test_lengths_people_and_costs_are_told_while_one_writes(scene):
    olga = await scene.editor()
    shown = await olga.post(f"{HOME}/measure", **scene.typed(**{"body-it": "Via Roma è chiusa – da oggi."}))
    text = html.unescape(shown.text)
    for word in ("UCS-2", "– (U+2013)", "Via Roma è chiusa - da oggi.", "Circa 3 persone", "0,11\xa0€"):
        assert word in text
    assert "<header" not in text
    broken = await olga.post(f"{HOME}/measure", **scene.typed(query="zone ="))
    assert broken.status == 200
    acts = [each.act for each in await SqlAudit(scene.broadcasts.database).of(Wanted(who="olga"))]
    assert "post broadcasts measure" not in acts
    assert (await olga.post(f"{HOME}/measure", csrf="0" * 64)).status == 403


async def test_the_plainer_wording_is_put_there_without_a_script_too(scene):
    olga = await scene.editor()
    typed = scene.typed(**{"title-it": "Là – qui", "body-it": "“Chiusa” – da oggi", "do": "wording-it"})
    shown = await olga.post(f"{HOME}/new", **typed)
    assert (shown.status, 'value="Là - qui"' in shown.text) == (200, True)
    assert "&#34;Chiusa&#34; - da oggi</textarea>" in shown.text
    assert not await scene.broadcasts.list()


FILE = "telegram,nome\n900000001,Anna\n900000002,Bruno\nboh,Carla\n"


async def test_a_list_is_taken_in_and_its_bad_rows_are_told_by_line_and_column(scene):
    olga = await scene.editor()
    form = FormData()
    for name, value in scene.typed(topics="", **{"body-it": "Salve {nome}"}).items():
        form.add_field(name, value)
    form.add_field("list-file", FILE.encode(), filename="soci.csv", content_type="text/csv")
    shown = await olga.post(f"{HOME}/new", form)
    assert shown.status == 422
    for word in (
        "soci.csv: presi 2 indirizzi, 0 doppi, 1 righe saltate",
        "riga 4, colonna telegram: non è il numero",
    ):
        assert word in shown.text
    assert '<option value="1" selected>soci.csv' in shown.text
    here = await scene.written(olga, topics="", list="1", **{"body-it": "Salve {nome}"})
    preview = (await olga.get(f"{here}/preview")).text
    assert "Salve Anna" in preview
    assert "900000001" not in preview


@pytest.fixture
async def hasty(sqlite_file, tmp_path):
    async with broadcast_desk_of(sqlite_file, tmp_path, patience=0.0) as scene:
        yield scene


async def test_a_large_file_goes_on_when_nobody_waits_for_it(hasty):
    scene, olga = hasty, await hasty.editor()
    form = FormData(scene.typed(topics=""))
    form.add_field("list-file", FILE.encode(), filename="tanti.csv", content_type="text/csv")
    shown = await olga.post(f"{HOME}/new", form)
    assert (shown.status, "tanti.csv: si sta ancora caricando" in shown.text) == (422, True)
    await scene.lists.settle()
    told = (await olga.get(f"{HOME}/new")).text
    assert "tanti.csv: presi 2 indirizzi" in told
    assert "tanti.csv: presi" not in (await olga.get(f"{HOME}/new")).text


async def test_an_empty_file_is_no_list(scene):
    olga = await scene.editor()
    form = FormData(scene.typed())
    form.add_field("excluded-file", b"", filename="vuoto.csv", content_type="text/csv")
    shown = await olga.post(f"{HOME}/new", form)
    assert (shown.status, "vuoto.csv: il file è vuoto" in shown.text) == (422, True)


async def test_a_test_goes_to_who_asks_for_it_and_to_nobody_else(scene):
    olga = await scene.editor()
    here = await scene.written(olga)
    alone = await scene.do(olga, here, "test")
    assert (alone.status, "Nessuna conversazione è collegata" in alone.text) == (422, True)
    insert(scene.store, staff_lane, [{"lane": "try-chat:900000009", "name": "olga", "bound_at": NINE}])
    assert (await scene.do(olga, here, "test")).headers["Location"] == f"{here}?done=test"
    ((address, text),) = scene.store.rows("SELECT address, text FROM outbox")
    assert (address, "Via Roma è chiusa." in text) == ("900000009", True)
    assert await state(scene, here) is State.DRAFT


# Two people ---------------------------------------------------------------------------------------


async def test_one_submits_and_another_lets_it_go(scene):
    olga, renato = await scene.editor(full_name="Olga Prova"), await scene.approver()
    here = await scene.submitted(olga)
    assert "Circa 3 persone" in (await renato.get(here)).text
    unread = await scene.do(renato, here, "approve")
    assert (unread.status, "Confermi di aver capito" in unread.text) == (422, True)
    done = await scene.do(renato, here, "approve", understand="1")
    assert done.headers["Location"] == f"{here}?done=approve"
    assert await state(scene, here) is State.APPROVED
    assert "Approvato da" in (await renato.follow(done)).text


async def test_nobody_approves_their_own(scene):
    both = await scene.site.staff(Role.EDITOR, Role.APPROVER, name="olga")
    here = await scene.submitted(both)
    page = (await both.get(here)).text
    assert f"{here}/approve" not in page
    assert "lo approva un’altra persona" in page
    refused = await scene.do(both, here, "approve", understand="1")
    assert (refused.status, "serve un’altra persona" in refused.text) == (409, True)
    assert await state(scene, here) is State.SUBMITTED


async def test_over_the_budget_it_takes_two(scene):
    olga, renato, rita = await scene.editor(), await scene.approver(), await scene.approver("rita")
    here = await scene.written(olga, **{"body-it": "Via Roma è chiusa. " * 12})
    assert "servono due approvazioni" in (await olga.get(f"{here}/edit")).text
    assert (await scene.do(olga, here, "submit", micros="0")).status == 303
    assert (await scene.do(renato, here, "approve", understand="1")).status == 303
    assert await state(scene, here) is State.SUBMITTED
    again = await scene.do(renato, here, "approve", understand="1")
    assert (again.status, "ora serve un’altra persona" in again.text) == (409, True)
    assert (await scene.do(rita, here, "approve", understand="1")).status == 303
    assert await state(scene, here) is State.APPROVED


async def test_many_people_are_typed_as_a_number(scene):
    olga, renato = await scene.editor(), await scene.approver()
    here = await scene.submitted(olga)
    typed = {"understand": "1", "counted": "41230"}
    for number in ("", "41.231", "molti"):
        shown = await scene.do(renato, here, "approve", number=number, **typed)
        assert (shown.status, "non è quello delle persone" in shown.text) == (422, True), number
    stale = await scene.do(renato, here, "approve", number="41.230", **typed)
    assert (stale.status, "i destinatari sono cambiati" in stale.text) == (422, True)
    assert await state(scene, here) is State.SUBMITTED


async def test_it_is_sent_back_with_a_reason_and_who_approves_late_is_told(scene):
    olga, renato, rita = await scene.editor(), await scene.approver(), await scene.approver("rita")
    here = await scene.submitted(olga)
    assert (await scene.do(renato, here, "reject", reason=" ")).status == 422
    assert (await scene.do(renato, here, "reject", reason="Manca l'ora.")).status == 303
    late = await rita.post(f"{here}/approve", version="2", counted="3", understand="1")
    assert (late.status, "Rinviato a chi scrive: Olga Prova" in late.text) == (409, True)
    assert "Manca l&#39;ora." in (await olga.get(here)).text
    assert await state(scene, here) is State.DRAFT


UNFIT = {
    "to nobody": ({"topics": ""}, "non dice a chi"),
    "for ever": ({"valid_until": ""}, "manca fino a quando vale"),
    "to everyone without a law": ({"everyone": "1"}, "manca la base giuridica"),
    "by all ways for a notice": ({"policy": "all"}, "solo per le emergenze"),
}


async def test_what_is_not_fit_to_leave_is_told(scene):
    olga = await scene.editor()
    for case, (fields, said) in UNFIT.items():
        here = await scene.written(olga, **fields)
        shown = await scene.do(olga, here, "submit")
        assert (shown.status, said in shown.text) == (409, True), case
        assert await state(scene, here) is State.DRAFT, case


async def test_an_emergency_goes_on_one_word_and_is_reviewed_by_another(scene):
    both = await scene.site.staff(Role.EDITOR, Role.APPROVER, name="olga")
    renato = await scene.approver()
    here = await scene.submitted(both, kind="emergency", basis="Ord. 7/2026")
    assert (await scene.do(both, here, "release", reason="", understand="1")).status == 422
    assert (await scene.do(both, here, "release", reason="Il torrente sale.")).status == 422
    assert (await scene.do(both, here, "release", reason="Il torrente sale.", understand="1")).status == 303
    assert f"{here}/review" not in (await both.get(here)).text
    page = (await renato.get(here)).text
    assert "Inviato con una sola approvazione: Il torrente sale." in page
    assert (await scene.do(renato, here, "review")).status == 303
    assert f"{here}/review" not in (await renato.get(here)).text


# The sending --------------------------------------------------------------------------------------


async def test_paused_resumed_cancelled_and_set_right(scene):
    olga, renato = await scene.editor(), await scene.approver()
    here = await scene.running(olga, renato)
    assert len(await scene.send(1)) == 1
    assert (await scene.do(renato, here, "pause")).status == 303
    assert await scene.send() == []
    assert (await scene.do(olga, here, "resume")).status == 303
    unsure = await scene.do(renato, here, "cancel")
    assert (unsure.status, "Confermi di voler annullare" in unsure.text) == (422, True)
    begun = await scene.do(olga, here, "correct")
    correction = begun.headers["Location"].split("/edit")[0]
    assert await state(scene, here) is State.CANCELLED
    form = (await olga.follow(begun)).text
    assert "la bozza della correzione" in form
    assert 'name="topics"' not in form
    assert "Circa una persona" in (await olga.get(correction)).text
    again = await scene.do(olga, here, "correct")
    assert (again.status, correction.rsplit("/", 1)[-1] in again.text) == (409, True)
    over = await scene.do(renato, here, "resume")
    assert (over.status, "non si può fare" in over.text) == (409, True)


async def test_its_page_and_its_report_tell_how_it_went(scene):
    olga, renato = await scene.editor(), await scene.approver()
    here = await scene.running(olga, renato)
    await scene.send(2)
    await scene.send(fate=Fate.FAILED, code="number:21614")
    await scene.broadcasts.finish_due()
    page = (await olga.get(f"{here}/report")).text
    for word in ("3 di 3", "numero inesistente o senza SMS: 1", "0,08\xa0€", "Concluso"):
        assert word in page
    sheet = await olga.get(f"{here}/report.csv")
    assert sheet.headers["Content-Disposition"] == f'attachment; filename="avviso-{here[-9:]}.csv"'
    lines = list(csv.DictReader(sheet.text.splitlines()))
    assert sorted(line["status"] for line in lines) == ["failed", "sent", "sent"]
    assert {line["address"] for line in lines} == {f"+39350000000{each}" for each in (1, 2, 3)}
    acts = [each.act for each in await SqlAudit(scene.broadcasts.database).of(Wanted(about=here[-9:]))]
    assert acts.count("broadcast-report-taken") == 1
    auditor = await scene.site.staff(Role.AUDITOR)
    assert (await auditor.get(f"{here}/report")).status == 200
    assert (await auditor.get(f"{here}/report.csv")).status == 403
    assert (await auditor.get(f"{here}/preview")).status == 403


async def test_in_quiet_hours_it_is_said_when_it_goes_on(scene):
    olga, renato = await scene.editor(), await scene.approver()
    here = await scene.running(olga, renato, valid_until="2026-02-05T20:00")
    assert "Ora è orario di silenzio" not in (await olga.get(here)).text
    scene.clock.tick(hours=12)
    again = await scene.site.sign_in("olga")
    assert "l’invio va avanti dalle 04/02/2026 08:00" in (await again.get(here)).text


async def test_what_has_not_begun_has_no_report(scene):
    olga = await scene.editor()
    here = await scene.written(olga)
    for path in (f"{here}/report", f"{here}/report.csv", f"{HOME}/2026-9999", f"{HOME}/'%20OR%201=1"):
        assert (await olga.get(path)).status == 404, path


async def heard(stream):
    """Read the next event of figures."""
    async for line in stream.content:
        if line.startswith(b"data: {") and b"cells" in line:
            return json.loads(line.removeprefix(b"data: "))
    return {}


async def test_an_open_page_hears_how_it_goes_until_the_session_ends(scene):
    olga, renato = await scene.editor(), await scene.approver()
    here = await scene.running(olga, renato)
    async with scene.site.client.get(f"{here}/live?lang=en", cookies=olga.cookies) as stream:
        first = await heard(stream)
        assert (first["state"], first["done"], first["all"]) == ("running", 0, 3)
        assert first["cells"]["try-sms.queued"] == "3"
        await scene.send(2)
        await scene.do(renato, here, "pause")
        await scene.pauses.look()
        async with scene.site.client.get(f"{here}/live", cookies=renato.cookies) as late:
            await scene.pauses.look()
            assert (await heard(late))["state"] == "paused"  # as it is now, not as others heard it last
        then = await heard(stream)
        assert (then["state"], then["cells"]["done"], then["cells"]["try-sms.sent"]) == (
            "paused",
            "2 of 3",
            "2",
        )
        assert "+39350" not in json.dumps(then)
        await olga.post("/desk/sign-out")
        assert b"event: over" in await stream.content.read()


# The list -----------------------------------------------------------------------------------------


async def test_the_list_is_by_state_and_in_pages(scene):
    olga, renato = await scene.editor(), await scene.approver()
    await scene.submitted(olga, **{"title-it": "Da approvare subito"})
    for number in range(51):
        await scene.broadcasts.make((await scene.broadcasts.list())[0].draft, f"chi.{number}")
    first = (await renato.get(HOME)).text
    following = html.unescape(first.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0])
    second = (await renato.get(following)).text
    assert (first.count('<th scope="row">'), second.count('<th scope="row">')) == (50, 2)
    only = (await renato.get(f"{HOME}?state=submitted&before=x")).text
    assert (only.count('<th scope="row">'), "Da approvare subito" in only) == (1, True)
    assert f"{HOME}/new" not in first
    assert f"{HOME}/new" in (await olga.get(f"{HOME}?state=none")).text


async def test_nothing_that_anybody_wrote_becomes_part_of_a_page(scene):
    olga, renato = await scene.editor(full_name=ATTACK), await scene.approver()
    fields = {"title-it": ATTACK[:100], "body-it": ATTACK, "kind": "emergency", "basis": ATTACK}
    here = await scene.submitted(olga, **fields)
    await scene.do(renato, here, "reject", reason=ATTACK)
    wrong = scene.typed(query=ATTACK, sender=ATTACK, **{"body-it": ATTACK})
    pages = [
        await renato.get(HOME),
        await olga.get(here),
        await olga.get(f"{here}/edit"),
        await olga.get(f"{here}/preview"),
        await olga.post(f"{HOME}/new", **wrong),
    ]
    for page in pages:
        assert "<script>alert" not in page.text
        assert "<img src=x" not in page.text


# Words --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["it", "en"])
def test_everything_that_can_be_said_has_a_word(language):
    words = DeskWords(language, "")
    reasons = {
        value
        for module in (sms_codes, telegram_codes, mail_codes)
        for name, value in vars(module).items()
        if name.isupper() and isinstance(value, str)
    }
    wanted = {
        "state": [each.value for each in State],
        "kind": [each.value for each in Kind],
        "policy": [each.value for each in Policy],
        "event": [each.value for each in What],
        "refused": [each.value for each in Why],
        "unfit": [each.value for each in Unfit],
        "query": list(REASONS),
        "channel": list(KINDS),
        "topic": list(Rules().topics),
        "language": list(LANGUAGES),
        "status": list(STATUSES),
        "code": sorted(reasons),
    }
    keys = [f"br-{group}-{each}" for group, members in wanted.items() for each in members]
    assert [key for key in keys if not words.has(key)] == []


def test_a_speed_is_that_of_the_last_looks():
    pace = Pace()
    rates = []
    for second, done in ((0.0, 0), (0.0, 0), (1.0, 10), (2.0, 40), (3.0, 40)):
        pace.look(second, done)
        rates.append(round(pace.rate, 1))
    assert rates == [0.0, 0.0, 10.0, 20.0, 13.3]
    for second in range(4, 20):
        pace.look(float(second), 40)
    assert pace.rate == 0.0


def test_money_is_never_less_than_what_is_paid():
    shown = [money(micros, "en") for micros in (0, 1, 10_000, 10_001, 1_234_567_890)]
    assert shown == ["€0.00", "€0.01", "€0.01", "€0.02", "€1,234.57"]
