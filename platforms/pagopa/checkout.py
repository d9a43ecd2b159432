"""Carts at pagoPA's Checkout, where a citizen pays one to five notices with a browser.

A cart lives for minutes: it is made when somebody taps, never when a message is written.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from bot.clock import Ids
from platforms.pagopa.payee import Payee
from platforms.pagopa.wire import PlatformDown, Wire

MOST_NOTICES = 5
_FOUND = 302  # the only success: a 200 is no cart
_LONGEST = 140  # characters of a subject and of a name


@dataclass(frozen=True, slots=True)
class Item:
    """A notice to be paid, at the amount that it costs now; `subject` is its causale."""

    nav: str
    amount_cents: int
    subject: str


@dataclass(frozen=True, slots=True)
class Returns:
    """The pages of ours to which Checkout sends the browser back. None of them proves a payment."""

    ok: str
    cancelled: str
    error: str


class Checkout:
    """Makes carts; `url` is the address of the API without `/carts`."""

    def __init__(self, wire: Wire, url: str, payee: Payee, ids: Ids) -> None:
        self._wire = wire
        self._url = url.rstrip("/")
        self._payee = payee
        self._ids = ids

    async def cart(self, items: Sequence[Item], returns: Returns) -> str:
        """Make a cart of one to five notices, and return the address at which it is paid.

        Raises TurnedDown if Checkout does not take the notices, PlatformDown if it cannot be asked or answers
        with something that is no address to send a citizen to.
        """
        if not 1 <= len(items) <= MOST_NOTICES:
            raise ValueError("a cart holds one to five notices")
        body = self._body(items, returns)
        reply = await self._wire.ask("POST", f"{self._url}/carts", _FOUND, body=body)
        return self._checked(reply.headers.get("Location", ""))

    def _body(self, items: Sequence[Item], returns: Returns) -> dict[str, object]:
        return {
            "paymentNotices": [
                {
                    "noticeNumber": item.nav,
                    "fiscalCode": self._payee.fiscal_code,
                    "amount": item.amount_cents,
                    "companyName": self._payee.name[:_LONGEST],
                    "description": item.subject[:_LONGEST],
                }
                for item in items
            ],
            "returnUrls": {
                "returnOkUrl": returns.ok,
                "returnCancelUrl": returns.cancelled,
                "returnErrorUrl": returns.error,
            },
            "idCart": self._ids(),
        }

    def _checked(self, location: str) -> str:
        """Let a citizen be sent to an address of https, or to the very host that we have just asked."""
        try:
            found, ours = urlsplit(location), urlsplit(self._url)
            odd = found.username is not None or not found.hostname or not _is_plain(location)
            same = (found.scheme, found.hostname, found.port) == (ours.scheme, ours.hostname, ours.port)
        except ValueError:
            raise PlatformDown("location:unreadable") from None
        if odd or not (found.scheme == "https" or same):
            raise PlatformDown("location:odd")
        return location


def _is_plain(address: str) -> bool:
    """Tell whether an address is of visible ASCII, without what browsers read in their own ways."""
    return all("!" <= letter <= "~" for letter in address) and "\\" not in address
