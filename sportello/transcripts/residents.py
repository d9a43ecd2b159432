"""The register of residents on a stage: the awkward ones of the made-up city, from the first question on."""

from platforms.residents.embedded import EmbeddedResidents
from platforms.residents.resident import Family, RegisterAway, Resident
from samples.awkward_residents import awkward_residents


class StageResidents:
    """Implements Residents; it is filled only where a scene asks, because most scenes do not."""

    def __init__(self, register: EmbeddedResidents) -> None:
        self._register = register
        self._filled = False
        self.away = False

    async def person(self, fiscal_code: str, *, protocol: str = "") -> Resident | None:
        """As Residents."""
        await self._fill()
        return await self._register.person(fiscal_code, protocol=protocol)

    async def family(self, fiscal_code: str, *, protocol: str = "") -> Family | None:
        """As Residents."""
        await self._fill()
        return await self._register.family(fiscal_code, protocol=protocol)

    async def _fill(self) -> None:
        if self.away:
            raise RegisterAway
        if not self._filled:
            await self._register.keep(list(awkward_residents().values()))
            self._filled = True
