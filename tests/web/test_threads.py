"""The phone's cursor carries both of the store's, and events are no messages."""

from dataclasses import replace

import pytest
from pretended_counter import NOW

from bot.errors import BadRequest
from sportello.web.threads import Threads
from storage.views import Attachment, Line

QUESTION = Line(1, inbound=True, at=NOW, text="multa", status="done")
TIMER = replace(QUESTION, id=2, text="", event="reminder")
ANSWER = Line(
    7, inbound=False, at=NOW, text="", status="sent", files=(Attachment("a.pdf", "application/pdf", "0"),)
)


class Store:
    """A store that gives one line at a time."""

    def __init__(self, *lines):
        self.lines = lines

    async def conversation(self, lane, after, limit=1):
        assert lane == "try-sms:x"
        new = [line for line in self.lines if line.id > (after.inbox if line.inbound else after.outbox)]
        for line in new[:limit]:
            after = replace(after, **{"inbox" if line.inbound else "outbox": line.id})
        return new[:limit], after

    async def content(self, sha256):
        return b"x" if sha256 == "0" else None


async def test_all_pages_are_read_and_events_left_out():
    talk = await Threads(Store(QUESTION, TIMER, ANSWER)).of("try-sms:x", "")
    assert [(line.key, line.direction, line.status) for line in talk.lines] == [
        ("in-1", "in", "done"),
        ("out-7", "out", "sent"),
    ]
    assert talk.lines[1].files[0].name == "a.pdf"
    assert talk.cursor == "2.7"


async def test_reading_goes_on_from_the_cursor():
    threads = Threads(Store(QUESTION, TIMER, ANSWER))
    assert [line.key for line in (await threads.of("try-sms:x", "2.0")).lines] == ["out-7"]
    assert await threads.of("try-sms:x", "2.7") == await threads.of("try-sms:x", "2.7")
    assert not (await threads.of("try-sms:x", "2.7")).lines


@pytest.mark.parametrize("cursor", ["x", "1", "1.", "-1.2", "1.2.3", "٣.1", "1.2\n", "9" * 30 + ".1"])
async def test_foreign_cursor_is_refused(cursor):
    with pytest.raises(BadRequest):
        await Threads(Store()).of("try-sms:x", cursor)


async def test_content_is_the_store_s():
    assert await Threads(Store()).content("0") == b"x"
    assert await Threads(Store()).content("1") is None
