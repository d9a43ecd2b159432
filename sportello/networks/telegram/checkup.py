"""What the doctor asks Telegram: whether the token is good, and whether messages find their way to us.

Never getUpdates: it would end the long poll of the counter that is running.
"""

from datetime import datetime, timedelta

import aiohttp
from telegram import User, WebhookInfo
from telegram.error import TelegramError

from bot.clock import Clock
from channels.telegram import CountersBot, Wire
from channels.telegram.wire import Answered
from sportello.doctor import Finding, Verdict
from sportello.networks.telegram.plug import telegram_account
from sportello.settings import Settings
from sportello.web.telegram import PATH

_RECENT = timedelta(hours=1)
_FINE = Verdict.OK, ""


async def examine_telegram(settings: Settings, session: aiohttp.ClientSession, clock: Clock) -> Finding:
    """Look at the bot; the sentence says what to do unless all is well."""
    bot = CountersBot(telegram_account(settings), Wire(session))
    try:
        me, info = await bot.get_me(), await bot.get_webhook_info()
    except Answered as answered:
        return Finding("telegram", Verdict.WRONG, _refused(answered.status))
    except TelegramError:
        sentence = "Telegram cannot be reached: may this machine call out to api.telegram.org?"
        return Finding("telegram", Verdict.WRONG, sentence)
    for verdict, sentence in (_way_in(settings, info, clock()), _privacy(me)):
        if verdict is not Verdict.OK:
            return Finding("telegram", verdict, sentence)
    waiting = f", {info.pending_update_count} messages wait" if info.pending_update_count else ""
    return Finding("telegram", Verdict.OK, f"Citizens write to https://t.me/{me.username}{waiting}")


def _refused(status: int) -> str:
    if status in {401, 404}:
        return "Telegram refuses the token: copy it again from BotFather into [telegram] token."
    return f"Telegram answers {status}: wait and try again."


def _way_in(settings: Settings, info: WebhookInfo, now: datetime) -> tuple[Verdict, str]:
    ours = f"{settings.web.address}{PATH}" if settings.telegram.mode == "webhook" else ""
    if ours and not ours.startswith("https://") and not settings.telegram.api_url:
        text = "Telegram calls only https: set [web] public_url, or [telegram] mode to polling."
        return Verdict.WRONG, text
    if not ours and info.url:
        text = (
            "A webhook is set for this bot, so that messages go elsewhere: `sportello serve` takes it away. "
            "If it comes back, another program has the same token."
        )
        return Verdict.WRONG, text
    if ours != info.url:
        text = f"Telegram does not call {ours} yet: start `sportello serve`, which tells it to."
        return Verdict.WRONG, text
    if ours and info.last_error_date and now - info.last_error_date < _RECENT:
        text = (
            f"Telegram could not hand messages over: {info.last_error_message}. Look at the proxy of {ours}"
        )
        return Verdict.WRONG, text
    return _FINE


def _privacy(me: User) -> tuple[Verdict, str]:
    if me.can_read_all_group_messages:
        text = (
            "The bot is sent all that is said in its groups: switch its privacy mode on with BotFather "
            "(/setprivacy, Enable)."
        )
        return Verdict.WRONG, text
    return _FINE
