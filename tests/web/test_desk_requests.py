"""Requests at the desk: seen, taken, answered and decided; whoever comes second overwrites nothing."""

import html
from datetime import date

import pytest

from bot.errors import Misconfigured
from handlers.get_certificate.bars import Bar
from platforms.permits.rules import Document, Operation, PermitKind
from sportello.web.desk.asked import KINDS
from sportello.web.desk.canned import Canned
from sportello.web.desk.queue import term_of
from sportello.web.desk.wording import DeskWords
from storage.access_log import SqlAccessLog
from storage.audit import SqlAudit, Wanted
from storage.request_rows import Stage, What
from storage.staff_rows import Role
from tests.storage.identities import ANNA, BRUNO
from tests.web.desk_requests import DETAILS, request_desk

HERE = "/desk/requests"


@pytest.fixture
async def scene(sqlite_file, tmp_path):
    async with request_desk(sqlite_file, tmp_path) as scene:
        yield scene


def shown(reference):
    return f"{reference[:4]}-{reference[4:]}"


# The queue ----------------------------------------------------------------------------------------


async def listed(peer, query=""):
    page = await peer.get(f"{HERE}{query}")
    assert page.status == 200
    return [line.split('"')[0] for line in page.text.split('data-reference="')[1:]], page


async def test_what_is_due_first_stands_first_and_late_is_said(scene):
    later, late = await scene.asked(), await scene.asked("taxes")
    scene.store.run("UPDATE request SET answer_by = '2026-02-01' WHERE kind = 'taxes'")
    olga = await scene.site.staff(Role.OPERATOR)
    found, page = await listed(olga)
    assert found == [late, later]
    assert "In ritardo di 2 giorni" in page.text
    assert (await listed(olga, "?late=1"))[0] == [late]
    assert "2 days late" in (await listed(olga, "?lang=en"))[1].text


async def test_the_queue_tells_nothing_of_the_citizen(scene):
    await scene.asked(citizen=await scene.anna())
    _, page = await listed(await scene.site.staff(Role.OPERATOR))
    assert not any(word in page.text for word in ("V/12/2026", "AB123CD", ANNA.fiscal_code, "900000001"))


async def test_filters(scene):
    plain, taxes = await scene.asked(), await scene.asked("taxes")
    olga = await scene.site.staff(Role.OPERATOR, name="olga")
    await scene.desk.take(taxes, by="olga", expected=0)
    cases = {
        "?assignee=me": [taxes],
        "?assignee=-": [plain],
        "?assignee=nessuno.qui": [],
        "?stage=working": [taxes],
        "?kind=instalments": [plain],
        "?office=taxes": [taxes],
        "?office=-": [plain],
        "?stage=none-of-ours": [plain, taxes],
        "?kind='; DROP TABLE request; --": [plain, taxes],
        "?after=2026-99-99.AAAAAAAA": [plain, taxes],
        "?after='%20OR%201=1": [plain, taxes],
    }
    assert {query: sorted((await listed(olga, query))[0]) for query in cases} == {
        query: sorted(found) for query, found in cases.items()
    }


async def test_pages_follow_each_other_without_gap_or_repeat(scene):
    everything = {await scene.asked() for _ in range(53)}
    olga = await scene.site.staff(Role.OPERATOR)
    first, page = await listed(olga)
    following = html.unescape(page.text.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0])
    second, page = await listed(olga, following.removeprefix(HERE))
    assert (len(first), len(second), {*first, *second}) == (50, 3, everything)
    assert 'rel="next"' not in page.text


async def test_who_works_for_an_office_sees_no_other(scene):
    taxes, green, nobodys = await scene.asked("taxes"), await scene.asked("green"), await scene.asked()
    olga = await scene.site.staff(Role.OPERATOR, Role.APPROVER, offices=["taxes"])
    assert (await listed(olga))[0] == [taxes]
    assert (await listed(olga, "?office=green"))[0] == [taxes]
    assert (await listed(olga, "?office=-"))[0] == [nobodys]
    statuses = [(await olga.get(f"{HERE}/{one}")).status for one in (taxes, green, nobodys)]
    assert statuses == [200, 404, 200]
    assert (await scene.write(olga, green, "accept", "Va bene.")).status == 404
    assert scene.left() == []


# One request --------------------------------------------------------------------------------------


async def test_what_was_asked_has_labels_in_both_languages(scene):
    reference = await scene.asked(citizen=await scene.anna())
    olga = await scene.site.staff(Role.OPERATOR)
    italian = (await olga.get(f"{HERE}/{shown(reference)}")).text
    for word in ("Targa", "173,00", "1 mar 2026", "Istanza valida", "Anna Prova", ANNA.fiscal_code):
        assert word in italian
    assert "amount_cents" not in italian
    english = (await olga.get(f"{HERE}/{reference}?lang=en")).text
    assert all(word in english for word in ("Plate", "173.00", "1 Mar 2026", "Valid application"))


async def test_who_acts_for_somebody_is_named_as_that(scene):
    anna = await scene.anna()
    bruno = await scene.citizens.admit(BRUNO, "import")
    details = {**DETAILS, "citizen": bruno, "acting_for": anna}
    reference = await scene.asked(details=details, citizen=anna)
    olga = await scene.site.staff(Role.OPERATOR, name="olga")
    page = (await olga.get(f"{HERE}/{reference}")).text
    assert "<dt>Nome</dt><dd>Anna Prova</dd>" in page
    assert "<dt>Chi chiede</dt><dd>Bruno Esempio</dd>" in page
    assert page.count(ANNA.fiscal_code) == 1
    for citizen in (anna, bruno):
        looks = await SqlAccessLog(scene.database).of(citizen)
        assert [each.who for each in looks if each.what == "request-shown"] == ["olga"]


async def test_a_look_is_written_down_for_its_citizen_and_for_auditors(scene):
    anna = await scene.anna()
    reference = await scene.asked(citizen=anna)
    olga = await scene.site.staff(Role.OPERATOR, name="olga")
    await olga.get(f"{HERE}/{reference}")
    (look,) = [each for each in await SqlAccessLog(scene.database).of(anna) if each.who == "olga"]
    assert look.what == "request-shown"
    acts = [each.act for each in await SqlAudit(scene.database).of(Wanted(about=reference))]
    assert acts == ["request-shown"]


NOWHERE = ["2222-2222", "AAAA-AAAA", "..%2F..%2Fetc%2Fpasswd", "'%20OR%20'1'='1", "x" * 300]


async def test_what_is_no_request_is_not_found(scene):
    olga = await scene.site.staff(Role.OPERATOR)
    assert {each: (await olga.get(f"{HERE}/{each}")).status for each in NOWHERE} == dict.fromkeys(
        NOWHERE, 404
    )


async def test_take_note_and_hand_over(scene):
    reference = await scene.asked()
    olga = await scene.site.staff(Role.OPERATOR, name="olga")
    carlo = await scene.site.staff(Role.OPERATOR, name="carlo", full_name="Carlo Finto")
    done = await olga.post(f"{HERE}/{reference}/take", version="0", last="1")
    assert (done.status, "in carico a lei" in (await olga.follow(done)).text) == (303, True)
    assert (await olga.post(f"{HERE}/{reference}/note", version="1", note="Sentire i vigili")).status == 303
    page = await carlo.get(f"{HERE}/{reference}")
    assert "Sentire i vigili" in page.text
    assert (await olga.post(f"{HERE}/{reference}/note", version="2", note=" ")).status == 422
    unknown = await olga.post(f"{HERE}/{reference}/assign", version="2", to="nessuno")
    assert (unknown.status, "nessun collega" in unknown.text) == (422, True)
    assert (await olga.post(f"{HERE}/{reference}/assign", version="2", office="none")).status == 400
    assert (await olga.post(f"{HERE}/{reference}/assign", version="2", to="carlo")).status == 303
    assert (await scene.desk.view(reference)).request.assignee == "carlo"
    assert scene.left() == []  # nothing of all this is the citizen's to read


async def test_answers_leave_and_a_decision_closes(scene):
    reference = await scene.asked()
    renato = await scene.site.staff(Role.OPERATOR, Role.APPROVER)
    for do, text in (("reply", "Ci stiamo lavorando."), ("ask", "Manca il libretto."), ("accept", "Eccolo.")):
        done = await scene.write(renato, reference, do, text)
        assert (done.status, done.headers["Location"].endswith(f"?done={do}")) == (303, True)
    assert scene.left() == ["Ci stiamo lavorando.", "Manca il libretto.", "Eccolo."]
    page = await renato.get(f"{HERE}/{reference}")
    assert "Accolta" in page.text
    assert 'value="accept"' not in page.text
    assert "in partenza" in page.text
    again = await scene.write(renato, reference, "refuse", "Anzi, no.")
    assert (again.status, "già chiusa" in again.text) == (422, True)


WRONG = {
    "a question without words": ("ask", " ", 422, "Scriva il testo"),
    "a refusal without a reason": ("refuse", "", 422, "serve un motivo"),
    "more than fits": ("reply", "x" * 2001, 422, "al massimo 2.000"),
    "no such deed": ("destroy", "Va bene.", 400, ""),
}


async def test_what_cannot_be_done_is_said_and_the_text_stays(scene):
    reference = await scene.asked()
    renato = await scene.site.staff(Role.APPROVER)
    for case, (do, text, status, said) in WRONG.items():
        answer = await scene.write(renato, reference, do, text)
        kept = (answer.status, said in answer.text, text.strip() in answer.text)
        assert kept == (status, True, status == 422), case
    assert (scene.left(), await scene.version(reference)) == ([], 0)


async def test_only_an_approver_decides(scene):
    reference = await scene.asked()
    olga = await scene.site.staff(Role.OPERATOR)
    for do in ("accept", "refuse"):
        answer = await scene.write(olga, reference, do, "Deciso da me.")
        assert (answer.status, "Deciso da me." in answer.text) == (403, True)
    assert scene.left() == []


async def test_a_ready_answer_is_put_after_what_is_written(scene):
    reference = await scene.asked()
    olga = await scene.site.staff(Role.OPERATOR)
    page = await scene.write(olga, reference, "insert", "Buongiorno.", canned="document")
    assert page.status == 200
    assert "Buongiorno.\n\nPer decidere ci manca un documento" in page.text
    assert await scene.version(reference) == 0


def test_ready_answers_are_those_of_the_kind_and_language(tmp_path):
    ours = Canned()
    assert {each.name for each in ours.for_kind("ztl-renew", "it")} >= {"document", "plate"}
    assert "plate" not in {each.name for each in ours.for_kind("instalments", "it")}
    assert next(iter(ours.for_kind("instalments", "en"))).title == "A document is missing"
    broken = tmp_path / "answers.toml"
    broken.write_text("[[answer]]\nname = 'x'\n")
    with pytest.raises(Misconfigured):
        Canned(broken)


# Two at once --------------------------------------------------------------------------------------


async def test_who_comes_second_sees_who_was_first_and_keeps_their_text(scene):
    reference = await scene.asked()
    olga = await scene.site.staff(Role.OPERATOR, Role.APPROVER, name="olga")
    carlo = await scene.site.staff(Role.OPERATOR, name="carlo", full_name="Carlo Finto")
    seen = (await scene.desk.view(reference)).events[-1].number
    assert (await scene.write(carlo, reference, "ask", "Manca il libretto.")).status == 303
    late = await scene.write(olga, reference, "accept", "Tutto in ordine.", version="0", last=str(seen))
    assert late.status == 409
    for word in ("Carlo Finto", "Chiesto qualcosa", "Manca il libretto.", ">Tutto in ordine.</textarea>"):
        assert word in late.text
    assert scene.left() == ["Manca il libretto."]
    assert (await scene.write(olga, reference, "accept", "Tutto in ordine.")).status == 303
    assert scene.left() == ["Manca il libretto.", "Tutto in ordine."]


async def test_who_presses_twice_does_it_once(scene):
    reference = await scene.asked()
    renato = await scene.site.staff(Role.APPROVER)
    first = await scene.write(renato, reference, "refuse", "Fuori zona.", version="0")
    again = await scene.write(renato, reference, "refuse", "Fuori zona.", version="0")
    assert (first.status, again.status, "per mano sua" in again.text) == (303, 409, True)
    assert scene.left() == ["Fuori zona."]


async def test_a_version_that_is_none_changes_nothing(scene):
    reference = await scene.asked()
    renato = await scene.site.staff(Role.APPROVER)
    for version in ("", "-1", "x", "9" * 30, "1 OR 1=1"):
        assert (await scene.write(renato, reference, "accept", "Va bene.", version=version)).status == 409
    assert scene.left() == []


# Words --------------------------------------------------------------------------------------------

ATTACK = "</textarea><script>alert(1)</script><img src=x onerror=alert(1)>"


async def test_nothing_that_anybody_wrote_becomes_part_of_the_page(scene):
    details = {ATTACK: ATTACK, "wrong": ATTACK, "plates": [ATTACK], "day": "2026-99-99"}
    reference = await scene.asked(f"x{ATTACK}", details)
    renato = await scene.site.staff(Role.OPERATOR, Role.APPROVER, full_name=ATTACK)
    for do in ("reply", "ask", "refuse"):
        assert (await scene.write(renato, reference, do, ATTACK)).status == 303
    version = str(await scene.version(reference))
    await renato.post(f"{HERE}/{reference}/note", version=version, note=ATTACK)
    pages = [
        await renato.get(HERE),
        await renato.get(f"{HERE}/{reference}?done={ATTACK}"),
        await scene.write(renato, reference, "reply", ATTACK, version="0"),
    ]
    for page in pages:
        assert "<script>alert" not in page.text
        assert "<img src=x" not in page.text
    assert html.escape(ATTACK) in pages[1].text.replace("&#34;", "&quot;")


@pytest.mark.parametrize("language", ["it", "en"])
def test_everything_that_happens_has_a_word(language):
    words = DeskWords(language, "")
    wanted = [f"rq-what-{each.value}" for each in What] + [f"rq-stage-{each.value}" for each in Stage]
    wanted += [f"kind-{kind}" for kind in KINDS] + [f"value-kind-{each.value}" for each in PermitKind]
    wanted += [f"value-operation-{each.value}" for each in Operation]
    wanted += [f"value-documents-{each.value}" for each in Document]
    wanted += [f"value-why-{each.value}" for each in Bar]
    assert [key for key in wanted if not words.has(key)] == []


def test_terms_are_told_in_days():
    words, today = DeskWords("it", ""), date(2026, 2, 3)
    told = [term_of(date(2026, 2, day), today, words) for day in (1, 2, 3, 4, 10, 11)]
    assert told == [
        ("In ritardo di 2 giorni", "late"),
        ("In ritardo di un giorno", "late"),
        ("Scade oggi", "soon"),
        ("Manca un giorno", "soon"),
        ("Mancano 7 giorni", "soon"),
        ("", ""),
    ]
