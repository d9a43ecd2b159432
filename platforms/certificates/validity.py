"""Until when a certificate counts: for ever where what it says cannot change, else three months."""

from calendar import monthrange
from datetime import date
from typing import Final

from platforms.certificates.kinds import CertificateKind

# law: dpr445-2000/41/1 - what cannot change any more
_FOR_EVER: Final = frozenset({CertificateKind.BIRTH, CertificateKind.DEATH})
_MONTHS: Final = 3  # law: dpr223-1989/33/3
_DECEMBER: Final = 12


def valid_until(kind: CertificateKind, on: date) -> date | None:
    """Give the last day of a certificate that is issued on a day; None if it never ends."""
    return None if kind in _FOR_EVER else _months_later(on, _MONTHS)


def _months_later(day: date, months: int) -> date:
    """Count by the calendar: the day of the same number, or the month's last one (law: cpc/155/2)."""
    years, month = divmod(day.month - 1 + months, _DECEMBER)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
