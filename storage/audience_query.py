"""The language in which an audience is narrowed: `language = en and (channel = sms or not permit = B)`.

    query      = [ any ]
    any        = all *( "or" all )
    all        = one *( "and" one )
    one        = "not" one / "(" any ")" / comparison
    comparison = field ( "=" / "!=" ) value            ; language, channel, topic, zone, permit
               / "since" ( "=" / "!=" / "<" / "<=" / ">" / ">=" ) date
    value      = 1*( letter / digit / "_" / "-" / "." ) / DQUOTE *( any character but DQUOTE ) DQUOTE
    date       = 4DIGIT "-" 2DIGIT "-" 2DIGIT          ; the day on which an address was added

Words of the language are read in any case, values as they are written.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from bot.errors import SportelloError

FIELDS: Final = ("language", "channel", "topic", "zone", "since", "permit")
LONGEST: Final = 2000  # characters
_DEEPEST: Final = 40  # brackets and words "not" within each other
_EQUAL, _ORDERED = ("=", "!="), ("=", "!=", "<", "<=", ">", ">=")
_WORDS = ("and", "or", "not")
_TOKEN = re.compile(r'\s*(?:(?P<mark>!=|<=|>=|[=<>()])|"(?P<quoted>[^"]*)"|(?P<word>[\w.-]+)|(?P<bad>\S)|\Z)')
_BLANK = re.compile(r"\s")
_STRANGE = re.compile(r"[^\S \t\r\n]|[\x00-\x08\x7f\ud800-\udfff]")  # no database takes them all
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_ANYTHING: Mapping[str, Collection[str]] = MappingProxyType({})

# What may be wrong with a query, for who says it in another language, and how it is said in this one.
REASONS: Final = MappingProxyType(
    {
        "character": "a character that means nothing here",
        "quote": "a quotation mark that is never closed",
        "condition": "a condition is missing",
        "field": f"none of {', '.join(FIELDS)}",
        "operator": "= or != is missing",
        "order": "only `since` can be less or more",
        "value": "a value is missing",
        "date": "not a day: write 2026-01-31",
        "joint": "`and` or `or` is missing",
        "bracket": "a bracket that is never closed",
        "deep": "brackets within too many brackets",
        "long": f"more than {LONGEST} characters",
        "unknown": "not known",
    }
)


class BadQuery(SportelloError):  # noqa: N818 - it says what the query is
    """A query that cannot be read: `reason` is one of REASONS, `at` the place in the text, from 0."""

    def __init__(self, reason: str, at: int, about: str = "") -> None:
        """`about` says more, in no language: what would be known there."""
        super().__init__(f"at character {at + 1}: {REASONS[reason]}{about and f': {about}'}")
        self.reason, self.at, self.about = reason, at, about

    def __reduce__(self) -> tuple[type["BadQuery"], tuple[str, int, str]]:
        return BadQuery, (self.reason, self.at, self.about)  # it may come from the process that writes


@dataclass(frozen=True, slots=True)
class Compared:
    """A field compared with a value; `operator` as written. A date stands in the value as such."""

    field: str
    operator: str
    value: str | date
    at: int  # where the value stands


@dataclass(frozen=True, slots=True)
class Not:
    """What does not hold."""

    of: "Condition"


@dataclass(frozen=True, slots=True)
class All:
    """What holds if all of them do."""

    of: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """What holds if one of them does."""

    of: tuple["Condition", ...]


Condition = Compared | Not | All | AnyOf


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str  # mark, quoted, word; empty at the end
    text: str
    at: int

    def means(self, *words: str) -> bool:
        """Whether it is one of the words or marks of the language."""
        return self.kind != "quoted" and self.text.lower() in words


def check_query(text: str, known: Mapping[str, Collection[str]] = _ANYTHING) -> None:
    """Raise BadQuery if a query cannot be read, or compares a field with none of its `known` values."""
    for one in _compared(parse_query(text)):
        if one.field in known and one.value not in known[one.field]:
            raise BadQuery("unknown", one.at, ", ".join(sorted(known[one.field])))


def pointed(text: str, problem: BadQuery) -> str:
    """Write the query with a mark under the place, on two lines of equal type."""
    return f"{_BLANK.sub(' ', text)}\n{' ' * problem.at}^"


def parse_query(text: str) -> Condition | None:
    """Read a query; None for an empty one, which narrows nothing. Raises BadQuery."""
    if len(text) > LONGEST:
        raise BadQuery("long", LONGEST)
    if strange := _STRANGE.search(text):
        raise BadQuery("character", strange.start())
    return _Parser(list(_tokens(text))).query() if text.strip() else None


def _compared(condition: Condition | None) -> Iterator[Compared]:
    match condition:
        case Compared():
            yield condition
        case Not(of):
            yield from _compared(of)
        case All(several) | AnyOf(several):
            for one in several:
                yield from _compared(one)


def _tokens(text: str) -> Iterator[_Token]:
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or ""
        found = match[kind] if kind else ""
        at = match.start(kind) if kind else len(text)
        if kind == "bad":
            raise BadQuery("quote" if found == '"' else "character", at)
        yield _Token(kind, found, at)
        if not kind:
            return


class _Parser:
    """Reads tokens by recursive descent, one function to a rule."""

    def __init__(self, tokens: list[_Token]) -> None:
        self._tokens = tokens
        self._place = 0
        self._depth = 0

    def query(self) -> Condition:
        found = self._any()
        if self._here.kind:
            raise BadQuery("joint", self._here.at)
        return found

    @property
    def _here(self) -> _Token:
        return self._tokens[self._place]

    def _next(self) -> _Token:
        token = self._here
        self._place += bool(token.kind)
        return token

    def _any(self) -> Condition:
        found = [self._all()]
        while self._here.means("or"):
            self._next()
            found.append(self._all())
        return found[0] if len(found) == 1 else AnyOf(tuple(found))

    def _all(self) -> Condition:
        found = [self._one()]
        while self._here.means("and"):
            self._next()
            found.append(self._one())
        return found[0] if len(found) == 1 else All(tuple(found))

    def _one(self) -> Condition:
        token = self._here
        if not token.means("not", "("):
            return self._comparison()
        self._next()
        self._depth += 1
        if self._depth > _DEEPEST:
            raise BadQuery("deep", token.at)
        found = Not(self._one()) if token.means("not") else self._bracketed(token)
        self._depth -= 1
        return found

    def _bracketed(self, opening: _Token) -> Condition:
        found, closing = self._any(), self._next()
        if not closing.kind:
            raise BadQuery("bracket", opening.at)
        if not closing.means(")"):
            raise BadQuery("joint", closing.at)
        return found

    def _comparison(self) -> Compared:
        field = self._next()
        name = field.text.lower()
        if field.kind != "word" or name in _WORDS:
            raise BadQuery("condition", field.at)
        if name not in FIELDS:
            raise BadQuery("field", field.at)
        operator = self._next()
        if not operator.means(*_ORDERED):
            raise BadQuery("operator", operator.at)
        if name != "since" and not operator.means(*_EQUAL):
            raise BadQuery("order", operator.at)
        value = self._next()
        if value.kind not in {"word", "quoted"} or value.means(*_WORDS):
            raise BadQuery("value", value.at)
        return Compared(name, operator.text, _day(value) if name == "since" else value.text, value.at)


def _day(value: _Token) -> date:
    try:
        if _DAY.fullmatch(value.text):
            return date.fromisoformat(value.text)
    except ValueError:
        pass
    raise BadQuery("date", value.at)
