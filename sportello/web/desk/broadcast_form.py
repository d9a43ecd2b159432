"""The form in which a broadcast is written: filled from a draft, read from a post, what is wrong in it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Final

from bot.alert_text import compose, strays
from sportello.web.desk import broadcast_codes
from sportello.web.desk.broadcast_codes import EVENT, filled_codes
from sportello.web.desk.uploads import Form
from storage.alert_codes import Codes
from storage.audience import Audience, Policy
from storage.audience_query import BadQuery, check_query, pointed
from storage.broadcast_records import Draft, Kind, Text

LANGUAGES: Final = ("it", "en")  # in which it is written; the first must be there
LONGEST, LONGEST_TITLE = 1_400, 120  # characters: with its footer it fits into the 1,600 of an SMS
_MANY: Final = ("topics", "zones", "languages", *broadcast_codes.MANY)
_ONE: Final = (
    *broadcast_codes.ONE,
    "kind",
    "basis",
    "policy",
    "sender",
    "query",
    "list",
    "excluded_list",
    "starts_at",
    "valid_until",
)
_FLAGS: Final = ("everyone", "public", "training")
_TEXTS: Final = tuple(f"{part}-{language}" for language in LANGUAGES for part in ("title", "body"))
_MOMENT: Final = "%Y-%m-%dT%H:%M"  # as HTML's datetime-local has it

Typed = dict[str, str | list[str]]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong: the field, the word of the message, its values; `pointed` shows where in two lines."""

    field: str
    word: str
    values: Mapping[str, object]
    pointed: str = ""

    @classmethod
    def of(cls, field: str, word: str, **values: object) -> "Fault":
        """Say it."""
        return cls(field, word, values)


@dataclass(frozen=True, slots=True)
class Choices:
    """What can be chosen now: codes of topics and zones, aliases, the names that each ready list fills."""

    topics: Collection[str]
    zones: Collection[str]
    aliases: Collection[str]
    lists: Mapping[int, Sequence[str]]
    zone: tzinfo


def blank(topic: str = "") -> Typed:
    """Give the form of a broadcast that nobody has begun."""
    typed: Typed = dict.fromkeys((*_TEXTS, *_ONE, *_FLAGS), "")
    typed |= {"kind": Kind.NOTICE.value, "policy": Policy.CHEAPEST.value, "public": "1"}
    return typed | {name: [] for name in _MANY} | ({"topics": [topic]} if topic else {})


def filled(draft: Draft, zone: tzinfo, codes: Codes | None = None) -> Typed:
    """Give the form as a draft and the codes of CAP fill it."""
    audience, typed = draft.audience, blank() | filled_codes(codes)
    for language in LANGUAGES:
        text = draft.texts.get(language, Text("", ""))
        typed |= {f"title-{language}": text.title, f"body-{language}": text.body}
    return typed | {
        "kind": draft.kind.value,
        "policy": draft.policy.value,
        "basis": draft.basis,
        "sender": draft.sender,
        "query": audience.query,
        "list": _number(audience.list),
        "excluded_list": _number(audience.excluded_list),
        "topics": [*audience.topics],
        "zones": [*audience.zones],
        "languages": [*audience.languages],
        "everyone": "1" if audience.everyone else "",
        "public": "1" if draft.public else "",
        "training": "1" if draft.training else "",
        "starts_at": _local(draft.starts_at, zone),
        "valid_until": _local(draft.valid_until, zone),
    }


def typed_in(form: Form) -> Typed:
    """Read what was typed, as it stands there."""
    typed: Typed = {name: _line(form, name) for name in (*_TEXTS, *_ONE, *_FLAGS)}
    return typed | {name: [each for each in form.getall(name, []) if isinstance(each, str)] for name in _MANY}


class Reader:
    """Reads a form into a draft, and gathers what is wrong; a draft need not be complete to be kept."""

    def __init__(self, typed: Typed, choices: Choices, corrects: int | None = None) -> None:
        self._typed = typed
        self._choices = choices
        self._corrects = corrects
        self.faults: list[Fault] = []

    def draft(self) -> Draft:
        """Read it; what cannot be read is left empty, and among the faults."""
        starts_at = self._moment("starts_at")
        valid_until = self._moment("valid_until")
        if starts_at and valid_until and valid_until <= starts_at:
            self._fault("valid_until", "until")
        if len(self._text(EVENT)) > broadcast_codes.LONGEST:
            self._fault(EVENT, "event", most=broadcast_codes.LONGEST)
        audience = self._audience()
        texts = self._texts(audience)
        return Draft(
            kind=Kind.EMERGENCY if self._text("kind") == Kind.EMERGENCY.value else Kind.NOTICE,
            policy=Policy.ALL if self._text("policy") == Policy.ALL.value else Policy.CHEAPEST,
            sender=self._among("sender", self._choices.aliases),
            texts=texts,
            audience=audience,
            basis=self._text("basis"),
            starts_at=starts_at,
            valid_until=valid_until,
            training=bool(self._text("training")),
            public=bool(self._text("public")),
        )

    def _texts(self, audience: Audience) -> Mapping[str, Text]:
        texts = {each: Text(self._text(f"title-{each}"), self._text(f"body-{each}")) for each in LANGUAGES}
        for language, text in texts.items():
            first = language == LANGUAGES[0]
            for part, said in (("title", text.title), ("body", text.body)):
                if not said and (first or text.title or text.body):
                    self._fault(f"{part}-{language}", part if first else "second")
            if len(text.body) > LONGEST or len(text.title) > LONGEST_TITLE:
                self._fault(f"body-{language}", "long", most=LONGEST)
            self._check_places(language, text, audience)
        return {language: text for language, text in texts.items() if text.title or text.body}

    def _check_places(self, language: str, text: Text, audience: Audience) -> None:
        """Only rows of a list have something to fill in: with others too, each place needs other words."""
        if strays(text.title) or strays(text.body):
            self._fault(f"body-{language}", "brace")
        if audience.corrects is not None:
            return  # its readers are those of another, with what their list says of them
        alone = not (audience.topics or audience.everyone)
        known = self._choices.lists.get(audience.list or 0, ()) if alone else ()
        composed = compose(text.title, text.body, "", "sms")
        if lacking := composed.lacking(dict.fromkeys(known, "x")):
            self._fault(f"body-{language}", "placeholder", names=", ".join(lacking))

    def _audience(self) -> Audience:
        if self._corrects is not None:
            return Audience(corrects=self._corrects)
        query = self._text("query")
        try:
            check_query(query, {"topic": self._choices.topics, "zone": self._choices.zones})
        except BadQuery as problem:
            values = {"place": problem.at + 1, "reason": problem.reason, "about": problem.about}
            self.faults.append(Fault("query", "query", values, pointed(query, problem)))
            query = ""
        return Audience(
            topics=self._chosen("topics", self._choices.topics),
            zones=self._chosen("zones", self._choices.zones),
            languages=self._chosen("languages", LANGUAGES),
            query=query,
            list=self._list("list"),
            excluded_list=self._list("excluded_list"),
            everyone=bool(self._text("everyone")),
        )

    def _list(self, name: str) -> int | None:
        if not (given := self._text(name)):
            return None
        found = {str(number): number for number in self._choices.lists}.get(given)
        if found is None:
            self._fault(name, "list")
        return found

    def _among(self, name: str, offered: Collection[str]) -> str:
        if (given := self._text(name)) and given not in offered:
            self._fault(name, name)
            return ""
        return given

    def _chosen(self, name: str, offered: Collection[str]) -> tuple[str, ...]:
        return tuple(each for each in dict.fromkeys(self._typed[name]) if each in offered)

    def _moment(self, name: str) -> datetime | None:
        if not (given := self._text(name)):
            return None
        try:
            return datetime.strptime(given, _MOMENT).replace(tzinfo=self._choices.zone)
        except ValueError:
            self._fault(name, "starts" if name == "starts_at" else "until")
            return None

    def _text(self, name: str) -> str:
        value = self._typed[name]
        return value if isinstance(value, str) else ""

    def _fault(self, field: str, word: str, **values: object) -> None:
        self.faults.append(Fault(field, word, values))


def _line(form: Form, name: str) -> str:
    value = form.get(name, "")
    return value.replace("\r\n", "\n").strip() if isinstance(value, str) else ""


def _number(value: int | None) -> str:
    return "" if value is None else str(value)


def _local(moment: datetime | None, zone: tzinfo) -> str:
    return f"{moment.astimezone(zone):{_MOMENT}}" if moment else ""
