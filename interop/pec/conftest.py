"""One PEC office for all tests, and a counter with a PEC mailbox of its own for each."""

import os
import shutil
import tempfile
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest

from handlers import SERVICES
from interop.mail.provider import lacking
from interop.pec.office import certifying
from interop.pec.site import PecSite
from sportello.settings import Settings
from sportello.vocabulary import build_desk

_MOST = 30  # counters
_NUMBERS = count(1)


@pytest.fixture(scope="session")
async def office():
    if reason := lacking():
        pytest.skip(reason)
    folder = Path(tempfile.mkdtemp(prefix="pec-"))
    os.chmod(folder, 0o755)  # noqa: PTH101, S103 - the servers go there as users of their own
    numbers = range(1, _MOST + 1)
    citizens = [f"{name}{number}@pec.example.it" for name in ("ada", "bea") for number in numbers]
    counters = [f"comune{number}@legal.example.it" for number in numbers]
    try:
        async with certifying(folder, [*citizens, *counters]) as running:
            yield running
    finally:
        shutil.rmtree(folder)


@pytest.fixture(scope="session")
def desk():
    """What a counter learns at its start: once for all of them."""
    return build_desk(SERVICES, Settings())


@pytest.fixture
def site(office, desk, tmp_path):
    yield PecSite(tmp_path, office, desk, next(_NUMBERS))
    office.shift = timedelta()
