"""The language in which an audience is narrowed: what is read, and where it says that it cannot be."""

import pickle
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.audience_query import (
    FIELDS,
    LONGEST,
    REASONS,
    All,
    AnyOf,
    BadQuery,
    Compared,
    Condition,
    Not,
    check_query,
    parse_query,
    pointed,
)

ENGLISH, SMS = Compared("language", "=", "en", 11), Compared("channel", "=", "sms", 10)
DEEP = "(" * 41 + "zone = A" + ")" * 41


READ = {
    "nothing narrows nothing": ("", None),
    "blanks neither": (" \n\t ", None),
    "one comparison": ("language = en", ENGLISH),
    "without blanks": ("language=en", Compared("language", "=", "en", 9)),
    "words of the language in any case": ("LANGUAGE = en", ENGLISH),
    "a value as it is written": ("zone = b", Compared("zone", "=", "b", 7)),
    "not equal": ("zone != B", Compared("zone", "!=", "B", 8)),
    "a value in quotation marks": ('zone = "Porto Vecchio"', Compared("zone", "=", "Porto Vecchio", 8)),
    "a word of the language in quotation marks": ('zone = "or"', Compared("zone", "=", "or", 8)),
    "an empty value": ('language = ""', Compared("language", "=", "", 12)),
    "a day": ("since < 2026-01-31", Compared("since", "<", date(2026, 1, 31), 8)),
    "not": ("not channel = sms", Not(Compared("channel", "=", "sms", 14))),
    "not twice": ("not not channel = sms", Not(Not(Compared("channel", "=", "sms", 18)))),
    "and before or": (
        "channel = sms or zone = A and zone = B",
        AnyOf((SMS, All((Compared("zone", "=", "A", 24), Compared("zone", "=", "B", 37))))),
    ),
    "brackets before and": (
        "(channel = sms or zone = A) and zone = B",
        All(
            (
                AnyOf((Compared("channel", "=", "sms", 11), Compared("zone", "=", "A", 25))),
                Compared("zone", "=", "B", 39),
            )
        ),
    ),
    "not before and": (
        "not zone = A and zone = B",
        All((Not(Compared("zone", "=", "A", 11)), Compared("zone", "=", "B", 24))),
    ),
    "several lines": (
        "language = en\nand channel = sms",
        All((ENGLISH, Compared("channel", "=", "sms", 28))),
    ),
}


@pytest.mark.parametrize(("text", "expected"), READ.values(), ids=READ.keys())
def test_a_query_is_read(text: str, expected: Condition | None) -> None:
    assert parse_query(text) == expected


REFUSED = {
    "a field that nobody knows": ("age > 65", "field", "^"),
    "no field": ("= en", "condition", "^"),
    "nothing after and": ("zone = A and", "condition", "            ^"),
    "nothing in brackets": ("()", "condition", " ^"),
    "no operator": ("zone", "operator", "    ^"),
    "an operator of another language": ("zone == A", "value", "      ^"),
    "a field in quotation marks": ('"zone" = A', "condition", " ^"),
    "no value": ("zone =", "value", "      ^"),
    "a word for a value": ("zone = or zone = B", "value", "       ^"),
    "less, of what has no order": ("language < it", "order", "         ^"),
    "no day": ("since < 2026-02-30", "date", "        ^"),
    "a day in Italian": ("since < 30.1.2026", "date", "        ^"),
    "a day of digits that are none": ("since < ٢٠٢٦-٠١-٠١", "date", "        ^"),
    "two comparisons side by side": ("zone = A zone = B", "joint", "         ^"),
    "a bracket too many": ("zone = A)", "joint", "        ^"),
    "a bracket that stays open": ("zone = B and (zone = A", "bracket", "             ^"),
    "something else where it closes": ("(zone = A zone = B)", "joint", "          ^"),
    "a quotation mark that stays open": ('zone = "A', "quote", "       ^"),
    "a sign that means nothing": ("zone = A; drop", "character", "        ^"),
    "a sign on the second line": ("zone = A\nand ;", "character", "             ^"),
    "a sign that no database takes": ('zone = "A\0"', "character", "         ^"),
    "half of a sign": ('zone = "\ud800"', "character", "        ^"),
    "too many brackets": (DEEP, "deep", " " * 40 + "^"),
    "too long": ("a" * (LONGEST + 1), "long", " " * LONGEST + "^"),
}


@pytest.mark.parametrize(("text", "reason", "mark"), REFUSED.values(), ids=REFUSED.keys())
def test_what_cannot_be_read_is_pointed_at(text: str, reason: str, mark: str) -> None:
    with pytest.raises(BadQuery) as problem:
        parse_query(text)
    shown, under = pointed(text, problem.value).split("\n")
    assert (problem.value.reason, under, len(shown)) == (reason, mark, len(text))


def test_every_reason_is_tried() -> None:
    assert {reason for _, reason, _ in REFUSED.values()} == REASONS.keys() - {"unknown"}


def test_a_value_that_nobody_has_is_pointed_at_with_those_that_there_are() -> None:
    known = {"zone": ("B", "A"), "topic": ("waste",)}
    check_query("zone = A and language = fr", known)
    with pytest.raises(BadQuery, match=r"at character 27: not known: A, B") as problem:
        check_query("zone = A and not ( zone = C)", known)
    assert problem.value.reason == "unknown"


def test_a_problem_comes_whole_out_of_another_process() -> None:
    problem = pickle.loads(pickle.dumps(BadQuery("field", 7, "x")))  # noqa: S301 - our own
    assert (problem.reason, problem.at, str(problem)) == ("field", 7, str(BadQuery("field", 7, "x")))


def written(condition: Condition) -> str:
    """Write a query that says so, with brackets all over."""
    match condition:
        case Compared(field, operator, value):
            return f'{field} {operator} "{value}"'
        case Not(of):
            return f"not ({written(of)})"
        case All(several):
            return " and ".join(f"({written(each)})" for each in several)
        case AnyOf(several):
            return " or ".join(f"({written(each)})" for each in several)


def placeless(condition: Condition) -> Condition:
    """Forget where in the text it stood."""
    match condition:
        case Compared(field, operator, value):
            return Compared(field, operator, value, 0)
        case Not(of):
            return Not(placeless(of))
        case All(several):
            return All(tuple(map(placeless, several)))
        case AnyOf(several):
            return AnyOf(tuple(map(placeless, several)))


_values = st.text(
    st.characters(codec="utf-8", exclude_categories=["C", "Z"], exclude_characters='"'), max_size=5
)
compared = st.one_of(
    st.builds(
        Compared,
        st.sampled_from([field for field in FIELDS if field != "since"]),
        st.sampled_from(["=", "!="]),
        _values,
        st.just(0),
    ),
    st.builds(
        Compared,
        st.just("since"),
        st.sampled_from(["=", "!=", "<", "<=", ">", ">="]),
        st.dates(date(1900, 1, 1)),
        st.just(0),
    ),
)
conditions: st.SearchStrategy[Condition] = st.recursive(
    compared,
    lambda each: st.one_of(
        st.builds(Not, each),
        st.builds(All, st.lists(each, min_size=2, max_size=3).map(tuple)),
        st.builds(AnyOf, st.lists(each, min_size=2, max_size=3).map(tuple)),
    ),
    max_leaves=6,
)


@given(conditions)
def test_what_is_written_out_is_read_back(condition: Condition) -> None:
    text = written(condition)
    found = parse_query(text)
    assert found is not None
    assert placeless(found) == condition


typed = st.lists(st.sampled_from([*FIELDS, "=", "<", "and", "or", "not", "(", ")", "B"])).map(" ".join)


@given(st.text() | typed)
def test_whatever_is_typed_is_read_or_pointed_at(text: str) -> None:
    assert place_of_trouble(text) in range(-1, len(text) + 1)


def place_of_trouble(text: str) -> int:
    """Tell where a query cannot be read, -1 for one that can."""
    try:
        parse_query(text)
    except BadQuery as problem:
        return problem.at
    return -1
