"""Reads the rule table: the one that comes along, or a city's own of the same form."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from bot.errors import Misconfigured
from platforms.permits.rules import Document, LossProof, Operation, Period, PermitKind, Rule, RuleTable
from platforms.permits.term import Term

T = TypeVar("T")

_ANY_DAY = date(2027, 1, 1)  # of no leap year: the 29th of February is no end of every year
OURS = Path(__file__).parent / "rules.toml"
_TOP = {"duty_cents": int, "renewal_opens_days": int, "renewal_closes_days": int}
_KIND = {"office": str, "most_plates": int, "everywhere": bool, "periods": list, "operations": dict}
_PERIOD = {
    "name": str,
    "until": str,
    "months": int,
    "days": int,
    "fee_cents": list,
    "second_half_cents": list,
}
_OPERATION = {
    "by": str,
    "documents": list,
    "fee": bool,
    "duty": bool,
    "proof": str,
    "hand_back": bool,
    "days": int,
    "prepaid": bool,
}


@lru_cache(4)
def rule_table(file: Path = OURS) -> RuleTable:
    """Read a table; Misconfigured names what cannot be, by the file, the kind and the operation."""
    try:
        found = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        raise Misconfigured(f"the rules of permits {file} cannot be read: {type(problem).__name__}") from None
    try:
        return _table(found)
    except ValueError as problem:
        raise Misconfigured(f"the rules of permits {file}: {problem}") from None


def _table(found: Mapping[str, Any]) -> RuleTable:
    top = _checked({name: found[name] for name in _TOP if name in found}, _TOP, "the table")
    kinds = {_named(PermitKind, name, "kind"): found[name] for name in found if name not in _TOP}
    tables = {kind: _checked(given, _KIND, kind.value) for kind, given in kinds.items()}
    rules = {
        (kind, rule.operation): rule
        for kind, given in tables.items()
        for rule in _rules(kind, given, top.get("duty_cents", 0))
    }
    return RuleTable(
        rules,
        {kind: tables.get(kind, {}).get("most_plates", 1) for kind in PermitKind},
        frozenset(kind for kind, given in tables.items() if given.get("everywhere", False)),
        top.get("renewal_opens_days", 0),
        top.get("renewal_closes_days", 0),
    )


def _rules(kind: PermitKind, given: Mapping[str, Any], duty: int) -> Iterator[Rule]:
    periods = [_period(each, kind.value) for each in given.get("periods", ())]
    if not periods:
        raise ValueError(f"{kind.value} has no period")
    for name, cell in given.get("operations", {}).items():
        where = f"{kind.value}.{name}"
        operation = _named(Operation, name, kind.value)
        yield _rule(
            kind, operation, _checked(cell, _OPERATION, where), periods, given.get("office", ""), duty
        )


def _rule(
    kind: PermitKind,
    operation: Operation,
    cell: Mapping[str, Any],
    periods: Sequence[Period],
    office: str,
    duty: int,
) -> Rule:
    where = f"{kind.value}.{operation.value}"
    by = cell.get("by", "")
    if by not in ("rule", "office"):
        raise ValueError(f'{where}: by must be "rule" or "office"')
    if by == "office" and not office:
        raise ValueError(f"{where}: {kind.value} has no office")
    if operation is Operation.SUBSTITUTE and cell.get("days", 0) < 1:
        raise ValueError(f"{where}: days must be 1 or more")
    proof = cell.get("proof", "")
    if (operation is Operation.LOSS) != bool(proof):
        raise ValueError(f"{where}: a loss, and nothing else, has a proof")
    return Rule(
        kind,
        operation,
        offered=True,
        office=office if by == "office" else "",
        documents=tuple(_named(Document, each, where) for each in cell.get("documents", ())),
        periods=tuple(periods),
        charged=cell.get("fee", False),
        duty_cents=duty if cell.get("duty", False) else 0,
        proof=_named(LossProof, proof, where) if proof else None,
        hand_back=cell.get("hand_back", False),
        term=Term(days=cell.get("days", 0)),
        prepaid=cell.get("prepaid", False),
    )


def _period(given: Any, kind: str) -> Period:
    if not isinstance(given, dict):
        raise ValueError(f"{kind}: a period must be a table")  # noqa: TRY004 - it becomes Misconfigured, as the rest
    where = f"{kind}, period {given.get('name', '')!r}"
    cells = _checked(given, _PERIOD, where)
    if not cells.get("name") or len({"until", "months", "days"} & cells.keys()) > 1:
        raise ValueError(f"{where}: a name, and at most one of until, months and days")
    fees = [tuple(cells.get(name, ())) for name in ("fee_cents", "second_half_cents")]
    if any(isinstance(fee, bool) or not isinstance(fee, int) or fee < 0 for each in fees for fee in each):
        raise ValueError(f"{where}: fees are whole cents")
    until = _day_of_the_year(cells["until"], where) if "until" in cells else None
    term = Term(until, cells.get("months", 0), cells.get("days", 0))
    return Period(cells["name"], term, fees[0] or (0,), fees[1])


def _day_of_the_year(text: str, where: str) -> tuple[int, int]:
    month, _, day = text.partition("-")
    try:
        found = int(month), int(day)
        Term(found).last_day(_ANY_DAY)
    except ValueError:
        raise ValueError(f'{where}: until must be a day of the year, such as "12-31"') from None
    return found


def _named(among: type[T], name: object, where: str) -> T:
    try:
        return among(name)  # type: ignore[call-arg] # an enum by its value
    except ValueError:
        raise ValueError(f"{where}: there is no {name!r}") from None


def _checked(given: Any, known: Mapping[str, type], where: str) -> Mapping[str, Any]:
    """Look that a table has nothing but what is known, each of its type and no number below zero."""
    if not isinstance(given, dict):
        raise ValueError(f"{where} must be a table")  # noqa: TRY004 - it becomes Misconfigured, as the rest
    for name, value in given.items():
        if name not in known:
            raise ValueError(f"{where}: there is no {name!r}")
        if type(value) is not known[name] or (isinstance(value, int) and value < 0):
            raise ValueError(f"{where}: {name} cannot be {value!r}")
    return given
