"""The zones of the city, as a map program exports them: a GeoJSON with one feature for each."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from sportello.imports.batches import Progress
from sportello.imports.counts import Counts
from sportello.imports.geojson import Feature, read_features
from sportello.imports.sheet import Report, RowError
from storage.database import Database
from storage.shapes import shape_of, write_geometry
from storage.zones import MERGE_ZONES, ZoneRow

_CODE = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_LONGEST: Final = 200


class _Reading:
    """One feature after another, each wrong member reported; a code stands for one zone only."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._seen: dict[str, int] = {}

    def zone(self, feature: Feature) -> ZoneRow | None:
        """Read a feature; None if anything of it is wrong."""
        wrong: list[RowError] = []
        code = self._member(feature, "code", self._code, wrong)
        name = self._member(feature, "name", _words, wrong)
        aliases = self._member(feature, "aliases", _aliases, wrong)
        area = self._member(feature, "geometry", _area, wrong)
        if code and not wrong and (before := self._seen.setdefault(code, feature.line)) != feature.line:
            wrong.append(RowError(feature.line, "code", f"the same as on line {before}"))
        for each in wrong:
            self._report(each)
        return None if wrong else ZoneRow(code, name, aliases, area)

    @staticmethod
    def _code(value: Any) -> str:
        code = _words(value).lower()
        if not _CODE.fullmatch(code):
            raise ValueError("not a code: letters a-z, digits and hyphens, at most 40")
        return code

    @staticmethod
    def _member(feature: Feature, name: str, read: Callable[[Any], str], wrong: list[RowError]) -> str:
        value = feature.geometry if name == "geometry" else feature.properties.get(name)
        try:
            return read(value)
        except ValueError as problem:
            wrong.append(RowError(feature.line, name, str(problem)))
            return ""


def _words(value: Any) -> str:
    """Read words that must be there; a code may be written as a number."""
    text = " ".join(str(value).split()) if isinstance(value, str | int) else ""
    if not text:
        raise ValueError("empty")
    if not text.isprintable() or len(text) > _LONGEST:
        raise ValueError(f"unreadable characters, or longer than {_LONGEST} characters")
    return text


def _aliases(value: Any) -> str:
    """Read other names, as a list or between semicolons; there may be none."""
    names = value if isinstance(value, list) else str(value or "").split(";")
    return "; ".join(_words(each).lower() for each in names if each and str(each).strip())


def _area(value: Any) -> str:
    return "" if value is None else write_geometry(shape_of(value))  # null: nobody has drawn it (3.2)


async def import_zones(database: Database, path: Path, *, report: Report, progress: Progress) -> Counts:
    """Bring the zones up to date with a GeoJSON (RFC 7946), as import_fines does; one left out stays.

    Raises BadSheet if the file is no FeatureCollection, and nothing is written. All of them come in at
    once: a city has a few dozen.
    """
    reading, rows, bad = _Reading(report), [], 0
    for feature in read_features(path):
        if row := reading.zone(feature):
            rows.append(row)
        else:
            bad += 1
        progress(feature.offset)
    merged = await database.writer.submit(MERGE_ZONES, rows)
    return Counts(merged.new, merged.changed, merged.same, bad)
