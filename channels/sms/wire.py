"""The one road to Twilio: a request goes out, and what we know of a lost answer comes back as an error.

The library builds the requests; its own aiohttp client ignores its timeout, drops Retry-After and logs
the addresses it asks for, which hold citizens' numbers. This one does none of that.
"""

import re
from collections.abc import Mapping
from datetime import timedelta
from functools import lru_cache
from http import HTTPStatus
from urllib.parse import quote_plus

import aiohttp
from twilio.http.response import Response

from bot.errors import SendDelayed, SendUnknown
from channels.sms import codes

CONNECT = 5.0  # seconds to find a connection: until then nothing has left
ANSWER = 15.0  # seconds for the whole call
LONGEST = timedelta(hours=1)  # a longer Retry-After is not believed

_FORM = "application/x-www-form-urlencoded"
_REMEMBERED = 4096  # texts, senders and recipients: quoting a text takes as long as all the rest of a call

# The dates of a message that was made just now: nobody asks for them, and the library reads all three.
_DATES = re.compile(r'(?<="date_created":) ?"[^"]*"|(?<="date_updated":) ?"[^"]*"|(?<="date_sent":) ?"[^"]*"')

# 503 is Twilio's edge turning a request away; the others may hide an accepted one.
_UNCLEAR = {HTTPStatus.INTERNAL_SERVER_ERROR, HTTPStatus.BAD_GATEWAY, HTTPStatus.GATEWAY_TIMEOUT}


class Wire:
    """What the library takes for its asynchronous HTTP client, on a session that its maker closes."""

    is_async = True  # the library asks

    def __init__(
        self, session: aiohttp.ClientSession, *, connect: float = CONNECT, answer: float = ANSWER
    ) -> None:
        self._session = session
        self._timeout = aiohttp.ClientTimeout(total=answer, connect=connect)

    async def request(  # noqa: PLR0917 - the library calls it so
        self,
        method: str,
        uri: str,
        params: Mapping[str, str] | None = None,
        data: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        auth: tuple[str, str] | None = None,
        timeout: float | None = None,  # noqa: ARG002, ASYNC109 - the library never gives one
        allow_redirects: bool = False,  # noqa: FBT001, FBT002 - the library's own signature
    ) -> Response:
        """Ask, and return any answer that is Twilio's word.

        Raises SendDelayed if the request never left or was turned away unread, SendUnknown if its answer
        is lost or does not tell whether it was taken.
        """
        own = {**(headers or {})}
        if auth is not None:
            own["Authorization"] = _basic(*auth)
        if data:
            own["Content-Type"] = _FORM
        call = self._session.request(
            method,
            uri,
            params=params,
            data=_encoded(data) if data else None,
            headers=own,
            timeout=self._timeout,
            allow_redirects=allow_redirects,
        )
        try:
            async with call as answer:
                text = (await answer.read()).decode()
                if answer.status == HTTPStatus.CREATED:
                    text = _DATES.sub("null", text)
                return _judged(answer.status, text, answer.headers)
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            raise SendDelayed(codes.label("connect", type(error).__name__)) from None
        except (aiohttp.ClientError, OSError, UnicodeError) as error:  # a timeout is an OSError
            raise SendUnknown(codes.label("lost", type(error).__name__)) from None


_basic = lru_cache(8)(aiohttp.encode_basic_auth)
_quoted = lru_cache(_REMEMBERED)(quote_plus)


def _encoded(form: Mapping[str, str]) -> bytes:
    """Write a form, as `urllib.parse.urlencode` does."""
    return "&".join([f"{_quoted(name)}={_written(str(value))}" for name, value in form.items()]).encode()


def _written(value: str) -> str:
    """Quote a value: of a number and of an address that ends in a key, only what is alike in many is new."""
    head, slash, tail = value.rpartition("/")
    if slash and tail.isascii() and tail.isalnum():
        return f"{_quoted(head)}%2F{tail}"
    if value[:1] == "+" and value.isascii() and value[1:].isdigit():
        return f"%2B{value[1:]}"
    return _quoted(value)


def _judged(status: int, text: str, headers: Mapping[str, str]) -> Response:
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        raise SendDelayed(codes.label(codes.LIMIT, status), _retry_after(headers))
    if status in _UNCLEAR:
        raise SendUnknown(codes.label("http", status))
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        raise SendDelayed(codes.label("http", status), _retry_after(headers))
    return Response(status, text, headers)


def _retry_after(headers: Mapping[str, str]) -> timedelta | None:
    """Read RFC 9110 section 10.2.3 in its form of seconds, the only one that Twilio writes."""
    value = headers.get("Retry-After", "")
    if not value.isdecimal() or len(value) > len("99999"):
        return None
    return min(timedelta(seconds=int(value)), LONGEST)
