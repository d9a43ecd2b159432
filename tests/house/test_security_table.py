"""The table of threats stays true: every row names tests, and each of them is there."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "SECURITY.md").read_text(encoding="utf-8")
_CITED = re.compile(r"`((?:tests|interop)/[^`:]+\.py)::(\w+)`")
CITED = sorted(set(_CITED.findall(PAGE)))


@cache
def names_in(file: str) -> frozenset[str]:
    """The tests of a file: functions, and classes of state machines."""
    path = ROOT / file
    if not path.exists():
        return frozenset()
    tree = ast.parse(path.read_text(encoding="utf-8"))
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    return frozenset(node.name for node in tree.body if isinstance(node, kinds))


@pytest.mark.parametrize(("file", "name"), CITED, ids=[f"{file}::{name}" for file, name in CITED])
def test_a_test_that_is_named_is_there(file: str, name: str) -> None:
    assert name.casefold().startswith("test")
    assert name in names_in(file)


def test_every_threat_names_a_test() -> None:
    rows = [line for line in PAGE.splitlines() if line.startswith("| **")]
    assert rows
    assert [row for row in rows if not _CITED.search(row.rpartition(" | ")[2])] == []


def test_nothing_that_looks_like_a_test_is_passed_over() -> None:
    assert PAGE.count("::") == len(_CITED.findall(PAGE))
