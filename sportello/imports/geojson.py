"""The features of a GeoJSON file one by one, each with the line on which it begins (RFC 7946)."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from sportello.imports.sheet import BadSheet

LARGEST: Final = 20 * 1024 * 1024  # bytes; the quarters of a city have some tens of thousands
_BLANK = re.compile(r"[ \t\r\n]*")
_decode = json.JSONDecoder().raw_decode


@dataclass(frozen=True, slots=True)
class Feature:
    """One feature (3.2): what it says of itself, and its geometry, None if it has none.

    `line` counts from 1; `offset` is how far into the file it ends, in characters.
    """

    line: int
    properties: Mapping[str, Any]
    geometry: Any
    offset: int


def read_features(path: Path) -> Iterator[Feature]:
    """Read the features of a FeatureCollection (3.3); raises BadSheet, before the first or at the break."""
    if path.stat().st_size > LARGEST:
        raise BadSheet(f"larger than {LARGEST // 1024 // 1024} MiB")
    try:
        text = path.read_text(encoding="utf-8-sig")
        collection = json.loads(text)
    except UnicodeDecodeError:
        raise BadSheet("not in UTF-8") from None
    except (json.JSONDecodeError, RecursionError) as problem:
        place = f", line {problem.lineno}" if isinstance(problem, json.JSONDecodeError) else ""
        raise BadSheet(f"not JSON{place}") from None
    if not isinstance(collection, dict) or not isinstance(collection.get("features"), list):
        raise BadSheet("no FeatureCollection: it has no list of features")
    return _features(text)


def _features(text: str) -> Iterator[Feature]:
    """Walk a text that is known to be good JSON a second time, for the places of the features."""
    at = _skip(text, _skip(text, 0) + 1)
    while text[at] != "}":
        name, at = _decode(text, at)
        at = _skip(text, _skip(text, at) + 1)  # past the colon
        if name == "features":
            yield from _elements(text, at)
        _, at = _decode(text, at)
        at = _next(text, at)


def _elements(text: str, at: int) -> Iterator[Feature]:
    at = _skip(text, at + 1)
    while text[at] != "]":
        begin = at
        value, at = _decode(text, at)
        value = value if isinstance(value, dict) else {}
        properties = value.get("properties")
        line = text.count("\n", 0, begin) + 1
        yield Feature(line, properties if isinstance(properties, dict) else {}, value.get("geometry"), at)
        at = _next(text, at)


def _next(text: str, at: int) -> int:
    at = _skip(text, at)
    return _skip(text, at + 1) if text[at] == "," else at


def _skip(text: str, at: int) -> int:
    found = _BLANK.match(text, at)
    return found.end() if found else at
