"""How the sending of a broadcast is told: how many are done, how fast, how long still, what it has cost."""

from datetime import date, timedelta

import pytest

from platforms.tariffs.tariff import Price, Tariff
from sportello.broadcast_pace import Pace, spent
from sportello.broadcast_silence import hushed, silence
from sportello.broadcast_watch import told
from sportello.settings import load
from storage.audience import Audience, Policy
from storage.broadcasts import Draft, Kind, Progress, Spent, State
from tests.clock import Ticker

PRICES = Tariff((Price("sms", date(2026, 1, 1), 40_000, "a"), Price("telegram", date(2026, 1, 1), 0, "b")))


def counted(by, state=State.RUNNING, failed=None):
    """Counts of SMS by status; each that has left was of one segment."""
    left = sum(by.get(status, 0) for status in ("sent", "delivered"))
    counts = {("sms", status): number for status, number in by.items()}
    return Progress(state, counts, failed or {}, {"sms": Spent(left, left)})


def test_the_rate_is_that_of_the_last_looks_and_tells_how_long_still():
    clock, pace = Ticker(), Pace(PRICES)
    assert pace.look(counted({"queued": 100, "spare": 7}), clock()).remaining is None
    standing = pace.look(
        counted({"queued": 80, "sent": 15, "delivered": 5, "spare": 7}), clock.tick(seconds=2)
    )
    assert (standing.all, standing.done, standing.waiting) == (100, 20, 80)
    assert (standing.rate, standing.remaining) == (10.0, timedelta(seconds=8))
    assert (standing.sent, standing.delivered, standing.micros) == (20, 5, 800_000)


def test_an_address_that_is_tried_in_place_of_another_turns_no_rate_round():
    clock, pace = Ticker(), Pace(PRICES)
    pace.look(counted({"queued": 0, "sent": 10}), clock())
    assert pace.look(counted({"queued": 5, "sent": 5}), clock.tick(seconds=1)).rate == 0.0


ENDED = {"sent": 1, "failed": 3, "unknown": 1, "stale": 4}
OVER = (
    "queued 0, sent 1, delivered 0, failed 3 (stopped:21610 2, number:21211 1), unknown 1, "
    "not sent any more 4, spent 0.04 EUR"
)
REASONS = {"number:21211": 1, "stopped:21610": 2}


@pytest.mark.parametrize(
    ("label", "found", "hush", "head", "figures"),
    [
        (
            "under way",
            counted({"queued": 3, "sent": 1}),
            "",
            "running: 1 of 4",
            "queued 3, sent 1, delivered 0, failed 0, rate 0.0/s, time left unknown, spent 0.04 EUR",
        ),
        (
            "in the night",
            counted({"queued": 3}),
            "quiet until 04/02/2026 at 08:00",
            "running (quiet until 04/02/2026 at 08:00): 0 of 3",
            "queued 3, sent 0, delivered 0, failed 0, rate 0.0/s, time left unknown, spent 0.00 EUR",
        ),
        (
            "over, with what went wrong by reason",
            counted(ENDED, State.DONE, REASONS),
            "",
            "done: 9 of 9",
            OVER,
        ),
    ],
)
def test_how_it_stands_is_told_in_a_line(label, found, hush, head, figures):
    standing = Pace(PRICES).look(found, Ticker()())
    assert told("2026-0001", found, standing, hush) == f"2026-0001 {head}; {figures}", label


def test_what_is_spent_is_priced_by_channel():
    found = Progress(State.DONE, spent={"sms": Spent(2, 5), "telegram": Spent(9, 9), "gone": Spent(1, 1)})
    assert spent(found, PRICES, Ticker()()) == 200_000


@pytest.mark.parametrize(
    ("label", "kind", "passed", "later", "leaves", "hush"),
    [
        ("by day", Kind.NOTICE, 0, None, "at once", ""),
        ("at its hour", Kind.NOTICE, 0, 3, "on 03/02/2026 at 13:00", ""),
        (
            "by night",
            Kind.NOTICE,
            13,
            None,
            "when the quiet hours are over, 04/02/2026 at 08:00",
            "quiet until 04/02/2026 at 08:00",
        ),
        (
            "its hour is in the night",
            Kind.NOTICE,
            0,
            12,
            "when the quiet hours are over, 04/02/2026 at 08:00",
            "",
        ),
        ("an emergency by night", Kind.EMERGENCY, 13, None, "at once", ""),
    ],
)
def test_when_it_leaves(tmp_path, label, kind, passed, later, leaves, hush):
    settings, now = load({}, tmp_path), Ticker().tick(hours=passed)
    starts_at = None if later is None else now + timedelta(hours=later)
    draft = Draft(kind, Policy.CHEAPEST, {}, Audience(), starts_at=starts_at)
    assert silence(settings, draft, now) == leaves, label
    assert hushed(settings, draft, now) == hush, label
