"""Files that came before a request was opened are found by their own conversation; it may wait for more."""

from datetime import date, timedelta
from itertools import count

from bot.message import File
from storage.brought import SqlBrought
from storage.request_awaiting import await_documents, decided_by
from storage.request_desk import RequestDesk
from storage.request_rows import Stage
from storage.requests import SqlRequests
from tests.clock import Ticker
from tests.storage.conftest import Desk
from tests.storage.samples import message, turn

MARIO, ANNA = "+390001", "+390002"
PHOTO = File("foto.jpg", "image/jpeg", b"photo")


async def test_what_a_conversation_brought_is_its_own_and_goes_into_one_request(
    desk: Desk, clock: Ticker
) -> None:
    await desk.inbox.accept(message("photo", MARIO, files=(PHOTO,)), "c")
    await desk.inbox.accept(message("again", MARIO, files=(PHOTO,)), "c")
    brought, since = SqlBrought(desk.database), clock() - timedelta(hours=1)
    assert list(await brought.files(f"sms:{MARIO}", since)) == [PHOTO]
    assert list(await brought.files(f"sms:{ANNA}", since)) == []
    assert list(await brought.files(f"sms:{MARIO}", clock() + timedelta(hours=1))) == []
    (work,) = await desk.inbox.claim(1)
    opened = _requests(desk, clock).open("ztl-first", "AB123CD", {}, files=[PHOTO])
    await desk.inbox.finish(turn(work, records=[each.for_lane(work.inbound.lane) for each in opened.records]))
    assert list(await brought.files(f"sms:{MARIO}", since)) == []


async def test_a_request_may_wait_for_documents_at_an_office_from_the_first(
    desk: Desk, clock: Ticker
) -> None:
    await desk.inbox.accept(message("asks", MARIO), "c")
    (work,) = await desk.inbox.claim(1)
    opened = _requests(desk, clock).open("ztl-first", "AB123CD", {})
    until = date(2026, 3, 5)
    more = [await_documents(opened.reference, clock().date(), until), decided_by(opened.reference, "ztl")]
    records = [each.for_lane(work.inbound.lane) for each in (*opened.records, *more)]
    await desk.inbox.finish(turn(work, records=records))
    seen = await RequestDesk(desk.database).view(str(opened.reference))
    assert seen is not None
    assert (seen.request.stage, seen.request.office) == (Stage.ASKED, "ztl")
    assert seen.request.asked_until == until


def _requests(desk: Desk, clock: Ticker) -> SqlRequests:
    numbers = count(1)
    return SqlRequests(desk.database, lambda: f"id-{next(numbers)}", clock, 30)
