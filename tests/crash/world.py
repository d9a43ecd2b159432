"""Everything that must be the same whether a counter was killed or not, in a form that can be compared."""

import re
import sqlite3
from collections.abc import Mapping, Sequence

World = Mapping[str, Sequence[tuple[object, ...]]]

_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT[\d:.+]+")

_QUERIES = {
    "inbox": "SELECT channel, external_id, sender, text, status, reason FROM inbox",
    "callers": "SELECT lane, language, chosen, stopped, session FROM caller",
    # A part is known by the message that it answers and its number: ids may have gaps.
    "outbox": "SELECT i.external_id, substr(o.key, instr(o.key, '-')), o.address, o.priority, o.text,"
    " o.status, o.resent FROM outbox o LEFT JOIN inbox i ON i.id = o.inbox_id",
    "talks": "SELECT lane, heard, waiting_since IS NULL, closed_at IS NULL FROM talk",
    "timers": "SELECT lane, event, date(due_at / 1000, 'unixepoch') FROM timer",
    "notices": "SELECT nav, reference, option, amount_cents, status FROM notice",
    "watchers": "SELECT service, reference, lane, told FROM debt_watcher",
    "fines": "SELECT number, status FROM fine WHERE status <> 'open'",
}


def read_world(store: sqlite3.Connection, handed_over: Sequence[Mapping[str, object]]) -> World:
    """Read a store that is at rest, and what its network was handed over; made-up secrets get plain names."""
    names = _names(store)
    world = {name: _rows(store.execute(query), names) for name, query in _QUERIES.items()}
    return world | {"handed over": _rows([(each["to"], each["body"]) for each in handed_over], names)}


def differences(expected: World, found: World) -> list[str]:
    """Say what is missing and what is there too often."""
    lines = []
    for name, rows in expected.items():
        missing, extra = list(rows), list(found[name])
        for row in rows:
            if row in extra:
                extra.remove(row)
                missing.remove(row)
        lines += [f"{name}: missing {row}" for row in missing] + [f"{name}: extra {row}" for row in extra]
    return lines


def _names(store: sqlite3.Connection) -> Mapping[str, str]:
    names = {}
    for nav, token, receipt in store.execute("SELECT nav, token, receipt_id FROM notice"):
        names[token] = f"token-of-{nav}"
        names[receipt] = f"receipt-of-{nav}"
    return {secret: name for secret, name in names.items() if secret}


def _rows(
    rows: Sequence[tuple[object, ...]] | sqlite3.Cursor, names: Mapping[str, str]
) -> list[tuple[object, ...]]:
    return sorted((tuple(_plain(cell, names) for cell in row) for row in rows), key=repr)


def _plain(cell: object, names: Mapping[str, str]) -> object:
    if not isinstance(cell, str):
        return cell
    for secret, name in names.items():
        cell = cell.replace(secret, name)
    return _MOMENT.sub("MOMENT", cell)
