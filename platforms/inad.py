"""The register of citizens' digital domiciles (INAD): whether a PEC address is the one that somebody elected.

Anybody may look a domicile up (CAD art. 6-quater c. 1); by PDND it is asked for a practice, which is named in
each call. Source: INAD's API, version 1.0.0: `verify` and `extract` of a fiscal code.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol
from urllib.parse import quote

from bot.clock import Clock
from platforms.pdnd import Pdnd, RegistryAway

_OK, _MISSING = 200, 404


class DigitalDomiciles(Protocol):
    """Whoever knows which PEC address is whose.

    `practice` is the number under which the register (protocollo) holds the request that makes us ask.
    Either call may raise platforms.pdnd.RegistryAway.
    """

    async def belongs(self, address: str, fiscal_code: str, practice: str) -> bool:
        """Tell whether an address is the elected domicile of somebody, today; it tells nothing else."""

    async def of(self, fiscal_code: str, practice: str) -> Sequence[str]:
        """Look up where somebody is to be written to, today; empty for who has elected nothing."""


class NoDomiciles:
    """For a counter that has no agreement with INAD: it knows of nobody."""

    async def belongs(self, address: str, fiscal_code: str, practice: str) -> bool:  # noqa: ARG002 - the protocol's
        """Nobody's."""
        return False

    async def of(self, fiscal_code: str, practice: str) -> Sequence[str]:  # noqa: ARG002 - the protocol's
        """Nowhere."""
        return ()


class Inad:
    """Implements DigitalDomiciles; `url` is the address of the API up to and with `domiciliodigitale`."""

    def __init__(self, pdnd: Pdnd, url: str, clock: Clock) -> None:
        self._pdnd = pdnd
        self._url = url.rstrip("/")
        self._clock = clock

    async def belongs(self, address: str, fiscal_code: str, practice: str) -> bool:
        """Ask `verify`, which gives a yes or a no and no address: no more than is needed."""
        query = {
            "digital_address": address,
            "since": self._clock().date().isoformat(),
            "practicalReference": practice,
        }
        answer = await self._pdnd.get(self._at("verify", fiscal_code), query, _OK, _MISSING)
        if answer.status == _MISSING:
            return False
        outcome = answer.body.get("outcome")
        if not isinstance(outcome, bool):
            raise RegistryAway("register:answer")
        return outcome

    async def of(self, fiscal_code: str, practice: str) -> Sequence[str]:
        """Ask `extract`; a domicile that has ended is none."""
        query = {"practicalReference": practice}
        answer = await self._pdnd.get(self._at("extract", fiscal_code), query, _OK, _MISSING)
        if answer.status == _MISSING:
            return ()
        try:
            return [_address(each) for each in answer.body["digitalAddress"] if _lives(each, self._clock())]
        except (KeyError, TypeError, ValueError, AttributeError):
            raise RegistryAway("register:answer") from None

    def _at(self, what: str, fiscal_code: str) -> str:
        return f"{self._url}/{what}/{quote(fiscal_code, safe='')}"


def _address(each: Mapping[str, Any]) -> str:
    address = each["digitalAddress"]
    if not isinstance(address, str):
        raise TypeError("an address that is no text")
    return address.strip().lower()


def _lives(each: Mapping[str, Any], now: datetime) -> bool:
    """Tell whether a domicile is in force: its usageInfo says when it ends or has ended, if it does."""
    ends = (each.get("usageInfo") or {}).get("dateEndValidity")
    if not ends:
        return True
    moment = datetime.fromisoformat(ends)
    return (moment if moment.tzinfo else moment.replace(tzinfo=now.tzinfo)) > now
