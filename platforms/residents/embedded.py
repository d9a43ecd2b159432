"""The municipality's own table of residents, as its registry (anagrafe) has exported it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from secrets import token_hex

from platforms.residents.resident import Family, Resident
from platforms.residents.written import entry_of, resident_of
from storage.citizens import Kept
from storage.database import Database
from storage.residents import SqlResidents
from storage.sealing import Keyring

# In what order a sheet names people: its holder, whoever is at the holder's side, then by relation and age.
_FIRST: Mapping[int, int] = {1: 0, 24: 0, 2: 1, 28: 1, 23: 1}
_LATER = 2


@dataclass(frozen=True, slots=True)
class EmbeddedResidents:
    """Implements Residents over the store; it never calls anywhere, so `protocol` may be empty.

    Who looks notes it in the access log: only they know for whom and why. All methods raise
    storage.sealing.Unsealable where a key is lacking.
    """

    database: Database
    keyring: Keyring

    async def person(self, fiscal_code: str, *, protocol: str = "") -> Resident | None:  # noqa: ARG002 - the protocol's
        """As Residents says."""
        found = await self._table().by_fiscal_code(fiscal_code)
        return None if found is None else resident_of(found)

    async def family(self, fiscal_code: str, *, protocol: str = "") -> Family | None:
        """As Residents says: two statements, however many they are.

        A community (convivenza) is no family, and none has who died or was cancelled.
        """
        person = await self.person(fiscal_code, protocol=protocol)
        if person is None or not person.family or not lives_in_a_family(person):
            return None
        sheet = map(resident_of, await self._table().of_family(person.family))
        return Family(person.family, tuple(sorted(filter(lives_in_a_family, sheet), key=_place)))

    async def with_variants(self, fiscal_code: str) -> Sequence[Resident]:
        """Find everybody whose codes are this one but for the omocodia: for staff, who compare documents."""
        return list(map(resident_of, await self._table().with_variants(fiscal_code)))

    async def keep(self, people: Sequence[Resident]) -> Kept:
        """Bring residents up to date with what the registry gives; nothing of a former state stays."""
        return await self._table().keep(list(map(entry_of, people)))

    def _table(self) -> SqlResidents:
        return SqlResidents(self.database, self.keyring, lambda: token_hex(12))


def lives_in_a_family(person: Resident) -> bool:
    """Tell whether somebody is alive, enrolled (in the municipality or in AIRE), and on a family's sheet."""
    return person.died_on is None and person.cancelled_on is None and not person.community


def _place(member: Resident) -> tuple[int, int, str, str]:
    return (
        _FIRST.get(member.relation, _LATER),
        member.relation,
        member.born_on.isoformat(),
        member.fiscal_code,
    )
