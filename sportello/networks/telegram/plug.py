"""The bot of the settings, its channel, and the way in that the settings choose."""

import asyncio
from collections.abc import Mapping, Sequence
from functools import partial

from telegram import BotCommand

from bot.errors import Misconfigured
from bot.rates import Limits
from channels.telegram import Account, Attachments, CountersBot, Telegram, Wire
from channels.telegram.account import API
from channels.telegram.attachments import MEGABYTE
from channels.telegram.reading import KINDS
from sportello.counter import Counter, Loop, Network, WaysIn
from sportello.networks.around import Around
from sportello.networks.telegram.calls import TokenRefused, insist
from sportello.networks.telegram.intake import Intake
from sportello.networks.telegram.introduction import Introduction, menu
from sportello.networks.telegram.manners import Mannered, Manners
from sportello.networks.telegram.outcome import Count, Outcome
from sportello.networks.telegram.pointer import Pointer
from sportello.networks.telegram.polling import Poller
from sportello.settings import Settings
from sportello.tracing import TracedReception
from sportello.web import telegram as webhook
from storage.singleton import Singleton

_CALLS = 40  # of Telegram's that we take at the same time


def telegram_account(settings: Settings) -> Account:
    """The bot that the settings describe."""
    group = settings.telegram
    return Account(group.token.get_secret_value(), group.api_url or API)


def telegram_network(around: Around) -> Network:
    """Plug Telegram in; raises Misconfigured for a webhook that Telegram could not call."""
    settings, group = around.settings, around.settings.telegram
    if group.mode == "webhook" and not (settings.web.address.startswith("https://") or group.api_url):
        raise Misconfigured(
            "[telegram] mode webhook: set [web] public_url to an https address, or use polling"
        )
    account = telegram_account(settings)
    wire = Wire(around.session)
    bot = CountersBot(account, wire, Wire(around.session))
    limits = Limits(group.rate, group.burst, group.hourly)
    channel = Telegram(account, bot, around.clock, limits=limits)
    manners = Manners(bot)
    attachments = Attachments(account, bot, wire, group.max_file_mb * MEGABYTE)

    def ways_in(counter: Counter) -> WaysIn:
        count = partial(_counted, around, channel.name)
        introduction = Introduction(bot, _menus(around), count, asyncio.sleep)
        pointer = Pointer(
            counter.database,
            around.clock,
            around.desk,
            channel.name,
            introduction.link,
            counter.senders[channel.name].wake,
        )
        reception = TracedReception(counter.reception)
        intake = Intake(channel, attachments, reception, pointer.point, manners, counter.ids, count)
        if group.mode == "polling":
            poller = Poller(bot, intake, count, reached=partial(_reached, around, channel.name))
            alone = Singleton(around.database, f"telegram {account.bot_id}")
            return WaysIn(loops=(partial(alone.run, poller.run), introduction.run))
        routes = webhook.routes(intake, account.secret, count)
        return WaysIn(routes, (_announced(bot, account, settings, count), introduction.run))

    return Network(Mannered(channel, manners), limits, around.pace, ways_in, manners.close)


def _menus(around: Around) -> Mapping[str, Sequence[BotCommand]]:
    languages = around.settings.city.languages
    return {language: menu(around.desk, language or languages[0]) for language in ("", *languages)}


def _counted(around: Around, channel: str, outcome: Outcome) -> None:
    around.metrics.called(channel, outcome.value)


def _reached(around: Around, channel: str, reached: bool) -> None:  # noqa: FBT001 - the one thing that is told
    around.metrics.reachable(channel, reached=reached)


def _announced(bot: CountersBot, account: Account, settings: Settings, count: Count) -> Loop:
    """Tell Telegram where to call."""

    async def announce() -> None:
        await bot.set_webhook(
            f"{settings.web.address}{webhook.PATH}",
            allowed_updates=list(KINDS),
            max_connections=_CALLS,
            secret_token=account.secret,
        )

    async def run() -> None:
        try:
            await insist(announce, count, asyncio.sleep)
        except TokenRefused:
            return

    return run
