"""The one road to an identity provider: bounded in time and size, and never led elsewhere."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import aiohttp

from platforms.oidc.reason import NotIdentified, Reason

MOST = 256 * 1024  # bytes of an answer; keys and tokens have some thousands


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer of the provider, whatever its status."""

    status: int
    media_type: str
    body: bytes

    def json(self, what: str) -> dict[str, Any]:
        """Read an object; `what` names the answer for staff, should it be none."""
        return read_object(self.body, what)


class Wire:
    """Calls on a session that its maker closes; `patience` in seconds for each."""

    def __init__(self, session: aiohttp.ClientSession, patience: float) -> None:
        self._session = session
        self._timeout = aiohttp.ClientTimeout(total=patience)

    async def get(self, url: str, headers: Mapping[str, str] | None = None) -> Reply:
        """Ask for something; raises NotIdentified (SILENT, UNREADABLE)."""
        return await self._call("GET", url, headers or {}, None)

    async def post(self, url: str, form: Mapping[str, str], headers: Mapping[str, str]) -> Reply:
        """Hand over a form; raises NotIdentified (SILENT, UNREADABLE)."""
        return await self._call("POST", url, headers, form)

    async def _call(
        self, method: str, url: str, headers: Mapping[str, str], form: Mapping[str, str] | None
    ) -> Reply:
        call = self._session.request(
            method,
            url,
            data=form,
            headers={"Accept": "application/json, application/jwt", **headers},
            timeout=self._timeout,
            allow_redirects=False,
        )
        try:
            async with call as answer:
                return Reply(answer.status, answer.content_type, await _read(answer))
        except (aiohttp.ClientError, OSError, ValueError) as error:  # a timeout is an OSError
            # Its own text may hold what was sent: a code, a token.
            raise NotIdentified(Reason.SILENT, f"lost:{type(error).__name__}") from None


async def _read(answer: aiohttp.ClientResponse) -> bytes:
    parts, length = [], 0
    async for part in answer.content.iter_chunked(65536):
        length += len(part)
        if length > MOST:
            raise NotIdentified(Reason.UNREADABLE, "answer:too-long")
        parts.append(part)
    return b"".join(parts)


def read_object(text: str | bytes, what: str) -> dict[str, Any]:
    """Read an object of JSON; NotIdentified (UNREADABLE) if it is none."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        raise NotIdentified(Reason.UNREADABLE, f"{what}:not-json") from None
    if not isinstance(found, dict):
        raise NotIdentified(Reason.UNREADABLE, f"{what}:no-object")
    return found
