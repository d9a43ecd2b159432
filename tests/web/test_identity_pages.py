"""The login pages: what each says, and that a look at one does nothing."""

import copy
import html

import pytest

from platforms.oidc.reason import Reason, sentence
from sportello.web.identity.desk import Said, Stage
from sportello.web.pages import Words
from tests.web.identity_site import running
from tests.web.pretended_identity import (
    ACTIVATION,
    PASSWORD,
    RECOVERY,
    SECRET,
    TOKEN,
    PretendedAccounts,
    PretendedLogins,
)

CREDENTIALS = {"username": "mario.rossi", "password": PASSWORD, "code": "123456"}
CHOSEN = {"password": PASSWORD, "again": PASSWORD, "code": "123456"}


@pytest.fixture
async def site():
    async with running(PretendedLogins(), PretendedAccounts()) as site:
        yield site


@pytest.fixture
async def visitor(site):
    return site.browser()


@pytest.fixture
async def confirmed(visitor):
    await visitor.confirm(TOKEN)
    return visitor


async def test_a_link_shows_which_conversation_it_is_and_asks(visitor):
    asked = await visitor.get(f"/accedi/{TOKEN}")
    assert (asked.status, asked.heading) == (200, "È la sua conversazione?")
    for piece in (
        "Telegram, che finisce con 321",
        "K7PW3N",
        "Pagare una multa &lt;b&gt;",
        "03/02/2026 10:30",
    ):
        assert piece in asked.text
    assert "<script" not in asked.text


PATHS = [
    "/accedi",
    f"/accedi/{TOKEN}",
    "/accedi/credenziali",
    f"/attiva/{ACTIVATION}",
    f"/recupera/{RECOVERY}",
    "/attiva",
    "/recupera",
]


@pytest.mark.parametrize("path", PATHS)
async def test_a_link_preview_or_a_scanner_changes_nothing(site, path):
    before = copy.deepcopy((site.logins, site.accounts))
    answered = await site.browser().get(path)
    assert not answered.cookies
    assert (site.logins, site.accounts) == before


async def test_yes_leads_to_the_ways_at_an_address_without_the_token(visitor):
    answered = await visitor.confirm(TOKEN)
    assert (answered.status, answered.headers["Location"]) == (303, "/accedi?lang=it")
    ways = await visitor.follow(answered)
    assert ways.heading == "Chi è?"
    for piece in ("Entra con SPID", "Entra con CIE", "Oppure con le credenziali del Comune", "K7PW3N"):
        assert piece in ways.text
    assert TOKEN not in ways.text


async def test_no_ends_the_link_and_binds_nothing(site, visitor):
    asked = await visitor.get(f"/accedi/{TOKEN}")
    said = await visitor.post(f"/accedi/{TOKEN}", once=asked.once, do="no")
    assert said.heading == "Collegamento annullato"
    assert (site.logins.refused, visitor.cookies) == ([TOKEN], {})
    assert (await visitor.get(f"/accedi/{TOKEN}")).heading == "Collegamento non valido"


async def test_a_form_that_is_sent_twice_begins_once(visitor):
    asked = await visitor.get(f"/accedi/{TOKEN}")
    first, again = [await visitor.post(f"/accedi/{TOKEN}", once=asked.once, do="yes") for _ in range(2)]
    assert first.cookies["accesso"].value == again.cookies["accesso"].value
    assert (await visitor.follow(again)).heading == "Chi è?"


async def test_going_back_to_the_link_goes_on(confirmed):
    assert (await confirmed.get(f"/accedi/{TOKEN}")).headers["Location"] == "/accedi?lang=it"


async def test_the_way_to_a_provider_is_a_page_that_leads_on(confirmed):
    away = await confirmed.post("/accedi/fornitore", way="spid")
    assert away.status == 200
    address = "https://idp.example/authorize?state=made-up&amp;lang=it"
    assert f'content="0; url={address}"' in away.text
    assert f'href="{address}"' in away.text


async def test_a_provider_that_is_away_is_told_with_the_other_ways(confirmed):
    said = await confirmed.post("/accedi/fornitore", way="cie")
    assert said.status == 503
    assert sentence(Reason.SILENT).replace("'", "&#39;") in said.text
    assert "Entra con SPID" in said.text


async def test_own_credentials_lead_to_done(confirmed):
    answered = await confirmed.post("/accedi/credenziali", **CREDENTIALS)
    done = await confirmed.follow(answered)
    assert done.heading == "Fatto"
    assert "Torni alla conversazione: Telegram." in done.text


@pytest.mark.parametrize(
    "wrong",
    [{"username": "nobody"}, {"password": "wrong"}, {"code": "000000"}],
    ids=lambda wrong: next(iter(wrong)),
)
async def test_wrong_credentials_are_told_in_one_sentence(confirmed, wrong):
    answered = await confirmed.post("/accedi/credenziali", **(CREDENTIALS | wrong))
    said = Words("identity", "it", "")("said-wrong")
    assert (answered.status, answered.text.count(said)) == (400, 1)
    assert answered.text.count('aria-invalid="true"') == 3
    assert PASSWORD not in answered.text


async def test_done_is_done_however_often_it_is_asked(confirmed):
    first = await confirmed.follow(await confirmed.get("/accedi/ritorno?code=a"))
    for path in ("/accedi", f"/accedi/{TOKEN}", "/accedi/ritorno?code=a"):
        answered = await confirmed.get(path)
        last = await confirmed.follow(answered) if answered.status == 303 else answered
        assert last.text == first.text


@pytest.mark.parametrize("reason", Reason)
@pytest.mark.parametrize("lang", ["it", "en"])
async def test_what_went_wrong_at_a_provider_is_one_sentence_and_the_ways_again(visitor, reason, lang):
    await visitor.confirm(TOKEN, f"?lang={lang}")
    back = await visitor.get(f"/accedi/ritorno?error={reason.value}")
    assert back.headers["Location"] == f"/accedi?lang={lang}&said={reason.value}"
    said = await visitor.follow(back)
    assert sentence(reason, lang).replace("'", "&#39;") in said.text
    assert 'role="alert"' in said.text
    assert 'value="spid"' in said.text


async def test_a_taken_conversation_is_asked_about(confirmed):
    taken = await confirmed.follow(await confirmed.get("/accedi/ritorno?state=taken"))
    assert taken.heading == "Conversazione già collegata"
    done = await confirmed.follow(await confirmed.post("/accedi/conferma", do="replace"))
    assert done.heading == "Fatto"


async def test_a_taken_conversation_may_be_left(confirmed):
    await confirmed.get("/accedi/ritorno?state=taken")
    assert (await confirmed.post("/accedi/conferma", do="leave")).heading == "Non è cambiato nulla"
    assert (await confirmed.get("/accedi")).heading == "Accesso interrotto"


async def test_a_proof_that_is_not_enough_says_so(confirmed):
    weak = await confirmed.follow(await confirmed.get("/accedi/ritorno?state=weak"))
    assert weak.heading == "Riconosciuto, ma non basta"


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("fornitore", {"way": "spid"}),
        ("credenziali", CREDENTIALS),
        ("conferma", {"do": "replace"}),
        ("conferma", {"do": "leave"}),
        ("conferma", {"do": "else"}),
    ],
)
async def test_without_a_login_each_step_leads_to_the_same_page(visitor, path, fields):
    answered = await visitor.post(f"/accedi/{path}", **fields)
    assert (answered.status, answered.heading) == (410, "Accesso interrotto")
    assert (await visitor.follow(await visitor.get(f"/accedi/{path}"))).heading == "Accesso interrotto"


async def test_no_way_at_all_is_said(site, confirmed):
    site.logins.ways, site.logins.local = [], False
    assert "non c’è modo di farsi riconoscere" in (await confirmed.get("/accedi")).text


@pytest.mark.parametrize(("home", "token"), [("attiva", ACTIVATION), ("recupera", RECOVERY)])
async def test_an_account_is_made_ready_on_pages_only(site, visitor, home, token):
    enrol = await visitor.follow(await visitor.begin(f"/{home}/{token}"))
    assert 'value="mario.rossi" readonly' in enrol.text
    assert "JBSW Y3DP EHPK 3PXP JBSW Y3DP EHPK 3PXP" in enrol.text
    assert 'class="qr"><path' in enrol.text
    assert f"secret={SECRET}&amp;" in enrol.text
    wrong = await visitor.post(f"/{home}", **(CHOSEN | {"code": "000000"}))
    assert (wrong.status, "Il codice dell’app non va bene" in wrong.text) == (400, True)
    ready = await visitor.follow(await visitor.post(f"/{home}", **CHOSEN))
    assert (ready.heading, site.accounts.finished) == ("Accesso pronto", [PASSWORD])
    for again in (await visitor.post(f"/{home}", **CHOSEN), await visitor.get(f"/{home}")):
        assert (again.heading, site.accounts.finished) == ("Accesso pronto", [PASSWORD])
    assert (await visitor.follow(await visitor.get(f"/{home}/{token}"))).heading == "Accesso pronto"


PASSWORDS = [
    ("short", "otto gatti", "otto gatti", Said.SHORT),
    ("long", "a b c d e f " * 30, "a b c d e f " * 30, Said.LONG),
    ("common", "Password1234", "Password1234", Said.COMMON),
    ("the user's own name", "mario.rossi!2026", "mario.rossi!2026", Said.COMMON),
    ("the town's", "comunediesempio1", "comunediesempio1", Said.COMMON),
    ("written differently", PASSWORD, PASSWORD.upper(), Said.UNEQUAL),
]


@pytest.mark.parametrize(
    ("password", "again", "said"), [p[1:] for p in PASSWORDS], ids=[p[0] for p in PASSWORDS]
)
@pytest.mark.parametrize("lang", ["it", "en"])
async def test_a_bad_password_is_explained_and_asked_again(site, visitor, lang, password, again, said):
    await visitor.begin(f"/attiva/{ACTIVATION}")
    answered = await visitor.post(f"/attiva?lang={lang}", password=password, again=again, code="123456")
    assert (answered.status, site.accounts.finished) == (400, [])
    assert Words("identity", lang, "")(f"said-{said.value}") in html.unescape(answered.text)
    for piece in ('aria-invalid="true"', 'role="alert"', "JBSW Y3DP"):
        assert piece in answered.text
    assert password not in answered.text


async def test_a_link_to_activate_is_none_to_recover(visitor):
    for path in (f"/attiva/{RECOVERY}", f"/recupera/{ACTIVATION}"):
        assert (await visitor.get(path)).heading == "Collegamento non valido"
        answered = await visitor.post(path, once="x" * 43)
        assert answered.heading == "Collegamento non valido"


@pytest.mark.parametrize("stage", Stage)
@pytest.mark.parametrize("lang", ["it", "en"])
async def test_every_stage_has_its_words(visitor, stage, lang):
    await visitor.confirm(TOKEN, f"?lang={lang}")
    if stage is not Stage.WAYS:
        await visitor.get(f"/accedi/ritorno?state={stage.value}")
    assert f'<html lang="{lang}">' in (await visitor.get(f"/accedi?lang={lang}")).text
