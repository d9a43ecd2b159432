"""The papers of permits: made once for what a permit says, sealed, kept, and sent to its conversation."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from itertools import count
from typing import Final, Protocol

from bot.message import File
from bot.service import Sketch
from handlers.permits.desk import Delivered
from platforms.paper.press import PressBusy
from platforms.permits.handing_back import HandingBack, handing_back_pdf
from platforms.permits.paper import Holder, PermitPaper
from platforms.residents.resident import RegisterAway, Residents
from sportello.sealed_papers import SealedPaper, SealedPapers, Sending, Sheet
from storage.certificate_records import Facts, PermitFacts
from storage.certificate_rows import PERMITS
from storage.certificate_writes import Reserved
from storage.citizens import Citizen
from storage.permits import Permit, Permits, PermitState

_PDF: Final = "application/pdf"
_PAGE: Final = "permesso"
_LATELY: Final = timedelta(hours=1)  # a turn that died is repeated long before


class Citizens(Protocol):
    """Whoever knows citizens by their opaque ids: storage.citizens."""

    async def by_id(self, number: str) -> Citizen | None:
        """Read a citizen."""


@dataclass(frozen=True)
class PermitOffice:
    """Implements handlers.permits.desk.PermitDesk.

    `fileless` are the channels that carry no files: there a link goes. `everywhere` are the kinds that hold
    in every zone. `residents` is the municipality's own register, which knows who is better served in another
    language; None where each look-up has to be for a practice.
    """

    papers: SealedPapers
    permits: Permits
    citizens: Citizens
    residents: Residents | None
    print_paper: Callable[[PermitPaper], bytes]
    print_sheet: Callable[[HandingBack], bytes] = handing_back_pdf
    fileless: frozenset[str] = frozenset()
    everywhere: frozenset[str] = frozenset()

    async def deliver(self, permit: Permit, lane: str) -> Delivered:
        """As PermitDesk says; LookupError for a permit of nobody.

        A permit whose plates, zone or term were changed since gets a new paper, and the one before says to
        whoever checks it that it was replaced.
        """
        holder = await self.citizens.by_id(permit.citizen)
        if holder is None:
            raise LookupError(f"permit {permit.number} is of nobody who is known here")
        made = await self._paper_of(permit, holder)
        if permit.paper != made.code:
            await self.permits.keep_paper(permit.number, made.code)
        return self._sent(permit, made, holder, lane)

    async def begun(self, permit: Permit) -> bool:
        """As PermitDesk says; a delivery is written with the turn that hands the paper over."""
        lately = self.papers.clock() - permit.made_at < _LATELY
        if permit.imported or not lately or permit.state is not PermitState.ACTIVE:
            return False
        paper = await self.papers.kept.find(permit.paper) if permit.paper else None
        return paper is None or not await self.papers.kept.deliveries(paper.id)

    def handing_back(self, number: str, plates: Sequence[str], new: str = "") -> Sketch:
        """As PermitDesk says; while too many papers wait, the answer leaves without its sheet."""
        papers = self.papers
        sheet = HandingBack(number, tuple(plates), new, papers.clock().date(), papers.imprint.municipality)

        async def make() -> bytes:
            try:
                return await papers.press.make(self.print_sheet, sheet)
            except PressBusy:
                return b""

        return Sketch(f"restituzione-{number.replace('/', '-')}.pdf", _PDF, make)

    async def _paper_of(self, permit: Permit, holder: Citizen) -> SealedPaper:
        """Give the paper that says what the permit says now, made if there is none."""
        facts = self._facts(permit, holder)
        for version in count(1):
            key = f"permit/{permit.number}/{version}"
            known = await self.papers.again(key)
            if known is None:
                return await self._make(key, permit, holder, facts)
            paper, made = known
            if (paper.facts and paper.facts.permit) == facts.permit and made.until == permit.valid_until:
                return made
        raise AssertionError  # there is always another version

    async def _make(self, key: str, permit: Permit, holder: Citizen, facts: Facts) -> SealedPaper:
        language = await self._language(holder)

        def write(reserved: Reserved, code: str) -> Sheet:
            paper = self._paper(permit, holder, reserved, code, language)
            return Sheet(partial(self.print_paper, paper), facts, permit.valid_until)

        return await self.papers.issue(key, facts, write, series=PERMITS, asked_by=permit.citizen)

    async def _language(self, holder: Citizen) -> str:
        """Tell the language beside Italian; a register that does not answer keeps no permit back."""
        if self.residents is None:
            return ""
        try:
            known = await self.residents.person(holder.fiscal_code)
        except RegisterAway:
            return ""
        return known.language if known is not None and known.language != "it" else ""

    def _facts(self, permit: Permit, holder: Citizen) -> Facts:
        shown = PermitFacts(
            permit.number, permit.kind, self._zone(permit), permit.plates, permit.valid_from.isoformat()
        )
        return Facts(holder.fiscal_code, holder.surname, holder.name, permit=shown)

    def _zone(self, permit: Permit) -> str:
        return "" if permit.kind in self.everywhere else ", ".join(permit.zones)

    def _paper(
        self, permit: Permit, holder: Citizen, reserved: Reserved, code: str, language: str
    ) -> PermitPaper:
        imprint = self.papers.imprint
        name = f"{holder.surname} {holder.name}".strip()
        return PermitPaper(
            permit.number,
            permit.kind,
            self._zone(permit),
            permit.plates,
            reserved.issued_on,
            permit.valid_from,
            permit.valid_until,
            Holder(name, holder.fiscal_code, permit.address),
            imprint.municipality,
            code,
            imprint.check(code),
            permit.replaces,
            language,
            imprint.facsimile,
        )

    def _sent(self, permit: Permit, made: SealedPaper, holder: Citizen, lane: str) -> Delivered:
        channel = lane.partition(":")[0]
        opened_with = holder.fiscal_code if channel in self.fileless else ""
        link, records = self.papers.send(made.id, Sending(lane, channel, opened_with, _PAGE))
        file = File(f"permesso-{permit.number.replace('/', '-')}.pdf", _PDF, made.pdf)
        return Delivered(
            (file,),
            records,
            made.code,
            self.papers.imprint.check(made.code),
            link.url if link else "",
            link.until if link else None,
        )
