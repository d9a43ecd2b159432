"""SMS through Twilio. Read in this order: account, codes (its error numbers), wire, reading, sms."""

from channels.sms.account import LONG_NUMBER, Account
from channels.sms.sms import Sms
from channels.sms.wire import Wire

__all__ = ["LONG_NUMBER", "Account", "Sms", "Wire"]
