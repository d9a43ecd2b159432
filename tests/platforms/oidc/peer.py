"""A provider on a local port that does everything right until it is told what to do wrong."""

import base64
import hashlib
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import count
from urllib.parse import parse_qsl, urlsplit

from aiohttp import web
from aiohttp.test_utils import TestServer
from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from joserfc import jws
from joserfc.jwk import RSAKey

CLIENT = "https://sportello.example.it"
BACK = "https://sportello.example.it/accedi/ritorno"
LEVELS = [f"https://www.spid.gov.it/SpidL{number}" for number in (1, 2, 3)]
FISCAL = "https://attributes.eid.gov.it/fiscal_number"
MARIO = {
    "given_name": "Mario",
    "family_name": "Prova",
    "birthdate": "1980-01-01",
    FISCAL: "TINIT-PRVMRA80A01H501M",
}


class _Gone:
    """Left out; its name is the same in every process that runs these tests."""

    def __repr__(self):
        return "gone"


GONE = _Gone()  # in the place of a value: the name is left out
KEY, STRAY = RSAKey.generate_key(2048), RSAKey.generate_key(2048)  # making one takes a while


def pem(key: PrivateKeyTypes) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def b64(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()


def compact(header: dict, claims: dict, key: RSAKey, algorithm: str = "RS256") -> str:
    """Sign whatever it is."""
    registry = jws.JWSRegistry(algorithms=[algorithm], strict_check_header=False)
    return jws.serialize_compact(
        {"alg": algorithm, **header}, json.dumps(claims).encode(), key, registry=registry
    )


def by_hand(header: dict, claims: dict, sign: Callable[[bytes], bytes]) -> str:
    """Sign what no library would."""
    text = f"{b64(json.dumps(header).encode())}.{b64(json.dumps(claims).encode())}"
    return f"{text}.{b64(sign(text.encode()))}"


def bent(usual: dict, changes: dict) -> dict:
    return {name: value for name, value in (usual | changes).items() if value is not GONE}


@dataclass
class Asked:
    path: str
    form: dict
    headers: dict


class Peer:
    """`metadata`, `claims`, `tokens` and `told` change what is right; `sign` and `answers` replace it.

    `answers` gives, by path, whole answers that are used up one by one.
    """

    def __init__(self, clock: Callable) -> None:
        self.clock = clock
        self.url = ""
        self.metadata: dict = {}
        self.published = [public(KEY, "k1")]
        self.claims: dict = {}
        self.tokens: dict = {}
        self.told: dict = {}
        self.told_as_json = False
        self.sign: Callable[[dict], str] = lambda claims: compact({"kid": "k1"}, claims, KEY)
        self.answers: dict[str, list[Callable]] = {}
        self.asked: list[Asked] = []
        self._codes: dict[str, dict] = {}
        self._names = count(1)

    def browse(self, url: str, **changed: object) -> dict:
        """Log in as Mario; gives the query that the browser brings back."""
        question = dict(parse_qsl(urlsplit(url).query))
        code = f"code-{next(self._names)}"
        self._codes[code] = question
        return bent({"code": code, "state": question.get("state", ""), "iss": self.url}, changed)

    def paths(self) -> list[str]:
        return [each.path for each in self.asked]

    def _id_token(self, question: dict, access: str) -> str:
        now = int(self.clock().timestamp())
        usual = {
            "iss": self.url,
            "sub": "mario-at-peer",
            "aud": CLIENT,
            "iat": now,
            "nbf": now,
            "exp": now + 180,
            "acr": LEVELS[1],
            "nonce": question["nonce"],
            "at_hash": b64(hashlib.sha256(access.encode()).digest()[:16]),
        }
        return self.sign(bent(usual, self.claims))

    async def _metadata(self, _: web.Request) -> web.Response:
        usual = {
            "issuer": self.url,
            "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token",
            "userinfo_endpoint": f"{self.url}/userinfo",
            "jwks_uri": f"{self.url}/jwks",
            "authorization_response_iss_parameter_supported": True,
        }
        return web.json_response(bent(usual, self.metadata))

    async def _keys(self, _: web.Request) -> web.Response:
        return web.json_response({"keys": self.published})

    async def _token(self, request: web.Request) -> web.Response:
        form = await request.post()
        question = self._codes.pop(form.get("code"), None)
        if (
            question is None
            or b64(hashlib.sha256(form["code_verifier"].encode()).digest()) != question["code_challenge"]
        ):
            return web.json_response({"error": "invalid_grant"}, status=400)
        access = f"access-{next(self._names)}"
        usual = {"access_token": access, "token_type": "Bearer", "id_token": self._id_token(question, access)}
        return web.json_response(bent(usual, self.tokens))

    async def _userinfo(self, _: web.Request) -> web.Response:
        now = int(self.clock().timestamp())
        about = {"sub": "mario-at-peer", **MARIO}
        if self.told_as_json:
            return web.json_response(bent(about, self.told))
        usual = {"iss": self.url, "aud": CLIENT, "iat": now, "exp": now + 60, **about}
        return web.Response(text=self.sign(bent(usual, self.told)), content_type="application/jwt")

    @asynccontextmanager
    async def running(self) -> AsyncIterator["Peer"]:
        app = web.Application(middlewares=[self._recorded])
        app.add_routes(
            [
                web.get("/.well-known/openid-configuration", self._metadata),
                web.get("/jwks", self._keys),
                web.post("/token", self._token),
                web.get("/userinfo", self._userinfo),
            ]
        )
        async with TestServer(app, host="127.0.0.1") as server:
            self.url = str(server.make_url("")).rstrip("/")
            yield self

    @property
    def _recorded(self) -> Callable:
        @web.middleware
        async def record(request: web.Request, handler: Callable) -> web.StreamResponse:
            path = request.path.rpartition("/")[2]
            self.asked.append(Asked(path, dict(await request.post()), dict(request.headers)))
            if waiting := self.answers.get(path):
                return await waiting.pop(0)(request)
            return await handler(request)

        return record


def public(key: RSAKey, name: str, /, **changed: object) -> dict:
    """Write the public half of a key as it is published."""
    return bent({**key.as_dict(private=False), "kid": name, "use": "sig", "alg": "RS256"}, changed)


def saying(
    body: object = b"", status: int = 200, media_type: str = "application/json", **headers: str
) -> Callable:
    """Make an answer of its own."""

    async def answer(_: web.Request) -> web.Response:
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        return web.Response(body=data, status=status, content_type=media_type, headers=headers)

    return answer
