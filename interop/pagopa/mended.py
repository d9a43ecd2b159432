"""PagoPA's own OpenAPI files, which have no licence and are therefore not here, and Prism that plays them."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from interop.peer import free_port, running

FOLDER = Path(__file__).parents[3] / "shared/domain/specs/pagopa/openapi"
# Java alone knows this class of characters, blanks; it stands inside of a class.
_JAVA, _EVERYWHERE = r"\\h", r" \\t"


def _drop_examples(described: dict[str, Any]) -> None:
    """Drop examples of answers: they have words where their own description wants numbers and moments."""
    for calls in described["paths"].values():
        for call in (call for method, call in calls.items() if method != "parameters"):
            for answer in call["responses"].values():
                for content in answer.get("content", {}).values():
                    if content.get("schema"):
                        content.pop("example", None)


@asynccontextmanager
async def prism(name: str, folder: Path) -> AsyncIterator[str]:
    """Play an API at an address; what is not asked as described is answered 400 or 422.

    Each answer is as described, of made-up values; a call chooses which with its header `Prefer: code=…`.
    """
    file = FOLDER / name
    if not file.is_file():
        pytest.skip(f"pagoPA's {name} is not beside this repository")
    mended = folder / name
    described = json.loads(file.read_text(encoding="utf-8").replace(_JAVA, _EVERYWHERE))
    _drop_examples(described)
    mended.write_text(json.dumps(described), encoding="utf-8")
    port = str(free_port())
    start = ("mock", "-h", "127.0.0.1", "-p", port, "--errors", str(mended))
    async with running("prism", *start, ready=b"Prism is listening"):
        yield f"http://127.0.0.1:{port}"
