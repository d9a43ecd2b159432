"""Shapes on the map, and whether two of them have ground in common.

Plane geometry on longitude and latitude: exact enough for quarters of a city, and wrong for what lies across
the 180th meridian or holds a pole.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import cos, pi, radians, sin
from typing import Any, Final

Point = tuple[float, float]  # longitude and latitude in degrees, as GeoJSON has them (RFC 7946, 3.1.1)
Ring = tuple[Point, ...]  # closed: the last point is the first
_EDGE: Final = 1e-9  # degrees, a tenth of a millimetre: nearer than that lies on the edge
_KM: Final = 111.195  # of a degree of latitude, on a sphere as large as the earth
_SIDES = 72  # of a circle: what it lacks is a thousandth of its radius
_LEAST_RING = 4  # positions (RFC 7946, 3.1.6)
_MOST_EAST, _MOST_NORTH = 180.0, 90.0


@dataclass(frozen=True, slots=True)
class Polygon:
    """A piece of ground: its outline first, then the holes in it (RFC 7946, 3.1.6)."""

    rings: tuple[Ring, ...]

    @property
    def outline(self) -> Ring:
        """Its outer ring."""
        return self.rings[0]


Shape = tuple[Polygon, ...]  # one piece or several; none where nobody has drawn anything


def circle(centre: Point, km: float) -> Shape:
    """Draw a circle of a radius in kilometres, as a polygon of 72 sides; never less than a metre wide."""
    east, north = centre
    high = max(km, 0.001) / _KM
    wide = high / max(cos(radians(north)), 0.01)
    turns = (2 * pi * (at % _SIDES) / _SIDES for at in range(_SIDES + 1))
    return (Polygon((tuple((east + wide * cos(turn), north + high * sin(turn)) for turn in turns),)),)


def read_geometry(text: str) -> Shape:
    """Read the geometry of a GeoJSON; empty text is no shape. Raises ValueError, as shape_of does."""
    return shape_of(json.loads(text)) if text else ()


def shape_of(geometry: Any) -> Shape:
    """Take a Polygon or a MultiPolygon as JSON has it; raises ValueError, which says what is wrong."""
    if not isinstance(geometry, dict):
        raise ValueError("no geometry")  # noqa: TRY004 - what is wrong is in the file, not in the code
    match geometry.get("type"), geometry.get("coordinates"):
        case "Polygon", list(rings):
            return (_polygon(rings),)
        case "MultiPolygon", list(polygons) if polygons:
            return tuple(map(_polygon, polygons))
    raise ValueError("neither a Polygon nor a MultiPolygon")


def write_geometry(shape: Shape) -> str:
    """Write a shape as the geometry of a GeoJSON; none is empty text."""
    if not shape:
        return ""
    several = [polygon.rings for polygon in shape]
    return json.dumps({"type": "MultiPolygon", "coordinates": several}, separators=(",", ":"))


def _polygon(rings: Any) -> Polygon:
    if not isinstance(rings, list) or not rings:
        raise ValueError("a polygon without rings")
    return Polygon(tuple(map(_ring, rings)))


def _ring(positions: Any) -> Ring:
    if not isinstance(positions, list) or len(positions) < _LEAST_RING:
        raise ValueError("a ring of fewer than four positions")
    ring = tuple(map(_point, positions))
    if ring[0] != ring[-1]:
        raise ValueError("a ring that is not closed: its last position must be its first")
    return ring


def _point(position: Any) -> Point:
    match position:
        case [float() | int() as east, float() | int() as north, *_]:
            if abs(east) <= _MOST_EAST and abs(north) <= _MOST_NORTH:
                return (float(east), float(north))
            raise ValueError("a position that is not on the earth: longitude comes first")
    raise ValueError("a position that is no pair of numbers")


def overlap(one: Shape, other: Shape) -> bool:
    """Whether they have ground in common; to share a border or a corner is not enough."""
    return any(_overlap(mine, theirs) for mine in one for theirs in other)


def holds(shape: Shape, point: Point) -> bool:
    """Whether a point lies in a shape, not on the edge of it."""
    return any(_inside(polygon, point) for polygon in shape)


def _overlap(one: Polygon, other: Polygon) -> bool:
    if not _boxes_meet(one.outline, other.outline):
        return False
    # Cut where they meet, no piece of an edge is partly inside: its middle speaks for it.
    return (
        any(_inside(other, middle) for middle in _middles(one, other))
        or any(_inside(one, middle) for middle in _middles(other, one))
        or any(_inside(other, point) for point in _interior(one))
    )


def _boxes_meet(one: Ring, other: Ring) -> bool:
    return all(
        min(p[axis] for p in one) < max(p[axis] for p in other)
        and min(p[axis] for p in other) < max(p[axis] for p in one)
        for axis in (0, 1)
    )


def _edges(polygon: Polygon) -> Iterator[tuple[Point, Point]]:
    for ring in polygon.rings:
        yield from pairwise(ring)


def _middles(polygon: Polygon, other: Polygon) -> Iterator[Point]:
    """Give the middle of each piece into which the edges of another polygon cut the edges of one."""
    cutting = list(_edges(other))
    for a, b in _edges(polygon):
        cuts = sorted({0.0, 1.0, *(at for c, d in cutting for at in _cuts(a, b, c, d))})
        for begin, end in pairwise(cuts):
            yield _between(a, b, (begin + end) / 2)


def _between(a: Point, b: Point, at: float) -> Point:
    return (a[0] + (b[0] - a[0]) * at, a[1] + (b[1] - a[1]) * at)


def _cuts(a: Point, b: Point, c: Point, d: Point) -> Iterator[float]:
    """Tell how far along a-b the edge c-d meets it: nowhere, once, or at the ends of what they share."""
    turn = (b[0] - a[0]) * (d[1] - c[1]) - (b[1] - a[1]) * (d[0] - c[0])
    if turn:
        at = ((c[0] - a[0]) * (d[1] - c[1]) - (c[1] - a[1]) * (d[0] - c[0])) / turn
        along = ((c[0] - a[0]) * (b[1] - a[1]) - (c[1] - a[1]) * (b[0] - a[0])) / turn
        if 0 < at < 1 and -_EDGE <= along <= 1 + _EDGE:
            yield at
    elif length := (b[0] - a[0]) ** 2 + (b[1] - a[1]) ** 2:
        for x, y in (c, d):
            at = ((x - a[0]) * (b[0] - a[0]) + (y - a[1]) * (b[1] - a[1])) / length
            if 0 < at < 1:
                yield at


def _inside(polygon: Polygon, point: Point) -> bool:
    """Whether a point is within the outline and in no hole, by crossings of a line to the east of it."""
    if any(_on(point, a, b) for a, b in _edges(polygon)):
        return False
    return sum(_crosses(point, a, b) for a, b in _edges(polygon)) % 2 == 1


def _crosses(point: Point, a: Point, b: Point) -> bool:
    x, y = point
    return (a[1] > y) != (b[1] > y) and x < a[0] + (y - a[1]) * (b[0] - a[0]) / (b[1] - a[1])


def _on(point: Point, a: Point, b: Point) -> bool:
    length = (b[0] - a[0]) ** 2 + (b[1] - a[1]) ** 2
    along = (point[0] - a[0]) * (b[0] - a[0]) + (point[1] - a[1]) * (b[1] - a[1])
    near = _between(a, b, min(1.0, max(0.0, along / length))) if length else a
    return abs(near[0] - point[0]) < _EDGE and abs(near[1] - point[1]) < _EDGE


def _interior(polygon: Polygon) -> Iterator[Point]:
    """Give a point within, if it has any ground: in the middle of the widest stretch of a line across it."""
    heights = sorted({y for _, y in polygon.outline})
    bands = [(high - low, (low + high) / 2) for low, high in pairwise(heights)]
    if not bands:
        return
    _, y = max(bands)
    stretches = sorted(
        a[0] + (y - a[1]) * (b[0] - a[0]) / (b[1] - a[1])
        for a, b in _edges(polygon)
        if (a[1] > y) != (b[1] > y)
    )
    for begin, end in zip(stretches[::2], stretches[1::2], strict=False):
        yield ((begin + end) / 2, y)
