"""SMS wired to the counter: the account of the settings, its channel, and the addresses that Twilio calls.

Apart from the rest because Twilio's library is heavy: who sends no SMS never loads it.
"""

from collections.abc import Sequence

import aiohttp
from aiohttp import web

from bot.clock import Clock
from bot.rates import Limits
from channels.sms import Account, Sms, Wire
from sportello.counter import Counter
from sportello.metrics import Metrics
from sportello.settings import Settings
from sportello.tracing import TracedReception
from sportello.web import twilio


def sms_account(settings: Settings) -> Account:
    """The account at Twilio that the settings describe."""
    group = settings.sms
    account = Account(
        group.account_sid,
        group.auth_token.get_secret_value(),
        group.messaging_service_sid or group.number,
        settings.web.address,
    )
    return Account(
        account.sid, account.token, account.sender, account.public_url, group.api_url or account.api_url
    )


def sms_channel(settings: Settings, clock: Clock, session: aiohttp.ClientSession) -> Sms:
    """The channel, at the pace that the settings allow."""
    group = settings.sms
    limits = Limits(group.rate, group.burst, group.hourly)
    return Sms(sms_account(settings), Wire(session), clock, limits=limits)


def sms_routes(settings: Settings, counter: Counter, sms: Sms, metrics: Metrics) -> Sequence[web.RouteDef]:
    """Make the routes of the webhooks."""
    hooks = twilio.Hooks(
        TracedReception(counter.reception),
        counter.outbox,
        sms,
        sms_account(settings),
        counter.ids,
        lambda outcome: metrics.called("sms", outcome.value),
    )
    return twilio.routes(hooks)
