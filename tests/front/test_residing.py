"""Which register of residents is asked, and the made-up one of a counter that is tried."""

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from bot.errors import Misconfigured
from platforms.residents.anpr.client import AnprResidents
from platforms.residents.embedded import EmbeddedResidents
from platforms.sandbox.idp.people import PEOPLE
from sportello.residing import open_residents
from sportello.settings import Settings, load
from sportello.trial import load_residents
from storage import schema
from storage.database import Database, open_database
from storage.sealing import Keyring
from tests.clock import Ticker

KEYRING = Keyring([bytes(range(32))])
ANPR = {
    "SPORTELLO_RESIDENTS__SOURCE": "anpr",
    "SPORTELLO_RESIDENTS__ANPR_PURPOSE": "a-purpose",
    "SPORTELLO_RESIDENTS__ANPR_AUDIENCE": "https://anpr.example.org/c001",
}
PDND = {
    "SPORTELLO_PDND__CLIENT_ID": "a-client",
    "SPORTELLO_PDND__KEY_ID": "a-key",
    "SPORTELLO_PDND__KEY_FILE": "pdnd.pem",
    "SPORTELLO_PDND__INAD_PURPOSE": "another-purpose",
}


@pytest.fixture
def database(tmp_path):
    url = f"sqlite:///{tmp_path}/sportello.db"
    schema.create(url)
    opened = open_database(url, clock=Ticker(), owner="test")
    yield opened
    opened.close()


async def test_everybody_of_the_make_believe_spid_is_a_resident_of_the_trial(database: Database):
    for _ in range(2):
        await load_residents(database, KEYRING)
    register = EmbeddedResidents(database, KEYRING)
    for person in PEOPLE:
        if person.fiscal_code:
            found = await register.person(person.fiscal_code)
            assert found is not None
            assert (found.name, found.surname, found.born_on) == (person.name, person.surname, person.born_on)


def wired(settings: Settings, database: Database):
    return open_residents(settings, database, KEYRING, None, Ticker(), lambda: "id")


def test_the_own_table_is_asked_unless_the_settings_say_otherwise(database, tmp_path):
    assert isinstance(wired(Settings(), database), EmbeddedResidents)
    pem = rsa.generate_private_key(65537, 2048).private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
    )
    file = tmp_path / "pdnd.pem"
    file.write_bytes(pem)
    settings = load({**ANPR, **PDND, "SPORTELLO_PDND__KEY_FILE": str(file)}, tmp_path)
    assert isinstance(wired(settings, database), AnprResidents)


LACKING = {
    "no client": (ANPR, "needs a client of PDND"),
    "no key": ({**ANPR, **PDND, "SPORTELLO_PDND__KEY_FILE": "nowhere.pem"}, "key_file cannot be read"),
}


@pytest.mark.parametrize(("environ", "said"), LACKING.values(), ids=LACKING)
def test_what_is_lacking_stops_the_start(database, tmp_path: Path, environ, said):
    settings = load(environ, tmp_path)
    with pytest.raises(Misconfigured, match=said):
        wired(settings, database)


def test_anpr_needs_its_purpose_and_audience(tmp_path):
    with pytest.raises(Misconfigured, match="ANPR_PURPOSE"):
        load({"SPORTELLO_RESIDENTS__SOURCE": "anpr"}, tmp_path)
