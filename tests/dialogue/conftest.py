"""Desks to talk at."""

import pytest

from bot.desk import Desk
from handlers import SERVICES
from sportello.settings import Settings
from sportello.vocabulary import build_desk as build_real_desk
from tests.dialogue.made_up import build_desk


@pytest.fixture(scope="session")
def desk() -> Desk:
    """The made-up services."""
    return build_desk()


@pytest.fixture(scope="session")
def real_desk() -> Desk:
    """Today's services."""
    return build_real_desk(SERVICES, Settings())
