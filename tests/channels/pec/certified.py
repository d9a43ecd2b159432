"""The real samples of certified mail, where they are at hand: signed part and signature of each."""

import base64
import re
from pathlib import Path

import pytest

SHARED = Path(__file__).parents[4] / "shared" / "pec"
here = pytest.mark.skipif(not SHARED.is_dir(), reason="the samples lie beside the project, not in it")
_HEADER = rb"multipart/signed[^\n]*(?:\n[ \t][^\n]*)*?"
_BOUNDARY = re.compile(_HEADER + rb'boundary="?([^";\r\n]+)', re.IGNORECASE)


def sliced(name: str) -> tuple[bytes, bytes]:
    """The bytes between the boundaries, and the decoded smime.p7s, in a way that does for samples."""
    raw = (SHARED / "samples" / name).read_bytes()
    boundary = _BOUNDARY.search(raw)
    assert boundary is not None
    line = rb"\r?\n--" + re.escape(boundary[1]) + rb"(?:--)?[ \t]*(?:\r?\n|$)"
    _, signed, signature = re.split(line, raw)[:3]
    return signed, base64.b64decode(re.split(rb"\r?\n\r?\n", signature, maxsplit=1)[1])
