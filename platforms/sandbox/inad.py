"""An embedded INAD, and the PDND before it: made-up domiciles, asked by the same calls as the true ones."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from aiohttp import web
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import RSAKey

from bot.clock import Clock, Ids
from platforms.pdnd import RegistryAway

AUDIENCE = "pdnd.example.org/client-assertion"
_ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
_VOUCHER_LIVES = 600  # seconds
_TYPES = {
    400: "BAD_REQUEST",
    401: "UNAUTHORIZED",
    404: "NOT_FOUND",
    503: "SERVICE_UNAVAILABLE",
}


@dataclass(frozen=True, slots=True)
class Domicile:
    """A domicile as it was elected; `ended` is the last moment of one that is none any more."""

    address: str
    since: date = date(2023, 7, 6)  # the day from which INAD can be looked into
    ended: datetime | None = None


@dataclass(frozen=True, slots=True)
class SandboxPdnd:
    """The one client that it knows."""

    client_id: str
    key_id: str
    key: RSAKey = field(repr=False)
    purpose_id: str


class SandboxInad:
    """Domiciles by fiscal code, in memory; implements platforms.inad.DigitalDomiciles without any call.

    With `routes()` it answers over HTTP as well, below `/pdnd` and `/inad`, and asks for what the true ones
    ask. `down` makes it answer 503. `asked` holds the practices that it was asked for.
    """

    def __init__(self, domiciles: Mapping[str, Sequence[Domicile]], clock: Clock) -> None:
        self.domiciles = {code: list(each) for code, each in domiciles.items()}
        self.down = False
        self.asked: list[str] = []
        self._clock = clock

    async def belongs(self, address: str, fiscal_code: str, practice: str) -> bool:
        """Tell whether an address is in force for somebody."""
        self._look_up()
        self.asked.append(practice)
        return any(each.address == address.lower() for each in self._living(fiscal_code))

    async def of(self, fiscal_code: str, practice: str) -> Sequence[str]:
        """List the addresses that are in force."""
        self._look_up()
        self.asked.append(practice)
        return [each.address for each in self._living(fiscal_code)]

    def _look_up(self) -> None:
        if self.down:
            raise RegistryAway("register:http:503")

    def _living(self, fiscal_code: str, day: date | None = None) -> list[Domicile]:
        now = self._clock()
        return [
            each
            for each in self.domiciles.get(fiscal_code.upper(), ())
            if each.since <= (day or now.date()) and (each.ended is None or each.ended > now)
        ]

    def routes(self, client: SandboxPdnd, ids: Ids) -> list[web.RouteDef]:
        """List the routes of both, for one client."""
        door = _Door(client, self._clock, ids)

        async def verify(request: web.Request) -> web.Response:
            query = request.query
            if (refusal := self._refused(request, door)) or not {"digital_address", "since"} <= query.keys():
                return refusal or _problem(400)
            code, day = request.match_info["code"].upper(), date.fromisoformat(query["since"])
            if code not in self.domiciles:
                return _problem(404)
            outcome = any(
                each.address == query["digital_address"].lower() for each in self._living(code, day)
            )
            return web.json_response({"outcome": outcome, "dateTimeCheck": self._stamp()})

        async def extract(request: web.Request) -> web.Response:
            if refusal := self._refused(request, door):
                return refusal
            code = request.match_info["code"].upper()
            if code not in self.domiciles:
                return _problem(404)
            found = [_written(each) for each in self.domiciles[code]]
            return web.json_response({"codiceFiscale": code, "since": self._stamp(), "digitalAddress": found})

        return [
            web.post("/pdnd/token.oauth2", door.token),
            web.get("/inad/verify/{code}", verify),
            web.get("/inad/extract/{code}", extract),
        ]

    def _refused(self, request: web.Request, door: "_Door") -> web.Response | None:
        if self.down:
            return _problem(503)
        if not door.lets_in(request):
            return _problem(401)
        practice = request.query.get("practicalReference", "")
        if not practice:
            return _problem(400)
        self.asked.append(practice)
        return None

    def _stamp(self) -> str:
        return f"{self._clock().astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


class _Door:
    """Gives vouchers for good assertions, each of which is taken once."""

    def __init__(self, client: SandboxPdnd, clock: Clock, ids: Ids) -> None:
        self._client = client
        self._clock = clock
        self._ids = ids
        self._used: set[str] = set()
        self._vouchers: dict[str, datetime] = {}

    def lets_in(self, request: web.Request) -> bool:
        kind, _, voucher = request.headers.get("Authorization", "").partition(" ")
        until = self._vouchers.get(voucher)
        return kind == "Bearer" and until is not None and self._clock() < until

    async def token(self, request: web.Request) -> web.Response:
        form = await request.post()
        plain = (form.get("grant_type"), form.get("client_assertion_type"))
        if plain != ("client_credentials", _ASSERTION_TYPE) or not self._good(str(form["client_assertion"])):
            return _problem(400)
        voucher = self._ids()
        self._vouchers[voucher] = self._clock() + timedelta(seconds=_VOUCHER_LIVES)
        body = {"access_token": voucher, "token_type": "Bearer", "expires_in": _VOUCHER_LIVES}
        return web.json_response(body, headers={"Cache-Control": "no-cache, no-store"})

    def _good(self, signed: str) -> bool:
        try:
            token = jwt.decode(signed, self._client.key, algorithms=["RS256"])
        except (JoseError, ValueError):
            return False
        claims, now = token.claims, self._clock().timestamp()
        name = str(claims.get("jti", ""))
        good = (
            token.header.get("kid") == self._client.key_id
            and claims.get("iss") == claims.get("sub") == self._client.client_id
            and claims.get("aud") == AUDIENCE
            and claims.get("purposeId") == self._client.purpose_id
            and claims["iat"] <= now < claims["exp"]
            and name not in self._used
        )
        self._used.add(name)
        return bool(name) and good


def _written(each: Domicile) -> dict[str, object]:
    if each.ended is None:
        return {"digitalAddress": each.address}
    end = f"{each.ended.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    usage = {"motivation": "CESSAZIONE_VOLONTARIA", "dateEndValidity": end}
    return {"digitalAddress": each.address, "usageInfo": usage}


def _problem(status: int) -> web.Response:
    body = {"status": str(status), "type": _TYPES[status]}
    return web.json_response(body, status=status, content_type="application/problem+json")
