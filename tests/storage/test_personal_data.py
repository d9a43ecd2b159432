"""A citizen is shown all that is held of them, nothing of others, and no table is forgotten."""

import json
from dataclasses import replace
from datetime import timedelta

import pypdfium2
import pytest

from platforms.paper.personal_data import DataPaper, data_pdf
from storage import schema
from storage.access_log import Access, SqlAccessLog
from storage.acting import begin_acting
from storage.behalf import DELEGATE, Mandate, give_mandate
from storage.certificate_records import Facts, Wanted
from storage.certificates import SqlCertificates
from storage.consents import ERASED, SqlConsents, say_consent
from storage.personal_data import SqlPersonalData
from storage.personal_erasure import erase_person
from storage.personal_sheets import EXPORTED
from storage.personal_unshown import NOT_EXPORTED
from storage.records import RECORDS
from storage.requests import SqlRequests
from storage.residents import Entry, SqlResidents
from storage.retention_erasing import ERASE_WORDS
from storage.sealing import Keyring
from storage.tables import metadata
from storage.topics import Topic
from tests.clock import Ticker
from tests.storage.conftest import Desk, Store
from tests.storage.identities import ANNA, BRUNO, KEY, Town, phone
from tests.storage.samples import message, part, turn

LANE, OTHER = f"sms:{phone(1)}", f"sms:{phone(2)}"


def test_every_table_is_shown_or_has_a_reason() -> None:
    assert schema.newest()  # puts every table on the metadata
    assert set(metadata.tables) == EXPORTED | set(NOT_EXPORTED)
    assert not EXPORTED & set(NOT_EXPORTED)
    assert all(len(reason) > 5 for reason in NOT_EXPORTED.values())


@pytest.fixture
def town(desk: Desk, clock: Ticker) -> Town:
    return Town(desk, clock, Keyring([KEY]))


async def says(town: Town, store: Store, name: str, sender: str) -> None:
    await town.desk.inbox.accept(message(name, sender, received_at=town.clock()), "c")
    (work,) = await town.desk.inbox.claim(1)
    await town.desk.inbox.finish(turn(work, part(f"{work.id}-0", sender)))
    store.run("UPDATE outbox SET status = 'sent'")


async def lived(town: Town, store: Store) -> str:
    """Anna logs in, writes, is written to, asks for something and agrees to something; Bruno writes too."""
    number = await town.citizens.admit(ANNA, "import")
    await town.citizens.admit(BRUNO, "import")
    await town.bind(LANE, number)
    await says(town, store, "anna-scrive", phone(1))
    await says(town, store, "bruno-scrive", phone(2))
    submit = town.desk.database.writer.submit
    opened = SqlRequests(town.desk.database, lambda: "seed", town.clock, 30).open("x", "S", {"why": "perché"})
    said = say_consent(Topic.CULTURE, town.clock(), given=True)
    await submit(RECORDS, [each.for_lane(LANE) for each in (*opened.records, said)])
    await town.credentials.offer(number, "anna.prova")
    await SqlAccessLog(town.desk.database).note(Access(number, "l.rossi", "request-shown", "x"))
    town.clock.tick(minutes=1)
    return number


async def test_all_of_it_and_nothing_of_others(town: Town, store: Store) -> None:
    number = await lived(town, store)
    sheets = await SqlPersonalData(town.desk.database, town.citizens).of(number)
    text = json.dumps(sheets, ensure_ascii=False)
    for mine in (
        ANNA.fiscal_code,
        ANNA.surname,
        LANE,
        "testo anna-scrive",
        "perché",
        "anna.prova",
        "request-shown",
    ):
        assert mine in text, mine
    for others in ("bruno-scrive", BRUNO.fiscal_code, phone(2), "hash", "totp", "l.rossi"):
        assert others not in text, others
    assert [row["topic"] for row in sheets["consent"]] == ["culture"]
    assert [row["text"] for row in sheets["outbox"]] == ["risposta 1-0"]


async def test_what_was_written_before_a_number_was_theirs_is_not_shown(town: Town, store: Store) -> None:
    anna, bruno = [await town.citizens.admit(one, "import") for one in (ANNA, BRUNO)]
    await town.bind(LANE, bruno)
    await says(town, store, "bruno-scrive", phone(1))
    town.clock.tick(days=1)
    await town.bind(LANE, anna)
    town.clock.tick(days=1)
    await says(town, store, "anna-scrive", phone(1))
    sheets = await SqlPersonalData(town.desk.database, town.citizens).of(anna)
    assert [row["text"] for row in sheets["inbox"]] == ["testo anna-scrive"]


async def test_nobody_has_no_data(town: Town) -> None:
    with pytest.raises(LookupError):
        await SqlPersonalData(town.desk.database, town.citizens).of("nobody")


async def test_what_may_go_goes_and_the_rest_waits(town: Town, store: Store) -> None:
    number = await lived(town, store)
    one = await town.citizens.by_id(number)
    assert one is not None
    data, submit = SqlPersonalData(town.desk.database, town.citizens), town.desk.database.writer.submit
    records = erase_person(number, await data.windows(one), town.clock())
    await submit(RECORDS, [each.for_lane(LANE) for each in records])
    assert await town.contacts.of(number) == []
    assert await town.credentials.of(number) is None
    held = await SqlConsents(town.desk.database).of(LANE)
    assert (held[Topic.CULTURE].given, held[Topic.CULTURE].how) == (False, ERASED)
    assert await submit(ERASE_WORDS, 100) == 0  # the request is open: its conversation is needed
    assert store.rows("SELECT text FROM inbox WHERE id = 1") == [("testo anna-scrive",)]
    store.run("UPDATE request SET state = 'withdrawn'")
    assert await submit(ERASE_WORDS, 100) == 2
    assert store.rows("SELECT text FROM inbox ORDER BY id") == [("",), ("testo bruno-scrive",)]
    assert await submit(ERASE_WORDS, 100) == 0
    assert store.rows("SELECT count(*) FROM erasure WHERE done_at IS NULL") == [(0,)]
    assert "erasure-asked" in {each.what for each in await SqlAccessLog(town.desk.database).of(number)}
    assert await town.citizens.by_id(number) == replace(ANNA, id=number)


async def rich(town: Town) -> tuple[str, str]:
    """Anna has given Bruno a mandate and acts for him by another; she has a PIN, a certificate, a record."""
    anna, bruno = [await town.citizens.admit(one, "import") for one in (ANNA, BRUNO)]
    now, submit = town.clock(), town.desk.database.writer.submit
    until = now + timedelta(days=9)
    made = [
        Mandate(f"m{agent}", agent, principal, DELEGATE, (), now, until, now, "l.rossi", accepted_at=now)
        for agent, principal in ((bruno, anna), (anna, bruno))
    ]
    await town.bind(LANE, anna)
    records = [*map(give_mandate, made), *begin_acting(made[1], until, now)]
    await submit(RECORDS, [each.for_lane(LANE) for each in records])
    ring, ids = town.keyring, iter(["c1"]).__next__
    await SqlResidents(town.desk.database, ring, lambda: "r1").keep(
        [Entry(ANNA.fiscal_code, "F-1", '{"name":"Anna","street":"Via Nota"}')]
    )
    kept = SqlCertificates(town.desk.database, ring, ids)
    reserved, code = await kept.reserve(Wanted("order", 8, ANNA.fiscal_code, anna, "", "7K3M-9XD2"))
    facts = Facts(ANNA.fiscal_code, ANNA.surname, ANNA.name, "1980-01-01", "private")
    await kept.keep(reserved, code, facts, b"%PDF", "0" * 64, None)
    return anna, bruno


async def test_mandates_certificates_and_the_register_of_residents_are_shown(town: Town) -> None:
    anna, bruno = await rich(town)
    data = SqlPersonalData(town.desk.database, town.citizens)
    sheets = await data.of(anna)
    assert sorted(str(row["side"]) for row in sheets["mandate"]) == ["given", "taken"]
    assert [row["lane"] for row in sheets["acting"]] == [LANE]
    assert [row["lane"] for row in sheets["confirmation"]] == [LANE]
    assert [(row["number"], row["kind"]) for row in sheets["certificate"]] == [(1, 8)]
    assert sheets["resident"] == [{"name": "Anna", "street": "Via Nota"}]
    text = json.dumps([sheets[name] for name in ("mandate", "certificate", "acting")])
    for others in (bruno, "l.rossi", "7K3M"):
        assert others not in text
    theirs = await data.of(bruno)
    assert (theirs["certificate"], theirs["resident"], theirs["acting"]) == ([], [], [])


async def test_an_erasure_ends_mandates_and_leaves_certificates(town: Town, store: Store) -> None:
    anna, _ = await rich(town)
    one = await town.citizens.by_id(anna)
    assert one is not None
    data = SqlPersonalData(town.desk.database, town.citizens)
    records = erase_person(anna, await data.windows(one), town.clock())
    await town.desk.database.writer.submit(RECORDS, [each.for_lane(LANE) for each in records])
    assert store.rows("SELECT DISTINCT revoked_by FROM mandate") == [("citizen",)]
    for gone in ("acting", "confirmation", "pin", "recovery_code"):
        assert store.rows(f"SELECT count(*) FROM {gone}") == [(0,)], gone  # noqa: S608 - our own words
    assert store.rows("SELECT count(*) FROM certificate") == [(1,)]
    assert store.rows("SELECT count(*) FROM resident") == [(1,)]


def test_the_paper_is_the_same_each_time_and_can_be_read() -> None:
    row = {"fiscal_code": ANNA.fiscal_code, "name": "Anna", "surname": "Prova", "born_on": "1980-01-01"}
    paper = DataPaper(
        "Comune di Prova", "Anna Prova", {"citizen": [row], "inbox": [{"text": "x" * 900}] * 300}, Ticker()()
    )
    made = data_pdf(paper)
    assert made == data_pdf(paper)
    document = pypdfium2.PdfDocument(made)
    text = "".join(page.get_textpage().get_text_range() for page in document)
    for shown in (ANNA.fiscal_code, "01/01/1980", "Qui sono i primi 200", "DPR 445/2000"):
        assert shown in text.replace("\u200b", "").replace("\ufffe", ""), shown
