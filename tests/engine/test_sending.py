from datetime import timedelta

import pytest

from bot.channel import Unsettled
from bot.errors import SendDelayed, SendRefused, SendUnknown
from bot.message import Priority
from tests.engine.peers import Answer, run_until
from tests.engine.post import Post


@pytest.fixture
def post() -> Post:
    return Post()


@pytest.mark.parametrize(
    ("answer", "status", "code", "told"),
    [
        ("SM1", "sent", "", ("sent", "sms", "k")),
        (SendRefused("21211"), "failed", "21211", ("failed", "sms", "k", "21211")),
        (SendDelayed("20429"), "queued", "20429", ("delayed", "sms", "k", "20429")),
        (SendUnknown("timeout"), "unknown", "timeout", ("unknown", "sms", "k", "timeout")),
        (KeyError("ours"), "unknown", "crash", ("unknown", "sms", "k", "crash")),
    ],
)
async def test_each_answer_of_the_network_is_written_down(
    post: Post, answer: Answer, status: str, code: str, told: tuple[str, ...]
):
    assert await post.answered(answer) == (status, code)
    assert post.report.heard[-1] == told


async def test_the_networks_id_is_kept(post: Post):
    await post.answered("SM1")
    assert post.outbox.rows[0].provider_id == "SM1"


async def test_a_delayed_part_is_tried_again_after_growing_pauses_with_jitter(post: Post):
    post.queue("k", valid_until=post.clock() + timedelta(days=9))
    pauses = set()
    for attempt in range(1, 14):
        post.channel.answers.append(SendDelayed("30001"))
        await post.sender.drain()
        pause = (post.outbox.rows[0].next_at - post.clock()).total_seconds()
        ceiling = min(900.0, 2.0 * 2.0**attempt)
        assert ceiling / 2 <= pause <= ceiling
        pauses.add(pause / ceiling)
        post.clock.now = post.outbox.rows[0].next_at
    assert len(pauses) > 5
    assert len(post.channel.sent) == 13


@pytest.mark.parametrize(("asked", "least", "most"), [(3600, 3600, 3600), (1, 2, 4)])
async def test_the_network_may_ask_for_a_longer_pause(post: Post, asked: int, least: int, most: int):
    await post.answered(SendDelayed("20429", timedelta(seconds=asked)))
    assert least <= (post.outbox.rows[0].next_at - post.clock()).total_seconds() <= most


@pytest.mark.parametrize(
    ("rest", "status"),
    [
        ({}, "failed"),
        ({"priority": Priority.NOTICE}, "failed"),
        ({"priority": Priority.BULK}, "queued"),
        ({"valid": timedelta(days=1)}, "queued"),
        ({"valid": timedelta(hours=3)}, "stale"),
    ],
)
async def test_how_long_a_part_is_tried(post: Post, rest: dict[str, object], status: str):
    rest = dict(rest)
    if valid := rest.pop("valid", None):
        rest["valid_until"] = post.clock() + valid
    post.queue("k", **rest)
    post.channel.answers.append(SendDelayed("30001"))
    await post.sender.drain()
    for hours in (4, 1):
        assert post.statuses() in ({"k": "queued"}, {"k": "stale"})
        post.clock.tick(hours=hours, seconds=-1)
        post.channel.answers.append(SendDelayed("30001"))
        await post.sender.drain()
    assert post.statuses() == {"k": status}
    if status == "failed":
        assert post.outbox.rows[0].code == "gave up: 30001"


async def test_a_lost_answer_is_not_asked_for_at_once(post: Post):
    await post.answered(SendUnknown("timeout"))
    post.clock.tick(seconds=14)
    await run_until(post.sender.settle(), lambda: "unsettled" in post.switch.calls)
    assert post.channel.asked == []
    assert post.statuses() == {"k": "unknown"}


async def test_a_lost_answer_is_found_at_the_network(post: Post):
    assert await post.settled("SM1") == "sent"
    assert post.outbox.rows[0].provider_id == "SM1"
    assert post.report.of("sent") == [("sms", "k")]


@pytest.mark.parametrize(("found", "counted"), [(Unsettled.NOT_SENT, False), (Unsettled.CANNOT_TELL, True)])
async def test_what_the_network_has_not_is_sent_again(post: Post, found: Unsettled, counted: bool):  # noqa: FBT001 - a table's column
    assert await post.settled(found) == "queued"
    assert post.report.of("resent") == [("sms", "k", counted)]
    assert post.outbox.rows[0].resent == counted
    await post.sender.wake.wait(3600)  # the sender was told
    await post.sender.drain()
    assert post.statuses() == {"k": "sent"}
    assert post.channel.sent == ["k", "k"]


async def test_a_network_that_cannot_be_asked_leaves_it_in_doubt(post: Post):
    assert await post.settled(SendDelayed("20429")) == "unknown"
    assert post.report.of("unknown")[-1] == ("sms", "k", "20429")


async def test_a_part_that_cannot_be_settled_does_not_stop_the_others(post: Post):
    post.queue("a")
    post.queue("b")
    post.channel.answers.extend([SendUnknown("timeout"), SendUnknown("timeout"), KeyError("ours"), "SM2"])
    await post.sender.drain()
    post.clock.tick(seconds=15)
    await run_until(post.sender.settle(), lambda: len(post.channel.asked) == 2)
    assert post.statuses() == {"a": "unknown", "b": "sent"}
    assert post.report.of("trouble") == [("settler", "KeyError")]
