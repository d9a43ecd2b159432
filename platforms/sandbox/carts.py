"""Carts as Checkout takes them (checkout_v1.json): one to five notices, and where their payer goes."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

LASTS = timedelta(minutes=30)  # of a cart: its link is made when somebody clicks, not before
MOST = 5
_LONGEST = 140  # of a name and of a reason, in characters
_ADDRESS = re.compile(r"https?://[^\s/]+(/\S*)?")
_RETURNS = ("returnOkUrl", "returnCancelUrl", "returnErrorUrl")


class Malformed(ValueError):  # noqa: N818 - it says what a request is
    """A cart that breaks the contract; the text says where."""


@dataclass(frozen=True, slots=True)
class CartNotice:
    """A notice as the shop wrote it into the cart: its amount was that of the moment of writing."""

    nav: str
    fiscal_code: str
    amount_cents: int
    company: str
    description: str


@dataclass(frozen=True, slots=True)
class Cart:
    """What somebody is about to pay, all of it or nothing; `ok`, `cancel`, `error` are web addresses."""

    id: str
    notices: tuple[CartNotice, ...]
    ok: str
    cancel: str
    error: str
    made_at: datetime
    paid: bool = False


class Carts:
    """The carts that were made, in memory; a link that is too old leads to none."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._kept: dict[str, Cart] = {}

    def keep(self, cart: Cart) -> None:
        """Keep a cart, and forget those that are too old."""
        self._kept = {name: each for name, each in self._kept.items() if self._lasts(each)}
        self._kept[cart.id] = cart

    def find(self, name: str) -> Cart | None:
        """Find a cart by its id."""
        cart = self._kept.get(name)
        return cart if cart and self._lasts(cart) else None

    def close(self, cart: Cart) -> None:
        """Mark a cart as paid: from now on its link leads straight back."""
        self.keep(replace(cart, paid=True))

    def _lasts(self, cart: Cart) -> bool:
        return self._clock() < cart.made_at + LASTS


def read_cart(body: object, name: str, now: datetime) -> Cart:
    """Read a request of POST /carts; raises Malformed."""
    cart = _object(body, "the cart")
    listed = cart.get("paymentNotices")
    if not isinstance(listed, list) or not 1 <= len(listed) <= MOST:
        raise Malformed("paymentNotices must be a list of one to five")
    notices = tuple(_notice(_object(each, "a notice")) for each in listed)
    if len({each.nav for each in notices}) < len(notices):
        raise Malformed("a noticeNumber stands twice in paymentNotices")
    returns = _object(cart.get("returnUrls"), "returnUrls")
    ok, cancel, error = (_match(returns, each, _ADDRESS) for each in _RETURNS)
    if not isinstance(cart.get("allCCP", False), bool):
        raise Malformed("allCCP must be true or false")
    return Cart(name, notices, ok, cancel, error, now)


def _notice(given: Mapping[str, Any]) -> CartNotice:
    amount = given.get("amount")
    if not isinstance(amount, int) or isinstance(amount, bool) or amount < 1:
        raise Malformed("amount must be a whole number of cents, at least 1")
    return CartNotice(
        _match(given, "noticeNumber", re.compile("[0-9]{18}")),
        _match(given, "fiscalCode", re.compile("[0-9]{11}")),
        amount,
        _short(given, "companyName"),
        _short(given, "description"),
    )


def _object(given: object, what: str) -> Mapping[str, Any]:
    if not isinstance(given, dict):
        raise Malformed(f"{what} must be an object")
    return given


def _match(given: Mapping[str, Any], name: str, shape: re.Pattern[str]) -> str:
    value = given.get(name)
    if not isinstance(value, str) or not shape.fullmatch(value):
        raise Malformed(f"{name} is missing or has another form")
    return value


def _short(given: Mapping[str, Any], name: str) -> str:
    value = given.get(name)
    if not isinstance(value, str) or not 1 <= len(value) <= _LONGEST:
        raise Malformed(f"{name} must be a text of at most {_LONGEST} characters")
    return value
