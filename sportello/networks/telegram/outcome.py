"""What an update, or a call for updates, came to: the words under which metrics count them."""

from collections.abc import Callable
from enum import StrEnum


class Outcome(StrEnum):
    """One is counted for each update, and for each call that did not go well."""

    KEPT = "kept"
    REPEATED = "repeated"
    IDLE = "idle"  # an update that holds nothing for us
    POINTED = "pointed"  # somebody in a group was shown the way to the private chat
    UNREADABLE = "unreadable"
    UNKEPT = "unkept"  # the store failed: Telegram will bring it again
    LATER = "later"  # a file could not be fetched yet: as above
    FORGED = "forged"
    CONFLICT = "conflict"  # another process polls with the same token, or a webhook is set
    REFUSED = "refused"  # the token is refused
    UNREACHED = "unreached"  # Telegram does not answer, or not well


Count = Callable[[Outcome], None]
