"""One of a few answers, chosen by key, name, number, first letters, or a typo of its name."""

import re
from collections.abc import Iterator
from dataclasses import field
from functools import lru_cache
from typing import ClassVar, NamedTuple, Self

from rapidfuzz.distance import OSA

from bot.errors import WrongAnswer
from bot.fixed import fixed
from bot.values.spelling import plain, words
from bot.values.value import Found, Option, Reading, Sure

_ORDINALS = (
    "uno una primo prima one first|due secondo seconda two second|tre terzo terza three third"
    "|quattro quarto quarta four"
    "|cinque quinto quinta five|sei sesto sesta six|sette settimo settima seven"
    "|otto ottavo ottava eight|nove nono nona nine"
)
_NUMBERS = {word: rank for rank, row in enumerate(_ORDINALS.split("|"), 1) for word in row.split()}
_NUMBER = re.compile(
    r"(?:(?:il|la|l|the|numero|n|number|opzione|option|scelgo|premo)[\s.°']+)*([0-9]{1,2}|[a-z]+)"
    r"(?:\s*[.)°]|\s+(?:opzione|option|one))?"
)
_NOISE = re.compile(r"[^\w\s']+")
_FEWEST_FIRST = 2  # first letters that may stand for a name
_FEWEST_TYPO = 4  # the shortest name that may be misspelt
_LONG_NAME = 8  # from here on two edits are forgiven


class _Names(NamedTuple):
    """The options as they are looked up."""

    exact: dict[str, frozenset[int]]  # plain names and keys, to the places of their options
    spoken: dict[str, tuple[tuple[tuple[str, ...], int], ...]]  # by first word: all the words, and a place


@fixed
class Choice:
    """The key of one of the options; its label goes along for whoever shows it."""

    RANK: ClassVar[int] = 80

    key: str
    label: str = field(default="", compare=False)

    @classmethod
    def parse(cls, text: str, reading: Reading) -> Self:
        """Read a whole answer against the options of the reading.

        Reasons: "close" (two options fit as well), "number" (out of range), "shape".
        """
        options, names = reading.options, _names(reading.options)
        for option in options:
            if option.key == text:
                return cls(option.key, option.label)
        said = " ".join(_NOISE.sub(" ", plain(text)).split())
        if not said:
            raise WrongAnswer
        places = names.exact.get(said) or _numbered(plain(text), len(options)) or _begun(said, names)
        places = places or frozenset(place for _, _, place in _spoken(text, names)) or _misspelt(said, names)
        if len(places) > 1:
            raise WrongAnswer("close")
        for place in places:
            return cls(options[place].key, options[place].label)
        raise WrongAnswer

    @classmethod
    def find(cls, text: str, reading: Reading) -> Iterator[Found]:
        """Find labels and other words of the options, whole words only; none that two options share."""
        for start, end, place in _spoken(text, _names(reading.options)):
            option = reading.options[place]
            yield Found(cls(option.key, option.label), start, end, Sure.LIKELY)

    def __str__(self) -> str:
        return self.key

    def show(self, language: str) -> str:  # noqa: ARG002 - the option was already labelled in the language
        """Write the label, or the key if it was stored without one."""
        return self.label or self.key


# By the identity of the options: those of a service live long, and to hash them takes too long.
_KNOWN: dict[int, tuple[tuple[Option, ...], _Names]] = {}
_MOST_KNOWN = 256


def _names(options: tuple[Option, ...]) -> _Names:
    known = _KNOWN.get(id(options))
    if known is not None and known[0] is options:
        return known[1]
    if len(_KNOWN) >= _MOST_KNOWN:
        _KNOWN.clear()
    names = _look_at(options)
    _KNOWN[id(options)] = options, names
    return names


@lru_cache(maxsize=256)
def _look_at(options: tuple[Option, ...]) -> _Names:
    exact: dict[str, set[int]] = {}
    spoken: dict[str, set[tuple[tuple[str, ...], int]]] = {}
    for place, option in enumerate(options):
        for name in (option.label, *option.aliases):
            if pieces := tuple(word.plain for word in words(name)):
                spoken.setdefault(pieces[0], set()).add((pieces, place))
        for name in (option.key, option.label, *option.aliases):
            exact.setdefault(" ".join(_NOISE.sub(" ", plain(name)).split()), set()).add(place)
    exact.pop("", None)
    return _Names(
        {name: frozenset(places) for name, places in exact.items()},
        {first: tuple(sorted(rows, key=lambda row: (-len(row[0]), row))) for first, rows in spoken.items()},
    )


def _numbered(said: str, count: int) -> frozenset[int]:
    """Read "2", "2)", "la 2", "la seconda"; raises WrongAnswer if there is no such option."""
    if not (match := _NUMBER.fullmatch(said)):
        return frozenset()
    number = int(match[1]) if match[1].isdecimal() else _NUMBERS.get(match[1], 0)
    if match[1].isdecimal() and not 1 <= number <= count:
        raise WrongAnswer("number")
    return frozenset({number - 1} if 1 <= number <= count else ())


def _begun(said: str, names: _Names) -> frozenset[int]:
    """Read the first letters of a name; those of two names are two places."""
    if len(said) < _FEWEST_FIRST:
        return frozenset()
    return frozenset(
        place for name, places in names.exact.items() if name.startswith(said) for place in places
    )


def _misspelt(said: str, names: _Names) -> frozenset[int]:
    """Read a typo: one edit (two letters swapped count as one) in a short name, two in a long one."""
    places: set[int] = set()
    for name, owners in names.exact.items():
        if len(name) >= _FEWEST_TYPO:
            allowed = 2 if len(name) >= _LONG_NAME else 1
            if OSA.distance(said, name, score_cutoff=allowed) <= allowed:
                places |= owners
    return frozenset(places)


def _spoken(text: str, names: _Names) -> Iterator[tuple[int, int, int]]:
    """Walk the names in a sentence, the longest at each word: start, end, place of the option."""
    if not names.spoken:
        return
    said = list(words(text))
    reached = 0
    for first, word in enumerate(said):
        if first < reached or word.plain not in names.spoken:
            continue
        fitting = [
            (len(pieces), place)
            for pieces, place in names.spoken[word.plain]
            if tuple(other.plain for other in said[first : first + len(pieces)]) == pieces
        ]
        if fitting:
            length = fitting[0][0]
            reached = first + length
            if len({place for size, place in fitting if size == length}) == 1:
                yield word.start, said[reached - 1].end, fitting[0][1]
