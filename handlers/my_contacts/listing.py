"""Contacts one a line: the channel, the end of the address, since when and until when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.values.date import Date
from storage.contacts import Contact, channel_of, hint

# As they are called in every language.
_NAMES: Mapping[str, str] = {"sms": "SMS", "telegram": "Telegram", "email": "e-mail", "pec": "PEC"}


def called(channel: str, shown: str) -> str:
    """Name a contact by its channel and as much of its address as may be shown."""
    return f"{_NAMES.get(channel, channel)} {shown}"


@dataclass(frozen=True, slots=True)
class Listing:
    """Contacts by their numbers, or only named; a star marks the one that reads it."""

    contacts: Sequence[Contact]
    lane: str
    numbered: bool = True

    def show(self, language: str) -> str:
        """Write `1. SMS …567 (03/02/2026 - 02/08/2026) *`."""
        return "\n".join(self._line(at, each, language) for at, each in enumerate(self.contacts, 1))

    def _line(self, at: int, contact: Contact, language: str) -> str:
        since, until = Date(contact.bound_at.date()), Date(contact.expires_at.date())
        name = called(channel_of(contact.lane), hint(contact.lane))
        mark = " *" if contact.lane == self.lane else ""
        place = f"{at}." if self.numbered else "-"
        return f"{place} {name} ({since.show(language)} - {until.show(language)}){mark}"
