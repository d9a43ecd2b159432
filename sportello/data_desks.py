"""Wires what citizens may ask about their own data: the same for the conversation and for its page."""

from bot.clock import Clock, Ids
from handlers.my_data.desk import DataDesk
from platforms.paper.press import Press
from sportello.settings import Settings
from storage.access_log import SqlAccessLog
from storage.citizens import SqlCitizens
from storage.database import Database
from storage.personal_data import SqlPersonalData
from storage.sealing import Keyring


def open_data_desk(
    settings: Settings, database: Database, keyring: Keyring, press: Press, clock: Clock, ids: Ids
) -> DataDesk:
    """Wire it under the keys of a counter."""
    return DataDesk(
        SqlPersonalData(database, SqlCitizens(database, keyring, ids)),
        SqlAccessLog(database),
        press,
        settings.city.name,
        settings.web.address,
        clock,
    )
