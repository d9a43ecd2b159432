"""Keys change, and nobody's data is lost at any moment of it; and a key file is its owner's alone."""

import stat
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.errors import Misconfigured
from storage import schema
from storage.credentials import USERNAME
from storage.key_file import key_file, make_key_file, open_keyring, read_key_file, replace_keys
from storage.links import ACTIVATE, Opening, make_link
from storage.logins import Login
from storage.records import RECORDS
from storage.rotation import _SHEETS, RESEAL, _Citizens, _older, rotate
from storage.sealing import Keyring, Unsealable
from storage.second_factor import code_at, step_at
from tests.clock import Ticker
from tests.storage.conftest import Desk, Store
from tests.storage.identities import ANNA, BRUNO, KEY, NEWER, Town, certified

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


async def peopled(desk: Desk, clock: Ticker, keyring: Keyring) -> Town:
    """A town in which Anna has credentials and Bruno has only been offered some."""
    town = Town(desk, clock, keyring)
    await town.citizens.keep([ANNA, BRUNO], "import")
    anna = await known(town, ANNA.fiscal_code)
    await town.credentials.offer(anna, "anna")
    await town.credentials.offer(await known(town, BRUNO.fiscal_code), "bruno")
    made = make_link(ACTIVATE, now=clock(), until=clock() + timedelta(hours=1), citizen=anna)
    await desk.database.writer.submit(RECORDS, list(made.records))
    await town.links.open(made.token, "mine")
    opening, code = Opening.of(made.token, "mine"), code_at(SECRET, step_at(clock()))
    assert await town.credentials.activate(opening, anna, "frase", SECRET, code)
    return town


async def known(town: Town, code: str) -> str:
    found = await town.citizens.by_fiscal_code(code)
    assert found is not None
    return found.id


async def all_is_there(town: Town, clock: Ticker) -> None:
    for person in (ANNA, BRUNO):
        found = await town.citizens.by_fiscal_code(person.fiscal_code)
        assert found is not None
        assert replace(found, id="") == person
        assert await town.citizens.by_pec(person.pec) == found
        assert (await town.stands(person.pec, "pec", assurance=certified())).citizen == found.id
        offered = await town.credentials.of(found.id)
        assert offered is not None
        assert offered.username == person.name.lower()
    clock.tick(minutes=1)
    tried = await town.credentials.sign_in("anna", "frase", code_at(SECRET, step_at(clock())))
    assert tried.citizen == await known(town, ANNA.fiscal_code)


async def test_everything_is_there_before_during_and_after(desk: Desk, clock: Ticker) -> None:
    await peopled(desk, clock, Keyring([KEY]))
    both, newer = Keyring([NEWER, KEY]), Keyring([NEWER])
    await all_is_there(Town(desk, clock, both), clock)
    assert await rotate(desk.database, both) == 4
    await all_is_there(Town(desk, clock, both), clock)
    await all_is_there(Town(desk, clock, newer), clock)
    assert await rotate(desk.database, both) == 0
    with pytest.raises(Unsealable):
        await rotate(desk.database, Keyring([KEY]))


async def test_failures_under_a_name_stay_with_it(desk: Desk, clock: Ticker, store: Store) -> None:
    old = await peopled(desk, clock, Keyring([KEY]))
    for _ in range(4):
        clock.tick(minutes=20)
        await old.credentials.sign_in("anna", "sbagliata", "000000")
    before = store.rows("SELECT username_blind, failures, wait_until FROM login_failure")
    await rotate(desk.database, Keyring([NEWER, KEY]))
    after = store.rows("SELECT username_blind, failures, wait_until FROM login_failure")
    newer = Town(desk, clock, Keyring([NEWER]))
    assert [row[1:] for row in after] == [row[1:] for row in before] != []
    assert [row[0] for row in after] == [newer.keyring.blind(USERNAME, "anna")] != [row[0] for row in before]
    tried = await newer.credentials.sign_in("anna", "frase", code_at(SECRET, step_at(clock())))
    assert not tried.citizen  # who must wait under the old key must wait under the new one


async def test_whoever_comes_back_meanwhile_is_the_same_person(desk: Desk, clock: Ticker) -> None:
    old = await peopled(desk, clock, Keyring([KEY]))
    both = Town(desk, clock, Keyring([NEWER, KEY]))
    assert await both.citizens.admit(ANNA, "spid-2") == await known(old, ANNA.fiscal_code)
    assert not await both.credentials.offer(await known(old, BRUNO.fiscal_code), "anna")


async def test_a_rotation_that_was_stopped_goes_on(desk: Desk, clock: Ticker, store: Store) -> None:
    await peopled(desk, clock, Keyring([KEY]))
    both, newest = Keyring([NEWER, KEY]), Keyring([NEWER]).name
    half = Town(desk, clock, both)
    await half.citizens.keep([replace(ANNA, phone="+390002222")], "desk")  # sealed by the newer one
    assert sorted(store.rows("SELECT key FROM citizen")) == sorted([(newest,), (Keyring([KEY]).name,)])
    await half.citizens.keep([ANNA], "desk")
    await all_is_there(half, clock)
    assert await rotate(desk.database, both) == 3
    await all_is_there(Town(desk, clock, Keyring([NEWER])), clock)


async def test_what_changes_meanwhile_is_not_undone(desk: Desk, clock: Ticker) -> None:
    await peopled(desk, clock, Keyring([KEY]))
    both = Town(desk, clock, Keyring([NEWER, KEY]))
    anna = await known(both, ANNA.fiscal_code)
    rows = await desk.database.reader.fetch(_older(_SHEETS["citizen"], both.keyring.name))
    anew = [_Citizens(desk.database, both.keyring).anew(row) for row in rows]
    await both.citizens.keep([replace(ANNA, name="Annalisa")], "desk")
    await desk.database.writer.submit(RESEAL, ("citizen", anew))
    assert await both.citizens.by_id(anna) == replace(ANNA, id=anna, name="Annalisa")


async def test_a_login_under_way_begins_again(desk: Desk, clock: Ticker) -> None:
    town = await peopled(desk, clock, Keyring([KEY]))
    await town.logins.keep("cookie", Login("link", "sent", clock() + timedelta(hours=1), {"nonce": "n"}))
    await rotate(desk.database, Keyring([NEWER, KEY]))
    assert await Town(desk, clock, Keyring([NEWER])).logins.read("cookie") is None


@pytest.fixture
def made(sqlite_url: str) -> str:
    schema.create(sqlite_url)
    return sqlite_url


def test_a_key_file_is_made_once_for_its_owner_alone(made: str, tmp_path: Path) -> None:
    first, second = open_keyring(made), open_keyring(made)
    file = key_file(tmp_path / "sportello.db")
    assert first.name == second.name
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert sorted(each.name for each in tmp_path.glob("*.key*")) == ["sportello.db.key"]


def test_of_two_that_make_it_one_counts(tmp_path: Path) -> None:
    file = tmp_path / "x.key"
    make_key_file(file)
    kept = file.read_bytes()
    make_key_file(file)
    assert file.read_bytes() == kept
    replace_keys(file, [NEWER, KEY])
    assert read_key_file(file) == [NEWER, KEY]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [each.name for each in tmp_path.iterdir()] == ["x.key"]


async def test_a_key_that_is_lacking_stops_the_start(desk: Desk, clock: Ticker, store: Store) -> None:
    await peopled(desk, clock, Keyring([KEY]))
    with pytest.raises(Misconfigured, match=f"lacks the key {Keyring([KEY]).name}"):
        open_keyring(store.url, [NEWER])
    assert open_keyring(store.url, [NEWER, KEY]).name == Keyring([NEWER]).name
    with pytest.raises(Misconfigured, match="must be set" if "postgres" in store.url else "is missing"):
        open_keyring(store.url)


BROKEN = {
    "open to others": ("", 0o640, "chmod 600"),
    "no key": ("segreto\n", 0o600, "holds something that is no key"),
    "empty": ("", 0o600, "holds no key"),
    "not ascii": ("è\n", 0o600, "holds something that is no key"),
}


@pytest.mark.parametrize(("text", "mode", "said"), BROKEN.values(), ids=BROKEN)
def test_a_broken_key_file_is_a_sentence(tmp_path: Path, text: str, mode: int, said: str) -> None:
    file = tmp_path / "x.key"
    file.write_text(text, encoding="utf-8")
    file.chmod(mode)
    with pytest.raises(Misconfigured, match=said) as refused:
        read_key_file(file)
    assert "segreto" not in str(refused.value)
