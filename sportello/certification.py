"""Certificates wired: what issues them, what seals them, and what answers who checks one."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

import structlog

from bot.clock import Clock, Ids
from bot.errors import Misconfigured
from platforms.certificates.comparing import BusyNow, FileCheck
from platforms.certificates.drawn_code import certificate_code
from platforms.certificates.evidence import CheckPaper, check_pdf_receipt
from platforms.certificates.letterhead import Letterhead, arms_from
from platforms.certificates.paper import CertificatePaper
from platforms.certificates.setting import certificate_pdf
from platforms.certificates.verification import Answer, Verifier
from platforms.paper.press import Press
from platforms.paper.reading import CodeReader
from platforms.residents.resident import Residents
from sportello.certifying import ROOM, CertificateOffice
from sportello.sealed_papers import Imprint
from sportello.settings import Settings
from storage.certificates import SqlCertificates
from storage.database import Database, read_url, sqlite_file
from storage.paper_standing import LivePapers
from storage.permits import SqlPermits
from storage.sealing import Keyring

if TYPE_CHECKING:
    from pyhanko.sign.timestamps import TimeStamper

    from platforms.certificates.checker import Checker
    from platforms.certificates.sealing import Sealer


log = structlog.get_logger()

_UNTOUCHED = "untouched"


@dataclass
class Seal:
    """The municipality's seal, opened when it is first needed: its libraries take a while to load.

    `folder` is where a throw-away one is kept if the settings name none.
    """

    settings: Settings
    clock: Clock
    folder: Path

    @property
    def real(self) -> bool:
        """Whether the settings name one."""
        return self.settings.certificates.real

    @cached_property
    def ours(self) -> bytes:
        """Give the seal's certificate (DER), by which files are known as ours; raises Misconfigured."""
        return self.sealer.der

    @cached_property
    def sealer(self) -> "Sealer":
        """Open it; raises Misconfigured if it cannot seal now."""
        from platforms.certificates.sandbox_authority import kept_sandbox_seal
        from platforms.certificates.seal_token import Token
        from platforms.certificates.sealing import Sealer

        group, place = self.settings.certificates, self.settings.city.name
        stamper = _stamper(group.tsa_url)
        if group.token_library is not None:
            pin = group.token_pin.get_secret_value()
            token = Token(group.token_library, group.token_label, group.token_name, pin)
            return Sealer.from_token(token, place, self.clock, stamper)
        if group.seal is None:
            data, password = kept_sandbox_seal(self.folder, place, self.clock()), ""
        else:
            data, password = _read(group.seal), group.seal_password.get_secret_value()
        return Sealer.from_pkcs12(data, password, place, self.clock, stamper)

    def __call__(self, pdf: bytes) -> bytes:
        """Seal a PDF: CPU work."""
        return self.sealer.seal(pdf)


@dataclass
class Certification:
    """All that has to do with certificates; `verifier` answers conversations, each for itself.

    `live` finds the papers that may be checked: certificates, and those of permits as they stand.
    """

    office: CertificateOffice
    seal: Seal
    verifier: Verifier
    live: LivePapers

    async def rehearse(self) -> bool:
        """Seal and check an empty page before anything else works; whether the seal can seal.

        A seal that cannot is written into the log, and the start goes on: all but certificates works.
        """
        try:
            verdict = await asyncio.to_thread(self._rehearsed)
        except Misconfigured as problem:
            verdict = str(problem)
        if verdict != _UNTOUCHED:
            log.error("certificates cannot be sealed", problem=verdict)
        return verdict == _UNTOUCHED

    def _rehearsed(self) -> str:
        from platforms.certificates.rehearsing import rehearse_seal

        return rehearse_seal(self.seal.sealer).value

    async def evidence(self, answer: Answer, code: str) -> bytes:
        """Make the receipt of a check, sealed; raises PressBusy."""
        imprint = self.office.imprint
        paper = CheckPaper(imprint.municipality, imprint.address, code, answer)
        return await self.office.press.make(self._sealed, paper)

    @cached_property
    def files(self) -> FileCheck:
        """Compare files with what was issued: one for the page and for all conversations."""
        read = CodeReader(known=certificate_code).codes_in
        return FileCheck(self.live, self.judge, read, self.office.clock)

    @cached_property
    def _checker(self) -> "Checker":
        from platforms.certificates.checker import Checker

        return Checker()

    async def judge(self, pdf: bytes) -> tuple[str, str]:
        """Judge a stranger's file by its seal, as platforms.certificates.comparing asks; raises BusyNow."""
        ours = await asyncio.to_thread(lambda: self.seal.ours)
        from platforms.certificates.checker import CheckerBusy

        try:
            checked = await self._checker.check(pdf, [ours])
        except CheckerBusy:
            raise BusyNow from None
        return checked.verdict.value, checked.sealed

    def close(self) -> None:
        """Finish the paper in hand."""
        self.office.press.close()

    def _sealed(self, paper: CheckPaper) -> bytes:
        return self.seal(check_pdf_receipt(paper))


def open_certification(
    settings: Settings, database: Database, keyring: Keyring, residents: Residents, clock: Clock, ids: Ids
) -> Certification:
    """Wire them; raises Misconfigured if the coat of arms cannot be read."""
    seal = Seal(settings, clock, _folder(settings))
    kept = SqlCertificates(database, keyring, ids)
    office = CertificateOffice(
        residents,
        kept,
        Press(ROOM),
        _printer(settings),
        seal,
        Imprint(settings.city.name, settings.web.address, facsimile=not seal.real),
        clock,
    )
    live = LivePapers(kept, SqlPermits(database))
    return Certification(office, seal, Verifier(live, clock, monotonic), live)


def _printer(settings: Settings) -> Callable[[CertificatePaper], bytes]:
    arms = settings.certificates.arms
    group = settings.certificates
    letterhead = Letterhead(arms_from(arms) if arms else None, group.office, group.protected_languages)
    return lambda paper: certificate_pdf(paper, letterhead)


def _stamper(url: str) -> "TimeStamper | None":
    from pyhanko.sign.timestamps.aiohttp_client import HTTPTimeStamper

    return HTTPTimeStamper(url) if url else None


def _folder(settings: Settings) -> Path:
    file = sqlite_file(read_url(settings.database.url))
    return file.parent if file else Path.cwd()


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as problem:
        raise Misconfigured(f"the seal {file} cannot be read: {problem.strerror}") from None
