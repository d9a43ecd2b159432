"""What a broadcast costs: by segment where its network counts segments, by message elsewhere."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from bot.errors import Misconfigured

OURS: Final = Path(__file__).with_name("tariffs.toml")
MICROS: Final = 1_000_000  # in a euro
NETWORKS: Final = ("telegram", "email", "sms")  # as Traits.kind
_BY_SEGMENT: Final = frozenset({"sms"})
_FIELDS: Final[Mapping[str, type]] = {"network": str, "since": date, "micros": int, "source": str}
_MOST: Final = MICROS  # a euro for a message is a slip of whoever wrote the table


@dataclass(frozen=True, slots=True)
class Price:
    """What one segment or message costs on a network (Traits.kind), in millionths of a euro without VAT."""

    network: str
    since: date
    micros: int
    source: str


@dataclass(frozen=True, slots=True)
class Tariff:
    """All prices; `made_up` is said of the table that comes along, which no contract stands behind."""

    prices: tuple[Price, ...]
    made_up: bool = False

    def at(self, network: str, day: date) -> Price:
        """Find the price of a day, or the earliest if none had begun; LookupError for no such network."""
        known = [price for price in self.prices if price.network == network]
        if not known:
            raise LookupError(network)
        begun = [price for price in known if price.since <= day]
        return max(begun, key=_since) if begun else min(known, key=_since)

    def micros(self, network: str, day: date, messages: int, segments: int) -> int:
        """Add up what messages cost, in millionths of a euro; segments count only by SMS."""
        return self.at(network, day).micros * (segments if network in _BY_SEGMENT else messages)


def _since(price: Price) -> date:
    return price.since


@lru_cache(4)
def tariff(file: Path = OURS) -> Tariff:
    """Read a table of prices; Misconfigured says what in it cannot be."""
    try:
        found = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        raise Misconfigured(f"the prices {file} cannot be read: {type(problem).__name__}") from None
    try:
        return Tariff(_prices(found), made_up=file == OURS)
    except ValueError as problem:
        raise Misconfigured(f"the prices {file}: {problem}") from None


def _prices(found: Mapping[str, Any]) -> tuple[Price, ...]:
    rows = found.get("price")
    if set(found) != {"price"} or not isinstance(rows, list):
        raise ValueError("a table of prices has nothing but [[price]]")
    prices = tuple(_price(row, f"price {number}") for number, row in enumerate(rows, 1))
    missing = sorted(set(NETWORKS) - {price.network for price in prices})
    if missing:
        raise ValueError(f"no price for {', '.join(missing)}")
    _refuse_twice(prices)
    return prices


def _refuse_twice(prices: Sequence[Price]) -> None:
    begun = [(price.network, price.since) for price in prices]
    twice = next((each for each in begun if begun.count(each) > 1), None)
    if twice:
        raise ValueError(f"two prices of {twice[0]} since {twice[1]}")


def _price(row: Any, where: str) -> Price:
    if not isinstance(row, dict) or set(row) != set(_FIELDS):
        raise ValueError(f"{where} must say {', '.join(_FIELDS)}, and no more")
    for name, kind in _FIELDS.items():
        if not isinstance(row[name], kind) or isinstance(row[name], bool | datetime):
            raise ValueError(f"{where}: {name} is no {kind.__name__}")  # noqa: TRY004 - one error for all that cannot be
    if row["network"] not in NETWORKS:
        raise ValueError(f"{where}: network is one of {', '.join(NETWORKS)}")
    if not 0 <= row["micros"] <= _MOST or not row["source"].strip():
        raise ValueError(f"{where}: micros are 0 to {_MOST}, and the source says who charges it")
    return Price(**row)


def in_euros(micros: int, mark: str = ".") -> str:
    """Write an amount in euros and cents, rounded up: what is shown is never less than what is paid."""
    cents = -(-micros * 100 // MICROS)
    return f"{cents // 100}{mark}{cents % 100:02d}"
