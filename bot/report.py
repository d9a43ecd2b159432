"""What the engine tells of its work: for metrics and logs, never with a citizen's words or address."""

from typing import Protocol

from bot.ledger import Work


class Report(Protocol):
    """Hears of every message once per step; must not block and must not raise."""

    def received(self, channel: str) -> None:
        """A new message is kept."""

    def repeated(self, channel: str) -> None:
        """A message came that was known already."""

    def turn(self, service: str, seconds: float, work: Work) -> None:
        """A message was handled and its turn is written."""

    def parked(self, reason: str, correlation: str) -> None:
        """A message was set aside for staff."""

    def sent(self, channel: str, key: str) -> None:
        """The network has taken a part."""

    def not_sent(self, channel: str, key: str, state: str, code: str) -> None:
        """A part is `delayed`, `failed` or `unknown`; the code is the network's."""

    def resent(self, channel: str, key: str, *, counted: bool) -> None:
        """An unknown part is sent again; `counted` if it may arrive twice."""

    def trouble(self, where: str, error: BaseException) -> None:
        """A loop met an error that it survived."""
