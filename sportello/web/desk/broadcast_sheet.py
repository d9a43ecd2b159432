"""A broadcast put into the words of its page: texts, audience, facts, story; what the reader may do."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import datetime

from babel.numbers import format_decimal

from sportello.web.desk.broadcast_form import LANGUAGES
from sportello.web.desk.broadcast_progress import money
from sportello.web.desk.broadcasts import title_of
from sportello.web.desk.studio import DECIDERS, READERS, WORKERS, WRITERS, manner_of
from sportello.web.desk.wording import DeskWords
from sportello.web.desk.worktop import Names
from storage.broadcast_records import Broadcast, Event, Kind, State, What
from storage.staff_rows import Officer

OPEN = frozenset({State.DRAFT, State.SUBMITTED, State.APPROVED, State.HELD})  # nothing has left yet
BEGUN = frozenset({State.RUNNING, State.PAUSED, State.DONE, State.CANCELLED, State.EXPIRED})
_AGREED = frozenset({State.SUBMITTED, State.HELD})  # waits for somebody who decides

_COUNTED = frozenset({What.SUBMITTED, What.APPROVED, What.BEGUN})  # of which the number of people is told

Fact = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Said:
    """A text of a broadcast; `measured` tells how long it is."""

    code: str
    language: str
    title: str
    body: str
    measured: str


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that happened to it."""

    what: str
    who: str
    at: datetime
    detail: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that its page tells of a broadcast."""

    code: str
    version: int
    state: str
    manner: str
    title: str
    texts: Sequence[Said]
    audience: Sequence[Fact]
    facts: Sequence[Fact]
    story: Sequence[Happening]
    held: str
    urgent: str
    corrects: str
    training: bool


@dataclass(frozen=True, slots=True)
class Can:
    """What the reader may do with it as it stands now; the store has the last word."""

    edit: bool
    submit: bool
    test: bool
    approve: bool
    reject: bool
    release: bool
    review: bool
    pause: bool
    resume: bool
    cancel: bool
    correct: bool
    preview: bool
    report: bool

    @property
    def anything(self) -> bool:
        """Whether there is anything to do but to look."""
        looks = {"preview", "report", "test"}
        return any(getattr(self, each.name) for each in fields(self) if each.name not in looks)

    @classmethod
    def of(cls, one: Broadcast, officer: Officer) -> "Can":
        """Tell what somebody may do."""
        state = one.state
        writes, decides, works = (officer.may(*roles) for roles in (WRITERS, DECIDERS, WORKERS))
        theirs = is_own(one, officer)
        agreed = any(each.who == officer.name for each in one.approvals)
        return cls(
            edit=writes and state in OPEN,
            submit=writes and state is State.DRAFT,
            test=works and state in OPEN,
            approve=decides and state in _AGREED and not theirs and not agreed,
            reject=decides and state in _AGREED,
            release=decides and state in _AGREED and one.draft.kind is Kind.EMERGENCY,
            review=decides and one.unreviewed and not agreed and not theirs,
            pause=works and state is State.RUNNING,
            resume=works and state is State.PAUSED,
            cancel=works and (state in OPEN or state in {State.RUNNING, State.PAUSED}),
            correct=writes and one.begun_at is not None and state is not State.EXPIRED,
            preview=works,
            report=officer.may(*READERS) and one.begun_at is not None,
        )


def is_own(one: Broadcast, officer: Officer) -> bool:
    """Tell whether somebody has submitted or last changed it: then it is for others to approve."""
    return officer.name in (one.submitted_by, one.edited_by)


@dataclass(frozen=True, slots=True)
class Scribe:
    """Writes sheets in the language of a reader, by the names that people, zones and lists have now."""

    words: DeskWords
    language: str
    names: Names
    zones: dict[str, str]
    lists: dict[int, str]
    codes: dict[int, str]
    when: Callable[[datetime | None], str]

    def sheet(self, one: Broadcast, events: Sequence[Event], measured: dict[str, str]) -> Sheet:
        """Write a sheet; `measured` tells by language how long its text is."""
        say, draft = self.words, one.draft
        order = sorted(
            draft.texts, key=lambda each: LANGUAGES.index(each) if each in LANGUAGES else len(LANGUAGES)
        )
        texts = [
            Said(
                each,
                self._named("language", each),
                draft.texts[each].title,
                draft.texts[each].body,
                measured[each],
            )
            for each in order
        ]
        return Sheet(
            one.code,
            one.version,
            one.state.value,
            manner_of(one.state.value),
            title_of(one),
            texts,
            [*self._audience(one)],
            [*self._facts(one)],
            [
                Happening(say(f"br-event-{each.what.value}"), self._who(each.who), each.at, self._more(each))
                for each in events
            ],
            say.get(f"br-held-{one.held}", one.held) if one.held else "",
            one.urgent,
            self.codes.get(one.corrects, "") if one.corrects is not None else "",
            draft.training,
        )

    def _audience(self, one: Broadcast) -> Iterator[Fact]:
        say, audience = self.words, one.draft.audience
        if audience.corrects is not None:
            return
        if audience.everyone:
            yield say("br-fact-everyone"), say("br-yes")
        if audience.topics:
            yield say("br-fact-topics"), ", ".join(self._named("topic", each) for each in audience.topics)
        yield (
            say("br-fact-zones"),
            ", ".join(self.zones.get(each, each) for each in audience.zones) or say("br-any-zone"),
        )
        if audience.languages:
            yield (
                say("br-fact-languages"),
                ", ".join(self._named("language", each) for each in audience.languages),
            )
        if audience.query:
            yield say("br-fact-query"), audience.query
        for word, number in (("list", audience.list), ("excluded", audience.excluded_list)):
            if number is not None:
                yield say(f"br-fact-{word}"), self.lists.get(number, f"{number}")

    def _facts(self, one: Broadcast) -> Iterator[Fact]:
        say, draft = self.words, one.draft
        yield say("br-fact-kind"), say(f"br-kind-{draft.kind.value}")
        if draft.basis:
            yield say("br-fact-basis"), draft.basis
        yield say("br-fact-policy"), say(f"br-policy-{draft.policy.value}")
        yield say("br-fact-sender"), draft.sender or say("br-sender-number")
        yield say("br-fact-starts"), self.when(draft.starts_at) or say("br-fact-now")
        yield say("br-fact-until"), self.when(draft.valid_until) or "–"
        if draft.public:
            yield say("br-one-public"), say("br-yes")
        yield say("br-fact-by"), self._who(one.made_by)
        yield from self._agreed(one)

    def _agreed(self, one: Broadcast) -> Iterator[Fact]:
        say = self.words
        if one.submitted_by:
            yield say("br-fact-submitted"), self._by(one.submitted_by, one.submitted_at)
        if one.approvals:
            yield say("br-fact-approved"), "; ".join(self._by(each.who, each.at) for each in one.approvals)
        if one.counted is not None:
            yield say("br-fact-counted"), str(format_decimal(one.counted, locale=self.language))
        if one.micros is not None:
            yield say("br-fact-cost"), money(one.micros, self.language)

    def _more(self, event: Event) -> str:
        """Say more of what happened: figures in words, whatever was typed as it stands."""
        counted = event.what in _COUNTED and event.detail.isdecimal()
        return self.words("br-measured-people", people=int(event.detail)) if counted else event.detail

    def _by(self, who: str, at: datetime | None) -> str:
        return self.words("br-by", who=self._who(who), at=self.when(at))

    def _who(self, name: str) -> str:
        known = self.names.staff.get(name)
        return known.officer.full_name if known else name or self.words("br-by-counter")

    def _named(self, kind: str, code: str) -> str:
        return self.words.get(f"br-{kind}-{code}", code)
