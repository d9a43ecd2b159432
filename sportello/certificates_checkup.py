"""What `sportello doctor` says of certificates: whether they are offered, and whether their seal seals."""

import asyncio
from datetime import timedelta
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from cryptography import x509

from bot.clock import Clock
from platforms.certificates.letterhead import arms_from
from sportello.certificate_desk import certificate_terms
from sportello.certification import Seal
from sportello.doctor import Check, Finding, Verdict
from sportello.settings import Settings
from sportello.settings.groups import LOOPBACK

_SOON: Final = timedelta(days=30)
_NAME: Final = "certificates"


def certificate_check(settings: Settings, clock: Clock, folder: Path) -> Check:
    """Look at the coat of arms, at what is offered, and at the seal; nothing is made in `folder`."""
    return Check(_NAME, lambda: asyncio.to_thread(examine_certificates, settings, clock, folder))


def examine_certificates(settings: Settings, clock: Clock, folder: Path) -> Finding:
    """Open what is set and try it; raises Misconfigured for what is broken."""
    group = settings.certificates
    if group.arms is not None:
        arms_from(group.arms)
    terms = certificate_terms(settings)
    if group.real:
        return Finding(_NAME, *_seal(Seal(settings, clock, folder), clock))
    if not terms.offered:
        text = "Not offered, for nobody is to pay for a facsimile: set [certificates] seal."
        return Finding(_NAME, Verdict.MISSING, text)
    if urlsplit(settings.web.address).hostname not in LOOPBACK:
        text = "Citizens are given papers with FACSIMILE across the page: set [certificates] seal."
        return Finding(_NAME, Verdict.WRONG, text)
    text = "FACSIMILE stands across each page: set [certificates] seal to the municipality's own."
    return Finding(_NAME, Verdict.MISSING, text)


def _seal(seal: Seal, clock: Clock) -> tuple[Verdict, str]:
    """Seal an empty page, and look how long that will go on."""
    from platforms.certificates.rehearsing import rehearse_seal  # its libraries take a while to load

    sealer = seal.sealer
    said = rehearse_seal(sealer).value
    if said not in {"untouched", "extended"}:
        return Verdict.WRONG, f"A page that is sealed now is found to be {said}: keep to another seal."
    until = x509.load_der_x509_certificate(sealer.der).not_valid_after_utc
    if until - clock() < _SOON:
        return Verdict.WRONG, f"The seal is valid until {until:%d/%m/%Y}: have it renewed, in time."
    return Verdict.OK, f"The seal seals, until {until:%d/%m/%Y}."
