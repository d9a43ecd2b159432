"""When a broadcast leaves, in a word: at once, at its hour, or when the quiet hours are over."""

from datetime import datetime

from sportello.broadcasting import quiet
from sportello.settings import Settings
from storage.broadcast_records import Draft, Kind


def silence(settings: Settings, draft: Draft, now: datetime) -> str:
    """Say when it leaves, once it is approved; an emergency in quiet hours too."""
    at = max(now, draft.starts_at or now)
    until = None if draft.kind is Kind.EMERGENCY else quiet(settings)(at.astimezone(now.tzinfo))
    if until is not None:
        return f"when the quiet hours are over, {until:%d/%m/%Y at %H:%M}"
    return f"on {at.astimezone(now.tzinfo):%d/%m/%Y at %H:%M}" if at > now else "at once"


def hushed(settings: Settings, draft: Draft, now: datetime) -> str:
    """Say until when nothing of one that is running leaves; empty if it does."""
    until = None if draft.kind is Kind.EMERGENCY else quiet(settings)(now)
    return f"quiet until {until:%d/%m/%Y at %H:%M}" if until else ""
