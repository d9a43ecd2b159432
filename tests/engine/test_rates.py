from bot.rates import Bucket, Limits, RecipientCap
from tests.engine.peers import FakeStopwatch


def test_a_network_without_a_rate_is_never_waited_for():
    bucket = Bucket(Limits(), FakeStopwatch().seconds)
    assert [bucket.delay() for _ in range(100)] == [0.0] * 100


def test_a_burst_leaves_at_once_and_the_rest_in_step():
    bucket = Bucket(Limits(per_second=2.0, burst=3), FakeStopwatch().seconds)
    assert [bucket.delay() for _ in range(6)] == [0.0, 0.0, 0.0, 0.5, 1.0, 1.5]


def test_time_fills_the_bucket_to_the_burst_and_no_further():
    stopwatch = FakeStopwatch()
    bucket = Bucket(Limits(per_second=2.0, burst=2), stopwatch.seconds)
    assert [bucket.delay() for _ in range(3)] == [0.0, 0.0, 0.5]
    stopwatch.now += 0.5
    assert bucket.delay() == 0.5
    stopwatch.now += 1000.0
    assert [bucket.delay() for _ in range(3)] == [0.0, 0.0, 0.5]


def test_a_recipient_gets_so_many_in_any_hour():
    stopwatch = FakeStopwatch()
    cap = RecipientCap(2, stopwatch.seconds)
    assert cap.delay("+1") == 0.0
    stopwatch.now += 600
    assert cap.delay("+1") == 0.0
    assert cap.delay("+1") == 3000.0
    assert cap.delay("+2") == 0.0
    stopwatch.now += 3000
    assert cap.delay("+1") == 0.0
    assert cap.delay("+1") == 600.0


def test_no_cap_counts_nobody():
    cap = RecipientCap(0, FakeStopwatch().seconds)
    assert [cap.delay("+1") for _ in range(100)] == [0.0] * 100
    cap.give_back("+1")


def test_what_the_network_did_not_take_does_not_count():
    cap = RecipientCap(1, FakeStopwatch().seconds)
    assert cap.delay("+1") == 0.0
    cap.give_back("+1")
    assert cap.delay("+1") == 0.0
    assert cap.delay("+1") > 0.0


def test_the_least_recent_recipients_are_forgotten_first():
    cap = RecipientCap(1, FakeStopwatch().seconds, remember=2)
    for recipient in ("+1", "+2", "+3"):
        assert cap.delay(recipient) == 0.0
    assert cap.delay("+3") > 0.0
    assert cap.delay("+2") > 0.0
    assert cap.delay("+1") == 0.0
