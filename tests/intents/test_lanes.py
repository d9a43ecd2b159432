"""Numbers side by side in one integer add up as they would alone."""

import pytest

from bot.intents.lanes import Lanes


@pytest.mark.parametrize(
    "numbers",
    [(0.0, 0.0, 0.0), (1.0, -1.0, 0.5), (-3.25, 0.0, 7.75), (-32000.0, 32000.0, -0.0625)],
)
def test_what_is_put_in_comes_out(numbers: tuple[float, ...]):
    lanes = Lanes(3)
    assert lanes.opened(lanes.closed(enumerate(numbers))) == list(numbers)


def test_a_lane_never_borrows_of_its_neighbour():
    lanes = Lanes(3)
    rows = [
        lanes.closed([(0, -5.5), (1, 2.0)]),
        lanes.closed([(1, -9.25), (2, -1.0)]),
        lanes.closed([(0, 1.0)]),
    ]
    assert lanes.opened(sum(rows)) == [-4.5, -7.25, -1.0]
    assert lanes.opened(rows[0] - rows[1]) == [-5.5, 11.25, 1.0]
