"""The platform by which public bodies ask each other's registers (PDND): a voucher, and calls that carry it.

A voucher is bought with an assertion that we sign (client_credentials with private_key_jwt, RFC 7523), for
one purpose, and lives ten minutes at the most.
"""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

import aiohttp
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from joserfc import jwt
from joserfc.jwk import RSAKey

from bot.clock import Clock, Ids
from bot.errors import Misconfigured, SportelloError

_ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"  # RFC 7523, section 2.2
_ASSERTION_LIVES = timedelta(minutes=2)
_LONGEST_VOUCHER = 600  # seconds: the most that expires_in may be, by their description
_MARGIN = timedelta(seconds=30)  # a voucher so near its end is not used any more
_MOST = 1024 * 1024  # bytes of an answer: those that are asked for here have some hundreds
_LEAST_BITS = 2048  # of a key that signs RS256 (RFC 7518, section 3.3)
_OK, _UNAUTHORIZED = 200, 401
_ACCEPTED = "application/json, application/problem+json"  # the latter for what went wrong
_DENIED = frozenset({400, 401, 403})


class RegistryAway(SportelloError):  # noqa: N818 - it says where the register is
    """A register, or the platform before it, gave no answer that can be used: ask again later.

    `code` is for staff: it never holds an address that was asked, because that names a person.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class RegistryDenied(RegistryAway):
    """We may not ask, or ask wrongly: nothing works until staff have mended key, purpose or agreement."""


@dataclass(frozen=True, slots=True)
class Client:
    """A body's client at the platform, for one purpose (finalità): each register asks for its own.

    `audience` is what the platform wants to read in assertions (`auth.interop.pagopa.it/client-assertion`),
    `token_url` where vouchers are given, `key_id` (kid) the platform's name for our public key.
    """

    client_id: str
    key_id: str
    key: RSAKey = field(repr=False)
    purpose_id: str
    audience: str
    token_url: str


def read_signing_key(pem: bytes) -> RSAKey:
    """Read a private RSA key (PEM); Misconfigured, which does not show it, if it is none or too short."""
    try:
        key = load_pem_private_key(pem, password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        key = None
    if not isinstance(key, RSAPrivateKey) or key.key_size < _LEAST_BITS:
        raise Misconfigured(f"the key for PDND must be a private RSA key of {_LEAST_BITS} bits or more (PEM)")
    return RSAKey.import_key(key)


def assertion(client: Client, now: datetime, name: str, evidence: str = "") -> str:
    """Sign what proves to the platform who we are; `name` (jti) is used once.

    With `evidence`, the voucher will hold for the call alone that carries this very tracking evidence
    (AgID, Linee guida sull'interoperabilità tecnica, pattern AUDIT_REST_02).
    """
    issued = int(now.timestamp())
    claims: dict[str, object] = {
        "iss": client.client_id,
        "sub": client.client_id,
        "aud": client.audience,
        "jti": name,
        "iat": issued,
        "exp": issued + int(_ASSERTION_LIVES.total_seconds()),
        "purposeId": client.purpose_id,
    }
    if evidence:
        claims["digest"] = {"alg": "SHA256", "value": sha256(evidence.encode()).hexdigest()}
    return jwt.encode({"alg": "RS256", "kid": client.key_id}, claims, client.key)


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer of a register: its status, and the object in it (empty if there is none)."""

    status: int
    body: Mapping[str, Any]


class Pdnd:
    """Calls registers as one client, on a session that its maker closes; redirects are never followed.

    `patience` is for how many seconds an answer is waited for.
    """

    def __init__(
        self, session: aiohttp.ClientSession, client: Client, clock: Clock, ids: Ids, *, patience: float
    ) -> None:
        self._session = session
        self._client = client
        self._clock = clock
        self._ids = ids
        self._timeout = aiohttp.ClientTimeout(total=patience)
        self._voucher = ""
        self._until = clock()
        self._buying = asyncio.Lock()

    async def get(self, url: str, query: Mapping[str, str], *statuses: int) -> Answer:
        """Ask for something; an answer with one of the `statuses`.

        A voucher that is refused is bought anew, once. Raises RegistryDenied for 400, 401 and 403, and
        RegistryAway for all else.
        """
        voucher = await self._bearer()
        answer = await self._asked(url, query, voucher)
        if answer.status == _UNAUTHORIZED:
            answer = await self._asked(url, query, await self._bearer(instead_of=voucher))
        return _checked(answer, "register", *statuses)

    async def post(
        self, url: str, content: bytes, headers: Mapping[str, str], evidence: str, *statuses: int
    ) -> Answer:
        """Send `content` with a voucher for this call alone; an answer with one of the `statuses`.

        `headers` have the evidence too, and the type of the content. Raises as `get`.
        """
        voucher, _ = await self._bought(evidence)
        sent = {**headers, "Authorization": f"Bearer {voucher}", "Accept": _ACCEPTED}
        answer = await _answer(
            self._session.post(url, data=content, headers=sent, timeout=self._timeout, allow_redirects=False)
        )
        return _checked(answer, "register", *statuses)

    async def _bearer(self, instead_of: str = "") -> str:
        """Give a voucher that lives; whoever comes while one is bought waits for it."""
        async with self._buying:
            if self._voucher == instead_of or self._clock() >= self._until:
                now = self._clock()
                self._voucher, lives = await self._bought()
                self._until = now + lives - _MARGIN
            return self._voucher

    async def _bought(self, evidence: str = "") -> tuple[str, timedelta]:
        """Buy a voucher; how long it lives."""
        signing = (self._client, self._clock(), self._ids(), evidence)
        form = {
            "client_id": self._client.client_id,
            "client_assertion": await asyncio.to_thread(assertion, *signing),
            "client_assertion_type": _ASSERTION_TYPE,
            "grant_type": "client_credentials",
        }
        call = self._session.post(
            self._client.token_url, data=form, timeout=self._timeout, allow_redirects=False
        )
        answer = _checked(await _answer(call), "voucher", _OK)
        voucher, lives = answer.body.get("access_token"), answer.body.get("expires_in")
        if not isinstance(voucher, str) or not voucher.isascii() or not voucher.isprintable() or not voucher:
            raise RegistryAway("voucher:answer")
        if not isinstance(lives, int) or not 0 < lives <= _LONGEST_VOUCHER:
            raise RegistryAway("voucher:expires_in")
        return voucher, timedelta(seconds=lives)

    async def _asked(self, url: str, query: Mapping[str, str], voucher: str) -> Answer:
        headers = {"Authorization": f"Bearer {voucher}", "Accept": "application/json"}
        return await _answer(
            self._session.get(
                url, params=query, headers=headers, timeout=self._timeout, allow_redirects=False
            )
        )


async def _answer(call: Any) -> Answer:
    """Make a call and read what comes: an object, or nothing that could be one."""
    try:
        async with call as reply:
            content = await _read(reply)
    except (aiohttp.ClientError, OSError, ValueError) as error:  # a timeout is an OSError
        # its own text may hold the address that was asked, and that names a person
        raise RegistryAway(f"lost:{type(error).__name__}") from None
    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        found = None
    return Answer(reply.status, found if isinstance(found, dict) else {})


async def _read(reply: aiohttp.ClientResponse) -> bytes:
    content = bytearray()
    async for piece in reply.content.iter_chunked(65536):
        content += piece
        if len(content) > _MOST:
            raise aiohttp.ClientPayloadError("too long")
    return bytes(content)


def _checked(answer: Answer, who: str, *statuses: int) -> Answer:
    if answer.status in statuses:
        return answer
    kind = RegistryDenied if answer.status in _DENIED else RegistryAway
    raise kind(f"{who}:http:{answer.status}")
