"""The advisory locks of PostgreSQL: one number each, or one waits for another's for ever."""

import re
from pathlib import Path

STORAGE = Path(__file__).parents[2] / "storage"
_NUMBER = re.compile(r"\b7_261_\d{3}\b")


def test_no_two_locks_have_one_number() -> None:
    numbers = [found for file in STORAGE.rglob("*.py") for found in _NUMBER.findall(file.read_text("utf-8"))]
    assert len(numbers) > 5
    assert sorted(numbers) == sorted(set(numbers))
