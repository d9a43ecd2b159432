"""A make-believe SPID or CIE: takes a question, lets one be anybody, answers with a code, tokens, data."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from bot.clock import Clock, Ids, Sleep
from platforms.sandbox.idp.client import Client, Doorkeeper
from platforms.sandbox.idp.jose import Key, Unsigned, encoded, verified
from platforms.sandbox.idp.logins import Kept, Login, Question
from platforms.sandbox.idp.people import PEOPLE, Pretender
from platforms.sandbox.idp.trouble import Trouble

SLOW = 20.0  # seconds: longer than anybody should wait
ACRS = tuple(f"https://www.spid.gov.it/SpidL{number}" for number in (1, 2, 3))
_LASTS = timedelta(minutes=5)


class Wrong(Exception):  # noqa: N818 - it says what the call was
    """A call that is refused; `error` by its name in RFC 6749 or OpenID Connect Core."""

    def __init__(self, error: str) -> None:
        super().__init__(error)
        self.error = error


class SandboxIdp:
    """One provider at `issuer`, whose path is also where it is served; `title` is shown ("SPID", "CIE")."""

    def __init__(
        self,
        issuer: str,
        client: Client,
        clock: Clock,
        ids: Ids,
        sleep: Sleep,
        people: Sequence[Pretender] = PEOPLE,
        title: str = "SPID",
    ) -> None:
        self.issuer = issuer
        self.title = title
        self.people = {person.key: person for person in people}
        self._client = client
        self._clock = clock
        self._ids = ids
        self._sleep = sleep
        self._key, self._stray = Key(), Key()
        self._door = Doorkeeper(client, f"{issuer}/token")
        self.questions: Kept[Question] = Kept(timedelta(minutes=30), clock, ids)
        self._codes: Kept[Login] = Kept(timedelta(minutes=1), clock, ids)
        self._access: Kept[Login] = Kept(_LASTS, clock, ids)

    def metadata(self) -> Mapping[str, Any]:
        """What is published of it (OpenID Connect Discovery, section 3)."""
        ends = ("authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri")
        places = ("authorize", "token", "userinfo", "jwks.json")
        return {
            "issuer": self.issuer,
            **{end: f"{self.issuer}/{place}" for end, place in zip(ends, places, strict=True)},
            "response_types_supported": ["code"],
            "grant_types_supported": ["authorization_code"],
            "subject_types_supported": ["pairwise"],
            "acr_values_supported": list(ACRS),
            "scopes_supported": ["openid", "profile"],
            "code_challenge_methods_supported": ["S256"],
            "id_token_signing_alg_values_supported": ["ES256"],
            "userinfo_signing_alg_values_supported": ["ES256"],
            "token_endpoint_auth_methods_supported": ["private_key_jwt"],
            "token_endpoint_auth_signing_alg_values_supported": ["ES256", "RS256"],
            "claims_parameter_supported": True,
            "request_parameter_supported": True,
            "authorization_response_iss_parameter_supported": True,
        }

    def keys(self) -> Mapping[str, Any]:
        """The published keys."""
        return {"keys": [self._key.public]}

    def ask(self, given: Mapping[str, str]) -> Question:
        """Read a question; raises Wrong, which is shown here: who asks wrongly is not sent back with it."""
        asked = self._unfolded(given)
        if asked.get("client_id") != self._client.client_id:
            raise Wrong("unauthorized_client")
        if asked.get("redirect_uri") not in self._client.redirect_uris:
            raise Wrong("invalid_redirect_uri")
        if asked.get("response_type") != "code" or asked.get("code_challenge_method") != "S256":
            raise Wrong("invalid_request")
        if "openid" not in asked.get("scope", "").split():
            raise Wrong("invalid_scope")
        levels = [ACRS.index(acr) + 1 for acr in asked.get("acr_values", "").split() if acr in ACRS]
        state, nonce, challenge = (asked.get(name, "") for name in ("state", "nonce", "code_challenge"))
        if not (levels and state and nonce and challenge):
            raise Wrong("invalid_request")
        return Question(self._client.client_id, asked["redirect_uri"], state, nonce, levels[0], challenge)

    def answer(self, question: Question, person: Pretender, level: int, trouble: Trouble) -> str:
        """Say yes; gives where the browser goes."""
        code = self._codes.put(Login(question, person, level, trouble))
        return self._back(question, code=code)

    def refuse(self, question: Question) -> str:
        """Say no; gives where the browser goes."""
        return self._back(question, error="access_denied", error_description="nobody logged in")

    async def redeem(self, form: Mapping[str, str]) -> Mapping[str, Any]:
        """Turn a code into tokens; raises Wrong."""
        if not self._door.lets_in(form, self._clock()):
            raise Wrong("invalid_client")
        login = self._codes.take(form.get("code", ""))
        if form.get("grant_type") != "authorization_code":
            raise Wrong("unsupported_grant_type")
        if login is None or not _fits(login.question, form):
            raise Wrong("invalid_grant")
        if login.trouble is Trouble.SLOW:
            await self._sleep(SLOW)
        access = self._access.put(login)
        return {
            "access_token": access,
            "token_type": "Bearer",
            "expires_in": int(_LASTS.total_seconds()),
            "id_token": self._id_token(login, access),
        }

    def userinfo(self, access: str) -> str:
        """Tell who it is, signed; raises Wrong."""
        login = self._access.find(access)
        if login is None:
            raise Wrong("invalid_token")
        return self._key.sign({**self._head(login), **login.person.told})

    def _id_token(self, login: Login, access: str) -> str:
        said = self._head(login)
        trouble, level = login.trouble, login.level
        said |= {
            "acr": ACRS[max(0, login.question.level - 2) if trouble is Trouble.LOWER else level - 1],
            "nonce": login.question.nonce if trouble is not Trouble.NONCE else self._ids(),
            "at_hash": encoded(hashlib.sha256(access.encode()).digest()[:16]),
        }
        if trouble is Trouble.EXPIRED:
            hours_ago = int((self._clock() - timedelta(hours=2)).timestamp())
            said |= {"iat": hours_ago, "nbf": hours_ago, "exp": hours_ago + 300}
        signer = self._stray if trouble is Trouble.KEY else self._key
        return signer.sign(said, self._key.kid)

    def _head(self, login: Login) -> dict[str, Any]:
        now = int(self._clock().timestamp())
        pair = f"{self.issuer} {login.question.client} {login.person.key}"
        return {
            "iss": self.issuer,
            "sub": encoded(hashlib.sha256(pair.encode()).digest()[:18]),
            "aud": login.question.client,
            "iat": now,
            "nbf": now,
            "exp": now + int(_LASTS.total_seconds()),
            "jti": self._ids(),
        }

    def _back(self, question: Question, **answer: str) -> str:
        joint = "&" if "?" in question.redirect_uri else "?"
        query = urlencode({**answer, "state": question.state, "iss": self.issuer})
        return f"{question.redirect_uri}{joint}{query}"

    def _unfolded(self, given: Mapping[str, str]) -> Mapping[str, str]:
        """Take the question out of a signed object, if it came in one."""
        if "request" not in given:
            return given
        try:
            inside = verified(given["request"], self._client.keys())
        except Unsigned:
            raise Wrong("invalid_request_object") from None
        if inside.get("aud") != self.issuer or inside.get("iss") != self._client.client_id:
            raise Wrong("invalid_request_object")
        return {name: each if isinstance(each, str) else json.dumps(each) for name, each in inside.items()}


def _fits(question: Question, form: Mapping[str, str]) -> bool:
    """Whether a code is handed in by who asked for it: the page, and the secret of the challenge."""
    digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
    return form.get("redirect_uri") == question.redirect_uri and encoded(digest) == question.challenge
