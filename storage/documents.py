"""Text and JSON as both databases can hold them, whatever a network sent."""

import json
from collections.abc import Mapping
from typing import Any

import orjson


def storable(text: str) -> str:
    """Replace what no database takes: NUL and halves of characters."""
    if "\0" not in text and text.isascii():
        return text
    return text.replace("\0", "\ufffd").encode("utf-8", "replace").decode("utf-8")


def dump(document: object) -> str:
    """JSON on one line, empty text for what is empty."""
    if not document:
        return ""
    try:
        return orjson.dumps(document).decode()
    except TypeError:  # half a character: escaped, it survives in any database
        return json.dumps(document, separators=(",", ":"))


def load(text: str) -> dict[str, Any]:
    """Read what `dump` wrote of a mapping."""
    if not text:
        return {}
    document: dict[str, Any]
    try:
        document = orjson.loads(text)
    except orjson.JSONDecodeError:  # half a character in it
        document = json.loads(text)
    return document


def load_texts(text: str) -> Mapping[str, str]:
    """Read what `dump` wrote of a mapping of texts."""
    return load(text)
