"""The chain of the register: whatever is changed behind its back is found, and named."""

from datetime import timedelta

import pytest

from storage.backup import backup, restore
from storage.database import open_database
from storage.register import Broken, SqlRegister
from storage.register_chain import START, canonical, digest
from tests.storage.test_register import coming, going, run

_EVENT = "UPDATE register_event SET {} WHERE sequence = 3"
_ENTRY = "UPDATE register_entry SET {} WHERE number = 2"
_FOREIGN = (
    "INSERT INTO register_entry VALUES"
    " (2026, 9, 'k', 0, '2026-01-01', 'in', '', '[]', '', '', '', '', '', '[]')"
)
TABLES = ("register_entry", "register_event")

# What is entered below: entry 1, its seal, entry 2, entry 3, the annulment of 2.
TAMPERING = {
    "a document is another": (
        _EVENT.format("document = replace(document, 'anna', 'elsa')"),
        (3, 2, "altered"),
    ),
    "a hash is another": (_EVENT.format("hash = previous"), (3, 2, "altered")),
    "a hash before is another": (_EVENT.format("previous = hash"), (3, 2, "link")),
    "a column says otherwise": (_EVENT.format("number = 7"), (3, 7, "columns")),
    "a time is another": (_EVENT.format("at = at + 1"), (3, 2, "columns")),
    "an event is gone": ("DELETE FROM register_event WHERE sequence = 3", (4, 3, "missing")),
    "the first events are gone": ("DELETE FROM register_event WHERE sequence < 3", (3, 2, "missing")),
    "a subject is another": (_ENTRY.format("subject = 'Altro'"), (3, 2, "row")),
    "an attachment is gone": (_ENTRY.format("enclosed = '[]'"), (3, 2, "row")),
    "a term is another": (_ENTRY.format("answer_by = '2027-01-01'"), (3, 2, "row")),
    "an entry is gone": ("DELETE FROM register_entry WHERE number = 2", (3, 2, "row")),
    "an entry is foreign": (_FOREIGN, (0, 9, "untold")),
}

KEEP = (
    "CREATE TABLE kept_entry AS SELECT * FROM register_entry",
    "CREATE TABLE kept_event AS SELECT * FROM register_event",
)
PUT_BACK = (
    "DELETE FROM register_entry",
    "DELETE FROM register_event",
    "INSERT INTO register_entry SELECT * FROM kept_entry",
    "INSERT INTO register_event SELECT * FROM kept_event",
)


def unguard(store):
    """Do as one who may do anything in the database."""
    if "postgres" in store.url:
        run(store.url, *(f"ALTER TABLE {name} DISABLE TRIGGER USER" for name in TABLES))
    else:
        triggers = store.rows("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        run(store.url, *(f"DROP TRIGGER {name}" for (name,) in triggers))


@pytest.fixture
def store(own_store):
    """Its triggers are put out of action here."""
    return own_store


@pytest.fixture
def writes():
    return "thread"


@pytest.fixture
async def register(desk):
    register = SqlRegister(desk.database)
    await register.enter(going(1))
    await register.seal(going(1).key, "c" * 64)
    await register.enter(coming(2))
    await register.enter(coming(3))
    await register.annul(2026, 2, "Doppio", "m.verdi")
    return register


async def test_each_hash_covers_the_one_before_and_the_last_is_told(register, store):
    last = START
    for document, previous, hashed in store.rows(
        "SELECT document, previous, hash FROM register_event ORDER BY sequence"
    ):
        assert previous == last
        last = hashed
        assert digest(previous, document) == hashed
    checked = await register.verify()
    assert (checked.events, checked.last, checked.broken, checked.absent) == (5, last, None, ())
    assert checked.whole


async def test_whatever_is_changed_is_named(register, store):
    unguard(store)
    run(store.url, *KEEP)
    for label, (statement, (sequence, number, why)) in TAMPERING.items():
        run(store.url, statement)
        assert (await register.verify()).broken == Broken(sequence, 2026, number, why), label
        run(store.url, *PUT_BACK)
    assert (await register.verify()).whole


async def test_what_was_hashed_anew_shows_in_the_one_after_it(register, store):
    unguard(store)
    ((document, previous),) = store.rows("SELECT document, previous FROM register_event WHERE sequence = 3")
    for forged, found in (
        (document.replace("anna", "elsa"), Broken(3, 2026, 2, "row")),
        (document.replace(",", ", "), Broken(3, 2026, 2, "columns")),
        ("no document", Broken(3, 2026, 2, "altered")),
    ):
        run(store.url, _EVENT.format(f"document = '{forged}', hash = '{digest(previous, forged)}'"))
        assert (await register.verify()).broken == found
    run(store.url, "UPDATE register_entry SET sender = replace(sender, 'anna', 'elsa') WHERE number = 2")
    forged = document.replace("anna", "elsa")
    run(store.url, _EVENT.format(f"document = '{forged}', hash = '{digest(previous, forged)}'"))
    assert (await register.verify()).broken == Broken(4, 2026, 3, "link")


def test_a_document_is_written_in_one_way():
    assert canonical({"b": "è", "a": 1}) == '{"a":1,"b":"\\u00e8"}'


async def test_an_end_that_was_cut_off_is_known_by_its_hash(register, store):
    printed = (await register.verify()).last
    unguard(store)
    run(store.url, "DELETE FROM register_event WHERE sequence = 5")
    assert (await register.verify()).whole
    checked = await register.verify([printed])
    assert (checked.whole, checked.broken, checked.absent) == (False, None, (printed,))


async def test_a_day_is_told_by_its_own_events_alone(register, clock):
    on = clock().date()
    first = await register.day(on)
    assert [(each.entry.number, each.message_sha256[:1]) for each in first.entries] == [
        (1, "c"),
        (2, "a"),
        (3, "a"),
    ]
    assert [(each.entry, each.reason) for each in first.annulments] == [("0000002/2026", "Doppio")]
    assert (first.events, first.before, first.seals) == (5, START, ())
    await register.enter(going(4))
    clock.tick(days=1)
    await register.seal(going(4).key, "d" * 64)
    await register.annul(2026, 1, "Errore", "m.verdi")
    next_day = await register.day(on + timedelta(days=1))
    assert (next_day.entries, next_day.events) == ((), 2)
    assert [(each.entry, each.sha256[:1]) for each in next_day.seals] == [("0000004/2026", "d")]
    assert [each.entry for each in next_day.annulments] == ["0000001/2026"]
    again = await register.day(on)
    assert again.entries[:3] == first.entries
    assert (again.entries[3].message_sha256, again.last) == ("", next_day.before)
    empty = await register.day(on + timedelta(days=9))
    assert (empty.events, empty.before, empty.last) == (0, next_day.last, next_day.last)


async def test_a_clock_a_little_behind_does_not_go_back(register, clock):
    clock.tick(seconds=-30)
    assert (await register.enter(coming(5))).at == clock() + timedelta(seconds=30)
    clock.tick(seconds=-60)
    assert (await register.enter(coming(6))).at == clock()  # that clock, or the one before, is wrong
    assert (await register.verify()).whole


async def test_a_backup_keeps_the_chain(register, store, clock, tmp_path):
    backup(store.url, tmp_path / "kept.gz")
    elsewhere = f"sqlite:///{tmp_path}/elsewhere.db"
    restore(elsewhere, tmp_path / "kept.gz")
    database = open_database(elsewhere, clock=clock, owner="moved")
    checked = await SqlRegister(database).verify()
    assert checked == await register.verify()
    assert checked.whole
    assert (await SqlRegister(database).enter(coming(4))).number == 4
    database.close()
