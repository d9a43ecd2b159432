"""Desks to talk at."""

import pytest

from bot.desk import Desk
from tests.desk import real_desk as learnt_desk
from tests.dialogue.made_up import build_desk


@pytest.fixture(scope="session")
def desk() -> Desk:
    """The made-up services."""
    return build_desk()


@pytest.fixture(scope="session")
def real_desk() -> Desk:
    """Today's services."""
    return learnt_desk()
