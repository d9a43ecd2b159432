"""The zones come in from a GeoJSON, are held for a minute, and are found under a shape."""

import json
from pathlib import Path

import pytest

from sportello.imports.counts import Counts
from sportello.imports.sheet import BadSheet, RowError
from sportello.imports.zones import import_zones
from storage.shapes import Polygon
from storage.zones import Zones, zones_called, zones_under

SAMPLE = Path(__file__).parents[2] / "samples" / "zones.geojson"
RING = [[10.0, 43.0], [10.1, 43.0], [10.1, 43.1], [10.0, 43.0]]
SQUARE = {"type": "Polygon", "coordinates": [RING]}


def feature(geometry=SQUARE, **properties):
    return {"type": "Feature", "properties": properties, "geometry": geometry}


@pytest.fixture
def reports():
    return []


@pytest.fixture
def load(database, tmp_path, reports):
    async def run(*features, text=""):
        path = tmp_path / "zones.geojson"
        lines = ",\n".join(json.dumps(each) for each in features)
        path.write_text(text or f'{{"type": "FeatureCollection",\n"features": [\n{lines}\n]}}', "utf-8")
        return await import_zones(database, path, report=reports.append, progress=lambda _: None)

    return run


async def sample(database, reports):
    counts = await import_zones(database, SAMPLE, report=reports.append, progress=lambda _: None)
    return counts, await Zones(database).all()


async def test_the_sample_is_good_and_each_zone_answers_to_names_of_its_own(database, reports):
    counts, zones = await sample(database, reports)
    assert (counts, reports) == (Counts(new=13), [])
    names = [name for zone in zones for name in {zone.code, zone.name.lower(), *zone.aliases}]
    assert len(names) == len(set(names))
    assert [zone.name for zone in zones] == sorted(zone.name for zone in zones)


async def test_no_two_zones_of_the_sample_share_ground(database, reports):
    _, zones = await sample(database, reports)
    for zone in zones:
        assert zones_under(zones, zone.area) == (zone.code,)


async def test_what_lies_across_a_border_is_in_both_zones(database, reports):
    _, zones = await sample(database, reports)
    ring = ((9.990, 43.304), (9.996, 43.304), (9.996, 43.306), (9.990, 43.306), (9.990, 43.304))
    assert set(zones_under(zones, (Polygon((ring,)),))) == {"arsenale", "san-telmo"}


async def test_a_zone_is_called_by_code_name_or_alias(database, reports):
    _, zones = await sample(database, reports)
    for words in ("dogana", "Dogana d'Acqua", " DOGANA  d'acqua ", "canals"):
        assert zones_called(zones, words) == ("dogana",)
    assert zones_called(zones, "Atlantide") == ()


async def test_a_zone_is_new_then_the_same_then_changed(load, database):
    one = feature(code="X", name="Città  Alta", aliases="Alta; rocca")
    assert await load(one) == Counts(new=1)
    assert await load(one) == Counts(same=1)
    assert await load(feature(None, code="x", name="Città Alta", aliases=["rocca"])) == Counts(changed=1)
    (zone,) = await Zones(database).all()
    assert (zone.code, zone.name, zone.aliases, zone.area) == ("x", "Città Alta", ("rocca",), ())


CASES = {
    "no code": (feature(name="A"), "code", "empty"),
    "a code with blanks": (
        feature(code="a b", name="A"),
        "code",
        "not a code: letters a-z, digits and hyphens, at most 40",
    ),
    "no name": (feature(code="a"), "name", "empty"),
    "a long name": (
        feature(code="a", name="A" * 201),
        "name",
        "unreadable characters, or longer than 200 characters",
    ),
    "a point": (
        feature({"type": "Point", "coordinates": [10, 43]}, code="a", name="A"),
        "geometry",
        "neither a Polygon nor a MultiPolygon",
    ),
    "latitude first": (
        feature({"type": "Polygon", "coordinates": [[[43, 100], [43, 101], [44, 100], [43, 100]]]})
        | {"properties": {"code": "a", "name": "A"}},
        "geometry",
        "a position that is not on the earth: longitude comes first",
    ),
    "an open ring": (
        feature({"type": "Polygon", "coordinates": [[*RING[:3], [10, 44]]]}, code="a", name="A"),
        "geometry",
        "a ring that is not closed: its last position must be its first",
    ),
    "two positions": (
        feature({"type": "Polygon", "coordinates": [RING[:2]]}, code="a", name="A"),
        "geometry",
        "a ring of fewer than four positions",
    ),
    "no numbers": (
        feature({"type": "Polygon", "coordinates": [[["x", 1]] * 4]}, code="a", name="A"),
        "geometry",
        "a position that is no pair of numbers",
    ),
}


async def test_what_is_wrong_is_told_by_line_and_member_and_the_others_come_in(load, reports):
    bad = [case[0] for case in CASES.values()]
    assert await load(feature(code="good", name="Good"), *bad) == Counts(new=1, bad=len(bad))
    told = {name: RowError(line, *CASES[name][1:]) for line, name in enumerate(CASES, 4)}
    assert dict(zip(CASES, reports, strict=True)) == told


async def test_a_code_that_comes_twice_is_reported(load, reports):
    assert await load(feature(code="a", name="A"), feature(code="A", name="B")) == Counts(new=1, bad=1)
    assert reports == [RowError(4, "code", "the same as on line 3")]


async def test_a_file_that_is_no_collection_is_refused(load):
    for text in ("{", "[]", '{"features": 3}', '{"type": "Feature"}', "[" * 100_000):
        with pytest.raises(BadSheet):
            await load(text=text)
