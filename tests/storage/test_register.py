"""The register: numbers without gaps, entries that stay, a chain that tells: on both engines."""

from dataclasses import replace
from datetime import date, datetime
from functools import partial

import pytest
from sqlalchemy.exc import DBAPIError

from bot.message import Entry
from storage import schema
from storage.database import read_url, writing_engine
from storage.register import Direction, NotRegistered, Registration, SealedOtherwise, SqlRegister
from tests.clock import ROME

HASH, OTHER = "a" * 64, "b" * 64


ENTRY_BY_HAND = (
    "INSERT INTO register_entry VALUES"
    " (2026, 1, 'k', 0, '2026-01-01', 'in', '', '[]', '', '', '', '', '', '[]')"
)
EVENT_BY_HAND = "INSERT INTO register_event VALUES (1, 2026, 1, 'entry', 0, '{}', '', '')"

CHANGES = (
    "UPDATE register_entry SET number = 7",
    "UPDATE register_event SET number = 7",
    "DELETE FROM register_entry",
    "DELETE FROM register_event",
)
EMPTYING = ("TRUNCATE register_entry", "TRUNCATE register_event")


def coming(number: int = 1, **rest: object) -> Registration:
    given = Registration(
        key=f"pec:<{number}@pec.example.it>",
        direction=Direction.IN,
        sender="anna.prova@pec.example.it",
        recipients=("comune@pec.example.it",),
        subject="Richiesta di rimborso è €",
        reference=f"<{number}@pec.example.it>",
        message_sha256=HASH,
        enclosed=(("modulo.pdf", OTHER),),
    )
    return replace(given, **rest)


def going(number: int = 1, **rest: object) -> Registration:
    answer = {"direction": Direction.OUT, "message_sha256": "", "enclosed": (), "answers": "0000001/2026"}
    return replace(coming(number, key=f"pec:{number}-0-0"), **{**answer, **rest})


@pytest.fixture
def register(desk):
    return SqlRegister(desk.database)


async def test_numbers_begin_at_one_and_a_key_keeps_the_entry_that_it_has(register, clock):
    entries = [await register.enter(coming(number)) for number in range(1, 4)]
    assert entries[0] == Entry(2026, 1, clock(), date(2026, 3, 5))
    assert [entry.text for entry in entries] == ["0000001/2026", "0000002/2026", "0000003/2026"]
    clock.tick(days=1)
    assert await register.enter(coming(1, subject="Altro", answer_days=5)) == entries[0]
    assert (await register.entry(2026, 1)).subject == "Richiesta di rimborso è €"
    assert (await register.enter(coming(4))).number == 4


async def test_an_entry_is_read_back_as_it_was_made(register):
    odd = coming(theirs="0000042/2026", subject="NUL\0 e \udc80 mezzo")
    entry = await register.enter(replace(odd, arrived=date(2026, 1, 30), answer_days=10))
    filed = await register.entry(2026, 1)
    assert filed.entry == entry
    assert entry.answer_by == date(2026, 2, 9)  # from the day of arrival, which does not count
    assert filed.entry.at.tzinfo is not None
    assert filed.subject == "NUL\ufffd e ? mezzo"
    assert (filed.theirs, filed.enclosed, filed.annulment) == ("0000042/2026", (("modulo.pdf", OTHER),), None)
    assert await register.entry(2026, 2) is None


async def test_a_hash_is_added_once_and_is_never_another(register):
    await register.enter(going())
    for key in ("pec:1-0-0", "pec:1-0-0"):
        await register.seal(key, HASH)
    await register.enter(coming())
    await register.seal(coming().key, HASH)  # it had its hash at once
    assert (await register.entry(2026, 1)).message_sha256 == HASH
    assert (await register.verify()).events == 3
    for key in ("pec:1-0-0", coming().key):
        with pytest.raises(SealedOtherwise):
            await register.seal(key, OTHER)
    with pytest.raises(NotRegistered):
        await register.seal("pec:2-0-0", HASH)


async def test_a_new_year_begins_at_one_by_the_clocks_of_the_city(register, clock):
    clock.now = datetime(2026, 12, 31, 23, 59, 59, tzinfo=ROME)
    assert (await register.enter(coming(1))).text == "0000001/2026"
    clock.tick(seconds=1)  # in UTC it is still the old year
    assert (await register.enter(coming(2))).text == "0000001/2027"
    assert (await register.enter(coming(1))).text == "0000001/2026"
    assert (await register.verify()).whole


async def test_an_annulled_entry_stays_and_keeps_its_number(register, clock):
    await register.enter(coming())
    assert not await register.annul(2026, 2, "nessuno", "m.verdi")
    assert await register.annul(2026, 1, "Registrato due volte", "m.verdi")
    assert not await register.annul(2026, 1, "ancora", "m.verdi")
    annulment = (await register.entry(2026, 1)).annulment
    assert (annulment.reason, annulment.by, annulment.at) == ("Registrato due volte", "m.verdi", clock())
    assert (await register.enter(coming(2))).number == 2


def run(url: str, *statements: str) -> None:
    """Have the database run what no code of ours would say."""
    engine = writing_engine(read_url(url))
    try:
        with engine.begin() as connection:
            for statement in statements:
                connection.exec_driver_sql(statement)
    finally:
        engine.dispose()


@pytest.mark.parametrize("make", [schema.create, partial(schema.upgrade, by_steps=True)])
def test_the_database_itself_refuses_a_change(url, make):
    make(url)
    run(url, ENTRY_BY_HAND, EVENT_BY_HAND)
    for statement in [*CHANGES, *(EMPTYING if "postgres" in url else ())]:
        with pytest.raises(DBAPIError, match="only ever added to"):
            run(url, statement)
