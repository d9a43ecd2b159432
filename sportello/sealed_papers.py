"""Papers that are numbered, sealed beside the loop and kept: one for each order, whatever dies in between."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256

from bot.clock import Clock
from bot.records import Record
from bot.values import VerificationCode
from platforms.certificates.issuing import Link
from platforms.certificates.paper import Seal
from platforms.paper.press import Press
from storage.certificate_links import make_certificate_link
from storage.certificate_records import Certificate, Facts, Wanted
from storage.certificate_rows import CERTIFICATES, ISSUED
from storage.certificate_writes import Reserved
from storage.certificates import SqlCertificates

_TRIES = 3  # a number that was given up while its paper was made is taken anew


@dataclass(frozen=True, slots=True)
class Imprint:
    """Whose papers they are: `address` is that of our pages, without a slash at the end.

    `facsimile` where the seal is a throw-away one: then it stands across the page.
    """

    municipality: str
    address: str
    facsimile: bool

    def check(self, code: str) -> str:
        """Give the public address by which a paper is checked."""
        return f"{self.address}/verifica/{code}"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A paper under its number and code: `make` prints it, which is CPU work; see SqlCertificates.keep."""

    make: Callable[[], bytes]
    facts: Facts = field(repr=False)
    until: date | None


@dataclass(frozen=True, slots=True)
class SealedPaper:
    """A paper that exists; `id` is the one under which it is kept."""

    id: str
    shown: str  # its number in its own series
    code: str = field(repr=False)
    pdf: bytes = field(repr=False)
    issued_on: date
    until: date | None


@dataclass(frozen=True, slots=True)
class Sending:
    """Where a paper goes: to a conversation, and behind a link that `opened_with` opens; each may be empty.

    `page` is where the link leads on our pages.
    """

    lane: str = ""
    channel: str = ""
    opened_with: str = field(default="", repr=False)
    page: str = "certificato"


@dataclass
class SealedPapers:
    """Safe to repeat at any point: the order's key has one number and one code.

    Of two sealed files the first that is kept counts. Printing and sealing work in the thread of `press`,
    which should be of its own: other papers do not wait for these.
    """

    kept: SqlCertificates
    press: Press
    seal: Seal
    imprint: Imprint
    clock: Clock
    draw: Callable[[], VerificationCode] = VerificationCode.draw

    async def again(self, key: str) -> tuple[Certificate, SealedPaper] | None:
        """Give what an order has, if it has a paper."""
        known = await self.kept.by_order(key)
        if known is None or known.state != ISSUED:
            return None
        pdf = await self.kept.content(known.id)
        shown = f"{known.number}/{known.year}"
        return known, SealedPaper(known.id, shown, known.code, pdf, known.issued_on, known.valid_until)

    async def issue(
        self,
        key: str,
        facts: Facts,
        write: Callable[[Reserved, str], Sheet],
        *,
        kind: int = 0,
        series: str = CERTIFICATES,
        asked_by: str = "",
        by_hand: str = "",
    ) -> SealedPaper:
        """Number an order, have its sheet written, and seal it; PressBusy if too many papers wait.

        `facts` names whom it is about. Misconfigured if the seal cannot seal.
        """
        for _ in range(_TRIES):
            code = str(self.draw())
            wanted = Wanted(key, kind, facts.fiscal_code, asked_by, by_hand, code, series)
            reserved, code = await self.kept.reserve(wanted)
            made = await self._finish(reserved, code, write(reserved, code))
            if made is not None:
                return made
        raise LookupError("the number of a paper was given up again and again")

    async def _finish(self, reserved: Reserved, code: str, sheet: Sheet) -> SealedPaper | None:
        """Make the paper of a number; None if the number was given up meanwhile."""
        pdf = await self.press.make(self._sealed, sheet)
        digest = sha256(pdf).hexdigest()  # a tenth of a millisecond
        first = await self.kept.keep(reserved, code, sheet.facts, pdf, digest, sheet.until)
        if not first:
            return None
        if first != digest:  # another process was quicker
            pdf = await self.kept.content(reserved.id)
        shown = f"{reserved.number}/{reserved.year}"
        return SealedPaper(reserved.id, shown, code, pdf, reserved.issued_on, sheet.until)

    def _sealed(self, sheet: Sheet) -> bytes:
        return self.seal(sheet.make())

    def send(self, number: str, to: Sending) -> tuple[Link | None, tuple[Record, ...]]:
        """Say where a paper goes, by its id; to a conversation it brings a link, for where no file can go."""
        if not to.opened_with:
            return None, self._delivery(number, to)
        address = self.imprint.address
        made = make_certificate_link(number, to.opened_with, address, self.clock(), to.page)
        return Link(made.url, made.until), (*made.records, *self._delivery(number, to))

    def _delivery(self, number: str, to: Sending) -> tuple[Record, ...]:
        return (self.kept.delivered(number, to.channel, to.lane, self.clock()),) if to.channel else ()
