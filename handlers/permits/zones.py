"""The zones of a city as they are chosen."""

from collections.abc import Iterable, Sequence

from bot.values.value import Option


def zones_offered(zones: Iterable[str]) -> Sequence[Option]:
    """Offer zones by their names; a single letter in a sentence is a word of it, and no zone."""
    return [
        Option(zone, f"ZTL {zone}", (f"zona {zone}", f"zone {zone}", f"lettera {zone}")) for zone in zones
    ]
