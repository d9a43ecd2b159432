"""The tables of statistics: counts for each day, and what is noted with turns until their day is counted."""

from collections.abc import Iterable
from datetime import date
from typing import Final

import sqlalchemy as sa

from bot.records import Record
from bot.usage import Use
from storage.certificate_rows import certificate
from storage.permit_rows import permit
from storage.prepared import Prepared
from storage.requests import request
from storage.tables import RowId, metadata

# What is counted, by the word in `measure`; each says what its keys are.
CONTACTS: Final = "contacts"  # messages that came in: the channel
PEOPLE: Final = "people"  # different people who wrote on a day: none
MONTHLY_PEOPLE: Final = "monthly-people"  # in a month, on its first day: none
REQUESTS: Final = "requests"  # opened: the kind
SERVICES: Final = "services"  # done: the service
ABANDONED: Final = "abandoned"  # left half-way: service/question
PAYMENTS: Final = "payments"  # receipts of money: the service, or empty
CENTS: Final = "cents"  # what they bring together: as PAYMENTS
PERMITS: Final = "permits"  # made here, be they paid yet or not: the kind
CERTIFICATES: Final = "certificates"  # issued: the kind, a number
ANSWERED: Final = "answered"  # first replies: how many seconds they took at most
DECIDED: Final = "decided"  # requests: how many days that took
DECIDED_WORKING: Final = "decided-working"  # the same in working days
MEASURES: Final = (
    *(CONTACTS, PEOPLE, MONTHLY_PEOPLE, REQUESTS, SERVICES, ABANDONED, PAYMENTS, CENTS, PERMITS),
    *(CERTIFICATES, ANSWERED, DECIDED, DECIDED_WORKING),
)

statistic = sa.Table(
    "statistic",
    metadata,
    sa.Column("day", sa.Date, primary_key=True),
    sa.Column("measure", sa.Text, primary_key=True),
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("value", sa.BigInteger, nullable=False),
    sqlite_with_rowid=False,
)
# Who wrote in a month: hashes, until the month is over.
statistic_person = sa.Table(
    "statistic_person",
    metadata,
    sa.Column("month", sa.Date, primary_key=True),
    sa.Column("mark", sa.Text, primary_key=True),
    sqlite_with_rowid=False,
)
# What became of services: rows are only added, for a count that many turns raise would keep them waiting.
service_use = sa.Table(
    "service_use",
    metadata,
    sa.Column("id", RowId, primary_key=True),
    sa.Column("day", sa.Date, nullable=False, index=True),
    sa.Column("service", sa.Text, nullable=False),
    sa.Column("left_at", sa.Text, nullable=False),  # empty for what is done
)
# What a day is found by.
sa.Index("ix_request_opened_at", request.c.opened_at)
sa.Index("ix_request_answered_at", request.c.answered_at)
sa.Index("ix_permit_made_at", permit.c.made_at)
sa.Index("ix_certificate_issued_on", certificate.c.issued_on)

_USE = Prepared(
    sa.insert(service_use).values({name: sa.bindparam(name) for name in ("day", "service", "left_at")})
)


def used(use: Use, day: date) -> Record:
    """Write down, within a turn, what became of a service; implements bot.usage.Tally."""
    return Record(_USE, {"day": day.isoformat(), "service": use.service, "left_at": use.left_at})


def rows_of(day: date, counts: Iterable[tuple[tuple[str, str], int]]) -> list[dict[str, object]]:
    """Write counts as rows of `statistic`."""
    return [{"day": day, "measure": measure, "key": key, "value": value} for (measure, key), value in counts]
