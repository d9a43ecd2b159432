"""Whose messages they are: an account at Twilio, the sender that citizens see, and how fast it may go."""

from dataclasses import dataclass, field
from urllib.parse import quote

from bot.rates import Limits

SERVICE = "MG"  # a Messaging Service: Twilio picks one of its numbers


# An Italian long number; a short code or an alias takes about 100 a second. Faster than that, messages
# queue at Twilio, where a reply waits behind a broadcast. No person needs 60 in an hour; a loop of two
# machines does.
LONG_NUMBER = Limits(per_second=1.0, burst=5, per_recipient_hour=60)


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
        safe = key if key.isascii() and key.isalnum() else quote(key, safe="")
        return f"{self.public_url}/twilio/status/{safe}"
