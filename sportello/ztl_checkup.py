"""What `sportello doctor` says of permits: whether the rules can be read, who may read the list."""

from urllib.parse import urlsplit

from sportello.doctor import Check, Finding, Verdict
from sportello.needs import permit_terms
from sportello.settings import Settings
from sportello.settings.groups import LOOPBACK

_NAME = "permits"


def permit_check(settings: Settings) -> Check:
    """Look at the rule table, and at the door of the gates."""

    async def look() -> Finding:
        permit_terms(settings)  # Misconfigured says what is wrong
        if not settings.ztl.gate_token.get_secret_value():
            text = "The list of the gates is served to nobody: set [ztl] gate_token."
            return Finding(_NAME, Verdict.MISSING, text)
        address = settings.web.address
        if not address.startswith("https://") and urlsplit(address).hostname not in LOOPBACK:
            text = "The gates' token would travel in the open: [web] public_url must begin with https://."
            return Finding(_NAME, Verdict.WRONG, text)
        return Finding(_NAME, Verdict.OK, f"The gates read {address}/gates/whitelist.csv")

    return Check(_NAME, look)
