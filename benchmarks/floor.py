"""The floor: the least that a durable dialogue can do, on bare sqlite3, one transaction for each message."""

import json
import re
import sqlite3
import time
from collections.abc import Iterable, Mapping
from pathlib import Path

from benchmarks.workload import Line

_SCHEMA = """
pragma journal_mode = wal;
pragma synchronous = full;
create table arrived (id text primary key, sender text, text text, at real) without rowid;
create table talk (sender text primary key, state text) without rowid;
create table leaving (id integer primary key, sender text, answers text, text text, at real);
"""
_ARRIVE = "insert into arrived values (?, ?, ?, ?) on conflict do nothing"
_STATE = "select state from talk where sender = ?"
_KEEP = "insert into talk values (?, ?) on conflict (sender) do update set state = excluded.state"
_LEAVE = "insert into leaving (sender, answers, text, at) values (?, ?, ?, ?)"

# What each question takes, and the name under which the answer is kept.
_QUESTIONS = (
    ("wish", re.compile("MULTA")),
    ("plate", re.compile(r"[A-Z]{2}\d{3}[A-Z]{2}")),
    ("number", re.compile(r"V\d{9}")),
    ("day", re.compile(r"\d{2}/\d{2}/\d{4}")),
    ("yes", re.compile("SI")),
    ("thanks", re.compile("GRAZIE")),
)


def run_floor(lines: Iterable[Line], file: Path) -> float:
    """Answer every message in its own transaction; the seconds it took."""
    database = sqlite3.connect(file, isolation_level=None)
    database.executescript(_SCHEMA)
    started = time.perf_counter()
    for line in lines:
        _one(database, line)
    seconds = time.perf_counter() - started
    database.close()
    return seconds


def _one(database: sqlite3.Connection, line: Line) -> None:
    database.execute("begin immediate")
    now = time.time()
    new = database.execute(_ARRIVE, (line.message_id, line.phone, line.text, now)).rowcount
    if new:
        row = database.execute(_STATE, (line.phone,)).fetchone()
        state, reply = _step(json.loads(row[0]) if row else {}, line.text)
        database.execute(_KEEP, (line.phone, json.dumps(state)))
        database.execute(_LEAVE, (line.phone, line.message_id, reply, now))
    database.execute("commit")


def _step(state: Mapping[str, str], text: str) -> tuple[Mapping[str, str], str]:
    name, shape = _QUESTIONS[len(state)]
    if not shape.fullmatch(text.strip().upper()):
        return state, f"Non ho capito: {name}?"
    state = {**state, name: text}
    return ({}, "Arrivederci.") if len(state) == len(_QUESTIONS) else (state, f"Bene: {name} è {text}.")
