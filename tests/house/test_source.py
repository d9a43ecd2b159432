"""The manner of the house, read from the source itself: docstrings, names, sizes, citations, fakes."""

import ast
import re
import subprocess
import tomllib
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = ("bot", "channels", "handlers", "platforms", "storage", "sportello")
LONGEST = 250  # lines
LONGER: dict[str, str] = {
    "storage/migrations/versions/0001_first_schema.py": "the whole schema, once, as alembic writes it",
}  # a file with more lines, and the reason

# Not translated: docs/GLOSSARY.md, "Words that stay as they are"; `sportello` is the program's name.
KEPT = frozenset(
    {"iuv", "nav", "iun", "iupd", "pec", "ztl", "spid", "cie", "anpr", "aire", "pagopa", "cds"}
    | {"preavviso", "verbale", "sportello", "segnatura"}
    | {"partner", "locale"}  # English too
)


@cache
def modules() -> tuple[tuple[Path, ast.Module], ...]:
    files = sorted(file for room in ROOMS for file in (ROOT / room).rglob("*.py"))
    return tuple((file.relative_to(ROOT), ast.parse(file.read_text(encoding="utf-8"))) for file in files)


@cache
def nodes() -> tuple[tuple[Path, ast.AST], ...]:
    return tuple((file, node) for file, tree in modules() for node in ast.walk(tree))


def test_every_module_opens_with_a_sentence() -> None:
    silent = [str(file) for file, tree in modules() if not (ast.get_docstring(tree) or "").strip()]
    assert silent == []
    unfinished = [
        str(file)
        for file, tree in modules()
        if not re.search(r"[.:?]$", (ast.get_docstring(tree) or "").split("\n\n")[0].strip())
    ]
    assert unfinished == []


def test_files_stay_small() -> None:
    sizes = {str(file): len((ROOT / file).read_text(encoding="utf-8").splitlines()) for file, _ in modules()}
    too_long = {file: size for file, size in sizes.items() if size > LONGEST}
    assert too_long.keys() == LONGER.keys()


# Names -----------------------------------------------------------------------------------------


def plain(word: str) -> str:
    return unicodedata.normalize("NFD", word).encode("ascii", "ignore").decode().lower()


def italian_words() -> frozenset[str]:
    """Read the words of the glossary's Italian column that are not English words as well."""
    rows = [row.split("|") for row in (ROOT / "docs/GLOSSARY.md").read_text(encoding="utf-8").splitlines()]
    cells = [row[3] for row in rows if len(row) > 5 and "---" not in row[1] and row[3].strip() != "Italian"]
    found = {plain(word) for cell in cells for word in re.findall(r"\w{4,}", cell)}
    return frozenset(found - KEPT)


def parts(identifier: str) -> list[str]:
    """Split `getMulta`, `get_multa` and `GET_MULTA` alike."""
    return [part.lower() for part in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", identifier)]


def names_in(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name) | ast.arg(arg=name):
            yield name
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            yield name
        case ast.keyword(arg=str(name)):
            yield name
        case ast.alias(name=name, asname=asname):
            yield from name.split(".")
            yield asname or ""


def test_the_glossary_is_read() -> None:
    words = italian_words()
    assert {"targa", "multa", "avviso", "corsia", "segregazione", "parcheggiato"} <= words
    assert parts("getMultaURL") == ["get", "multa", "url"]


def test_no_italian_word_is_a_name() -> None:
    words = italian_words()
    found = {
        f"{file}: {name}" for file, node in nodes() for name in names_in(node) if words & set(parts(name))
    }
    assert found == set()


def test_no_drawer_for_everything() -> None:
    drawers = {"utils", "util", "helpers", "helper", "manager", "common", "misc", "base"}
    assert [str(file) for file, _ in modules() if drawers & set(file.with_suffix("").parts)] == []
    assert [
        f"{file}: {node.name}"
        for file, node in nodes()
        if isinstance(node, ast.ClassDef) and drawers & set(parts(node.name))
    ] == []


# Docstrings ------------------------------------------------------------------------------------


Documented = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def empty_talk(node: Documented) -> bool:
    """Tell whether a docstring says no more than the name: "Get the plate." of `get_plate`."""
    text = (ast.get_docstring(node) or "").strip()
    said = {word.rstrip("s") for word in re.findall(r"[a-z]+", text.lower())}
    filler = {
        "a",
        "an",
        "the",
        "of",
        "for",
        "to",
        "this",
        "it",
        "return",
        "get",
        "give",
        "i",
        "clas",
        "function",
    }
    known = {word.rstrip("s") for word in parts(node.name)}
    return bool(text) and not said - filler - known


def test_docstrings_say_more_than_the_name() -> None:
    found = [
        f"{file}: {node.name}" for file, node in nodes() if isinstance(node, Documented) and empty_talk(node)
    ]
    assert found == []


def test_classes_say_what_they_are() -> None:
    silent = [
        f"{file}: {node.name}"
        for file, tree in modules()
        for node in tree.body
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_") and not ast.get_docstring(node)
    ]
    assert silent == []


# Law -------------------------------------------------------------------------------------------


def citations() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for file, _ in modules():
        for key in re.findall(r"#\s*law:\s*(\S+)", (ROOT / file).read_text(encoding="utf-8")):
            found.setdefault(key.rstrip(",;."), set()).add(str(file))
    return found


def test_every_law_cited_is_listed_and_every_law_listed_is_cited() -> None:
    listed = tomllib.loads((ROOT / "docs/laws.toml").read_text(encoding="utf-8"))
    cited = citations()
    assert cited.keys() - listed.keys() == set()
    assert listed.keys() - cited.keys() == set()


# Fakes and traces ------------------------------------------------------------------------------


def test_no_mock_and_no_patch_anywhere() -> None:
    files = [
        file for room in (*ROOMS, "tests", "interop", "benchmarks") for file in (ROOT / room).rglob("*.py")
    ]
    texts = {file: file.read_text(encoding="utf-8") for file in files}
    guilty = {
        str(file.relative_to(ROOT))
        for file, text in texts.items()
        if "mock" in text or "unittest" in text  # to parse them all takes seconds
        for node in ast.walk(ast.parse(text))
        if (isinstance(node, ast.ImportFrom) and (node.module or "").startswith(("unittest", "mock")))
        or (
            isinstance(node, ast.Import)
            and any(name.name.split(".")[0] in {"unittest", "mock"} for name in node.names)
        )
    }
    assert guilty == set()


def tracked() -> list[Path]:
    try:
        listed = subprocess.run(
            ["git", "ls-files", "-z"],  # noqa: S607 - whichever git made the checkout
            cwd=ROOT,
            capture_output=True,
            check=True,
            text=True,
        )
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("not a checkout of git")
    return [ROOT / name for name in listed.stdout.split("\0") if name]


# In pieces, so that this file is not found by its own test.
TRACES = re.compile(
    "|".join(
        [
            "/" + "work/",
            "/" + "home/[a-z]",
            "/" + "root/",
            r"files\.python" + "hosted",
            r"registry\.npm" + "js",
            r"pypi\.o" + "rg/simple",
        ]
    )
)


def test_nothing_tracked_names_this_machine_or_a_registry() -> None:
    guilty = []
    for file in tracked():
        if file.is_file():
            text = file.read_bytes().decode("utf-8", "ignore")
            guilty += [f"{file.relative_to(ROOT)}: {trace.group()}" for trace in TRACES.finditer(text)]
    assert guilty == []
