import asyncio

import pytest

from bot.loop import Wake, backoff, keep_going
from tests.engine.peers import Listener


class CountingWake(Wake):
    """A wake that never waits, and ends the loop after so many rounds."""

    def __init__(self, rounds: int) -> None:
        super().__init__()
        self.rounds = rounds
        self.pauses: list[float] = []

    async def wait(self, seconds: float) -> None:
        self.pauses.append(seconds)
        if len(self.pauses) == self.rounds:
            raise asyncio.CancelledError


async def test_a_loop_sleeps_as_long_as_its_work_says():
    pauses = iter([3.0, 0.0, 5.0])
    wake = CountingWake(3)

    async def once() -> float:
        return next(pauses)

    with pytest.raises(asyncio.CancelledError):
        await keep_going("work", once, wake, Listener())
    assert wake.pauses == [3.0, 0.0, 5.0]


async def test_a_loop_survives_its_errors_and_waits_longer_each_time():
    wake, report = CountingWake(12), Listener()

    async def once() -> float:
        if len(wake.pauses) == 10:
            return 7.0
        raise ValueError("no")

    with pytest.raises(asyncio.CancelledError):
        await keep_going("work", once, wake, report)
    for failures, pause in enumerate(wake.pauses[:10], start=1):
        ceiling = min(30.0, 2.0**failures)
        assert ceiling / 2 <= pause <= ceiling
    assert wake.pauses[10] == 7.0
    assert 1.0 <= wake.pauses[11] <= 2.0  # after a success it begins anew
    assert report.of("trouble") == [("work", "ValueError")] * 11


async def test_a_loop_ends_when_it_is_cancelled_at_work():
    async def once() -> float:
        raise asyncio.CancelledError

    report = Listener()
    with pytest.raises(asyncio.CancelledError):
        await keep_going("work", once, Wake(), report)
    assert report.heard == []


async def test_a_sleeping_loop_wakes_early():
    wake, rounds = Wake(), asyncio.Queue[int]()

    async def once() -> float:
        rounds.put_nowait(1)
        return 3600.0

    task = asyncio.create_task(keep_going("work", once, wake, Listener()))
    for _ in range(3):
        await rounds.get()
        wake()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_being_woken_before_sleeping_counts_once():
    wake = Wake()
    wake()
    wake()
    await wake.wait(3600.0)
    sleeper = asyncio.create_task(wake.wait(3600.0))
    done, _ = await asyncio.wait([sleeper], timeout=0)
    assert not done
    wake()
    await sleeper


async def test_nobody_wakes_it_and_the_time_passes():
    wake = Wake()
    await wake.wait(0.0)
    await wake.wait(-1.0)


@pytest.mark.parametrize("attempts", [0, 1, 5, 20, 10_000])
def test_backoff_doubles_within_bounds(attempts: int):
    ceiling = min(900.0, 2.0 * 2.0 ** min(attempts, 20))
    drawn = {backoff(attempts, first=2.0) for _ in range(50)}
    assert all(ceiling / 2 <= pause <= ceiling for pause in drawn)
    assert len(drawn) > 10  # none march in step
