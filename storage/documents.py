"""Text and JSON as both databases can hold them, whatever a network sent."""

import json
from collections.abc import Mapping
from typing import Any

# ASCII only: an escaped lone surrogate or NUL survives in any database.
_ENCODER = json.JSONEncoder(separators=(",", ":"), check_circular=False)
_DECODER = json.JSONDecoder()


def storable(text: str) -> str:
    """Replace what no database takes: NUL and halves of characters."""
    if "\0" not in text and text.isascii():
        return text
    return text.replace("\0", "\ufffd").encode("utf-8", "replace").decode("utf-8")


def dump(document: object) -> str:
    """JSON on one line, empty text for what is empty."""
    return _ENCODER.encode(document) if document else ""


def load(text: str) -> dict[str, Any]:
    """Read what `dump` wrote of a mapping."""
    document: dict[str, Any] = _DECODER.raw_decode(text)[0] if text else {}
    return document


def load_texts(text: str) -> Mapping[str, str]:
    """Read what `dump` wrote of a mapping of texts."""
    return load(text)
