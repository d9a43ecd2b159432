"""Calls to Telegram that are repeated until they succeed, and what their failures are told as."""

from collections.abc import Awaitable, Callable

import structlog
from telegram.error import TelegramError

from bot.clock import Sleep
from bot.loop import backoff
from channels.telegram.wire import Answered
from sportello.networks.telegram.outcome import Count, Outcome

LONGEST = 30.0  # seconds between two tries

_STOPPED = "Telegram refuses the bot's token: write the right one into [telegram] token and start again"
_CONFLICT = "another process polls with this bot's token, or a webhook is set for it: stop the other one"

log = structlog.get_logger()


class TokenRefused(Exception):  # noqa: N818 - it says what happened
    """Nothing can be asked of Telegram with this token any more."""


def failed(error: TelegramError, count: Count, failures: int) -> float:
    """Tell of a failed call; the seconds to wait before another. Raises TokenRefused where none will help."""
    status = error.status if isinstance(error, Answered) else 0
    if status in {401, 404}:
        count(Outcome.REFUSED)
        log.error("telegram stopped", reason=_STOPPED, status=status)
        raise TokenRefused
    outcome = Outcome.CONFLICT if status == 409 else Outcome.UNREACHED  # noqa: PLR2004 - HTTP: conflict
    count(outcome)
    reason = _CONFLICT if outcome is Outcome.CONFLICT else error.message if status == 0 else f"http {status}"
    log.warning("telegram call", outcome=outcome.value, reason=reason)
    pause = backoff(failures, longest=LONGEST)
    wait = error.wait if isinstance(error, Answered) else None
    return max(pause, wait.total_seconds()) if wait else pause


async def insist(call: Callable[[], Awaitable[object]], count: Count, sleep: Sleep) -> None:
    """Call until it succeeds; raises TokenRefused."""
    failures = 0
    while True:
        try:
            await call()
        except TelegramError as error:
            failures += 1
            await sleep(failed(error, count, failures))
        else:
            return
