"""A list in one parameter: found by the index, on SQLite as text and on PostgreSQL as an array."""

from storage import schema
from storage.database import read_url, writing_engine
from storage.inbox_statements import CALLERS, KNOW
from tests.storage.conftest import Store

LANES = ["sms:+393330000001", "sms:+393330000002", "sms:+393330000003"]


def test_what_is_in_the_list_is_found(store: Store) -> None:
    row = {
        "language": "it",
        "chosen": False,
        "stopped": False,
        "session": "",
        "updated_at": 0,
        "pauses_at": None,
    }
    engine = writing_engine(read_url(store.url))
    with engine.begin() as connection:
        KNOW.many(connection, [{**row, "lane": lane} for lane in LANES[:2]])
        found = CALLERS.ask(connection, {"lanes": LANES[1:]})
        none = CALLERS.ask(connection, {"lanes": []})
    engine.dispose()
    assert [lane for lane, *_ in found] == [LANES[1]]
    assert none == []


def test_sqlite_searches_and_does_not_scan(sqlite_url: str) -> None:
    schema.create(sqlite_url)
    engine = writing_engine(read_url(sqlite_url))
    with engine.connect() as connection:
        text = f"EXPLAIN QUERY PLAN {CALLERS.text(connection.dialect)}"
        plan = [row.detail for row in connection.exec_driver_sql(text, {"lanes": "[]"})]
    engine.dispose()
    assert "SEARCH caller USING PRIMARY KEY (lane=?)" in plan
