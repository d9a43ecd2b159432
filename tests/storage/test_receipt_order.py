from collections.abc import Sequence
from itertools import count

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.channel import Delivery, Receipt
from bot.message import Part
from storage.departures import departure
from storage.receipts import Fate, PostalReceipt, SqlReceipts
from storage.records import RECORDS
from tests.storage.conftest import Desk, Store
from tests.storage.samples import NINE, part

STEPS = [
    "ours",
    "sent by key",
    "sent by id",
    "accepted by key",
    "warned by id",
    "expired by key",
    "delivered by key",
    "failed by key",
    "sent by key",
    "accepted by id",
]
RANK = ["sending", "sent", "accepted", "warned", "expired"]
any_order = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
_numbers = count(1)


async def taken(desk: Desk, key: str, channel: str = "sms") -> Part:
    about = part(key, f"{key}@pec.example", channel=channel)
    await desk.database.writer.submit(RECORDS, departure(about, NINE))
    (one,) = await desk.outbox.take(channel, 1)
    return one


async def told(desk: Desk, step: str, taken: Part) -> bool:
    if step == "ours":
        await desk.outbox.sent(taken, f"SM{taken.key}")
        return True
    state, _, how = step.partition(" by ")
    found = {"key": taken.key} if how == "key" else {"provider_id": f"SM{taken.key}"}
    return await desk.outbox.fold(Receipt("sms", Delivery(state), NINE, **found))


def end(states: Sequence[str]) -> str:
    """The latest state of all that were said; of those that are final, the one said first."""
    finals = [state for state in states if state in {"delivered", "failed"}]
    return finals[0] if finals else max(states, key=RANK.index)


@any_order
@given(steps=st.permutations(STEPS).flatmap(lambda all_: st.integers(1, len(all_)).map(lambda n: all_[:n])))
async def test_receipts_in_any_order_end_the_same(store: Store, desk: Desk, steps: Sequence[str]) -> None:
    key = f"p{next(_numbers)}"
    sending = await taken(desk, key)
    found = [await told(desk, step, sending) for step in steps]
    # Our own id is known from our own record on: until then, a receipt by it finds nothing.
    for place, (step, was_found) in enumerate(zip(steps, found, strict=True)):
        assert was_found == (not step.endswith("by id") or "ours" in steps[:place])
    heard = [step.split()[0] for step, was_found in zip(steps, found, strict=True) if was_found]
    states = ["sending", *("sent" if step == "ours" else step for step in heard)]
    assert store.rows(f"SELECT status FROM outbox WHERE key = '{key}'") == [(end(states),)]  # noqa: S608 - ours


# A receipt of a PEC: its own identity, and what it says.
SAID = {"a": "accepted", "w1": "warned", "w2": "warned", "d": "delivered", "o": ""}


def receipt(of: Part, name: str) -> PostalReceipt:
    state = SAID[name]
    return PostalReceipt(
        channel="pec",
        external_id=f"<{name}.{of.key}@provider.example>",
        kind="avvenuta-consegna",
        reference=f"SM{of.key}",
        about=of.to,
        at=NINE,
        state=Delivery(state) if state else None,
        code="",
        raw=name.encode(),
        verdict="verified",
        key=of.key,
    )


async def leaves(desk: Desk, sending: Part, how: str) -> None:
    """Our own record of a sending, or what is left of it after a crash."""
    if how.startswith("unknown"):
        await desk.outbox.unknown(sending, "timeout")
    if how.endswith("ours"):
        await desk.outbox.sent(sending, f"SM{sending.key}")
    await desk.outbox.resend(sending, counted=False)
    await desk.outbox.delayed(sending, "late", NINE)


def end_of_pec(names: Sequence[str], how: str) -> str:
    states = [SAID[name] for name in set(names) if SAID[name]]
    if not states:  # what moves nothing leaves it where we have it
        return "sent" if how.endswith("ours") else "queued"
    return end([*states, "expired"] if states.count("warned") > 1 else states)


@any_order
@given(
    names=st.lists(st.sampled_from(sorted(SAID)), min_size=1, max_size=8),
    how=st.sampled_from(["ours", "unknown then ours", "unknown"]),
    place=st.integers(0, 8),
)
async def test_receipts_of_a_pec_in_any_order_and_repeated_end_the_same(
    store: Store, desk: Desk, names: Sequence[str], how: str, place: int
) -> None:
    key = f"q{next(_numbers)}"
    sending, receipts = await taken(desk, key, "pec"), SqlReceipts(desk.database)
    fates = [await receipts.keep(receipt(sending, name)) for name in names[:place]]
    await leaves(desk, sending, how)
    fates += [await receipts.keep(receipt(sending, name)) for name in names[place:]]
    assert fates == [Fate.REPEATED if name in names[:at] else Fate.MATCHED for at, name in enumerate(names)]
    found = store.rows(f"SELECT status FROM outbox WHERE key = '{key}'")  # noqa: S608 - ours
    assert found == [(end_of_pec(names, how),)]
    assert {kept.external_id for kept in await receipts.of_part(key)} == {
        f"<{name}.{key}@provider.example>" for name in names
    }
