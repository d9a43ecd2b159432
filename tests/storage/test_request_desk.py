"""What staff do with requests, on both engines: who is second is told; what leaves reaches whom it should."""

import asyncio
from dataclasses import replace
from datetime import date, timedelta
from itertools import count
from typing import Any

import pytest

from bot.level import Standing
from bot.message import File
from bot.records import Record
from storage.binding import BIND, Proof
from storage.citizens import Citizen, SqlCitizens
from storage.register_tables import register_entry
from storage.request_answers import Carriage
from storage.request_book import SqlRequestBook
from storage.request_desk import Done, Filter, RequestDesk, Stale
from storage.request_entering import ENTER_REQUESTS, Filing, unentered
from storage.request_reminding import REMIND_REQUESTS, Look, anybody_to_remind
from storage.request_rows import Direction, Stage, State, What
from storage.request_views import Cursor
from storage.requests import Opened, SqlRequests, Term
from storage.sealing import Keyring
from tests.clock import Ticker
from tests.storage.conftest import Desk, Store
from tests.storage.samples import message, turn

SMS, CHAT = "+390001", "700000001"
PDF = File("isee.pdf", "application/pdf", b"%PDF-1.7 isee")
PERMIT = File("permesso.pdf", "application/pdf", b"%PDF-1.7 permesso")
CARRIAGE = Carriage(frozenset({"telegram"}), rated=frozenset({"sms", "telegram"}))
MARIO = Standing(citizen="mario")


class Office:
    """A store with its desk, its citizens, and what they write."""

    def __init__(self, desk: Desk, clock: Ticker) -> None:
        self.desk, self.clock, self.numbers = desk, clock, count(1)
        ids = (f"id-{number}" for number in count(1))
        terms = {"ztl-first": Term(60, "mobility")}
        self.requests = SqlRequests(desk.database, ids.__next__, clock, 30, terms)
        self.book = SqlRequestBook(desk.database, clock)
        self.staff = RequestDesk(desk.database, {"instalments": "pay_instalments"}, carriage=CARRIAGE)

    async def write(self, sender: str, *records: Record, channel: str = "sms", **rest: Any) -> int:
        inbound = message(f"m{next(self.numbers)}", sender, channel=channel, **rest)
        await self.desk.inbox.accept(inbound, "c")
        (work,) = await self.desk.inbox.claim(1)
        await self.desk.inbox.finish(turn(work, records=[each.for_lane(inbound.lane) for each in records]))
        return work.id

    async def ask(self, kind: str = "instalments", **rest: Any) -> Opened:
        opened = self.requests.open(kind, "V/1", {"worth": "application"}, **rest)
        await self.write(SMS, *opened.records)
        return opened

    async def add(self, opened: Opened, channel: str, sender: str, text: str, *files: File) -> None:
        story = await self.book.one(opened.reference, f"{channel}:{sender}", MARIO)
        assert story is not None
        records = self.book.heard(story.request, channel, text, files)
        await self.write(sender, *records, channel=channel, context={"thread": text})

    async def seen(self, opened: Opened) -> Any:
        seen = await self.staff.view(str(opened.reference))
        assert seen is not None
        return seen

    async def version(self, opened: Opened) -> int:
        return (await self.seen(opened)).request.version

    async def parts(self, channel: str) -> list[Any]:
        return list(await self.desk.outbox.take(channel, 9))


@pytest.fixture
def office(desk: Desk, clock: Ticker) -> Office:
    return Office(desk, clock)


def kinds(seen: Any) -> list[What]:
    return [each.kind for each in seen.events]


async def test_a_request_begins_its_story_with_its_documents(office: Office) -> None:
    opened = await office.ask("ztl-first", citizen="mario", files=[PDF], entry="0000009/2026")
    seen = await office.seen(opened)
    one = seen.request
    assert (one.citizen, one.office, one.entry, one.filed) == ("mario", "mobility", "0000009/2026", True)
    assert (one.stage, one.version, one.answer_by) == (Stage.RECEIVED, 0, date(2026, 4, 4))
    assert [(each.kind, each.by, each.message) for each in seen.events] == [
        (What.OPENED, "citizen", 1),
        (What.DOCUMENT, "citizen", 1),
    ]
    ((document,),) = (seen.documents,)
    assert (document.name, document.size, document.direction) == ("isee.pdf", len(PDF.content), Direction.IN)
    assert await office.staff.content(str(opened.reference), PDF.sha256) == PDF.content
    assert await office.staff.content(str(opened.reference), PERMIT.sha256) is None


async def test_of_two_who_take_it_one_is_told_who_was_first(store: Store, clock: Ticker) -> None:
    here = Office(store.open(), clock)
    opened = await here.ask()
    there = here.desk if here.desk.database.exclusive else store.open("second")
    other = RequestDesk(there.database)
    answers = await asyncio.gather(
        here.staff.take(str(opened.reference), by="l.rossi", expected=0),
        other.take(str(opened.reference), by="a.neri", expected=0),
    )
    (stale,) = [each for each in answers if isinstance(each, Stale)]
    first = (await here.seen(opened)).request.assignee
    assert (stale.by, stale.what, stale.version) == (first, What.TAKEN, 1)
    assert kinds(await here.seen(opened)) == [What.OPENED, What.TAKEN]


DEEDS = [
    ("assign", lambda desk, one, seen: desk.assign(one, "a.neri", by="x", expected=seen), What.ASSIGNED),
    ("hand", lambda desk, one, seen: desk.hand(one, "ztl", by="x", expected=seen), What.ASSIGNED),
    ("note", lambda desk, one, seen: desk.note(one, "nota", by="x", expected=seen), What.NOTED),
    ("reply", lambda desk, one, seen: desk.reply(one, "sì", by="x", expected=seen), What.MESSAGE),
    ("ask", lambda desk, one, seen: desk.ask_more(one, "che?", by="x", expected=seen), What.ASKED),
    ("accept", lambda desk, one, seen: desk.accept(one, "sì", by="x", expected=seen), What.ACCEPTED),
    ("refuse", lambda desk, one, seen: desk.refuse(one, "no", by="x", expected=seen), What.REFUSED),
    ("attach", lambda desk, one, seen: desk.attach(one, [PERMIT], by="x", expected=seen), What.DOCUMENT),
]


@pytest.mark.parametrize(("deed", "what"), [each[1:] for each in DEEDS], ids=[each[0] for each in DEEDS])
async def test_each_deed_is_done_once_by_who_has_seen_the_newest(
    office: Office, deed: Any, what: What
) -> None:
    opened = await office.ask()
    reference = str(opened.reference)
    assert isinstance(await deed(office.staff, reference, 0), Done)
    assert isinstance(await deed(office.staff, reference, 0), Stale)
    assert kinds(await office.seen(opened)) == [What.OPENED, what]
    with pytest.raises(LookupError):
        await deed(office.staff, "00000000", 0)


async def test_who_is_asked_answers_from_elsewhere_and_is_answered_there(
    office: Office, store: Store
) -> None:
    opened = await office.ask(citizen="mario")
    reference, staff = str(opened.reference), office.staff
    await staff.ask_more(reference, "l'ISEE?", by="l.rossi", expected=0)
    assert [part.text for part in await office.parts("sms")] == ["l'ISEE?"]
    office.clock.tick(days=4)
    await office.add(opened, "telegram", CHAT, "eccolo", PDF)
    seen = await office.seen(opened)
    assert kinds(seen)[2:] == [What.MOVED, What.MESSAGE, What.DOCUMENT]
    one = seen.request
    assert (one.lane, one.stage, one.stood_still) == (f"telegram:{CHAT}", Stage.WORKING, 4)
    assert one.answer_by == opened.answer_by + timedelta(days=4)
    answer = await staff.accept(reference, "Va bene.", by="l.rossi", expected=one.version, files=[PERMIT])
    assert answer == Done(one.version + 1, told=True)
    rows = store.rows("SELECT text, file, context FROM outbox WHERE channel = 'telegram' ORDER BY id")
    assert [(text, "permesso.pdf" in str(file)) for text, file, _ in rows] == [
        ("Va bene.", False),
        ("", True),
    ]
    assert all("eccolo" in str(context) for _, _, context in rows)
    assert await office.parts("sms") == []


async def test_a_second_question_does_not_stop_the_term_again(office: Office) -> None:
    opened = await office.ask(citizen="mario")
    for days in (3, 5):
        await office.staff.ask_more(str(opened.reference), "?", by="x", expected=await office.version(opened))
        office.clock.tick(days=days)
        await office.add(opened, "sms", SMS, f"dopo {days}")
    one = (await office.seen(opened)).request
    assert (one.answer_by, one.stood_still) == (opened.answer_by + timedelta(days=3), 3)


async def test_the_service_hears_of_the_decision_and_the_citizen_is_asked_how_it_went(
    office: Office, store: Store
) -> None:
    opened = await office.ask()
    office.clock.tick(days=40)
    await office.staff.refuse(str(opened.reference), "No.", by="l.rossi", expected=0)
    works = sorted(await office.desk.inbox.claim(9), key=lambda work: work.id)
    events = [works[0].inbound, *[each.inbound for each in await _next(office, works)]]
    assert [(each.event, each.payload.get("accepted")) for each in events] == [
        ("pay_instalments.decided", False),
        ("request_rating.ask", None),
    ]
    seen = await office.seen(opened)
    assert kinds(seen)[1:] == [What.REFUSED, What.CLOSED_LATE]
    assert seen.request.state is State.ANSWERED
    assert store.rows("SELECT status FROM outbox") == [("queued",)]


async def _next(office: Office, works: Any) -> Any:
    """One lane has one message in hand: the next comes when that is done with."""
    for work in works:
        await office.desk.inbox.finish(turn(work))
    return await office.desk.inbox.claim(9)


async def test_what_comes_after_the_decision_is_kept_and_changes_nothing(office: Office) -> None:
    opened = await office.ask()
    await office.staff.accept(str(opened.reference), "Sì.", by="x", expected=0)
    await _next(office, await _next(office, await office.desk.inbox.claim(9)))
    await office.add(opened, "sms", SMS, "grazie", PDF)
    seen = await office.seen(opened)
    assert seen.request.state is State.ANSWERED
    assert [each.name for each in seen.documents] == ["isee.pdf"]
    assert kinds(seen)[-2:] == [What.MESSAGE, What.DOCUMENT]


async def test_a_conversation_that_another_has_now_is_not_told(office: Office) -> None:
    citizens = SqlCitizens(office.desk.database, Keyring([bytes(32)]), iter(["mario", "anna"]).__next__)
    submit = office.desk.database.writer.submit
    for name, lane in (("mario", f"sms:{SMS}"), ("mario", f"telegram:{CHAT}"), ("anna", f"sms:{SMS}")):
        code = "XXXXXX00A00X001X" if name == "mario" else "XXXXXX00A00X002X"
        number = await citizens.admit(Citizen(fiscal_code=code, name=name, surname="Prova"), "login")
        if name == "anna":
            opened = await office.ask(citizen="mario")
            office.clock.tick(minutes=1)
        await submit(BIND, Proof(lane, number, "spid-2", 180, 12, "c"))
    answer = await office.staff.accept(str(opened.reference), "Sì.", by="x", expected=0)
    assert isinstance(answer, Done)
    assert answer.told
    assert [part.text for part in await office.parts("sms") if "Sì." in part.text] == []
    assert [part.text for part in await office.parts("telegram") if part.text == "Sì."] == ["Sì."]


async def test_the_queue_goes_page_by_page_and_by_what_is_wanted(office: Office) -> None:
    short = replace(office.requests, answer_days=5)
    opened = [each.open("instalments", f"V/{n}", {}) for n, each in enumerate([office.requests, short] * 3)]
    for each in opened:
        await office.write(SMS, *each.records)
    await office.staff.assign(str(opened[0].reference), "a.neri", by="x", expected=0)
    await office.staff.hand(str(opened[1].reference), "ztl", by="x", expected=0)
    found, after = [], None
    while page := await office.staff.queue(Filter(after=after), 2):
        found += page
        after = Cursor(page[-1].answer_by, str(page[-1].reference))
    assert [one.reference for one in found] == [
        each.reference for each in sorted(opened, key=lambda each: (each.answer_by, str(each.reference)))
    ]
    for wanted, these in (
        (Filter(office="ztl"), [opened[1]]),
        (Filter(assignee="a.neri"), [opened[0]]),
        (Filter(stage=Stage.WORKING), [opened[0]]),
        (Filter(office="", kind="instalments", assignee="", late=date(2026, 3, 1)), opened[3::2]),
        (Filter(kind="other"), []),
    ):
        shown = {one.reference for one in await office.staff.queue(wanted, 9)}
        assert shown == {each.reference for each in these}


async def test_an_application_is_entered_once_and_that_of_a_pec_keeps_its_number(
    office: Office, store: Store
) -> None:
    opened = await office.ask(files=[PDF])
    draft = office.requests.open("instalments", "V/2", {"worth": "draft"})
    await office.write(SMS, *draft.records)
    (one,) = await unentered(office.desk.database)
    assert one.reference == opened.reference
    submit = office.desk.database.writer.submit
    filing = [Filing(str(one.reference), "Mario Rossi (sms)")]
    assert [await submit(ENTER_REQUESTS, filing) for _ in range(2)] == [1, 0]
    seen = await office.seen(opened)
    assert (seen.request.entry, seen.events[-1].text) == ("0000001/2026", "0000001/2026")
    table = register_entry.name
    ((sender, reference),) = store.rows(f"SELECT sender, reference FROM {table}")  # noqa: S608 - our own table
    assert (sender, reference) == ("Mario Rossi (sms)", str(opened.reference))
    assert await unentered(office.desk.database) == []


async def test_reminders_are_said_once_and_stop_when_it_is_done(office: Office) -> None:
    opened, database = await office.ask(citizen="mario"), office.desk.database
    look = Look(2, 5, "c")
    await office.staff.ask_more(
        str(opened.reference), "?", by="x", expected=0, until=office.clock().date() + timedelta(days=10)
    )
    assert not await anybody_to_remind(database, 2, 5)
    office.clock.tick(days=8)
    assert await anybody_to_remind(database, 2, 5)
    assert [await database.writer.submit(REMIND_REQUESTS, look) for _ in range(2)] == [1, 0]
    (work,) = await office.desk.inbox.claim(9)
    assert (work.inbound.event, work.inbound.payload["until"]) == ("request_message.reminder", "2026-02-13")
    await office.desk.inbox.finish(turn(work))
    await office.add(opened, "sms", SMS, "ecco")
    office.clock.tick(days=26)  # the answer is due in four days
    assert [await database.writer.submit(REMIND_REQUESTS, look) for _ in range(2)] == [1, 0]
    last = (await office.seen(opened)).events[-1]
    assert (last.kind, last.shown) == (What.REMINDED, False)
    await office.staff.accept(str(opened.reference), "Sì.", by="x", expected=await office.version(opened))
    assert not await anybody_to_remind(database, 2, 90)


async def test_who_writes_finds_what_is_theirs_and_nothing_else(office: Office) -> None:
    opened = await office.ask(citizen="mario")
    lane, elsewhere = f"sms:{SMS}", f"telegram:{CHAT}"
    cases = [
        ("the lane that asked", lane, Standing(), True),
        ("any lane of its citizen", elsewhere, MARIO, True),
        ("who acts for them", elsewhere, Standing(citizen="anna", acting_for="mario"), True),
        ("somebody else", elsewhere, Standing(citizen="anna"), False),
        ("nobody we know", elsewhere, Standing(), False),
        ("who has taken the lane over", lane, Standing(since=office.clock() + timedelta(days=1)), False),
    ]
    for label, where, standing, theirs in cases:
        assert bool(await office.book.open_of(where, standing)) is theirs, label
        assert (await office.book.one(opened.reference, where, standing) is not None) is theirs, label


async def test_a_mark_is_given_once(office: Office) -> None:
    opened = await office.ask()
    assert await office.book.unrated(f"sms:{SMS}", Standing()) is None
    await office.staff.accept(str(opened.reference), "Sì.", by="x", expected=0)
    await _next(office, await _next(office, await office.desk.inbox.claim(9)))
    one = await office.book.unrated(f"sms:{SMS}", Standing())
    assert one is not None
    for stars in (4, 1):
        await office.write(SMS, *office.book.rate(one, stars))
    seen = await office.seen(opened)
    assert (seen.request.rating, kinds(seen)[-1], kinds(seen).count(What.RATED)) == (4, What.RATED, 1)


async def test_nothing_of_anybody_stands_in_the_tables_in_the_clear(office: Office, store: Store) -> None:
    opened = await office.ask(citizen="mario", files=[PDF])
    await office.staff.note(str(opened.reference), "parole segrete", by="x", expected=0)
    for table, column in (("request_event", "text"), ("request_document", "name"), ("request", "lane")):
        values = [str(value) for (value,) in store.raw(f"SELECT {column} FROM {table}")]  # noqa: S608 - ours
        assert not any(word in value for word in ("segrete", "isee", SMS) for value in values)
