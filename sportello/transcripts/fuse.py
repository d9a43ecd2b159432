"""A fault on demand: what `! break` in a transcript does to the next thing that a service does."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import wraps
from typing import Any

from bot.service import Act, Outcome, Service


class Broken(RuntimeError):  # noqa: N818 - it says what the transcript did
    """The transcript wanted something to fail."""


class Fuse:
    """Stands before the functions of services; once blown, the next one that is called fails."""

    def __init__(self) -> None:
        self._blown = False

    def blow(self) -> None:
        """Make the next review, fulfilment or event fail."""
        self._blown = True

    def guard(self, service: Service) -> Service:
        """Put itself before the functions of a service."""
        return replace(
            service,
            fulfil=self._before(service.fulfil),
            review=self._before(service.review) if service.review else None,
            events=self._before_all(service.events),
        )

    def _before_all(self, acts: Mapping[str, Act]) -> Mapping[str, Act]:
        return {name: self._before(act) for name, act in acts.items()}

    def _before(self, act: Callable[..., Any]) -> Act:
        @wraps(act)  # keeps the signature, by which the needs are found
        async def guarded(*args: object, **needs: object) -> Outcome:
            if self._blown:
                self._blown = False
                raise Broken
            outcome: Outcome = await act(*args, **needs)
            return outcome

        return guarded
