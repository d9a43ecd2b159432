"""Where an alert holds, in the zones of this city: by what is drawn, by codes, else by the area's name."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from platforms.cap.alert import Area, Info
from storage.zones import Zone, zones_called, zones_under


@dataclass(frozen=True, slots=True)
class Place:
    """Which zones an alert holds in, by code. `whole`: in all the city, and `zones` is empty.

    `unplaced` are the names of areas of which nothing says where they lie; somebody has to look.
    """

    zones: tuple[str, ...] = ()
    whole: bool = False
    unplaced: tuple[str, ...] = ()

    @property
    def is_here(self) -> bool:
        """Whether it may be about this city at all."""
        return bool(self.whole or self.zones or self.unplaced)


@dataclass(frozen=True, slots=True)
class City:
    """The city as alerts may name it: its zones, its name, and codes of all of it in others' lists."""

    name: str
    zones: Sequence[Zone]
    codes: frozenset[str] = frozenset()

    def place(self, info: Info) -> Place:
        """Find where an info holds; without an area it holds everywhere (CAP 1.2, 3.2.2)."""
        return together([self._place(area) for area in info.areas], self.zones) if info.areas else _EVERYWHERE

    def _place(self, area: Area) -> Place:
        if area.geocodes or area.shape:
            values = [geocode.value.strip() for geocode in area.geocodes]
            if self.codes.intersection(values):
                return _EVERYWHERE
            called = [code for value in values for code in zones_called(self.zones, value)]
            drawn = zones_under(self.zones, area.shape)
            if called or drawn or area.shape:
                return Place(tuple(dict.fromkeys((*called, *drawn))))
        return self._by_name(area.description)

    def _by_name(self, name: str) -> Place:
        own = self.name.lower().removeprefix("comune di ").strip()
        if own and own in name.lower():
            return _EVERYWHERE
        called = zones_called(self.zones, name)
        return Place(called) if called else Place(unplaced=(name,))


_EVERYWHERE = Place(whole=True)


def together(places: Iterable[Place], zones: Sequence[Zone]) -> Place:
    """Put places together; all of the zones are the whole city."""
    found = list(places)
    named = tuple(dict.fromkeys(code for each in found for code in each.zones))
    unplaced = tuple(dict.fromkeys(name for each in found for name in each.unplaced))
    if any(each.whole for each in found) or (named and len(named) == len(zones)):
        return Place((), whole=True, unplaced=unplaced)
    return Place(named, unplaced=unplaced)
