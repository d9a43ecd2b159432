"""The one road to pagoPA's HTTP APIs: what goes wrong on it comes back as an error that says what to do."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus
from typing import Any

import aiohttp

from bot.errors import SportelloError

KEY = "Ocp-Apim-Subscription-Key"  # the name of the header, as every API of pagoPA has it
LONGEST = timedelta(hours=1)  # a longer Retry-After is not believed
MOST = 4 * 1024 * 1024  # bytes of an answer; a page of a hundred receipts has some thousands
_SAID = 200  # characters of pagoPA's own words that an error repeats

_REFUSALS = range(400, 500)
_DENIED = {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}
_LATER = {HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_MANY_REQUESTS}


class PlatformDown(SportelloError):  # noqa: N818 - it says what the platform is
    """PagoPA gave no answer that can be used: whether it did what was asked is not known. Ask again.

    `code` is for staff and metrics; not before `retry_after`, if pagoPA says so.
    """

    def __init__(self, code: str, retry_after: timedelta | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.retry_after = retry_after


class TurnedDown(SportelloError):  # noqa: N818 - it says what the platform did
    """PagoPA will never take what was asked as it was asked: `status` of HTTP, and its `reason`."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(f"{status} {reason}".strip())
        self.status = status
        self.reason = reason


class NotAllowed(TurnedDown):
    """Our key is wrong, or may not do this: nothing works until staff have mended it."""


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer with one of the statuses that the caller has a use for."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> dict[str, Any]:
        """Read an object; PlatformDown if it is none, since then somebody else has answered."""
        try:
            found = json.loads(self.body)
        except (ValueError, RecursionError):
            raise PlatformDown("answer:not-json") from None
        if not isinstance(found, dict):
            raise PlatformDown("answer:no-object")
        return found


class Wire:
    """Calls with one subscription key, on a session that its maker closes; redirects are never followed.

    `patience` is for how many seconds an answer is waited for.
    """

    def __init__(self, session: aiohttp.ClientSession, key: str, patience: float) -> None:
        self._session = session
        self._key = key
        self._timeout = aiohttp.ClientTimeout(total=patience)

    async def ask(
        self,
        method: str,
        url: str,
        *statuses: int,
        body: object = None,
        query: Mapping[str, str] | None = None,
    ) -> Reply:
        """Ask, and return an answer with one of the `statuses`.

        Raises NotAllowed for 401 and 403, TurnedDown for other refusals, and PlatformDown for 408, 429, 5xx,
        what is neither success nor refusal, and where no answer comes.
        """
        call = self._session.request(
            method,
            url,
            params=query,
            json=body,
            headers={KEY: self._key},
            timeout=self._timeout,
            allow_redirects=False,
        )
        try:
            async with call as answer:
                reply = Reply(answer.status, answer.headers, await _read(answer))
        except (aiohttp.ClientError, OSError, ValueError) as error:  # a timeout is an OSError
            # its own text may hold the address that was asked, and that names what is paid
            raise PlatformDown(f"lost:{type(error).__name__}") from None
        if reply.status in statuses:
            return reply
        raise self._refusal(reply)

    def _refusal(self, reply: Reply) -> SportelloError:
        status = reply.status
        if status in _DENIED:
            return NotAllowed(status, "the subscription key is wrong or may not do this")
        if status not in _REFUSALS or status in _LATER:
            return PlatformDown(f"http:{status}", _retry_after(reply.headers))
        reason = _reason(reply.body)
        return TurnedDown(status, reason.replace(self._key, "…") if self._key else reason)


async def _read(answer: aiohttp.ClientResponse) -> bytes:
    """Read a body of at most MOST bytes."""
    parts, length = [], 0
    async for part in answer.content.iter_chunked(65536):
        length += len(part)
        if length > MOST:
            raise aiohttp.ClientPayloadError("too long")
        parts.append(part)
    return b"".join(parts)


def _reason(body: bytes) -> str:
    """Say in one line what a ProblemJson (RFC 9457) says."""
    try:
        problem = json.loads(body)
    except (ValueError, RecursionError):
        return ""
    if not isinstance(problem, dict):
        return ""
    words = " ".join(str(problem[name]) for name in ("title", "detail") if problem.get(name))
    return "".join(letter if letter.isprintable() else " " for letter in words)[:_SAID]


def _retry_after(headers: Mapping[str, str]) -> timedelta | None:
    """Read RFC 9110 section 10.2.3 in its form of seconds."""
    value = headers.get("Retry-After", "")
    if not (value.isascii() and value.isdecimal() and len(value) <= len("99999")):
        return None
    return min(timedelta(seconds=int(value)), LONGEST)
