"""What STOP takes back within its turn: all that would be written unasked to who says it."""

from bot.records import Record
from storage.bulk_stopping import stop_waiting
from storage.consents import withdraw_consents
from storage.reminders import withdraw_reminders
from storage.subscribers import leave


def take_all_back() -> tuple[Record, ...]:
    """Take back reminders, consents and topics, and what waits to be sent of broadcasts."""
    return *withdraw_reminders(), withdraw_consents(), *leave(), stop_waiting()
