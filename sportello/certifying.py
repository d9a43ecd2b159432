"""Certificates issued: looked up, numbered, set in type and sealed beside the loop, kept, given again."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Final

from bot.clock import Clock
from bot.records import Record
from bot.values import VerificationCode
from platforms.certificates.content import content
from platforms.certificates.issuing import Issued, Link, Order
from platforms.certificates.kinds import CertificateKind
from platforms.certificates.paper import CertificatePaper, Seal
from platforms.certificates.validity import valid_until
from platforms.paper.press import Press
from platforms.residents.resident import Family, Resident, Residents
from storage.certificate_links import make_certificate_link
from storage.certificate_records import Certificate, Facts, Wanted
from storage.certificate_rows import ISSUED
from storage.certificate_writes import Reserved
from storage.certificates import SqlCertificates

ROOM: Final = 1000  # papers that may wait: lanes, of which each waits for one, are fewer
_UNNUMBERED = Reserved("", 0, 0, "", date.min, None, "")
_TRIES = 3  # a number that was given up while its paper was made is taken anew
_WITH_FAMILY = frozenset(
    {
        CertificateKind.FAMILY,
        CertificateKind.FAMILY_AND_STATUS,
        CertificateKind.AIRE_FAMILY,
        CertificateKind.FAMILY_WITH_RELATIONS,
    }
)


@dataclass(frozen=True)
class Imprint:
    """Whose certificates they are: `address` is that of our pages, without a slash at the end.

    `facsimile` where the seal is a throw-away one: then it stands across the page.
    """

    municipality: str
    address: str
    facsimile: bool


@dataclass
class CertificateOffice:
    """Implements platforms.certificates.issuing.Certificates.

    Safe to repeat at any point: the order's key has one number and one code, and of two sealed files the
    first that is kept counts. `print_paper` sets in type and `seal` seals; both work, in the thread of
    `press`, which should be of its own: other papers do not wait for certificates.
    """

    residents: Residents
    kept: SqlCertificates
    press: Press
    print_paper: Callable[[CertificatePaper], bytes]
    seal: Seal
    imprint: Imprint
    clock: Clock
    draw: Callable[[], VerificationCode] = VerificationCode.draw

    async def issue(self, order: Order) -> Issued:
        """As Certificates says; PressBusy if too many papers wait, Misconfigured if the seal cannot seal.

        CannotBeSaid is raised before a number is taken.
        """
        known = await self.kept.by_order(order.key)
        if known is not None and known.state == ISSUED:
            return await self._again(known, order)
        person, family = await self._look_up(order)
        self._sayable(order, person, family)
        for _ in range(_TRIES):
            reserved, code = await self.kept.reserve(
                Wanted(
                    order.key,
                    int(order.kind),
                    person.fiscal_code,
                    order.asked_by,
                    order.by_hand,
                    str(self.draw()),
                )
            )
            issued = await self._finish(order, reserved, code, person, family)
            if issued is not None:
                return issued
        raise LookupError("the number of a certificate was given up again and again")

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

    async def _finish(
        self, order: Order, reserved: Reserved, code: str, person: Resident, family: Family | None
    ) -> Issued | None:
        """Make the paper of a number; None if the number was given up meanwhile."""
        until = valid_until(order.kind, reserved.issued_on)
        paper = self._paper(order, reserved, code, until, person, family)
        pdf = await self.press.make(self._sealed, paper)
        digest = sha256(pdf).hexdigest()  # a tenth of a millisecond
        first = await self.kept.keep(reserved, code, _facts(order, person), pdf, digest, until)
        if not first:
            return None
        if first != digest:  # another process was quicker
            pdf = await self.kept.content(reserved.id)
        return self._issued(order, reserved.id, paper, pdf)

    async def _again(self, known: Certificate, order: Order) -> Issued:
        pdf = await self.kept.content(known.id)
        link, records = self._sent(known.id, order)
        return Issued(
            known.shown,
            known.code,
            self.url(known.code),
            _file_name(known.shown),
            pdf,
            known.issued_on,
            known.valid_until,
            records,
            link,
        )

    def url(self, code: str) -> str:
        """Give the public address by which a certificate is checked."""
        return f"{self.imprint.address}/verifica/{code}"

    def _sealed(self, paper: CertificatePaper) -> bytes:
        return self.seal(self.print_paper(paper))

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
            self.url(code),
            order.second_language,
            self.imprint.facsimile,
            order.as_of,
        )

    def _issued(self, order: Order, number: str, paper: CertificatePaper, pdf: bytes) -> Issued:
        link, records = self._sent(number, order)
        return Issued(
            paper.number,
            paper.code,
            paper.url,
            _file_name(paper.number),
            pdf,
            paper.issued_on,
            paper.valid_until,
            records,
            link,
        )

    def _sent(self, number: str, order: Order) -> tuple[Link | None, tuple[Record, ...]]:
        """Say where it goes; to a conversation it brings a link, for where no file can go."""
        if not order.opened_with:
            return None, self._delivery(number, order)
        made = make_certificate_link(number, order.opened_with, self.imprint.address, self.clock())
        return Link(made.url, made.until), (*made.records, *self._delivery(number, order))

    def _delivery(self, number: str, order: Order) -> tuple[Record, ...]:
        if not order.channel:
            return ()
        return (self.kept.delivered(number, order.channel, order.lane, self.clock()),)


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


def _file_name(number: str) -> str:
    """Name the file so that it tells nothing of anybody."""
    return f"certificato-{number.replace('/', '-')}.pdf"
