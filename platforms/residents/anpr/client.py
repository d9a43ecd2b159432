"""The question to ANPR: who has this fiscal code, asked for a practice that the register already holds."""

import asyncio
from typing import Any

import orjson

from bot.clock import Clock, Ids
from platforms.pdnd import Answer, Pdnd, RegistryAway
from platforms.residents.anpr.modi import EVIDENCE, Signer
from platforms.residents.anpr.subject import resident_of
from platforms.residents.resident import Family, RegisterAway, Resident

_OK, _MISSING = 200, 404
_CASE = "C001"
_LONGEST_PROTOCOL = 100
_MICROSECONDS = 1_000_000


class AnprResidents:
    """Implements Residents; `url` is the address of the service up to its version.

    `person` raises ValueError for an empty protocol number: nobody may be looked up before it is registered
    why (the number goes into `motivoRichiesta`, and into the evidence that is signed).
    """

    def __init__(self, pdnd: Pdnd, signer: Signer, url: str, clock: Clock, ids: Ids) -> None:
        self._pdnd = pdnd
        self._signer = signer
        self._url = f"{url.rstrip('/')}/anpr-service-e002"
        self._clock = clock
        self._ids = ids
        self._last = 0
        self._asking = asyncio.Lock()

    async def person(self, fiscal_code: str, *, protocol: str = "") -> Resident | None:
        """As Residents; what is not in C001 is unknown."""
        protocol = protocol.strip()[:_LONGEST_PROTOCOL]
        if not protocol:
            raise ValueError("ANPR is asked for a practice: its protocol number comes first")
        try:
            answer = await self._asked(fiscal_code, protocol)
        except RegistryAway as away:
            raise RegisterAway(away.code) from None
        return None if answer.status == _MISSING else self._read(answer.body)

    async def family(self, fiscal_code: str, *, protocol: str = "") -> Family | None:  # noqa: ARG002 - the protocol's
        """Give none: C001 knows of nobody's family."""
        return None

    async def _asked(self, fiscal_code: str, protocol: str) -> Answer:
        async with self._asking:  # a number that comes after a higher one is refused
            content = self._question(fiscal_code, protocol)
            signing = (content, self._clock(), (self._ids(), self._ids()), protocol)
            headers = await asyncio.to_thread(self._signer.headers, *signing)
            return await self._pdnd.post(self._url, content, headers, headers[EVIDENCE], _OK, _MISSING)

    def _question(self, fiscal_code: str, protocol: str) -> bytes:
        """Write a RichiestaE002."""
        return orjson.dumps(
            {
                "idOperazioneClient": self._number(),
                "criteriRicerca": {"codiceFiscale": "".join(fiscal_code.split()).upper()},
                "datiRichiesta": {
                    "dataRiferimentoRichiesta": self._clock().date().isoformat(),
                    "motivoRichiesta": protocol,
                    "casoUso": _CASE,
                },
            }
        )

    def _number(self) -> str:
        """Count operations by the clock: ANPR wants each number higher than the one before."""
        self._last = max(int(self._clock().timestamp() * _MICROSECONDS), self._last + 1)
        return str(self._last)

    def _read(self, body: Any) -> Resident | None:
        try:
            found = (body.get("listaSoggetti") or {}).get("datiSoggetto") or []
            people = [resident_of(subject, self._clock().date()) for subject in found]
        except (KeyError, TypeError, ValueError, AttributeError):
            raise RegisterAway("register:answer") from None
        if len(people) > 1:
            raise RegisterAway("register:several")
        return people[0] if people else None
