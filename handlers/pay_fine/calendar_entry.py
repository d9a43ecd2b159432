"""A calendar entry for the last day of a payment term, for channels that carry files (RFC 5545)."""

from datetime import UTC, date, datetime, timedelta

from bot.message import File
from bot.values import Money
from platforms.payments import Notice

_SECONDS = len("2026-02-03T10:00:00")
_LINE = 73  # octets of a content line before it is folded (RFC 5545 section 3.1 allows 75)


def calendar_entry(notice: Notice, until: date, now: datetime) -> File:
    """Make the file: a day-long entry with an alarm on the morning of the day before."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Sportello//IT",
        "BEGIN:VEVENT",
        f"UID:{notice.nav}@sportello",
        f"DTSTAMP:{_basic(now.astimezone(UTC))}Z",
        f"DTSTART;VALUE=DATE:{_basic(until)}",
        f"DTEND;VALUE=DATE:{_basic(until + timedelta(days=1))}",
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


def _basic(moment: date) -> str:
    """Write a day, or a moment without its zone, in the basic format of ISO 8601; strftime takes longer."""
    return moment.isoformat()[:_SECONDS].replace("-", "").replace(":", "")


def _escape(text: str) -> str:
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")


def _fold(line: str) -> str:
    """Fold a content line; ours are short of any character that takes several octets but the euro sign."""
    if len(line) <= _LINE:
        return line
    return "\r\n ".join(line[at : at + _LINE] for at in range(0, len(line), _LINE))
