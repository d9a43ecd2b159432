"""A process that stands keeps what it has, and looks for rings of objects more seldom than Python would."""

import gc
from collections.abc import Callable, Iterator

import pytest

from bot import garbage


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    threshold = gc.get_threshold()
    gc.set_threshold(700, *threshold[1:])
    yield
    gc.set_threshold(*threshold)


@pytest.mark.parametrize("stand", [garbage.stand, garbage.stand_forked])
def test_what_is_there_is_looked_through_no_more(stand: Callable[[], None]) -> None:
    before, there = gc.get_freeze_count(), [[] for _ in range(1_001)]  # a run of tests stands already
    stand()
    assert gc.get_freeze_count() > before + 1_000
    assert not any(found is there for found in gc.get_objects())
    assert gc.get_threshold()[0] > 10_000


def test_rings_that_come_later_are_still_found() -> None:
    garbage.stand()
    ring: list[object] = []
    ring.append(ring)
    del ring
    assert gc.collect() > 0
