"""The counter's real desk, learnt once in a process for all the tests that only read it."""

from functools import cache

from bot.desk import Desk
from handlers import SERVICES
from sportello.settings import Settings
from sportello.vocabulary import build_desk


@cache
def real_desk() -> Desk:
    """Learn it; a desk keeps nothing of what it hears but what it has read before."""
    return build_desk(SERVICES, Settings())
