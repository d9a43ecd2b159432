"""Whoever holds a paper asks what it is worth: what the record says, no more than the paper shows."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.clock import Clock
from bot.rates import RecipientCap
from bot.values import VerificationCode
from storage.certificate_records import Certificate, Validity

MISSES_PER_HOUR = 30  # of one client: a bank that types finds what it types; who guesses does not


class Kept(Protocol):
    """Whoever keeps certificates: storage.certificates."""

    async def find(self, code: str) -> Certificate | None:
        """Find an issued certificate by its verification code."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the record says at a moment; `certificate` only where there is one.

    `validity` is None where so much was asked in vain that nothing is looked up for `wait` seconds.
    """

    at: datetime
    validity: Validity | None
    certificate: Certificate | None = None
    wait: float = 0.0


class Verifier:
    """Answers whoever has a code. A wrong code, one never used and one given up have one answer.

    Only what is not found is counted against a client; who has used up what is allowed gets no look-up at
    all, for a right code neither, so that the limit itself tells nothing.
    """

    def __init__(
        self, kept: Kept, clock: Clock, seconds: Callable[[], float], misses: int = MISSES_PER_HOUR
    ) -> None:
        self._kept = kept
        self._clock = clock
        self._misses = RecipientCap(misses, seconds)

    async def look(self, code: VerificationCode, client: str) -> Answer:
        """Look a code up for a client, named by whatever tells clients apart."""
        now = self._clock()
        if wait := self._misses.delay(client):
            return Answer(now, None, wait=wait)
        found = await self._kept.find(str(code))
        if found is None:
            return Answer(now, Validity.NOT_FOUND)
        self._misses.give_back(client)
        return told(found, now)


def told(found: Certificate, now: datetime) -> Answer:
    """Tell what a certificate is worth now."""
    return Answer(now, found.validity(now.date()), found)
