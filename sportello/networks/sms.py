"""SMS wired to the counter: the account of the settings, its channel, and the addresses that Twilio calls."""

from dataclasses import replace

from bot.channel import Channel
from bot.failover import Failover, Member
from bot.rates import Limits
from channels.sms import Account, Sms, Wire
from sportello.counter import Counter, Network, WaysIn
from sportello.networks.around import Around
from sportello.settings import Settings
from sportello.settings.networks import TwilioAccount
from sportello.tracing import TracedReception
from sportello.web import twilio


def sms_network(around: Around) -> Network:
    """Plug SMS in, at the pace that the settings allow: over both accounts, where there is a spare one."""
    group, spare = around.settings.sms, around.settings.sms_spare
    account, others = sms_account(around.settings), []
    limits = Limits(group.rate, group.burst, group.hourly)
    sms = _opened(account, around, limits)
    channel: Channel = sms
    if spare.enabled:
        others = [account_of(spare, around.settings)]
        second = Member(_opened(others[0], around, limits), spare.share)
        channel = Failover(sms.name, [Member(sms, 1 - spare.share), second])

    def ways_in(counter: Counter) -> WaysIn:
        hooks = twilio.Hooks(
            TracedReception(counter.reception),
            counter.receipts,
            sms,
            account,
            counter.ids,
            lambda outcome: around.metrics.called("sms", outcome.value),
            others,
        )
        return WaysIn(routes=twilio.routes(hooks))

    return Network(channel, limits, around.pace, ways_in)


def _opened(account: Account, around: Around, limits: Limits) -> Sms:
    return Sms(account, Wire(around.session), around.clock, limits=limits)


def sms_account(settings: Settings) -> Account:
    """The account at Twilio that the settings describe."""
    return account_of(settings.sms, settings)


def account_of(group: TwilioAccount, settings: Settings) -> Account:
    """The account of one group of the settings."""
    account = Account(
        group.account_sid,
        group.auth_token.get_secret_value(),
        group.messaging_service_sid or group.number,
        settings.web.address,
    )
    return replace(account, api_url=group.api_url or account.api_url)
