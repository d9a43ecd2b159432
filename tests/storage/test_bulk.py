"""The ledger of broadcasts, on SQLite and on PostgreSQL."""

from datetime import timedelta

import pytest

from bot.bulk import DRILL, SENDER, SUBJECT, Fate, Outcome
from bot.message import Part, Priority
from storage.bulk import SqlBulk
from tests.clock import Ticker
from tests.storage.bulk_rows import lay_broadcast, lay_recipients
from tests.storage.conftest import Desk, Store


@pytest.fixture
def bulk(desk: Desk) -> SqlBulk:
    return SqlBulk(desk.database)


def outcome(part: Part, fate: Fate = Fate.SENT, **rest: object) -> Outcome:
    given = {"provider_id": f"SM{part.id}"} if fate is Fate.SENT else {"code": "code"}
    return Outcome(part.id, part.attempts, fate, **{**given, **rest})  # type: ignore[arg-type] # a test names its own


async def test_a_part_says_all_that_its_channel_needs(bulk: SqlBulk, store: Store, clock: Ticker) -> None:
    until = clock() + timedelta(hours=3)
    lay_broadcast(store, sender="COMUNE", training=True, valid_until=until)
    lay_recipients(store, "+1")
    lay_recipients(store, "a@example.org", channel="email", language="en")
    (sms,) = (await bulk.take("sms", 10)).parts
    assert sms == Part(
        f"b{sms.id}",
        "sms",
        "+1",
        "Allerta\nScuole chiuse.",
        context={SENDER: "COMUNE", DRILL: DRILL},
        priority=Priority.BULK,
        valid_until=until,
        id=sms.id,
        attempts=1,
        sent_since=clock(),
    )
    (mail,) = (await bulk.take("email", 10)).parts
    assert (mail.context[SUBJECT], mail.text) == ("Alert", "Schools closed.")


async def test_many_leave_and_are_written_down_at_once(bulk: SqlBulk, store: Store) -> None:
    lay_broadcast(store)
    lay_recipients(store, *[f"+{number}" for number in range(30)])
    first, second = (await bulk.take("sms", 20)).parts, (await bulk.take("sms", 20)).parts
    assert [part.to for part in (*first, *second)] == [f"+{number}" for number in range(30)]
    assert not (await bulk.take("sms", 20)).parts
    await bulk.note([outcome(part, segments=2) for part in first])
    assert store.rows("SELECT status, COUNT(*) FROM recipient GROUP BY status ORDER BY status") == [
        ("sending", 10),
        ("sent", 20),
    ]
    assert store.rows("SELECT channel, messages, segments FROM broadcast_spent") == [("sms", 20, 40)]
