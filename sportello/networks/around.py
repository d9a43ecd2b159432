"""What a network finds around it when it is plugged in: before there is a counter."""

from dataclasses import dataclass

import aiohttp

from bot.clock import Clock
from bot.desk import Desk
from bot.pace import Pace
from bot.report import Report
from sportello.metrics import Metrics
from sportello.settings import Settings
from storage.database import Database


@dataclass(frozen=True, slots=True)
class Around:
    """The settings, and what all networks share; `session` is closed by its maker, after every network."""

    settings: Settings
    clock: Clock
    session: aiohttp.ClientSession
    desk: Desk
    metrics: Metrics
    report: Report
    database: Database
    pace: Pace | None = None  # of every sender, in tests
