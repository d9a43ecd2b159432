"""Certificates at a terminal: issued, checked, shown and revoked, each with the name of who types."""

import asyncio

import pytest

from platforms.residents.embedded import EmbeddedResidents
from sportello.settings import Settings
from sportello.stores import wall_clock
from storage import schema
from storage.database import open_database
from storage.key_file import open_keyring
from tests.certifying.office import ANNA

ISSUE = ("certificate", "issue", ANNA.fiscal_code)


@pytest.fixture(autouse=True)
def residents(tmp_path):
    """A register with Anna in it."""
    url = f"sqlite:///{tmp_path}/front.db"

    async def enrol():
        schema.create(url)
        database = open_database(url, clock=wall_clock(Settings()), owner="test")
        await EmbeddedResidents(database, open_keyring(url)).keep([ANNA])
        database.close()

    asyncio.run(enrol())


@pytest.fixture
def issued(sportello, tmp_path):
    """Her certificate of residence: its number, its code, its file."""
    out = tmp_path / "residenza.pdf"
    told = sportello(
        *ISSUE,
        "residence",
        "--reason",
        "allo sportello",
        "--exemption",
        "1",
        "--out",
        str(out),
        "--by",
        "l.rossi",
    )
    assert told.code == 0, told.err
    said = told.out.strip()
    number, code = said.split(" certificate ")[1].split(", code ")
    return number, code, out


def test_what_is_issued_is_sealed_and_found_by_number_code_and_file(issued, sportello):
    number, code, out = issued
    assert number.startswith("1/")
    assert out.read_bytes().startswith(b"%PDF-")
    for what in (code, str(out)):
        told = sportello("certificate", "verify", what)
        assert told.code == 0
        assert f"Certificate {number}: valid." in told.out
    listed = sportello("certificate", "list").out
    assert number in listed
    assert "residence" in listed
    assert "Bragonelli" not in listed + code
    shown = sportello("certificate", "show", number, "--by", "l.rossi").out
    assert "Bragonelli Anna, BRGNNA80A41M999R" in shown
    assert "by hand of: l.rossi" in shown


def test_a_changed_file_is_told_by_its_seal(issued, sportello):
    _, _, out = issued
    content = out.read_bytes()
    out.write_bytes(content[:9000] + bytes([content[9000] ^ 1]) + content[9001:])
    told = sportello("certificate", "verify", str(out))
    assert (told.code, told.out) == (1, "The file: altered.\n")


def test_it_is_revoked_once(issued, sportello):
    number, code, _ = issued
    revoke = ("certificate", "revoke", number, "--reason", "errore di persona", "--by", "l.rossi")
    assert sportello(*revoke).code == 0
    again = sportello(*revoke)
    assert (again.code, "was revoked before" in again.err) == (1, True)
    told = sportello("certificate", "verify", code)
    assert (told.code, f"Certificate {number}: revoked." in told.out) == (1, True)
    assert "errore di persona" in sportello("certificate", "show", code).out


REFUSED = [
    (("BRGNNA80A41M999X", "residence", "--reason", "r"), "the register has nobody"),
    ((ANNA.fiscal_code, "passport", "--reason", "r"), "no such kind of certificate"),
    ((ANNA.fiscal_code, "residence", "--reason", " "), "say for whom and why"),
    ((ANNA.fiscal_code, "residence", "--reason", "r", "--use", "fun"), "no such use"),
    ((ANNA.fiscal_code, "residence", "--reason", "r", "--exemption", "99"), "needs the declared reason"),
]


@pytest.mark.parametrize(("words", "why"), REFUSED, ids=[why for _, why in REFUSED])
def test_what_cannot_be_issued_says_why_and_takes_no_number(sportello, tmp_path, words, why):
    told = sportello("certificate", "issue", *words, "--out", str(tmp_path / "x.pdf"))
    assert (told.code, why in told.err) == (1, True)
    assert sportello("certificate", "list").out == ""
