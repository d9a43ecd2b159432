"""Things made once, at the top of a module, that go to another process by the name they have there."""

import sys
from collections.abc import Iterator
from importlib import import_module
from pickle import PicklingError
from types import ModuleType

_ROOMS = ("storage", "platforms")  # where such things are made


class ByName:
    """What is pickled as a name: on the other side it is the very thing of that name, not a copy."""

    __slots__ = ()

    def __reduce__(self) -> tuple[object, tuple[str, str]]:
        """As pickle wants it; raises PicklingError for what has no name at the top of a module."""
        return _found, _place(self)


_places: dict[int, tuple[ByName, tuple[str, str]]] = {}  # by id; holding the thing keeps it


def _place(thing: ByName) -> tuple[str, str]:
    if id(thing) not in _places:
        place = next(_named(thing), None)
        if place is None:
            raise PicklingError(f"a {type(thing).__name__} that stands at the top of no module")
        _places[id(thing)] = thing, place
    return _places[id(thing)][1]


def _named(thing: ByName) -> Iterator[tuple[str, str]]:
    for module in _modules():
        for name, value in vars(module).items():
            if value is thing:
                yield module.__name__, name


def _modules() -> list[ModuleType]:
    return [module for name, module in sys.modules.copy().items() if name.partition(".")[0] in _ROOMS]


def _found(module: str, name: str) -> object:
    return getattr(sys.modules.get(module) or import_module(module), name)
