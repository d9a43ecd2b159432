"""Whose messages they are: an account at Twilio, the sender that citizens see, and how fast it may go."""

from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import quote

SERVICE = "MG"  # a Messaging Service: Twilio picks one of its numbers


@dataclass(frozen=True, slots=True)
class Limits:
    """How fast a sender may go without queueing at Twilio, where a reply would wait behind a broadcast.

    `rate` is in messages a second over all recipients, `burst` how many may go at once after a pause,
    `pause` the least time between two messages to one recipient: phones sort by arrival, not by sending.
    """

    rate: float = 1.0  # an Italian long number; a short code or an alias takes about 100
    burst: int = 5
    pause: timedelta = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Account:
    """An account and its sender.

    `sender` is a number (+39...), an alias of letters, or the sid of a Messaging Service (MG...).
    `public_url` is our address as Twilio sees it, without a final slash, with the prefix that a proxy
    takes off. `api_url` leads elsewhere than to Twilio in tests only.
    """

    sid: str
    token: str = field(repr=False)
    sender: str
    public_url: str
    api_url: str = "https://api.twilio.com"

    @property
    def is_service(self) -> bool:
        """Whether Twilio picks the number."""
        return self.sender.startswith(SERVICE)

    def status_url(self, key: str) -> str:
        """Where Twilio tells what became of the part with that key."""
        return f"{self.public_url}/twilio/status/{quote(key, safe='')}"
