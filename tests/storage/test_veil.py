"""The whole of a database is under one key, whatever stops: sealed once, found, brought under another."""

import gzip
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.errors import Misconfigured
from bot.ledger import Timer, Turn
from bot.message import File, Inbound, Part
from bot.session import Caller, Session
from storage.aside import Aside, SqlAside
from storage.backup import backup
from storage.inbox import SqlInbox
from storage.sealing import Keyring, Unsealable
from storage.tables import inbox
from storage.veil import Veil
from storage.veiled import VEILED_NAME
from storage.veiling import draw_veil, sealed_tables
from storage.views import Views
from tests.storage.conftest import Store
from tests.storage.identities import KEY, NEWER

PHONE, TEXT, ANSWER = "+390009990001", "Abito in via delle Segrete 7", "La risposta che nessuno legge"
MAIL, NAME, FILE = "anna.segreta@example.org", "Annasegreta", b"il contenuto segreto del documento"
OLD, BOTH = Keyring([KEY]), Keyring([NEWER, KEY])
WORDS = [PHONE, TEXT, ANSWER, MAIL, NAME, FILE.decode(), "documento-segreto.txt"]


async def lives(store: Store) -> None:
    """A message with a file, its answer and session and timer; a mail that is set aside."""
    desk = store.open()
    file = File("documento-segreto.txt", "text/plain", FILE)
    first = Inbound("sms", "SM1", PHONE, TEXT, store.clock(), files=(file,), original=replace(file, name="x"))
    assert await desk.inbox.accept(first, "c1")
    (work,) = await desk.inbox.claim(1)
    parts = (Part(f"{work.id}-0", "sms", PHONE, ANSWER, files=(file,)),)
    caller = Caller(f"sms:{PHONE}", "it", session=Session(context={"name": NAME}))
    timers = (Timer(f"sms:{PHONE}", "later", store.clock() + timedelta(hours=1)),)
    await desk.inbox.finish(Turn(work, caller, parts, timers=timers))
    aside = Inbound("mail", f"<1@{MAIL}>", MAIL, TEXT, store.clock())
    await SqlAside(desk.database).keep(Aside(aside, "c2", "person"))
    desk.database.close()
    store.opened.clear()


async def is_all_there(store: Store) -> None:
    """Whoever opens it finds the conversation, one and whole."""
    desk = store.open()
    lines, _ = await Views(desk.database).conversation(f"sms:{PHONE}")
    assert [line.text for line in lines] == [TEXT, ANSWER]
    assert [each.sender for each in await Views(desk.database).parked()] == [MAIL]
    assert not await desk.inbox.accept(Inbound("sms", "SM1", PHONE, TEXT, store.clock()), "c3")
    store.clock.tick(hours=2)
    assert await desk.inbox.ring() == 1
    (work,) = await SqlInbox(desk.database).claim(5)
    assert work.caller is not None
    assert (work.caller.session.context, work.inbound.lane) == ({"name": NAME}, f"sms:{PHONE}")
    desk.database.close()
    store.opened.clear()


def found_in(store: Store, folder: Path) -> list[str]:
    """What of the words whoever has the files, or every row, or a backup finds."""
    backup(store.url, folder / "kept.gz")
    whole = gzip.decompress((folder / "kept.gz").read_bytes())
    if store.url.startswith("sqlite"):
        whole += b"".join(file.read_bytes() for file in folder.glob("sportello.db*"))
    else:
        whole += repr([store.raw(f"SELECT * FROM {table}") for table, _ in sealed_tables()]).encode()  # noqa: S608 - our own names
    assert b"later" in whole  # what is kept in the open is there: it was looked at rightly
    return [word for word in WORDS if word.encode() in whole]


def keys_in(store: Store) -> set[str]:
    return {
        str(row[0]).partition("\x02")[2][:8]
        for row in store.raw("SELECT lane FROM inbox UNION SELECT text FROM outbox")
    }


async def test_no_word_is_in_the_files_nor_in_a_backup(store: Store, tmp_path: Path) -> None:
    store.veil = draw_veil(store.url, OLD).veil
    await lives(store)
    assert found_in(store, tmp_path) == []
    await is_all_there(store)


async def test_what_was_in_the_clear_is_sealed_at_the_next_start(store: Store, tmp_path: Path) -> None:
    store.veil = None
    await lives(store)
    assert sorted(found_in(store, tmp_path)) == sorted(WORDS)
    drawn = draw_veil(store.url, OLD)
    assert drawn.rows > 0
    assert draw_veil(store.url, OLD).rows == 0
    store.veil = drawn.veil
    assert found_in(store, tmp_path) == []
    await is_all_there(store)


async def test_keys_change_while_nobody_looks(store: Store) -> None:
    store.veil = draw_veil(store.url, OLD).veil
    await lives(store)
    assert draw_veil(store.url, BOTH).veil.name == OLD.name  # a new key alone changes nothing yet
    drawn = draw_veil(store.url, BOTH, anew=True)
    assert keys_in(store) == {BOTH.name}
    with pytest.raises(Unsealable):
        draw_veil(store.url, OLD)
    store.veil = Veil(Keyring([NEWER]))
    assert drawn.veil.name == store.veil.name
    await is_all_there(store)


async def test_a_change_that_was_stopped_goes_on_at_the_next_start(store: Store) -> None:
    store.veil = draw_veil(store.url, OLD).veil
    await lives(store)
    store.veil = Veil(BOTH)
    desk = store.open()
    await SqlAside(desk.database).keep(
        Aside(Inbound("mail", "<2@x>", MAIL, TEXT, store.clock()), "c", "crowd", parked=False)
    )
    desk.database.close()
    store.opened.clear()
    store.run(f"UPDATE veil SET next = '{BOTH.name}'")  # noqa: S608 - our own words
    assert keys_in(store) == {OLD.name, BOTH.name}
    assert draw_veil(store.url, BOTH).rows > 0
    assert keys_in(store) == {BOTH.name}
    await is_all_there(store)


async def test_keys_do_not_change_under_a_counter(store: Store) -> None:
    store.veil = draw_veil(store.url, OLD).veil
    desk = store.open()
    with pytest.raises(Misconfigured, match=r"another process|only while no counter"):
        draw_veil(store.url, BOTH, anew=True)
    desk.database.close()
    store.opened.clear()
    assert draw_veil(store.url, BOTH, anew=True).veil.name == BOTH.name


NAMES = {
    "SM123": "",
    "<a@example.org>": "",
    "timer/later/1/sms:+39000": "timer/later/1/sms:",
    "bound/1/mail:a/b@example.org/sms:+39000": "bound/1/mail:",
    "payment-twice/R1": "payment-twice/R1",
}


@pytest.mark.parametrize(("name", "clear"), NAMES.items(), ids=NAMES)
def test_of_our_own_names_all_but_the_conversation_stays(name: str, clear: str) -> None:
    veil = Veil(OLD)
    sealed = VEILED_NAME.sealed(name, veil)
    assert sealed.startswith(clear)
    assert sealed.partition("\x02")[0] == clear
    assert VEILED_NAME.opened(sealed, veil) == name


def test_what_is_altered_or_of_another_column_does_not_open() -> None:
    veil = Veil(OLD)
    sealed, marked = veil.seal("x", b"a"), veil.mark("x", b"a")
    for broken in (sealed[:-4] + "AAA=", marked, veil.seal("x", b"b"), sealed[:10]):
        with pytest.raises(Unsealable):
            veil.open(broken, b"a")
    with pytest.raises(Unsealable):
        Veil(Keyring([NEWER])).open(sealed, b"a")
    with pytest.raises(Unsealable):
        veil.open_bytes(veil.seal_bytes(b"x", b"b"), b"a")
    assert veil.open("older than sealing", b"a") == "older than sealing"


def test_what_could_never_be_found_is_not_asked_for() -> None:
    for ask in (
        lambda: inbox.c.text == "x",
        lambda: inbox.c.lane.like("sms:%"),
        lambda: inbox.c.lane == inbox.c.sender,
        lambda: inbox.c.lane == sa.bindparam("lane", type_=sa.Text()),
    ):
        with pytest.raises(TypeError, match="sealed"):
            ask()
