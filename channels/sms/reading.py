"""What Twilio's webhooks say: a message from a citizen, or what became of one of ours.

The web layer has checked the signature before anything is read here.
Source: https://www.twilio.com/docs/messaging/guides/webhook-request and .../track-outbound-message-status.
"""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from bot.channel import Delivery, Receipt
from bot.errors import BadRequest
from bot.message import Inbound
from channels.sms import codes

LONGEST_ID = 64  # a sid has 34 characters, a number at most 16, a sender of another kind some more

# Twilio has a message from "accepted" on; "receiving" and "received" speak of messages to us.
STATES: Mapping[str, Delivery] = MappingProxyType(
    {
        "scheduled": Delivery.SENT,
        "accepted": Delivery.SENT,
        "queued": Delivery.SENT,
        "sending": Delivery.SENT,
        "sent": Delivery.SENT,
        "partially_delivered": Delivery.SENT,
        "delivered": Delivery.DELIVERED,
        "read": Delivery.DELIVERED,
        "undelivered": Delivery.FAILED,
        "failed": Delivery.FAILED,
        "canceled": Delivery.FAILED,
    }
)


def inbound(params: Mapping[str, str], channel: str, at: datetime) -> Inbound:
    """Read a message; raises BadRequest without a sid, a sender, or (unless it has media) a Body field.

    Media are not fetched: `context["media"]` tells how many there were.
    """
    sid, sender = _short(params, "MessageSid"), _short(params, "From")
    media = params.get("NumMedia", "0")
    if not (media.isdecimal() and len(media) <= len("10")):  # Twilio takes ten at most
        raise BadRequest("NumMedia")
    context = {"to": params.get("To", "")}
    if int(media):
        context["media"] = media
    elif "Body" not in params:
        raise BadRequest("Body")
    # PostgreSQL takes no NUL in a text, and no person means one.
    text = params.get("Body", "").replace("\0", "")
    return Inbound(channel, sid, sender, text, at, context=context)


def receipt(params: Mapping[str, str], key: str, channel: str, at: datetime) -> Receipt | None:
    """Read a status callback; None if it tells nothing about the way of a part.

    Raises BadRequest without a sid or a status.
    """
    sid = _short(params, "MessageSid")
    state = STATES.get(_short(params, "MessageStatus"))
    if state is None:
        return None
    code = codes.delivery_label(params.get("ErrorCode", "")) if state is Delivery.FAILED else ""
    return Receipt(channel, state, at, key, sid, code)


def _short(params: Mapping[str, str], name: str) -> str:
    value = params.get(name, "")
    if not value or len(value) > LONGEST_ID or not value.isprintable():
        raise BadRequest(name)
    return value
