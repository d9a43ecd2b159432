"""A message whose words must not be kept: gone with the turn that answers it, and its place stays."""

from dataclasses import replace

import pytest

from bot.message import Entry, File
from storage.erasing import erase
from tests.storage.conftest import Desk, Store
from tests.storage.samples import NINE, message, turn

SECRET = "la mia password è Segreta123"
RAW = File("message.eml", "message/rfc822", f"Subject: x\r\n\r\n{SECRET}".encode())
ENTRY = Entry(2026, 7, NINE, NINE.date())


async def erased(desk: Desk, **rest: object) -> None:
    await desk.inbox.accept(message("SM1", text=SECRET, **rest), "c1")
    (work,) = await desk.inbox.claim(1)
    blank = replace(work, inbound=replace(work.inbound, text="", context={"thread": "t"}))
    await desk.inbox.finish(replace(turn(work), records=tuple(erase(blank))))


@pytest.mark.parametrize(
    "rest",
    [
        pytest.param({}, id="a short text"),
        pytest.param({"original": RAW, "context": {"subject": SECRET, "thread": "t"}}, id="a mail"),
    ],
)
async def test_its_words_are_nowhere(desk: Desk, store: Store, rest: dict[str, object]) -> None:
    await erased(desk, **rest)
    assert store.rows("SELECT text, status FROM inbox") == [("", "done")]
    ((body,),) = store.rows("SELECT body FROM inbox")
    assert "Segreta" not in body
    assert "original" not in body
    assert store.rows("SELECT count(*) FROM blob") == [(0,)]


async def test_in_the_register_the_original_stays(desk: Desk, store: Store) -> None:
    await erased(desk, original=RAW, entry=ENTRY)
    assert store.rows("SELECT text FROM inbox") == [("",)]
    assert store.rows("SELECT content FROM blob") == [(RAW.content,)]


async def test_other_messages_stay_as_they_are(desk: Desk, store: Store) -> None:
    await desk.inbox.accept(message("SM2", sender="+390002", text="ciao", original=RAW), "c2")
    await desk.inbox.claim(1)
    await erased(desk)
    assert store.rows("SELECT text FROM inbox ORDER BY id") == [("ciao",), ("",)]
    assert store.rows("SELECT count(*) FROM blob") == [(1,)]
