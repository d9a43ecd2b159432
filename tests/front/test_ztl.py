"""Permits at a terminal: taken in, listed, shown, revoked; and what the gates read."""

import csv
import json

import pytest

from samples.make_permits import COLUMNS

MARIO = dict(
    zip(
        COLUMNS,
        (
            *("Z26-00001", "resident", "PRVMRA80A01H501M", "Mario", "Prova", "RB101CD", "B"),
            *("Via San Telmo 12", "1", "2020-01-01", "2099-12-31", "active"),
        ),
        strict=True,
    )
)
OTHER = MARIO | {"number": "Z26-00002", "plates": "RB102CD", "zone": "C;D"}


@pytest.fixture
def file(tmp_path):
    """Two permits as another system writes them, and one that cannot be."""
    found = tmp_path / "permits.csv"
    with found.open("w", encoding="utf-8", newline="") as sheet:
        writer = csv.DictWriter(sheet, COLUMNS)
        writer.writeheader()
        writer.writerows([MARIO, OTHER, MARIO | {"number": "Z26-00003", "zone": "Q"}])
    return str(found)


@pytest.fixture
def taken_in(sportello, file):
    told = sportello("import", "permits", file)
    assert told.code == 0, told.err


def test_a_dry_run_says_what_would_come_and_then_it_comes_once(sportello, file):
    for words, said in (
        (("--dry-run",), "new 2, changed 0, same 0, skipped 1"),
        ((), "new 2, changed 0, same 0, skipped 1"),
        ((), "new 0, changed 0, same 2, skipped 1"),
    ):
        told = sportello("import", "permits", file, *words)
        assert told.out.strip() == said
        assert "line 4, zone: 1 of them not in [ztl] zones" in told.err


@pytest.mark.usefixtures("taken_in")
def test_one_is_shown_in_full_and_the_list_names_nobody(sportello):
    listed = sportello("ztl", "list")
    assert [line.split()[0] for line in listed.out.splitlines()] == ["Z26-00002", "Z26-00001"]
    assert "Prova" not in listed.out
    assert "RB101CD" not in listed.out
    assert sportello("ztl", "list", "--plate", "rb 101 cd").out.split()[0] == "Z26-00001"
    shown = sportello("ztl", "show", "Z26-00001", "--by", "l.rossi").out
    for said in ("holder: Mario Prova", "plates: RB101CD", "address: Via San Telmo 12", "state: active"):
        assert said in shown
    missing = sportello("ztl", "show", "Z26-99999")
    assert (missing.code, missing.err.strip()) == (1, "no permit Z26-99999")


@pytest.mark.usefixtures("taken_in")
def test_what_is_revoked_passes_nowhere_and_only_once(sportello):
    assert sportello("ztl", "check", "rb101cd").out.startswith("B: until 2099-12-31")
    assert sportello("ztl", "check", "RB101CD", "--zone", "C").code == 1
    assert sportello("ztl", "revoke", "Z26-00001", "--reason", " ").err.strip() == "say why: --reason"
    told = sportello("ztl", "revoke", "Z26-00001", "--reason", "rubato", "--by", "l.rossi")
    assert (told.code, told.out.strip()) == (0, "permit Z26-00001 is revoked")
    again = sportello("ztl", "revoke", "Z26-00001", "--reason", "rubato")
    assert (again.code, again.err.strip()) == (1, "permit Z26-00001 is revoked already")
    assert (sportello("ztl", "check", "RB101CD").code, sportello("ztl", "check", "RB102CD").code) == (1, 0)
    assert "revoked, l.rossi" in sportello("ztl", "show", "Z26-00001").out


@pytest.mark.usefixtures("taken_in")
def test_the_gates_have_the_list_and_every_change(sportello, tmp_path):
    out = tmp_path / "whitelist.csv"
    told = sportello("ztl", "whitelist", "--out", str(out))
    assert told.err.strip() == "3 entries, up to change 3"
    assert out.read_text(encoding="utf-8").splitlines() == [
        "plate,zone,from,until,permit",
        "RB101CD,B,2020-01-01,2099-12-31,Z26-00001",
        "RB102CD,C,2020-01-01,2099-12-31,Z26-00002",
        "RB102CD,D,2020-01-01,2099-12-31,Z26-00002",
    ]
    sportello("ztl", "revoke", "Z26-00002", "--reason", "venduta")
    changes = [json.loads(line) for line in sportello("ztl", "changes", "--after", "3").out.splitlines()]
    assert [(each["number"], each["op"], each["zone"]) for each in changes] == [
        (4, "REMOVE", "C"),
        (5, "REMOVE", "D"),
    ]


def test_the_rules_are_read_aloud_and_a_table_that_cannot_be_is_named(sportello, tmp_path):
    told = sportello("ztl", "rules")
    assert told.code == 0
    assert "renewal" in told.out
    bad = tmp_path / "rules.toml"
    bad.write_text("[horse]\n", encoding="utf-8")
    assert "there is no 'horse'" in sportello("ztl", "rules", str(bad)).err


@pytest.mark.parametrize(
    ("setting", "value", "said"),
    [
        ("GATE_TOKEN", "short", "at least 24 printable signs"),
        ("ZONES", "A,B,A", "must name each zone once"),
        ("RULES", "nowhere.toml", "cannot be read"),
    ],
)
def test_what_cannot_be_set_is_named(sportello, monkeypatch, setting, value, said):
    monkeypatch.setenv(f"SPORTELLO_ZTL__{setting}", value)
    told = sportello("ztl", "rules")
    assert told.code == 1
    assert said in told.err
    assert "short" not in told.err
