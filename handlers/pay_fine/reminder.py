"""A calendar entry for the last day of a payment term, for channels that carry files (RFC 5545)."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.message import File
from bot.values import Money
from platforms.payments import Notice

_UTC = ZoneInfo("UTC")
_LINE = 73  # octets of a content line before it is folded (RFC 5545 section 3.1 allows 75)


def reminder(notice: Notice, until: date, now: datetime) -> File:
    """Make the file: a day-long entry with an alarm on the morning of the day before."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Sportello//IT",
        "BEGIN:VEVENT",
        f"UID:{notice.nav}@sportello",
        f"DTSTAMP:{now.astimezone(_UTC):%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{until:%Y%m%d}",
        f"DTEND;VALUE=DATE:{until + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:pagoPA {notice.nav}: {_escape(Money(notice.amount_cents).show('it'))}",
        f"URL:{notice.url}",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "DESCRIPTION:pagoPA",
        "TRIGGER:-PT15H",
        "END:VALARM",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    content = "".join(_fold(line) + "\r\n" for line in lines)
    return File(f"pagopa-{notice.nav}.ics", "text/calendar", content.encode())


def _escape(text: str) -> str:
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")


def _fold(line: str) -> str:
    """Fold a content line; ours are short of any character that takes several octets but the euro sign."""
    if len(line) <= _LINE:
        return line
    return "\r\n ".join(line[at : at + _LINE] for at in range(0, len(line), _LINE))
