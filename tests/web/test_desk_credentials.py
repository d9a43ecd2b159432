"""Requests for credentials at the desk: what is missing is shown, a yes gives them once, a no says why."""

import shutil

import pytest

from platforms.inad import NoDomiciles
from sportello.credentials_office import Office
from sportello.crediting import credential_desk
from sportello.settings import Settings
from sportello.settings.identity import Identity
from sportello.web.desk import credentials
from sportello.web.desk.frame import Role
from storage.access_log import SqlAccessLog
from storage.applicants import DOCUMENT, MATCH, Applicant, SqlApplicants
from storage.citizens import Citizen, SqlCitizens
from storage.credentials import SqlCredentials
from storage.records import RECORDS
from storage.sealing import Keyring
from tests.clock import Ticker
from tests.desk import real_desk
from tests.storage.conftest import Store
from tests.storage.identities import KEY, QUICK
from tests.web.desk_peer import open_desk

CODE, PEC = "PRVMRA80A01H501M", "mario@pec.example.it"


@pytest.fixture
async def site(sqlite_file, tmp_path):
    clock, file = Ticker(), tmp_path / "sportello.db"
    shutil.copy(sqlite_file, file)
    store = Store(f"sqlite:///{file}", clock, tmp_path / "journal")
    opened = store.open()
    database, keyring = opened.database, Keyring([KEY])
    numbers = iter(range(100))

    def ids():
        return f"id-{next(numbers)}"

    settings = Settings().model_copy(update={"identity": Identity(local_credentials="on")})
    held = SqlCredentials(database, keyring, QUICK, clock)
    desk = credential_desk(settings, held, NoDomiciles(), ids)
    applicants = SqlApplicants(database, keyring, ids, clock, 30)

    def office(by):
        return Office(settings, database, desk, applicants, by, held, real_desk().words)

    def routes(frame):
        return credentials.routes(credentials.CredentialsPage(frame, office, offered=True))

    async with open_desk(opened, clock, routes) as site:
        site.store, site.database, site.applicants = store, database, applicants
        site.citizens = SqlCitizens(database, keyring, ids)
        yield site
    for each in store.opened:
        each.close()


async def asked(site, missing=MATCH, name="Mario"):
    """Somebody has asked by PEC; where their page is."""
    opened = site.applicants.open(Applicant(CODE, name, "Prova", PEC, missing, ("carta.pdf",)))
    records = [each.for_lane(f"pec:{PEC}") for each in opened.records]
    await site.database.writer.submit(RECORDS, records)
    return f"/desk/credentials/{opened.reference}"


def sent(site):
    return [row[0] for row in site.store.rows("SELECT text FROM outbox ORDER BY id")]


async def test_credentials_are_given_once_after_the_document_was_checked(site):
    where = await asked(site)
    peer, other = await site.staff(Role.APPROVER), await site.staff(Role.APPROVER)
    listed = (await peer.get("/desk/credentials")).text
    assert where in listed
    assert "Prova" not in listed.replace("Olga Prova", "")
    page = (await peer.get(where)).text
    assert CODE in page
    assert "confrontare la copia con i dati" in page
    unchecked = await peer.post(where, do="approve")
    assert (unchecked.status, "Confermi di aver controllato" in unchecked.text) == (422, True)
    assert sent(site) == []
    given = await peer.post(where, do="approve", checked="yes")
    assert "Nome utente e collegamento" in (await peer.follow(given)).text
    late = await other.post(where, do="approve", checked="yes")
    assert late.status == 422
    assert "non è più aperta" in late.text
    (text,) = sent(site)
    assert "http" in text


async def test_a_refusal_says_why(site):
    where = await asked(site)
    peer = await site.staff(Role.APPROVER)
    empty = await peer.post(where, do="refuse", text=" ")
    assert (empty.status, "serve un motivo" in empty.text) == (422, True)
    assert (await peer.post(where, do="refuse", text="La copia non si legge.")).status == 303
    assert sent(site)[0].endswith("La copia non si legge.")
    assert "decisa" in (await peer.get(where)).text


async def test_without_a_document_nothing_is_given(site):
    where = await asked(site, DOCUMENT)
    peer = await site.staff(Role.APPROVER)
    assert 'value="approve"' not in (await peer.get(where)).text
    assert (await peer.post(where, do="approve", checked="yes")).status == 422
    assert sent(site) == []


async def test_whom_the_applicant_says_to_be_reads_who_looked(site):
    await site.citizens.keep([Citizen("", CODE, "Mariangela", "Prova")], "import")
    number = (await site.citizens.by_fiscal_code(CODE)).id
    where = await asked(site)
    peer = await site.staff(Role.APPROVER, name="anna")
    assert "con ALTRI NOMI" in (await peer.get(where)).text
    looks = await SqlAccessLog(site.database).of(number)
    assert [(each.who, each.what) for each in looks if each.who == "anna"] == [
        ("anna", "credential-request-read")
    ]


async def test_what_is_not_there(site):
    peer = await site.staff(Role.APPROVER)
    where = await asked(site)
    for path in (
        f"{where}/files/1",
        f"{where}/files/99",
        "/desk/credentials/2B3C-4D5N",
        "/desk/credentials/x",
    ):
        assert (await peer.get(path)).status == 404
