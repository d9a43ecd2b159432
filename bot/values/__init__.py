"""The things citizens write, each with its own way of being read, kept and shown.

Read value.py first (the contract), then plate.py (a value in full); edges.py and spelling.py serve them all.
"""

from bot.values.addition import Addition
from bot.values.address import Address
from bot.values.choice import Choice
from bot.values.date import Date, FutureDate
from bot.values.email import Email
from bot.values.fine_number import FineNumber
from bot.values.fiscal_code import FiscalCode
from bot.values.free_text import FreeText
from bot.values.mark import Mark
from bot.values.money import Money
from bot.values.notice_number import NoticeNumber
from bot.values.notice_numbers import NoticeNumbers
from bot.values.person_name import PersonName
from bot.values.phone import Phone
from bot.values.plate import Plate
from bot.values.reference import Reference
from bot.values.verification_code import VerificationCode
from bot.values.yes_no import YesNo

__all__ = [
    "Addition",
    "Address",
    "Choice",
    "Date",
    "Email",
    "FineNumber",
    "FiscalCode",
    "FreeText",
    "FutureDate",
    "Mark",
    "Money",
    "NoticeNumber",
    "NoticeNumbers",
    "PersonName",
    "Phone",
    "Plate",
    "Reference",
    "VerificationCode",
    "YesNo",
]
