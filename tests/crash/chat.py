"""What stands round a counter with a bot: people in Telegram, and a Bot API that sees the counter die."""

from collections.abc import Callable, Mapping
from itertools import count

from storage.sealing import write_key
from tests.crash.child import STORE
from tests.crash.street import PUBLIC, Street
from tests.telegram_peer import TelegramPeer
from tests.telegram_updates import MARIO, TOKEN, Updates
from tests.veiled_rows import KEY

# A call of these is a place to die: when it has arrived, and when it is done and not answered yet.
_DEADLY = ("sendMessage", "sendDocument", "getFile")
_STEP = 1000  # ids that a step may use

_UNKNOWN = "SELECT count(*) FROM outbox WHERE status = 'unknown'"


class MortalPeer(TelegramPeer):
    """A Bot API in which the counter may die: `meet` is told of every call that matters."""

    def __init__(self, step: int) -> None:
        super().__init__()
        self.meet: Callable[[str], None] = lambda _: None
        first = step * _STEP
        self.make = Updates(count(870_000_001 + first), count(11 + first))
        self._ids = count(1001 + first)

    async def _acted(self, asked):
        deadly = asked.method in _DEADLY or (asked.method == "getUpdates" and self.pending)
        if deadly:
            self.meet(f"{asked.method} arrived")
        done = await super()._acted(asked)
        if deadly or (asked.method == "getUpdates" and self.pending):
            self.meet(f"{asked.method} done")
        return done


class Chat(Street):
    """A counter that polls for its updates; what people write stays there until the counter confirms it."""

    peer: MortalPeer

    def _environ(self) -> Mapping[str, str]:
        return {
            "SPORTELLO_DATABASE__URL": f"sqlite:///{self._folder / STORE}",
            "SPORTELLO_PRIVACY__KEY": write_key(KEY),
            "SPORTELLO_WEB__PORT": "0",
            "SPORTELLO_WEB__PUBLIC_URL": PUBLIC,
            "SPORTELLO_WEB__PHONE": "no",
            "SPORTELLO_TELEGRAM__TOKEN": TOKEN,
            "SPORTELLO_TELEGRAM__API_URL": self.peer.url,
            "SPORTELLO_TELEGRAM__RATE": "1000",
            "SPORTELLO_TELEGRAM__BURST": "1000",
        }

    async def tap(self, label: str, chat: int = MARIO) -> None:
        """Tap a button of the newest message in a chat that has it."""
        await self.settle()
        shown = next(
            message
            for message in reversed(self.peer.messages)
            if message["chat"]["id"] == chat and f"'text': '{label}'" in str(message.get("reply_markup"))
        )
        self.peer.taps(label, shown, chat)

    def _busy(self) -> bool:
        return bool(self.peer.pending or self.store.execute(_UNKNOWN).fetchone()[0]) or super()._busy()

    def _unknown(self) -> list[object]:
        return []  # settled at once: Telegram keeps no list that would have to be waited for
