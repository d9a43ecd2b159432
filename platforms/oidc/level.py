"""How surely a provider has recognised somebody: levels in their order."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.errors import Misconfigured


@dataclass(frozen=True, slots=True)
class Ladder:
    """The values of `acr` (authentication context class) of a provider, the weakest first; one to three.

    It is an order of strength, and never that in which values are asked for: there the first is preferred.
    """

    rungs: tuple[str, ...]

    def __post_init__(self) -> None:
        if not self.rungs or len(set(self.rungs)) < len(self.rungs) or not all(self.rungs):
            raise Misconfigured("the levels of a provider must be named, each once")

    def level(self, acr: object) -> int:
        """The level of a value, from 1; 0 for one that we do not know, which is therefore below all."""
        return self.rungs.index(acr) + 1 if isinstance(acr, str) and acr in self.rungs else 0

    def least(self, asked: Sequence[str]) -> int:
        """The level that an answer must reach: of what was asked for the weakest, wherever it stands."""
        return min(map(self.level, asked))


# SPID's and CIE's rules for OpenID Connect name the levels of both with these ("acr_values_supported").
SPID_LADDER = Ladder(tuple(f"https://www.spid.gov.it/SpidL{number}" for number in (1, 2, 3)))
