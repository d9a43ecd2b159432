"""What `sportello doctor` says of whom PEC believes, and of the municipality's own certificate."""

from datetime import timedelta

from bot.clock import Clock
from sportello.doctor import Finding, Verdict
from sportello.networks.pec import trust_of
from sportello.networks.pec_registrar import office_of
from sportello.settings import Settings

_SOON = timedelta(days=30)


def examine_trust(settings: Settings) -> Finding:
    """Read the files of certificates; blocks, raises Misconfigured."""
    authorities = trust_of(settings.pec).authorities
    pins = ", ".join(each.pin[:16] for each in authorities)
    return Finding("pec trust", Verdict.OK, f"Signatures of these authorities are believed, by key: {pins}.")


def examine_seal(settings: Settings, clock: Clock) -> Finding:
    """Open the municipality's certificate; blocks, raises Misconfigured."""
    office = office_of(settings, clock)
    if office is None:
        text = (
            "Letters leave without Segnatura.xml: set [register] certificate, administration, area and code."
        )
        return Finding("pec seal", Verdict.MISSING, text)
    until = office.signer.certificate.not_valid_after_utc
    if until - clock() < _SOON:
        text = f"The certificate is valid until {until:%d/%m/%Y}: have it renewed, in time."
        return Finding("pec seal", Verdict.WRONG, text)
    return Finding("pec seal", Verdict.OK, f"The certificate is valid until {until:%d/%m/%Y}.")
