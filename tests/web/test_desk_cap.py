"""Alerts in CAP at the desk: a file becomes a draft, what is wrong is told by its place; codes are chosen."""

import re
from datetime import timedelta
from io import BytesIO

import pytest
from aiohttp import FormData

from platforms.cap.alert import Category, Certainty, Response, Severity, Urgency
from platforms.cap.fields import BadAlert, write_instant
from platforms.cap.reading import LARGEST, read_alert
from sportello.cap_codes import settled, usual
from sportello.cap_publishing import Publisher
from sportello.cap_taking import Left
from sportello.web.desk.broadcast_cap import wrong_with
from sportello.web.desk.broadcast_codes import LONGEST
from sportello.web.desk.wording import DeskWords
from storage.alert_codes import Codes
from storage.alert_publishing import read_due
from storage.alerts import Became
from storage.audit import SqlAudit, Wanted
from storage.broadcasts import Kind, State
from storage.zones import MERGE_ZONES, ZoneRow, list_zones
from tests.platforms.cap.test_cap_reading import REFUSED
from tests.web.desk_broadcasts import HOME, ZONE, broadcast_desk_of

CAP = f"{HOME}/cap"
SAID = {"cap_event": "Piena", "cap_urgency": "Expected", "cap_severity": "Severe", "cap_certainty": "Likely"}


@pytest.fixture
async def scene(sqlite_file, tmp_path):
    async with broadcast_desk_of(sqlite_file, tmp_path) as scene:
        another = ZoneRow("porto", "Porto Vecchio", "", "")  # with one zone alone, it is the whole city
        await scene.broadcasts.database.writer.submit(MERGE_ZONES, [another])
        yield scene


def file_of(scene, number=1, *, kind="Alert", refers="", area="La Lanterna", scope="Public", status="Actual"):
    """Write what somebody's civil protection might send."""
    until = write_instant(scene.clock() + timedelta(hours=12))
    references = f"pc.example,{refers},2026-02-03T09:00:00+01:00" if refers else ""
    return f"""<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">
    <identifier>PC-{number}</identifier><sender>pc.example</sender><sent>2026-02-03T09:00:00+01:00</sent>
    <status>{status}</status><msgType>{kind}</msgType><scope>{scope}</scope><note>Cessata.</note>
    <references>{references}</references>
    <info><language>it-IT</language><category>Met</category><event>Piena</event>
    <responseType>Avoid</responseType><urgency>Expected</urgency><severity>Severe</severity>
    <certainty>Likely</certainty><expires>{until}</expires><headline>Allerta {number}</headline>
    <description>Piena del Rio Torto.</description>
    <area><areaDesc>{area}</areaDesc></area></info></alert>""".encode()


async def brought(peer, data, lang="it"):
    form = FormData()
    form.add_field("file", BytesIO(data), filename="bollettino.xml", content_type="application/xml")
    return await peer.post(f"{CAP}?lang={lang}", form)


def code_in(shown):
    return re.search(r"\d{4}-\d{4}", shown.headers["Location"])[0]


# -- a file comes


async def test_a_file_becomes_a_draft_once_and_its_page_is_shown(scene):
    olga = await scene.editor()
    assert CAP in (await olga.get(HOME)).text
    done = await brought(olga, file_of(scene))
    assert (done.status, done.headers["Location"].endswith("?done=cap-draft")) == (303, True)
    one = await scene.broadcasts.by_code(code_in(done))
    assert (one.state, one.made_by, one.draft.audience.zones) == (State.DRAFT, "olga", (ZONE,))
    assert "L’allerta è una bozza" in (await olga.follow(done)).text
    again = await brought(olga, file_of(scene))
    assert again.headers["Location"] == f"{HOME}/{one.code}?done=cap-known"
    assert "Era già stata caricata" in (await olga.follow(again)).text
    assert len(await scene.broadcasts.list()) == 1
    noted = await SqlAudit(scene.broadcasts.database).of(Wanted(who="olga", act="cap-taken"))
    assert [(each.about, each.detail) for each in noted] == [
        (one.code, "known: pc.example,PC-1"),
        (one.code, "draft: pc.example,PC-1"),
    ]


async def test_an_update_and_a_cancel_lead_to_the_first(scene):
    olga = await scene.editor()
    first = code_in(await brought(olga, file_of(scene)))
    update = await brought(olga, file_of(scene, 2, kind="Update", refers="PC-1"))
    assert update.headers["Location"] == f"{HOME}/{first}?done=cap-edited"
    cancel = await brought(olga, file_of(scene, 3, kind="Cancel", refers="PC-2"))
    assert cancel.headers["Location"] == f"{HOME}/{first}?done=cap-cancelled"
    assert (await scene.broadcasts.by_code(first)).state is State.CANCELLED
    assert "non comincerà" in (await olga.follow(cancel)).text
    nothing = await brought(olga, file_of(scene, 4, kind="Cancel", refers="PC-9"))
    assert (nothing.status, "non cambia niente" in nothing.text) == (200, True)


async def test_areas_that_nobody_can_place_are_named_before_the_draft(scene):
    olga = await scene.editor()
    shown = await brought(olga, file_of(scene, area="Valle &lt;b&gt;Scura"))
    (one,) = await scene.broadcasts.list()
    assert shown.status == 200
    assert "<li>Valle &lt;b&gt;Scura</li>" in shown.text
    assert f'href="{HOME}/{one.code}"' in shown.text
    assert (one.state, one.draft.audience.zones) == (State.DRAFT, ())


async def test_an_update_of_what_has_begun_names_both(scene):
    olga, renato = await scene.editor(), await scene.approver()
    first = code_in(await brought(olga, file_of(scene)))
    until = f"{scene.clock() + timedelta(hours=6):%Y-%m-%dT%H:%M}"
    form = scene.typed(kind="notice", valid_until=until, version="1")
    assert (await olga.post(f"{HOME}/{first}/edit", **form)).status == 303
    here = f"{HOME}/{first}"
    assert (await scene.do(olga, here, "submit")).status == 303
    assert (await scene.do(renato, here, "approve", understand="1")).status == 303
    assert await scene.broadcasts.start_due() == 1
    shown = await brought(olga, file_of(scene, 2, kind="Update", refers="PC-1"))
    second = (await scene.broadcasts.list())[0].code
    assert f"l’avviso {first} che aggiorna è già cominciato" in shown.text
    assert all(f'href="{HOME}/{each}"' in shown.text for each in (first, second))


async def test_what_is_left_alone_says_why_and_makes_nothing(scene):
    olga = await scene.editor()
    shown = await brought(olga, file_of(scene, status="Draft"))
    assert (shown.status, "è una bozza di chi la manda" in shown.text) == (200, True)
    far = file_of(scene).replace(b"</areaDesc>", b"</areaDesc><polygon>1,1 1,2 2,2 1,1</polygon>")
    assert "non riguarda questa città" in (await brought(olga, far)).text
    assert not await scene.broadcasts.list()
    noted = await SqlAudit(scene.broadcasts.database).of(Wanted(who="olga", act="cap-taken"))
    assert [each.detail for each in noted] == [
        "left elsewhere: pc.example,PC-1",
        "left status: pc.example,PC-1",
    ]


async def test_what_is_wrong_is_told_by_its_place_in_the_language_of_the_reader(scene):
    olga = await scene.editor()
    bad = file_of(scene).replace(b"Severe", b"High")
    for lang, said in (("it", "Non è uno di questi: Extreme"), ("en", "It is none of these: Extreme")):
        shown = await brought(olga, bad, lang)
        assert shown.status == 422
        for word in (said, "alert/info[1]/severity", "CAP 1.2, 3.2.2", "bollettino.xml"):
            assert word in shown.text
    large = await brought(olga, b" " * (LARGEST + 1))
    assert (large.status, "più grande di 2 MiB" in large.text) == (422, True)
    assert "Scelga un file" in (await olga.post(CAP)).text
    assert not await scene.broadcasts.list()


async def test_only_who_writes_alerts_brings_them(scene):
    renato = await scene.approver()
    assert (await renato.get(CAP)).status == 403
    assert (await brought(renato, file_of(scene))).status == 403
    assert CAP not in (await renato.get(HOME)).text


@pytest.mark.parametrize("language", ["it", "en"])
def test_every_reason_and_code_has_words(language):
    words = DeskWords(language, "")
    for label, (data, place, section, reason) in REFUSED.items():
        with pytest.raises(BadAlert) as refused:
            read_alert(data)
        wrong = wrong_with(refused.value, words)
        assert (wrong.place, wrong.section) == (place, section), label
        assert wrong.what != reason, label
    wanted = {
        "cap-left": Left,
        "cap-category": Category,
        "cap-response": Response,
        "cap-urgency": Urgency,
        "cap-severity": Severity,
        "cap-certainty": Certainty,
        "done-cap": set(Became) - {Became.UNRELATED},
    }
    keys = [f"br-{group}-{each.value}" for group, members in wanted.items() for each in members]
    assert [key for key in keys if not words.has(key)] == []


# -- the codes


async def test_codes_are_chosen_kept_and_given_out(scene):
    olga = await scene.editor()
    chosen = {**SAID, "cap_category": "Met", "cap_response": "Avoid"}
    here = await scene.written(olga, public="1", **chosen)
    one = await scene.broadcasts.by_code(here.rsplit("/", 1)[-1])
    codes = await scene.broadcasts.codes(one)
    assert codes == Codes("Met", "Piena", "Avoid", "Expected", "Severe", "Likely")
    assert (
        "Piena; meteo e piene; evitare il luogo; entro un’ora; grave; probabile"
        in (await olga.get(here)).text
    )
    form = (await olga.get(f"{here}/edit")).text
    assert '<details class="card" id="cap"><summary>' in form
    assert form.count(" selected>") >= 3
    assert 'value="Avoid" checked' in form
    assert 'value="Piena"' in form


async def test_what_is_left_open_is_told_by_kind_and_topics_when_it_is_given_out(scene):
    olga, renato = await scene.editor(), await scene.approver()
    await scene.running(olga, renato, public="1", cap_severity="Moderate", cap_urgency="sconosciuta")
    database = scene.broadcasts.database
    (due,) = await database.reader.fetch(read_due)
    assert due.codes == Codes(severity="Moderate")
    zones = await database.reader.fetch(list_zones)
    document = Publisher(database, "https://town.example", "Portoreale").message(due, zones).document
    info = read_alert(document.encode()).infos[0]
    assert (info.event, info.categories) == ("Via Roma", (Category.TRANSPORT,))
    assert (info.urgency, info.severity, info.certainty) == (
        Urgency.UNKNOWN,
        Severity.MODERATE,
        Certainty.UNKNOWN,
    )


async def test_the_codes_of_a_file_stand_in_the_form_and_keep_what_is_not_on_it(scene):
    olga = await scene.editor()
    code = code_in(await brought(olga, file_of(scene)))
    form = (await olga.get(f"{HOME}/{code}/edit")).text
    assert '<option value="Expected" selected>' in form
    assert 'name="cap_category" value="Met" checked' in form
    await olga.post(f"{HOME}/{code}/edit", **scene.typed(version="1", cap_severity="Extreme"))
    codes = await scene.broadcasts.codes(await scene.broadcasts.by_code(code))
    assert codes == Codes(severity="Extreme", area="La Lanterna")


async def test_too_long_an_event_opens_its_part_of_the_form(scene):
    olga = await scene.editor()
    shown = await olga.post(f"{HOME}/new", **scene.typed(cap_event="x" * (LONGEST + 1)))
    assert (shown.status, "L’evento è troppo lungo" in shown.text) == (422, True)
    assert '<details class="card" id="cap" open>' in shown.text


DEFAULTS = [
    ("an emergency", Kind.EMERGENCY, ["roads"], ("Safety", "Immediate", "Severe", "Likely")),
    ("roads", Kind.NOTICE, ["roads", "waste"], ("Transport", "Unknown", "Minor", "Unknown")),
    ("waste", Kind.NOTICE, ["waste"], ("Env", "Unknown", "Minor", "Unknown")),
    ("nothing known", Kind.NOTICE, [], ("Other", "Unknown", "Minor", "Unknown")),
]


@pytest.mark.parametrize(("label", "kind", "topics", "expected"), DEFAULTS, ids=[row[0] for row in DEFAULTS])
def test_defaults(label, kind, topics, expected):
    codes = usual(kind, topics)
    assert (codes.category, codes.urgency, codes.severity, codes.certainty) == expected, label
    assert settled(Codes(), kind, topics) == codes
    assert settled(Codes(severity="Extreme", event="x"), kind, topics).severity == "Extreme"
