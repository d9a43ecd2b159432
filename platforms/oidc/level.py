"""How surely a provider has recognised somebody: levels in their order."""

from dataclasses import dataclass

from bot.errors import Misconfigured


@dataclass(frozen=True, slots=True)
class Ladder:
    """The values of `acr` (authentication context class) of a provider, from the weakest; one to three."""

    rungs: tuple[str, ...]

    def __post_init__(self) -> None:
        if not self.rungs or len(set(self.rungs)) < len(self.rungs) or not all(self.rungs):
            raise Misconfigured("the levels of a provider must be named, each once")

    def level(self, acr: object) -> int:
        """The level of a value, from 1; 0 for one that we do not know, which is therefore below all."""
        return self.rungs.index(acr) + 1 if isinstance(acr, str) and acr in self.rungs else 0


# SPID's and CIE's rules for OpenID Connect name the levels of both with these ("acr_values_supported").
SPID_LADDER = Ladder(tuple(f"https://www.spid.gov.it/SpidL{number}" for number in (1, 2, 3)))
