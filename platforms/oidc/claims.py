"""What an ID token must say before it is believed (OpenID Connect Core, section 3.1.3.7)."""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from joserfc.util import urlsafe_b64encode

from platforms.oidc.provider import ProviderSettings
from platforms.oidc.reason import NotIdentified, Reason
from platforms.oidc.signed import Token

LEEWAY = timedelta(seconds=60)  # by which two clocks may differ
FRESH = timedelta(minutes=10)  # an ID token is fetched when it is made: an older one was kept by somebody
_YEARS = 1e11  # seconds: what is beyond is no time
_LONGEST_SUBJECT = 255  # OpenID Connect Core section 2


@dataclass(frozen=True, slots=True)
class Proof:
    """Who was recognised, at which level (from 1), by a token that is right in every way."""

    subject: str
    level: int


def check_id_token(
    token: Token, provider: ProviderSettings, nonce: str, access_token: str, now: datetime
) -> Proof:
    """Hold a token against what was asked; raises NotIdentified with the first thing that is wrong."""
    said = token.claims
    check_maker(said, provider)
    _check_times(said, now)
    if not same(said.get("nonce"), nonce):
        raise NotIdentified(Reason.WRONG_NONCE)
    if "at_hash" in said and not same(said["at_hash"], _half_hash(token.algorithm, access_token)):
        raise NotIdentified(Reason.WRONG_ACCESS)
    level = provider.ladder.level(said.get("acr"))
    if level < provider.ladder.least(provider.acr_values):
        raise NotIdentified(Reason.TOO_LOW, f"level:{level}")
    return Proof(_subject(said), level)


def check_maker(said: Mapping[str, Any], provider: ProviderSettings) -> None:
    """Check who made a token and for whom."""
    if said.get("iss") != provider.issuer:
        raise NotIdentified(Reason.WRONG_ISSUER)
    given = said.get("aud")
    audience = given if isinstance(given, list) else [given]
    for_others = any(each != provider.client_id for each in audience)
    party = said.get("azp", None if for_others else provider.client_id)
    if provider.client_id not in audience or party != provider.client_id:
        raise NotIdentified(Reason.WRONG_AUDIENCE)


def check_until(said: Mapping[str, Any], now: datetime) -> None:
    """Check that a token holds still, and already, where it says until when and from when."""
    if "exp" in said and _time(said, "exp") <= (now - LEEWAY).timestamp():
        raise NotIdentified(Reason.EXPIRED, "exp")
    for name in ("iat", "nbf"):
        if name in said and _time(said, name) > (now + LEEWAY).timestamp():
            raise NotIdentified(Reason.NOT_YET, name)


def same(given: object, ours: str) -> bool:
    """Compare in a time that tells nothing."""
    return isinstance(given, str) and hmac.compare_digest(given.encode("utf-8", "replace"), ours.encode())


def _check_times(said: Mapping[str, Any], now: datetime) -> None:
    for name in ("exp", "iat"):
        if name not in said:
            raise NotIdentified(Reason.UNREADABLE, f"token:{name}")
    check_until(said, now)
    if _time(said, "iat") < (now - FRESH).timestamp():
        raise NotIdentified(Reason.EXPIRED, "iat")


def _time(said: Mapping[str, Any], name: str) -> float:
    """Read a NumericDate; the comparison fails for what is not a number too."""
    value = said[name]
    if isinstance(value, bool) or not isinstance(value, int | float) or not -_YEARS < value < _YEARS:
        raise NotIdentified(Reason.UNREADABLE, f"token:{name}")
    return float(value)


def _half_hash(algorithm: str, access_token: str) -> str:
    """The left half of the hash that the algorithm of the signature uses (section 3.1.3.6)."""
    digest = hashlib.new(f"sha{algorithm[2:]}", access_token.encode()).digest()
    return urlsafe_b64encode(digest[: len(digest) // 2]).decode()


def _subject(said: Mapping[str, Any]) -> str:
    subject = said.get("sub")
    if not (isinstance(subject, str) and 0 < len(subject) <= _LONGEST_SUBJECT and subject.isprintable()):
        raise NotIdentified(Reason.UNREADABLE, "token:sub")
    return subject
