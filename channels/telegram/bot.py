"""The library's Bot as we use it: on our transport, and with updates one by one."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from telegram import Bot

from channels.telegram.account import Account
from channels.telegram.reading import KINDS
from channels.telegram.wire import Wire

_SLACK = 10.0  # seconds beyond the long poll until its answer is given up
_MOST = 100  # updates of one call, the API's own limit


class CountersBot(Bot):
    """A bot that need not be initialized: nothing is asked of Telegram before it is wanted."""

    def __init__(self, account: Account, wire: Wire, polling: Wire | None = None) -> None:
        super().__init__(
            account.token,
            base_url=f"{account.api_url}/bot",
            base_file_url=f"{account.api_url}/file/bot",
            request=wire,
            get_updates_request=polling or wire,
        )

    def __repr__(self) -> str:
        return f"CountersBot({self.token.partition(':')[0]})"  # the library's own shows the token

    async def raw_updates(self, offset: int | None, wait: timedelta) -> Sequence[Mapping[str, Any]]:
        """Wait for updates, as they came: Bot.get_updates gives none at all if one cannot be read.

        Source: https://core.telegram.org/bots/api#getupdates
        """
        asked = {
            "offset": offset,
            "limit": _MOST,
            "timeout": int(wait.total_seconds()),
            "allowed_updates": list(KINDS),
        }
        patience = wait.total_seconds() + _SLACK
        found: Sequence[Mapping[str, Any]] = await self._post("getUpdates", asked, read_timeout=patience)
        return found
