from datetime import timedelta

import pytest

from bot.breaker import Breaker
from tests.engine.peers import FakeStopwatch


@pytest.fixture
def watch() -> FakeStopwatch:
    return FakeStopwatch()


def fail(breaker: Breaker, times: int) -> None:
    for _ in range(times):
        breaker.failed()


def test_it_opens_after_failures_in_a_row(watch: FakeStopwatch):
    breaker = Breaker(watch.seconds, failures=3)
    fail(breaker, 2)
    assert breaker.pause == 0.0
    breaker.went_well()
    fail(breaker, 2)
    assert breaker.pause == 0.0
    breaker.failed()
    assert 1.0 <= breaker.pause <= 2.0


def test_its_pauses_grow_to_the_longest(watch: FakeStopwatch):
    breaker = Breaker(watch.seconds, failures=1, first=1.0, longest=60.0)
    for ceiling in (2.0, 4.0, 8.0, 16.0, 32.0, 60.0, 60.0):
        breaker.failed()
        assert ceiling / 2 <= breaker.pause <= ceiling
        watch.now += breaker.pause


def test_only_one_caller_tries_whether_it_works_again(watch: FakeStopwatch):
    breaker = Breaker(watch.seconds, failures=1)
    assert breaker.probe()
    breaker.failed()
    assert not breaker.probe()
    watch.now += 60
    assert [breaker.probe(), breaker.probe()] == [True, False]
    breaker.went_well()
    assert [breaker.probe(), breaker.probe()] == [True, True]


@pytest.mark.parametrize(("asked", "pause"), [(30, 30.0), (0, 0.0), (3600, 60.0)])
def test_a_network_may_ask_for_a_pause_that_answers_to_others_do_not_end(
    watch: FakeStopwatch, asked: int, pause: float
):
    breaker = Breaker(watch.seconds, failures=5)
    breaker.failed(timedelta(seconds=asked))
    breaker.went_well()
    assert breaker.pause == pause
