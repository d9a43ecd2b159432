"""The people of the office to whom conversations are handed over, as this municipality has set them."""

from datetime import timedelta

from sportello.settings import Settings
from storage.database import Database
from storage.offices import SqlOffices
from storage.persons import SqlPersons


def open_persons(settings: Settings, database: Database) -> SqlPersons:
    """Open them: their office, and after how long without them the counter answers again."""
    patience = timedelta(hours=settings.handover.silence_hours)
    return SqlPersons(database, SqlOffices(database), settings.handover.office, patience)
