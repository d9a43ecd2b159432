"""What the make-believe provider keeps: questions asked, codes given out, access tokens; each for a while."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Generic, TypeVar

from bot.clock import Clock
from platforms.sandbox.idp.people import Pretender
from platforms.sandbox.idp.trouble import Trouble

_ROOM = 500  # of each kind: the oldest give way
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Question:
    """What a client has asked; `level` from 1 to 3, `challenge` of RFC 7636."""

    client: str
    redirect_uri: str
    state: str
    nonce: str
    level: int
    challenge: str


@dataclass(frozen=True, slots=True)
class Login:
    """What somebody has chosen on the page."""

    question: Question
    person: Pretender
    level: int
    trouble: Trouble


class Kept(Generic[T]):
    """Things behind names that cannot be guessed, each of which lasts as long."""

    def __init__(self, lasts: timedelta, clock: Clock, ids: Callable[[], str]) -> None:
        self._lasts = lasts
        self._clock = clock
        self._ids = ids
        self._things: dict[str, tuple[datetime, T]] = {}

    def put(self, thing: T) -> str:
        """Keep something; gives its name."""
        while len(self._things) >= _ROOM:
            del self._things[next(iter(self._things))]
        name = self._ids() + self._ids()
        self._things[name] = (self._clock(), thing)
        return name

    def find(self, name: str) -> T | None:
        """Look something up, which stays."""
        at, thing = self._things.get(name, (None, None))
        return thing if at is not None and self._clock() - at < self._lasts else None

    def take(self, name: str) -> T | None:
        """Take something out, which nobody finds again."""
        thing = self.find(name)
        self._things.pop(name, None)
        return thing
