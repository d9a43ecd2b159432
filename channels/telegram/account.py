"""Which bot it is, where its API is reached, and how fast it may write."""

import hashlib
from dataclasses import dataclass, field

from bot.rates import Limits

API = "https://api.telegram.org"

# Telegram takes about 30 messages a second of a bot in all and one a second in a chat, where a short burst
# is let through (https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this). Nobody
# needs 240 answers in an hour; a loop of two machines does.
PACE = Limits(per_second=25.0, burst=25, per_recipient_hour=240)


@dataclass(frozen=True, slots=True)
class Account:
    """A bot's token, which BotFather gives; `api_url` leads elsewhere for a Bot API server of one's own."""

    token: str = field(repr=False)
    api_url: str = API

    @property
    def bot_id(self) -> str:
        """The bot's own id, the public part of its token: numbers of updates are unique within one bot."""
        return self.token.partition(":")[0]

    @property
    def secret(self) -> str:
        """What Telegram shows at our webhook: made of the token, so that there is nothing more to set.

        64 hexadecimal digits; setWebhook takes 1 to 256 letters, digits, hyphens and underscores.
        """
        return hashlib.sha256(f"webhook {self.token}".encode()).hexdigest()
