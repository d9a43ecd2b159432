"""Eight processes that enter messages at once, some of them killed: no gap, no double, the chain whole."""

import json
import random
import signal

import pytest

from storage import schema
from storage.database import open_database
from storage.register import SqlRegister
from tests.crash.child import CONTEXT
from tests.storage.register_writers import MESSAGES, Death, write

WRITERS = 8
ALIVE = Death(0, "before")


@pytest.fixture
def writes():
    return "thread"  # each process of this test has its own


def begin(url, deaths):
    """Let the writers work until each has ended; how each ended."""
    writers = [CONTEXT.Process(target=write, args=(url, n, death)) for n, death in deaths.items()]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)
    return {number: writer.exitcode for number, writer in zip(deaths, writers, strict=True)}


async def test_numbers_hold(url, clock):
    schema.create(url)
    chosen = random.Random(20261123)  # noqa: S311 - the same points each time
    points = [Death(chosen.randint(1, 6), chosen.choice(["before", "after"])) for _ in range(WRITERS - 2)]
    first = begin(url, dict(enumerate([*points, ALIVE, ALIVE])))
    assert list(first.values()) == [-signal.SIGKILL] * (WRITERS - 2) + [0, 0]
    second = begin(url, {n: Death(n % 3, "before") for n, ended in first.items() if ended})
    third = begin(url, {n: ALIVE for n, ended in second.items() if ended})
    assert set(third.values()) == {0}
    database = open_database(url, clock=clock, owner="last")
    checked = await SqlRegister(database).verify()
    assert checked.broken is None
    assert checked.events == WRITERS * (MESSAGES + MESSAGES // 2)
    rows = await database.reader.fetch(
        lambda connection: connection.exec_driver_sql(
            "SELECT number, key FROM register_entry ORDER BY number"
        ).all()
    )
    bodies = await database.reader.fetch(
        lambda connection: connection.exec_driver_sql("SELECT external_id, body FROM inbox").all()
    )
    database.close()
    numbers = {key: number for number, key in rows}
    assert [number for number, _ in rows] == list(range(1, WRITERS * MESSAGES + 1))
    assert {f"pec:{name}": json.loads(body)["entry"][1] for name, body in bodies} == {
        key: number for key, number in numbers.items() if int(key.rpartition("-")[2]) % 2
    }
