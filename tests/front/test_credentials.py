"""Credentials at a terminal: requests that a person checks, the letter, lock and unlock."""

import asyncio
import os
import re
from itertools import count

import pytest
import zxingcpp

from bot.ledger import Turn
from bot.message import File, Inbound
from bot.session import Caller
from sportello.settings import Settings
from sportello.stores import wall_clock
from storage import schema
from storage.applicants import DOCUMENT, MATCH, Applicant, SqlApplicants
from storage.database import open_database
from storage.inbox import SqlInbox
from storage.key_file import open_keyring
from tests.platforms.paper.papers import pictures, text_of
from tests.veiled_rows import clear, veil_beside

CODE = "RSSMRA80A01H501U"
ANSWERED = re.compile(r"Nome utente: (\S+)\n.*: (http://127\.0\.0\.1:[0-9]+/(?:attiva|recupera)/[\w-]{43})\n")
CARD = File("../../carta d'identità.JPG", "image/jpeg", b"a picture")


def store(tmp_path):
    return open_database(f"sqlite:///{tmp_path}/front.db", clock=wall_clock(Settings()), owner="test")


@pytest.fixture
def offering(monkeypatch):
    monkeypatch.setenv("SPORTELLO_IDENTITY__LOCAL_CREDENTIALS", "on")


@pytest.fixture
def asked(tmp_path):
    """The references of two requests: with a copy of the document, and without."""
    url = f"sqlite:///{tmp_path}/front.db"

    async def ask():
        schema.create(url)
        database, ids = store(tmp_path), count(1)
        keyring, inbox = open_keyring(url), SqlInbox(database)
        applicants = SqlApplicants(database, keyring, lambda: f"{next(ids):024x}", database.clock, 30)
        references = []
        for number, files in enumerate([(CARD,), ()]):
            names = tuple(file.name for file in files)
            pec = f"mario{number}@pec.example.org"
            missing = MATCH if files else DOCUMENT
            opened = applicants.open(Applicant(CODE, "Mario", "Rossi", pec, missing, names))
            inbound = Inbound("pec", f"m{number}", pec, "credenziali", database.clock(), files=files)
            await inbox.accept(inbound, "c")
            (work,) = await inbox.claim(1)
            lane = work.inbound.lane
            records = [each.for_lane(lane) for each in opened.records]
            await inbox.finish(Turn(work, Caller(lane, "it"), (), records=records))
            references.append(opened.reference.show("it"))
        database.close()
        return references

    return asyncio.run(ask())


def rows(tmp_path, query):
    async def read():
        database = store(tmp_path)
        found = await database.reader.fetch(lambda connection: connection.exec_driver_sql(query).all())
        database.close()
        veil = veil_beside(tmp_path / "front.db")
        return [tuple(clear(value, veil) for value in row) for row in found]

    return asyncio.run(read())


def steps(tmp_path):
    return rows(tmp_path, "SELECT who, what FROM access_log ORDER BY id")


def test_what_waits_is_listed_without_anybody_s_name(sportello, asked, monkeypatch):
    monkeypatch.setenv("COLUMNS", "140")
    told = sportello("credentials", "list").out
    assert all(reference in told for reference in asked)
    assert "a copy of the identity card" in told
    for secret in (CODE, "Mario", "Rossi", "pec.example"):
        assert secret not in told


def test_where_nothing_waits(sportello):
    sportello("db", "upgrade")
    assert sportello("credentials", "list").out == "No request for credentials waits for a person.\n"


def test_one_is_read_with_what_came_along(sportello, asked, tmp_path):
    told = sportello("credentials", "show", asked[0], "--files", f"{tmp_path}/seen")
    assert told.code == 0, told.err
    for line in (
        f"says to be: Mario Rossi, {CODE}",
        "writes from: mario0@pec.example.org",
        "registered here: no",
        "came along: ../../carta d'identità.JPG",
        f"file: {tmp_path}/seen/1.jpg",
    ):
        assert f"{line}\n" in told.out
    file = tmp_path / "seen" / "1.jpg"
    assert (file.read_bytes(), file.stat().st_mode & 0o777) == (b"a picture", 0o600)
    assert sportello("credentials", "show", asked[0], "--files", f"{tmp_path}/seen").code == 1


@pytest.mark.usefixtures("offering")
def test_who_was_checked_gets_username_and_link_where_they_asked(sportello, asked, tmp_path):
    told = sportello("credentials", "approve", asked[0], "--by", "m.rossi", "--register-pec")
    assert told.code == 0, told.err
    [(address, text)] = rows(tmp_path, "SELECT address, text FROM outbox")
    assert address == "mario0@pec.example.org"
    assert ANSWERED.search(text)[1] == "mario.rossi"
    assert "http" not in told.out
    assert steps(tmp_path) == [
        ("counter", "person-known"),
        ("m.rossi", "credential-offered"),
        ("m.rossi", "credential-link"),
    ]
    again = sportello("credentials", "approve", asked[0], "--by", "p.verdi")
    assert (again.code, "answered already" in again.err) == (1, True)
    assert len(rows(tmp_path, "SELECT 1 FROM link")) == 1
    seen = sportello("credentials", "show", asked[1], "--by", "p.verdi").out
    assert "registered here: yes, with the same names, with another PEC (mario0@pec.example.org)" in seen
    assert steps(tmp_path)[-1] == ("p.verdi", "credential-request-read")


@pytest.mark.usefixtures("offering")
def test_nobody_is_approved_without_a_document(sportello, asked, tmp_path):
    told = sportello("credentials", "approve", asked[1])
    assert (told.code, "no copy of the document came" in told.err) == (1, True)
    assert rows(tmp_path, "SELECT 1 FROM link") == []


def test_a_refusal_says_why(sportello, asked, tmp_path):
    told = sportello("credentials", "refuse", asked[1], "--text", "La copia non si legge.", "--by", "m.rossi")
    assert told.code == 0, told.err
    [(text,)] = rows(tmp_path, "SELECT text FROM outbox")
    assert text.splitlines() == [
        f"La sua richiesta di credenziali {asked[1]} è stata controllata e non accolta.",
        "La copia non si legge.",
    ]


@pytest.mark.usefixtures("offering")
def test_the_letter_is_printed_for_who_stands_there_and_ends_the_one_before(sportello, tmp_path):
    sportello("db", "upgrade")
    urls = []
    for number in range(2):
        file = tmp_path / f"letter{number}.pdf"
        who = ("--name", "Mario", "--surname", "Rossi", "--by", "m.rossi")
        told = sportello("credentials", "letter", CODE, *who, "--out", str(file))
        assert told.code == 0, told.err
        assert file.stat().st_mode & 0o777 == 0o600
        urls += [code.text for page in pictures(file.read_bytes()) for code in zxingcpp.read_barcodes(page)]
        assert "mario.rossi" in text_of(file.read_bytes())[1]
    assert len(set(urls)) == 2
    assert len(rows(tmp_path, "SELECT 1 FROM link WHERE ended_at IS NULL")) == 1
    told = sportello("credentials", "letter", CODE, *who, "--out", str(file))
    assert (told.code, "is there already" in told.err) == (1, True)
    assert len(rows(tmp_path, "SELECT 1 FROM link")) == 2


@pytest.mark.usefixtures("offering")
@pytest.mark.parametrize(
    ("code", "name", "said"),
    [(CODE, "Paolo", "not of somebody of that name"), ("RSSMRA80A01H501X", "Mario", "written wrongly")],
)
def test_a_letter_is_for_whom_the_fiscal_code_names(sportello, tmp_path, code, name, said):
    sportello("db", "upgrade")
    file = tmp_path / "letter.pdf"
    told = sportello("credentials", "letter", code, "--name", name, "--surname", "Rossi", "--out", str(file))
    assert (told.code, said in told.err, file.exists()) == (1, True, False)


@pytest.mark.usefixtures("offering")
def test_locked_by_the_office_until_it_unlocks(sportello, tmp_path):
    sportello("db", "upgrade")
    who = ("--name", "Mario", "--surname", "Rossi", "--by", "m.rossi")
    assert sportello("credentials", "lock", CODE).code == 1
    sportello("credentials", "letter", CODE, *who, "--out", f"{tmp_path}/a.pdf")
    assert sportello("credentials", "lock", CODE, "--by", "m.rossi").code == 0
    assert rows(tmp_path, "SELECT state FROM credential") == [("locked",)]
    assert rows(tmp_path, "SELECT 1 FROM link WHERE ended_at IS NULL") == []
    told = sportello("credentials", "letter", CODE, *who, "--out", f"{tmp_path}/b.pdf")
    assert (told.code, "unlock" in told.err) == (1, True)
    assert sportello("credentials", "unlock", CODE, "--by", "m.rossi").code == 0
    assert sportello("credentials", "unlock", CODE, "--by", "m.rossi").code == 1
    assert rows(tmp_path, "SELECT state FROM credential") == [("waiting",)]


def test_where_none_are_offered_none_are_given(sportello, asked, tmp_path):
    who = ("--name", "Mario", "--surname", "Rossi", "--out", f"{tmp_path}/a.pdf")
    for words in (("approve", asked[0]), ("letter", CODE, *who), ("unlock", CODE)):
        told = sportello("credentials", *words)
        assert (told.code, "local_credentials is off" in told.err) == (1, True)
    assert not os.path.exists(f"{tmp_path}/a.pdf")  # noqa: PTH110 - a name is what the command was given
