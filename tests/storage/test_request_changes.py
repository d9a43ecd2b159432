"""What happened to requests since somebody looked, and how many are open, on both databases."""

from itertools import count

from storage.records import RECORDS
from storage.request_changes import SqlChanges, Tally
from storage.request_desk import RequestDesk
from storage.request_rows import Stage, What
from storage.request_sent import SentAnswers
from storage.requests import SqlRequests, Term
from tests.clock import Ticker
from tests.storage.conftest import Desk


async def asked(desk: Desk, clock: Ticker, ids: "count[int]", kind: str = "instalments") -> str:
    book = SqlRequests(desk.database, lambda: f"id-{next(ids)}", clock, 30, {"ztl": Term(5, "permits")})
    opened = book.open(kind, "V/12/2026", {})
    records = [each.for_lane("try-chat:900000001") for each in opened.records]
    await desk.database.writer.submit(RECORDS, records)
    return str(opened.reference)


async def test_changes_come_in_order_with_how_it_stands_now(desk: Desk, clock: Ticker) -> None:
    ids, changes, work = count(1), SqlChanges(desk.database), RequestDesk(desk.database)
    assert await changes.newest() == 0
    first, second = await asked(desk, clock, ids), await asked(desk, clock, ids, "ztl")
    before = await changes.newest()
    await work.take(second, by="olga", expected=0)
    await work.note(first, "Da sentire", by="carlo", expected=0)
    told = await changes.since(before)
    assert [(one.what, one.by, str(one.reference), one.version) for one in told] == [
        (What.TAKEN, "olga", second, 1),
        (What.NOTED, "carlo", first, 1),
    ]
    taken = told[0]
    assert (taken.office, taken.assignee, taken.stage, taken.at) == (
        "permits",
        "olga",
        Stage.WORKING,
        clock(),
    )
    assert await changes.newest() == told[-1].number
    assert len(await changes.since(0)) == 4


async def test_open_requests_are_counted_by_office_and_officer(desk: Desk, clock: Ticker) -> None:
    ids, changes, work = count(1), SqlChanges(desk.database), RequestDesk(desk.database)
    taken, _, closed = [await asked(desk, clock, ids, "ztl") for _ in range(3)]
    await asked(desk, clock, ids)
    await work.take(taken, by="olga", expected=0)
    await work.refuse(closed, "No.", by="olga", expected=0)
    late = clock.tick(days=6).date()
    counted = sorted(await changes.tallies(late), key=lambda one: (one.office, one.assignee))
    assert counted == [Tally("", "", 1, 0), Tally("permits", "", 1, 1), Tally("permits", "olga", 1, 1)]


async def test_how_far_each_message_of_staff_has_got(desk: Desk, clock: Ticker) -> None:
    work, sent = RequestDesk(desk.database), SentAnswers(desk.database)
    reference = await asked(desk, clock, count(1))
    await work.reply(reference, "Ci stiamo lavorando.", by="olga", expected=0)
    await work.note(reference, "Nota", by="olga", expected=1)
    await work.ask_more(reference, "Manca il libretto.", by="olga", expected=2)
    view = await work.view(reference)
    assert view is not None
    numbers = {each.kind: each.number for each in view.events}
    assert await sent.statuses(view) == {numbers[What.MESSAGE]: "queued", numbers[What.ASKED]: "queued"}
