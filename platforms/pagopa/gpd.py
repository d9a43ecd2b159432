"""PagoPA's debt positions (GPD, API v3): one call for each thing that can be done to a position."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from platforms.pagopa.position import Standing, read
from platforms.pagopa.wire import PlatformDown, Wire

_OK, _CREATED, _MISSING, _CONFLICT = 200, 201, 404, 409
_PUBLISHED = {"toPublish": "true"}


class Gpd:
    """The positions of one creditor; `url` is the address of the API up to its version.

    Every call may raise what Wire.ask raises. Positions are bodies as position.write makes them.
    """

    def __init__(self, wire: Wire, url: str, fiscal_code: str) -> None:
        self._wire = wire
        self._url = f"{url.rstrip('/')}/organizations/{fiscal_code}/debtpositions"

    async def create(self, position: Mapping[str, Any]) -> bool:
        """Create a position and publish it; False if it, or one of its IUVs, is there already."""
        reply = await self._wire.ask("POST", self._url, _CREATED, _CONFLICT, body=position, query=_PUBLISHED)
        return reply.status == _CREATED

    async def find(self, iupd: str) -> Standing | None:
        """Read a position; None if there is none."""
        reply = await self._wire.ask("GET", self._at(iupd), _OK, _MISSING)
        if reply.status == _MISSING:
            return None
        try:
            return read(reply.json())
        except (ValueError, TypeError, KeyError, AttributeError):
            raise PlatformDown("answer:no-position") from None

    async def update(self, position: Mapping[str, Any]) -> bool:
        """Put a position in the place of the one of its name, published; False if that may not change now.

        An option that is not in it any more can be paid no more.
        """
        at = self._at(position["iupd"])
        reply = await self._wire.ask("PUT", at, _OK, _CONFLICT, body=position, query=_PUBLISHED)
        return reply.status == _OK

    async def publish(self, iupd: str) -> bool:
        """Publish a draft; False if it is none, or cannot be published any more."""
        reply = await self._wire.ask("POST", f"{self._at(iupd)}/publish", _OK, _CONFLICT)
        return reply.status == _OK

    async def annul(self, iupd: str) -> bool:
        """Delete a position, if it is there; False if it has been paid, which nothing undoes."""
        reply = await self._wire.ask("DELETE", self._at(iupd), _OK, _MISSING, _CONFLICT)
        return reply.status != _CONFLICT

    def _at(self, iupd: str) -> str:
        return f"{self._url}/{quote(iupd, safe='')}"
