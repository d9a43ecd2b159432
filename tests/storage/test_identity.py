"""A conversation stands where it has proven to stand, on both databases."""

from dataclasses import replace

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from bot.level import NOBODY, Level, Standing
from storage.access_log import SqlAccessLog
from storage.binding import IDENTIFY, Proof
from storage.citizen_rows import KEEP_CITIZENS
from storage.citizens import Citizen
from storage.contacts import EXPIRE, REVOKE, Ending, hint, revoke_contact, sign_out
from storage.database import Database, read_url, writing_engine
from storage.records import RECORDS
from storage.sealing import Keyring
from tests.clock import Ticker
from tests.storage.conftest import Desk, Store
from tests.storage.identities import ANNA, BRUNO, KEY, NEWER, RULES, Town, certified, phone


@pytest.fixture
def town(desk: Desk, clock: Ticker) -> Town:
    return Town(desk, clock, Keyring([KEY]))


async def test_nobody_is_known_by_an_address(town: Town) -> None:
    await town.citizens.admit(replace(ANNA, phone=phone(1)), "import")
    for sender, channel in ((phone(1), "sms"), (ANNA.pec, "email"), (ANNA.pec, "pec")):
        assert await town.stands(sender, channel) == NOBODY


async def test_a_citizen_is_kept_found_and_brought_up_to_date(town: Town) -> None:
    number = await town.citizens.admit(ANNA, "import")
    for found in (
        await town.citizens.by_id(number),
        await town.citizens.by_fiscal_code("prvnna 80a41 h501d"),
        await town.citizens.by_pec(" ANNA@pec.example.org"),
    ):
        assert found == replace(ANNA, id=number)
    claims = Citizen(fiscal_code=ANNA.fiscal_code, name="Anna Maria", surname="Prova", born_on=ANNA.born_on)
    assert await town.citizens.admit(claims, "spid-2") == number
    assert await town.citizens.by_id(number) == replace(ANNA, id=number, name="Anna Maria")
    assert await town.citizens.by_id("nobody") is None
    assert await town.citizens.by_fiscal_code(BRUNO.fiscal_code) is None
    assert "PRVNNA" not in repr(await town.citizens.by_id(number))


async def test_many_are_counted_by_what_became_of_them(town: Town) -> None:
    assert vars_of(await town.citizens.keep([ANNA, BRUNO], "import")) == (2, 0, 0)
    assert vars_of(await town.citizens.keep([ANNA, replace(BRUNO, phone="1")], "import")) == (0, 1, 1)
    assert vars_of(await town.citizens.keep([], "import")) == (0, 0, 0)


def vars_of(kept: object) -> tuple[int, ...]:
    return tuple(getattr(kept, name) for name in ("new", "changed", "same"))


async def test_two_processes_make_one_of_one(store: Store, clock: Ticker) -> None:
    here = Town(store.open(), clock, Keyring([KEY]))
    there = here if here.desk.database.exclusive else Town(store.open("second"), clock, Keyring([NEWER, KEY]))
    rows = await there.citizens._rows([ANNA], "spid-2")
    number = await here.citizens.admit(ANNA, "import")
    assert await there.desk.database.writer.submit(KEEP_CITIZENS, rows) == [False]
    assert await there.citizens.admit(ANNA, "spid-2") == number
    assert store.rows("SELECT count(*) FROM citizen") == [(1,)]


PROOFS = {
    "SPID with two factors": ("spid-2", Level.IDENTIFIED),
    "SPID with a password alone": ("spid-1", Level.REGISTERED),
    "CIE": ("cie-3", Level.IDENTIFIED),
    "CNS": ("cns", Level.IDENTIFIED),
    "credentials": ("credentials", Level.IDENTIFIED),
    "the desk": ("desk", Level.IDENTIFIED),
    "a code": ("contact", Level.REGISTERED),
}


@pytest.mark.parametrize(("proof", "level"), PROOFS.values(), ids=PROOFS)
async def test_each_proof_is_worth_what_it_is_worth(
    town: Town, clock: Ticker, proof: str, level: Level
) -> None:
    bound = await town.bind(f"sms:{phone(1)}", "anna", proof)
    assert (bound.new, bound.level) == (True, level)
    seen = await town.stands(phone(1))
    assert (seen.level, seen.citizen) == (level, "anna")
    assert seen.proof == (proof if level is Level.IDENTIFIED else "contact")
    clock.tick(hours=11, minutes=59)
    assert (await town.stands(phone(1))).level is level
    clock.tick(minutes=1)
    assert (await town.stands(phone(1))).level is Level.REGISTERED
    clock.tick(days=179, hours=11, minutes=59)
    assert (await town.stands(phone(1))).level is Level.REGISTERED
    clock.tick(minutes=1)
    assert await town.stands(phone(1)) == NOBODY


async def test_an_unknown_proof_proves_nothing(town: Town) -> None:
    with pytest.raises(LookupError):
        await town.bind(f"sms:{phone(1)}", "anna", "promise")
    assert await town.stands(phone(1)) == NOBODY


async def test_credentials_switched_off_identify_nobody_any_more(town: Town) -> None:
    await town.bind(f"sms:{phone(1)}", "anna", "credentials")
    town.identity = replace(town.identity, rules=replace(RULES, local_credentials=False))
    assert (await town.stands(phone(1))).level is Level.REGISTERED


MAILS = {
    "own and verified": (ANNA.pec, certified(), Level.IDENTIFIED),
    "in capitals": (ANNA.pec.upper(), certified(), Level.IDENTIFIED),
    "own and unverified": (ANNA.pec, certified("unverified"), Level.OPEN),
    "own and forged": (ANNA.pec, certified("forged"), Level.OPEN),
    "own and plain": (ANNA.pec, None, Level.OPEN),
    "a stranger's and verified": ("anna@pec.example.net", certified(), Level.OPEN),
}


@pytest.mark.parametrize(("sender", "assurance", "level"), MAILS.values(), ids=MAILS)
async def test_a_pec_proves_its_owner_for_itself(
    town: Town, sender: str, assurance: object, level: Level
) -> None:
    number = await town.citizens.admit(ANNA, "import")
    seen = await town.stands(sender, "pec", assurance=assurance)
    assert seen == (Standing(level, number, "pec", None) if level else NOBODY)
    assert (await town.stands(sender, "pec")).level is Level.OPEN
    assert (await town.stands(sender, "pec", assurance=assurance, event="session.proven")).level is Level.OPEN


async def test_a_pec_of_two_proves_neither(town: Town) -> None:
    await town.citizens.keep([ANNA, replace(BRUNO, pec=ANNA.pec)], "import")
    assert await town.stands(ANNA.pec, "pec", assurance=certified()) == NOBODY
    assert await town.citizens.by_pec(ANNA.pec) is None


async def test_the_other_contacts_of_a_citizen_are_told_of_a_new_one(town: Town) -> None:
    await town.bind("telegram:900001", "anna")
    await town.bind("sms:+390009", "bruno")
    bound = await town.bind(f"email:{ANNA.pec}", "anna")
    assert (bound.new, bound.told) == (True, ("telegram:900001",))
    assert not (await town.bind(f"email:{ANNA.pec}", "anna")).told
    (work,) = await town.desk.inbox.claim(9)
    told = work.inbound
    assert (told.lane, told.event, told.text) == ("telegram:900001", "my_contacts.bound", "")
    assert told.payload == {
        "channel": "email",
        "hint": "a…@pec.example.org",
        "at": town.clock().isoformat(),
        "proof": "spid-2",
    }


@pytest.mark.parametrize("how", ["expired", "revoked"])
async def test_a_contact_that_ended_begins_anew(town: Town, clock: Ticker, how: str) -> None:
    town.rules = replace(RULES, contact_days=1, identified_hours=36)
    await town.bind(f"sms:{phone(1)}", "anna")
    if how == "revoked":
        await town.desk.database.writer.submit(REVOKE, Ending(f"sms:{phone(1)}", "anna"))
    clock.tick(hours=24)
    await town.bind("telegram:900001", "anna")
    bound = await town.bind(f"sms:{phone(1)}", "anna", "contact")
    assert (bound.new, bound.told) == (True, ("telegram:900001",))
    assert (await town.stands(phone(1))).level is Level.REGISTERED


async def test_a_number_given_to_another_is_theirs_and_tells_nobody(town: Town, store: Store) -> None:
    await town.bind(f"sms:{phone(1)}", "anna")
    bound = await town.bind(f"sms:{phone(1)}", "bruno", "spid-1")
    assert (bound.new, bound.told) == (True, ())
    seen = await town.stands(phone(1))
    assert (seen.citizen, seen.level) == ("bruno", Level.REGISTERED)
    assert await town.contacts.of("anna") == []
    assert store.rows("SELECT count(*) FROM inbox") == [(0,)]
    assert [entry.what for entry in await SqlAccessLog(town.desk.database).of("anna")] == [
        "contact-ended",
        "contact-bound",
    ]


async def test_only_its_citizen_identifies_or_ends_a_contact(town: Town) -> None:
    submit = town.desk.database.writer.submit
    await town.bind(f"sms:{phone(1)}", "anna", "contact")
    for citizen, done in (("bruno", False), ("anna", True)):
        assert await submit(IDENTIFY, Proof(f"sms:{phone(1)}", citizen, "cie-3", 9, 1.0, "c")) is done
    assert (await town.stands(phone(1))).until == town.clock().replace(hour=11)
    for citizen, done in (("bruno", False), ("anna", True), ("anna", False)):
        assert await submit(REVOKE, Ending(f"sms:{phone(1)}", citizen)) is done
    assert await town.stands(phone(1)) == NOBODY
    assert await submit(IDENTIFY, Proof(f"sms:{phone(1)}", "anna", "cie-3", 9, 1.0, "c")) is False


async def test_who_leaves_stays_registered_and_who_ends_it_within_a_turn_does_not(town: Town) -> None:
    lane = f"sms:{phone(1)}"
    await town.bind(lane, "anna")
    await town.desk.database.writer.submit(RECORDS, [sign_out(lane)])
    assert (await town.stands(phone(1))).level is Level.REGISTERED
    await town.desk.database.writer.submit(RECORDS, [revoke_contact(lane, "bruno", town.clock())])
    assert [each.lane for each in await town.contacts.of("anna")] == [lane]
    await town.desk.database.writer.submit(RECORDS, [revoke_contact(lane, "anna", town.clock())])
    assert (await town.contacts.at(lane), await town.stands(phone(1))) == (None, NOBODY)


async def test_the_end_of_a_contact_is_noted_once(town: Town, clock: Ticker) -> None:
    await town.bind(f"sms:{phone(1)}", "anna")
    database: Database = town.desk.database
    assert await database.writer.submit(EXPIRE, None) == 0
    clock.tick(days=180)
    assert [await database.writer.submit(EXPIRE, None) for _ in range(2)] == [1, 0]
    (last, first) = await SqlAccessLog(database).of("anna")
    assert (last.what, last.who, last.about, first.what) == (
        "contact-expired",
        "counter",
        "sms",
        "contact-bound",
    )


async def test_the_access_log_is_only_added_to(town: Town, store: Store) -> None:
    await town.bind(f"sms:{phone(1)}", "anna")
    engine = writing_engine(read_url(store.url))
    for statement in ("UPDATE access_log SET who = 'x'", "DELETE FROM access_log"):
        with pytest.raises(DBAPIError, match="only ever added to"), engine.begin() as connection:
            connection.execute(sa.text(statement))
    engine.dispose()


@pytest.mark.parametrize(
    ("lane", "shown"),
    [("sms:+390001234", "…234"), ("email:anna@example.org", "a…@example.org"), ("telegram:42", "…42")],
)
def test_an_address_is_hinted_at(lane: str, shown: str) -> None:
    assert hint(lane) == shown
