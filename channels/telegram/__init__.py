"""Telegram: a bot that is brought updates and sends messages.

Read in this order: account, codes (its errors), wire, content, reading, attachments, bot, telegram.
"""

from channels.telegram.account import PACE, Account
from channels.telegram.attachments import Attachments, NotYet
from channels.telegram.bot import CountersBot
from channels.telegram.content import Wanted
from channels.telegram.reading import Arrival
from channels.telegram.telegram import Telegram
from channels.telegram.wire import Wire

__all__ = ["PACE", "Account", "Arrival", "Attachments", "CountersBot", "NotYet", "Telegram", "Wanted", "Wire"]
