"""Those for whom one may act, one a line: the name, until when, and what is still to be accepted."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.values.date import Date
from platforms.behalf import Principal
from storage.behalf import PARENT


@dataclass(frozen=True, slots=True)
class Principals:
    """People by their numbers."""

    people: Sequence[Principal]

    def show(self, language: str) -> str:
        """Write `1. Maria Prova (31/12/2026) ?`; of a child the name alone."""
        return "\n".join(self._line(at, each, language) for at, each in enumerate(self.people, 1))

    def _line(self, at: int, one: Principal, language: str) -> str:
        until = Date(one.mandate.last_day).show(language)
        term = "" if one.mandate.kind == PARENT else f" ({until})"
        return f"{at}. {one.name}{term}{' ?' if one.waits else ''}"
