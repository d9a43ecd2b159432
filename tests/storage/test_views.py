from datetime import timedelta

from bot.message import Button, File, Priority
from storage.departures import departure
from storage.records import RECORDS
from storage.views import Attachment, Backlog, Cursor, Views
from tests.clock import Ticker
from tests.storage.conftest import Desk
from tests.storage.samples import message, part, turn

FILE = File("a.pdf", "application/pdf", b"pdf")


async def test_an_empty_store_has_no_backlog(desk: Desk) -> None:
    assert await Views(desk.database).backlog() == Backlog(0, 0, {}, {}, {}, None, None)


async def test_the_backlog_is_counted(desk: Desk, clock: Ticker) -> None:
    start = clock()
    for number in range(4):
        await desk.inbox.accept(message(f"SM{number}", f"+{number}"), "c")
        clock.tick(minutes=1)
    done, crashed = await desk.inbox.claim(2)
    await desk.inbox.finish(turn(done, part("a", "+1"), part("b", "+2"), part("c", "+3")))
    await desk.inbox.park(turn(crashed, part("d", "+4", priority=Priority.BULK)), "crash", "Traceback")
    first, second = await desk.outbox.take("sms", 2)
    await desk.outbox.unknown(first, "timeout")
    await desk.outbox.failed(second, "21211")
    assert await Views(desk.database).backlog() == Backlog(
        waiting=2,
        parked=1,
        queued={("sms", Priority.REPLY): 1, ("sms", Priority.BULK): 1},
        unknown={"sms": 1},
        failed={"sms": 1},
        inbox_since=start + timedelta(minutes=2),
        outbox_since=clock(),
    )
    (parked,) = await Views(desk.database).parked()
    assert (parked.id, parked.reason, parked.detail, parked.text) == (
        crashed.id,
        "crash",
        "Traceback",
        "testo SM1",
    )


async def test_a_conversation_is_read_by_time_and_goes_on(desk: Desk, clock: Ticker) -> None:
    views = Views(desk.database)
    await desk.inbox.accept(message("SM1", "+1", tap="1:si", files=(FILE,)), "c")
    await desk.inbox.accept(message("SM2", "+2"), "c")
    clock.tick(seconds=1)
    work, other = await desk.inbox.claim(2)
    buttons = (Button("Sì", "1:si"),)
    await desk.inbox.finish(
        turn(work, part("a", "+1", buttons=buttons), part("b", "+1", text="", files=(FILE,)))
    )
    await desk.inbox.finish(turn(other, part("c", "+2")))
    clock.tick(seconds=1)
    await desk.database.writer.submit(RECORDS, departure(part("d", "+1"), clock()))
    lines, cursor = await views.conversation("sms:+1")
    assert [(line.inbound, line.text) for line in lines] == [
        (True, "testo SM1"),
        (False, "risposta a"),
        (False, ""),
        (False, "risposta d"),
    ]
    attachment = Attachment("a.pdf", "application/pdf", FILE.sha256)
    assert (lines[0].tap, lines[0].files, lines[0].status) == ("1:si", (attachment,), "done")
    assert (lines[1].buttons, lines[2].files) == (buttons, (attachment,))
    assert await views.conversation("sms:+1", cursor) == ([], cursor)
    await desk.inbox.accept(message("SM3", "+1"), "c")
    more, _ = await views.conversation("sms:+1", cursor)
    assert [line.text for line in more] == ["testo SM3"]
    page, after = await views.conversation("sms:+1", limit=1)
    assert [line.text for line in page] == ["testo SM1", "risposta a"]
    assert after == Cursor(work.id, lines[1].id)


async def test_a_file_is_read_by_its_hash(desk: Desk) -> None:
    await desk.inbox.accept(message("SM1", files=(FILE,)), "c")
    assert await Views(desk.database).content(FILE.sha256) == b"pdf"
    assert await Views(desk.database).content("0" * 64) is None
