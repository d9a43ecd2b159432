"""Mandates one a line: who, until when, and on which side one is."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.values.date import Date
from storage.behalf import Mandate


@dataclass(frozen=True, slots=True)
class Shown:
    """A mandate with the name of the other side; `given` by who reads it, or to them."""

    mandate: Mandate
    name: str
    given: bool


@dataclass(frozen=True, slots=True)
class Sides:
    """Mandates by their numbers, or only named; an arrow tells those given from those received."""

    mandates: Sequence[Shown]
    numbered: bool = True

    def show(self, language: str) -> str:
        """Write `1. > Maria Prova (31/12/2026) ?`: to Maria, who has not accepted it yet."""
        return "\n".join(self._line(at, each, language) for at, each in enumerate(self.mandates, 1))

    def _line(self, at: int, one: Shown, language: str) -> str:
        until = Date(one.mandate.last_day).show(language)
        place, side = f"{at}." if self.numbered else "-", ">" if one.given else "<"
        return f"{place} {side} {one.name} ({until}){' ?' if one.mandate.accepted_at is None else ''}"
