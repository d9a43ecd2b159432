"""Whatever happens to a request, in any order, twice, from two channels: one state, one story, its files."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count
from types import SimpleNamespace
from typing import Any, ClassVar

import sqlalchemy as sa
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from bot.level import Standing
from bot.message import File
from storage.records import write_records
from storage.request_book import SqlRequestBook
from storage.request_deeds import Deed, Done, Stale
from storage.request_rows import Request, Stage, State, What, request_document, request_event
from storage.request_views import view
from storage.request_writes import ASK, ASSIGN, DECIDE, NOTE, REPLY, TAKE
from storage.requests import SqlRequests
from storage.tables import inbox, outbox
from tests.clock import Ticker
from tests.storage.payment_world import START, Store, made_store

LANES = ("sms:+390001", "telegram:2")
LANE, STAFF = st.sampled_from(LANES), st.sampled_from(["l.rossi", "a.neri"])
FILE = st.sampled_from([None, File("a.pdf", "application/pdf", b"a"), File("b.pdf", "application/pdf", b"b")])
LATE = st.booleans()  # whether who acts has read the request before the last thing that happened to it
ENDS = (What.ACCEPTED, What.REFUSED, What.WITHDRAWN)
STILL = timedelta(days=30)


@dataclass
class Book:
    """The request, as somebody with a pencil keeps it."""

    answer_by: date
    state: State = State.OPEN
    stage: Stage = Stage.RECEIVED
    lane: str = LANES[0]
    assignee: str = ""
    rating: int | None = None
    asked_until: date | None = None
    files: set[str] = field(default_factory=set)
    story: list[What] = field(default_factory=lambda: [What.OPENED])


class Requests(RuleBasedStateMachine):
    """The store beside its book."""

    store: ClassVar[Store]

    @initialize()
    def begin(self) -> None:
        self.clock, self.messages = Ticker(START), count(1)
        self.store.empty()
        database: Any = SimpleNamespace()
        self.requests = SqlRequests(database, lambda: "one", self.clock, 30)
        self.book = SqlRequestBook(database, self.clock)
        opened = self.requests.open("instalments", "V/1", {}, citizen="mario")
        self.reference = str(opened.reference)
        self.turn(LANES[0], opened.records)
        self.kept = Book(opened.answer_by)
        self.read = self.now()

    def now(self) -> Request:
        with self.store.transaction() as transaction:
            seen = view(transaction.connection, self.reference)
        assert seen is not None
        return seen.request

    def turn(self, lane: str, records: Any, *, twice: bool = False) -> None:
        """Commit what a message brings; said twice, it is the same message."""
        self.store.now = self.clock.tick(seconds=1)
        channel, _, sender = lane.partition(":")
        number = next(self.messages)
        row = {"channel": channel, "external_id": f"m{number}", "lane": lane}
        moments = dict.fromkeys(("received_at", "accepted_at", "done_at"), self.clock())
        rest = {"sender": sender, "text": "", "body": "", "correlation": "c", "status": "done"}
        with self.store.transaction() as transaction:
            transaction.connection.execute(sa.insert(inbox).values({**row, **moments, **rest}))
            for _ in range(1 + twice):
                write_records(transaction.connection, [each.for_lane(lane) for each in records])

    def look(self, late: bool) -> Request:  # noqa: FBT001 - drawn
        """Read the request, or remember what was read before the last thing that happened."""
        found = self.read if late else self.now()
        self.read = self.now()
        return found

    @rule(lane=LANE, text=st.sampled_from(["", "ecco"]), file=FILE, late=LATE, twice=st.booleans())
    def write(self, lane: str, text: str, file: File | None, late: bool, twice: bool) -> None:  # noqa: FBT001 - drawn
        seen, kept = self.look(late), self.kept
        files = [] if file is None else [file]
        self.turn(lane, self.book.heard(seen, lane.partition(":")[0], text, files), twice=twice)
        came = seen.stage is Stage.ASKED and seen.state is State.OPEN and seen.asked_until == kept.asked_until
        if came and kept.stage is Stage.ASKED and kept.state is State.OPEN:
            kept.stage = Stage.WORKING if kept.assignee else Stage.RECEIVED
            kept.asked_until = None
        kept.story += [What.MOVED] * (lane != kept.lane) + [What.MESSAGE] * bool(text)
        kept.story += [What.DOCUMENT] * len(files)
        kept.lane = lane
        kept.files |= {each.sha256 for each in files}

    @rule(lane=LANE, mario=st.booleans(), late=LATE, twice=st.booleans())
    def withdraw(self, lane: str, mario: bool, late: bool, twice: bool) -> None:  # noqa: FBT001 - drawn
        seen = self.look(late)
        records = self.book.withdraw(seen, Standing(citizen="mario" if mario else ""))
        self.turn(lane, records, twice=twice)
        if self.kept.state is State.OPEN and (mario or lane == self.kept.lane):
            self.kept.state = State.WITHDRAWN
            self.kept.story.append(What.WITHDRAWN)

    @rule(lane=LANE, stars=st.integers(1, 5), late=LATE, twice=st.booleans())
    def rate(self, lane: str, stars: int, late: bool, twice: bool) -> None:  # noqa: FBT001 - drawn
        self.turn(lane, self.book.rate(self.look(late), stars), twice=twice)
        if self.kept.state is State.ANSWERED and self.kept.rating is None:
            self.kept.rating = stars
            self.kept.story.append(What.RATED)

    def do(self, kind: Any, deed: Deed, seen: Request, *, closed: bool = False) -> bool:
        """Let staff do something; whoever saw an older version is told so, and nothing is done."""
        fresh = seen.version == self.now().version and (closed or self.kept.state is State.OPEN)
        self.store.now = self.clock.tick(seconds=1)
        with self.store.transaction() as transaction:
            (answer,) = kind.run(transaction, [deed])
        assert isinstance(answer, Done if fresh else Stale)
        return fresh

    def deed(self, by: str, seen: Request, **rest: Any) -> Deed:
        return Deed(self.reference, seen.version, by, "testo", "parole", **rest)

    @rule(by=STAFF, late=LATE)
    def take(self, by: str, late: bool) -> None:  # noqa: FBT001 - drawn
        seen, kept = self.look(late), self.kept
        if self.do(TAKE, self.deed(by, seen), seen):
            kept.assignee = by
            kept.stage = kept.stage if kept.stage is Stage.ASKED else Stage.WORKING
            kept.story.append(What.TAKEN)

    @rule(by=STAFF, to=st.sampled_from(["", "a.neri"]), late=LATE)
    def assign(self, by: str, to: str, late: bool) -> None:  # noqa: FBT001 - drawn
        seen, kept = self.look(late), self.kept
        if self.do(ASSIGN, self.deed(by, seen, name=to), seen):
            kept.assignee = to
            if kept.stage is not Stage.ASKED:
                kept.stage = Stage.WORKING if to else Stage.RECEIVED
            kept.story.append(What.ASSIGNED)

    @rule(by=STAFF, kind=st.sampled_from([NOTE, REPLY]), late=LATE)
    def note(self, by: str, kind: Any, late: bool) -> None:  # noqa: FBT001 - drawn
        seen = self.look(late)
        if self.do(kind, self.deed(by, seen), seen, closed=True):
            self.kept.story.append(What.NOTED if kind is NOTE else What.MESSAGE)

    @rule(by=STAFF, days=st.integers(1, 20), late=LATE)
    def ask(self, by: str, days: int, late: bool) -> None:  # noqa: FBT001 - drawn
        seen, kept = self.look(late), self.kept
        until = self.clock().date() + timedelta(days=days)
        if self.do(ASK, self.deed(by, seen, until=until), seen):
            kept.stage, kept.asked_until = Stage.ASKED, until
            kept.assignee = kept.assignee or by
            kept.story.append(What.ASKED)

    @rule(by=STAFF, accepted=st.booleans(), late=LATE)
    def decide(self, by: str, accepted: bool, late: bool) -> None:  # noqa: FBT001 - drawn
        seen, kept = self.look(late), self.kept
        if self.do(DECIDE, self.deed(by, seen, accepted=accepted, service="x"), seen):
            kept.state, kept.asked_until = State.ANSWERED, None
            kept.story.append(What.ACCEPTED if accepted else What.REFUSED)

    @rule(days=st.integers(1, 25))
    def wait(self, days: int) -> None:
        self.clock.tick(days=days)

    @invariant()
    def stands_as_the_book_says(self) -> None:
        one, kept = self.now(), self.kept
        assert (one.state, one.lane, one.assignee, one.rating) == (
            kept.state,
            kept.lane,
            kept.assignee,
            kept.rating,
        )
        assert one.stage is kept.stage
        assert one.asked_until == kept.asked_until
        assert kept.answer_by <= one.answer_by <= kept.answer_by + STILL

    @invariant()
    def tells_one_story(self) -> None:
        with self.store.transaction() as transaction:
            execute = transaction.connection.execute
            told = execute(
                sa.select(request_event.c.kind, request_event.c.at).order_by(request_event.c.number)
            )
            rows = [(What(kind), at) for kind, at in told if kind != What.CLOSED_LATE.value]
            files = set(transaction.connection.scalars(sa.select(request_document.c.sha256)))
            decided = execute(
                sa.select(outbox.c.id).where(outbox.c.key == f"{self.read.message}-{self.reference}")
            ).all()
            waiting = execute(sa.select(inbox.c.id).where(inbox.c.status == "waiting")).all()
        kinds = [what for what, _ in rows]
        assert kinds == self.kept.story
        assert [at for _, at in rows] == sorted(at for _, at in rows)
        assert sum(kinds.count(end) for end in ENDS) == (self.kept.state is not State.OPEN)
        assert files == self.kept.files
        assert len(decided) == (self.kept.state is State.ANSWERED)
        assert len(waiting) == (self.kept.state is State.ANSWERED)  # its service hears of the decision, once


class TestRequests(Requests.TestCase):
    settings = settings(max_examples=30, stateful_step_count=25, deadline=None)

    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        Requests.store = cls.enterClassContext(made_store())
