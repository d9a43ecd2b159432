"""A clock that stands still, a mail provider on this machine, and a counter that has its mailbox there."""

import pytest

from tests.channels.mail.scene import opened
from tests.clock import Ticker
from tests.desk import real_desk as learnt_desk
from tests.mail_peer import providing


@pytest.fixture
async def peer():
    async with providing() as running:
        yield running


@pytest.fixture(scope="session")
def desk():
    return learnt_desk()


@pytest.fixture
def clock():
    return Ticker()


@pytest.fixture
async def scene(peer, desk, clock, tmp_path):
    async with opened(peer, desk, clock, tmp_path) as scene:
        await scene.heard.until("well")
        yield scene
