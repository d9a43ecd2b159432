"""Why somebody is not identified: a name for each way it goes wrong, and what the citizen is told."""

from enum import Enum
from functools import cache
from pathlib import Path

from bot.errors import SportelloError
from bot.words import Catalogue

_HERE = Path(__file__).parent


class Reason(Enum):
    """What went wrong; a value names its sentence in oidc.<language>.ftl."""

    CANCELLED = "cancelled"  # the citizen said no, or could not log in there
    SILENT = "silent"  # the provider cannot be reached, is slow, or says that it is out of order
    REFUSED = "refused"  # the provider does not take what we ask: staff must look
    UNREADABLE = "unreadable"  # the provider's answer is not what the standard says
    OTHER_LOGIN = "other-login"  # the answer belongs to another login (state)
    OTHER_PROVIDER = "other-provider"  # the answer comes from another provider (RFC 9207)
    CODE_SPENT = "code-spent"  # the code was used, is too old, or is not ours
    FORGED = "forged"  # the signature is not the provider's
    WRONG_ISSUER = "wrong-issuer"
    WRONG_AUDIENCE = "wrong-audience"  # the token was made for somebody else
    WRONG_NONCE = "wrong-nonce"  # the token was made for another login
    WRONG_ACCESS = "wrong-access"  # the two tokens do not belong together (at_hash)
    WRONG_SUBJECT = "wrong-subject"  # the data are of somebody else than the token
    EXPIRED = "expired"
    NOT_YET = "not-yet"  # made in the future: a clock is wrong
    TOO_LOW = "too-low"  # less sure than was asked
    NO_FISCAL_CODE = "no-fiscal-code"  # as of people with an identity of another country
    INCOMPLETE = "incomplete"  # name, surname or date of birth is missing or odd
    CONTRADICTORY = "contradictory"  # the token and the data name different people


class NotIdentified(SportelloError):  # noqa: N818 - it says what the citizen is
    """Somebody is not identified, and nothing is known of them; `code` is for staff, and holds no secret."""

    def __init__(self, reason: Reason, code: str = "") -> None:
        super().__init__(f"{reason.value} {code}".strip())
        self.reason = reason
        self.code = code


def sentence(reason: Reason, language: str = "it") -> str:
    """What a citizen is told; in Italian for a language that we do not have."""
    return _catalogue(language if language in {"it", "en"} else "it").text(f"oidc-{reason.value}", {})


@cache
def _catalogue(language: str) -> Catalogue:
    return Catalogue.load("oidc", language, [_HERE / f"oidc.{language}.ftl"])
