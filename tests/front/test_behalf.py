"""Mandates and locks at a terminal: written by name, refused where they cannot be, and ended."""

import asyncio
import re

import pytest

from sportello.settings import Settings
from sportello.stores import wall_clock
from storage import schema
from storage.citizens import SqlCitizens
from storage.database import open_database
from storage.key_file import open_keyring
from tests.storage.identities import ANNA, BRUNO


@pytest.fixture
def known(tmp_path):
    """A store that knows Anna and Bruno; what a query finds in it."""
    url = f"sqlite:///{tmp_path}/front.db"
    schema.create(url)

    def opened():
        return open_database(url, clock=wall_clock(Settings()), owner="test")

    async def keep():
        database = opened()
        ids = iter(["anna", "bruno"])
        await SqlCitizens(database, open_keyring(url), lambda: next(ids)).keep([ANNA, BRUNO], "import")
        database.close()

    asyncio.run(keep())

    def rows(query):
        async def read():
            database = opened()
            found = await database.reader.fetch(lambda connection: connection.exec_driver_sql(query).all())
            database.close()
            return [tuple(row) for row in found]

        return asyncio.run(read())

    return rows


def test_an_operator_acts_for_who_stands_before_them_and_it_is_noted(sportello, known):
    said = sportello(
        "behalf", "act", ANNA.fiscal_code, "--for", BRUNO.fiscal_code, "--reason", "fine", "--by", "l.rossi"
    ).out
    (number,) = re.findall(r"\(([0-9a-f]{16})\)", said)
    ((kind, agent, principal, minutes),) = known(
        "SELECT kind, agent, principal, (valid_until - valid_from + 1000) / 60000 FROM mandate"
    )
    assert (kind, agent, principal, minutes) == ("operator", "anna", "bruno", 30)
    assert ("l.rossi", "mandate-made") in known("SELECT who, what FROM access_log WHERE citizen = 'bruno'")
    sportello("behalf", "revoke", number, "--by", "g.verdi")
    assert known("SELECT revoked_by FROM mandate") == [("g.verdi",)]
    assert sportello("behalf", "revoke", number).code == 1


def test_a_mandate_on_paper_names_its_evidence_and_an_end(sportello, known):
    base = ("behalf", "add", ANNA.fiscal_code, "--for", BRUNO.fiscal_code)
    good = (*base, "--until", "2099-12-31", "--evidence", "scan 17")
    assert sportello(*good, "--kind", "guardian").code == 0
    refused = [
        (*base, "--until", "2099-12-31", "--evidence", " "),
        (*base, "--until", "2001-12-31", "--evidence", "scan 17"),
        (*good, "--kind", "parent"),
        ("behalf", "add", ANNA.fiscal_code, "--for", ANNA.fiscal_code, *good[4:][1:]),
    ]
    assert [sportello(*words).code for words in refused] == [1, 1, 1, 1]
    assert known("SELECT kind, evidence FROM mandate") == [("guardian", "scan 17")]
    listed = sportello("behalf", "list").out
    assert ANNA.surname not in listed
    assert BRUNO.fiscal_code not in listed


def test_what_is_not_there_is_said(sportello, known):
    assert "Locked: 0" in sportello("contacts", "lock", ANNA.fiscal_code).out
    assert sportello("contacts", "forget-pin", ANNA.fiscal_code).code == 1
    assert known("SELECT count(*) FROM pin") == [(0,)]
