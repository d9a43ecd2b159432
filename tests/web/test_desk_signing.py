"""Signing in at the desk: everything at once, and nothing told of what was wrong."""

import shutil

import pytest

from tests.clock import Ticker
from tests.storage.conftest import Store
from tests.web.desk_peer import PASSWORD, Role, open_desk


@pytest.fixture
async def site(sqlite_file, tmp_path):
    clock, file = Ticker(), tmp_path / "sportello.db"
    shutil.copy(sqlite_file, file)
    store = Store(f"sqlite:///{file}", clock, tmp_path / "journal")
    async with open_desk(store.open(), clock) as site:
        yield site
    for database in store.opened:
        database.close()


async def test_who_signs_in_sees_their_own_page(site):
    olga = await site.staff(Role.OPERATOR, name="olga")
    shown = await olga.get("/desk/profile")
    assert (shown.status, shown.heading) == (200, "Il mio profilo")
    assert "Olga Prova" in shown.text
    assert "questo è il primo" in shown.text
