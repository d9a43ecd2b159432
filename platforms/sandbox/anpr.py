"""An embedded ANPR (C001), and the PDND before it: made-up subjects, asked by the true calls.

It holds every call against what the patterns of AgID ask for, and says what was wrong only in `refused`.
"""

import json
from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any

from aiohttp import web
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import RSAKey

from bot.clock import Clock, Ids

AUDIENCE = "pdnd.example.org/client-assertion"
SERVICE = "https://anpr.example.org/c001"
_VOUCHER_LIVES = 600  # seconds
_WANTED = {"userID", "userLocation", "LoA", "purposeId", "dnonce", "iss", "aud", "iat", "exp", "jti"}
_BAD, _DENIED, _MISSING, _DOWN = 400, 401, 404, 503

Subject = Mapping[str, Any]  # TipoDatiSoggettiEnte of the description


@dataclass(frozen=True, slots=True)
class Consumer:
    """The one body that may ask."""

    client_id: str
    key_id: str
    key: RSAKey = field(repr=False)
    purpose_id: str


class SandboxAnpr:
    """Subjects by fiscal code, in memory; `routes()` answer below `/pdnd` and `/anpr`.

    `asked` holds the practices for which it was asked; `refused` what it found wrong; `down` makes it 503.
    """

    def __init__(
        self, subjects: Mapping[str, Sequence[Subject]], who: Consumer, clock: Clock, ids: Ids
    ) -> None:
        self.subjects = dict(subjects)
        self.down = False
        self.asked: list[str] = []
        self.refused: list[str] = []
        self._who, self._clock, self._ids = who, clock, ids
        self._vouchers: dict[str, tuple[datetime, str]] = {}  # until when, and for which evidence
        self._used: set[str] = set()
        self._answers: dict[int, web.Response] = {}

    def routes(self) -> list[web.RouteDef]:
        """List the routes of both."""
        return [
            web.post("/pdnd/token.oauth2", self._token),
            web.post("/anpr/v1/anpr-service-e002", self._look_up),
        ]

    async def _token(self, request: web.Request) -> web.Response:
        form = await request.post()
        claims = self._claims(str(form.get("client_assertion")), AUDIENCE)
        digest = (claims or {}).get("digest", {})
        if form.get("grant_type") != "client_credentials" or not claims or digest.get("alg") != "SHA256":
            return self._error(_BAD, "assertion")
        voucher = self._ids()
        self._vouchers[voucher] = self._clock() + timedelta(seconds=_VOUCHER_LIVES), digest["value"]
        body = {"access_token": voucher, "token_type": "Bearer", "expires_in": _VOUCHER_LIVES}
        return web.json_response(body)

    async def _look_up(self, request: web.Request) -> web.Response:
        content = await request.read()
        if self.down:
            return self._error(_DOWN, "down")
        if wrong := next(self._wrong_headers(request, content), ""):
            return self._error(_DENIED, wrong)
        asked = json.loads(content)
        number, data = asked.get("idOperazioneClient", ""), asked.get("datiRichiesta", {})
        if not str(number).isdigit() or not data.get("motivoRichiesta") or data.get("casoUso") != "C001":
            return self._error(_BAD, "question")
        if int(number) <= max(self._answers, default=0):
            return self._answers.get(int(number)) or self._error(_BAD, "operation")
        self.asked.append(data["motivoRichiesta"])
        answer = self._found(asked["criteriRicerca"]["codiceFiscale"])
        self._answers[int(number)] = answer
        return answer

    def _found(self, code: str) -> web.Response:
        found = self.subjects.get(code, ())
        if not found:
            return self._error(_MISSING, "nobody")
        body = {"idOperazioneANPR": self._ids(), "listaSoggetti": {"datiSoggetto": list(found)}}
        return web.json_response(body)

    def _wrong_headers(self, request: web.Request, content: bytes) -> Iterator[str]:
        """Say what the headers lack of the two patterns."""
        given = request.headers
        evidence = given.get("Agid-JWT-TrackingEvidence", "")
        until, bound = self._vouchers.pop(given.get("Authorization", "").removeprefix("Bearer "), (None, ""))
        if until is None or self._clock() >= until:
            yield "voucher"
        if bound != sha256(evidence.encode()).hexdigest():
            yield "voucher of another evidence"
        if _WANTED - (self._claims(evidence, SERVICE) or {}).keys():
            yield "evidence"
        digest = f"SHA-256={b64encode(sha256(content).digest()).decode()}"
        if given.get("Digest") != digest:
            yield "digest"
        signed = (self._claims(given.get("Agid-JWT-Signature", ""), SERVICE) or {}).get("signed_headers", [])
        if {"digest": digest} not in signed or {"content-type": given.get("Content-Type")} not in signed:
            yield "signature"

    def _claims(self, signed: str, audience: str) -> dict[str, Any] | None:
        """Read what this body has signed for us just now, and never before."""
        try:
            token = jwt.decode(signed, self._who.key, algorithms=["RS256"])
        except (JoseError, ValueError):
            return None
        claims, now, name = token.claims, self._clock().timestamp(), str(token.claims.get("jti", ""))
        good = (
            token.header.get("kid") == self._who.key_id
            and claims.get("iss") == self._who.client_id
            and claims.get("aud") == audience
            and claims.get("purposeId") == self._who.purpose_id
            and claims.get("iat", now + 1) <= now < claims.get("exp", 0)
            and name not in self._used
        )
        self._used.add(name)
        return claims if good and name else None

    def _error(self, status: int, what: str) -> web.Response:
        self.refused.append(what)
        error = {"codiceErroreAnomalia": f"EN{status}", "tipoErroreAnomalia": "E"}
        body = {"idOperazioneANPR": self._ids(), "listaErrori": [error]}
        return web.json_response(body, status=status, content_type="application/problem+json")


def made_up_subject(
    code: str, surname: str, name: str, sex: str, born_on: date, since: date
) -> dict[str, Any]:
    """Describe somebody as ANPR does: born and living in a municipality that does not exist."""
    town = {"nomeComune": "PORTOREALE", "codiceIstat": "999999", "siglaProvinciaIstat": "PX"}
    street = {"specie": "VIA", "denominazioneToponimo": "SAN TELMO"}
    door = {"numero": "12", "lettera": "B", "civicoInterno": {"scala": "A", "interno1": "4"}}
    address = {"cap": "99010", "comune": town, "toponimo": street, "numeroCivico": door}
    return {
        "generalita": {
            "codiceFiscale": {"codFiscale": code, "validitaCF": "1"},
            "cognome": surname,
            "nome": name,
            "sesso": sex,
            "dataNascita": born_on.isoformat(),
            "luogoNascita": {"comune": town},
        },
        "residenza": [
            {"tipoIndirizzo": "1", "indirizzo": address, "dataDecorrenzaResidenza": since.isoformat()}
        ],
        "identificativi": {"idANPR": "XX00000XX"},
        "infoSoggettoEnte": [{"id": "1003", "chiave": "Verifica esistenza in vita", "valore": "S"}],
    }
