"""Reads a debt position as it is sent to GPD (gpd_v3.json), and says what is wrong with it."""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

_LONGEST = 140
_IBAN = re.compile("[A-Za-z0-9]{1,35}")
_MOST_TRANSFERS = 5


class Wrong(ValueError):  # noqa: N818 - it says what a position is
    """A position that breaks the contract: GPD answers 400."""


def check_position(given: object, now: datetime) -> Mapping[str, Any]:
    """Give the position back if it may be kept; raises Wrong. `now` is aware: no term may be over."""
    position = _object(given, "position")
    _texts(position, "companyName", "iupd")
    navs: list[str] = []
    for option in _listed(position, "paymentOption", 100):
        _check_option(_object(option, "paymentOption"), now)
        navs += [each["iuv"] for each in option["installments"]]
    if len(set(navs)) < len(navs):
        raise Wrong("an iuv stands twice")
    return position


def _check_option(option: Mapping[str, Any], now: datetime) -> None:
    debtor = _object(option.get("debtor"), "debtor")
    _texts(debtor, "fiscalCode", "fullName")
    if debtor.get("type") not in {"F", "G"}:
        raise Wrong("debtor.type must be F or G")
    if not isinstance(option.get("switchToExpired"), bool):
        raise Wrong("switchToExpired must be true or false")
    for installment in _listed(option, "installments", 100):
        _check_installment(_object(installment, "installment"), now)


def _check_installment(installment: Mapping[str, Any], now: datetime) -> None:
    _texts(installment, "iuv", "description")
    amount = _cents(installment)
    if read_moment(installment.get("dueDate")) < now:
        raise Wrong("dueDate is over")
    transfers = [_object(each, "transfer") for each in _listed(installment, "transfer", _MOST_TRANSFERS)]
    for each in transfers:
        _check_transfer(each)
    if len({each["idTransfer"] for each in transfers}) < len(transfers):
        raise Wrong("an idTransfer stands twice")
    if sum(_cents(each) for each in transfers) != amount:
        raise Wrong("the transfers must sum up to the amount")


def _check_transfer(transfer: Mapping[str, Any]) -> None:
    _texts(transfer, "remittanceInformation", "category")
    if transfer.get("idTransfer") not in {"1", "2", "3", "4", "5"}:
        raise Wrong("idTransfer must be 1 to 5, as a text")
    _cents(transfer)
    iban, stamp = transfer.get("iban"), transfer.get("stamp")
    if (iban is None) == (stamp is None) or (iban is not None and not _IBAN.fullmatch(str(iban))):
        raise Wrong("a transfer has an iban or a stamp")


def _object(given: object, what: str) -> Mapping[str, Any]:
    if not isinstance(given, dict):
        raise Wrong(f"{what} must be an object")
    return given


def _listed(given: Mapping[str, Any], name: str, most: int) -> Sequence[Any]:
    found = given.get(name)
    if not isinstance(found, list) or not 1 <= len(found) <= most:
        raise Wrong(f"{name} must be a list of one to {most}")
    return found


def _texts(given: Mapping[str, Any], *names: str) -> None:
    for name in names:
        value = given.get(name)
        if not isinstance(value, str) or not 1 <= len(value) <= _LONGEST:
            raise Wrong(f"{name} must be a text of at most {_LONGEST} characters")


def _cents(given: Mapping[str, Any]) -> int:
    amount = given.get("amount")
    if not isinstance(amount, int) or isinstance(amount, bool) or amount < 1:
        raise Wrong("amount must be a whole number of cents, at least 1")
    return amount


def read_moment(given: object) -> datetime:
    """Read a date-time, which is of UTC if it names no zone; raises Wrong."""
    try:
        moment = datetime.fromisoformat(str(given))
    except ValueError:
        raise Wrong("dueDate must be a date-time") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
