"""Whatever staff do with broadcasts, in any order and twice: nothing leaves to which too few have agreed."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, ClassVar

import sqlalchemy as sa
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, multiple, rule

from storage.audience import Policy
from storage.audit import audit
from storage.broadcast_approving import APPROVE, RELEASE, REVIEW
from storage.broadcast_beginning import find
from storage.broadcast_laying import CLEAR, LAY, Stretch, to_clear
from storage.broadcast_moving import CANCEL, PAUSE, REJECT, RESUME, SUBMIT
from storage.broadcast_records import Broadcast, Deed, Draft, Kind, Refused, State, Text, What, Why
from storage.broadcast_rows import (
    broadcast,
    broadcast_approval,
    broadcast_event,
    broadcast_text,
    broadcast_topic,
)
from storage.broadcast_starting import FINISH, START, Beginning, to_finish, to_start
from storage.broadcast_views import read_latest
from storage.broadcast_writes import CORRECT, EDIT, MAKE, Writing
from storage.instants import to_ms
from storage.recipient_rows import recipient
from storage.subscriber_rows import subscriber, subscription
from tests.storage.broadcasting import ROADS
from tests.storage.payment_world import START as BEGIN
from tests.storage.payment_world import Store, made_store

WHO = st.sampled_from(["anna", "bruno", "carla"])
PEOPLE = 6
BUDGET = 600  # millionths of a euro: a hundred for each person
LATE = st.sampled_from([False, False, False, True])  # whether who acts has read it before the last change
_STORY = sa.select(broadcast_event).order_by(broadcast_event.c.id)
EMPTIED = (broadcast, broadcast_text, broadcast_topic, broadcast_approval, broadcast_event)
OPEN = (State.DRAFT, State.SUBMITTED, State.APPROVED, State.HELD)
GOING = (State.RUNNING, State.PAUSED)
OVER = (State.DONE, State.CANCELLED, State.EXPIRED)


@dataclass
class Page:
    """A broadcast, as somebody with a pencil keeps it; `seen` is the version before the last change."""

    number: int
    kind: Kind
    until: datetime
    editor: str
    state: State = State.DRAFT
    version: int = 1
    seen: int = 0
    submitter: str = ""
    micros: int = 0
    counted: int = 0
    agreed: dict[str, int] = field(default_factory=dict)
    urgent: bool = False
    corrects: "Page | None" = None
    people: dict[str, str] = field(default_factory=dict)  # by their address, what became of them
    story: list[tuple[What, str]] = field(default_factory=list)

    def anew(self, state: State) -> None:
        """Nobody has agreed to what it is now."""
        self.seen, self.version, self.state = self.version, self.version + 1, state
        self.agreed, self.urgent = {}, False

    def settle(self, before: str, after: str) -> None:
        """Move whoever stands so."""
        self.people = {each: after if status == before else status for each, status in self.people.items()}

    @property
    def has_begun(self) -> bool:
        """Whether anybody was to be written to."""
        return any(what is What.BEGUN for what, _ in self.story)

    @property
    def waits(self) -> bool:
        """Whether somebody is still to be written to."""
        return "queued" in self.people.values()


class Broadcasts(RuleBasedStateMachine):
    """The store beside its pages."""

    store: ClassVar[Store]
    pages = Bundle("pages")

    @initialize(target=pages, kind=st.sampled_from(Kind))
    def begin(self, kind: Kind) -> Any:
        self.store.now = BEGIN
        with self.store.transaction() as transaction:
            for table in (*EMPTIED, recipient, subscriber, subscription):
                transaction.connection.execute(sa.delete(table))
            self.audited = transaction.connection.scalar(sa.select(sa.func.count()).select_from(audit)) or 0
        self.kept: list[Page] = []
        self.subscribers = 0
        self.grow(PEOPLE)
        return self.launched(kind)

    def grow(self, count: int) -> None:
        """Let more people hear of roads."""
        numbers = range(self.subscribers + 1, self.subscribers + count + 1)
        self.subscribers += count
        common = {"channel": "sms", "person": "", "language": "it", "source": "desk", "added_at": BEGIN}
        rows = [{**common, "id": each, "lane": f"sms:+{each}", "address": f"+{each}"} for each in numbers]
        with self.store.transaction() as transaction:
            transaction.connection.execute(sa.insert(subscriber), rows)
            topics = [{"topic": "roads", "subscriber": each, "since": BEGIN} for each in numbers]
            transaction.connection.execute(sa.insert(subscription), topics)

    def run_one(self, kind: Any, payload: Any) -> Any:
        (answer,) = self.store.write(kind, payload)
        return answer

    def draft(self, kind: Kind, hours: int) -> Draft:
        until = self.store.now + timedelta(hours=hours)
        return Draft(kind, Policy.CHEAPEST, {"it": Text("t", "b")}, ROADS, basis="Ord.", valid_until=until)

    @rule(target=pages, who=WHO, kind=st.sampled_from(Kind), hours=st.integers(1, 9))
    def make(self, who: str, kind: Kind, hours: int) -> Any:
        if len(self.kept) > 2:
            return multiple()
        made = self.run_one(MAKE, Writing(self.draft(kind, hours), who))
        return self.new_page(Page(made.id, kind, self.store.now + timedelta(hours=hours), who))

    def new_page(self, page: Page) -> Page:
        page.story.append((What.MADE, page.editor))
        self.kept.append(page)
        return page

    def launched(self, kind: Kind) -> Page:
        """Bring one as far as it mostly comes."""
        page: Page = self.make("anna", kind, 9)
        self.submit(page, "anna", PEOPLE, late=False)
        self.approve(page, "bruno", PEOPLE, late=False)
        self.start()
        return page

    def expected(self, page: Page, late: bool) -> int:  # noqa: FBT001 - drawn
        return page.seen if late else page.version

    def do(self, kind: Any, page: Page, deed: Deed, *refusals: tuple[bool, Why]) -> bool:
        """Do it; whether it is done: if none of the refusals is so, of which the first is told."""
        answer = self.run_one(kind, deed)
        why = next((why for is_so, why in refusals if is_so), None)
        assert (answer.why if isinstance(answer, Refused) else None) == why
        if isinstance(answer, Refused) and why in (Why.STALE, Why.STATE):
            assert (answer.what, answer.by) == page.story[-1]
        return why is None

    def guards(self, page: Page, expected: int | None, *states: State) -> list[tuple[bool, Why]]:
        stale = expected is not None and expected != page.version
        return [(stale, Why.STALE), (page.state not in states, Why.STATE)]

    def is_late(self, page: Page) -> bool:
        return page.until <= self.store.now

    @rule(page=pages, who=WHO, hours=st.integers(1, 9), late=LATE)
    def edit(self, page: Page, who: str, hours: int, late: bool) -> None:  # noqa: FBT001 - drawn
        seen = self.expected(page, late)
        writing = Writing(self.draft(page.kind, hours), who, page.number, seen)
        if self.do(EDIT, page, writing, *self.guards(page, seen, *OPEN)):  # type: ignore[arg-type] # it is written
            page.anew(State.DRAFT)
            page.editor, page.until = who, self.store.now + timedelta(hours=hours)
            page.story.append((What.EDITED, who))

    @rule(page=pages, who=WHO, counted=st.integers(1, 9), late=LATE)
    def submit(self, page: Page, who: str, counted: int, late: bool) -> None:  # noqa: FBT001 - drawn
        seen = self.expected(page, late)
        deed = Deed(page.number, who, seen, counted=counted, micros=counted * 100)
        guards = self.guards(page, seen, State.DRAFT)
        if self.do(SUBMIT, page, deed, *guards, (self.is_late(page), Why.LATE)):
            page.anew(State.SUBMITTED)
            page.submitter, page.counted, page.micros = who, counted, counted * 100
            page.story.append((What.SUBMITTED, who))

    @rule(page=pages, who=WHO, late=LATE)
    def reject(self, page: Page, who: str, late: bool) -> None:  # noqa: FBT001 - drawn
        seen = self.expected(page, late)
        guards = self.guards(page, seen, State.SUBMITTED, State.HELD)
        if self.do(REJECT, page, Deed(page.number, who, seen, "perché"), *guards):
            page.anew(State.DRAFT)
            page.story.append((What.REJECTED, who))

    @rule(page=pages, who=WHO, counted=st.integers(1, 9), late=LATE)
    def approve(self, page: Page, who: str, counted: int, late: bool) -> None:  # noqa: FBT001 - drawn
        seen = self.expected(page, late)
        refusals = [
            *self.guards(page, seen, State.SUBMITTED, State.HELD),
            (who in (page.submitter, page.editor), Why.OWN),
            (who in page.agreed, Why.TWICE),
            (self.is_late(page), Why.LATE),
        ]
        if self.do(APPROVE, page, Deed(page.number, who, seen, counted=counted, budget=BUDGET), *refusals):
            page.agreed[who] = counted
            most = max(page.counted, *page.agreed.values())
            if len(page.agreed) >= 1 + (page.micros * most // page.counted > BUDGET):
                page.state = State.APPROVED
            page.story.append((What.APPROVED, who))

    @rule(page=pages, who=WHO, late=LATE)
    def release(self, page: Page, who: str, late: bool) -> None:  # noqa: FBT001 - drawn
        seen = self.expected(page, late)
        refusals = [
            *self.guards(page, seen, State.SUBMITTED, State.HELD),
            (page.kind is not Kind.EMERGENCY, Why.KIND),
            (self.is_late(page), Why.LATE),
        ]
        if self.do(RELEASE, page, Deed(page.number, who, seen, "piena"), *refusals):
            page.agreed.setdefault(who, page.counted)
            page.state, page.urgent = State.APPROVED, True
            page.story.append((What.RELEASED, who))

    @rule(page=pages, who=WHO)
    def review(self, page: Page, who: str) -> None:
        waiting = (State.DRAFT, State.SUBMITTED, State.HELD)
        refusals = [
            (page.state in waiting or not page.urgent, Why.STATE),
            (who in (*page.agreed, page.submitter, page.editor), Why.OWN),
            (len(page.agreed) > 1, Why.TWICE),
        ]
        if self.do(REVIEW, page, Deed(page.number, who), *refusals):
            page.agreed[who] = page.counted
            page.story.append((What.REVIEWED, who))

    @rule(page=pages, who=WHO)
    def pause(self, page: Page, who: str) -> None:
        if self.do(PAUSE, page, Deed(page.number, who), *self.guards(page, None, State.RUNNING)):
            page.state = State.PAUSED
            page.story.append((What.PAUSED, who))

    @rule(page=pages, who=WHO)
    def resume(self, page: Page, who: str) -> None:
        guards = self.guards(page, None, State.PAUSED)
        if self.do(RESUME, page, Deed(page.number, who), *guards, (self.is_late(page), Why.LATE)):
            page.state = State.RUNNING
            page.story.append((What.RESUMED, who))

    @rule(page=pages, who=WHO, sure=LATE)
    def cancel(self, page: Page, who: str, sure: bool) -> None:  # noqa: FBT001 - drawn
        if sure and self.do(CANCEL, page, Deed(page.number, who), *self.guards(page, None, *OPEN, *GOING)):
            page.state = State.CANCELLED
            page.settle("queued", "cancelled")
            page.story.append((What.CANCELLED, who))

    @rule(target=pages, page=pages, who=WHO)
    def correct(self, page: Page, who: str) -> Any:
        (answer,) = self.store.write(CORRECT, Deed(page.number, who))
        if not page.has_begun or page.state not in (*GOING, State.DONE, State.CANCELLED):
            assert answer.why is Why.STATE
            return multiple()
        if any(each.corrects is page and each.state in OPEN for each in self.kept):
            assert answer.why is Why.TWICE
            return multiple()
        if page.state in GOING:
            page.state = State.CANCELLED
            page.settle("queued", "cancelled")
        page.story.append((What.CORRECTED, who))
        until = page.until if page.until > self.store.now else self.store.now + timedelta(hours=1)
        made = Page(answer.id, page.kind, until, who, corrects=page)
        self.new_page(made)
        if page.until <= self.store.now:  # it has no end of its own yet
            self.edit(made, who, 1, late=False)
        return made

    @rule(minutes=st.sampled_from([1, 60, 240]))
    def wait(self, minutes: int) -> None:
        self.store.now += timedelta(minutes=minutes)

    @rule(count=st.sampled_from([1, 60]))
    def more_people(self, count: int) -> None:
        if self.subscribers < 200:
            self.grow(count)

    @rule()
    def start(self) -> None:
        """Begin what is due: all that is approved is."""
        with self.store.transaction() as transaction:
            due = to_start(transaction.connection, self.store.now)
        assert sorted(due) == sorted(page.number for page in self.kept if page.state is State.APPROVED)
        for page in self.kept:
            if page.state is State.APPROVED:
                begun = self.lay(page.number)
                assert begun == self.begins(page)
        with self.store.transaction() as transaction:
            left = to_clear(transaction.connection)
        for number in left:
            self.run_one(CLEAR, number)
        begun_ones = [page.number for page in self.kept if page.has_begun]
        littered = sa.select(recipient.c.id).where(recipient.c.broadcast.not_in(begun_ones))
        assert self.store.read(littered) == []

    @rule(page=pages)
    def die_beginning(self, page: Page) -> None:
        """Leave some rows behind."""
        if page.state is State.APPROVED:
            assert not self.lay(page.number, dies=True)

    def lay(self, number: int, *, dies: bool = False) -> bool:
        """Lay the recipients in two stretches or three, as storage.broadcast_beginning does."""
        with self.store.transaction() as transaction:
            now, size = to_ms(self.store.now), max(self.subscribers // 2, 1)
            found = find(transaction.connection, number, ("sms",), now, size)
        assert found is not None
        while found.littered and self.run_one(CLEAR, number):
            pass
        *before, rest = found.stretches or ("",)
        last = 0
        for rows in before:
            last = self.run_one(LAY, Stretch(number, found.version, found.at_ms, last, rows))
        stretch = Stretch(number, found.version, found.at_ms, last, rest)
        return not dies and self.run_one(START, Beginning(stretch, found.people, found.problem))

    def begins(self, page: Page) -> bool:
        if self.is_late(page):
            page.state = State.EXPIRED
            page.story.append((What.EXPIRED, ""))
            return False
        people = self.addresses(page)
        if len(people) * 10 > min(page.agreed.values()) * 11 + 500:
            page.anew(State.HELD)
            page.micros = page.micros * len(people) // page.counted
            page.counted = len(people)
            page.story.append((What.HELD, ""))
            return False
        wrote = {page.submitter, page.editor}
        assert page.urgent or not wrote & page.agreed.keys()
        assert page.urgent or len(page.agreed) >= 1 + (page.micros > BUDGET)
        page.state, page.people = State.RUNNING, dict.fromkeys(people, "queued")
        page.story.append((What.BEGUN, ""))
        return True

    def addresses(self, page: Page) -> list[str]:
        if page.corrects is not None:
            return [each for each, status in page.corrects.people.items() if status == "sent"]
        return [f"+{number}" for number in range(1, self.subscribers + 1)]

    @rule(page=pages, count=st.integers(1, 70), status=st.sampled_from(["sent", "sent", "failed"]))
    def send(self, page: Page, count: int, status: str) -> None:
        """Let a sender reach some, or fail to."""
        if page.state is State.RUNNING:
            some = [each for each, was in page.people.items() if was == "queued"][:count]
            theirs = recipient.c.broadcast == page.number, recipient.c.address.in_(some)
            with self.store.transaction() as transaction:
                transaction.connection.execute(sa.update(recipient).where(*theirs).values(status=status))
            page.people |= dict.fromkeys(some, status)

    @rule()
    def finish(self) -> None:
        with self.store.transaction() as transaction:
            due = to_finish(transaction.connection, self.store.now)
        for number in due:
            self.run_one(FINISH, number)
        for page in self.kept:
            self.ends(page)

    def ends(self, page: Page) -> None:
        late = self.is_late(page)
        if page.state is State.HELD and late:
            page.state = State.EXPIRED
            page.story.append((What.EXPIRED, ""))
        if page.state in GOING and late:
            page.settle("queued", "stale")
        if page.state in GOING and not page.waits:
            in_vain = late and "sent" not in page.people.values()
            page.state = State.EXPIRED if in_vain else State.DONE
            page.story.append((What.EXPIRED if in_vain else What.DONE, ""))

    @invariant()
    def each_stands_as_its_page_says(self) -> None:
        with self.store.transaction() as transaction:
            found = read_latest(transaction.connection, (), 99, 0)
            story = transaction.connection.execute(_STORY).all()
        for one, page in zip(reversed(found), self.kept, strict=True):
            self.compare(one, page)
            self.tells([row for row in story if row.broadcast == page.number], page)

    def compare(self, one: Broadcast, page: Page) -> None:
        assert (one.state, one.version) == (page.state, page.version)
        assert {each.who: each.counted for each in one.approvals} == page.agreed
        assert (bool(one.urgent), one.edited_by) == (page.urgent, page.editor)
        assert (one.ended_at is not None) == (page.state in OVER)

    def tells(self, rows: Sequence[Any], page: Page) -> None:
        assert [(What(each.what), each.who) for each in rows] == page.story
        assert [each.at for each in rows] == sorted(each.at for each in rows)

    @invariant()
    def each_recipient_stands_as_their_page_says(self) -> None:
        columns = recipient.c.broadcast, recipient.c.address, recipient.c.status
        found = {
            (number, address): status
            for number, address, status in self.store.read(sa.select(*columns))
            if any(page.number == number and page.has_begun for page in self.kept)
        }
        assert found == {
            (page.number, address): status for page in self.kept for address, status in page.people.items()
        }

    @invariant()
    def whatever_staff_did_is_in_the_audit(self) -> None:
        ((count,),) = self.store.read(sa.select(sa.func.count()).select_from(audit))
        assert count - self.audited == sum(who != "" for page in self.kept for _, who in page.story)


class TestBroadcasts(Broadcasts.TestCase):
    settings = settings(max_examples=25, stateful_step_count=25, deadline=None)

    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        Broadcasts.store = cls.enterClassContext(made_store())
