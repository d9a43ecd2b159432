"""Whether somebody wants alerts, of what, and where: as values that read themselves out of a sentence."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import ClassVar, Self

from bot.errors import WrongAnswer
from bot.fixed import fixed
from bot.values.choice import Choice
from bot.values.spelling import plain
from bot.values.value import Found, Reading, Sure
from bot.values.yes_no import YesNo
from handlers.consents.spoken import (
    NAMES,
    may_speak_of_alerts,
    names_alerts_about,
    speaks_of_alerts,
    topics_in,
    wish_in,
)
from storage.topics import KNOWN, Topic

_LONGEST = 300  # signs: of a longer letter its sense is read, not its words
_REMEMBERED = 4  # texts: one message is read by several values in a row
EVERYWHERE = "*"  # the key of all zones


@fixed
class Wish:
    """Alerts, or no more of them."""

    RANK: ClassVar[int] = 70

    wants: bool

    @classmethod
    def parse(cls, text: str, reading: Reading) -> Self:
        """Read a whole answer: "sì", "non ne voglio più". The only reason is "shape"."""
        try:
            return cls(YesNo.parse(text, reading).yes)
        except WrongAnswer:
            found = wish_in(plain(text))
            if found is None:
                raise
            return cls(found[0])

    @classmethod
    def find(cls, text: str, reading: Reading) -> Iterator[Found]:
        """Find one, where it is of alerts that somebody speaks."""
        del reading
        if (found := _wish_about_alerts(text)) is not None:
            start, end = _places(text, found[1], found[2])
            yield Found(cls(found[0]), start, end, Sure.LIKELY)

    def __str__(self) -> str:
        return "yes" if self.wants else "no"

    def show(self, language: str) -> str:
        """Write yes or no."""
        return {"it": "sì" if self.wants else "no"}.get(language[:2], str(self))


@fixed
class Topics:
    """Topics of alerts, in their own order."""

    RANK: ClassVar[int] = 75

    topics: tuple[Topic, ...]

    @classmethod
    def parse(cls, text: str, reading: Reading) -> Self:  # noqa: ARG003 - the contract of a value
        """Read a whole answer: "scuola e rifiuti", "tutti", the canonical text. The reason is "shape"."""
        stored = text.split()
        if stored and all(name in KNOWN for name in stored):
            return cls(_ordered(KNOWN[name] for name in stored))
        named = [topic for topics, _ in topics_in(text) for topic in topics]
        if not named:
            raise WrongAnswer
        return cls(_ordered(named))

    @classmethod
    def find(cls, text: str, reading: Reading) -> Iterator[Found]:
        """Find all that are named, as one, where it is of alerts that somebody speaks."""
        del reading
        about = _wish_about_alerts(text) is not None or _names_alerts(text)
        named = list(topics_in(text)) if about else []
        if named:
            topics = _ordered(topic for one, _ in named for topic in one)
            yield Found(cls(topics), named[0][1].start, named[-1][1].end, Sure.LIKELY)

    def __str__(self) -> str:
        return " ".join(topic.value for topic in self.topics)

    def show(self, language: str) -> str:
        """Write "scuola, rifiuti"."""
        return ", ".join(NAMES[topic].get(language[:2], topic.value) for topic in self.topics)


class Quarter(Choice):
    """A zone of the city that somebody names beside a wish; its name alone is said for many reasons."""

    __slots__ = ()

    @classmethod
    def find(cls, text: str, reading: Reading) -> Iterator[Found]:
        """Find it as a choice, where it is of alerts that somebody speaks."""
        if reading.options and _wish_about_alerts(text) is not None:
            yield from super().find(text, reading)


def _ordered(topics: Iterable[Topic]) -> tuple[Topic, ...]:
    named = set(topics)
    return tuple(topic for topic in Topic if topic in named)


@lru_cache(maxsize=_REMEMBERED)
def _wish_about_alerts(text: str) -> tuple[bool, int, int] | None:
    key = _key(text)
    found = wish_in(key) if key else None
    return found if found is not None and speaks_of_alerts(text, key) else None


@lru_cache(maxsize=_REMEMBERED)
def _names_alerts(text: str) -> bool:
    return names_alerts_about(_key(text))


def _key(text: str) -> str:
    """Spell a text plainly; empty where it cannot be of alerts."""
    key = plain(text) if len(text) <= _LONGEST else ""
    return key if may_speak_of_alerts(key) else ""


def _places(text: str, start: int, end: int) -> tuple[int, int]:
    """Find a piece of the plain spelling in the text as it was written; near enough, where they differ."""
    if len(plain(text)) == len(text):
        return start, end
    return min(start, len(text)), min(end, len(text))
