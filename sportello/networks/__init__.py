"""The networks that the settings turn on, each one object made by one function.

Read in this order: around (what such a function is given), sms and its sisters, loops (their ways in that are
no web address). Of PEC: pec, pec_desk (who keeps what arrives), pec_reading with pec_sheet, pec_letters and
pec_receipts (what each mail is to us), pec_registrar (what leaves). What a network needs of a library is
loaded only where that network is on.
"""

from collections.abc import Sequence

from sportello.counter import Network
from sportello.networks.around import Around

__all__ = ["Around", "plugged"]


def plugged(around: Around) -> Sequence[Network]:
    """Make every network that is configured."""
    networks = []
    if around.settings.sms.enabled:
        from sportello.networks.sms import sms_network

        networks.append(sms_network(around))
    if around.settings.telegram.enabled:
        from sportello.networks.telegram.plug import telegram_network

        networks.append(telegram_network(around))
    if around.settings.mail.enabled:
        from sportello.networks.mail import mail_network

        networks.append(mail_network(around))
    if around.settings.pec.enabled:
        from sportello.networks.pec import pec_network

        networks.append(pec_network(around))
    return networks
