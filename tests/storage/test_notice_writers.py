"""Eight processes that open notices at once, some of them killed: no number is left out, none comes twice."""

import random
import signal

import sqlalchemy as sa

from storage import schema
from storage.database import read_url, writing_engine
from tests.crash.child import CONTEXT
from tests.storage.notice_writers import DEBTS, write
from tests.storage.register_writers import Death

WRITERS = 8
ALIVE = Death(0, "before")
SHARED = DEBTS // 3


def begin(url, deaths):
    """Let the writers work until each has ended; how each ended."""
    writers = {n: CONTEXT.Process(target=write, args=(url, n, death)) for n, death in deaths.items()}
    for writer in writers.values():
        writer.start()
    for writer in writers.values():
        writer.join(60)
    return {number: writer.exitcode for number, writer in writers.items()}


def test_numbers_hold(url):
    schema.create(url)
    chosen = random.Random(20261123)  # noqa: S311 - the same points each time
    points = [Death(chosen.randint(1, 3), chosen.choice(["before", "after"])) for _ in range(WRITERS // 2)]
    first = begin(url, dict(enumerate([*points, *[ALIVE] * (WRITERS // 2)])))
    assert list(first.values()) == [-signal.SIGKILL] * (WRITERS // 2) + [0] * (WRITERS // 2)
    second = begin(url, {number: ALIVE for number, ended in first.items() if ended})
    assert set(second.values()) == {0}
    engine = writing_engine(read_url(url))
    with engine.begin() as connection:
        rows = connection.execute(sa.text("select nav, reference, option from notice")).all()
    engine.dispose()
    count = 2 * (SHARED + WRITERS * (DEBTS - SHARED))
    assert sorted(int(row.nav[3:16]) for row in rows) == list(range(1, count + 1))
    assert len({(row.reference, row.option) for row in rows}) == count
