"""One provider for all tests, a mailbox for each, and a counter that reads it as `sportello serve` does."""

import os
import shutil
import tempfile
from itertools import count
from pathlib import Path

import pytest

from handlers import SERVICES
from interop.mail.provider import lacking, providing
from interop.mail.site import Site
from sportello.settings import Settings
from sportello.vocabulary import build_desk

_MOST = 60  # counters
_NUMBERS = count(1)


@pytest.fixture(scope="session")
async def provider():
    if reason := lacking():
        pytest.skip(reason)
    folder = Path(tempfile.mkdtemp(prefix="mail-"))
    os.chmod(folder, 0o755)  # noqa: PTH101, S103 - the servers go there as users of their own
    names = [f"{name}{number}" for name in ("ada", "bea", "small") for number in range(1, _MOST + 1)]
    users = [f"{name}@example.org" for name in names]
    counters = [f"sportello{number}@comune.example.it" for number in range(1, _MOST + 1)]
    small = [f"small{number}@comune.example.it" for number in range(1, _MOST + 1)]
    try:
        async with providing(folder, [*users, *counters, *small]) as running:
            yield running
    finally:
        shutil.rmtree(folder)


@pytest.fixture(scope="session")
def desk():
    """What a counter learns at its start: once for all of them."""
    return build_desk(SERVICES, Settings())


@pytest.fixture
def make_site(provider, desk, tmp_path):
    """Make a counter that is not running yet."""

    def make():
        number = next(_NUMBERS)
        (tmp_path / str(number)).mkdir()
        return Site(tmp_path / str(number), provider, desk, number)

    return make


@pytest.fixture
def site(make_site):
    return make_site()
