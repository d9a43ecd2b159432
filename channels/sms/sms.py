"""The SMS channel: a part goes out as one message of Twilio's, and a lost answer is looked up in its list."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from twilio.base.exceptions import TwilioException, TwilioRestException, TwilioServiceException
from twilio.rest import Client

from bot.bulk import SENDER
from bot.channel import Receipt, Unsettled
from bot.clock import Clock
from bot.errors import SendDelayed, SendRefused, SendUnknown
from bot.message import Asking, Inbound, Part, Traits
from bot.rates import Limits
from channels.plain_letters import fits, plain_letters, transliterate
from channels.sms import codes, reading
from channels.sms.account import LONG_NUMBER, Account
from channels.sms.wire import Wire

TRAITS = Traits("sms", Asking.ALL_AT_ONCE, fits, spell=transliterate, patience=timedelta(hours=24))
SKEW = timedelta(minutes=1)  # between our clock and Twilio's
ATTEMPT = timedelta(minutes=5)  # how long a first attempt can take, with its wait for its turn
RIPE = timedelta(minutes=1)  # a younger part may still be on its way into the list
LISTED = 1000  # the longest page of Twilio's; nobody has so many messages from a counter
TRIAL = "Sent from your Twilio trial account - "
_VALIDITY = (1, 36_000)  # seconds; Twilio drops what waits longer in its own queue

_UNREADABLE = (ValueError, LookupError, TypeError, AttributeError)  # the library's, on an answer not Twilio's
_NO_ENVIRONMENT = {"": ""}  # settings come through the door, never from TWILIO_... variables


class Sms:
    """One sender at Twilio."""

    def __init__(
        self,
        account: Account,
        wire: Wire,
        clock: Clock,
        *,
        name: str = "sms",
        limits: Limits = LONG_NUMBER,
    ) -> None:
        self._account = account
        self._clock = clock
        self._name = name
        self._limits = limits
        client = Client(account.sid, account.token, http_client=wire, environment=_NO_ENVIRONMENT)
        client.api.base_url = account.api_url
        self._messages: Any = client.messages

    @property
    def name(self) -> str:
        """The network's name in the store."""
        return self._name

    @property
    def traits(self) -> Traits:
        """Three joined segments, everything asked at once, no buttons, no files."""
        return TRAITS

    @property
    def limits(self) -> Limits:
        """How fast the sender may go: whoever sends keeps to it."""
        return self._limits

    async def send(self, part: Part) -> str:
        """Create the message and return its sid; buttons and files do not travel by SMS.

        The errors are those of Channel.send; their code is a word of `codes`, a colon and the network's.
        Source: https://www.twilio.com/docs/messaging/api/message-resource#create-a-message-resource
        """
        try:
            message = await self._messages.create_async(**self._order(part))
        except (TwilioRestException, TwilioServiceException) as error:
            raise _sorted_out(error) from None  # its text and address hold the citizen's number
        except _UNREADABLE:
            raise SendUnknown(codes.label("lost", "unreadable")) from None
        if not message.sid:
            raise SendUnknown(codes.label("lost", "sid"))
        return str(message.sid)

    async def settle(self, part: Part) -> str | Unsettled:
        """Look for a part in Twilio's list: same recipient, sender and words, created when it left.

        The list does not show our key, so equal words to one recipient cannot be told apart: with more
        than one such message in that time the answer is CANNOT_TELL, and a single one is taken for this
        part even if another part of the same words made it. (The status callback does carry the key, and
        has mostly come before anybody asks here.) The list is not narrowed by DateSent, which Twilio leaves
        empty while a message waits in its queue. Ask some seconds after the answer was due, not at once.
        """
        if part.sent_since is None:
            return Unsettled.CANNOT_TELL
        found, whole = await self._found(part, part.sent_since)
        if len(found) == 1:
            return found[0]
        if found or not whole:
            return Unsettled.CANNOT_TELL
        age = self._clock() - part.sent_since
        if age < RIPE:
            raise SendDelayed(codes.label("settle", "young"), RIPE - age)
        return Unsettled.NOT_SENT

    def decode(self, params: Mapping[str, str]) -> Inbound:
        """Read the form of a message webhook; raises BadRequest."""
        return reading.inbound(params, self._name, self._clock())

    def decode_status(self, params: Mapping[str, str], key: str) -> Receipt | None:
        """Read the form of a status callback for the part with that key; raises BadRequest."""
        return reading.receipt(params, key, self._name, self._clock())

    def _order(self, part: Part) -> dict[str, object]:
        field, sender = self._sender(part)
        order: dict[str, object] = {
            "to": part.to,
            "body": transliterate(part.text),
            "status_callback": self._account.status_url(part.key),
            field: sender,
        }
        if part.valid_until is not None:
            shortest, longest = _VALIDITY
            left = int((part.valid_until - self._clock()).total_seconds())
            order["validity_period"] = max(shortest, min(left, longest))
        return order

    def _sender(self, part: Part) -> tuple[str, str]:
        """Name who a part is from, and the field for it: an alias of letters stands in From."""
        if alias := part.context.get(SENDER, ""):
            return "from_", alias
        account = self._account
        return "messaging_service_sid" if account.is_service else "from_", account.sender

    async def _found(self, part: Part, since: datetime) -> tuple[Sequence[str], bool]:
        """List the sids of messages that may be a part, and tell whether the list was whole."""
        try:
            listed = await self._messages.list_async(to=part.to, limit=LISTED, page_size=LISTED)
            return [str(m.sid) for m in listed if self._is_it(m, part, since)], len(listed) < LISTED
        except SendUnknown as error:  # a question may be asked twice
            raise SendDelayed(error.code) from None
        except (TwilioException, *_UNREADABLE):
            raise SendDelayed(codes.label("settle", "list")) from None

    def _is_it(self, message: Any, part: Part, since: datetime) -> bool:
        field, sender = self._sender(part)
        return (
            getattr(message, field) == sender
            and since - SKEW <= message.date_created
            and (part.attempts > 1 or message.date_created <= since + ATTEMPT)
            and _words(message.body) == _words(part.text)
        )


def _sorted_out(error: TwilioRestException | TwilioServiceException) -> SendRefused | SendDelayed:
    code = error.code if isinstance(error.code, int) else error.status
    verdict = codes.verdict(error.status, code)
    label = codes.label(verdict.reason, code)
    return SendDelayed(label) if verdict.again else SendRefused(label)


def _words(body: str | None) -> str:
    """Reduce a body to what Twilio cannot have changed: its own encoding of letters, its trial banner."""
    return plain_letters((body or "").removeprefix(TRIAL)).strip()
