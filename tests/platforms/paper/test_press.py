"""The press: papers come out beside the event loop, and not more wait than have room."""

import asyncio
import threading

import pytest

from platforms.paper.notice import Way, notice_pdf
from platforms.paper.press import Press, PressBusy
from tests.platforms.paper.papers import notice


@pytest.fixture
def press():
    press = Press(room=1)
    yield press
    press.close()


async def test_a_paper_is_the_same_as_one_that_was_made_here(press):
    assert await press.make(notice_pdf, notice()) == notice_pdf(notice())


async def test_more_than_have_room_are_sent_away_and_room_comes_back(press):
    go = threading.Event()

    def slow(paper):
        go.wait()
        return paper

    waiting = [asyncio.ensure_future(press.make(slow, paper)) for paper in (b"1", b"2")]
    await asyncio.sleep(0)  # lets both begin
    with pytest.raises(PressBusy):
        await press.make(slow, b"3")
    go.set()
    assert await asyncio.gather(*waiting) == [b"1", b"2"]
    assert await press.make(slow, b"4") == b"4"


async def test_what_cannot_be_printed_says_so_and_leaves_the_press_as_it_was(press):
    for _ in range(3):
        with pytest.raises(ValueError, match="code needs"):
            await press.make(notice_pdf, notice(Way("reduced", "1", 1, None)))
    assert await press.make(notice_pdf, notice())
