"""SMS wired to the counter: the account of the settings, its channel, and the addresses that Twilio calls."""

from bot.rates import Limits
from channels.sms import Account, Sms, Wire
from sportello.counter import Counter, Network, WaysIn
from sportello.networks.around import Around
from sportello.settings import Settings
from sportello.tracing import TracedReception
from sportello.web import twilio


def sms_network(around: Around) -> Network:
    """Plug SMS in, at the pace that the settings allow."""
    group, account = around.settings.sms, sms_account(around.settings)
    limits = Limits(group.rate, group.burst, group.hourly)
    sms = Sms(account, Wire(around.session), around.clock, limits=limits)

    def ways_in(counter: Counter) -> WaysIn:
        hooks = twilio.Hooks(
            TracedReception(counter.reception),
            counter.receipts,
            sms,
            account,
            counter.ids,
            lambda outcome: around.metrics.called("sms", outcome.value),
        )
        return WaysIn(routes=twilio.routes(hooks))

    return Network(sms, limits, around.pace, ways_in)


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
