"""The register of residents: found by their own code, brought up to date, sealed; its keys change."""

from dataclasses import replace

import pytest

from storage.citizens import Kept
from storage.omocodia import plain_fiscal_code
from storage.resident_rows import MERGE_RESIDENTS
from storage.residents import Entry, SqlResidents
from storage.rotation import rotate
from storage.sealing import Keyring, Unsealable
from tests.storage.conftest import Desk, Store
from tests.storage.identities import KEY, NEWER

CODE, VARIANT, OTHER_VARIANT = "FNTGLI92E57F205F", "FNTGLI92E57F20RU", "FNTGLI92E57FN0RN"
GIULIA = Entry(CODE, "F-1", '{"name":"Giulia"}')
TWIN = Entry(VARIANT, "F-2", '{"name":"Gilia"}')


def register(desk: Desk, *keys: bytes) -> SqlResidents:
    numbers = iter(f"{keys[0][0]}-{number}" for number in range(9))
    return SqlResidents(desk.database, Keyring(keys), lambda: next(numbers))


def test_the_variants_of_a_code_have_their_plain_signs_in_common() -> None:
    assert plain_fiscal_code(CODE) == plain_fiscal_code(VARIANT) == plain_fiscal_code(OTHER_VARIANT)
    assert plain_fiscal_code("12345678901") == "12345678901"


async def test_a_variant_of_somebody_s_code_is_somebody_else_s(desk: Desk) -> None:
    residents = register(desk, KEY)
    assert await residents.keep([TWIN]) == Kept(new=1)
    assert await residents.by_fiscal_code("fnt gli 92e57 f20ru") == TWIN
    for code in (CODE, OTHER_VARIANT, "FNTGLI92E57F206G"):
        assert await residents.by_fiscal_code(code) is None


async def test_of_two_who_share_a_code_each_has_their_own(desk: Desk) -> None:
    residents = register(desk, KEY)
    assert await residents.keep([GIULIA, TWIN]) == Kept(new=2)
    assert await residents.by_fiscal_code(CODE) == GIULIA
    assert await residents.by_fiscal_code(VARIANT) == TWIN
    for code in (CODE, VARIANT, OTHER_VARIANT):
        assert set(await residents.with_variants(code)) == {GIULIA, TWIN}


async def test_what_is_given_replaces_what_was_there(desk: Desk, store: Store) -> None:
    residents = register(desk, KEY)
    await residents.keep([GIULIA, TWIN])
    moved = replace(GIULIA, family="F-2", document="{}")
    assert await residents.keep([moved, TWIN]) == Kept(changed=1, same=1)
    assert await residents.by_fiscal_code(CODE) == moved
    assert await residents.of_family("F-1") == []
    assert set(await residents.of_family("F-2")) == {moved, TWIN}
    assert await residents.of_family("") == []
    assert store.rows("SELECT count(*) FROM resident") == [(2,)]


async def test_whoever_was_slower_writes_nothing(desk: Desk) -> None:
    residents = register(desk, KEY)
    first = residents.seal("a", GIULIA, None)
    second = residents.seal("b", replace(GIULIA, document="{}"), None)
    assert await desk.database.writer.submit(MERGE_RESIDENTS, [first]) == [True]
    assert await desk.database.writer.submit(MERGE_RESIDENTS, [second]) == [False]
    later = residents.seal("a", replace(GIULIA, document="{}"), "another document")
    assert await desk.database.writer.submit(MERGE_RESIDENTS, [later]) == [False]
    assert await residents.by_fiscal_code(CODE) == GIULIA


async def test_while_keys_change_and_after(desk: Desk) -> None:
    await register(desk, KEY).keep([GIULIA])
    both = register(desk, NEWER, KEY)
    await both.keep([TWIN])
    assert await both.of_family("F-1") == [GIULIA]
    assert await rotate(desk.database, both.keyring) == 1
    newest = register(desk, NEWER)
    assert await newest.by_fiscal_code(CODE) == GIULIA
    assert await newest.of_family("F-1") == [GIULIA]
    assert set(await newest.with_variants(OTHER_VARIANT)) == {GIULIA, TWIN}
    assert await newest.keep([GIULIA, TWIN]) == Kept(same=2)
    with pytest.raises(Unsealable):
        await rotate(desk.database, Keyring([KEY]))
