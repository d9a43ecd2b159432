"""What a browser brings back from the provider: a code, or why there is none."""

from collections.abc import Mapping

from platforms.oidc.claims import same
from platforms.oidc.reason import NotIdentified, Reason

_LONGEST = 4096  # characters of a code
_LONGEST_ERROR = 40  # characters: longer than any name of the standards
_ERRORS: Mapping[str, Reason] = {  # RFC 6749 section 4.1.2.1, OpenID Connect Core section 3.1.2.6
    "access_denied": Reason.CANCELLED,
    "consent_required": Reason.CANCELLED,
    "interaction_required": Reason.CANCELLED,
    "login_required": Reason.CANCELLED,
    "server_error": Reason.SILENT,
    "temporarily_unavailable": Reason.SILENT,
}


def code_of(query: Mapping[str, str], state: str, issuer: str, *, named: bool) -> str:
    """Find the code; `named`: the provider says in every answer that it is its own (RFC 9207).

    Raises NotIdentified. Whose answer it is comes first: a stranger's error is no error of this login.
    """
    if len(query) != len(set(query)):
        raise NotIdentified(Reason.UNREADABLE, "answer:twice")
    if not same(query.get("state"), state):
        raise NotIdentified(Reason.OTHER_LOGIN)
    if "iss" in query or named:
        _check_issuer(query.get("iss"), issuer)
    if "error" in query:
        error = query["error"]
        reason = _ERRORS.get(error, Reason.REFUSED)
        raise NotIdentified(reason, f"answer:{known_error(error)}")
    code = query.get("code", "")
    if not (0 < len(code) <= _LONGEST and all(" " <= letter <= "~" for letter in code)):
        raise NotIdentified(Reason.UNREADABLE, "answer:code")
    return code


def known_error(error: object) -> str:
    """Repeat an error's name for staff, if it has the shape of one: it comes from outside."""
    if not (isinstance(error, str) and error.isascii() and len(error) <= _LONGEST_ERROR):
        return "other"
    return error if error.replace("_", "").isalpha() else "other"


def _check_issuer(given: str | None, issuer: str) -> None:
    if given != issuer:
        raise NotIdentified(Reason.OTHER_PROVIDER, "answer:iss")
