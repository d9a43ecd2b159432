"""What was learnt is kept between two starts, and nothing depends on its being kept."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from bot.intents import Example, Intents
from handlers import SERVICES
from sportello.learnt import file_name, learn, own_folder
from sportello.settings import Settings
from sportello.vocabulary import build_desk

EXAMPLES = [
    Example("service pay_fine", "it", "devo pagare una multa"),
    Example("service pay_fine", "it", "vorrei pagare la multa"),
    Example("service pay_fine", "it", "come pago la multa"),
    Example("service office_hours", "it", "quando apre la biblioteca"),
    Example("service office_hours", "it", "gli orari della biblioteca"),
    Example("service office_hours", "it", "apre oggi la biblioteca"),
]
TEXTS = ("pago la multa oggi", "orari", "la biblioteca apre", "", "grazie")
LEARNT = Intents.learn(EXAMPLES)
TURNED = Intents.learn(
    [replace(one, intent=f"service {'a' if 'pay' in one.intent else 'z'}") for one in EXAMPLES]
)
WIDER = Intents.learn([*EXAMPLES, Example("none", "it", "che tempo fa")])
WHOLE = LEARNT.weights.packed()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "sportello"


def everything(path: Path) -> list[Path]:
    return sorted(found for found in path.rglob("*") if found.is_file())


def test_the_second_start_reads_as_the_first(folder: Path) -> None:
    first, second = learn(EXAMPLES, folder), learn(EXAMPLES, folder)
    assert first.weights == second.weights == LEARNT.weights
    for text in TEXTS:
        assert first.read(text) == second.read(text) == LEARNT.read(text)


def test_the_second_start_does_not_learn(folder: Path) -> None:
    assert TURNED.weights != LEARNT.weights
    folder.mkdir(parents=True)
    (folder / file_name(EXAMPLES)).write_bytes(TURNED.weights.packed())
    assert learn(EXAMPLES, folder).weights == TURNED.weights


def test_one_file_is_written_for_nobody_else_to_read(folder: Path, tmp_path: Path) -> None:
    learn(EXAMPLES, folder)
    file = folder / file_name(EXAMPLES)
    assert everything(tmp_path) == [file]
    assert folder.stat().st_mode & 0o777 == 0o700
    assert file.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"weights",
        WHOLE[: len(WHOLE) // 2],
        WHOLE[:99] + bytes([WHOLE[99] ^ 1]) + WHOLE[100:],
        WIDER.weights.packed(),
    ],
    ids=["empty", "foreign", "half", "one bit", "other intents"],
)
def test_a_damaged_file_is_written_anew(folder: Path, content: bytes) -> None:
    folder.mkdir(parents=True)
    file = folder / file_name(EXAMPLES)
    file.write_bytes(content)
    assert learn(EXAMPLES, folder).weights == LEARNT.weights
    assert file.read_bytes() == WHOLE


def test_a_file_that_cannot_be_read_or_replaced_is_no_error(folder: Path, tmp_path: Path) -> None:
    (folder / file_name(EXAMPLES)).mkdir(parents=True)
    assert learn(EXAMPLES, folder).weights == LEARNT.weights
    assert everything(tmp_path) == []


def test_a_folder_that_cannot_be_made_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder", encoding="utf-8")
    assert learn(EXAMPLES, tmp_path / "file" / "sportello").weights == LEARNT.weights
    assert everything(tmp_path) == [tmp_path / "file"]


def test_without_a_folder_every_start_learns() -> None:
    assert learn(EXAMPLES, None).weights == LEARNT.weights


def test_the_name_hangs_on_every_example() -> None:
    others = [
        EXAMPLES[1:],
        [*EXAMPLES, Example("none", "it", "che tempo fa")],
        EXAMPLES[::-1],
        [replace(EXAMPLES[0], language="en"), *EXAMPLES[1:]],
        [replace(EXAMPLES[0], intent="none"), *EXAMPLES[1:]],
        [replace(EXAMPLES[0], text="devo pagare due multe"), *EXAMPLES[1:]],
    ]
    names = {file_name(examples) for examples in (EXAMPLES, *others)}
    assert len(names) == 1 + len(others)
    assert file_name(list(EXAMPLES)) == file_name(EXAMPLES)


def test_old_files_go(folder: Path) -> None:
    folder.mkdir(parents=True)
    for number in range(20):
        old = folder / f"intents-{number}"
        old.touch()
        os.utime(old, (number, number))
    (folder / "of somebody else").touch()
    learn(EXAMPLES, folder)
    kept = {file.name for file in everything(folder)}
    assert kept == {
        file_name(EXAMPLES),
        "of somebody else",
        *(f"intents-{number}" for number in range(13, 20)),
    }


@pytest.mark.parametrize(
    ("environ", "found"),
    [
        ({"XDG_CACHE_HOME": "/var/cache/city", "HOME": "/srv/city"}, Path("/var/cache/city/sportello")),
        ({"XDG_CACHE_HOME": "", "HOME": "/srv/city"}, Path("/srv/city/.cache/sportello")),
        ({"XDG_CACHE_HOME": "here", "HOME": "/srv/city"}, Path("/srv/city/.cache/sportello")),
        ({"HOME": "/srv/city"}, Path("/srv/city/.cache/sportello")),
        ({"HOME": ""}, None),
        ({}, None),
    ],
)
def test_the_folder_of_a_user(environ: dict[str, str], found: Path | None) -> None:
    assert own_folder(environ) == found


def test_a_desk_keeps_what_it_learnt_in_the_users_folder() -> None:
    build_desk(SERVICES, Settings())
    assert everything(Path(os.environ["XDG_CACHE_HOME"]) / "sportello")
