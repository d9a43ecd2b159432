"""A municipality with a certificate: each of its PEC carries Segnatura.xml, the same each time."""

from dataclasses import replace

import pytest

from bot.errors import Misconfigured, SendDelayed, SendRefused, StoreUnavailable
from bot.message import File, Part
from channels.mail.mailbox import Mailbox
from channels.mail.writing import message_id
from channels.pec.segnatura import What, read_segnatura
from sportello.networks.pec_registrar import Office, PecRegistrar, office_of
from sportello.settings import load
from storage import schema
from storage.database import open_database
from storage.register import SqlRegister
from tests.channels.pec.authority import NOW
from tests.channels.pec.segnatura_made import PASSWORD, comune, pkcs, signer
from tests.clock import ROME, Ticker
from tests.front.pec_scene import pec_counter, written
from tests.mail_peer import USER

DAY = NOW.astimezone(ROME)  # of the certificate
ME = Mailbox(USER, "Comune di Prova")
PDF = File("avviso.pdf", "application/pdf", b"%PDF-1")
PART = Part("7-0", "pec", "ada@pec.example.it", "Ecco.", files=(PDF,), context={"subject": "Multa"})


@pytest.fixture
def sealed(tmp_path):
    """The certificate as a file, and the settings that name it."""
    (tmp_path / "seal.p12").write_bytes(pkcs(comune()))
    return {
        "register__certificate": tmp_path / "seal.p12",
        "register__certificate_password": PASSWORD,
        "register__administration": "c_z999",
        "register__area": "AOO1",
        "register__code": "PG",
    }


@pytest.fixture
async def register(tmp_path):
    address = f"sqlite:///{tmp_path}/office.db"
    schema.upgrade(address)
    database = open_database(address, clock=Ticker(DAY), owner="test")
    yield SqlRegister(database)
    database.close()


@pytest.fixture
def registrar(register):
    return PecRegistrar(register, ME, Office("Comune", "c_z999", "AOO1", "PG", signer()), ROME)


async def test_each_answer_carries_its_number_for_other_registers(desk, pec_keys, tmp_path, sealed):
    async with pec_counter(desk, Ticker(DAY), tmp_path, pec_keys(), **sealed) as pec:
        [answer] = await pec.writes(written())
    [file] = [each for each in answer.mail.iter_attachments() if each.get_filename() == "Segnatura.xml"]
    found = read_segnatura(file.get_payload(decode=True))
    assert (found.what, found.theirs, found.sealed) == (What.SEGNATURA, "c_z999/AOO1 0000002/2026", True)


async def test_after_a_crash_the_same_entry_and_the_same_bytes(registrar, register):
    first, second = await registrar.enter(PART), await registrar.enter(replace(PART, attempts=2))
    assert first == second
    assert [file.name for file in first] == ["Segnatura.xml"]
    assert await register.entry(2026, 2) is None


async def test_other_bytes_never_leave_under_a_number_that_is_taken(registrar):
    await registrar.enter(PART)
    await registrar.seal(PART, b"one")
    await registrar.seal(PART, b"one")
    with pytest.raises(SendRefused) as refused:
        await registrar.seal(PART, b"another")
    assert refused.value.code == "register:other-bytes"


class Away(SqlRegister):
    """A register whose database is gone."""

    async def enter(self, registration):  # noqa: ARG002 - as SqlRegister has it
        raise StoreUnavailable

    async def seal(self, key, sha256):  # noqa: ARG002 - as SqlRegister has it
        raise StoreUnavailable


async def test_while_the_register_is_away_nothing_leaves_and_nothing_is_unknown(register):
    away = PecRegistrar(Away(register._database), ME, None, ROME)
    for work in (away.enter(PART), away.seal(PART, b"one")):
        with pytest.raises(SendDelayed) as delayed:
            await work
        assert delayed.value.code == "register:away"


async def test_another_letter_under_the_same_key_has_a_number_of_its_own(registrar, register):
    await registrar.enter(PART)
    await registrar.enter(replace(PART, text="Altro."))
    first, second = await register.entry(2026, 1), await register.entry(2026, 2)
    assert first.reference == message_id(PART, ME) != second.reference


async def test_a_certificate_that_has_run_out_seals_nothing(register):
    office = Office("Comune", "c_z999", "AOO1", "PG", signer())
    late = PecRegistrar(register, ME, office, ROME)
    register._database.clock.tick(days=3650)
    assert await late.enter(PART) == ()


async def test_without_a_certificate_nothing_is_enclosed(register):
    assert await PecRegistrar(register, ME, None, ROME).enter(PART) == ()


def test_a_certificate_that_is_not_there_stops_the_start(tmp_path):
    environ = {
        "SPORTELLO_REGISTER__CERTIFICATE": str(tmp_path / "none.p12"),
        "SPORTELLO_REGISTER__ADMINISTRATION": "c_z999",
        "SPORTELLO_REGISTER__AREA": "AOO1",
        "SPORTELLO_REGISTER__CODE": "PG",
    }
    with pytest.raises(Misconfigured, match=r"none\.p12"):
        office_of(load(environ, tmp_path), Ticker())
