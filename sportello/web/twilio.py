"""Where Twilio calls in: a citizen's message is answered once it is kept, a status once it is folded.

Source: https://www.twilio.com/docs/usage/webhooks/webhooks-security (the signature), and
https://www.twilio.com/docs/messaging/guides/webhook-request. Twilio takes 5xx as a reason to call the
fallback address of the number; there, and in the number's settings, this same route belongs.
"""

import hmac
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol
from urllib.parse import parse_qsl

import structlog
from aiohttp import web
from multidict import MultiDict
from twilio.request_validator import RequestValidator

from bot.channel import Receipt
from bot.clock import Ids
from bot.errors import BadRequest
from bot.message import Inbound
from channels.sms import Account, Sms

LARGEST = 64 * 1024  # bytes; Twilio's own limit for a whole webhook is far below
_FIELDS = 200
_TWIML = b'<?xml version="1.0" encoding="UTF-8"?><Response/>'  # we answer later, through the API

log = structlog.get_logger()


class Outcome(StrEnum):
    """What a call came to, as it is counted."""

    KEPT = "kept"
    REPEATED = "repeated"
    FOLDED = "folded"
    IDLE = "idle"  # a status that tells nothing
    UNMATCHED = "unmatched"  # a status of a part that we do not know
    FORGED = "forged"
    UNREADABLE = "unreadable"
    UNKEPT = "unkept"  # the store failed: Twilio was told so


class Reception(Protocol):
    """Who keeps messages: bot.reception.Reception, or an inbox itself."""

    async def accept(self, inbound: Inbound, correlation: str) -> bool:
        """Keep a message; False if it is known already. Committed on return."""


class Folding(Protocol):
    """Who folds receipts: an outbox."""

    async def fold(self, receipt: Receipt) -> bool:
        """Fold a network's word into its part; False if no part is known by its key or id."""


@dataclass(frozen=True, slots=True)
class Hooks:
    """What the routes need; `count` is called once per call with what it came to.

    The calls of `others` come in by the same routes.
    """

    inbox: Reception
    outbox: Folding
    sms: Sms
    account: Account
    ids: Ids
    count: Callable[[Outcome], None]
    others: Sequence[Account] = ()


def routes(hooks: Hooks) -> list[web.RouteDef]:
    """Make POST /twilio/sms and POST /twilio/status/{key}."""
    calls = _Calls(hooks)
    return [web.post("/twilio/sms", calls.message), web.post("/twilio/status/{key}", calls.status)]


class _Calls:
    def __init__(self, hooks: Hooks) -> None:
        self._hooks = hooks
        accounts = (hooks.account, *hooks.others)
        self._validators = {each.sid: RequestValidator(each.token) for each in accounts}

    async def message(self, request: web.Request) -> web.Response:
        """Answer 200 once the message is kept, or was before."""
        hooks, correlation = self._hooks, self._hooks.ids()
        params = await self._signed(request, correlation)
        try:
            inbound = hooks.sms.decode(params)
            new = await hooks.inbox.accept(inbound, correlation)
        except BadRequest as error:
            return self._fault(400, Outcome.UNREADABLE, correlation, str(error))
        except Exception as error:  # noqa: BLE001 - whatever the store's reason, Twilio must come again
            # Not its text: a database error quotes the values, which are the citizen's.
            return self._fault(503, Outcome.UNKEPT, correlation, type(error).__name__)
        hooks.count(Outcome.KEPT if new else Outcome.REPEATED)
        return web.Response(body=_TWIML, content_type="text/xml")

    async def status(self, request: web.Request) -> web.Response:
        """Answer 204 once the status is folded; 200 if there is nothing to fold it into."""
        hooks, correlation = self._hooks, self._hooks.ids()
        params = await self._signed(request, correlation)
        try:
            receipt = hooks.sms.decode_status(params, request.match_info["key"])
            known = receipt is not None and await hooks.outbox.fold(receipt)
        except BadRequest as error:
            return self._fault(400, Outcome.UNREADABLE, correlation, str(error))
        except Exception as error:  # noqa: BLE001 - as above
            return self._fault(503, Outcome.UNKEPT, correlation, type(error).__name__)
        if known:
            hooks.count(Outcome.FOLDED)
            return web.Response(status=204)
        if receipt is None:
            hooks.count(Outcome.IDLE)
            return web.Response()
        return self._fault(200, Outcome.UNMATCHED, correlation, receipt.provider_id)

    async def _signed(self, request: web.Request, correlation: str) -> Mapping[str, str]:
        """Read the form; raises an HTTP error unless Twilio has signed it for our account."""
        params = await _form(request)
        if params is None:
            self._fault(413, Outcome.UNREADABLE, correlation, "size")
            raise web.HTTPRequestEntityTooLarge(LARGEST, request.content_length or 0)
        signature = request.headers.get("X-Twilio-Signature", "")
        validator = self._validators.get(params.get("AccountSid", ""))
        asked = validator or self._validators[self._hooks.account.sid]
        if not _is_theirs(asked, signature, self._hooks.account.public_url + request.raw_path, params):
            self._fault(403, Outcome.FORGED, correlation, "signature" if signature else "unsigned")
            raise web.HTTPForbidden
        if validator is None:
            self._fault(403, Outcome.FORGED, correlation, "account")
            raise web.HTTPForbidden
        return params

    def _fault(self, status: int, outcome: Outcome, correlation: str, reason: str) -> web.Response:
        """Count and log a call that did not go well, by ids and words of ours, never by its content."""
        self._hooks.count(outcome)
        log.warning("twilio call", outcome=outcome.value, reason=reason, correlation=correlation)
        return web.Response(status=status)


def _is_theirs(validator: RequestValidator, signature: str, url: str, params: MultiDict[str]) -> bool:
    """Check a signature: of the address as it is set, else as Twilio may spell it, with a port or not.

    The library's `validate` makes both spellings' signatures every time, at twice the cost.
    """
    expected = validator.compute_signature(url, params)
    return hmac.compare_digest(expected.encode(), signature.encode()) or bool(
        validator.validate(url, params, signature)
    )


async def _form(request: web.Request) -> MultiDict[str] | None:
    """Read the fields of a form; None if it is larger than any of Twilio's, or hides its size.

    A MultiDict, because the validator takes twice as long over a dict of twenty fields (58 us, 26 us).
    """
    if request.content_length is None or request.content_length > LARGEST:
        return None
    body = await request.read()
    try:
        pairs = parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=_FIELDS)
    except ValueError:
        return None
    return MultiDict(pairs)
