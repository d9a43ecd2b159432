"""What is said of a recipient, in whatever order: no word undoes a later one, and each part costs once."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.bulk import Fate
from bot.channel import Delivery, Receipt
from storage.bulk import SqlBulk
from storage.bulk_standing import Standing, apply, standing
from storage.bulk_statements import STOP_MARK
from tests.storage.bulk_rows import lay_broadcast, lay_recipients, outcome
from tests.storage.conftest import Desk, Store
from tests.storage.samples import NINE

NOW = 1_000_000
LATER = NOW + 60_000


def a_row(status: str = "sending", state: str = "running", **rest: object) -> Standing:
    row = standing((5, 1, "sms", "p", status, 2, 0, 0, 10, "me", 20, None, "", 10, 10, state, False))
    return replace(row, **rest)  # type: ignore[arg-type] # a test names its own


def say(fate: Fate, attempt: int = 2) -> Callable[[Standing], None]:
    return lambda one: apply(one, fate, attempt, ("SM1", "code", LATER, 2), NOW)


def hear(state: str) -> Callable[[Standing], None]:
    return lambda one: one.heard(state, f"{state}:1", "SM1", 3, NOW)


def resend(attempt: int = 2) -> Callable[[Standing], None]:
    return lambda one: one.resend(attempt, NOW, counted=True)


SENDING, UNKNOWN, QUEUED = a_row(), a_row("unknown", owner=None), a_row("queued", owner=None)
CASES = [
    pytest.param(SENDING, say(Fate.SENT), ("sent", "", 2), id="sent"),
    pytest.param(SENDING, say(Fate.DELAYED), ("queued", "code", 2), id="delayed"),
    pytest.param(SENDING, say(Fate.FAILED), ("failed", "code", 2), id="failed"),
    pytest.param(SENDING, say(Fate.UNKNOWN), ("unknown", "code", 2), id="unknown"),
    pytest.param(SENDING, say(Fate.RELEASED), ("queued", "", 2), id="released"),
    pytest.param(SENDING, resend(), ("sending", "", 2), id="only what is unknown is sent again"),
    pytest.param(UNKNOWN, resend(), ("queued", "", 2), id="sent again"),
    pytest.param(UNKNOWN, resend(1), ("unknown", "", 2), id="an earlier attempt is not sent again"),
    pytest.param(UNKNOWN, say(Fate.SENT), ("sent", "", 2), id="unknown, settled"),
    pytest.param(UNKNOWN, say(Fate.RELEASED), ("unknown", "", 2), id="unknown, given back too late"),
    pytest.param(QUEUED, say(Fate.SENT, 1), ("sent", "", 2), id="an earlier attempt has arrived after all"),
    pytest.param(QUEUED, say(Fate.FAILED), ("queued", "", 2), id="failed, and waits for another attempt"),
    pytest.param(SENDING, say(Fate.FAILED, 1), ("sending", "", 2), id="an earlier attempt has failed"),
    pytest.param(a_row("delivered"), say(Fate.SENT), ("delivered", "", 2), id="a receipt was faster"),
    pytest.param(a_row("failed"), say(Fate.SENT), ("failed", "", 2), id="a failure was faster"),
    pytest.param(a_row("stale"), say(Fate.SENT), ("sent", "", 2), id="it had left before it was stale"),
    pytest.param(SENDING, hear("delivered"), ("delivered", "delivered:1", 2), id="delivered"),
    pytest.param(a_row("delivered"), hear("failed"), ("delivered", "", 2), id="delivered, then failed"),
    pytest.param(a_row("failed"), hear("delivered"), ("failed", "", 2), id="failed, then delivered"),
    pytest.param(
        a_row(state="cancelled"), say(Fate.DELAYED), ("cancelled", "code", 2), id="cancelled meanwhile"
    ),
    pytest.param(a_row(state="expired"), say(Fate.DELAYED), ("stale", "code", 2), id="over meanwhile"),
    pytest.param(a_row(state="paused"), say(Fate.DELAYED), ("queued", "code", 2), id="paused meanwhile"),
    pytest.param(
        a_row(code=STOP_MARK), say(Fate.DELAYED), ("stopped", STOP_MARK, 2), id="stopped meanwhile, delayed"
    ),
    pytest.param(
        a_row(code=STOP_MARK), say(Fate.RELEASED), ("stopped", STOP_MARK, 2), id="stopped, given back"
    ),
    pytest.param(
        a_row(code=STOP_MARK), say(Fate.UNKNOWN), ("unknown", STOP_MARK, 2), id="stopped meanwhile, unknown"
    ),
    pytest.param(
        a_row("unknown", code=STOP_MARK), resend(), ("stopped", STOP_MARK, 2), id="stopped, not sent again"
    ),
    pytest.param(a_row(code=STOP_MARK), say(Fate.SENT), ("sent", "", 2), id="stopped, but it has left"),
]


@pytest.mark.parametrize(("before", "said", "after"), CASES)
def test_one_word(before: Standing, said: Callable[[Standing], None], after: tuple[str, str, int]) -> None:
    one = replace(before)
    said(one)
    assert (one.status, one.code, one.attempts) == after
    assert one.changed == (one != before)
    assert one.owner is None or one.status == "sending"


WORDS = {
    **{fate.value: say(fate) for fate in Fate},
    **{f"{fate.value} before": say(fate, 1) for fate in Fate},
    **{f"hear {state.value}": hear(state.value) for state in Delivery},
    "resend": resend(),
}


@given(said=st.lists(st.sampled_from(sorted(WORDS)), max_size=12), stopped=st.booleans())
def test_no_word_undoes_a_final_one_and_each_part_costs_once(said: Sequence[str], *, stopped: bool) -> None:
    one = a_row(code=STOP_MARK if stopped else "")
    for word in said:
        before = replace(one)
        WORDS[word](one)
        if before.status in {"delivered", "failed"}:
            assert one.status == before.status
        assert not (stopped and one.status == "queued")
        assert one.messages == (one.segments > 0)
        assert one.more == one.segments
    if "sent" in said:
        assert one.segments == 2, "what we know counts, not what was supposed"


RECEIPTS = ["sent", "accepted", "warned", "delivered"]


@pytest.mark.parametrize("order", list(permutations(["ours", *RECEIPTS[1:]])))
def test_receipts_and_our_own_word_end_the_same_in_any_order(order: Sequence[str]) -> None:
    one = a_row()
    for word in order:
        (say(Fate.SENT) if word == "ours" else hear(word))(one)
    assert (one.status, one.segments, one.messages, one.more) == ("delivered", 2, 1, 2)


async def test_receipts_in_one_commit_and_in_many(desk: Desk, store: Store) -> None:
    bulk = SqlBulk(desk.database)
    lay_broadcast(store)
    lay_recipients(store, "+1", "+2")
    first, second = (await bulk.take("sms", 10)).parts
    receipts = [
        Receipt("sms", Delivery(state), NINE, key=part.key, code=state)
        for state in RECEIPTS
        for part in (first, second)
    ]
    for receipt in receipts:
        assert await bulk.fold(receipt)
    await bulk.note([outcome(first, segments=4)])
    for receipt in reversed(receipts):
        assert await bulk.fold(receipt)
    assert store.rows("SELECT status, code, segments FROM recipient ORDER BY id") == [
        ("delivered", "delivered", 4),
        ("delivered", "delivered", 1),
    ]
    assert store.rows("SELECT messages, segments FROM broadcast_spent") == [(2, 5)]
