"""One request in words, as its page shows it: facts, what was asked, documents, conversation, story."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sportello.web.desk.asked import day, kind_of, lines
from sportello.web.desk.queue import term_of
from sportello.web.desk.wording import DeskWords
from sportello.web.desk.worktop import INVOLVED, Names
from storage.citizens import Citizen, called
from storage.request_desk import RequestView
from storage.request_rows import CITIZEN, Direction, Document, Event, Request, State, What

_SAID = frozenset({What.MESSAGE, What.ASKED, What.ACCEPTED, What.REFUSED})
_DRAWN = frozenset({"application/pdf", "image/jpeg", "image/png", "image/webp", "image/gif"})
_DECIDED = frozenset({What.ACCEPTED, What.REFUSED})
_TOLD = frozenset({What.NOTED, What.CLOSED_LATE, What.ENTERED, What.MOVED, What.ASSIGNED, What.RATED})


@dataclass(frozen=True, slots=True)
class Happening:
    """A line of the story: what, who and when; `text` only where it stands nowhere else on the page."""

    number: int
    what: str
    who: str
    at: datetime
    text: str
    internal: bool
    own: str


@dataclass(frozen=True, slots=True)
class Said:
    """A message of the conversation, the citizen's (`ours` is False) or ours, with how far ours got."""

    ours: bool
    who: str
    at: datetime
    text: str
    kind: str
    sent: str


@dataclass(frozen=True, slots=True)
class Paper:
    """A document of the request; `size` in kB, `drawn` if it says that it is of a type that can be seen."""

    sha256: str
    name: str
    size: int
    way: str
    at: datetime
    drawn: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that a page says of one request; `facts` and `asked` are labels with their values."""

    reference: str
    shown: str
    version: int
    last: int
    kind: str
    stage: str
    manner: str
    open: bool
    channel: str
    language: str
    facts: Sequence[tuple[str, str]]
    asked: Sequence[tuple[str, str]]
    people: Sequence[tuple[str, str]]
    papers: Sequence[Paper]
    talk: Sequence[Said]
    story: Sequence[Happening]
    mine: bool


@dataclass(frozen=True, slots=True)
class Scribe:
    """Puts a request into the words of one reader, `reader` being their name; `today` says what is late."""

    words: DeskWords
    language: str
    names: Names
    people: Mapping[str, Citizen]
    today: date
    reader: str
    sent: Mapping[int, str]

    def sheet(self, view: RequestView) -> Sheet:
        """Write all of it."""
        one = view.request
        stage, manner = self.stage(one)
        channel = one.lane.partition(":")[0]
        return Sheet(
            reference=str(one.reference),
            shown=one.reference.show(self.language),
            version=one.version,
            last=view.events[-1].number if view.events else 0,
            kind=kind_of(self.words, one.kind),
            stage=stage,
            manner=manner,
            open=one.state is State.OPEN,
            channel=self.words.get(f"rq-channel-{channel}", channel),
            language=view.language,
            facts=[each for each in self._facts(view, channel) if each[1]],
            asked=self._asked(one),
            people=self._people(view),
            papers=[self._paper(each) for each in view.documents],
            talk=[self._said(each, view) for each in view.events if each.kind in _SAID],
            story=[self.happening(each) for each in view.events],
            mine=one.assignee == self.reader,
        )

    def stage(self, one: Request) -> tuple[str, str]:
        """Tell where it stands, in words and in one word for the style."""
        if one.state is State.OPEN:
            return self.words(f"rq-stage-{one.stage.value}"), one.stage.value
        if one.state is State.WITHDRAWN:
            return self.words("rq-state-withdrawn"), "withdrawn"
        manner = "accepted" if one.accepted else "refused"
        return self.words(f"rq-state-{manner}"), manner

    def happening(self, event: Event) -> Happening:
        """Write a line of the story."""
        return Happening(
            event.number,
            self.what(event.kind, event.by),
            self.names.who(event.by, self.words),
            event.at,
            self._told(event) if event.kind in _TOLD else "",
            not event.shown,
            event.text if event.kind in _SAID else "",
        )

    def what(self, kind: What, by: str) -> str:
        """Say what happened; a message of ours is a reply."""
        name = "replied" if kind is What.MESSAGE and by != CITIZEN else kind.value
        return self.words(f"rq-what-{name}")

    def _told(self, event: Event) -> str:
        if event.kind is What.ASSIGNED:
            known = event.text in self.names.staff or not event.text
            nobody = self.words("rq-nobody")
            return (
                (self.names.who(event.text, self.words) if event.text else nobody)
                if known
                else (self.names.office(event.text, self.words))
            )
        if event.kind is What.MOVED:
            return self.words.get(f"rq-channel-{event.text}", event.text)
        if event.kind is What.CLOSED_LATE:
            return event.text and day(date.fromisoformat(event.text), self.language)
        return event.text

    def _facts(self, view: RequestView, channel: str) -> Sequence[tuple[str, str]]:
        one, words, language = view.request, self.words, self.language
        term, _ = term_of(one.answer_by, self.today, words) if one.state is State.OPEN else ("", "")
        asked_until = one.asked_until if one.state is State.OPEN and one.stage.value == "asked" else None
        rating = "" if one.rating is None else words("rq-rating", stars=one.rating)
        spoken = words.get(f"rq-language-{view.language}", view.language) if view.language else ""
        who = self.names.who(one.assignee, words) if one.assignee else words("rq-nobody")
        return [
            (words("rq-fact-entry"), one.entry or words("rq-no-entry")),
            (words("rq-fact-subject"), one.subject),
            (words("rq-fact-opened"), day(one.opened_at.date(), language)),
            (words("rq-fact-due"), f"{day(one.answer_by, language)}{f' · {term}' if term else ''}"),
            (words("rq-fact-asked-until"), day(asked_until, language) if asked_until else ""),
            (words("rq-fact-assignee"), who),
            (words("rq-fact-office"), self.names.office(one.office, words)),
            (words("rq-fact-channel"), words.get(f"rq-channel-{channel}", channel)),
            (words("rq-fact-language"), spoken),
            (words("rq-fact-answered"), day(one.answered_at.date(), language) if one.answered_at else ""),
            (words("rq-fact-rating"), rating),
        ]

    def _asked(self, one: Request) -> Sequence[tuple[str, str]]:
        found = lines(one.details, self.words, self.language)
        return [(line.label, line.value) for line in found if not line.person]

    def _people(self, view: RequestView) -> Sequence[tuple[str, str]]:
        """Name whose affair it is, then who else has to do with it, and as what."""
        details = view.request.details
        labels = {view.request.citizen: "rq-person-name"}
        for name in INVOLVED:
            if isinstance(who := details.get(name), str):
                labels.setdefault(who, f"asked-{name}")
        return [
            (self.words(label), value)
            for who, name in labels.items()
            if who in self.people
            for label, value in zip(
                (name, "rq-person-code", "rq-person-born"), self._identity(self.people[who]), strict=True
            )
            if value
        ]

    def _identity(self, one: Citizen) -> tuple[str, str, str]:
        return called(one), one.fiscal_code, day(one.born_on, self.language) if one.born_on else ""

    def _paper(self, one: Document) -> Paper:
        way = "rq-file-in" if one.direction is Direction.IN else "rq-file-out"
        size = max(1, round(one.size / 1000))
        return Paper(one.sha256, one.name, size, self.words(way), one.at, one.media_type in _DRAWN)

    def _said(self, event: Event, view: RequestView) -> Said:
        ours = event.by != CITIZEN
        status = view.sent if event.kind in _DECIDED else self.sent.get(event.number, "")
        return Said(
            ours,
            self.names.who(event.by, self.words),
            event.at,
            view.request.answer if event.kind in _DECIDED and view.request.answer else event.text,
            self.what(event.kind, event.by),
            self.words.get(f"rq-sent-{status}", status) if ours and status else "",
        )
