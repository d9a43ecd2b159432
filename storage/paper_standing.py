"""Papers found by their code or their file, with what has become meanwhile of the permits among them."""

from dataclasses import dataclass, replace
from datetime import date

from storage.certificate_records import Certificate, Validity
from storage.certificates import SqlCertificates
from storage.permit_records import Ended, Permit, PermitState
from storage.permits import Permits


@dataclass(frozen=True, slots=True)
class LivePapers:
    """Implements the Protocols of platforms.certificates: verification.Kept, and comparing.KeptFiles.

    What a permit is worth is read from the permits each time: a paper keeps nothing of it. The paper of a
    permit that is not there is not found.
    """

    kept: SqlCertificates
    permits: Permits

    async def find(self, code: str) -> Certificate | None:
        """Find an issued paper by its verification code."""
        return await self._now(await self.kept.find(code))

    async def by_file(self, sha256: str) -> Certificate | None:
        """Find the paper whose sealed PDF has this hash."""
        return await self._now(await self.kept.by_file(sha256))

    async def _now(self, paper: Certificate | None) -> Certificate | None:
        if paper is None or paper.facts is None or paper.facts.permit is None:
            return paper
        permit = await self.permits.one(paper.facts.permit.number)
        if permit is None or paper.revoked_at is not None:
            return paper if permit else None
        worth = standing(paper, permit, self.kept.database.clock().date())
        return replace(paper, standing=worth, revoked_at=permit.ended_at)


def standing(paper: Certificate, permit: Permit, today: date) -> Validity:
    """Tell what the paper of a permit is worth on a day."""
    if permit.state is PermitState.REVOKED:
        return Validity.REPLACED if permit.ended is Ended.REPLACED else Validity.REVOKED
    if permit.paper and permit.paper != paper.code:
        return Validity.REPLACED
    if permit.state is PermitState.SUSPENDED:
        return Validity.SUSPENDED
    if permit.valid_until is not None and permit.valid_until < today:
        return Validity.EXPIRED
    if permit.valid_from > today:
        return Validity.NOT_YET
    return Validity.VALID if permit.counts(today) else Validity.UNPAID
