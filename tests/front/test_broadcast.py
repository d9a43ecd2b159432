"""Alerts to many at a terminal: written in a file, agreed to by another, watched, stopped, taken away."""

import asyncio
import csv
import shutil
from contextlib import contextmanager
from datetime import datetime, timedelta

import pytest

from storage import schema
from storage.broadcasts import Broadcasts
from storage.database import open_database
from storage.staff_rows import staff, staff_lane
from storage.subscriber_rows import subscriber, subscription
from tests.clock import ROME, Ticker
from tests.storage.bulk_rows import insert
from tests.storage.conftest import Store
from tests.storage.samples import NINE
from tests.veiled_rows import rows_in, veil_beside

STAFF = {"anna": "editor", "bruno": "approver editor", "carla": "approver", "dora": "auditor"}
NOW = datetime.now(ROME)  # commands go by the real clock
UNTIL = f"{NOW + timedelta(days=2):%Y-%m-%dT%H:%M:%S}"
ALERT = f"""
valid_until = {UNTIL}
[text.it]
title = "Acqua sospesa"
body = "Domani niente acqua – ci scusiamo."
[text.en]
title = "Water off"
body = "No water tomorrow."
[audience]
topics = ["roads"]
"""


@pytest.fixture(scope="session")
def blank_city(tmp_path_factory):
    """A database without a row: to make one takes longer than a command."""
    file = tmp_path_factory.mktemp("made") / "front.db"
    schema.create(f"sqlite:///{file}")
    return file


@pytest.fixture
def city(tmp_path, blank_city):
    """Staff, and three who have asked to hear of roads."""
    url = f"sqlite:///{tmp_path}/front.db"
    shutil.copy(blank_city, tmp_path / "front.db")
    store = Store(url, Ticker(), tmp_path / "journal", veil=None)
    blank = dict.fromkeys(("offices", "hash", "totp"), "") | {
        "state": "active",
        "totp_step": 0,
        "sandbox": False,
    }
    when = {"made_at": NINE, "changed_at": NINE, "last_at": None}
    known = [
        {**blank, **when, "name": name, "full_name": name, "roles": roles} for name, roles in STAFF.items()
    ]
    insert(store, staff, known)
    insert(store, staff_lane, [{"lane": "try-sms:+393500000009", "name": "anna", "bound_at": NINE}])
    asked = [
        ("try-sms", "+393500000001", "it"),
        ("try-sms", "+393500000002", "it"),
        ("try-chat", "c-00000001", "en"),
    ]
    rows = [
        {
            "id": at,
            "lane": f"{channel}:{address}",
            "channel": channel,
            "address": address,
            "language": language,
        }
        for at, (channel, address, language) in enumerate(asked, 1)
    ]
    insert(store, subscriber, [{**row, "person": "", "source": "desk", "added_at": NINE} for row in rows])
    insert(store, subscription, [{"topic": "roads", "subscriber": row["id"], "since": NINE} for row in rows])
    return store


@contextmanager
def beside(city):
    """The store, as a counter has it open."""
    database = open_database(
        city.url,
        clock=lambda: datetime.now(ROME),
        owner="test",
        veil=veil_beside(city.journal.with_name("front.db")),
        visiting=True,
    )
    yield Broadcasts(database, ("try-chat", "try-mail", "try-sms"), 500_000_000)
    database.close()


def begin(city):
    """What a counter does by itself."""

    async def started():
        with beside(city) as broadcasts:
            return await broadcasts.start_due()

    return asyncio.run(started())


@pytest.fixture
def written(sportello, city, tmp_path):  # noqa: ARG001 - the city that it is written in
    """A draft of anna's."""
    (tmp_path / "alert.toml").write_text(ALERT, "utf-8")
    assert sportello("broadcast", "new", "alert.toml", "--by", "anna").code == 0
    return f"{NOW:%Y}-0001"


@pytest.fixture
def approved(sportello, written):
    """One that may leave."""
    assert sportello("broadcast", "submit", written, "--by", "anna").code == 0
    assert sportello("broadcast", "approve", written, "--people", "3", "--by", "bruno").code == 0
    return written


def test_one_writes_another_lets_it_go(sportello, written):
    told = sportello("broadcast", "submit", written, "--by", "anna")
    assert told.out == (
        f"{written} waits for 1 to approve it: about 3 people, 3 messages, 2 segments of SMS, "
        "0.08 EUR without VAT.\n"
    )
    asked = sportello("broadcast", "approve", written, "--by", "bruno")
    assert asked.code == 1
    assert f"sportello broadcast approve {written} --people 3" in asked.err
    told = sportello("broadcast", "approve", written, "--people", "4", "--by", "bruno")
    assert told.out.startswith(f"{written}: approved for about 3 people; it leaves ")


REFUSED = [
    ("who is not of the staff", ("submit", "{}", "--by", "x"), "x does not work at the desk"),
    ("an auditor writes nothing", ("submit", "{}", "--by", "dora"), "dora is no editor"),
    ("a writer lets nothing go", ("approve", "{}", "--by", "anna"), "anna is no approver"),
    (
        "what is not submitted",
        ("approve", "{}", "--people", "3", "--by", "carla"),
        "it is draft: made by anna",
    ),
    ("a number that nobody knows", ("show", "2026-9999"), "there is no broadcast 2026-9999"),
    (
        "a notice is no emergency",
        ("release", "{}", "--reason", "fiume", "--by", "carla"),
        "nothing was done",
    ),
    ("what has not begun", ("report", "{}", "--csv", "-", "--by", "anna"), "has not begun"),
    ("a state that there is not", ("list", "--state", "gone"), "a state is one of draft, submitted"),
    ("a list that there is not", ("drop-list", "7", "--by", "anna"), "there is no list 7"),
    ("who has linked nothing", ("test", "{}", "--by", "bruno"), "bruno has linked no conversation"),
]


def test_what_is_refused(sportello, written):
    for label, words, err in REFUSED:
        told = sportello("broadcast", *(word.format(written) for word in words))
        assert told.code == 1, label
        assert err in told.err, label


def test_who_submits_cannot_approve(sportello, written):
    sportello("broadcast", "submit", written, "--by", "bruno")
    told = sportello("broadcast", "approve", written, "--people", "3", "--by", "bruno")
    assert "it takes somebody else" in told.err


def test_a_wrong_number_of_people_approves_nothing(sportello, written):
    sportello("broadcast", "submit", written, "--by", "anna")
    told = sportello("broadcast", "approve", written, "--people", "41230", "--by", "bruno")
    assert "about 3 people" in told.err
    assert "not 41230" in told.err


@pytest.mark.usefixtures("city")
def test_all_that_is_wrong_is_told_at_once(sportello, tmp_path):
    (tmp_path / "alert.toml").write_text(
        ALERT.replace('"roads"', '"fun"').replace("tomorrow", "{nome}"), "utf-8"
    )
    told = sportello("broadcast", "new", "alert.toml", "--by", "anna")
    assert len(told.err.splitlines()) == 2
    assert "There is no broadcast" in sportello("broadcast", "list").out


def test_a_preview_says_what_it_costs_and_shows_what_is_read(sportello, written, monkeypatch):
    monkeypatch.setenv("COLUMNS", "140")
    out = sportello("broadcast", "preview", written, "--readers", "2").out
    assert f"{written}: about 3 people" in out
    assert "The prices are another city's" in out
    assert "text.it by SMS: outside the 7-bit alphabet: – (en dash)" in out
    assert (
        "--- try-sms …001 (it, 1 segment)\nAcqua sospesa\nDomani niente acqua - ci scusiamo.\nNon ne" in out
    )
    assert "--- try-chat …001 (en)\nWater off\n\nNo water tomorrow.\n" in out
    assert "+393500000001" not in out


def test_a_file_edits_what_was_submitted_and_it_is_a_draft_again(sportello, written, tmp_path):
    sportello("broadcast", "submit", written, "--by", "anna")
    (tmp_path / "alert.toml").write_text(ALERT.replace("No water", "No gas"), "utf-8")
    assert sportello("broadcast", "edit", written, "alert.toml", "--by", "anna").code == 0
    out = sportello("broadcast", "show", written).out
    assert "state: draft" in out
    assert "No gas tomorrow." in out
    assert "edited by anna" in out


def test_one_is_rejected_with_a_reason(sportello, written):
    sportello("broadcast", "submit", written, "--by", "anna")
    sportello("broadcast", "reject", written, "--reason", "manca l'ora", "--by", "carla")
    assert "rejected by carla: manca l'ora" in sportello("broadcast", "show", written).out


def test_an_emergency_is_let_go_alone_and_reviewed(sportello, city, written, tmp_path):
    urgent = 'kind = "emergency"\nbasis = "ordinanza 12/2026"\npolicy = "all"\n' + ALERT
    (tmp_path / "alert.toml").write_text(urgent, "utf-8")
    sportello("broadcast", "edit", written, "alert.toml", "--by", "anna")
    sportello("broadcast", "submit", written, "--by", "anna")
    assert sportello("broadcast", "release", written, "--reason", "piena", "--by", "bruno").code == 0
    assert begin(city) == 1
    own = sportello("broadcast", "review", written, "--by", "bruno")
    assert "who has written, submitted or released it cannot review it" in own.err
    assert sportello("broadcast", "review", written, "--by", "carla").code == 0
    assert "reviewed it already" in sportello("broadcast", "review", written, "--by", "carla").err
    out = sportello("broadcast", "show", written).out
    assert "basis: ordinanza 12/2026" in out
    assert "urgent: piena" in out
    assert "reviewed by carla" in out


def test_a_test_goes_to_who_asks(sportello, written, tmp_path):
    told = sportello("broadcast", "test", written, "--by", "anna")
    assert told.out == f"{written}: 2 messages to anna, as soon as the counter runs.\n"
    assert rows_in(tmp_path / "front.db", "SELECT DISTINCT address FROM outbox") == [("+393500000009",)]


def test_one_under_way_is_paused_resumed_watched_and_cancelled(sportello, city, approved):
    assert begin(city) == 1
    assert sportello("broadcast", "pause", approved, "--reason", "errore", "--by", "carla").code == 0
    assert "paused by carla: errore" in sportello("broadcast", "show", approved).out
    assert sportello("broadcast", "resume", approved, "--by", "anna").code == 0
    assert sportello("broadcast", "cancel", approved, "--reason", "finita", "--by", "anna").code == 0
    told = sportello("broadcast", "watch", approved).out
    assert told.startswith(f"{approved} cancelled: ")
    assert "delivered 0, failed 0" in told
    assert "spent 0.00 EUR" in told


def test_what_became_of_each_is_a_sheet_and_who_took_it_is_noted(sportello, city, approved, tmp_path):
    begin(city)
    city.run("UPDATE recipient SET status = 'delivered', segments = 1 WHERE channel = 'try-chat'")
    told = sportello("broadcast", "report", approved, "--csv", "report.csv", "--by", "anna")
    assert told.out == f"{approved}: 3 recipients, 1 of whom it has left for, in report.csv.\n"
    file = tmp_path / "report.csv"
    assert file.stat().st_mode & 0o777 == 0o600
    with file.open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened))
    assert {(row["channel"], row["address"], row["status"]) for row in rows} == {
        ("try-chat", "c-00000001", "delivered"),
        ("try-sms", "+393500000001", "queued"),
        ("try-sms", "+393500000002", "queued"),
    }
    assert ("anna", "broadcast-report-taken", approved) in city.rows("SELECT who, act, about FROM audit")


def test_a_correction_is_for_whom_the_first_has_reached(sportello, city, approved, tmp_path):
    begin(city)
    city.run("UPDATE recipient SET status = 'sent' WHERE channel = 'try-chat'")
    told = sportello("broadcast", "correct", approved, "--by", "anna")
    second = f"{NOW:%Y}-0002"
    assert told.out == f"{second} is a draft for whom {approved} has reached: edit it, then submit.\n"
    assert "about 1 person" in sportello("broadcast", "preview", second).out
    (tmp_path / "alert.toml").write_text(ALERT.replace("No water", "Water"), "utf-8")
    assert sportello("broadcast", "edit", second, "alert.toml", "--by", "anna").code == 0
    assert "about 1 person" in sportello("broadcast", "submit", second, "--by", "anna").out


@pytest.mark.usefixtures("city")
def test_a_list_is_brought_in_named_and_let_go(sportello, tmp_path, monkeypatch):
    monkeypatch.setenv("COLUMNS", "140")
    (tmp_path / "families.csv").write_text(
        "phone,language,nome\n+393500000021,it,Ada\nnone,it,Bruno\n+393500000021,it,Ada\n+393500000022,it,\n"
    )
    told = sportello("broadcast", "import-list", "families.csv", "--by", "anna")
    assert told.out == "list 1: 2 addresses, 1 given twice, 1 rows skipped; each row fills in nome\n"
    assert told.err.startswith("line 3, phone: ")
    assert "families" in sportello("broadcast", "lists").out
    listed = ALERT.replace('topics = ["roads"]', "list = 1").replace("Domani", "Gentile {nome}, domani")
    (tmp_path / "alert.toml").write_text(listed, "utf-8")
    code = sportello("broadcast", "new", "alert.toml", "--by", "anna").out.partition(" ")[0]
    refused = sportello("broadcast", "submit", code, "--by", "anna")
    assert refused.err == "1 of the readers have nothing for {nome}: write {nome|...} for them\n"
    assert "needs list 1" in sportello("broadcast", "drop-list", "1", "--by", "anna").err
    sportello("broadcast", "cancel", code, "--by", "anna")
    assert sportello("broadcast", "drop-list", "1", "--by", "anna").out == "List 1 is gone.\n"
    assert "There is no list" in sportello("broadcast", "lists").out


@pytest.mark.usefixtures("city")
def test_an_alert_of_cap_becomes_a_draft(sportello, tmp_path):
    ends = f"{NOW + timedelta(days=1):%Y-%m-%dT%H:%M:%S}+01:00"
    (tmp_path / "cap.xml").write_text(
        '<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>PC-1</identifier>'
        "<sender>allerte@example.org</sender><sent>2026-02-03T09:00:00+01:00</sent><status>Actual</status>"
        "<msgType>Alert</msgType><scope>Public</scope><info><category>Met</category><event>Pioggia</event>"
        "<urgency>Expected</urgency><severity>Severe</severity><certainty>Likely</certainty>"
        f"<expires>{ends}</expires><headline>Allerta meteo</headline><description>Pioggia.</description>"
        "<area><areaDesc>Comune di Prova</areaDesc></area></info></alert>",
        "utf-8",
    )
    told = sportello("broadcast", "cap-in", "cap.xml", "--by", "anna")
    assert told.out == f"allerte@example.org PC-1: {NOW:%Y}-0001 is a draft.\n"
    again = sportello("broadcast", "cap-in", "cap.xml", "--by", "anna")
    assert "nothing is changed" in again.out
    (tmp_path / "cap.xml").write_text("<alert/>", "utf-8")
    assert sportello("broadcast", "cap-in", "cap.xml", "--by", "anna").code == 1
