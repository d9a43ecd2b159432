from collections.abc import Sequence
from itertools import count

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.channel import Delivery, Receipt
from bot.message import Part
from storage.departures import departure
from storage.records import RECORDS
from tests.storage.conftest import Desk, Store
from tests.storage.samples import NINE, part

STEPS = ["ours", "sent by key", "sent by id", "delivered by key", "failed by key", "sent by key"]
_numbers = count(1)


async def told(desk: Desk, step: str, taken: Part) -> bool:
    if step == "ours":
        await desk.outbox.sent(taken, f"SM{taken.key}")
        return True
    state, _, how = step.partition(" by ")
    found = {"key": taken.key} if how == "key" else {"provider_id": f"SM{taken.key}"}
    return await desk.outbox.fold(Receipt("sms", Delivery(state), NINE, **found))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.permutations(STEPS).flatmap(lambda all_: st.integers(1, len(all_)).map(lambda n: all_[:n])))
async def test_receipts_in_any_order_end_the_same(store: Store, desk: Desk, steps: Sequence[str]) -> None:
    key = f"p{next(_numbers)}"
    await desk.database.writer.submit(RECORDS, departure(part(key, key), NINE))
    (taken,) = await desk.outbox.take("sms", 1)
    found = [await told(desk, step, taken) for step in steps]
    # Our own id is known from our own record on: until then, a receipt by it finds nothing.
    for place, (step, was_found) in enumerate(zip(steps, found, strict=True)):
        assert was_found == (step != "sent by id" or "ours" in steps[:place])
    heard = [step for step, was_found in zip(steps, found, strict=True) if was_found]
    finals = [step.split()[0] for step in heard if step.startswith(("delivered", "failed"))]
    expected = finals[0] if finals else "sent" if heard else "sending"
    assert store.rows(f"SELECT status FROM outbox WHERE key = '{key}'") == [(expected,)]  # noqa: S608 - ours
