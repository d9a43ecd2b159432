"""The rule table as it holds here, printed for who runs the counter."""

import os
from pathlib import Path

from rich.console import Console
from rich.table import Table

from platforms.permits.rules import Operation, Period, PermitKind, Rule, RuleTable
from platforms.permits.table import OURS, rule_table
from sportello.settings import load


def show_rules(file: Path | None) -> None:
    """Print a table, that of the settings unless one is named; raises Misconfigured."""
    table = rule_table(file or load(os.environ, Path.cwd()).ztl.rules or OURS)
    shown = Table("kind", "operation", "decides", "documents", "fee and duty (EUR)", "loss, original")
    for kind in PermitKind:
        for operation in Operation:
            rule = table.rule(kind, operation)
            if rule.offered:
                shown.add_row(*_cells(rule))
    Console().print(shown)
    Console().print(_windows(table))


def _cells(rule: Rule) -> tuple[str, ...]:
    proof = rule.proof.value if rule.proof else ""
    back = "handed back" if rule.hand_back else ""
    return (
        rule.kind.value,
        rule.operation.value,
        rule.office or "at once",
        ", ".join(each.value for each in rule.documents),
        _money(rule),
        ", ".join(filter(None, (proof, back))),
    )


def _money(rule: Rule) -> str:
    fees = "; ".join(f"{each.name} {_fees(each)}" for each in rule.periods) if rule.charged else ""
    duty = f"duty {rule.duty_cents / 100:.2f}" if rule.duty_cents else ""
    return ", ".join(filter(None, (fees, duty))) or "free"


def _fees(period: Period) -> str:
    return "/".join(f"{cents / 100:.2f}" for cents in period.fee_cents)


def _windows(table: RuleTable) -> str:
    return (
        f"A permit can be renewed from {table.opens} days before its end until {table.closes} days after it."
    )
