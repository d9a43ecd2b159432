"""Certificates issued: looked up, set in type and sealed beside the loop, kept, given again."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Final

from bot.clock import Clock
from bot.values import VerificationCode
from platforms.certificates.content import content
from platforms.certificates.issuing import Issued, Order
from platforms.certificates.kinds import CertificateKind
from platforms.certificates.paper import CertificatePaper, Seal
from platforms.certificates.validity import valid_until
from platforms.paper.press import Press
from platforms.residents.resident import Family, Resident, Residents
from sportello.sealed_papers import Imprint, SealedPaper, SealedPapers, Sending, Sheet
from storage.certificate_records import Facts
from storage.certificate_writes import Reserved
from storage.certificates import SqlCertificates

ROOM: Final = 1000  # papers that may wait: lanes, of which each waits for one, are fewer
_UNNUMBERED = Reserved("", 0, 0, "", date.min, None, "")
_WITH_FAMILY = frozenset(
    {
        CertificateKind.FAMILY,
        CertificateKind.FAMILY_AND_STATUS,
        CertificateKind.AIRE_FAMILY,
        CertificateKind.FAMILY_WITH_RELATIONS,
    }
)


@dataclass
class CertificateOffice:
    """Implements platforms.certificates.issuing.Certificates; how it numbers and keeps, see SealedPapers.

    `print_paper` sets in type and `seal` seals; both work in the thread of `press`.
    """

    residents: Residents
    kept: SqlCertificates
    press: Press
    print_paper: Callable[[CertificatePaper], bytes]
    seal: Seal
    imprint: Imprint
    clock: Clock
    draw: Callable[[], VerificationCode] = VerificationCode.draw

    @property
    def papers(self) -> SealedPapers:
        """Number, seal and keep the papers of this office, and of others that share its seal and codes."""
        return SealedPapers(self.kept, self.press, self.seal, self.imprint, self.clock, self._code)

    def _code(self) -> VerificationCode:
        return self.draw()  # whatever it is by then

    async def issue(self, order: Order) -> Issued:
        """As Certificates says; PressBusy if too many papers wait, Misconfigured if the seal cannot seal.

        CannotBeSaid is raised before a number is taken.
        """
        papers = self.papers
        if known := await papers.again(order.key):
            return self._issued(order, papers, known[1])
        person, family = await self._look_up(order)
        self._sayable(order, person, family)
        made = await papers.issue(
            order.key,
            _facts(order, person),
            lambda reserved, code: self._sheet(order, reserved, code, person, family),
            kind=int(order.kind),
            asked_by=order.asked_by,
            by_hand=order.by_hand,
        )
        return self._issued(order, papers, made)

    async def _look_up(self, order: Order) -> tuple[Resident, Family | None]:
        person = await self.residents.person(order.fiscal_code, protocol=order.key)
        if person is None:
            raise LookupError("the register does not have whom the certificate is about")
        if order.kind not in _WITH_FAMILY:
            return person, None
        return person, await self.residents.family(order.fiscal_code, protocol=order.key)

    def _sayable(self, order: Order, person: Resident, family: Family | None) -> None:
        """Write its texts once without a number: a tenth of a millisecond, against an annulled number."""
        today = self.clock().date()
        content(self._paper(order, _UNNUMBERED, "", valid_until(order.kind, today), person, family))

    def _sheet(
        self, order: Order, reserved: Reserved, code: str, person: Resident, family: Family | None
    ) -> Sheet:
        until = valid_until(order.kind, reserved.issued_on)
        paper = self._paper(order, reserved, code, until, person, family)
        return Sheet(partial(self.print_paper, paper), _facts(order, person), until)

    def _paper(
        self,
        order: Order,
        reserved: Reserved,
        code: str,
        until: date | None,
        person: Resident,
        family: Family | None,
    ) -> CertificatePaper:
        return CertificatePaper(
            order.kind,
            f"{reserved.number}/{reserved.year}",
            reserved.issued_on,
            until,
            person,
            family,
            order.use,
            order.stamp,
            self.imprint.municipality,
            code,
            self.imprint.check(code),
            order.second_language,
            self.imprint.facsimile,
            order.as_of,
        )

    def _issued(self, order: Order, papers: SealedPapers, made: SealedPaper) -> Issued:
        link, records = papers.send(made.id, Sending(order.lane, order.channel, order.opened_with))
        return Issued(
            made.shown,
            made.code,
            self.imprint.check(made.code),
            f"certificato-{made.shown.replace('/', '-')}.pdf",  # which tells nothing of anybody
            made.pdf,
            made.issued_on,
            made.until,
            records,
            link,
        )


def _facts(order: Order, person: Resident) -> Facts:
    return Facts(
        person.fiscal_code,
        person.surname,
        person.name,
        person.born_on.isoformat(),
        order.use.value,
        order.stamp.exemption,
        order.stamp.paid_cents,
        order.stamp.receipt_id,
        order.as_of.isoformat() if order.as_of else "",
        order.stamp.reason,
    )
