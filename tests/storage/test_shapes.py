"""Whether two shapes have ground in common: held to what is plain of rectangles, and to drawn cases."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.shapes import Polygon, circle, holds, overlap, read_geometry, write_geometry


def box(west, south, east, north):
    return ((west, south), (east, south), (east, north), (west, north), (west, south))


def shape(*rings):
    return (Polygon(rings),)


SIDES = st.tuples(st.integers(0, 8), st.integers(1, 4))
BOXES = st.tuples(SIDES, SIDES).map(
    lambda sides: (sides[0][0], sides[1][0], sides[0][0] + sides[0][1], sides[1][0] + sides[1][1])
)


@given(BOXES, BOXES, st.sampled_from([1.0, 0.001, 0.1]))
def test_rectangles_share_ground_where_both_their_sides_do(one, other, scale):
    mine, theirs = (shape(box(*(10 + scale * side for side in each))) for each in (one, other))
    plain = all(one[low] < other[high] and other[low] < one[high] for low, high in ((0, 2), (1, 3)))
    assert overlap(mine, theirs) == overlap(theirs, mine) == plain


@given(BOXES, st.booleans())
def test_a_shape_shares_ground_with_itself_whichever_way_round_it_is_drawn(sides, back):
    ring = box(*map(float, sides))
    assert overlap(shape(ring), shape(ring[::-1] if back else ring))


SQUARE = box(0.0, 0.0, 4.0, 4.0)
L = ((0.0, 0.0), (4.0, 0.0), (4.0, 1.0), (1.0, 1.0), (1.0, 4.0), (0.0, 4.0), (0.0, 0.0))
CASES = {
    "one within the other": (shape(SQUARE), shape(box(1.0, 1.0, 2.0, 2.0)), True),
    "only a corner": (shape(SQUARE), shape(box(4.0, 4.0, 5.0, 5.0)), False),
    "half of a border": (shape(SQUARE), shape(box(4.0, 1.0, 5.0, 3.0)), False),
    "in the hollow of an L": (shape(L), shape(box(2.0, 2.0, 3.0, 3.0)), False),
    "fitting into an L": (shape(L), shape(box(1.0, 1.0, 4.0, 4.0)), False),
    "across an L": (shape(L), shape(box(0.5, 0.5, 3.0, 3.0)), True),
    "a cross, no corner in the other": (
        shape(box(1.0, 0.0, 2.0, 5.0)),
        shape(box(0.0, 2.0, 5.0, 3.0)),
        True,
    ),
    "from corner to corner": (
        shape(SQUARE),
        shape(((0.0, 0.0), (4.0, 4.0), (-1.0, 5.0), (0.0, 0.0))),
        True,
    ),
    "in a hole": (shape(SQUARE, box(1.0, 1.0, 3.0, 3.0)), shape(box(1.0, 1.0, 3.0, 3.0)), False),
    "over a hole": (shape(SQUARE, box(1.0, 1.0, 3.0, 3.0)), shape(box(2.0, 2.0, 3.5, 3.5)), True),
    "nothing drawn": (shape(SQUARE), (), False),
    "no ground": (shape(SQUARE), shape(((1.0, 1.0), (2.0, 2.0), (3.0, 3.0), (1.0, 1.0))), True),
    "the second of two pieces": (
        shape(box(1.0, 1.0, 2.0, 2.0)),
        (*shape(box(8.0, 8.0, 9.0, 9.0)), *shape(SQUARE)),
        True,
    ),
    "a circle that reaches over": (shape(SQUARE), circle((4.5, 2.0), 60), True),
    "a circle that does not": (shape(SQUARE), circle((4.5, 2.0), 50), False),
    "a point": (shape(SQUARE), circle((2.0, 2.0), 0), True),
}


@pytest.mark.parametrize(("one", "other", "do"), CASES.values(), ids=CASES)
def test_what_shares_ground(one, other, do):
    assert overlap(one, other) is do
    assert overlap(other, one) is do


def test_a_circle_is_as_wide_as_it_says():
    ring = circle((10.0, 43.0), 10)
    assert holds(ring, (10.0, 43.0 + 9.9 / 111.195))
    assert not holds(ring, (10.0, 43.0 + 10.1 / 111.195))
    assert holds(ring, (10.0 + 9.9 / (111.195 * 0.7314), 43.0))
    assert not holds(ring, (10.0 + 10.1 / (111.195 * 0.7314), 43.0))


def test_what_is_written_reads_back():
    drawn = (*shape(SQUARE, box(1.0, 1.0, 2.0, 2.0)), *shape(box(5.0, 5.0, 6.0, 6.0)))
    assert read_geometry(write_geometry(drawn)) == drawn
    assert read_geometry(write_geometry(())) == ()
